"""The built pages, served to real browsers that cannot reach anything else: Chromium, and Firefox for some tests."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, sync_playwright

from tests.browser.built import EVERY_PAGE, SITE, Visit, every_page, sample
from tools import firefox_bidi
from tools.find_programs import chromium as find_chromium
from tools.find_programs import everything_must_run
from tools.find_programs import firefox as find_firefox
from tools.static_server import hosted

if TYPE_CHECKING:
    from collections.abc import Iterator

# Root has no use for Chromium's sandbox, which needs rights that a container may not give; nor may it give much
# shared memory. The rest keeps Chromium from looking up its maker's hosts at every start, and any other host at all.
ARGUMENTS = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip

# What Firefox does of itself, whoever drives it: a page on the disk shares nothing with the others, and what a page names
# as the next is fetched ahead. Any other host lies behind a proxy that is not there.
SETTINGS: dict[str, str | float | bool] = {
    "security.fileuri.strict_origin_policy": True,
    "network.prefetch-next": True,
    "ui.prefersReducedMotion": 1,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
}

# Without pages there is nothing to look at; the `browser` session says so, and fails.
collect_ignore_glob = [] if SITE.is_dir() else ["test_*.py"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `address` is run once for each page of the sample, or for every page if that is asked for."""
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", every_page(SITE) if EVERY_PAGE else sample(SITE))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server of the built pages, on this machine alone."""
    with hosted(SITE) as address:
        yield address


@pytest.fixture(scope="session")
def places(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Where the same pages can be read: at the top of a server, in a folder of one, and from the disk."""
    host = tmp_path_factory.mktemp("host")
    (host / "archive").symlink_to(SITE.resolve())
    with hosted(host) as address:
        yield {"server": server, "sub-folder": f"{address}archive/", "disk": f"{SITE.resolve().as_uri()}/"}


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives both browsers."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The system's own browser."""
    program = find_chromium() or leave_out("no Chromium on this machine (on Debian: apt-get install chromium)")
    browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def firefox(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Debian's Firefox, spoken to by WebDriver BiDi; tools/firefox_bidi.py says what stands between."""
    program = find_firefox() or leave_out("no Firefox on this machine (on Debian: apt-get install firefox-esr)")
    started = tmp_path_factory.mktemp("firefox") / "firefox"
    between = Path(firefox_bidi.__file__)
    started.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{between}" "{program}" "$@"\n', encoding="utf-8")
    started.chmod(0o755)
    browser = playwright.firefox.launch(channel="moz-firefox", executable_path=started, firefox_user_prefs=SETTINGS)
    yield browser
    browser.close()


def leave_out(missing: str) -> NoReturn:
    """Skips a test whose browser is missing, in one line; where nothing may be left out, fails it."""
    if everything_must_run():
        pytest.fail(f"{missing}, and these tests may not be left out here")
    pytest.skip(missing)


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
