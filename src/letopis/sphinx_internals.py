"""What leans on the inside of Sphinx, for want of a public way: here, and nowhere else.

Each function looks first whether what it leans on has the shape that it knows. If not, Sphinx goes its own way, which
is slower or less fitting but right, and one warning (``letopis.sphinx-internals``) says so.
`tests/test_no_patches.py` finds whatever stands outside this module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.util import logging

logger = logging.getLogger(__name__)


def _fall_back(what: str) -> None:
    logger.warning(
        "this version of Sphinx is not the one that Letopis knows: %s", what,
        type="letopis", subtype="sphinx-internals", once=True,
    )  # fmt: skip


def fill_in(config: Config, name: str, value: object, *, theirs: object) -> None:
    """``config-inited``: give a setting our value where the project left it at the default (``theirs``).

    Why: an extension can register settings, but not the default of one that Sphinx or another extension registers.
    What a project has set is never changed. Without a setting of this name, nothing happens.
    """
    if name not in config:
        _fall_back(f"there is no setting {name!r}, which would have been {value!r}.")
    elif config[name] == theirs:
        setattr(config, name, value)
        if config[name] != value:
            _fall_back(f"{name} cannot be set to {value!r}. Set it in conf.py.")


def add_to_list(config: Config, name: str, more: Sequence[str]) -> None:
    """Before a build: lengthen a setting that is a list, whatever the project has put there.

    Why: a value given with the application takes the place of the project's own.
    """
    if not isinstance(config[name], list):
        _fall_back(f"{name} is no list, and could not be lengthened.")
        return
    setattr(config, name, [*config[name], *more])


def leave_out_of_list(env: BuildEnvironment, above: str, page: str) -> None:
    """``env-updated``: let Sphinx forget that the page ``above`` lists ``page`` in a toctree, until it is read again.

    Why: Sphinx walks through the lists without looking where it has been, and a circle ends in a RecursionError.
    """
    if page not in env.toctree_includes.get(above, ()):
        _fall_back(f"the list of {above!r} does not hold {page!r}.")
        return
    env.toctree_includes[above] = [one for one in env.toctree_includes[above] if one != page]


def disable_toctree_collector(app: Sphinx) -> bool:
    """Switch Sphinx's collector of contents off, so that one of ours, a subclass, can do its work; whether it is off.

    Why: after every edit Sphinx's opens every page of the archive, only to count its tables and figures. A second
    collector cannot prevent that, and collectors that Sphinx brings along cannot be left out by a setting.
    """
    listeners = getattr(app.events, "listeners", {}).get("env-get-updated", ())
    found = [getattr(getattr(listener, "handler", None), "__self__", None) for listener in listeners]
    collectors = [one for one in found if type(one) is TocTreeCollector]
    if len(collectors) != 1:
        _fall_back("its collector of contents was not found. Each build opens all pages to number tables and figures.")
        return False
    collectors[0].disable(app)
    return True


def number_figures(
    collector: TocTreeCollector, env: BuildEnvironment, doctree_of: Callable[[str], nodes.Element]
) -> list[str]:
    """Sphinx's own numbering of tables and figures, of the trees that ``doctree_of`` gives; the pages to write again.

    Why: Sphinx takes the trees from the environment, which reads each of them from its file. Here its method is given
    something else to look at in place of the environment, with the five things that it asks for.
    """
    view = SimpleNamespace(
        config=env.config,
        domains=env.domains,
        get_doctree=doctree_of,
        toc_fignumbers=env.toc_fignumbers,
        toc_secnumbers=env.toc_secnumbers,
    )
    try:
        changed = TocTreeCollector.assign_figure_numbers(collector, cast("BuildEnvironment", view))
    except AttributeError as missing:
        _fall_back(f"it numbers figures in another way ({missing}). Each build opens all pages for it.")
        return TocTreeCollector.assign_figure_numbers(collector, env)
    numbers: Mapping[str, Any] = view.toc_fignumbers
    env.toc_fignumbers = dict(numbers)
    return changed


def forget_read_pages(env: BuildEnvironment) -> bool:
    """Before a second build in one process: have Sphinx take pages from their files; whether they were forgotten.

    Why: Sphinx keeps each page that was opened, and opens it no second time, though it has been read anew since. It
    builds once a process; a preview that begins each build with a new process takes twice as long.
    """
    opened = getattr(env, "_pickled_doctree_cache", None)
    if not isinstance(opened, dict):
        _fall_back("opened pages are not kept where they were. Each preview starts anew.")
        return False
    opened.clear()
    return True


BY_PAGE = ("tocs", "toc_num_entries", "titles", "longtitles", "toctree_includes", "files_to_rebuild", "dependencies")
"""Where Sphinx keeps something of each page that it reads, and asks for it when all pages are read."""


def set_other_pages_aside(env: BuildEnvironment) -> list[Any]:
    """In a process that reads pages for another, before its first: empty what holds pages read so far; what was in it.

    Why: all that the environment holds is sent back, with every process more, and only the pages that it read are taken.
    """
    aside = [getattr(env, name, None) for name in BY_PAGE]
    if not all(isinstance(by_page, dict) for by_page in aside):
        _fall_back("what it keeps by page is not kept where it was. Reading by several processes takes longer.")
        return []
    for name, by_page in zip(BY_PAGE, aside, strict=True):
        setattr(env, name, defaultdict(by_page.default_factory) if isinstance(by_page, defaultdict) else {})
    entries = env.domaindata.get("index", {}).get("entries")
    if isinstance(entries, dict):
        env.domaindata["index"]["entries"] = {}
    citations = env.domaindata.get("cite", {}).get("citation_refs")
    if isinstance(citations, list):
        env.domaindata["cite"]["citation_refs"] = []
    return [*aside, entries, citations]
