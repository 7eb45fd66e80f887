"""Families of volumes: built side by side on one machine and on a cluster, and joined from the parts."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from letopis.building.publish import BUILDERS
from letopis.cli import main
from letopis.volumes.family import FamilyFault, read_family
from letopis.volumes.running import NoCluster, executor_for
from tests.building import ROOTS

FAMILY = ROOTS / "test-volumes"
SOURCE = Path(__file__).parent.parent / "src"
PATIENCE = 400
"""Seconds in which a step must come, on a machine that has much else to do."""


QUIET = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "10s",
}
"""Workers that wait do not watch themselves."""


def environment() -> dict[str, str]:
    """That of every process here: Letopis from this folder, and a fixed date."""
    paths = os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")])
    return os.environ | {"PYTHONPATH": paths, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": "0"} | QUIET


def command(family: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "letopis", "-c", str(family), "volumes", "build", *words]


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The family as one machine builds it."""
    family = shutil.copytree(FAMILY, tmp_path_factory.mktemp("alone") / "family")
    ran = subprocess.run(command(family), env=environment(), capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stderr
    return family / "_build" / "html"


def test_each_volume_has_its_book_and_its_epub(alone: Path) -> None:
    for volume in ("denmark", "bohemia", "italy"):
        for kind, folder in (("pdf", "book"), ("epub", "epub")):
            (made,) = (alone.parent / folder / volume).glob(f"*.{kind}")
            assert (alone / volume / "downloads" / made.name).read_bytes() == made.read_bytes()


def test_volumes_refer_to_one_another(alone: Path) -> None:
    for volume, link in (
        ("denmark", 'href="https://stars.example/bohemia/index.html#person-kepler"><span class="xref">Johannes Kepler</span>'),
        ("denmark", 'href="https://stars.example/bohemia/index.html#place-prague"><span class="xref">Prague</span>'),
        ("bohemia", 'href="https://stars.example/denmark/index.html#person-tycho"><span class="xref">Tycho Brahe</span>'),
        ("italy", 'href="https://stars.example/bohemia/index.html#person-johannes"><span class="xref">Johannes Kepler</span>'),
    ):  # fmt: skip
        assert link in (alone / volume / "index.html").read_text(encoding="utf-8")


def test_the_cover_lists_the_volumes_and_what_is_made_of_them(alone: Path) -> None:
    page = (alone / "index.html").read_text(encoding="utf-8")
    for address in ("denmark/index.html", "italy/index.html", "joint/persons.html", "joint/data.html", "search.html"):
        assert re.search(rf'href="(?:\./)?{address}"', page), address
        assert (alone / address).is_file()


def test_the_joint_search_finds_what_is_in_every_volume(alone: Path) -> None:
    scripts = {path.name: path.read_text(encoding="utf-8") for path in (alone / "_static/letopis-search").glob("c*.js")}
    cards = [
        card
        for text in scripts.values()
        for card in json.loads("[" + text.partition("(")[2].rpartition(")")[0] + "]")[1]
    ]
    found = {(card[0], card[1]): card[2] for card in cards}
    assert found["Tycho Brahe", "denmark/index.html#person-tycho"].endswith(", in Astronomers: Denmark")
    assert ("Johannes Kepler", "bohemia/index.html#person-kepler") in found
    assert ("Galileo Galilei", "italy/index.html#person-galileo") in found
    assert ("Astronomers about 1600", "index.html") in found
    kinds = [("#person" in card[1], "#place" in card[1]) for card in cards]
    assert kinds == sorted(kinds, reverse=True), "people come before places, whatever their volume"
    assert not list(alone.rglob("entries.json"))


def test_the_joint_indexes_lead_to_records_and_to_pages_that_name_them(alone: Path) -> None:
    persons = (alone / "joint/persons.html").read_text(encoding="utf-8")
    lines = [" ".join(line.split()) for line in re.findall(r"<li>(.*?)</li>", persons, re.DOTALL) if "../" in line]
    names = [match[1] for line in lines if (match := re.search(r"<strong><a [^>]*>([^<]*)", line))]
    assert names == ["Brahe, Tycho", "Galilei, Galileo", "Kepler, Johannes"]
    kepler = lines[2]
    assert 'href="../bohemia/index.html#person-kepler"' in kepler
    named = re.findall(r'href="\.\./(\w+)/', kepler)
    assert named == ["bohemia", "bohemia", "denmark", "italy"], "italy names him by a former key"
    institutions = (alone / "joint/institutions.html").read_text(encoding="utf-8")
    assert "Praha" in institutions
    assert "<em>see</em> Prague" in institutions


def test_the_joint_data_hold_what_the_volumes_hold(alone: Path) -> None:
    volumes = read(alone / "joint/data/volumes.json")
    assert [(one["name"], one["records"]) for one in volumes] == [("denmark", 2), ("bohemia", 2), ("italy", 1)]
    for name in ("records", "sources", "mentions"):
        joint = read(alone / f"joint/data/{name}.json")
        parts = [
            one | {"volume": volume["name"]}
            for volume in volumes
            for one in read(alone / volume["name"] / "data/archive.json")[name]
        ]
        assert joint == parts
    package = read(alone / "joint/data/datapackage.json")
    for resource in package["resources"]:
        raw = (alone / "joint/data" / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}")
        rows = list(csv.DictReader(raw.decode().splitlines()))
        parts = []
        for volume in volumes:
            with (alone / volume["name"] / "data" / resource["path"]).open(encoding="utf-8", newline="") as file:
                parts += [{"volume": volume["name"]} | row for row in csv.DictReader(file)]
        assert rows == parts
        assert [*rows[0]] == [field["name"] for field in resource["schema"]["fields"]] if rows else True
    people = next(one for one in package["resources"] if one["name"] == "people")
    assert people["schema"]["primaryKey"] == ["volume", "key"]


# ------------------------------------------------------------------------------------------------------- a cluster
HAS_CLUSTER = find_spec("distributed") is not None or bool(os.environ.get("CI"))
"""Where everything is checked, nothing is left out: there the test fails without the package."""


class Cluster:
    """A scheduler and two workers on this machine."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.stack = stack
        self.file = folder / "scheduler.json"
        self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self.file))
        wait_for(self.file.is_file)
        worker = ("dask_worker", "--scheduler-file", str(self.file), "--nthreads", "1", "--no-nanny")
        self.workers = [self._start(*worker, "--local-directory", str(folder)) for _ in range(2)]

    def _start(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        line = [sys.executable, "-m", f"distributed.cli.{program}", *words, "--no-dashboard"]
        log = self.stack.enter_context((self.folder / "log").open("ab"))
        process = subprocess.Popen(line, cwd=self.folder, env=environment(), stdout=log, stderr=log)
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        return process

    @property
    def address(self) -> str:
        return str(read(self.file)["address"])


def wait_for(happened: Any) -> Any:
    """Wait until something has happened; give back what it gives."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := happened():
            return found
        time.sleep(0.1)
    raise AssertionError("It did not happen in time.")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(tmp_path, stack)


@pytest.mark.slow
@pytest.mark.skipif(not HAS_CLUSTER, reason="Dask is not installed: pip install 'letopis[cluster]'")
def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(cluster: Cluster, alone: Path, tmp_path: Path) -> None:
    family = shutil.copytree(FAMILY, tmp_path / "family")
    parts = family / "._build-building" / "volumes"

    def begun_by(worker: subprocess.Popen[bytes]) -> list[str]:
        """The volumes that a worker is reading pages of just now."""
        folders = parts.glob(f".*-{worker.pid}-building/fresh/doctrees")
        return [str(path.parents[1].name.removeprefix(".").partition("@")[0]) for path in folders]

    lost, other = cluster.workers
    line = command(family, "--cluster", cluster.address)
    pipe = subprocess.PIPE
    with subprocess.Popen(line, env=environment(), stdout=pipe, stderr=pipe, text=True) as building:
        volume = wait_for(lambda: begun_by(lost) or building.poll() is not None)
        assert building.poll() is None, building.communicate()
        lost.send_signal(signal.SIGKILL)
        wait_for(lambda: volume[0] in begun_by(other))
        out, said = building.communicate(timeout=PATIENCE)
    assert building.returncode == 0, said
    assert "3 volumes are built and joined." in out
    assert files_in(family / "_build") == files_in(alone.parent)
    assert not parts.parent.exists()


# --------------------------------------------------------------------------------------------------- what goes wrong
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "expected the names and folders of the volumes"),
        ("[volumes]\nnorth = 1\n", "there is no conf.py in 1"),
        ("[volumes]\nnorth = 'north'\n", "there is no conf.py in 'north'"),
        ("[volumes]\nNorth = 'denmark'\n", "is no name of a volume"),
        ("[volumes]\njoint = 'denmark'\n", "is a folder or a page of the cover"),
        ("[volumes]\nindex = 'denmark'\n", "is a folder or a page of the cover"),
        ("outputs = ['pdf']\n[volumes]\ndenmark = 'denmark'\n", "'outputs' is a list of 'html', 'book', 'epub', not ['pdf']"),
        ("output = ['html']\n[volumes]\ndenmark = 'denmark'\n", "there is no setting 'output'"),
        ("[volumes\n", "volumes.toml: "),
    ],
)  # fmt: skip
def test_a_family_that_cannot_be_read_says_what_would_be_right(tmp_path: Path, text: str, said: str) -> None:
    family = shutil.copytree(FAMILY, tmp_path / "family")
    (family / "volumes.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FamilyFault) as fault:
        read_family(family)
    assert said in str(fault.value)


def test_all_outputs_are_made_unless_some_are_named(tmp_path: Path) -> None:
    assert read_family(FAMILY).builders == BUILDERS
    family = shutil.copytree(FAMILY, tmp_path / "family")
    (family / "volumes.toml").write_text("outputs = ['html']\n[volumes]\nitaly = 'italy'\n", encoding="utf-8")
    assert read_family(family).builders == ("html",)


def test_no_family_is_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-c", str(tmp_path), "volumes", "build"]) == 2
    assert "volumes.toml cannot be read" in capsys.readouterr().err


def test_a_fault_in_a_volume_is_told_and_nothing_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(SOURCE))
    family = shutil.copytree(FAMILY, tmp_path / "family")
    (family / "volumes.toml").write_text("outputs = ['html']\n[volumes]\nitaly = 'italy'\n", encoding="utf-8")
    assert main(["-c", str(family), "volumes", "build"]) == 1
    said = capsys.readouterr().err
    assert "italy: " in said
    assert "letopis_archives: the archive 'bohemia'" in said
    assert "1 of 1 volumes could not be built" in said
    assert not (family / "_build").exists()
    assert (family / "keys/italy/objects.inv").is_file()


def test_a_cluster_without_the_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoCluster, match=r"pip install 'letopis\[cluster\]'"), executor_for("tcp://127.0.0.1:1", 1):
        pass
