"""The built pages, served to a real Chromium that cannot reach anything else."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.browser.built import SITE, Visit, sample
from tools.find_programs import chromium as find_chromium
from tools.find_programs import everything_must_run
from tools.static_server import hosted

if TYPE_CHECKING:
    from collections.abc import Iterator

# Root has no use for Chromium's sandbox, which needs rights that a container may not give; nor may it give much
# shared memory. The rest keeps Chromium from looking up its maker's hosts at every start, and any other host at all.
ARGUMENTS = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip

# Without pages there is nothing to look at; the `browser` session says so, and fails.
collect_ignore_glob = [] if SITE.is_dir() else ["test_*.py"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `address` is run once for each page of the sample."""
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", sample(SITE))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server of the built pages, on this machine alone."""
    with hosted(SITE) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's own browser."""
    program = find_chromium()
    if not program:
        missing = "no Chromium on this machine (on Debian: apt-get install chromium)"
        if everything_must_run():
            pytest.fail(f"{missing}, and these tests may not be left out here")
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, server: str) -> Visit:
    """Opens pages of the archive, each in a browser that has seen nothing before.

    Afterwards, anything that a page asked of another host, and any word it wrote to the console, fails the test.
    """

    @contextmanager
    def opened(
        address: str,
        *,
        width: int = 1280,
        dark: bool = False,
        script: bool = True,
        touch: bool = False,
        base: str = "",
    ) -> Iterator[Page]:
        troubles: list[str] = []
        base = base or server

        def watch(request: Request) -> None:
            if not request.url.startswith((base, "data:", "blob:")):
                troubles.append(f"asked for {request.url}")

        def listen(message: ConsoleMessage) -> None:
            troubles.append(f"said {message.text} of {message.location['url']}")

        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
            has_touch=touch,
            is_mobile=touch,
        )
        try:
            page = context.new_page()
            page.on("request", watch)
            page.on("console", listen)
            page.on("pageerror", lambda error: troubles.append(f"failed with {error}"))
            page.goto(base + address, wait_until="load")
            yield page
            assert not troubles, f"{address} {troubles}"
        finally:
            context.close()

    return opened
