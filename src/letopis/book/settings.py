"""The settings of the book, each once: its name, its default, its types, what it says.

``conf.py`` names them ``letopis_book_<name>``. The builder reads them only through
:class:`BookSettings`, which fills in what can be known from Sphinx's own settings.
"""

from __future__ import annotations

import calendar
import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from babel.core import UnknownLocaleError
from babel.dates import format_date

from letopis.book.markup import escape, mark_cyrillic

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


class Setting(NamedTuple):
    """One value of ``conf.py``."""

    name: str
    default: Any
    types: frozenset[type]
    help: str


def _setting(name: str, default: object, help_: str) -> Setting:
    types = {list, tuple} if isinstance(default, list) else {type(default)}
    return Setting(name, default, frozenset(types), help_)


SETTINGS = (
    _setting("slug", "", "Name of the PDF without its ending; by default made from the title."),
    _setting("title", "", "Title of the book; by default `project`."),
    _setting("subtitle", "", "Second title."),
    _setting("authors", [], "Names for the title page; by default `author`, divided at `&` and `and`."),
    _setting("edition", "", "The edition, as it is to be printed; by default `release`."),
    _setting("date", "", "Date of the edition, ISO 8601; by default the day of SOURCE_DATE_EPOCH, if set."),
    _setting("licence", "", "The licence, as it is to be printed."),
    _setting("cite", "", "How to cite the book."),
    _setting("address", "", "Address of the web edition; by default `html_baseurl`."),
    _setting("description", "", "One sentence for the imprint and the file's metadata."),
    _setting("imprint", [], "Further paragraphs of the imprint, plain text."),
    _setting("preface", "Preface", "Title over the root document's own text; empty leaves that text out."),
    _setting(
        "omit",
        [],
        "Pages that stay out of the book, as patterns such as `contributing/*`; links to them lead to the web.",
    ),
    _setting(
        "entries", [], "Pages set as entries of a reference work, as patterns: smaller type, facts and lists run in."
    ),
    _setting("columns", [], "Pages set as entries in two columns, such as a glossary, as patterns."),
    _setting("paper", "a5", "a5, a4 or us-letter."),
    _setting("contents_depth", 2, "How many levels the contents list; a part is the first."),
    _setting("page_refs", True, "Print the page after a link to another place in the book."),
    _setting("cite_notes", True, "Set parenthetical citations of running text as notes at the foot of the page."),
    _setting("cyrillic_language", "", "Language of Cyrillic words in a book in another language; empty marks none."),
    _setting("serif", "Libertinus Serif", "Family of the text. The default comes with Typst."),
    _setting("sans", "Source Sans 3", "Family of headings and tables. The default: PyPI fontpkg-source-sans-3."),
    _setting("mono", "DejaVu Sans Mono", "Family of code. The default comes with Typst."),
    _setting("font_paths", [], "Folders of further fonts, relative to conf.py."),
    _setting(
        "chapters",
        False,
        "Write each chapter as a PDF of its own, too, with the book's page numbers, tags and bookmarks.",
    ),
)

PAPERS = frozenset({"a5", "a4", "us-letter"})

WORDS = {
    "en": {
        "contents": "Contents",
        "pictures": "Drawings and pictures",
        "index": "Index",
        "part": "Part",
        "chapter": "Chapter",
        "section": "Section",
        "page": "p.\u00a0",
        "page-of": "page",
        "see": "see",
        "see-also": "see also",
        "edition": "Edition",
        "cite": "How to cite",
        "symbols": "Signs",
        "set-in": "Set in",
        "both": " and ",
    },
    "ru": {
        "contents": "Содержание",
        "pictures": "Рисунки",
        "index": "Указатель",
        "part": "Часть",
        "chapter": "Глава",
        "section": "Раздел",
        "page": "с.\u00a0",
        "page-of": "страница",
        "see": "см.",
        "see-also": "см. также",
        "edition": "Издание",
        "cite": "Как ссылаться",
        "symbols": "Знаки",
        "set-in": "Набрано гарнитурами",
        "both": " и ",
    },
}
"""What the book itself says, by language; another language says it in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSettings:
    """The settings as the builder uses them: complete and of one type each."""

    slug: str
    title: str
    subtitle: str
    authors: tuple[str, ...]
    edition: str
    date: str
    licence: str
    cite: str
    address: str
    description: str
    imprint: tuple[str, ...]
    preface: str
    omit: tuple[str, ...]
    entries: tuple[str, ...]
    columns: tuple[str, ...]
    paper: str
    contents_depth: int
    page_refs: bool
    cite_notes: bool
    cyrillic_language: str
    serif: str
    sans: str
    mono: str
    font_paths: tuple[str, ...]
    chapters: bool
    language: str
    timestamp: int

    @property
    def words(self) -> dict[str, str]:
        """The book's own words in its language."""
        return WORDS.get(self.language.partition("-")[0], WORDS["en"])

    @property
    def long_date(self) -> str:
        """The date as it is printed: in words of the book's language, if it is a day we can read."""
        try:
            return format_date(date.fromisoformat(self.date), "d MMMM y", locale=self.language.replace("-", "_"))
        except (ValueError, UnknownLocaleError):
            return self.date

    def marked(self, text: str) -> str:
        """Markup of a plain text of the book's own, such as the title of a part."""
        language = self.cyrillic_language
        if language and not self.language.startswith(language):
            return mark_cyrillic(text, language)
        return escape(text)

    @classmethod
    def read(cls, config: Config) -> BookSettings:
        """Read ``conf.py`` and fill the gaps from Sphinx's own settings."""
        values: dict[str, Any] = {setting.name: config[f"letopis_book_{setting.name}"] for setting in SETTINGS}
        for name in ("authors", "imprint", "font_paths"):
            values[name] = tuple(values[name])
        language = (config.language or "en").replace("_", "-")
        words = WORDS.get(language.partition("-")[0], WORDS["en"])
        title: str = values["title"] or config.project
        day: str = values["date"] or _epoch_day()
        values |= {
            "title": title,
            "slug": values["slug"] or slug(title),
            "authors": values["authors"]
            or tuple(filter(None, re.split(r"(?:(?<!\s)\s++)?&\s*|(?<!\s)\s++and\s+", config.author))),
            "edition": values["edition"] or (f"{words['edition']} {config.release}" if config.release else ""),
            "date": day,
            "address": values["address"] or config.html_baseurl,
        }
        return cls(**values, language=language, timestamp=_timestamp(day))


def slug(title: str) -> str:
    """A file name made from a title: its words in lower case, joined by hyphens."""
    return "-".join(re.findall(r"\w+", title.casefold())) or "book"


def _epoch_day() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date().isoformat() if epoch.isdigit() else ""


def _timestamp(day: str) -> int:
    """Seconds for the file's metadata. Never the clock: the same sources must give the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return int(epoch)
    try:
        return calendar.timegm(date.fromisoformat(day).timetuple())
    except ValueError:
        return 0


def add_settings(app: Sphinx) -> None:
    """Register every setting. All are read while writing, so none asks for pages to be read again."""
    for setting in SETTINGS:
        app.add_config_value(f"letopis_book_{setting.name}", setting.default, "", setting.types, setting.help)
