"""What a page may not do: each attempt is one finding at its line, and nothing of it is built."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from letopis.content_policy.importing import reaches
from letopis.content_policy.preflight import Preflight
from tests.building import COUNCIL, Built, build, copy, write

SRC = Path(__file__).parent.parent / "src"

TIMED = r"\.buildinfo$|\.doctrees|\.pickle$"


def built(tmp_path: Path, page: str, builder: str = "html") -> Built:
    source = write(tmp_path / "source", {"index": "# Index\n", "page": page})
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return build(source, builder=builder, html_theme="basic")


@pytest.mark.parametrize(
    ("page", "line", "says"),
    [
        ("---\nmyst:\n  enable_extensions: [substitution]\n---\n# Page\n\n`{{ 7 * 7 }}`\n", 2, "may not set 'myst'"),
        ("---\norphan: true\nhtml_theme: x\n---\n# Page\n", 3, "may not set 'html_theme'"),
        ("# Page\n\nText\u202eback.\n", 3, "U+202E"),
        ("# Page\n\n![alt](https://example.org/x.png)\n", 3, "lies on another site"),
        ("# Page\n\n![alt](../secret.png)\n", 3, "lies outside the source folder"),
        ("# Page\n\n{download}`../secret.txt`\n", 3, "lies outside the source folder"),
        ("# Page\n\n" + "word " * 90_000, 1, "Divide it"),
    ],
)
def test_is_refused(tmp_path: Path, page: str, line: int, says: str) -> None:
    result = built(tmp_path, page)
    assert [(warned.path, warned.line, warned.code) for warned in result.warnings] == [
        ("page.md", line, "letopis.policy")
    ]
    assert says in result.warnings[0].message
    assert "49" not in result.text("page.html").split("<body")[1].split("footer")[0]
    assert not list(result.output.rglob("secret*"))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "java&#10;script:alert(1)", "data:text/html,x", "file:///etc"]
)
def test_no_link_but_to_the_web_or_a_mailbox(tmp_path: Path, address: str) -> None:
    result = built(tmp_path, f"# Page\n\n[words](<{address}>)\n")
    page = result.text("page.html")
    assert "words" in page
    assert 'href="javascript' not in page
    assert 'href="data' not in page
    assert 'href="file' not in page


@pytest.mark.parametrize(
    "page",
    [
        "---\norphan: true\ntocdepth: 2\n---\n# Page\n\nText.\n",
        "# Page\n\n[web](https://example.org/), [mail](mailto:a@example.org), [own](index.md).\n",
        "# Page\n\nTabs\tand Cyrillic: Хрущёв; Persian \u0645\u06cc\u200c\u0631\u0648\u0645 and no-break\u00a0spaces.\n",
        "# Page\n\nText.\n\n---\n\nA rule is no head of a page.\n",
    ],
)
def test_is_let_through(tmp_path: Path, page: str) -> None:
    assert built(tmp_path, page).warnings == []


# -------------------------------------------------------------------------------- what extensions and projects add
OWN = """
from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.misc import Include
from docutils.parsers.rst.roles import GenericRole
from sphinx.directives.code import LiteralInclude
from sphinx.roles import XRefRole

class Box(Directive):
    has_content = True
    option_spec = {"colour": directives.unchanged, "class-body": directives.unchanged, "style": directives.unchanged}
    def run(self):
        return [nodes.paragraph("", "the words of a box")]

class Reading(Include):
    pass

def shout(name, rawtext, text, lineno, inliner, options=None, content=()):
    return [nodes.strong(rawtext, text.upper())], []

def setup(app):
    app.add_directive("box", Box)
    app.add_directive("reading", Reading)
    app.add_directive("listing", LiteralInclude)
    app.add_role("shout", shout)
    app.add_role("mine", XRefRole())
    app.add_role_to_domain("letopis", "loud", shout)
