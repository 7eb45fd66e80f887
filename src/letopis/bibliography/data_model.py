"""The data model of BibTeX and biblatex: types of entry, and fields.

From the biblatex manual 3.20, sections 2.1 to 2.3 and appendix A, with the types and fields that
Zotero, Better BibTeX and JabRef write besides. Where two names mean the same (``journal`` and
``journaltitle``), biblatex's name is the one used in this package (:mod:`letopis.model.source_fields`).
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final

from letopis.model.source_fields import FIELD_ALIASES

TYPE_ALIASES: Final[Mapping[str, str]] = {
    "conference": "inproceedings", "electronic": "online", "www": "online", "webpage": "online", "website": "online",
    "techreport": "report", "phdthesis": "thesis", "mastersthesis": "thesis", "newspaper": "article",
    "magazine": "article", "newspaperarticle": "article", "journalarticle": "article", "film": "movie",
    "manuscript": "unpublished", "archival": "unpublished", "document": "misc", "blog": "online", "blogpost": "online",
    "podcast": "audio", "radiobroadcast": "broadcast", "tvbroadcast": "broadcast", "encyclopediaarticle": "inreference",
    "dictionaryentry": "inreference", "case": "jurisdiction", "statute": "legislation", "bill": "legislation",
    "hearing": "legal", "presentation": "unpublished", "speech": "unpublished", "lecture": "unpublished",
    "generic": "misc", "talk": "unpublished", "softwareversion": "software", "softwaremodule": "software",
    "codefragment": "software", "hardware": "software", "artifact": "software", "legmaterial": "legislation",
    "legadminmaterial": "legislation", "constitution": "legislation", "mvlexicon": "mvreference", "magazinearticle":
    "article", "newspaperissue": "periodical", "television": "broadcast", "radio": "broadcast", "documentary": "movie",
    "painting": "artwork", "photograph": "image", "photo": "image", "sound": "audio", "recording": "audio",
    "archivedocument": "unpublished", "primarysource": "unpublished", "memorandum": "unpublished", "minutes":
    "unpublished", "telegram": "unpublished", "webdocument": "online", "forumpost": "online", "socialmedia": "online",
    "encyclopedia": "reference", "dictionary": "reference", "lexicon": "reference", "atlas": "map",
    "bookreview": "review", "booksection": "incollection", "computerprogram": "software", "code": "software",
}  # fmt: skip
"""Types that are printed as another; what is lost in this, such as the kind of thesis, is in `GENRE_OF_TYPE`."""

GENRE_OF_TYPE: Final[Mapping[str, str]] = {
    "phdthesis": "phdthesis", "mastersthesis": "mathesis", "letter": "letter", "interview": "interview", "map": "map",
    "patent": "patent", "memorandum": "memorandum", "minutes": "minutes", "telegram": "telegram",
}  # fmt: skip
"""The key of the word that says what kind of work an entry is, where it has no ``type`` field."""

IN_JOURNAL: Final = frozenset({"article", "suppperiodical", "review"})
IN_BOOK: Final = frozenset(
    "inbook bookinbook suppbook incollection suppcollection inproceedings inreference commentary".split()
)
REPORTS: Final = frozenset({"manual", "report", "standard"})
ITALIC: Final = frozenset(
    "artwork audio book booklet bookinbook collection image manual movie music mvbook mvcollection mvproceedings"
    " mvreference performance periodical proceedings reference report software video broadcast".split()
)
"""Types whose title is set in italics; other titles stand in quotation marks."""
UNQUOTED: Final = frozenset({"letter", "interview", "patent", "legislation", "legal", "jurisdiction"})
"""Types whose title stands as it is: it describes rather than names."""

TYPES: Final = frozenset(
    "article artwork audio bibnote book bookinbook booklet broadcast collection commentary customa customb customc"
    " customd custome customf dataset image inbook incollection inproceedings inreference interview jurisdiction legal"
    " legislation letter manual map misc movie music mvbook mvcollection mvproceedings mvreference online patent"
    " performance periodical proceedings reference report review set software standard suppbook suppcollection"
    " suppperiodical thesis unpublished video xdata".split()
) | frozenset(TYPE_ALIASES)
"""The types of entry that are known."""

NAMES: Final = (
    "author", "bookauthor", "editor", "editora", "editorb", "editorc", "translator", "annotator", "commentator",
    "introduction", "foreword", "afterword", "holder", "namea", "nameb", "namec", "director", "interviewer",
    "interviewee", "addressee", "collaborator", "contributor", "composer", "performer", "illustrator",
)  # fmt: skip
"""Fields of people."""

DATES: Final = ("date", "eventdate", "origdate", "urldate")

_TITLES: Final = (
    "title subtitle titleaddon booktitle booksubtitle booktitleaddon maintitle mainsubtitle maintitleaddon"
    " journaltitle journalsubtitle journaltitleaddon issuetitle issuesubtitle issuetitleaddon eventtitle"
    " eventtitleaddon origtitle reprinttitle"
)
_PLACES: Final = (
    "publisher location institution organization origpublisher origlocation venue howpublished archive"
    " archive_location archiveplace collection fond opis delo list box folder library callnumber lccn"
)
_FIGURES: Final = (
    "volume volumes part number issue chapter pages pagetotal eid edition version series section dossier"
    " isbn issn ismn isrn isan iswc doi eprint eprinttype eprintclass url archivedurl archivedate"
)
_KEYS: Final = (
    "authortype editortype editoratype editorbtype editorctype nameatype namebtype namectype entrysubtype type pubstate"
    " language origlanguage"
)
_FREE: Final = (
    "note addendum nameaddon relatedstring usera userb userc userd usere userf lista listb listc listd liste listf"
    " verba verbb verbc medium duration runningtime dimensions scale"
)
_YEARS: Final = tuple(
    f"{kind}{end}{part}"
    for kind in ("", "event", "orig", "url")
    for end in ("", "end")
    for part in ("year", "month", "day", "yeardivision", "hour", "minute", "second", "timezone")
)
PRINTED: Final = (
    *(NAMES + DATES), *f"{_TITLES} {_PLACES} {_FIGURES} {_KEYS} {_FREE}".split(), *_YEARS, "related", "relatedtype",
)  # fmt: skip
"""Every field that a style prints, in a fixed order: what no rule of a style has used is printed in this order."""

CITING: Final = frozenset(
    "shortauthor shorteditor shorttitle shortjournal shortseries shorthand shorthandintro shortcontainer label"
    " romanized".split()
)
"""Fields that shape citations and short notes rather than the list."""

PROCESSING: Final = frozenset(
    "crossref xref xdata ids entryset execute gender langid langidopts options relatedoptions pagination bookpagination"
    " presort sortkey sortname sorttitle sortyear sortshorthand indextitle indexsorttitle keywords hyphenation"
    " confidence quality reviewurl unfound urlstatus".split()
)
"""Fields that tell a program what to do, and hold nothing to print; the last five are read by the archive's checks."""

