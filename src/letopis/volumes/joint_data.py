"""The joint data: the records, sources and mentions of all volumes as JSON, and their tables as CSV.

Written volume by volume, so that no more than one of them is in memory.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, TextIO

from sphinx.application import Sphinx

from letopis.exports.csv_files import guarded, package_name
from letopis.exports.material import FORMAT, as_json
from letopis.volumes.parts import Part, parts_of

FOLDER: Final = "joint/data"
LISTS: Final = ("records", "sources", "mentions")
VOLUME: Final = "volume"
PACKAGE: Final = "data/datapackage.json"

Data = dict[str, Any]


def write_joint_data(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the joint data into the site of the cover."""
    parts = list(parts_of(app))
    if exception is not None or not parts:
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "volumes.json", as_json([_described(part) for part in parts]))
    _write_lists(folder, parts)
    resources = _resources(parts)
    for resource in resources:
        _write_table(folder, resource, parts)
    _write(folder / "datapackage.json", as_json(_package(app, folder, resources)))


def files_of_data(parts: Iterable[Part]) -> list[tuple[str, str]]:
    """The name of each file of joint data, and what it is."""
    return [
        ("volumes.json", "the volumes: name, title, homepage, and how many records they have"),
        ("records.json", "all records"),
        ("sources.json", "all sources"),
        ("mentions.json", "where running text names a record"),
        ("datapackage.json", "the tables as a data package: columns, types and keys"),
        *((f"{one['name']}.csv", one["title"]) for one in _resources(parts)),
    ]


def _described(part: Part) -> Data:
    return {
        "name": part.name,
        "title": part.title,
        "homepage": part.data.get("homepage", ""),
        "records": len(part.data.get("records", ())),
    }


def _write_lists(folder: Path, parts: Iterable[Part]) -> None:
    """A file for each list of ``archive.json``: a member on each line, with the name of its volume."""
    with ExitStack() as stack:
        files = {name: stack.enter_context(_opened(folder / f"{name}.json")) for name in LISTS}
        ends = dict.fromkeys(LISTS, "[\n")
        for part in parts:
            for name, file in files.items():
                for one in part.data.get(name, ()):
                    text = json.dumps(
                        one | {VOLUME: part.name}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
                    )
                    file.write(ends[name] + text)
                    ends[name] = ",\n"
        for name, file in files.items():
            file.write("[]\n" if ends[name] == "[\n" else "\n]\n")


# ---------------------------------------------------------------------------------------------------- tables
def _resources(parts: Iterable[Part]) -> list[Data]:
    """The tables of all volumes: the columns that any of them has, after the name of the volume."""
    found: dict[str, Data] = {}
    for part in parts:
        for resource in _package_of(part).get("resources", ()):
            if resource["name"] not in found:
                found[resource["name"]] = _joint(resource)
            fields = found[resource["name"]]["schema"]["fields"]
            known = {field["name"] for field in fields}
            fields += [field for field in resource["schema"]["fields"] if field["name"] not in known]
    return list(found.values())


def _package_of(part: Part) -> Data:
    path = part.site / PACKAGE
    found: Data = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def _joint(resource: Data) -> Data:
    """A table as the data package of the family describes it: its key begins with the volume.

    What leads to other tables is left out: a cell may mean a record of another volume, or be empty.
    """
    schema = resource["schema"]
    key: Data = {"primaryKey": [VOLUME, *schema["primaryKey"]]} if "primaryKey" in schema else {}
    volume = {"name": VOLUME, "type": "string", "description": "name of the volume"}
    kept = {name: value for name, value in resource.items() if name not in {"bytes", "hash"}}
    return kept | {"schema": {"fields": [volume, *schema["fields"]], "missingValues": schema["missingValues"]} | key}


def _write_table(folder: Path, resource: Data, parts: Iterable[Part]) -> None:
    """Copy the rows of all volumes, and note the size and the digest of what came of it."""
    columns = [field["name"] for field in resource["schema"]["fields"]]
    path = folder / resource["path"]
    with _opened(path) as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for part in parts:
            writer.writerows([row.get(name, "") for name in columns] for row in _rows(part, resource["path"]))
    raw = path.read_bytes()
    resource["bytes"], resource["hash"] = len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}"


def _rows(part: Part, name: str) -> Iterator[Mapping[str, str]]:
    path = part.site / "data" / name
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row | {VOLUME: guarded(part.name)}


def _package(app: Sphinx, folder: Path, resources: list[Data]) -> Data:
    """``datapackage.json``, as that of each volume."""
    base = app.config.html_baseurl or ""
    return {
        "profile": "tabular-data-package",
        "name": package_name(app.config.project),
        "title": app.config.html_title or app.config.project,
        "version": app.config.letopis_edition or app.config.release or "0",
        "format": FORMAT,
        "resources": resources,
    } | ({"homepage": base} if base else {})


def _opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def _write(path: Path, text: str) -> None:
    with _opened(path) as file:
        file.write(text)
