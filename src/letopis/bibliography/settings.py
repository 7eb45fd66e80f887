"""What a project may choose about its sources in ``conf.py``: style, language and order of lists, fields it keeps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pybtex.plugin
from sphinx.util import logging

from letopis.bibliography.style import ChicagoNotesStyle, ChicagoStyle, Settings
from letopis.bibliography.terms import LANGUAGES
from letopis.sphinx_internals import fill_in

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

AUTHOR_DATE: Final = "letopis-chicago"
NOTES: Final = "letopis-chicago-notes"
"""The names of the two styles, as values of ``bibtex_default_style`` and of the option ``:style:`` of a list."""

_STYLES: Final = ("author-date", "notes-bibliography")
_ORDERS: Final = ("author", "date", "title")

_SETTINGS: Final[tuple[tuple[str, str | list[str], frozenset[type], str], ...]] = (
    (
        "style",
        _STYLES[0],
        frozenset({str}),
        "``author-date`` or ``notes-bibliography``, as the Chicago Manual has them.",
    ),
    (
        "language",
        "",
        frozenset({str}),
        'The language of words such as "edited by" in lists; the project’s own if empty.',
    ),
    ("order", _ORDERS[0], frozenset({str}), "What lists are ordered by: ``author``, ``date`` or ``title``."),
    (
        "kept_fields",
        [],
        frozenset({list, tuple}),
        "Fields of ``.bib`` files that the project keeps for itself: not printed, and no fault. ``*`` is any ending.",
    ),
)
"""Name, default, types and purpose of each setting."""

logger = logging.getLogger(__name__)


def setup_settings(app: Sphinx) -> None:
    """Register the settings, and make the styles known with what is chosen."""
    for name, default, types, purpose in _SETTINGS:
        app.add_config_value(f"letopis_sources_{name}", default, "env", types, purpose)
    # After the style that is the default of this package is chosen (500).
    app.connect("config-inited", _apply, priority=600)


def settings_of(config: Config) -> Settings:
    """The settings for lists and notes; a value that is not known is warned of, and the default is used."""
    language = config.letopis_sources_language or config.language or "en"
    if config.letopis_sources_language:
        _one_of(config.letopis_sources_language.partition("_")[0], LANGUAGES, "letopis_sources_language")
    order = _one_of(config.letopis_sources_order, _ORDERS, "letopis_sources_order")
    return Settings(language, order, tuple(name.lower() for name in config.letopis_sources_kept_fields))


def _apply(_app: Sphinx, config: Config) -> None:
    """``config-inited``: the styles, each with the settings of the project."""
    register_styles(settings_of(config))
    style = _one_of(config.letopis_sources_style, _STYLES, "letopis_sources_style")
    if style == "notes-bibliography":
        fill_in(config, "bibtex_default_style", NOTES, theirs=AUTHOR_DATE)


def register_styles(settings: Settings | None = None) -> None:
    """Make both styles known to pybtex; harmless twice."""
    for name, style in ((AUTHOR_DATE, ChicagoStyle), (NOTES, ChicagoNotesStyle)):
        made = style if settings in {None, Settings()} else partial(style, settings)
        pybtex.plugin.register_plugin("pybtex.style.formatting", name, made, force=True)


def _one_of(value: str, known: tuple[str, ...], setting: str) -> str:
    if value in known:
        return value
    logger.warning(
        "%s = %r is not known. Write one of: %s.", setting, value, ", ".join(known), type="letopis", subtype="setting"
    )
    return known[0]
