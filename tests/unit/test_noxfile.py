"""The tasks, the lock file and the documents that name them agree."""

from __future__ import annotations

import ast
import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement

import letopis
from tools.locked import blocks_of, part_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lock(repository: Path) -> list[Requirement]:
    text = (repository / "requirements.lock").read_text(encoding="utf-8")
    return [Requirement(block.partition(" \\\n")[0]) for block in blocks_of(text)]


@pytest.fixture(scope="module")
def sessions(repository: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse((repository / "noxfile.py").read_text(encoding="utf-8"))
    return {
        node.name: node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and any("session" in ast.unparse(mark) for mark in node.decorator_list)
    }


def asked_for(project: dict[str, Any]) -> list[Requirement]:
    lists = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    return [Requirement(item) for items in lists for item in items if isinstance(item, str)]


def test_each_dependency_is_locked_at_a_version_that_fits(project: dict[str, Any], lock: list[Requirement]) -> None:
    for wanted in asked_for(project):
        versions = [str(pin.specifier).removeprefix("==") for pin in lock if same_name(pin, wanted)]
        assert versions, f"{wanted} is not in requirements.lock. Run `python3 make.py lock`."
        assert all(wanted.specifier.contains(version) for version in versions), (
            f"requirements.lock has {versions} for {wanted}. Run `python3 make.py lock`."
        )


def same_name(one: Requirement, other: Requirement) -> bool:
    return re.sub(r"[-_.]+", "-", one.name).lower() == re.sub(r"[-_.]+", "-", other.name).lower()


def test_the_lock_holds_versions_and_nothing_else(lock: list[Requirement]) -> None:
    for pin in lock:
        assert re.fullmatch(r"==[0-9][\w.]*", str(pin.specifier)), f"{pin} is no exact version"
        assert not pin.url
        assert not pin.extras, "a version with extras is another entry than the one without"


def test_every_group_has_its_part_with_hashes(repository: Path, project: dict[str, Any]) -> None:
    text = (repository / "requirements.lock").read_text(encoding="utf-8")
    for group in project["dependency-groups"]:
        part = part_of(text, [group], package=False)
        assert part.count("==") <= part.count("--hash=sha256:")
        assert "#" not in part
    whole = part_of(text, project["dependency-groups"], package=True)
    assert len(blocks_of(whole)) == len(blocks_of(text)), "something is locked that nobody asks for"


def test_the_lock_names_no_place(repository: Path) -> None:
    text = (repository / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


LOCK = """\
first==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
    # via letopis (pyproject.toml:one)
second==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:ba
    # via
    #   first
    #   letopis (pyproject.toml)
third==3.0
    # via letopis (pyproject.toml:bare)
fourth==4.0 \\
    --hash=sha256:da
    # via letopis (pyproject.toml:other)
"""


def test_a_part_holds_what_is_asked_for_and_what_that_asks_for() -> None:
    assert part_of(LOCK, ["one"], package=False) == (
        "first==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:ab\n"
        "second==2.0 ; sys_platform == 'win32' \\\n    --hash=sha256:ba\n"
    )
    assert "fourth" in part_of(LOCK, ["other"], package=True)
    assert "first" not in part_of(LOCK, ["other"], package=True)


@pytest.mark.parametrize(("group", "says"), [("bare", "third has no hash"), ("unknown", "knows nothing of")])
def test_a_lock_that_cannot_be_checked_installs_nothing(group: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        part_of(LOCK, [group], package=False)


def test_each_dependency_says_what_it_is_for(repository: Path) -> None:
    text = (repository / "pyproject.toml").read_text(encoding="utf-8")
    listed = text[text.index("dependencies = [") : text.index("[tool.flit")]
    lines = [line for line in listed.splitlines() if line.startswith('    "')]
    assert lines
    assert [line for line in lines if "# " not in line] == []


def test_each_task_says_what_it_does(sessions: dict[str, ast.FunctionDef]) -> None:
    assert sessions
    assert [name for name, function in sessions.items() if not ast.get_docstring(function)] == []


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", ".ci/run", ".github/PULL_REQUEST_TEMPLATE.md"])
def test_the_documents_name_tasks_that_exist(
    repository: Path, sessions: dict[str, ast.FunctionDef], document: str
) -> None:
    text = (repository / document).read_text(encoding="utf-8")
    named = re.findall(r"make\.py((?: [a-z]+)+)", text)
    assert named
    assert {name for names in named for name in names.split()} <= set(sessions)


def test_the_readme_has_two_commands(repository: Path) -> None:
    text = (repository / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"```console\n(.*?)```", text, re.DOTALL) == [
        "python3 make.py build\n",
        "python3 make.py tests\n",
    ]


def test_there_is_one_version(repository: Path, project: dict[str, Any]) -> None:
    version = project["project"]["version"]
    assert letopis.__version__ == version
    citation = (repository / "CITATION.cff").read_text(encoding="utf-8")
    # The archive's own stands behind the number of its edition, once one was released: "1 (0.1.0)".
    assert set(re.findall(r'^ *version: "(?:\d+ \()?([^()]*)\)?"', citation, re.MULTILINE)) == {version}
    assert f'version = release = "{version}"' in (repository / "conf.py").read_text(encoding="utf-8")
