"""The cover of a family of three volumes."""

project = "Astronomers about 1600"
author = copyright = "The test"
version = "1"
html_title = project
html_theme = "basic"
letopis_data_formats = ["json", "csv"]
extensions = ["letopis", "myst_parser"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence"]
include_patterns = ["index.md"]
