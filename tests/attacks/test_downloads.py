"""Files that would do something in the program of a reader who opens them: each is one finding, and is not published."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.attacks.attacking import PICTURE, Attack


def pdf(change: Callable[[Pdf], object], **how: Any) -> bytes:
    written = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        change(made)
        made.save(written, **how)
    return written.getvalue()


def script(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def opening(made: Pdf) -> None:
    made.Root.OpenAction = Array([made.pages[0].obj, Name.XYZ, 0, 0, 0])


def action(**what: Any) -> Callable[[Pdf], None]:
    def change(made: Pdf) -> None:
        made.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(**what))])

    return change


def attached(made: Pdf) -> None:
    made.attachments["a.txt"] = b"words"


def packed(**files: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as book:
        for name, text in files.items():
            book.writestr(name.replace("__", "."), text)
    return written.getvalue()


PACKED = pikepdf.ObjectStreamMode.generate
LOCKED = pikepdf.Encryption(owner="one", user="two")
GIF = b"\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
REFUSED: dict[str, tuple[bytes, str]] = {
    "script.pdf": (pdf(script), "holds a script."),
    "packed.pdf": (pdf(script, object_stream_mode=PACKED), "holds a script."),
    "launch.pdf": (pdf(action(S=Name.Launch, F=String("cmd"))), "holds the action Launch."),
    "form.pdf": (pdf(action(S=Name.SubmitForm, F=String("https://attack.example"))), "holds the action SubmitForm."),
    "address.pdf": (pdf(action(S=Name.URI, URI=String("javascript:attack()"))), "holds a link to 'javascript:attack()'."),
    "attached.pdf": (pdf(attached), "holds other files."),
    "locked.pdf": (pdf(script, encryption=LOCKED), "holds what only a password opens"),
    "broken.pdf": (b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(x)>>>>endobj", "holds what cannot be read as a PDF"),
    "command.csv": (b"a,b\n=cmd|' /C calc'!A0,1\n", "in line 2, which a spreadsheet would run"),
    "semicolon.csv": (b"a;=1+1\n", "in line 1, which a spreadsheet would run"),
    "minus.csv": (b"a,-1+cmd|'x'!A\n", "in line 1, which a spreadsheet would run"),
    "at.tsv": (b"a\t@SUM(1)\n", "in line 1, which a spreadsheet would run"),
    "wide.csv": ("a,\uff1dcmd\n".encode("utf-16"), "in line 1, which a spreadsheet would run"),
    "long.csv": (b'"' + 200_000 * b"x", "holds what cannot be read as a table"),
    "script.epub": (packed(a__xhtml="<html><script>attack()</script></html>"), "holds a script. Take"),
    "file.epub": (packed(a__js="attack()"), "holds a script. Take"),
    "broken.epub": (b"PK\x03\x04words", "holds what cannot be read as an EPUB"),
    "page.png": (PICTURE + b"<script>attack()</script>", "holds '<script', as a web page does."),
    "packed.png": (PICTURE + packed(a="x"), "holds packed files as well."),
    "program.gif": (b"GIF89a/*" + 10 * b"\0" + b"*/=1;attack()", "holds a program as well."),
    "sign.gif": (b"GIF89a=\n" + 10 * b"\0", "holds a program as well."),
}  # fmt: skip
PUBLISHED: dict[str, bytes] = {
    "plain.pdf": pdf(opening),
    "web.pdf": pdf(action(S=Name.URI, URI=String("https://example.org/a:b"))),
    "page.pdf": pdf(action(S=Name.GoTo, D=String("chapter"))),
    "numbers.csv": b'year,change,told\n1957,-5,+44 20 7946\n"he said; -y (no)",- none,@home\n',
    "plain.epub": packed(a__xhtml="<html><p>the script of an attack</p></html>"),
    "plain.gif": b"GIF89a" + GIF,
    "plain.png": PICTURE,
}  # fmt: skip


@cache
def offered(folder: Path) -> Attack:
    """One build in which each file is offered on a page of its own."""
    attack = Attack(folder / "downloads")
    attack.prepare()
    attack.write("docs/index.md", "# Index\n\n```{toctree}\n:glob:\n\nof-*\n```\n")
    for name, content in ({name: content for name, (content, _) in REFUSED.items()} | PUBLISHED).items():
        (attack.docs / name).write_bytes(content)
        attack.write(f"docs/of-{name}.md", f"# Page\n\nBefore {{download}}`the words <{name}>` after.\n")
    attack.build()
    return attack


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("attacks")


@pytest.mark.parametrize("name", REFUSED)
def test_what_runs_is_refused(name: str, folder: Path) -> None:
    attack = offered(folder)
    found = [warned for warned in attack.warnings if warned.path == f"of-{name}.md"]
    assert [(warned.line, warned.code) for warned in found] == [(3, "letopis.policy")]
    assert REFUSED[name][1] in found[0].message
    text = re.sub(r"<[^>]+>", "", (attack.output / f"of-{name}.html").read_text(encoding="utf-8"))
    assert "Before the words after." in text


def test_what_only_shows_is_published(folder: Path) -> None:
    attack = offered(folder)
    assert attack.stopped == ""
    assert sorted(path.name for path in (attack.output / "_downloads").rglob("*.*")) == sorted(PUBLISHED)
    assert not [
        warned for warned in attack.warnings if warned.path.removeprefix("of-").removesuffix(".md") in PUBLISHED
    ]
