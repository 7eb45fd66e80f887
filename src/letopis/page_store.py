"""What is kept by page, each page packed by itself: unpacked when it is asked for, packed once.

After an edit all that is stored of the archive is loaded and stored again, though one page of it has changed.
Here the others stay as they were packed.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, MutableMapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

V = TypeVar("V")


class PickledDict(MutableMapping[str, V]):
    """A dictionary by page. A value must not change any more once the dictionary has been stored."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._packed: dict[str, bytes] = {}
        self._open: dict[str, V] = {}

    def __getitem__(self, docname: str) -> V:
        """What is kept of a page."""
        if docname not in self._open:
            self._open[docname] = pickle.loads(self._packed[docname])  # noqa: S301  our own, as all of Sphinx's
        return self._open[docname]

    def __setitem__(self, docname: str, value: V) -> None:
        """Keep something of a page."""
        self._packed.pop(docname, None)
        self._open[docname] = value

    def __delitem__(self, docname: str) -> None:
        """Forget a page."""
        if docname not in self:
            raise KeyError(docname)
        self._open.pop(docname, None)
        self._packed.pop(docname, None)

    def __contains__(self, docname: object) -> bool:
        """Whether anything is kept of a page, without unpacking it."""
        return docname in self._open or docname in self._packed

    def __iter__(self) -> Iterator[str]:
        """All pages of which something is kept."""
        return iter({**self._packed, **self._open})

    def __len__(self) -> int:
        """The number of pages of which something is kept."""
        return len(self._packed.keys() | self._open.keys())

    def take(self, other: PickledDict[V], docnames: AbstractSet[str]) -> None:
        """Keep what another dictionary keeps of these pages, packed where it is packed there."""
        for docname in sorted(docnames):
            if docname in other._open:
                self[docname] = other._open[docname]
            elif docname in other._packed:
                self._packed[docname] = other._packed[docname]
                self._open.pop(docname, None)

    def __getstate__(self) -> dict[str, bytes]:
        """For storing: pack what is not packed yet."""
        for docname in self._open.keys() - self._packed.keys():
            self._packed[docname] = pickle.dumps(self._open[docname], pickle.HIGHEST_PROTOCOL)
        return dict(sorted(self._packed.items()))

    def __setstate__(self, packed: dict[str, bytes]) -> None:
        """From what was stored."""
        self._packed, self._open = packed, {}
