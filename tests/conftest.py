"""What every test stands on: no network, no chance, and the little projects in tests/roots."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.building import FIRST, Edition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest_plugins = ["sphinx.testing.fixtures"]

# The browser's tests have requirements of their own (the `browser` session installs them).
collect_ignore = [] if find_spec("playwright") else ["browser"]

# Hypothesis tries the same values on every machine and every day; a slow machine is no failure.
settings.register_profile("same", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("same")

FAMILIES = {socket.AF_INET, socket.AF_INET6}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keeps the tests of a file on one processor, for they share what was built; files that share a build say so."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Where Sphinx's `app` fixture finds its projects: `@pytest.mark.sphinx(testroot="book")` is roots/test-book."""
    return Path(__file__).parent / "roots"


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top of the repository."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Callable[..., Path]:
    """The output of a builder over the archive itself: `archive("html")`, `archive("epub", SECOND)`.

    Made on first demand; all builders of an edition share what was read for the first. A file that asks for it
    carries the mark `xdist_group("archive")`, so that it is made once.
    """
    place = tmp_path_factory.mktemp("archive")
    outputs: dict[tuple[str, Edition], Path] = {}

    def build(builder: str, edition: Edition = FIRST) -> Path:
        if (builder, edition) not in outputs:
            output = place / edition.name / builder
            command = [sys.executable, "-m", "sphinx", "-b", builder, "-n", "-W", "--keep-going", "-q"]
            command += ["-j", str(edition.jobs), "-c", ".", "-d", str(place / edition.name / "doctrees")]
            command += ["docs", str(output)]
            environment = os.environ | {"PYTHONHASHSEED": str(edition.seed), "SOURCE_DATE_EPOCH": "1700000000"}
            ran = subprocess.run(command, cwd=repository, env=environment, text=True, capture_output=True, check=False)
            assert (ran.returncode, ran.stderr) == (0, ""), ran.stderr
            outputs[builder, edition] = output
        return outputs[builder, edition]

    return build


@pytest.fixture(scope="session", autouse=True)
def off_line() -> Iterator[None]:
    """Makes every connection to another machine an error: the archive builds, and is tested, off line."""
    connect = socket.socket.connect

    def connect_here(this: socket.socket, address: Any) -> None:
        if this.family in FAMILIES and not is_here(address[0]):
            raise OSError(f"The tests run off line, and something asked for {address[0]!r}.")
        connect(this, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


def is_here(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
