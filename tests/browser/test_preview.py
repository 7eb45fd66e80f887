"""The live preview in Chromium: whatever breaks is shown where it is written, and gone when it is mended."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
PATIENCE = 60_000  # milliseconds, on a machine that does much else
PAGE = "people/calvin.md"
EXTENSION = """
import sys
def setup(app):
    app.connect("env-before-read-docs", look)
    return {"parallel_read_safe": True}
def look(app, env, docnames):
    pass
"""


NUMBERED = """
:::{document} letter
:name: A letter
:date: 1557-06-20 [WPCalvin]
:source: WPCalvin
A letter.
:::

:::{text} letter
:language: fr

[p. 1]
un
deux
trois
quatre
cinq
:::
"""
"""A text of which a line is numbered: the number has a class like those of the lines of the page."""


class Preview(NamedTuple):
    """A preview that runs: the archive, and the page of it that a browser shows."""

    archive: Path
    page: Page


@pytest.fixture(scope="module")
def preview(chromium: Browser, rootdir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("preview")
    archive = Path(shutil.copytree(rootdir / "test-council", folder / "archive"))
    (archive / "own_extension.py").write_text(EXTENSION, encoding="utf-8")
    change(
        archive / "conf.py",
        'extensions = ["letopis", ',
        "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n"
        'exclude_patterns = []\nextensions = ["own_extension", "letopis", ',
    )
    (archive / PAGE).write_text((archive / PAGE).read_text(encoding="utf-8") + NUMBERED, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    code = (
        "import sys; from pathlib import Path; from letopis.preview import server as serve; a, p = Path(sys.argv[1]), Path(sys.argv[2]);"
        f"serve.serve(serve.Builder(a, a, p), [a], {port})"
    )
    command = [sys.executable, "-c", code, str(archive), str(folder / "place")]
    found = os.pathsep.join(filter(None, [str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH")]))
    environment = os.environ | {"PYTHONPATH": found}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
        page = chromium.new_page()
        try:
            for _ in range(100):
                try:
                    page.goto(f"http://127.0.0.1:{port}/people/calvin.html")
                    break
                except Exception:  # noqa: BLE001  the server does not listen yet
                    page.wait_for_timeout(100)
            # The first build shows how far it is.
            assert "once it is built" in page.content() or page.locator("h1").count()
            page.wait_for_selector("h1:has-text('John Calvin')", timeout=PATIENCE)
            yield Preview(archive, page)
        finally:
            page.close()
            process.terminate()


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


BREAKAGES = {
    "unknown field": (PAGE, ":born:", ":bron:", "there is no field ':bron:'"),
    "unknown record": (PAGE, "{body}`consistory`", "{body}`consistori`", "'consistori' is not in the archive"),
    "unknown source": (PAGE, "{cite:p}`WPConsistory`", "{cite:p}`WPConsistori`", "'WPConsistori' is not in the bibliography"),
    "bad date": (PAGE, "OS 1509-07-10", "OS 1509-07-32", "1509-07-32"),
    "unknown directive": (PAGE, "He wrote", "```{nonsense}\n```\n\nHe wrote", "nonsense"),
    "unknown role": (PAGE, "He wrote", "He {nonsense}`wrote`", "nonsense"),
    "head of the page": (PAGE, "# John Calvin", "---\ntitle: A: b\n---\n\n# John Calvin", "head of the page"),
    "entry without a brace": ("sources.bib", "{The Brink of Hostilities}", "{The Brink of Hostilities", "sources.bib"),
    "settings that cannot be read": ("conf.py", "nitpicky = True", "nitpicky = = True", "conf.py"),
    "an extension that is not there": ("conf.py", '"myst_parser"]', '"myst_parser", "no.such"]', "no.such"),
    "an extension that breaks off at the start": ("own_extension.py", "    app.connect", "    1 / 0\n    app.connect", "ZeroDivision"),
    "an extension that breaks off at work": ("own_extension.py", "    pass", "    raise KeyError('broken')", "broken"),
    "a circle of contents": (PAGE, "He wrote", "```{toctree}\n/index\n```\n\nHe wrote", "circular|toctree|recursion"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_breakage_is_shown_and_recovered_from(preview: Preview, name: str) -> None:
    file, old, new, says = BREAKAGES[name]
    path = preview.archive / file
    before = path.read_bytes()
    seen = preview.page.locator(".letopis-finding, #letopis-preview-bar", has_text=re.compile(says)).first
    change(path, old, new)
    try:
        seen.wait_for(timeout=PATIENCE)
    finally:
        path.write_bytes(before)
    preview.page.locator(".letopis-finding").first.wait_for(state="detached", timeout=PATIENCE)
    preview.page.locator("#letopis-preview-bar").wait_for(state="detached", timeout=PATIENCE)
    assert preview.page.locator("h1").first.inner_text().startswith("John Calvin")


def test_a_page_of_bytes_and_a_page_that_goes(preview: Preview) -> None:
    path = preview.archive / PAGE
    before = path.read_bytes()
    bar = preview.page.locator(".letopis-finding, #letopis-preview-bar").first
    for broken in (b"\xff\xfe\x00J", None):
        if broken is None:
            path.unlink()
        else:
            path.write_bytes(broken)
        bar.wait_for(timeout=PATIENCE)
        path.write_bytes(before)
        preview.page.locator("#letopis-preview-bar").wait_for(state="detached", timeout=PATIENCE)
        preview.page.wait_for_selector("h1:has-text('John Calvin')", timeout=PATIENCE)


def test_a_finding_stands_at_its_paragraph(preview: Preview) -> None:
    path = preview.archive / PAGE
    before = path.read_bytes()
    change(path, "{body}`consistory`", "{body}`consistori`")
    try:
        preview.page.wait_for_selector(".letopis-finding", timeout=PATIENCE)
        above = preview.page.evaluate("document.querySelector('.letopis-finding').previousElementSibling.textContent")
    finally:
        path.write_bytes(before)
    assert above.startswith("He wrote the ")
    preview.page.locator(".letopis-finding").wait_for(state="detached", timeout=PATIENCE)


def test_new_pages_and_sources_are_shown_where_they_are_looked_at(preview: Preview) -> None:
    (preview.archive / "people" / "ada.md").write_text(
        "# Ada Lovelace\n\n:::{person} ada\n:source: WPCalvin\nA countess.\n:::\n", encoding="utf-8"
    )
    change(preview.archive / "index.md", "people/calvin\n", "people/calvin\npeople/ada\n")
    base = preview.page.url.rpartition("/")[0]
    for _ in range(100):
        if preview.page.goto(f"{base}/ada.html").ok:  # type: ignore[union-attr]
            break
        preview.page.wait_for_timeout(200)
    assert preview.page.locator("h1").first.inner_text().startswith("Ada Lovelace")
