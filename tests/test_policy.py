"""What a page may not do: each attempt is one finding at its line, and nothing of it is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import Built, build, write


def built(tmp_path: Path, page: str, builder: str = "html") -> Built:
    source = write(tmp_path / "source", {"index": "# Index\n", "page": page})
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return build(source, builder=builder, html_theme="basic")


@pytest.mark.parametrize(
    ("page", "line", "says"),
    [
        ("---\nmyst:\n  enable_extensions: [substitution]\n---\n# Page\n\n{{ 7 * 7 }}\n", 2, "may not set 'myst'"),
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
        "# Page\n\nTabs\tand Cyrillic: Хрущёв; soft\u00adhyphens and no-break\u00a0spaces.\n",
        "# Page\n\nText.\n\n---\n\nA rule is no head of a page.\n",
    ],
)
def test_is_let_through(tmp_path: Path, page: str) -> None:
    assert built(tmp_path, page).warnings == []
