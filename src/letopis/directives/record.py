"""The directive of every kind of record: fields above, text below.

It reads the fields itself instead of using directive options, so that each value keeps its own
line, a field may stand on several lines, and a doubled key is seen.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinxcontrib.bibtex.citation_target import CitationTarget
from sphinxcontrib.bibtex.roles import CitationRef

from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.illustrations.placing import LINE, ORIGINAL
from letopis.model.fieldlines import Fault, FieldLine, split_fields
from letopis.model.fieldnames import meant_fields
from letopis.model.fields import FieldSpecs, ReaderError, read_fields
from letopis.model.kinds import Record
from letopis.model.names import romanize
from letopis.model.picturefiles import PictureFile
from letopis.model.summaries import placeholder_faults
from letopis.model.values import KEY
from letopis.nodes import view
from letopis.plain_text import first_paragraph
from letopis.report import report

if TYPE_CHECKING:
    from letopis.domain import LetopisDomain


class RecordDirective(SphinxDirective):
    """One record. Subclasses are made for each kind by :func:`record_directive`."""

    record_class: ClassVar[type[Record]]
    # A key is needed, and one word; that it is not is said below, with the key to write.
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Read the fields, note the record, and leave nodes that every builder can print."""
        domain = cast("LetopisDomain", self.env.get_domain("letopis"))
        specs = domain.registry.schema.fields(self.record_class)
        fields, faults, used = split_fields(
            list(self.content), self._first_line(), lambda key: bool(meant_fields(key, ["name", *specs]))
        )
        given = [field for field in fields if field.key == "name"]
        name = self._name(given, faults)
        written = " ".join(" ".join(self.arguments).split())
        key, wrong = self._key(written, name)
        faults += wrong
        others = [field for field in fields if field.key != "name"]
        values, more = self._read(specs, others, key)
        faults += more
        place = self._place(self.lineno)
        body = self._body(used)
        summary = first_paragraph(body)
        faults += placeholder_faults(summary, list(self.content), self._first_line())
        self._report(written, faults)
        record = self.record_class(
            key=key,
            name=name or key,
            origin=place,
            summary=summary,
            inline=bool(given) or not self.record_class.own_page,
            added=tuple(domain.registry.schema.added.get(self.record_class.kind, ())),
            **values,
        )
        domain.note_record(record)
        if faults:
            domain.note_broken(record)
        self._note_citations(record)
        return [self._index(record), self._box(record, body)]

    def _key(self, written: str, name: str) -> tuple[str, list[Fault]]:
        """The key of the record, which is one that can be used, and what is wrong with the one written."""
        if KEY.fullmatch(written):
            return written, []
        if not written:
            key = suggest_key(name)
            message = f"a key is missing. Write '{{{self.record_class.kind}}} {key}'."
        else:
            key = suggest_key(written)
            message = f"the key {written!r} is not made of lower-case Latin letters, digits and hyphens. Write {key!r}."
        return key, [Fault(Code.KEY_SYNTAX, message, self.lineno)]

    def _name(self, given: list[FieldLine], faults: list[Fault]) -> str:
        """The name of the record: its field, or what its kind gives by itself, or the title above it."""
        faults += [
            Fault(
                Code.FIELD_REPEATED,
                f"the field ':name:' stands twice: {field.text!r} here, and another in line "
                f"{given[0].line}. Keep one; the others go into ':variant:'.",
                field.line,
            )
            for field in given[1:]
        ]
        if given:
            return given[0].text
        title = self._section_title()
        name = self.record_class.default_name(" ".join(self.arguments)) or title
        if not name:
            faults.append(
                Fault(
                    Code.NAME_MISSING,
                    "no name: the page has no title above the record. "
                    "Write ':name: …' or put the record below a heading.",
                    self.lineno,
                )
            )
        return name

    def _read(self, specs: FieldSpecs, fields: list[FieldLine], key: str) -> tuple[dict[str, Any], list[Fault]]:
        """The values of the fields and what is wrong with them. Raises ``ExtensionError`` if a reader is at fault."""
        kind = self.record_class.kind
        try:
            schema = cast("LetopisDomain", self.env.get_domain("letopis")).registry.schema
            return read_fields(specs, fields, self.lineno, kind, schema.kinds_with_field)
        except ReaderError as error:
            place = self._place(self.lineno)
            raise ExtensionError(f"{place.path}:{place.line}: {kind} '{key}': {error}.") from error

    def _first_line(self) -> int:
        """The line of the first content line. MyST counts its offset from the opening line."""
        relative = type(self.state).__module__.startswith("myst_parser")
        return (self.lineno if relative else 0) + self.content_offset + 1

    def _section_title(self) -> str:
        """The title of the section the record stands in, unless another record took it."""
        node: nodes.Element | None = self.state_machine.node
        while node is not None and not isinstance(node, nodes.section):
            node = node.parent
        if node is None or node.get("letopis-taken") or not isinstance(node[0], nodes.title):
            return ""
        node["letopis-taken"] = True
        return node[0].astext()

    def _place(self, line: int) -> SourceLocation:
        return SourceLocation(self.env.docname, str(self.env.doc2path(self.env.docname, base=False)), line)

    def _report(self, key: str, faults: list[Fault]) -> None:
        """Report what is wrong; where a name stands for a key, that waits until all names are known."""
        domain = cast("LetopisDomain", self.env.get_domain("letopis"))
        for code, message, line, name, kinds in sorted(faults, key=lambda fault: fault.line):
            found = Finding(code, f"{self.record_class.kind} '{key}': {message}", self._place(line))
            if name:
                domain.note_unnamed(found, name, kinds)
            else:
                report(found)

    def _body(self, used: int) -> list[nodes.Node]:
        """The text below the fields, parsed."""
        self.content = self.content[used:]
        self.content_offset += used
        return self.parse_content_to_nodes()

    def _box(self, record: Record, body: list[nodes.Node]) -> nodes.Element:
        """The record's box: target, facts, text and what belongs below it."""
        box = nodes.container("", classes=["letopis-record", f"letopis-{record.kind}"], ids=[record.anchor])
        if record.anchor not in self.state.document.ids:  # a key that stands twice is said by its rule, and once
            self.state.document.note_explicit_target(box)
        self.set_source_info(box)
        box += self._files(record)
        facts = self._view("facts", record)
        after = self._view("beneath" if record.inline else "related", record)
        lead = 0 if record.inline else _length_of_summary(body)
        box += [*body[:lead], facts, *body[lead:]]
        if record.inline:
            box += after
        else:
            box["letopis-after"] = [after]
        return box

    def _files(self, record: Record) -> list[nodes.Node]:
        """For each file that a field names an image that is looked at as any other, and never shown."""
        made: list[nodes.Node] = []
        for _, fact in record.facts():
            if isinstance(fact.value, PictureFile):
                node = nodes.image("", uri=str(fact.value), alt="")
                node[ORIGINAL], node[LINE] = record.key, fact.line
                made.append(node)
        return made

    def _view(self, name: str, record: Record) -> view:
        options = {"kind": record.kind, "key": record.key}
        node = view("", view=name, options=options, docname=self.env.docname)
        cast("LetopisDomain", self.env.get_domain("letopis")).note_view(name, options, record.origin)
        self.set_source_info(node)
        return node

    def _index(self, record: Record) -> addnodes.index:
        """Every form of the name in the general index; variants lead to the preferred one."""
        main = record.index_name.replace(";", ",")
        entries: list[tuple[str, str, str, str, None]] = []
        if record.in_index:
            entries.append(("single", main, record.anchor, "main", None))
            entries += [
                ("see", f"{variant}; {main}", record.anchor, "", None)
                for variant in (name.replace(";", ",") for name in record.names)
                if variant.casefold() not in {main.casefold(), record.name.casefold()}
            ]
        return addnodes.index(entries=entries)

    def _note_citations(self, record: Record) -> None:
        """Tell sphinxcontrib-bibtex what the fields cite, so that it lists those sources."""
        refs = self.env.get_domain("cite").citation_refs  # type: ignore[attr-defined]
        for citation, line in record.citations():
            target = CitationTarget(citation.key, "", citation.locator)
            refs.append(CitationRef(record.anchor, self.env.docname, line, [target]))


def _length_of_summary(body: list[nodes.Node]) -> int:
    """How many nodes stand before the facts of a record with a page of its own: its first paragraph, marked as such."""
    if not body or not isinstance(body[0], nodes.paragraph):
        return 0
    body[0]["classes"].append("letopis-summary")
    return 1


def suggest_key(text: str) -> str:
    """A key made from some other text: in Latin letters, small, with hyphens between the words."""
    latin = unicodedata.normalize("NFKD", romanize(text, "bgn-pcgn"))
    bare = "".join(sign for sign in latin if not unicodedata.combining(sign)).lower()
    found = KEY.findall(re.sub(r"[_\s]+", "-", re.sub("['’ʹʺ]", "", bare)))
    return "-".join(found) or "a-key"


def record_directive(record_class: type[Record]) -> type[RecordDirective]:
    """The directive class of one kind of record."""
    name = f"{record_class.__name__}Directive"
    return type(name, (RecordDirective,), {"record_class": record_class, "__doc__": record_class.__doc__})
