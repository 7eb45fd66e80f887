"""What a project has: kinds, fields, rules, views, verdicts; the built-in ones and those of other extensions.

One registry for each application, filled while extensions are set up and closed at ``config-inited``. Other
extensions fill it through :mod:`letopis.api`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from letopis.checks import RULES
from letopis.checks.registry import Rule
from letopis.checks.waivers import read_exceptions
from letopis.model.archive import Archive
from letopis.model.schema import Schema

if TYPE_CHECKING:
    from letopis.rendering.page import Page

Options = Mapping[str, str]
Render = Callable[["Page", dict[str, str]], list[nodes.Node]]


@dataclass(frozen=True, kw_only=True)
class View:
    """Something that a page shows of the archive's records: ``{name}`` in a page is replaced by what it renders.

    Every value of ``arguments`` and ``options`` is a reader: it takes the text that the author wrote and returns the
    text to keep, or raises ``ValueError`` that says what would be right.
    """

    name: str
    """What an author writes: ``{timeline}``, or ``{letopis:timeline}``."""
    render: Render
    """From the page and the options to document nodes, the same for every builder."""
    arguments: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """The words on the opening line, in order: the name of each and its reader."""
    options: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """The options, ``:from: 1850``: the name of each and its reader."""
    required: Mapping[str, str] = field(default_factory=dict)
    """Options that must be there, each with what to write (``with the keys of offices, such as 'mayor'``)."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Arguments and options that hold keys of records, and the kinds that may be meant (none: any)."""
    body: tuple[str, Callable[[str], str]] | None = None
    """For a view with lines of its own: the option in which they are kept, and the reader of one line."""
    check: Callable[[Archive, Options], Iterator[str]] | None = None
    """What else can be wrong, asked when all pages are read: messages that say what would be right."""
    directive: bool = True
    """Whether authors can write it; else Letopis places it with each record."""


@dataclass(eq=False)
class Registry:
    """All that a project has. ``places`` says where each thing was registered, for messages."""

    schema: Schema = field(default_factory=Schema)
    rules: dict[str, Rule] = field(default_factory=lambda: dict(RULES))
    views: dict[str, View] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    closed: bool = False

    def place_of(self, what: str) -> str:
        """Where something (``kind 'person'``) was registered."""
        return self.places.get(what, "Letopis itself")


_REGISTRIES: WeakKeyDictionary[Sphinx, Registry] = WeakKeyDictionary()


def registry_of(app: Sphinx) -> Registry:
    """The registry of an application, made when it is first asked for."""
    if app not in _REGISTRIES:
        _REGISTRIES[app] = Registry()
    return _REGISTRIES[app]


def check_exceptions(app: Sphinx, config: Config) -> None:
    """``config-inited``: an exception of the project that cannot be read ends the build at once."""
    try:
        read_exceptions(config.letopis_exceptions, registry_of(app).rules)
    except ValueError as error:
        raise ConfigError(str(error)) from None
