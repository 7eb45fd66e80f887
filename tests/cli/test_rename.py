"""``letopis rename``: wherever a key is meant, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

PAGE = """\
# More of it

:::{{event}} calvin
:date: 1541-09-13 [WPCalvin, p. 3]
:participant: calvin | calvin came, said calvin
:participant: person:calvin
:about: perrin; calvin
:see: calvin-returns
:source: WPCalvin | calvin
On {person}`calvin` and {person}`Master <calvin>`, calvin said; {event}`calvin`, `{person}`, ``{person}`calvin` ``.
{person}`the reformer
<calvin>` too.
:::

````text
{person}`calvin`
````

```{note}
{person}`calvin`
```

```{timeline}
:about: calvin
```
"""


def test_roles_fields_and_views_and_nothing_else(archive: Path, run: Run) -> None:
    page = archive / "more.md"
    page.write_bytes(PAGE.replace("{{", "{").replace("}}", "}").replace("\n", "\r\n").encode())
    assert run("rename", "person", "calvin", "john-calvin").code == 0
    written = page.read_bytes().decode()
    assert written.count("\n") == written.count("\r\n")
    assert (
        written.replace("\r\n", "\n")
        == """\
# More of it

:::{event} calvin
:date: 1541-09-13 [WPCalvin, p. 3]
:participant: john-calvin | calvin came, said calvin
:participant: person:john-calvin
:about: perrin; calvin
:see: calvin-returns
:source: WPCalvin | calvin
On {person}`john-calvin` and {person}`Master <john-calvin>`, calvin said; {event}`calvin`, `{person}`, ``{person}`calvin` ``.
{person}`the reformer
<john-calvin>` too.
:::

````text
{person}`calvin`
````

```{note}
{person}`john-calvin`
```

```{timeline}
:about: john-calvin
```
"""
    )


TEXTS = """\
# A letter

:::{document} letter
:name: A letter
A letter of the person that is called letter.
:::

:::{person} letter
:name: Letter
:::

::::{note}
```{text} letter
letter
{document}`letter` and {person}`letter`
```
::::

~~~{letopis:quotation} document:letter, p. 1, l. 2
letter
~~~

:::{quotation} letter
letter
:::

:::{quotation} letter, p. 1
letter
:::

```text letter
{text} letter
```
"""


def test_the_texts_of_a_document_and_quotations_from_it(archive: Path, run: Run) -> None:
    page = archive / "letter.md"
    page.write_text(TEXTS, encoding="utf-8")
    assert run("rename", "document", "letter", "long-letter").code == 0
    right = TEXTS
    for old, new in (
        ("{document} letter\n", "{document} long-letter\n:alias: letter\n"),
        ("```{text} letter\n", "```{text} long-letter\n"),
        ("{document}`letter`", "{document}`long-letter`"),
        ("document:letter,", "document:long-letter,"),
        ("{quotation} letter\n", "{quotation} long-letter\n"),
        ("{quotation} letter, p. 1\n", "{quotation} long-letter, p. 1\n"),
    ):
        assert right.count(old) == 1
        right = right.replace(old, new)
    assert page.read_text(encoding="utf-8") == right


def test_twice_is_said_and_back_again_leaves_no_idle_alias(archive: Path, run: Run) -> None:
    own = archive / "people" / "calvin.md"
    before = own.read_text(encoding="utf-8")
    assert run("rename", "person", "calvin", "john-calvin").code == 0
    assert ":::{person} john-calvin\n:alias: calvin\n" in own.read_text(encoding="utf-8")
    ran = run("rename", "person", "calvin", "john-calvin")
    assert (ran.code, ran.out.startswith("Already renamed")) == (0, True)
    assert run("rename", "person", "john-calvin", "calvin").code == 0
    assert own.read_text(encoding="utf-8") == before.replace(
        ":::{person} calvin\n", ":::{person} calvin\n:alias: john-calvin\n"
    )


def test_what_cannot_be_renamed(archive: Path, run: Run) -> None:
    assert "The nearest key is 'calvin'" in run("rename", "person", "calvim", "x").err
    (archive / "bad.md").write_bytes(b"\xff\xfe")
    assert "UTF-8" in run("rename", "person", "calvin", "x").err
    assert ":::{person} calvin" in (archive / "people" / "calvin.md").read_text(encoding="utf-8")
