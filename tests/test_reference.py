"""The reference of Letopis lacks nothing: every setting, kind, field, role, view, option and command is explained."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from letopis import api
from letopis.cli import main
from letopis.domain import LetopisDomain
from letopis.model.schema import Schema
from letopis.reference import PARTS, _call, commands, summary_of
from letopis.rendering.views import VIEWS
from tests.building import ROOTS, Built, build, write

DOCS = Path(__file__).parent.parent / "docs" / "letopis"
PAGES = {part: f"# {part}\n\n```{{letopis:reference}} {part}\n```\n" for part in PARTS}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(write(tmp_path_factory.mktemp("reference") / "source", PAGES), builder="text")


def test_the_archive_shows_every_part() -> None:
    shown = "".join(page.read_text(encoding="utf-8") for page in DOCS.glob("*.md"))
    assert {part for part in PARTS if f"{{letopis:reference}} {part}" not in shown} == set()


def test_every_setting_is_listed_with_its_purpose(built: Built) -> None:
    settings = {name: one for name, one in built.app.config.values.items() if name.startswith("letopis_")}
    assert len(settings) > 30
    assert [name for name, one in settings.items() if not one.description.endswith((".", ".)"))] == []
    text = built.text("settings.txt")
    assert [name for name in settings if name not in text] == []


def test_every_kind_and_field_is_listed_and_its_reader_says_what_it_takes(built: Built) -> None:
    text = built.text("kinds.txt")
    assert ":name:" in text
    schema = Schema()
    for kind, record_class in schema.kinds.items():
        assert f"{{{kind}}}" in text
        for key, (_, spec) in schema.fields(record_class).items():
            assert f":{key}:" in text
            assert summary_of(spec.read), f"the reader of ':{key}:' has no docstring"


def test_what_is_said_to_historians_names_no_exception(built: Built) -> None:
    for part in ("kinds", "views", "roles"):
        assert "Error" not in built.text(f"{part}.txt")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("finding", "finding(code: str, record: Record, line: int, message: str, concerns: Record | None = None)"),
        ("Participation", "Participation(person: Ref | str, part: str)"),
    ],
)
def test_functions_and_values_of_the_api_are_listed_with_their_types(name: str, shown: str) -> None:
    assert _call(name) == shown


def test_every_role_is_listed(built: Built) -> None:
    domain = built.app.env.get_domain("letopis")
    assert isinstance(domain, LetopisDomain)
    text = built.text("roles.txt")
    assert [role for role in domain.roles if f"{{{role}}}" not in text] == []


def test_every_view_and_option_is_listed(built: Built) -> None:
    text = built.text("views.txt")
    for view in VIEWS:
        if view.directive:
            assert f"{{{view.name}}}" in text
            assert summary_of(view.render)
            assert [name for name in view.options if f":{name}:" not in text] == []
            assert [name for name, read in view.options.items() if not summary_of(read)] == []


def test_every_command_and_argument_is_listed_with_its_help(built: Built) -> None:
    text = built.text("commands.txt")
    assert "--source" in text
    for name, command in commands().items():
        assert f"letopis {name}" in text
        assert [one.dest for one in command._actions if not one.help] == []


def test_everything_that_other_extensions_may_import_is_explained(built: Built) -> None:
    text = built.text("api.txt")
    assert [name for name in api.__all__ if name not in text] == []
    for name in ("Archive", "Record", "Page"):
        thing = getattr(api, name)
        members = [key for key, member in vars(thing).items() if callable(member) and not key.startswith("_")]
        assert members
        assert [key for key in members if key not in text] == []
    for name in api.__all__:
        assert summary_of(getattr(api, name)), f"{name} has no docstring"


@pytest.mark.parametrize("right", [True, False])
def test_the_test_in_the_manual_is_run_by_the_tasks_of_a_new_archive(tmp_path: Path, right: bool) -> None:
    page = (DOCS / "extending.md").read_text(encoding="utf-8")
    code = next(part for part in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "def test_" in part)
    folder = tmp_path / "archive"
    assert main(["init", str(folder)]) == 0
    shutil.copy(ROOTS / "test-treaty" / "treaties.py", folder)
    (folder / "tests" / "test_archive.py").unlink()  # it reads the whole archive, and is no part of this
    code = code if right else code.replace("treaty-one-sided", "another-code")
    (folder / "tests" / "test_treaties.py").write_text(code, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(api.__file__).parent.parent)}
    command = [sys.executable, "make.py", "tests"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert "Ran 1 test" in done.stderr
    assert (done.returncode == 0) is right


def test_the_first_archive_in_the_manual_builds_as_it_stands(tmp_path: Path) -> None:
    page = (DOCS / "index.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^(`{3,})\w+\n(.*?)^\1$", page, re.DOTALL | re.MULTILINE)
    for name, (_, text) in zip(("conf.py", "references.bib", "index.md"), blocks, strict=False):
        (tmp_path / name).write_text(text, encoding="utf-8")
    built = build(tmp_path, builder="html")
    assert built.warnings == []
    assert "The Life of Captain James Cook" in built.text("index.html")


def test_the_example_of_an_extension_is_the_one_that_is_tested() -> None:
    page = (DOCS / "extending.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert code is not None
    assert code[1] == (ROOTS / "test-treaty" / "treaties.py").read_text(encoding="utf-8")


def test_an_unknown_part_is_one_finding(tmp_path: Path) -> None:
    built = build(write(tmp_path, {"page": "# P\n\n```{letopis:reference} colours\n```\n"}))
    assert built.codes == ["view-option"]
    assert (
        "expected one of kinds, roles, views, settings, commands, api, formats, tenures, not 'colours'"
        in built.warnings[0].message
    )
