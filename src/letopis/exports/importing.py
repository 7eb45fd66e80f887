"""``archive.json`` made into an archive again: pages, sources and settings, from the file alone.

What is exported from that archive is the same file, byte for byte. Nothing is written before all of it has been read
and understood.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from letopis.exports.importing_settings import relation_kinds_of, settings_file
from letopis.exports.material import FORMAT
from letopis.exports.page_texts import fill_page
from letopis.exports.value_text import line_of
from letopis.model.fieldlines import FieldLine
from letopis.model.fields import FieldSpec, read_fields
from letopis.model.relation_kinds import read_relation_kinds
from letopis.model.schema import Schema
from letopis.model.source_keys import key_fault
from letopis.model.values import KEY

T = TypeVar("T")
Object = Mapping[str, Any]

_PAGE = re.compile(r"[^/\\\x00-\x1f:]+(?:/[^/\\\x00-\x1f:]+)*")
_MARKS = re.compile(r"([\\`*_{}\[\]<>#$|~^&])")


class ImportFault(ValueError):
    """What cannot be imported; its text says where it stands and what would be right."""


def read_export(path: Path) -> Object:
    """The content of an ``archive.json``. Raises :class:`ImportFault` if it is none, or of another format."""
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ImportFault(f"{path}:{error.lineno}: this is no JSON: {error.msg}.") from None
    except UnicodeDecodeError as error:
        raise ImportFault(f"{path}: this is no text in UTF-8: {error.reason} at byte {error.start}.") from None
    except RecursionError:
        raise ImportFault(f"{path}: its values lie deeper in one another than any archive's do.") from None
    found = data.get("format") if isinstance(data, dict) else None
    if found != FORMAT:
        said = "none" if found is None else repr(found)
        raise ImportFault(
            f"{path}: expected the data/archive.json of an archive, of format {FORMAT}, not {said}. "
            "Export it again with this version of Letopis."
        )
    whole: Object = data
    return whole


def files_of(data: Object, schema: Schema) -> dict[str, str]:
    """Every file of the archive, by its path: pages below ``docs/``, ``references.bib``, ``conf.py``.

    Raises :class:`ImportFault` that names the record, field or page which cannot be understood.
    """
    schema = replace(schema, added=schema.added | _relations(data, schema))
    blocks: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for number, record in enumerate(_get(data, "records", list, "the file")):
        page, ref, block = _block(record, f"record {number + 1}", schema)
        if ref in blocks[page]:
            raise ImportFault(f"record '{ref[0]}:{ref[1]}' stands twice. Keep one.")
        blocks[page][ref] = block
    pages = {_page_name(page): page for page in _get(data, "pages", list, "the file")}
    files = {f"docs/{name}.md": _page(pages.get(name, {}), name, blocks[name]) for name in sorted({*pages, *blocks})}
    if "docs/index.md" not in files:
        files["docs/index.md"] = _index(data, sorted({*pages, *blocks}))
    files["references.bib"] = "\n".join(_source(source) for source in _get(data, "sources", list, "the file"))
    files["conf.py"] = settings_file(data)
    return files


def _relations(data: Object, schema: Schema) -> dict[str, dict[str, FieldSpec]]:
    """The fields of the relations that the archive declared; none in a file that an earlier version wrote."""
    try:
        return read_relation_kinds(relation_kinds_of(data), schema.kinds)
    except ValueError as error:
        raise ImportFault(f"the file: {error}") from None


def check_empty(folder: Path) -> None:
    """Raise :class:`ImportFault` if a folder has something in it, or is none."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ImportFault(f"'{folder}' is not empty. Name a folder that is, or one that is not there yet.")


