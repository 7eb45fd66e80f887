"""The settings of the web pages, each with what it is for."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sphinx.application import Sphinx

from letopis.web_pages import is_ours, lays_out


class Setting(NamedTuple):
    """A setting of `conf.py`."""

    name: str
    default: Any
    kind: type
    purpose: str


SETTINGS: Final = (
    Setting(
        "letopis_reading_theme",
        True,
        bool,
        "Lay the reading edition over `sphinx_book_theme`; the look of no other theme is touched.",
    ),
    Setting(
        "letopis_search", True, bool, "Search by our own index, which knows years and spellings, in place of Sphinx's."
    ),
    Setting(
        "letopis_redirects", {}, dict, "Old page to new, `{'people/skriabin': 'people/molotov'}`, both without .html."
    ),
    Setting(
        "letopis_latest", "", str, "The address of the latest edition, where old ones are kept; else `html_baseurl`."
    ),
    Setting("letopis_content_policy", {}, dict, "More sources a page may load, by directive of the content policy."),
    Setting("letopis_revised", True, bool, "Say on each page when it was last changed, if the history is at hand."),
    Setting(
        "letopis_credits",
        False,
        bool,
        "Say on each page who wrote, edited and reviewed it, by the authors of its commits and their trailers "
        "`Co-authored-by` and `Reviewed-by`.",
    ),
    Setting(
        "letopis_cards", True, bool, "Draw a card for each page, where `html_baseurl` says where the site will lie."
    ),
    Setting(
        "letopis_cite_authors", [], list, "Whom a citation of a page names; the `author` of the project otherwise."
    ),
)


def register_settings(app: Sphinx) -> None:
    """Make the settings known; they change how pages are written, never what is read."""
    for setting in SETTINGS:
        app.add_config_value(setting.name, setting.default, "html", frozenset({setting.kind}), setting.purpose)


def uses_our_theme(app: Sphinx) -> bool:
    """Whether the pages of this build are ours to lay out."""
    return lays_out(app.builder)


def keeps_its_theme(app: Sphinx) -> bool:
    """Whether the pages of this build are web pages that another theme lays out."""
    return is_ours(app.builder) and not lays_out(app.builder)
