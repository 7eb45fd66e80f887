"""A small archive of the Peace of Westphalia, with a kind of record of its own."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

project = "Two Treaties"
author = "The Chancery"
copyright = "free for all"
language = "en"
extensions = ["myst_parser", "treaties"]
primary_domain = "letopis"
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence"]
nitpicky = True
exclude_patterns = ["_build"]
bibtex_bibfiles = ["sources.bib"]
html_theme = "sphinx_book_theme"
html_baseurl = "https://treaties.example/"
epub_basename = "two-treaties"
letopis_native_language = "de"
letopis_book_date = "2026-01-01"
