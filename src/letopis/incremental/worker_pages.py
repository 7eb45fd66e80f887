"""A process that reads some of the pages for another keeps no more than what it has read itself.

What such a process sends back is all that Sphinx's environment holds, and the first process takes from it the pages
that were asked for. As it was begun when many pages had been read by those before it, all of these would be packed, sent
and unpacked again, once for each such process: of 8,000 pages twenty times over.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from typing import Any
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from letopis.domain import domain_of
from letopis.sphinx_internals import set_other_pages_aside

_READING: WeakKeyDictionary[Sphinx, int] = WeakKeyDictionary()
"""The process that a build reads its pages in, until another process has set those of the others aside."""

_ASIDE: list[Any] = []
"""What was set aside. To free it would cost more: the memory is shared with the first process until it is touched."""


def note_process(app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
    """``env-before-read-docs``: take note of the first process."""
    _READING[app] = os.getpid()


def set_aside(app: Sphinx, _docname: str, _content: list[str]) -> None:
    """``source-read``: before the first page in a process that reads for another, set the pages of others aside."""
    if _READING.get(app, os.getpid()) == os.getpid():
        return
    _READING[app] = os.getpid()
    data = domain_of(app.env).data
    for name, by_page in data.items():
        if isinstance(by_page, MutableMapping):
            _ASIDE.append(by_page)
            data[name] = type(by_page)()
    _ASIDE.append(set_other_pages_aside(app.env))
