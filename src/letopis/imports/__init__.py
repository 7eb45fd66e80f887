"""Takes tables of others in: rows become the pages that a person would have written.

A mapping file (:mod:`letopis.imports.mapping`) says which column goes into which field. Rows are read
(:mod:`letopis.imports.tables`), become records to be (:mod:`letopis.imports.drafts`), and are compared with the pages
that are there and with what the last import wrote (:mod:`letopis.imports.plan`). Nothing is written before everything
is known.
"""
