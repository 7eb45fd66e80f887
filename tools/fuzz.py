"""Builds archives of chance: pages, records, dates, sources and file names that nobody thought of.

`python3 make.py fuzz -- --minutes 30` goes on for so long; the tests do it for some seconds. Each example is a whole
project of a few pages, built in this process by one builder. It fails if anything but a finding comes of it: a
traceback, a build that takes too long, or a word (a marker) that is neither in the output nor on a line near which
something was said. Of each kind of
failure the shortest project is printed; what it once found stands in `tests/slips/test_fuzz.py`.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, Final, NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

BUILDERS: Final = ("html", "typst", "epub")
SLOWEST: Final = 20.0
"""Seconds of processor time that a project of three pages may take."""

CONF: Final = """
extensions = ["letopis", "letopis.book", "myst_parser"]
primary_domain = "letopis"
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence", "deflist"]
nitpicky = True
numfig = True
html_theme = "basic"
project = "Fuzz"
epub_copyright = version = "1"
exclude_patterns = ["out"]
bibtex_bibfiles = ["sources.bib"]
"""

WORLD: Final = """
:::{place} vale
:name: Vale
:source: S1
A village.
:::

:::{person} ada
:name: Ada
:born: 1500 [S1]
A weaver.
:::

:::{body} council
:name: The council
:source: S1
It met.
:::
"""
BIB: Final = "@book{S1,\n  title = {The Roll},\n  year = {1540},\n  keywords = {further-reading},\n}\n\n"

KINDS: Final = "person event body office place document book claim question vote term".split()
FIELDS: Final = (
    "name native sort born died birthplace held member date place part-of body participant cause follows about founded"
    " dissolved coordinates within author url bib isbn valid statement verdict judged made-in answers for against question"
    " certainty named reported threshold result casting parties abstaining paired source disputed except alias see variant"
    " seats nonsense Born"
).split()
VIEWS: Final = "timeline map votes claims matrix tenures network recordlist composition fates audit rules".split()
BOXES: Final = (
    "note warning figure image table list-table csv-table glossary toctree bibliography code-block admonition sidebar topic"
    " epigraph index contents rubric container hlist line-block parsed-literal math include raw persn"
).split()

# ------------------------------------------------------------------------------------------- what is put together
words = st.one_of(
    st.sampled_from(
        "ada vale council S1 1500 Ада 漢字 ’ “ – & < > % # $ \\ { } [ ] ` * _ ~ ^ | : ; ! ? / @ = \" '".split()
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)
texts = st.lists(words, max_size=6).map(" ".join)
keys = st.one_of(st.sampled_from(["ada", "vale", "council", "bob", "Ada", "a b", "", "-", "é", "x" * 90]), texts)
dates = st.one_of(
    st.sampled_from(
        "1500|1500-06|1500-06-31|1500?|15XX|[1500,1501]|{1500..1510}|1500/..|../1500|-0043|Y-17E7|1500S2|OS 1500-01-01"
        "|2 days before ada|about 1500|1500-01-01 (OS 1499-12-22)|same day as ada|".split("|")
    ),
    st.from_regex(r"[0-9X?~%/.\-\[\]{},]{1,14}", fullmatch=True),
    texts,
)
sources = st.one_of(st.just(" [S1]"), st.just(" [S1, p. 3; S2]"), st.just(""), texts.map(lambda text: f" [{text}]"))
values = st.one_of(
    st.builds(str.__add__, dates, sources),
    st.builds(str.__add__, keys, sources),
    st.builds(lambda key, date, source: f"{key} full {date}{source}", keys, dates, sources),
    st.builds(lambda key, date, more: f"{key} {date} | {more}", keys, dates, texts),
    st.builds("{}; {} / {} | {} || {}".format, keys, keys, texts, texts, texts),
)
fields = st.builds(lambda key, value: f":{key}: {' '.join(value.split())}", st.sampled_from(FIELDS), values)
inlines = st.one_of(
    texts,
    st.builds(lambda role, text: f"{{{role}}}`{text}`", st.sampled_from([*KINDS, "cite:p", "cite:t", "footcite", "ref", "doc",
        "numref", "term", "abbr", "download", "index", "math", "sup", "raw", "persn", "any", "eq"]), texts),
    st.builds("{{{}}}`{} <{}>`".format, st.sampled_from(KINDS), texts, keys),
    st.builds("{{cite:p}}`{}{{{}}}`".format, keys, texts),
    st.builds("[{}]({})".format, texts, st.sampled_from("index.md|#x|http://a.b|x y.md||javascript:a|../x".split("|"))),
    st.builds("![{}]({})".format, texts, st.sampled_from(["red.png", "no.png", "", "http://a.b/x.png"])),
    st.builds("**{}** *{}* `{}`".format, texts, texts, texts),
    st.sampled_from(["[^1]", "[^a b]", "<b>x</b>", "<!-- x -->", "&shy;", "&#0;", "{{ x }}", "[[x]]", "\\\n", "  \n", "<http://a.b>"]),
)  # fmt: skip
lines = st.lists(inlines, min_size=1, max_size=4).map(" ".join)


def marked(text: str) -> str:
    """A place for a marker: a word of its own, put in later."""
    return f"{text} MARK"


@st.composite
def records(draw: st.DrawFn) -> str:
    kind, key = draw(st.sampled_from(KINDS)), draw(keys)
    body = draw(st.lists(fields, max_size=5))
    end = draw(st.sampled_from([":::", ":::", ":::", "::", ""]))
    return "\n".join([f":::{{{kind}}} {key}", *body, marked(draw(lines)), end])


@st.composite
def boxes(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    sign = draw(st.sampled_from(["```", ":::", "::::", "~~~", "`````"]))
    name = draw(st.sampled_from([*BOXES, *VIEWS]))
    argument = draw(st.one_of(st.just(""), keys, texts, st.just("red.png"), st.just("council 1500")))
    options = draw(
        st.lists(
            st.builds(
                ":{}: {}".format,
                st.sampled_from(
                    [
                        "name",
                        "class",
                        "from",
                        "to",
                        "about",
                        "alt",
                        "width",
                        "filter",
                        "header-rows",
                        "widths",
                        "maxdepth",
                        "style",
                        "kind",
                        "posts",
                        "made-in",
                    ]
                ),
                st.one_of(texts, dates),
            ),
            max_size=2,
        )
    )
    return "\n".join([f"{sign}{{{name}}} {argument}", *options, draw(inner), draw(st.sampled_from([sign, sign, ""]))])


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    indented = st.builds(
        lambda mark, text: mark + text.replace("\n", "\n" + " " * len(mark)),
        st.sampled_from(["- ", "1. ", "> ", "    ", ": ", "* - "]),
        inner,
    )
    return st.one_of(boxes(inner), indented, st.lists(inner, min_size=2, max_size=3).map("\n\n".join))


blocks = st.recursive(
    st.one_of(
        lines.map(marked),
        records(),
        st.builds("{} {} MARK".format, st.sampled_from(["#", "##", "###", "######"]), texts),
        st.builds("| {} | {} |\n|---|---|\n| {} | MARK |".format, texts, texts, texts),
        st.builds("Term {}\n: {} MARK".format, texts, lines),
        st.builds("[^{}]: {} MARK".format, st.sampled_from(["1", "a", "a b"]), lines),
        st.sampled_from(["---", "(x)=", "% note", "+++", "[x]: y", "\t", "=====", "$$\nx\n$$"]),
    ),
    nested,
    max_leaves=5,
)
heads = st.one_of(
    st.just(""),
    st.builds("---\n{}: {}\n---\n".format, st.sampled_from(["title", "orphan", "tocdepth", "myst", "x"]), texts),
)
pages = st.builds(lambda head, title, parts: f"{head}# {title} MARK\n\n" + "\n\n".join(parts) + "\n", heads, texts,
                  st.lists(blocks, max_size=5))  # fmt: skip
bib_values = st.one_of(
    texts.map(lambda text: f"{{{text}}}"), texts.map(lambda text: f'"{text}"'), texts, dates.map(lambda text: f"{{{text}}}"),
    st.sampled_from(["{May, Ernest and B, C}", "{A, B, C, D}", "{{The Firm}}", "{and}", "x # y", "{\\'e \\foo{x}}"]),
)  # fmt: skip
bib_fields = st.builds("  {} = {},".format, st.sampled_from(
    "title author editor year date month pages url doi isbn journal booktitle crossref xdata related keywords volume number"
    " note langid edition publisher address archive options ids eprint urldate nonsense".split()), bib_values)  # fmt: skip
entries = st.builds(
    lambda kind, key, parts, end: "\n".join([f"@{kind}{{{key},", *parts, end]),
    st.sampled_from("book article misc incollection online archival thesis string xdata set comment boook".split()),
    keys, st.lists(bib_fields, max_size=5), st.sampled_from(["}", "}", "}", ""]),
)  # fmt: skip
bibs = st.lists(st.one_of(entries, texts), max_size=3).map("\n\n".join)
names = st.from_regex(r"[a-zA-Z0-9 .,;&'()#%é漢_-]{1,12}", fullmatch=True).map(lambda name: f"p{name.strip(' .')}")
projects = st.fixed_dictionaries({"one": pages, "two": pages, "bib": bibs, "name": names})


# ------------------------------------------------------------------------------------------- one example
class Failure(AssertionError):
    """What must not be."""


def put_markers(text: str, start: int) -> tuple[str, dict[str, int]]:
    """A word of its own in each place for one, and the lines on which they stand."""
    found: dict[str, int] = {}
    pieces = text.split("MARK")
    made = pieces[0]
    for number, piece in enumerate(pieces[1:], start):
        word = f"qz{number:03}zq"
        found[word] = made.count("\n") + 1
        made += word + piece
    return made, found


def try_project(project: dict[str, str], builder: str) -> None:
    """Build it. Raises :class:`Failure` with what is wrong."""
    folder = Path(tempfile.mkdtemp(prefix="letopis-fuzz-"))
    try:
        _try(project, builder, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _try(project: dict[str, str], builder: str, folder: Path) -> None:
    one, in_one = put_markers(project["one"], 100)
    two, in_two = put_markers(project["two"], 500)
    second = project["name"] or "two"
    texts = {"one": one, second: two, "world": f"# World\n{WORLD}"}
    listed = "\n".join(texts)
    texts["index"] = f"# Index\n\n```{{toctree}}\n{listed}\n```\n\n```{{bibliography}}\n:all:\n```\n"
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8", newline="")
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    (folder / "sources.bib").write_text(BIB + project["bib"], encoding="utf-8", newline="")
    warnings, began, refused = io.StringIO(), time.process_time(), False
    try:
        with (
            patch_docutils(folder),
            docutils_namespace(),
            redirect_stdout(io.StringIO()),
            redirect_stderr(io.StringIO()),
        ):
            app = Sphinx(folder, folder, folder / "out", folder / "out/trees", builder, status=None, warning=warnings,
                         freshenv=True)  # fmt: skip
            app.build(force_all=True)
    except SphinxError as error:
        if type(error).__name__ in {"ExtensionError", "ThemeError"}:
            raise Failure(f"{builder}: {type(error).__name__}: {error}") from error
        refused = True
    took = time.process_time() - began
    said = warnings.getvalue()
    if "Traceback (most recent call last)" in said:
        raise Failure(f"{builder}: a traceback is in a warning: {said[-2000:]}")
    if took > SLOWEST:
        raise Failure(f"{builder}: {took:.1f} seconds")
    if not refused:
        _look_for_markers(folder, said, {"one": in_one, second: in_two}, texts)


def _look_for_markers(folder: Path, said: str, markers: dict[str, dict[str, int]], texts: dict[str, str]) -> None:
    output = "".join(
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted((folder / "out").rglob("*"))
        if path.suffix in {".html", ".xhtml", ".typ", ".txt"}
    )
    for name, found in markers.items():
        spoken = re.findall(rf"/{re.escape(name)}\.md:?(\d*)", said)
        for word, line in found.items():
            if word in output or _is_spoken_of(spoken, line, texts[name]):
                continue
            raise Failure(f"{name}.md:{line}: the word {word} is lost, and nothing is said of it: {said[-1500:]}")


def _is_spoken_of(lines: Sequence[str], line: int, text: str) -> bool:
    """Whether something is said of a line, or of what holds it and is left out whole.

    That is said at or above the line, in the same part of the page, or at the head of a box that is open there: what
    swallows it begins there, and a heading inside a box begins no part.
    """
    parts = text.split("\n")
    start = next((at for at in range(line - 1, 0, -1) if re.match(r"#{1,2} ", parts[at - 1])), 1)
    said = [int(number) if number else line for number in lines]
    if any(start <= number <= line + 3 for number in said):
        return True
    return any(first <= number <= last for first, last in _open_boxes(parts, line) for number in said)


def _open_boxes(parts: Sequence[str], line: int) -> list[tuple[int, int]]:
    """The first line and the last option of each box that is open at a line (all lines counted from 1)."""
    found: list[tuple[str, int]] = []
    for number, part in enumerate(parts[: line - 1], 1):
        fence = re.match(r"[\s>*+.:\d-]*?(?P<sign>:{3,}|`{3,}|~{3,})(?P<info>.*)", part)
        if fence is None:
            continue
        if fence["info"].strip():
            found.append((fence["sign"], number))
        elif found and fence["sign"].startswith(found[-1][0]):
            found.pop()
    boxes = []
    for _, number in found:
        last = number
        while last < len(parts) and parts[last].startswith(":") and not parts[last].startswith(":::"):
            last += 1
        boxes.append((number, last))
    return boxes


# ------------------------------------------------------------------------------------------- for so long
class Found(NamedTuple):
    """A failure: where it arose, what was said, and the shortest project that gave it."""

    where: str
    said: str
    project: dict[str, Any]
    builder: str


def fuzz(minutes: float, builders: Sequence[str], number: int) -> tuple[int, list[Found]]:
    """Try projects for some minutes of processor time: how many were tried, and what failed, each kind once."""
    end, tried = time.process_time() + 60 * minutes, 0
    found: dict[str, Found] = {}
    while time.process_time() < end:
        builder = builders[number % len(builders)]

        for project, error in failing(number, builder, end):
            tried += 1
            if error is not None:
                one = Found(_where(error), "".join(traceback.format_exception(error))[-3000:], project, builder)
                if one.where not in found:
                    print(f"{one.where} ({builder})\n{one.said}\n{one.project}\n", flush=True)
                if one.where not in found or len(str(project)) < len(str(found[one.where].project)):
                    found[one.where] = one
        number += 1
    return tried, sorted(found.values())


def failing(number: int, builder: str, end: float) -> list[tuple[dict[str, Any], Exception | None]]:
    """Ten projects of one beginning of chance, and what each failed of; none later than ``end``."""
    tried: list[tuple[dict[str, Any], Exception | None]] = []

    @seed(number)
    @settings(
        max_examples=10, database=None, deadline=None, derandomize=False, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(projects)
    def example(project: dict[str, Any]) -> None:
        if time.process_time() < end:
            try:
                try_project(project, builder)
            except Exception as error:  # noqa: BLE001  any is a failure
                tried.append((project, error))
            else:
                tried.append((project, None))

    example()
    return tried


def _where(error: BaseException) -> str:
    """The kind of an error and the place where it arose, which tell one failure from another."""
    cause = error.__cause__ or error
    last = traceback.extract_tb(cause.__traceback__)[-1]
    lost = "lost" if "is lost" in str(error) else ""
    return f"{type(cause).__name__} {Path(last.filename).name}:{last.lineno} {lost}".strip()


def main(arguments: Sequence[str]) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="fuzz", description=str(__doc__).splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5, help="of processor time (default: 5)")
    parser.add_argument("--builder", action="append", choices=BUILDERS, help="default: html, typst and epub in turn")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (default: 1)")
    options = parser.parse_args(arguments)
    tried, found = fuzz(options.minutes, options.builder or BUILDERS, options.seed)
    for one in found:
        print(f"\n{'=' * 100}\n{one.where} ({one.builder})\n{one.said}")
        for name, text in one.project.items():
            print(f"--- {name}\n{text}")
    print(f"{tried} projects were built, and {len(found)} kinds of failure found.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
