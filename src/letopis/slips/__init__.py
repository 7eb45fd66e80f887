"""Slips in the text of a page: what is written as in another program, or with a sign too few.

Nothing here knows Sphinx. A page is looked at line by line before it is parsed (:mod:`.fences`, :mod:`.lines`), and
each paragraph after that (:mod:`.inline`, :mod:`.paragraphs`); each slip is one finding with what to write. Where it is
sure what was meant, the text is mended on its way to the parser, so that nothing follows from the slip.
"""
