"""The index in pieces: small scripts, of which a search loads the few it needs.

Each family of pieces is one sorted table, cut where a piece would grow beyond its size; the
manifest keeps the first key of each, so that the browser finds the piece for a key. What belongs to
an entry is cut after so many entries. So what a search loads does not grow with the archive. They are
scripts and not data, since a page that lies in a folder may load scripts beside it, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, Final

from letopis.search.alike import families, find_alike
from letopis.search.dating import MONTHS, PATTERN
from letopis.search.entries import Entry
from letopis.search.index import MOST_ENTRIES, Index, in_order, steps, units
from letopis.search.synonyms import LISTS, Synonyms
from letopis.search.words import Words

_PIECE: Final = {"t": 2_500, "n": 4_000, "r": 4_000, "b": 4_000}
"""Characters in a piece: terms, words, words from the end, terms that follow one another."""

_ROWS: Final = {"c": 4, "x": 4, "p": 400}
"""Entries in a piece: cards of results, texts for excerpts, periods."""

_SUMMARY: Final = 220

NO_SYNONYMS: Final = Synonyms()

Table = Iterable[tuple[str, Any]]


def make_files(
    entries: Sequence[Entry], index: Index, words: Words, synonyms: Synonyms = NO_SYNONYMS
) -> dict[str, str]:
    """Everything a browser needs to search, as scripts by name."""
    groups = synonyms.terms(words)
    groups["forms"] += map(list, families({*index.names, *index.vocabulary}, words))
    index.alike = find_alike(index, groups, words.silent_terms)
    told = {
        word for group in (*synonyms.forms, *synonyms.same) for member in group for word in _words_of(member, words)
    }
    known = in_order({*index.names, *index.vocabulary, *told} - words.stopwords)
    tables: dict[str, Table] = {
        "t": ((term, index.written(term)) for term in in_order({*index.postings, *index.aliases, *index.alike})),
        "n": ((word, word in index.names) for word in known),
        "r": ((word[::-1], word in index.names) for word in sorted(known, key=lambda one: units(one[::-1]))),
        "b": ((pair, _following(found)) for pair, found in index.pairs()),
    }
    rows: dict[str, list[Any]] = {
        "c": [_card(entry) for entry in entries],
        "x": [_text(entry) for entry in entries],
        "p": [[year for years in entry.years for year in years] for entry in entries],
    }
    scripts: dict[str, str] = {}
    firsts: dict[str, list[str]] = {}
    for family, table in tables.items():
        ends: list[tuple[str, str]] = []
        for number, (_, piece) in enumerate(pieces(table, _PIECE[family])):
            ends.append((piece[0][0], piece[-1][0]))
            # Written at once: of a large archive the pieces are larger than the index.
            scripts[f"{family}{number}.js"] = _taken(family, number, _packed(family, piece))
        firsts[family] = separators(ends)
    for family, all_rows in rows.items():
        for number, at in enumerate(range(0, len(all_rows), _ROWS[family])):
            scripts[f"{family}{number}.js"] = _taken(family, number, all_rows[at : at + _ROWS[family]])
    # A search without a phrase has no need of these.
    scripts["pairs.js"] = f'letopisSearch.take("pairs",{_json(firsts.pop("b"))});\n'
    scripts["manifest.js"] = f"letopisSearch.open({_json(_manifest(entries, words, firsts, groups))});\n"
    return {**scripts, **words.scripts}


def pieces(table: Table, size: int) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """A table cut into pieces of about a size, each with its first key."""
    piece: list[tuple[str, Any]] = []
    length = 0
    for key, value in table:
        added = len(_json(value)) + len(key) + 4
        if piece and length + added > size:
            yield piece[0][0], piece
            piece, length = [], 0
        piece.append((key, value))
        length += added
    if piece:
        yield piece[0][0], piece


def _following(entries: Sequence[int]) -> str:
    """The entries of a pair; of one that is everywhere the first, and ``!`` after them: it tells nothing more."""
    return steps(entries) if len(entries) <= MOST_ENTRIES else f"{steps(entries[:MOST_ENTRIES])}!"


def _taken(family: str, number: int, content: Any) -> str:
    return f'letopisSearch.take("{family}{number}",{_json(content)});\n'


def separators(ends: Sequence[tuple[str, str]]) -> list[str]:
    """Of each piece, the shortest key that stands after all of the piece before it, and after none of its own.

    ``ends`` are the first and the last key of each piece.
    """
    found = [""] if ends else []
    for (_, last), (first, _) in pairwise(ends):
        found.append(next(part for part in accumulate(first) if units(part) > units(last)))
    return found


def _packed(family: str, piece: list[tuple[str, Any]]) -> Any:
    """Words in one line, those of names with a capital letter before them; all else as a table."""
    if family in {"n", "r"}:
        return " ".join(f"{'N' if named else ''}{word}" for word, named in piece)
    return dict(piece)


def _manifest(
    entries: Sequence[Entry], words: Words, firsts: dict[str, list[str]], groups: dict[str, Any]
) -> dict[str, Any]:
    """What the browser must know before it can ask for a piece."""
    kinds: list[list[Any]] = []
    for number, entry in enumerate(entries):
        if not kinds or kinds[-1][0] != entry.kind:
            kinds.append([entry.kind, *entry.labels, number])
    return {
        "entries": len(entries),
        "cyrillic": "cyrillic.js" in words.scripts,
        "kinds": kinds,
        "firsts": firsts,
        "rows": _ROWS,
        "doubted": [number for number, entry in enumerate(entries) if entry.doubted],
        "stated": [number for number, entry in enumerate(entries) if entry.stated],
        "stop": " ".join(sorted(words.stopwords)),
        "spellings": words.spellings,
        # What words find by one another stands with the words; a phrase has to be known before it is looked up.
        **{name: value for name, value in groups.items() if name not in LISTS},
        "phrases": "|".join(in_order({one for name in LISTS for group in groups[name] for one in group if " " in one})),
        "dates": PATTERN,
        "months": MONTHS,
    }


def _card(entry: Entry) -> list[str]:
    """What a result shows at once: title, address, line, summary; of a claim its verdict, too."""
    summary = entry.summary or entry.text
    if len(summary) > _SUMMARY:
        summary = summary[:_SUMMARY].rpartition(" ")[0] + " …"
    return [entry.title, entry.address, entry.line, summary, *([entry.verdict] if entry.verdict else [])]


def _text(entry: Entry) -> str:
    """All that an excerpt may be taken from, each on a line: summary, text, fields."""
    # What two fields say is read once. A tab marks the fields: they are no sentences (page.js).
    facts = "; ".join(dict.fromkeys(entry.facts.split("; ")))
    return "\n".join(part for part in (entry.summary, entry.text, facts and f"\t{facts}") if part)


def _words_of(text: str, words: Words) -> Iterator[str]:
    return (words.folded(part) for word in words.split(text) for part in word.parts if part.isalpha() and len(part) > 3)


_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A value as JSON. (``json.dumps`` makes such an encoder anew for each value, and there are as many as terms.)"""
