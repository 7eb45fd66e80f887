"""Sphinx settings of the archive. Sources lie in docs/, the extension in src/; each setting out of the common says why.

Used by `sphinx-build -E -n -W --keep-going -j auto -c . docs OUT`.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent
# So that plain `sphinx-build` works in a fresh clone, where the extension is not installed.
sys.path.insert(0, str(ROOT / "src"))

# ------------------------------------------------------------------------------------------- the work
project = "June 1957: The Anti-Party Affair"
author = "The Letopis contributors"
version = release = "0.1.0"
# Without a year: Sphinx would write the year of the build into it, and the same sources must give the same bytes.
copyright = "The Letopis contributors. Text: CC BY 4.0. Code: MIT"
language = "en"

# ---------------------------------------------------------------------------------------- how it is read
extensions = [
    "letopis",  # records, dates, claims, votes, and the checks on them
    "letopis.book",  # the Typst builder, and the last touches to the EPUB
    "myst_parser",
    "sphinxcontrib.bibtex",
]
primary_domain = "letopis"  # so that an author writes {person}`molotov`, not {letopis:person}`molotov`
source_suffix = {".md": "markdown"}  # no reStructuredText: one language to read, and one to guard
exclude_patterns = ["_static", "_templates", "_build"]
myst_enable_extensions = [
    "colon_fence",  # ::: instead of ```: an editor then shows the record's text as text
    "deflist",
]
myst_url_schemes = ["http", "https", "mailto"]  # anything else, such as `javascript:`, is no link
# Names and sources are the point of an archive: one that leads nowhere is an error. There are no exceptions.
nitpicky = True
numfig = True  # numbered tables and figures, the same in the web pages, the PDF and the EPUB
highlight_language = "none"  # what stands in code blocks here is Markdown for historians, not a program

bibtex_bibfiles = ["references.bib"]
# The Chicago Manual prints neither; the numbers are there to find the book, and are in the data.
letopis_sources_kept_fields = ["isbn", "pagetotal"]
# What the audit page counts the citations by; the keywords are written in references.bib.
letopis_source_classes = {
    "Wikipedia": ["organization: Wikipedia"],
    "Copies of Wikipedia": ["keywords: wikipedia-copy"],
    "Scholarly works": ["keywords: scholarly"],
    "Documents and memoirs": ["keywords: primary"],
    "Press": ["keywords: press"],
    "Reference works": ["keywords: reference"],
    "Popular books": ["keywords: popular"],
    "Publishers and dealers": ["keywords: trade"],
    "Other web pages": ["keywords: web"],
}
# What the style guide (docs/contributing/style.md) would not have; `python3 make.py doctor -- --suggest` points at it.
letopis_style = {
    "program": "British spelling: programme",
    "organization": "British spelling: organisation",
    "defense": "British spelling: defence",
    "center": "British spelling: centre",
    "labor": "British spelling: labour",
    "leadership's majority": "exact beats vivid: seven of the eleven full members",
    "brilliant": "no praise and no blame",
    "infamous": "no praise and no blame",
    "notorious": "no praise and no blame",
    "legendary": "no praise and no blame",
    "shocking": "no suspense",
    "dramatically": "no suspense",
    "it is interesting to note": "say the thing",
    "it should be noted": "say the thing",
    "needless to say": "then leave it out",
    "MTS": "spelled out: machine and tractor station",
    "\N{EM DASH}": "hardly ever: a comma, a colon, or a new sentence",
}
bibtex_tooltips = False  # the whole entry as a title on every citation: heavy, and no use on a touch screen

# ----------------------------------------------------------------------------------------- web pages
html_theme = "sphinx_book_theme"
html_title = project
# The address at which readers find the site, such as "https://example.org/june-1957/". None yet; citations, canonical
# links, the site map, feeds and cards wait for it. CONTRIBUTING.md says how the site is put on the web.
html_baseurl = ""
html_static_path = [path for path in ["docs/_static"] if (ROOT / path).is_dir()]
html_copy_source = False  # the sources are in the repository, with their history
html_show_sourcelink = False
html_show_sphinx = False
html_show_search_summary = False  # it fetches the whole page of every hit
html_context = {"default_mode": "auto"}  # follow the reader's system; unset, the theme complains on every page
html_theme_options = {
    "navbar_persistent": [],  # the theme puts a second search bar there
    "shorten_urls": False,  # looks through every page for bare addresses of forges, which these pages do not have
    "use_download_button": False,  # inline script, which our content policy forbids; the formats are on the front page
    "use_fullscreen_button": False,  # inline script, too
}

# What the front page offers; `build` puts the files there.
letopis_downloads = [
    ("PDF", "downloads/june-1957.pdf"),
    ("EPUB", "downloads/june-1957.epub"),
    ("Data", "data/index.html"),
]
letopis_description = (
    "An archive of the attempt to remove Khrushchev in June 1957, of what is claimed about it, and of the evidence."
)
letopis_native_language = letopis_book_cyrillic_language = "ru"
letopis_licences = [("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")]
letopis_item_reviewed = "post"  # the blog post whose statements are judged

# ------------------------------------------------------------------------------------------------ PDF
# The day of the edition: that of the last commit, which `make.py build` hands over; none in a plain sphinx-build.
EPOCH = os.environ.get("SOURCE_DATE_EPOCH", "")
letopis_edition = datetime.fromtimestamp(int(EPOCH), UTC).date().isoformat() if EPOCH.isdigit() else ""
# The formats of data that take long are made by `make.py build` alone.
letopis_data_formats = ["all"] if EPOCH else None
letopis_book_slug = "june-1957"
letopis_book_subtitle = (
    "An archive of the attempt to remove Khrushchev, of what is claimed about it, and of the evidence"
)
letopis_book_description = (
    "How the majority of the Soviet leadership tried to remove Khrushchev in June 1957, how it failed, "
    "and what the sources agree and disagree on."
)
# Who works on the archive reads these on the web; a claim stands with its verdict where it was made, what sources
# differ on in each record, the days of June 1957 in the story, in the timeline and in their events, and who sat when in
# the drawings and tables of the Presidium's own entry. The story in brief would tell everything twice;
# the list of everyone, and the guided ways, lead through pages.
letopis_book_omit = ["accessibility", "audit", "changes", "claims", "corrections", "contributing/**", "letopis/**"]
letopis_book_omit += ["differences", "days", "sittings", "story/in-brief", "everyone", "guided-ways", "places/map"]
# One entry for each record: in smaller type, boxes and lists run in.
letopis_book_entries = ["people/**", "events/**", "bodies/**", "places/**", "documents/**", "books/**", "questions/**"]
letopis_book_entries += ["post", "votes", "alignment", "timeline", "about"]
letopis_book_columns = ["glossary"]
letopis_book_preface = "What this is"
letopis_book_cite = f"{author}, {project}, edition {release}"
letopis_book_imprint = [
    (
        "The blog post that this archive examines, and the descriptions of the books beside it, belong to their "
        "publisher, Russian Life. They are retold and judged here, not reproduced."
    ),
]
letopis_book_chapters = True
letopis_book_licence = "Text: CC BY 4.0. Code: MIT"

# ----------------------------------------------------------------------------------------------- EPUB
epub_basename = "june-1957"
epub_title = project
epub_author = epub_publisher = epub_contributor = author
epub_description = letopis_book_description
epub_language = language
epub_copyright = copyright
# Both names must be equal, and an XML name: so no `urn:uuid:`, whose colons are none. Never change it.
epub_uid = epub_identifier = "uuid-fe4a6d88-3e1d-505a-86e9-ae62064a0806"
epub_scheme = "UUID"
epub_show_urls = "no"  # a link can be followed; addresses in the running text break its lines
epub_tocdepth = 2
epub_use_index = False  # the indexes of persons, of places and of subjects stand in its place
epub_exclude_files = ["search.html", ".buildinfo"]  # the search needs a script; .buildinfo is of use to nobody

# ---------------------------------------------------------- LaTeX, for those who have it; not part of the set-up
latex_engine = "xelatex"  # reads Cyrillic as it stands; its default fonts hold both alphabets
latex_documents = [("index", "june-1957.tex", project, author, "manual")]
latex_elements = {
    "papersize": "a4paper",
    "fncychap": "",  # plain chapter headings: the ornate ones leave no room for long titles
    "printindex": r"\footnotesize\raggedright\printindex",  # narrow columns, long names
}
latex_show_urls = "footnote"

# --------------------------------------------------------------------------- links to the outside (nox -s links)
linkcheck_anchors = False  # many of the sites cited make their anchors with a script
linkcheck_retries = 2
linkcheck_timeout = 30
