"""The pages of one document cut out of its chapter's PDF, for a record that is to be handed on by itself.

It begins in the middle of a page as often as not, so it cannot be set alone on the pages it has in
the book. A cut shows them as they are, with what else stands on them; it has their numbers, but no
tags: those are the chapter's.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

WHOLE_FILE = ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Metadata", "/OutputIntents", "/Dests", "/Names")
"""What the catalogue says of the chapter, and would be wrong of a part of it."""


def cut(chapter: bytes, first: int, last: int, title: str, number: int) -> bytes:
    """The pages ``first`` to ``last`` of a PDF, counted from 0; the first bears ``number``."""
    small = BytesIO()
    with pikepdf.open(BytesIO(chapter)) as document:
        del document.pages[last + 1 :]
        del document.pages[:first]
        kept = {page.obj.objgen for page in document.pages}
        for page in document.pages:
            links = [link for link in page.get("/Annots", Array()).as_list() if _leads_within(link, kept)]
            for each in (page.obj, *links):
                _drop(each, "/StructParents", "/StructParent")
            page.obj["/Annots"] = Array(links)
        _drop(document.Root, *WHOLE_FILE)
        document.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=number)]))
        document.docinfo["/Title"] = title
        document.save(small, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return small.getvalue()


def _drop(holder: pikepdf.Object, *keys: str) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _leads_within(link: pikepdf.Object, kept: set[tuple[int, int]]) -> bool:
    """Whether a link leads to the web, or to one of the pages that are kept."""
    if "/Dest" not in link:
        return True
    target = link["/Dest"]
    return isinstance(target, Array) and target[0].objgen in kept
