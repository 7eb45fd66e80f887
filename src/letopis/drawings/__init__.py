"""Pictures drawn from records: values in, shapes on a plane, SVG text out. No Sphinx, no docutils.

A picture never says what its table does not say. :mod:`~letopis.drawings.shapes` is the drawing,
:mod:`~letopis.drawings.svg` writes it; each other module makes one kind of picture or helps to.
"""
