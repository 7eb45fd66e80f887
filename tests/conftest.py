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
from xdist.scheduler import LoadScopeScheduling

from tests.building import FIRST, Edition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest_plugins = ["sphinx.testing.fixtures"]

# The browser's tests have requirements of their own (the `browser` session installs them).
collect_ignore = [] if find_spec("playwright") else ["browser"]
# So have those that read the data with the programs of others (the session `readers`, which may not leave them out).
if "LETOPIS_READERS" not in os.environ and not (find_spec("frictionless") and find_spec("schemas")):
    collect_ignore.append("readers")

# Hypothesis tries the same values on every machine and every day; a slow machine is no failure.
settings.register_profile("same", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("same")

ARCHIVE = "tests/test_archive"
"""How the names of the files begin that build the archive itself, which takes long."""

FAMILIES = {socket.AF_INET, socket.AF_INET6}


class ByWhatIsBuilt(LoadScopeScheduling):  # type: ignore[misc]  # pytest-xdist carries no types
    """Keeps the tests of a file on one processor, for they share what was built, and all files of the archive's."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return ARCHIVE if path.startswith(ARCHIVE) else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByWhatIsBuilt | None:
    """How tests are shared out on several processors, with `--dist=loadscope`."""
    return ByWhatIsBuilt(config, log) if config.getvalue("dist") == "loadscope" else None


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

    Made on first demand; the builders of an edition share what was read for the first. Plain text does not: for it
    Sphinx reads quotation marks as they stand. The files that ask for it are named `test_archive…`.
    """
    place = tmp_path_factory.mktemp("archive")
    outputs: dict[tuple[str, Edition], Path] = {}

    def build(builder: str, edition: Edition = FIRST) -> Path:
        if (builder, edition) not in outputs:
            output = place / edition.name / builder
            command = [sys.executable, "-m", "sphinx", "-b", builder, "-n", "-W", "--keep-going", "-q"]
            doctrees = place / edition.name / ("read-plainly" if builder == "text" else "read")
            command += ["-j", str(edition.jobs), "-c", ".", "-d", str(doctrees)]
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
