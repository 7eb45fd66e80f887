"""The archive itself: its data are read by the programs of others, and make the same archive again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import rdflib
from frictionless import Package
from lxml import etree

from letopis.cli import main


@pytest.fixture(scope="module")
def site(archive: Callable[..., Path]) -> Path:
    return archive("html")


def test_what_is_exported_can_be_imported_and_is_the_same(site: Path, tmp_path: Path) -> None:
    folder, output = tmp_path / "archive", tmp_path / "html"
    assert main(["import", str(site / "data" / "archive.json"), str(folder)]) == 0
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-b",
        "html",
        "-n",
        "-W",
        "--keep-going",
        "-q",
        "-j",
        "2",
        "-c",
        ".",
        "-d",
    ]
    command += [str(tmp_path / "read"), "-D", "letopis_data_formats=all", "docs", str(output)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}
    environment["PYTHONPATH"] = os.pathsep.join(str(Path(path).resolve()) for path in sys.path if path)
    ran = subprocess.run(command, cwd=folder, env=environment, text=True, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    before, after = exported(site), exported(output)
    assert before.keys() == after.keys()
    assert len(before) > 500
    assert [name for name in before if before[name] != after[name]] == []


def exported(site: Path) -> dict[str, bytes]:
    """The files of the data, as their list has them; not the page that was packed with the site's other pages."""
    names = (site / "data" / "files.txt").read_text(encoding="utf-8").split()
    return {name: (site / name).read_bytes() for name in names}


def test_others_accept_it(site: Path) -> None:
    data = site / "data"
    validator = jsonschema.Draft202012Validator(json.loads((data / "archive.schema.json").read_text(encoding="utf-8")))
    assert [
        error.message
        for error in validator.iter_errors(json.loads((data / "archive.json").read_text(encoding="utf-8")))
    ] == []
    report = Package(str(data / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "title", "message"])[:5]
    schema = etree.RelaxNG(etree.parse(str(files("schemas") / "tei_all.rng")))
    assert schema.validate(etree.parse(str(data / "archive.tei.xml"))), list(schema.error_log)[:5]
    assert len(rdflib.Graph().parse(data / "archive.ttl", format="turtle")) > 9000
