"""The built pages: where they lie, and how a test asks for one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from playwright.sync_api import Page

SITE = Path(os.environ.get("LETOPIS_SITE") or Path(__file__).parent.parent.parent / "_build" / "html")
"""The published pages, or those of another build that LETOPIS_SITE names."""

EVERY_PAGE = bool(os.environ.get("LETOPIS_EVERY_PAGE"))
"""Whether all pages are asked for, and not a sample: the task `access` does so."""

NO_PAGES = {"_static", "_images", "downloads", "data"}


class Visit(Protocol):
    """Opens a page: `with visit("post.html", width=360, dark=True, script=False) as page`.

    `base` is where the pages lie: on a server, unless said otherwise.
    """

    def __call__(
        self,
        address: str,
        *,
        width: int = 1280,
        dark: bool = False,
        script: bool = True,
        touch: bool = False,
        base: str = "",
    ) -> AbstractContextManager[Page]: ...


def every_page(site: Path) -> list[str]:
    """The addresses of all pages."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


DIVIDED = ("sources", "glossary")
"""Pages that are divided by letter."""


def sample(site: Path) -> list[str]:
    """Enough pages to see each kind: all at the top, of each folder its longest, and the indexes that are more than lists.

    Of those that are lists alone, and of the parts of a long page, the longest; and the page of the data.
    """
    parts: dict[str, list[Path]] = {}
    for path in site.glob("*.html"):
        base = next((name for name in DIVIDED if path.stem.startswith(f"{name}-")), path.stem)
        parts.setdefault(f"{base} part" if base != path.stem else base, []).append(path)
    pages = [max(some, key=size) for some in parts.values()]
    lists: list[Path] = []
    for folder in sorted(path for path in site.iterdir() if path.is_dir() and path.name not in NO_PAGES):
        pages += sorted((path for path in folder.glob("*.html") if path.name != "index.html"), key=size)[-1:]
        for index in folder.glob("index.html"):
            drawn = "letopis-picture" in index.read_text(encoding="utf-8")
            (pages if drawn else lists).append(index)
    pages += [*sorted(lists, key=size)[-1:], *site.glob("data/index.html")]
    return sorted(path.relative_to(site).as_posix() for path in pages)


def size(path: Path) -> int:
    """How long a page is, in bytes."""
    return path.stat().st_size


def longest(folder: str) -> str:
    """The address of the longest page of a folder: the fullest of its kind."""
    pages = (path for path in (SITE / folder).glob("*.html") if path.stem != "index")
    return max(pages, key=size).relative_to(SITE).as_posix()
