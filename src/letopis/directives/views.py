"""Directives that show records: timeline, composition, tenures, fates, network, map, register, matrix, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.model.claims import read_verdict
from letopis.model.dates import parse_date
from letopis.model.kinds import KINDS
from letopis.nodes import view
from letopis.queries.map import LINE
from letopis.report import report

if TYPE_CHECKING:
    from letopis.domain import LetopisDomain


def edtf(text: str) -> str:
    """A date as an option: checked, kept as written."""
    parse_date(text)
    return text


def verdict(text: str) -> str:
    """A verdict as an option."""
    return str(read_verdict(text))


def yes_or_no(text: str) -> str:
    """Whether a picture is drawn."""
    return str(directives.choice(text, ("yes", "no")))


def open_or_folded(text: str) -> str:
    """Whether the table below a picture stands openly on a web page."""
    return str(directives.choice(text, ("open", "folded")))


def number(text: str) -> str:
    """A whole number from 1 on."""
    return str(directives.positive_int(text))


class ViewDirective(SphinxDirective):
    """Leaves a marker; :class:`letopis.transforms.ResolveViews` draws it."""

    has_content = False
    arguments_named: ClassVar[tuple[str, ...]] = ()

    def run(self) -> list[nodes.Node]:
        """Note that this page shows other pages' records."""
        options = {key: str(value) for key, value in self.options.items()}
        words = self.arguments[0].split() if self.arguments else []
        if len(words) != len(self.arguments_named):
            return self._refuse(self._wanted(words))
        options |= dict(zip(self.arguments_named, words, strict=True))
        if self.name == "recordlist" and options["key"] not in KINDS:
            return self._refuse(f"there is no kind {options['key']!r}. Write one of {', '.join(KINDS)}.")
        if "date" in options:
            try:
                parse_date(options["date"])
            except ValueError as error:
                return self._refuse(str(error))
        if self.name == "network" and "posts" not in options:
            return self._refuse("expected ':posts:' with the keys of offices or bodies, such as 'mayor; treasurer'.")
        if self.has_content:
            written = [line.strip() for line in self.content if line.strip()]
            wrong = next((line for line in written if not LINE.fullmatch(line)), None)
            if wrong is not None:
                return self._refuse(f"expected a place, or 'person: place; place', not {wrong!r}.")
            options["places"] = "\n".join(written)
        domain = cast("LetopisDomain", self.env.get_domain("letopis"))
        domain.note_view(self.name, options, self._place())
        node = view("", view=self.name, options=options, docname=self.env.docname)
        self.set_source_info(node)
        return [node]

    def _refuse(self, message: str) -> list[nodes.Node]:
        report(Finding(Code.VIEW_OPTION, f"view '{self.name}': {message}", self._place()))
        return []

    def _wanted(self, words: list[str]) -> str:
        call = " ".join([f"{{{self.name}}}", *(word.upper() for word in self.arguments_named)])
        return f"expected {len(self.arguments_named)} words, not {len(words)}: {' '.join(words)!r}. Write '{call}'."

    def _place(self) -> SourceLocation:
        return SourceLocation(self.env.docname, str(self.env.doc2path(self.env.docname, base=False)), self.lineno)


def view_directive(*arguments: str, options: OptionSpec | None = None, body: bool = False) -> type[ViewDirective]:
    """A view that takes these arguments (words on the opening line) and options; ``body``: and places, a line each."""
    return type(
        "ViewDirective",
        (ViewDirective,),
        {
            "arguments_named": arguments,
            "required_arguments": 1 if arguments else 0,
            "final_argument_whitespace": True,
            "option_spec": options,
            "has_content": body,
        },
    )


#: Of every view that is drawn above its table.
DRAWN: OptionSpec = {"picture": yes_or_no, "table": open_or_folded}

VIEWS: dict[str, type[ViewDirective]] = {
    "timeline": view_directive(options={"from": edtf, "to": edtf, "about": directives.unchanged, **DRAWN}),
    "composition": view_directive("key", "date", options=DRAWN),
    "tenures": view_directive("key", options={"mark": directives.unchanged, **DRAWN}),
    "fates": view_directive("key", options=DRAWN),
    "network": view_directive(options={"posts": directives.unchanged_required, "least": number, **DRAWN}),
    "map": view_directive(options={"about": directives.unchanged, **DRAWN}, body=True),
    "votes": view_directive(),
    "matrix": view_directive("key"),
    "claims": view_directive(options={"made-in": directives.unchanged, "verdict": verdict}),
    "recordlist": view_directive("key", options={"about": directives.unchanged}),
    "audit": view_directive(),
    "rules": view_directive(),
    "downloads": view_directive(),
}
