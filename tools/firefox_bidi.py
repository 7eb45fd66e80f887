"""Starts Firefox for Playwright, and answers one command that Debian's Firefox does not know.

    python -m tools.firefox_bidi PROGRAM --headless --profile FOLDER ...

Playwright speaks WebDriver BiDi to Firefox, and sends ``emulation.setMediaFeaturesOverride`` for each window. An ESR of
Firefox refuses it, and no page opens. So we stand between the two: that command is answered as done, and all else is
passed on as it is. Which colours a page takes for the system's, and whether things may move, Firefox's own settings say.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterable, Awaitable, Callable

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
ANSWERED_HERE = frozenset({"emulation.setMediaFeaturesOverride"})
HERE = "127.0.0.1"

Message = str | bytes


async def main(command: list[str]) -> int:
    """Runs Firefox until it ends; returns its exit code. Playwright reads from our stderr where to speak to it."""
    firefox = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    assert firefox.stderr is not None
    async for line in firefox.stderr:
        found = LISTENING.search(line.decode(errors="replace"))
        if found:
            async with serve(between(found[1]), HERE, 0, max_size=None, compression=None) as server:
                port = next(iter(server.sockets)).getsockname()[1]
                print(f"WebDriver BiDi listening on ws://{HERE}:{port}", file=sys.stderr, flush=True)
                return await firefox.wait()
        sys.stderr.buffer.write(line)
    return await firefox.wait()


def between(address: str) -> Callable[[ServerConnection], Awaitable[None]]:
    """What serves one connection of Playwright: another to Firefox, and what passes from one to the other."""

    async def served(playwright: ServerConnection) -> None:
        async with connect(f"{address}/session", max_size=None, compression=None, proxy=None) as browser:

            async def command(message: Message) -> None:
                asked = json.loads(message)
                if asked["method"] in ANSWERED_HERE:
                    await playwright.send(json.dumps({"type": "success", "id": asked["id"], "result": {}}))
                else:
                    await browser.send(message)

            ways = [passing(playwright, command), passing(browser, playwright.send)]
            both = [asyncio.ensure_future(way) for way in ways]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            for way in both:
                way.cancel()

    return served


async def passing(source: AsyncIterable[Message], give: Callable[[Message], Awaitable[None]]) -> None:
    """Hands on each message until there are no more."""
    async for message in source:
        await give(message)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
