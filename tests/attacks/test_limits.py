"""What is short to write and takes a build without end, or breaks it: each is one finding, or is shown more plainly."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from docutils import nodes

from letopis.content_policy.pages import LONGEST_CODE
from letopis.content_policy.preflight import circles_of
from letopis.model.values import LONGEST_ADDRESS
from tests.attacks.attacking import PICTURE
from tests.building import build, write

PERL = "m{"
"""Takes Pygments a second for 10,000 characters and four for 20,000."""


@pytest.mark.parametrize("code", ["```perl\nCODE\n```", "```{code-block} perl\n:force:\n\nCODE\n```"])
def test_long_code_is_shown_without_colours(code: str, tmp_path: Path) -> None:
    long, short = PERL * (LONGEST_CODE * 3), "my $x = 1;"
    text = f"# Page\n\n{code.replace('CODE', long)}\n\n{code.replace('CODE', short)}\n"
    before = process_time()
    result = build(write(tmp_path / "source", {"page": text}), builder="html")
    assert process_time() - before < 20
    assert result.warnings == []
    assert [block["language"] for block in result.read("page").findall(nodes.literal_block)] == ["text", "perl"]
    assert long in result.text("page.html")


LONG = "https://a.example/" + 9_000 * "x"
LINKS = {
    "words": f"# Page\n\n[words]({LONG})\n",
    "address": f"# Page\n\n<{LONG}>\n",
    "picture": f"# Page\n\n```{{image}} red.png\n:alt: words\n:target: {LONG}\n```\n",
    "list": f"# Page\n\n```{{toctree}}\nwords <{LONG}>\n```\n",
    "record": f"# Page\n\n:::{{document}} act\n:except: record-unsourced none is needed\n:url: {LONG} [A1957]\n:::\n",
    "source": "# Page\n\nWords {cite:p}`A1957`.\n",
    "allowed": f"# Page\n\n[words]({LONG[:LONGEST_ADDRESS]})\n",
}


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_a_link_that_is_too_long(builder: str, tmp_path: Path) -> None:
    bib = f"@book{{A1957, author={{Ann, B.}}, title={{Words}}, year={{1957}}, url={{{LONG}}}}}\n"
    source = write(tmp_path / "source", LINKS, bib)
    (source / "red.png").write_bytes(PICTURE)
    found = [one for one in build(source, builder=builder).warnings if f"{LONGEST_ADDRESS:,}" in one.message]
    assert sorted((one.path, one.line, one.code) for one in found) == [
        ("address.md", 3, "letopis.policy"),
        ("list.md", 3, "letopis.policy"),
        ("picture.md", 3, "letopis.policy"),
        ("record.md", 5, "letopis.field-value"),
        ("sources.bib", 1, "letopis.bib-url"),
        ("words.md", 3, "letopis.policy"),
    ]


STARS = 60 * "*"
EMPHASIS = {
    "stars": f"# Page\n\n{4_000 * '*'}a{4_000 * '*'}\n",
    "lines": f"# Page\n\n{4_000 * '_'}a{4_000 * '_'}\n",
    "apart": f"# Page\n\n{2_000 * '*a '}{2_000 * 'a* '}\n",
    "mixed": f"# Page\n\n{1_000 * '*a **b '}{1_000 * 'b** a*'}\n",
    "heading": f"# Page\n\n## {STARS}a{STARS}\n",
    "cell": f"# Page\n\n| a |\n|---|\n| {STARS}a{STARS} |\n",
    "box": f"# Page\n\n:::{{note}}\n{STARS}a{STARS}\n:::\n",
}
NO_EMPHASIS = f"# Page\n\nWords.\n\n{STARS}\n\nWords.\n\n{60 * '_'}\n\nWords `{STARS}a{STARS}` and **one** {'*a* ' * 60}.\n\n```text\n{STARS}a{STARS}\n```\n"


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_emphasis_in_emphasis(builder: str, tmp_path: Path) -> None:
    result = build(write(tmp_path / "source", {**EMPHASIS, "allowed": NO_EMPHASIS}), builder=builder)
    found = [one for one in result.warnings if one.path]
    lines = {"cell": 5, "box": 4}
    assert sorted((one.path, one.line, one.code) for one in found) == [
        (f"{name}.md", lines.get(name, 3), "letopis.nesting") for name in sorted(EMPHASIS)
    ]
    assert f"{STARS}a{STARS}" in result.read("box").astext()


def listing(title: str, *names: str) -> str:
    lines = "\n".join(names)
    return f"# {title}\n\nWords.\n\n```{{toctree}}\n{lines}\n```\n"


def test_circles_of_pages() -> None:
    assert list(circles_of({"a": ["b"], "b": ["a"]}, "a")) == [["a", "b", "a"]]
    assert list(circles_of({"a": ["b", "c"], "b": ["c"], "c": ["d"], "d": ["b"]}, "a")) == [["b", "c", "d", "b"]]
    assert list(circles_of({"a": ["a", "b", "c"], "b": ["c"], "c": []}, "a")) == []


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
@pytest.mark.parametrize(
    ("pages", "path"),
    [
        ({"index": listing("Index", "b"), "b": listing("B", "index")}, "b.md"),
        (
            {"index": listing("Index", "b"), "b": listing("B", "c"), "c": listing("C", "d"), "d": listing("D", "b")},
            "d.md",
        ),
    ],
)
def test_lists_of_pages_that_lead_back(builder: str, pages: dict[str, str], path: str, tmp_path: Path) -> None:
    source = write(tmp_path / "source", {})
    for name, text in pages.items():
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    found = [one for one in build(source, builder=builder).warnings if one.path]
    assert [(one.path, one.line, one.code) for one in found] == [(path, 6, "toc.circular")]
    assert "circle" in found[0].message
    (source / "b.md").write_text(pages["b"].replace("Words", "Other words"), encoding="utf-8")
    again = [one for one in build(source, builder=builder, fresh=False).warnings if one.path]
    assert [one.code for one in again] in ([], ["toc.circular"])


DIGITS = 6_000 * "9"
NUMBERED = (
    "edition volume volumes number issue series part chapter pages pagetotal year month day date origdate urldate eventdate"
    " sortyear isbn doi eprint version note title"
).split()


@pytest.mark.parametrize("builder", ["html", "typst"])
def test_numbers_without_end(builder: str, tmp_path: Path) -> None:
    fields = {"title": "Words", "year": "1957", "author": "Ann, B."}
    entries = [(field, DIGITS) for field in NUMBERED]
    entries += [
        ("date", f"Y{DIGITS}"),
        ("date", f"1957S{DIGITS}"),
        ("date", f"Y1E{DIGITS}"),
        ("title", f"\\RN{{{DIGITS}}}"),
    ]
    entries += [
        ("title", f"\\mkbibordinal{{{DIGITS}}}"),
        ("series", "\N{SUPERSCRIPT TWO}"),
        ("xdata", f"A1-title-{DIGITS}"),
    ]
    bib = ""
    for number, (field, value) in enumerate(entries):
        of = fields | {"journal": "Daily"} if number % 2 else fields
        inner = ", ".join(f"{name} = {{{text}}}" for name, text in (of | {field: value}).items())
        bib += f"@{'article' if number % 2 else 'book'}{{A{number}, {inner}}}\n"
        bib += f"@{'book' if number % 2 else 'article'}{{B{number}, {inner}}}\n"
    cited = " ".join(f"{{cite:p}}`{letter}{number}`" for number in range(len(entries)) for letter in "AB")
    page = f"# Page\n\n{cited} {{cite:p}}`A0{{p. {DIGITS}}}`\n\n```{{bibliography}}\n```\n"
    result = build(write(tmp_path / "source", {"page": page}, bib), builder=builder)
    if builder == "html":
        assert result.text("page.html").count(DIGITS) > len(NUMBERED)


PICTURES = {
    "picture": "```{image} x.svg\n:alt: words\n:target: TARGET\n```",
    "figure": "```{figure} x.svg\n:alt: words\n:target: TARGET\n\nThe caption.\n```",
    "inline": "Before [![words](x.svg)](TARGET) after.",
    "alone": "[![words](x.svg)](TARGET)",
    "with-words": "[a word ![words](x.svg)](TARGET)",
}


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_a_refused_picture_leaves_no_empty_link(builder: str, tmp_path: Path) -> None:
    targets = {"web": "https://a.example/", "file": "x.svg", "page": "index.md"}
    pages = {
        f"{name}-{kind}": f"# Page\n\nWords.\n\n{text.replace('TARGET', target)}\n\nAfter.\n"
        for name, text in PICTURES.items()
        for kind, target in targets.items()
        if not (kind == "page" and "TARGET\n" in text)
    }
    source = write(tmp_path / "source", pages)
    (source / "x.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><script>a()</script></svg>", encoding="utf-8"
    )
    result = build(source, builder=builder)
    refused = [one for one in result.warnings if one.code == "letopis.policy" and "<script>" in one.message]
    assert sorted(one.path.removesuffix(".md") for one in refused if "picture" in one.message) == sorted(pages)
    for name in pages:
        assert "After." in result.read(name).astext()
        empty = [node for node in result.resolved[name].findall(nodes.reference) if not node.children]
        assert empty == []


def test_a_folder_that_is_called_as_no_page(tmp_path: Path) -> None:
    result = build(write(tmp_path / "source", {"notes.html/page": "# Page\n\nWords.\n"}), builder="html")
    assert result.warnings == []
    assert "Words." in result.text("notes.html/page.html")
