"""A volume: an archive that builds by itself, and refers to the other two."""

project = "Astronomers: Bohemia"
author = copyright = "The test"
version = "1"
html_title = project
html_theme = "basic"
letopis_data_formats = ["json", "csv"]
extensions = ["letopis", "myst_parser"]
primary_domain = "letopis"
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence"]
bibtex_bibfiles = ["sources.bib"]
exclude_patterns = ["_build"]
letopis_archives = {
    "denmark": ("https://stars.example/denmark/", "../keys/denmark"),
    "italy": ("https://stars.example/italy/", "../keys/italy"),
}
letopis_native_language = "cs"
