"""The built pages, served to a real Chromium that cannot reach anything else."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from tests.browser.built import SITE, Visit, sample

if TYPE_CHECKING:
    from collections.abc import Iterator

# Root has no use for Chromium's sandbox, which needs rights that a container may not give. The rest keeps Chromium from
# looking up its maker's hosts at every start.
ARGUMENTS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `address` is run once for each page of the sample."""
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", sample(SITE) if SITE.is_dir() else [])


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name is the parent's
        pass


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server of the built pages, on this machine alone."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(SITE))) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}/"
        http.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's own browser."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not program:
        missing = "no Chromium on this machine (on Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing}, and these tests may not be left out here")
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, server: str) -> Visit:
    """Opens pages of the archive, each in a browser that has seen nothing before.

    Afterwards, anything that a page asked of another host, and any error it wrote to the console, fails the test.
    """

    @contextmanager
    def opened(
        address: str, *, width: int = 1280, dark: bool = False, script: bool = True, base: str = ""
    ) -> Iterator[Page]:
        troubles: list[str] = []
        base = base or server

        def guard(route: Route) -> None:
            if route.request.url.startswith((base, "data:", "blob:")):
                route.continue_()
            else:
                troubles.append(f"asked for {route.request.url}")
                route.abort()

        def listen(message: ConsoleMessage) -> None:
            if message.type == "error":
                troubles.append(f"said {message.text} of {message.location['url']}")

        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        try:
            context.route("**/*", guard)
            page = context.new_page()
            page.on("console", listen)
            page.on("pageerror", lambda error: troubles.append(f"failed with {error}"))
            page.goto(base + address, wait_until="load")
            yield page
            assert not troubles, f"{address} {troubles}"
        finally:
            context.close()

    return opened