def write_files(files: Mapping[str, str], folder: Path) -> None:
    """Write the files into a folder, which is made if it is not there."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def _get(data: Any, name: str, kind: type[T], where: str) -> T:
    value = data.get(name) if isinstance(data, dict) else None
    if not isinstance(value, kind):
        raise ImportFault(f"{where}: expected {_kind(kind)} under '{name}', not {_shown(value)}.")
    return value


def _kind(kind: type) -> str:
    return {list: "a list", dict: "an object", str: "a text", bool: "true or false"}[kind]


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return "nothing" if value is None else text if len(text) <= 60 else f"{text[:60]}…"


# -- records
def _block(record: Any, where: str, schema: Schema) -> tuple[str, tuple[str, str], str]:
    """The page of a record, its kind and key, and what stands in its block."""
    kind, key = _get(record, "kind", str, where), _get(record, "key", str, where)
    if kind not in schema.kinds:
        kinds = ", ".join(schema.kinds)
        raise ImportFault(f"{where}: Letopis by itself knows no kind {kind!r}. The kinds are: {kinds}.")
    where = f"{kind} '{key}'"
    if not KEY.fullmatch(key):
        raise ImportFault(f"{where}: a key is made of lower-case letters, digits and hyphens.")
    lines = [f":{name}: {text}" for name, text in _fields(record, where, schema)]
    record_class = schema.kinds[kind]
    name = _line(_get(record, "name", str, where), f"{where}, name")
    if _get(record, "inline", bool, where) and name != record_class.default_name(key):
        lines.insert(0, f":name: {name}")
    text = record["text"] if isinstance(record.get("text"), str) else _escaped(_get(record, "summary", str, where))
    page = record.get("page") or f"{record_class.folder or record_class.plural.lower()}/{key}"
    block = "\n".join([*lines, *([text] if text else [])])
    return _page_name({"name": page}), (kind, key), block


def _fields(record: Object, where: str, schema: Schema) -> list[tuple[str, str]]:
    """Each field line, in the order of declaration; read once, so that a fault is found before anything is written."""
    fields = _get(record, "fields", dict, where)
    specs = schema.fields(schema.kinds[record["kind"]])
    written: list[tuple[str, str]] = []
    for key in sorted(fields, key=lambda key: [*specs].index(key) if key in specs else -1):
        for fact in _get(fields, key, list, where):
            try:
                text = line_of(fact)
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                what = f": {error}" if isinstance(error, ValueError) else ""
                raise ImportFault(f"{where}, field '{key}': {_shown(fact)} cannot be written{what}.") from None
            written.append((key, _line(text, f"{where}, field '{key}'")))
    _, faults = read_fields(specs, [FieldLine(*one, 0) for one in written], 0, record["kind"])
    if faults:
        raise ImportFault(f"{where}: {faults[0].message}")
    return written


def _line(text: str, where: str) -> str:
    if "\n" in text or "\r" in text:
        raise ImportFault(f"{where}: {_shown(text)} has several lines. A value is one line, however long.")
    return text


def _escaped(text: str) -> str:
    """Plain text as Markdown that says the same."""
    text = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return f"\\{text}" if re.match(r"[-+:=\"]", text) else re.sub(r"^(\d+)([.)])", r"\1\\\2", text)


# -- pages
def _page_name(page: Any) -> str:
    """The name of a page, which lies inside the folder of pages."""
    name = _get(page, "name", str, "a page")
    if not _PAGE.fullmatch(name) or any(part.startswith(".") for part in PurePosixPath(name).parts):
        raise ImportFault(f"{name!r} is no name of a page. Write one such as 'people/ada'.")
    return name


def _page(page: Object, name: str, blocks: dict[tuple[str, str], str]) -> str:
    """The text of a page; of one that has none, its title and its records."""
    text = page.get("text")
    if not isinstance(text, str):
        title = page.get("title")
        text = f"# {_escaped(title if isinstance(title, str) and title else name.rpartition('/')[2])}\n"
    made = fill_page(text, blocks)
    missing = [ref for ref in blocks if not _has_block(text, ref)]
    return "\n".join([made, *(f":::{{{kind}}} {key}\n{blocks[kind, key]}\n:::\n" for kind, key in missing)])


def _has_block(text: str, ref: tuple[str, str]) -> bool:
    return (
        re.search(rf"^\s*(?::{{3,}}|`{{3,}}|~{{3,}})\{{(?:letopis:)?{ref[0]}\}}\s*{ref[1]}\s*$", text, re.MULTILINE)
        is not None
    )


def _index(data: Object, names: list[str]) -> str:
    listed = "\n".join(names)
    return f"# {_escaped(str(data.get('title') or 'Index'))}\n\n```{{toctree}}\n{listed}\n```\n"


# -- sources
def _source(source: Any) -> str:
    """A source as BibTeX."""
    key, kind = _get(source, "key", str, "a source"), _get(source, "type", str, "a source")
    fields = _get(source, "fields", dict, f"source '{key}'")
    if fault := key_fault(key):
        raise ImportFault(f"source {key!r}: {fault}")
    if not re.fullmatch(r"[A-Za-z]+", kind):
        raise ImportFault(f"source '{key}': {kind!r} is no type of source. Write one such as 'book'.")
    for name, text in fields.items():
        if not re.fullmatch(r"[A-Za-z][\w-]*", name) or not isinstance(text, str) or not _balanced(text):
            raise ImportFault(f"source '{key}': the field '{name}' cannot be written: {_shown(text)}.")
    lines = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items())
    return f"@{kind}{{{key},\n{lines}}}\n"


def _balanced(text: str) -> bool:
    depth = 0
    for sign in re.sub(r"\\.", "", text, flags=re.DOTALL):
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0
