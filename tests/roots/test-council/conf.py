"""Another century, another language, another calendar: the quarrels of Geneva's councils, 1519-1555."""

project = "Geneva against Calvin"
author = "The Letopis contributors"
copyright = "The Letopis contributors"
version = release = "1"
language = "en"

extensions = ["letopis", "letopis.book", "myst_parser"]
primary_domain = "letopis"
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence"]
nitpicky = True
highlight_language = "none"

letopis_native_language = "fr"
letopis_edition = "2026-11-23"
bibtex_bibfiles = ["sources.bib"]

epub_title = project
epub_basename = "council"
epub_uid = epub_identifier = "council"
epub_scheme = "test"
epub_show_urls = "no"
