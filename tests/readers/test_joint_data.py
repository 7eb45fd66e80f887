"""The tables of a family of volumes are a data package that frictionless accepts."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from frictionless import Package

from tests.test_volumes import FAMILY, command, environment


def test_frictionless_accepts_the_joint_package(tmp_path: Path) -> None:
    family = shutil.copytree(FAMILY, tmp_path / "family")
    ran = subprocess.run(command(family), env=environment(), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    package = Package(str(family / "_build/html/joint/data/datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["type", "title", "message"])[:5]
    assert {"people", "records", "mentions"} <= {resource.name for resource in package.resources}
