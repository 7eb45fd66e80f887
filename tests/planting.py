"""The cases of the checks: each a text with one fault, and the same text without it.

The form is that of `letopis.checks.examples`, where the cases lie that the page of the rules shows; the others are in
`tests/cases`, and in `tests/cases/clean` near misses, which have only a right text. Two more words stand in the head
of a case: `- Built:` says why it needs a build by Sphinx (else it is read without one), `- Alone:` why it cannot stand
in one project with the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from letopis.checks.examples import Example, read_example
from letopis.diagnostics import Code
from tests.records import RELATIONS

CASES = Path(__file__).parent / "cases"
SHOWN = Path(str(files("letopis.checks.examples")))

SOURCES = """\
@book{Roll1540,
  title = {The Roll of the Vale},
  year = {1540},
  keywords = {further-reading},
}

@book{Chronicle1560,
  title = {A Chronicle of the Vale},
  year = {1560},
  keywords = {further-reading},
}
"""
"""What every case may cite."""

_KEY = re.compile(r"^:{3,}\{\w+\} (\S+)$|^:alias: (?:\w+:)?(\S+)$", re.MULTILINE)
_NAME = re.compile(r"^(#|:name:|:statement:) (.+)$", re.MULTILINE)
_ENTRY = re.compile(r"^@\w+\{(\w+),$", re.MULTILINE)


class Expected(NamedTuple):
    """A finding as far as a case foretells it: file below the project, line, code."""

    path: str
    line: int
    code: str


class Case(NamedTuple):
    """An example and the name of its file."""

    name: str
    example: Example

    @property
    def code(self) -> str:
        """The code that is found in the wrong text, or that a near miss must not give."""
        return self.example.code

    @property
    def built(self) -> bool:
        """Whether it needs a build."""
        return "Built" in self.example.notes

    @property
    def together(self) -> bool:
        """Whether it can stand in one project with others."""
        return "Alone" not in self.example.notes

    def texts(self, *, wrong: bool) -> tuple[str, str]:
        """The page and the `.bib` file of a version; one of them is empty."""
        text = self.example.wrong if wrong else self.example.right
        return ("", text) if self.example.language == "bib" else (text, "")

    @property
    def cited(self) -> list[str]:
        """The keys of its `.bib` file, which the running text is to cite, unless the case is about just that."""
        text = self.example.wrong + self.example.right if self.example.language == "bib" else ""
        return [] if self.code == Code.SOURCE_UNUSED else list(dict.fromkeys(_ENTRY.findall(text)))


def read_cases(folder: Path) -> list[Case]:
    """Every case of a folder, by name. Raises ``ValueError`` with the name of a file that is in no order."""
    found: list[Case] = []
    for path in sorted(folder.glob("*.md")):
        try:
            example = read_example(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from error
        if unknown := example.notes.keys() - {"Built", "Alone"}:
            raise ValueError(f"{path.name}: unknown word {', '.join(unknown)}")
        found.append(Case(path.stem, example))
    return found


def apart(case: Case, number: int, text: str) -> str:
    """A text of a case, or a part of its message, with keys and names that no other case of the project has.

    Each key gets a suffix, and each name and statement a word; two such words differ in two letters at least, so that
    no name comes near that of another case.
    """
    word = (chr(97 + number // 26) + chr(97 + number % 26)) * 2
    keys = {key for found in _KEY.findall(case.example.wrong + case.example.right) for key in found if key}
    if keys:
        names = "|".join(re.escape(key) for key in sorted(keys, key=lambda key: (-len(key), key)))
        text = re.sub(rf"(?<![\w-])({names})(?![\w-])", rf"\1-{word}", text)
    return _NAME.sub(rf"\1 \2 {word}", text)


def write_project(root: Path, cases: Iterable[Case], *, wrong: bool) -> list[Expected]:
    """Write a project in which every case is a page or a `.bib` file; give back what is to be found in it."""
    root.mkdir(parents=True)
    pages, bibs, cited, expected = [], ["sources.bib"], [], []
    (root / "sources.bib").write_text(SOURCES, encoding="utf-8")
    Image.new("RGB", (8, 8), "#a44").save(root / "the-tower.png")  # what the examples of illustrations show
    for number, case in enumerate(cases):
        page, bib = case.texts(wrong=wrong)
        name = case.name + (".bib" if bib else ".md")
        (root / name).write_text(bib or apart(case, number, page), encoding="utf-8")
        if bib:
            bibs.append(name)
            cited += [key for key in case.cited if f"{{{key}," in bib]
        else:
            pages.append(case.name)
        if wrong:
            expected.append(Expected(name, case.example.line, case.code))
    (root / "conf.py").write_text(
        'extensions = ["letopis", "myst_parser"]\nprimary_domain = "letopis"\n'
        'source_suffix = {".md": "markdown"}\nmyst_enable_extensions = ["colon_fence"]\n'
        'letopis_native_language = "ru"\n'
        f"nitpicky = True\nbibtex_bibfiles = {bibs!r}\nletopis_relations = {RELATIONS!r}\n",
        encoding="utf-8",
    )
    lines = ["# Cases", "", *(f"See {{cite:p}}`{key}`." for key in cited), "", "```{bibliography}", "```"]
    lines += ["", "```{toctree}", *pages, "```", ""]
    (root / "index.md").write_text("\n".join(lines), encoding="utf-8")
    return sorted(expected)


_FINDING = re.compile(r"^(?P<path>\S+?)(?::(?P<line>\d+))?: WARNING: (?P<message>.*) \[letopis\.(?P<code>[\w-]+)\]$")


def findings(log: str, root: Path) -> Iterator[tuple[Expected, str]]:
    """What a build said, without colours: where and which code, and the message. All must be findings of ours."""
    for text in log.splitlines():
        found = _FINDING.fullmatch(text.removeprefix(f"{root}/"))
        assert found is not None, f"no finding of ours: {text!r}"
        yield Expected(found["path"], int(found["line"] or 0), found["code"]), found["message"].replace("\xa0", " ")