MANAGERS: Final = (
    "abstract", "annotation", "annote", "file", "pdf", "ps", "keywords", "keyword", "groups", "timestamp", "owner",
    "date-added", "date-modified", "dateadded", "datemodified", "date_added", "date_modified", "creationdate",
    "modificationdate", "bdsk-*", "mendeley-*", "citeulike-*", "citeulike*", "zotero-*", "__markedentry", "marked",
    "priority", "qualityassured", "ranking", "rating", "readstatus", "read", "printed", "relevance", "posted-at",
    "local-url", "biburl", "bibsource", "interhash", "intrahash", "username", "copyright", "rights", "rating",
    "review", "comment", "comment-*", "comments", "citation-count", "citationkey", "citekey", "uri", "uuid", "added",
    "issn-l", "tags", "cover", "jabref-*", "research-notes", "gsid", "unidentified", "af", "_*", "libcatalog",
    "attachment*", "ppn", "source", "sourcetype", "document_type", "abbrev_source_title", "coden", "affiliation",
    "author_keywords", "correspondence_address1", "references", "funding*", "researcherid-numbers", "orcid-numbers",
    "unique-id", "web-of-science-*", "cited-references", "number-of-cited-references", "times-cited",
    "pmid", "pmcid", "refid", "adsurl", "adsnote", "acmid", "bibcode", "ee", "mrnumber", "mrclass", "mrreviewer", "zbl",
    "library-id", "title_sort", "filename", "formats", "collections", "price", "language-id", "printedkey",
    "ut", "sn", "tc", "sc", "pg", "nr", "rp", "pi", "pa", "la", "j9", "ga", "ji", "c1", "em", "di", "de", "fx", "fu",
    "z9", "wc", "cr", "bn", "u1", "u2", "d2", "sdgs", "group", "folder-id", "db", "dp", "l1", "m1", "m3", "n1", "n2",
    "usage-count-*", "journal-iso", "doc-delivery-number", "da", "oa", "keywords-plus", "author-email",
)  # fmt: skip
"""Fields that reference managers and databases keep for themselves; ``*`` stands for any ending."""

_KNOWN: Final = frozenset({*PRINTED, *CITING, *PROCESSING, *FIELD_ALIASES})


def canonical_type(name: str) -> str:
    """``inproceedings`` for ``conference``; any other type as it is, in lower case."""
    name = name.lower()
    if name in TYPE_ALIASES or name in TYPES:
        return TYPE_ALIASES.get(name, name)
    bare = name.replace("_", "").replace("-", "")
    return TYPE_ALIASES.get(bare, bare if bare in TYPES else name)


@lru_cache(maxsize=4096)
def is_printed_nowhere(field: str, kept: tuple[str, ...] = ()) -> bool:
    """Whether nothing prints a field, no program reads it, and neither a manager nor the project keeps it for itself.

    ``kept`` are the project's own, each a name or a beginning and ``*``.
    """
    name = field.lower()
    base = name.split("+", 1)[0]  # a biblatex annotation, such as author+an or title+an:default
    return base not in _KNOWN and not matches(base, MANAGERS) and not matches(base, kept)


@lru_cache(maxsize=4096)
def matches(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether a name is one of the patterns, in which ``*`` stands for anything."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)
