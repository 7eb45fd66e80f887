"""A small book that holds every construct a page may hold, and none of our records."""

project = "A Sample Book"
author = "The Compositor & The Corrector"
copyright = "the sample belongs to everyone"
version = "1.2"
release = "1.2"
language = "en"

extensions = [
    "myst_parser",
    "sphinxcontrib.bibtex",
    "sphinx.ext.todo",
    "letopis.epub.finish",
]
myst_enable_extensions = [
    "attrs_inline", "attrs_block", "colon_fence", "deflist", "fieldlist",
    "html_image", "replacements", "smartquotes", "strikethrough", "substitution", "tasklist",
]
myst_substitutions = {"sample": "the *sample* value"}
suppress_warnings = ["myst.strikethrough"]
exclude_patterns = ["bad"]
numfig = True
todo_include_todos = True
html_baseurl = "https://sample.example/"

bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "unsrt"
bibtex_reference_style = "author_year"

letopis_book_subtitle = "Every construct, once"
letopis_book_cyrillic_language = "ru"
letopis_book_edition = "Edition 1.2"
letopis_book_date = "2026-06-18"
letopis_book_licence = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
letopis_book_cite = "A Sample Book, edition 1.2, 2026."
letopis_book_description = "A book made only to be checked."

epub_title = project
epub_basename = "a-sample-book"
