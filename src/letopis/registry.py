"""What a project has: kinds, fields, rules, views, verdicts; the built-in ones and those of other extensions.

One registry for each application, filled while extensions are set up and closed at ``config-inited``. Other
extensions fill it through :mod:`letopis.api`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError, ExtensionError, SphinxError

from letopis.building.faults import own_line
from letopis.checks import RULES
from letopis.checks.registry import Rule
from letopis.checks.waivers import read_exceptions
from letopis.model.archive import Archive
from letopis.model.declared import caller, refuse_unknown
from letopis.model.schema import Schema

if TYPE_CHECKING:
    from letopis.rendering.page import Page

HERE = Path(__file__).parent
"""Where Letopis lies: what is registered from here is built in."""

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
    ids: Callable[[Options], list[str]] | None = None
    """The ids that it makes on its page, where others may cite them: they enter the ledger of addresses."""
    directive: bool = True
    """Whether authors can write it; else Letopis places it with each record."""

    def __new__(cls, *given: object, **parts: object) -> Self:
        """Raises ``TypeError`` that names the line for a part that views do not have, and for one that is missing."""
        refuse_unknown("a view", parts, View.__dataclass_fields__)
        if given or (parts and not {"name", "render"} <= parts.keys()):
            raise TypeError(f'{caller()}: a view needs a name and a renderer: View(name="…", render=…).')
        return super().__new__(cls)


@dataclass(eq=False)
class Registry:
    """All that a project has. ``places`` says where each thing was registered, for messages.

    ``begun`` and ``closed`` say whether Letopis has been set up, and whether all extensions have.
    """

    schema: Schema = field(default_factory=Schema)
    rules: dict[str, Rule] = field(default_factory=lambda: dict(RULES))
    views: dict[str, View] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    begun: bool = False
    closed: bool = False

    def place_of(self, what: str) -> str:
        """Where something (``kind 'person'``) was registered."""
        return self.places.get(what, "Letopis itself")

    def draw(self, page: Page, name: str, options: dict[str, str]) -> list[nodes.Node]:
        """What a view shows. Raises ``ExtensionError`` if its renderer fails or returns something else than nodes."""
        called = f"{self.called(f'view {name!r}', f'the view {name!r}')} on the page '{page.docname}'"
        with running(called):
            drawn: object = self.views[name].render(page, options)
        if not isinstance(drawn, list):
            raise ExtensionError(f"{called} returned {drawn!r:.80}. Return a list of nodes, or [] to show nothing.")
        for node in drawn:
            if not isinstance(node, nodes.Node):
                raise ExtensionError(f"{called} returned {node!r:.80} among its nodes. Put it into api.paragraph(…).")
        return drawn

    def objections(self, archive: Archive, name: str, options: Options) -> list[str]:
        """What the ``check`` of a view finds wrong with what was written."""
        check = self.views[name].check
        if check is None:
            return []
        called = self.called(f"view {name!r}", f"the check of the view {name!r}")
        with running(called):
            found: Iterable[str] | None = check(archive, options)
            if found is None:
                raise ExtensionError(f"{called} returned None. Write 'yield \"what is wrong.\"', or return a list.")
            return list(found)

    def ids(self, name: str, options: Options) -> list[str]:
        """The ids that a view makes, from what was written. Raises ``ExtensionError`` if its function fails."""
        ids = self.views[name].ids
        if ids is None:
            return []
        with running(self.called(f"view {name!r}", f"the function 'ids' of the view {name!r}")):
            return list(ids(options))

    def called(self, what: str, name: str) -> str:
        """Something of another extension as messages name it: with the place where it was registered."""
        return f"{name} (registered in {self.places[what]})" if what in self.places else name


@contextmanager
def running(what: str, expected: type[Exception] = SphinxError) -> Iterator[None]:
    """Run the code of another extension: whatever it raises becomes an :class:`ExtensionError` that says what ran.

    The error names the line that failed; ``sphinx-build -T`` shows how it came there. ``expected`` is let through.
    """
    try:
        yield
    except (SphinxError, expected):
        raise
    except Exception as error:
        said = f"{type(error).__name__}: {error}".rstrip(": ")
        raise ExtensionError(f"{what} failed with {said}, in {own_line(error)}.") from error


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
