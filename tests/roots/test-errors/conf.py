"""Every fault an author can make, each on a page of its own; what is right on the page must survive it."""

project = "Faults"
author = copyright = "The Letopis contributors"
version = release = "1"
extensions = ["letopis", "letopis.book", "myst_parser"]
primary_domain = "letopis"
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence"]
nitpicky = True
exclude_patterns = ["_build"]
bibtex_bibfiles = ["sources.bib"]
epub_basename = "faults"
