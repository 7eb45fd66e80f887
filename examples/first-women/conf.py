"""Sphinx settings of an example: the first women in the parliament of Finland."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent))

project = "The first women in parliament"
author = "The Letopis contributors"
copyright = "The Letopis contributors. Text: CC BY 4.0"
version = release = "1.0"
language = "en"
extensions = ["letopis", "letopis.book", "myst_parser", "journals"]
primary_domain = "letopis"
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence"]
nitpicky = True
bibtex_bibfiles = ["references.bib"]
letopis_native_language = "fi"  # names in the language of the country are Finnish
letopis_book_slug = epub_basename = "first-women"
letopis_book_subtitle = "Finland, 1905–1919"
epub_uid = epub_identifier = "uuid-7a2f0c1e-5b34-4a53-9f0e-1907190719aa"
epub_scheme = "UUID"
epub_show_urls = "no"
