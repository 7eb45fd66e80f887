"""What every test stands on: no network, no chance, and the little projects in tests/roots."""

from __future__ import annotations

import socket
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

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