"""


def policies(result: Built) -> list[str]:
    return [warned.message for warned in result.warnings if warned.code == "letopis.policy"]


def with_conf(tmp_path: Path, page: str, conf: str) -> Built:
    source = write(tmp_path / "source", {"index": "# Index\n", "page": page}, conf=conf)
    return build(source, builder="html", html_theme="basic")


def test_what_an_extension_registers_is_allowed_of_itself(tmp_path: Path) -> None:
    page = "# Page\n\n```{box}\n:colour: red\nWords.\n```\n\n{shout}`words` {loud}`more`\n"
    result = with_conf(tmp_path, page, OWN)
    assert result.warnings == []
    assert "the words of a box" in result.text("page.html")
    assert "WORDS" in result.text("page.html")


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("```{box}\n:style: position:fixed\nWords.\n```", "':style:' of 'box'"),
        ("```{box}\n:class-body: d-none\nWords.\n```", "'d-none'"),
        ("```{reading} index.md\n:parser: os\n```", "'reading'"),
        ("```{listing} conf.py\n```", "'listing'"),
    ],
)
def test_nor_does_an_extension_open_what_is_harmful(tmp_path: Path, page: str, says: str) -> None:
    (found,) = policies(with_conf(tmp_path, f"# Page\n\n{page}\n", OWN))
    assert says in found


def test_a_role_that_an_extension_makes_of_sphinx_class_is_allowed(tmp_path: Path) -> None:
    assert policies(with_conf(tmp_path, "# Page\n\n{mine}`words`\n", OWN)) == []


ALLOWED = """
letopis_allowed = {
    "directives": {"only": "the printed book says what the web cannot"},
    "options": {"box:style": "our own boxes have a frame"},
    "classes": {"seal": "a stamp in the margin"},
    "front_matter": {"author": "each page is signed"},
    "roles": {"py:mod": "a page tells of a program"},
    "schemes": {"ftp": "an old server is cited"},
}
myst_enable_extensions = ["attrs_inline"]
myst_url_schemes = ["http", "ftp"]
"""


def test_a_project_extends_the_lists_with_reasons(tmp_path: Path) -> None:
    page = (
        "---\nauthor: Ann\n---\n# Page\n\n```{only} html\nSeen.\n```\n\n```{box}\n:style: x\nWords.\n```\n\n"
        "[seal]{.seal} {py:mod}`os` [old](ftp://example.org/)\n"
    )
    assert policies(with_conf(tmp_path, page, OWN + ALLOWED)) == []


@pytest.mark.parametrize(
    ("setting", "line", "says"),
    [
        ("letopis_allowed = {'directives': {'only': ''}}", 1, "'only' among the 'directives' has no reason"),
        ("letopis_allowed = {'directives': {'only': None}}", 1, "'only' among the 'directives' has no reason"),
        ("letopis_allowed = {'directives': {'only': 'safe'}}", 1, "'only' among the 'directives' has no reason"),
        ("letopis_allowed = {'directives': {\n  'note': 'a good reason',\n  'only': ''}}", 3, "has no reason"),
        ("letopis_allowed = {'directives': ['only']}", 1, "is no dictionary"),
        ("letopis_allowed = {'directive': {'only': 'a good reason'}}", 1, "there is no list 'directive'"),
    ],
)
def test_an_entry_without_a_reason_allows_nothing(tmp_path: Path, setting: str, line: int, says: str) -> None:
    result = with_conf(tmp_path, "# Page\n\n```{only} html\nSeen.\n```\n", f"\n{setting}\n")
    first = (tmp_path / "source" / "conf.py").read_text(encoding="utf-8").split("letopis_allowed")[0].count("\n")
    conf, page = result.warnings
    assert (conf.path, conf.line, conf.code) == ("conf.py", first + line, "letopis.policy")
    assert says in conf.message
    assert (page.path, page.line) == ("page.md", 3)


@pytest.mark.parametrize(
    "page",
    [
        "# Page\n\nA line that ends  \nand goes on.\n",
        "# Page\n\n% a comment\n\n+++\n\nText.\n",
        "# Page\n\n[слово]{.ru} [Wort]{.lang-de} [fig]{#here}\n",
        "# Page\n\n```{list-table} Words\n:header-rows: 1\n:widths: 20 80\n:name: words\n\n* - a\n  - b\n* - c\n  - d\n```\n",
        "# Page\n\n```{csv-table} Words\n:header: a, b\n\n1, 2\n```\n",
        "# Page\n\n```{admonition} Words\n:class: align-left\nText.\n```\n",
        "# Page\n\n```{glossary}\nTerm\n  Definition.\n```\n\n{abbr}`W (words)` {sup}`2`\n",
        "# Page\n\n```{code-block} python\n:caption: Words\n:emphasize-lines: 1\n\nimport os\n```\n",
        "# Page\n\n3. third\n4. fourth\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n",
        "# Page\n\n```{note}\nWords `{{ braces }}`.\n```\n\n`<script>` and `{{ x }}` and \\<b>.\n",
        "---\ntitle: A page\ndescription: >\n  Of words,\n  and more.\nnosearch: true\n---\n# Page\n\nText.\n",
        "---\n---\n# Page\n\nText.\n",
    ],
)
def test_what_authors_write_is_let_through(tmp_path: Path, page: str) -> None:
    conf = 'myst_enable_extensions = ["colon_fence", "attrs_inline"]\n'
    assert with_conf(tmp_path, page, conf).warnings == []


# ----------------------------------------------------------------------------------------------------------- files
DRAWING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img"'
    ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' inkscape:version="1.3"><title>A drawing</title><defs><linearGradient id="g"><stop offset="0" stop-color="red"/>'
    '</linearGradient></defs><style>.a { fill: url(#g); stroke: red }</style><g transform="scale(2)">'
    '<path class="a" d="M0 0L9 9" style="stroke-width: 2"/><use xlink:href="#g"/><text x="1" y="2">words</text></g>'
    '<image href="data:image/png;base64,iVBORw0KGgo=" width="1" height="1"/></svg>'
)


def test_a_plain_drawing_is_published(tmp_path: Path) -> None:
    source = write(tmp_path / "source", {"index": "# Index\n\n![a drawing](d.svg)\n"})
    (source / "d.svg").write_text(DRAWING, encoding="utf-8")
    result = build(source, builder="html", html_theme="basic")
    assert result.warnings == []
    assert (result.output / "_images" / "d.svg").read_text(encoding="utf-8") == DRAWING


@pytest.mark.parametrize("name", ["x.html", "x.js", "x.css", "x.xml", "x"])
@pytest.mark.parametrize("link", ["{download}`NAME`", "[words](NAME)", "[words](path:NAME)", "![words](NAME)"])
def test_code_is_no_content(tmp_path: Path, name: str, link: str) -> None:
    source = write(tmp_path / "source", {"index": f"# Index\n\n{link.replace('NAME', name)}\n"})
    (source / name).write_text("attack()", encoding="utf-8")
    result = build(source, builder="html", html_theme="basic")
    assert [(warned.path, warned.line, warned.code) for warned in result.warnings] == [
        ("index.md", 3, "letopis.policy")
    ]
    assert not [path for path in result.output.rglob(name) if "attack()" in path.read_text(encoding="utf-8")]


def test_what_conf_names_is_code_and_allowed(tmp_path: Path) -> None:
    conf = (
        'html_static_path = ["_static"]\nhtml_css_files = ["own.css"]\nhtml_js_files = [("js/own.js", {"defer": "1"})]\n'
        'html_extra_path = ["robots.txt", "CNAME"]\nletopis_allowed = {"files": {"_static/x.xml": "a list of feeds"}}\n'
        "def setup(app): app.add_css_file('more.css')\n"
    )
    source = write(tmp_path / "source", {"index": "# Index\n"}, conf=conf)
    for name in ("own.css", "js/own.js", "more.css", "x.xml"):
        (source / "_static" / name).parent.mkdir(parents=True, exist_ok=True)
        (source / "_static" / name).write_text("own", encoding="utf-8")
    (source / "robots.txt").write_text("User-agent: *", encoding="utf-8")
    (source / "CNAME").write_text("example.org", encoding="utf-8")
    result = build(source, builder="html", html_theme="basic")
    assert result.warnings == []
    assert {"_static/own.css", "_static/js/own.js", "_static/x.xml", "CNAME"} <= set(result.files())


def test_a_link_to_a_file_beside_it_is_followed(tmp_path: Path) -> None:
    source = write(tmp_path / "source", {"index": "# Index\n\nWords.\n", "one": "# One\n\nWords of one.\n"})
    (source / "one.md").rename(source / "kept.md")
    (source / "one.md").symlink_to("kept.md")
    result = build(source, builder="html", html_theme="basic", exclude_patterns=["kept.md"])
    assert result.warnings == []
    assert "Words of one" in result.text("one.html")


# ----------------------------------------------------------------------------------------------------- Python's path
def test_no_page_lies_where_python_looks(tmp_path: Path) -> None:
    source = tmp_path / "project" / "docs"
    assert reaches(str(source), source)
    assert reaches(str(source / "folder"), source)
    assert reaches(str(tmp_path / "project"), source)
    assert not reaches(str(tmp_path / "project" / "src"), source)
    assert not reaches(str(Path(pytest.__file__).parent.parent), source)


def test_a_build_as_a_module_of_python_looks_for_none_beside_the_pages(tmp_path: Path) -> None:
    conf = (
        "import sys, json\n"
        "def note(app, document): open(app.outdir / 'path.json', 'w').write(json.dumps(sys.path))\n"
        "def setup(app): app.connect('doctree-read', note)\n"
    )
    source = write(tmp_path / "docs", {"index": "# Index\n"}, conf=conf)
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-b", "dummy", str(source), str(tmp_path / "out")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(source), str(SRC)])}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    path = json.loads((tmp_path / "out" / "path.json").read_text(encoding="utf-8"))
    assert str(SRC) in path
    assert not {"", ".", str(tmp_path), str(source)} & set(path)


def test_the_path_is_as_before_after_a_build(tmp_path: Path) -> None:
    sys.path.insert(0, str(tmp_path))
    before = list(sys.path)
    try:
        built(tmp_path, "# Page\n")
        assert sys.path == before
    finally:
        sys.path.remove(str(tmp_path))


def without_policy(app: Sphinx) -> None:
    app.add_config_value("letopis_allowed", {}, "env", frozenset({dict}))
    app.setup_extension("myst_parser")


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_an_archive_in_good_order_is_the_same_without_the_policy(
    builder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the policy has nothing to say of, it does not change by a byte."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    source = copy(COUNCIL, tmp_path / "source")
    kept = build(source, builder=builder, into=tmp_path / "with").files(without=TIMED)
    monkeypatch.setattr("letopis.setup_content_policy", without_policy)
    free = build(source, builder=builder, into=tmp_path / "without").files(without=TIMED)
    assert len(kept) > (10 if builder != "typst" else 1)
    assert sorted(kept) == sorted(free)
    assert [name for name in kept if kept[name] != free[name]] == []


def test_the_comparison_would_show_the_policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letopis.setup_content_policy", without_policy)
    result = built(tmp_path, "---\nmyst:\n  enable_extensions: [substitution]\n---\n# Page\n\n`{{ 7 * 7 }}`\n")
    assert not [warned for warned in result.warnings if warned.code == "letopis.policy"]


def test_all_files_are_looked_at_once_before_the_first_build_and_once_before_each_other() -> None:
    class Counting(Preflight):
        looks = 0

        def look(self, app: Sphinx) -> None:
            self.looks += 1

    preflight, app, config = Counting(), cast("Sphinx", None), cast("Config", SimpleNamespace())
    preflight.look_first(app, config)
    looks = []
    for _ in range(3):
        preflight.look_again(app, cast("BuildEnvironment", None), [])
        looks.append(preflight.looks)
    assert looks == [1, 2, 3]
