"""The settings of the exports, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.util import logging

from letopis.domain import domain_of
from letopis.exports.formats import ALL, FORMATS, Format, chosen
from letopis.exports.material import Licence
from letopis.model.kinds import Document

logger = logging.getLogger(__name__)

SETTINGS: Final[tuple[tuple[str, Any, frozenset[type], str], ...]] = (
    (
        "letopis_data_formats", None, frozenset({list, tuple, str, type(None)}),
        (
            "The formats in which data are written: a list of names, or ``['all']`` for all whose libraries are "
            "installed. Without it, those that take no long time and need no library."
        ),
    ),
    (
        "letopis_licences", [], frozenset({list}),
        "The licences of text and data: pairs of a name of the SPDX list and an address.",
    ),
    (
        "letopis_description", "", frozenset({str}),
        "What the archive is, in a sentence or two: for catalogues of data, search engines and feeds.",
    ),
    (
        "letopis_item_reviewed", "", frozenset({str}),
        "The key of the document that claims examine, where a claim does not say itself where it is made.",
    ),
)  # fmt: skip
"""Name, default, types, purpose. None of them changes what is read."""


def register_settings(app: Sphinx) -> None:
    """Make the settings known."""
    for name, default, types, purpose in SETTINGS:
        app.add_config_value(name, default, "", types, purpose)


def check_settings(_app: Sphinx, config: Config) -> None:
    """``config-inited``: a format that does not exist or cannot be made, or a licence that cannot be read, ends the build."""
    for fault in faults(config):
        raise ConfigError(fault)


def faults(config: Config) -> Iterator[str]:
    """What is wrong with the settings, each with what would be right."""
    known = {one.name: one for one in FORMATS}
    for name in names_of(config) or ():
        if name == ALL:
            continue
        if name not in known:
            yield f"letopis_data_formats: there is no format {name!r}. The formats are: {', '.join(known)}, or '{ALL}'."
        elif not known[name].can_be_made:
            extra = known[name].extra
            yield (
                f"letopis_data_formats: the format '{name}' needs the package '{known[name].library}'. Install "
                f"'letopis[{extra}]', or take '{name}' out of the list."
            )
    for licence in config.letopis_licences:
        if not (
            isinstance(licence, list | tuple) and len(licence) == 2 and all(isinstance(one, str) for one in licence)
        ):
            yield (
                f"letopis_licences: expected pairs of a name and an address, such as ('CC-BY-4.0', "
                f"'https://creativecommons.org/licenses/by/4.0/'), not {licence!r}."
            )


def formats_of(config: Config) -> list[Format]:
    """The formats that are written."""
    return list(chosen(names_of(config)))


def names_of(config: Config) -> list[str] | None:
    """The names of the formats that were chosen; ``None``: nobody chose. On the command line they are one text."""
    names = config.letopis_data_formats
    if isinstance(names, str):
        return [name.strip() for name in names.split(",") if name.strip()]
    return None if names is None else [str(name) for name in names]


def licences_of(config: Config) -> tuple[Licence, ...]:
    """The licences."""
    return tuple(Licence(*one) for one in config.letopis_licences)


def check_reviewed(app: Sphinx, env: BuildEnvironment) -> None:
    """``env-check-consistency``: the document that claims examine must be one of the archive."""
    name: str = app.config.letopis_item_reviewed
    archive = domain_of(env).archive
    if name and archive.named("document", name.removeprefix("document:")) is None:
        keys = [record.key for record in archive.all(Document)]
        near = get_close_matches(name, keys, 1)
        hint = f" The nearest key is '{near[0]}'." if near else ""
        logger.warning(
            "letopis_item_reviewed: document '%s' is not in the archive.%s",
            name,
            hint,
            type="letopis",
            subtype="setting",
        )
