"""What the types and fields of biblatex are called in RIS and in CSL-JSON, read in both directions.

RIS as Zotero and EndNote write it; CSL-JSON from the specification of the Citation Style Language 1.0.2, appendices
III and IV. What neither has a name for goes into a note, as ``name: value``, so that no word is lost.
"""

from __future__ import annotations

from typing import Final

RIS_TYPES: Final[dict[str, str]] = {
    "BOOK": "book", "EBOOK": "book", "ANCIENT": "book", "CLSWK": "book", "CHAP": "incollection", "ECHAP": "incollection",
    "EDBOOK": "collection", "CONF": "proceedings", "CPAPER": "inproceedings", "JOUR": "article", "EJOUR": "article",
    "JFULL": "periodical", "MGZN": "article", "NEWS": "article", "INPR": "article", "ABST": "article",
    "THES": "thesis", "RPRT": "report", "GOVDOC": "report", "ENCYC": "inreference", "DICT": "inreference",
    "ELEC": "online", "WEB": "online", "BLOG": "online", "ICOMM": "online", "UNPB": "unpublished",
    "MANSCPT": "unpublished", "PCOMM": "letter", "VIDEO": "video", "MPCT": "movie", "SOUND": "audio", "MUSIC": "music",
    "ART": "artwork", "FIGURE": "image", "MAP": "map", "PAT": "patent", "CASE": "jurisdiction", "LEGAL": "legal",
    "STAT": "legislation", "BILL": "legislation", "HEAR": "legal", "DATA": "dataset", "DBASE": "dataset",
    "AGGR": "dataset", "COMP": "software", "PAMP": "booklet", "STAND": "standard", "SER": "mvbook", "GEN": "misc",
    "MULTI": "misc", "SLIDE": "misc", "CTLG": "misc", "CHART": "misc", "EQUA": "misc", "GRNT": "misc", "UNBILL":
    "legislation", "ADVS": "video",
}  # fmt: skip

TYPES_TO_RIS: Final[dict[str, str]] = {
    **{kind: tag for tag, kind in reversed(RIS_TYPES.items())},
    "mvcollection": "EDBOOK", "reference": "BOOK", "mvreference": "BOOK", "manual": "RPRT", "inbook": "CHAP",
    "suppbook": "CHAP", "bookinbook": "CHAP", "suppcollection": "CHAP", "suppperiodical": "JOUR", "review": "JOUR",
    "mvproceedings": "CONF", "interview": "GEN", "book": "BOOK", "misc": "GEN", "article": "JOUR", "mvbook": "BOOK",
    "legislation": "STAT", "video": "VIDEO", "online": "ELEC", "unpublished": "UNPB", "inreference": "ENCYC",
    "report": "RPRT", "incollection": "CHAP", "dataset": "DATA", "legal": "LEGAL",
}  # fmt: skip

RIS_FIELDS: Final[dict[str, str]] = {
    "TI": "title", "T1": "title", "CT": "title", "ST": "shorttitle", "T3": "series", "ET": "edition", "VL": "volume",
    "IS": "number", "CP": "number", "CY": "location", "PP": "location", "PB": "publisher", "DO": "doi", "UR": "url",
    "AB": "abstract", "N2": "abstract", "KW": "keywords", "LA": "langid", "M3": "type", "NV": "volumes", "SE": "section",
    "CN": "callnumber", "AV": "archive", "OP": "origtitle", "TT": "titleaddon", "RP": "reprinttitle", "J2":
    "shortjournal", "JA": "shortjournal", "AN": "userd", "DB": "library", "N1": "note", "RI": "usere", "L1": "file",
    "L2": "file", "L4": "file", "LK": "file", "ID": "", "C6": "eid", "C7": "eid",
}  # fmt: skip
"""Tags that stand for one field. ``SP`` and ``EP``, ``SN``, ``T2``, dates and people are read by rules of their own."""

FIELDS_TO_RIS: Final[dict[str, str]] = {
    "title": "TI", "shorttitle": "ST", "series": "T3", "edition": "ET", "volume": "VL", "number": "IS",
    "location": "CY", "publisher": "PB", "langid": "LA", "type": "M3", "volumes": "NV", "section": "SE",
    "callnumber": "CN", "archive": "AV", "note": "N1",
}  # fmt: skip

RIS_PEOPLE: Final[dict[str, str]] = {
    "AU": "author",
    "A1": "author",
    "ED": "editor",
    "A2": "editor",
    "A3": "editorb",
    "A4": "translator",
    "TA": "translator",
}

