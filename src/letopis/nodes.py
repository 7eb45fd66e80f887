"""Our nodes: a marker that becomes a table, list or box for every builder, a drawing, a part to unfold, a list of uses."""

from __future__ import annotations

from typing import NamedTuple

from docutils import nodes


class view(nodes.General, nodes.Element):  # noqa: N801  docutils names nodes in lower case
    """Where a view goes. Attributes: ``view`` (its name), ``options`` (dict of str), ``docname``.

    Replaced in :class:`letopis.transforms.ResolveViews`; no writer ever sees one.
    """


class picture(nodes.General, nodes.Element):  # noqa: N801
    """A drawing above its table. Attributes: ``svg`` (text), ``title``, ``description``, ``caption``; on a web page
    ``narrow``, the drawing for a narrow screen, empty where the table serves there; for the book ``named``, the places
    (``docname:id``) of the records that it names and an index holds.

    Made only for builders that can show one: HTML and EPUB write the SVG where it stands
    (:func:`letopis.rendering.figure.visit_picture`), for the book it becomes a picture file.
    """


class magnified(nodes.General, nodes.Element):  # noqa: N801
    """A map that the reader can enlarge, without a script. Attributes: ``label``, what the choice is of; ``name``,
    what is enlarged; ``group``, a name that no other on the page has.

    Made only for web pages of ours; elsewhere the drawing stands by itself.
    """


class folded(nodes.General, nodes.Element):  # noqa: N801
    """Blocks shown when the reader asks for them. Attributes: ``summary``, the words to choose; ``narrow``, where
    only a narrow screen hides them: ``shortened`` (all but their beginning) or ``hidden``.

    Made only for web pages (:meth:`letopis.rendering.page.Page.folded`); elsewhere the blocks stand openly.
    """


class Quoted(NamedTuple):
    """Words of another page, the title of the place where they stand, and the address of that place."""

    words: str
    title: str
    address: str


class uses(nodes.General, nodes.Element):  # noqa: N801
    """A list of what rests on a source. Attribute: ``quoted``, a list of :class:`Quoted`.

    Made only for web pages, where a list of sources has thousands of such items: as nodes of their own they would cost
    more than the rest of the page.
    """
