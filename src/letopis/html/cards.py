"""The card of each page: the picture that networks show beside a link to it. Typst draws it from title and summary.

Cards need a full address, so that there are none while the site has none. A card that was drawn once is kept beside
the doctrees by what stands on it, and is not drawn again.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Final

import typst
from sphinx.application import Sphinx

from letopis.html.metadata import shorten
from letopis.html.settings import uses_our_theme
from letopis.html.site import Site, site_of
from letopis.incremental.build_stamps import is_preview
from letopis.incremental.outdated import digest

FOLDER: Final = "_static/letopis/cards"
TEMPLATE: Final = Path(__file__).with_name("card.typ")
_TEXT: Final = 230
"""Letters of the summary: four lines."""


def has_cards(app: Sphinx) -> bool:
    """Whether cards are drawn in this build."""
    return bool(uses_our_theme(app) and app.config.html_baseurl and app.config.letopis_cards)


def card_address(site: Site, docname: str) -> str:
    """The full address of the card of a page; empty if there is none."""
    base = site.app.config.html_baseurl.rstrip("/")
    return f"{base}/{FOLDER}/{docname}.png" if has_cards(site.app) else ""


def write_cards(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: draw the cards that are new, and put all of them in their place."""
    if exception is not None or not has_cards(app) or is_preview(app):
        return
    site = site_of(app)
    kept = Path(app.doctreedir) / "letopis-cards"
    kept.mkdir(exist_ok=True)
    cards = {docname: _told(site, docname) for docname in sorted(app.env.found_docs)}
    names = {
        docname: kept / f"{digest(sorted(card.items()), TEMPLATE.read_text('utf-8'))}.png"
        for docname, card in cards.items()
    }
    new = {path: cards[docname] for docname, path in names.items() if not path.exists()}
    for path, picture in zip(new, draw([*new.values()]), strict=True):
        path.write_bytes(picture)
    for docname, path in names.items():
        target = Path(app.outdir, FOLDER, f"{docname}.png")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _told(site: Site, docname: str) -> dict[str, str]:
    """What stands on a card."""
    record = site.main_record(docname)
    config = site.app.config
    home = docname == site.tree.root
    return {
        "kind": record.label if record else "",
        "title": (config.html_title or config.project) if home else site.title(docname),
        "text": shorten((home and config.letopis_description) or site.summary(docname), _TEXT),
        "site": "" if home else config.html_title or config.project,
    }


def draw(cards: list[dict[str, str]]) -> list[bytes]:
    """The cards as PNG, each of 1200 by 630 pixels; the same cards give the same bytes."""
    if not cards:
        return []
    made: Any = typst.compile(
        str(TEMPLATE), format="png", ppi=72.0, sys_inputs={"cards": json.dumps(cards, ensure_ascii=False)},
        ignore_system_fonts=True,
    )  # fmt: skip
    return list(made) if isinstance(made, list) else [made]