CSL_TYPES: Final[dict[str, str]] = {
    "article": "article", "article-journal": "article", "article-magazine": "article", "article-newspaper": "article",
    "bill": "legislation", "book": "book", "broadcast": "broadcast", "chapter": "incollection", "classic": "book",
    "collection": "collection", "dataset": "dataset", "document": "misc", "entry": "inreference",
    "entry-dictionary": "inreference", "entry-encyclopedia": "inreference", "event": "misc", "figure": "image",
    "graphic": "artwork", "hearing": "legal", "interview": "interview", "legal_case": "jurisdiction",
    "legislation": "legislation", "manuscript": "unpublished", "map": "map", "motion_picture": "movie",
    "musical_score": "music", "pamphlet": "booklet", "paper-conference": "inproceedings", "patent": "patent",
    "performance": "performance", "periodical": "periodical", "personal_communication": "letter", "post": "online",
    "post-weblog": "online", "regulation": "legislation", "report": "report", "review": "review",
    "review-book": "review", "software": "software", "song": "audio", "speech": "unpublished", "standard": "standard",
    "thesis": "thesis", "treaty": "legal", "webpage": "online",
}  # fmt: skip

TYPES_TO_CSL: Final[dict[str, str]] = {
    **{kind: csl for csl, kind in reversed(CSL_TYPES.items())},
    "article": "article-journal", "suppperiodical": "article-journal", "review": "review", "book": "book",
    "mvbook": "book", "mvcollection": "book", "collection": "book", "proceedings": "book", "mvproceedings": "book",
    "reference": "book", "mvreference": "book", "inbook": "chapter", "suppbook": "chapter", "bookinbook": "chapter",
    "suppcollection": "chapter", "commentary": "chapter", "inreference": "entry-encyclopedia", "manual": "report",
    "online": "webpage", "unpublished": "manuscript", "video": "motion_picture", "misc": "document",
    "legislation": "legislation", "legal": "document", "image": "figure", "music": "song", "artwork": "graphic",
}  # fmt: skip

CSL_FIELDS: Final[dict[str, str]] = {
    "title": "title", "title-short": "shorttitle", "shortTitle": "shorttitle", "container-title-short": "shortjournal",
    "journalAbbreviation": "shortjournal", "collection-title": "series", "volume": "volume", "issue": "number",
    "number-of-volumes": "volumes", "number-of-pages": "pagetotal", "page": "pages", "edition": "edition",
    "publisher": "publisher", "publisher-place": "location", "archive": "archive", "archive_location":
    "archive_location", "archive_collection": "collection", "archive-place": "archiveplace", "call-number": "callnumber",
    "DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "URL": "url", "language": "langid", "genre": "type", "medium": "medium",
    "note": "note", "abstract": "abstract", "keyword": "keywords", "annote": "annotation", "status": "pubstate",
    "version": "version", "section": "section", "chapter-number": "chapter", "part-number": "part", "scale": "scale",
    "dimensions": "dimensions", "source": "library", "original-title": "origtitle", "original-publisher":
    "origpublisher", "original-publisher-place": "origlocation", "event": "eventtitle", "event-title": "eventtitle",
    "event-place": "venue", "authority": "institution", "collection-number": "number", "number": "number",
    "volume-title": "maintitle", "supplement-number": "userd", "printing-number": "usere", "PMID": "userd",
    "PMCID": "usere",
}  # fmt: skip
"""Variables that stand for one field. ``container-title``, dates and people are read by rules of their own."""

CSL_DATES: Final[dict[str, str]] = {
    "issued": "date", "accessed": "urldate", "original-date": "origdate", "event-date": "eventdate",
}  # fmt: skip

CSL_PEOPLE: Final[dict[str, str]] = {
    "author": "author", "editor": "editor", "translator": "translator", "container-author": "bookauthor",
    "director": "director", "interviewer": "interviewer", "recipient": "addressee", "composer": "composer",
    "illustrator": "illustrator", "performer": "performer", "contributor": "contributor",
}  # fmt: skip

CSL_IGNORED: Final = frozenset(
    "id type citation-key citation-label citation-number first-reference-note-number locator year-suffix custom"
    " categories submitted available-date page-first".split()
)
"""Variables of a processor, and those that repeat another."""

KEPT_BY_US: Final = frozenset(
    {"annotation", "confidence", "label", "quality", "reviewurl", "shortcontainer", "unfound"}
)
"""Fields that mean something to the archive alone, and are not handed on."""
