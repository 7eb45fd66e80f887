"""The option ``:filter:`` of a list of sources: read by a small grammar of our own, never by Python.

    type == "book" and year >= "1950"
    "archival" in keywords or not cited
    docname in docnames
    author % "^Ader"

A word is a field of the entry, by any of its names, or one of ``type``, ``key``, ``cited`` (whether it is cited),
``docname`` (the page of the list), ``docnames`` (the pages that cite it), ``True``, ``False``. ``%`` looks for a pattern
(see :mod:`letopis.bibliography.patterns`); ``{"a", "b"}`` is a set; ``&`` and ``|`` are what two sets share, or hold.
The language is that of sphinxcontrib-bibtex.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from letopis.bibliography.data_model import NAMES
from letopis.bibliography.entries import Entry, people
from letopis.bibliography.patterns import PatternError, compiled, found_in
from letopis.model.source_fields import canonical_field, field_of

Value: TypeAlias = "str | bool | frozenset[str]"

MOST_LENGTH: Final = 2_000
MOST_DEPTH: Final = 50

_TOKEN = re.compile(
    r"""\s*(?:r?(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""|(?P<word>[^\W\d][\w-]*)|(?P<sign>==|!=|<=|>=|[<>%&|(){},])|(?P<wrong>\S))"""
)
_COMPARISONS: Final = frozenset({"==", "!=", "<", "<=", ">", ">=", "in", "not in"})


class FilterError(ValueError):
    """A filter that cannot be read, or does not fit an entry; its text says what to write."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about: an entry, the page its list is on, and the pages that cite it."""

    entry: Entry
    docname: str
    docnames: frozenset[str]


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a filter: an operator with its parts, a word (``name``), or a value as it is written (``value``)."""

    kind: str
    parts: tuple[Term, ...] = ()
    text: str = ""


ALL: Final = Term("name", text="True")
CITED: Final = Term("name", text="cited")
NOT_CITED: Final = Term("not", (CITED,))


def parse_filter(text: str) -> Term:
    """A filter as terms. Raises `FilterError`."""
    if len(text) > MOST_LENGTH:
        raise FilterError(f"it is longer than {MOST_LENGTH} characters")
    reader = _Reader(text)
    term = reader.disjunction()
    if reader.sign:
        raise FilterError(f"'{reader.sign}' does not belong where it stands")
    return term


def passes(term: Term, asked: Asked) -> bool:
    """Whether an entry belongs in the list. Raises `FilterError` where two values cannot be compared."""
    return bool(_value(term, asked))


class _Reader:
    """Reads one token ahead; ``sign`` is an operator or bracket, ``literal`` the value of a quotation."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.kind, self.sign = "", ""
        self.depth = 0
        self.forward()

    def forward(self) -> str:
        """Go on by one token; gives the one that was left."""
        left = self.sign
        self.kind, self.sign = next(self.tokens, ("", ""))
        return left

    def take(self, *signs: str) -> str:
        """The sign, if it is one of these and no quotation; else nothing."""
        return self.forward() if self.sign in signs and self.kind != "quoted" else ""

    def disjunction(self) -> Term:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise FilterError(f"it has brackets more than {MOST_DEPTH} deep")
        term = self._chain("or", lambda: self._chain("and", self.negation))
        self.depth -= 1
        return term

    def _chain(self, word: str, part: Callable[[], Term]) -> Term:
        parts = [part()]
        while self.take(word):
            parts.append(part())
        return Term(word, tuple(parts)) if len(parts) > 1 else parts[0]

    def negation(self) -> Term:
        turns = 0
        while self.take("not"):
            turns += 1
        term = self.comparison()
        return Term("not", (term,)) if turns % 2 else term

    def comparison(self) -> Term:
        left = self.operand()
        sign = self.take("==", "!=", "<", "<=", ">", ">=", "in")
        if not sign and self.take("not"):
            if not self.take("in"):
                raise FilterError("after a value, 'not' is followed by 'in'")
            sign = "not in"
        if not sign:
            return left
        term = Term(sign, (left, self.operand()))
        if self.kind == "sign" and self.sign in _COMPARISONS:
            raise FilterError("two comparisons in a row are joined by 'and'")
        return term

    def operand(self) -> Term:
        term = self.single()
        while sign := self.take("%", "&", "|"):
            term = Term(sign, (term, self.single()))
            _check_pattern(term)
        return term

    def single(self) -> Term:
        if self.kind == "quoted":
            return Term("value", text=self.forward())
        if self.take("("):
            term = self.disjunction()
            if not self.take(")"):
                raise FilterError("a bracket '(' is not closed")
            return term
        if self.take("{"):
            parts = [self.single()]
            while self.take(","):
                parts.append(self.single())
            if not self.take("}"):
                raise FilterError("a set '{' is not closed")
            return Term("set", tuple(parts))
        if self.kind == "word" and self.sign not in {"and", "or", "not", "in"}:
            return Term("name", text=self.forward())
        raise FilterError(f"a value is missing {f'before {self.sign!r}' if self.sign else 'at the end'}")


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text.strip()):
        if match["wrong"]:
            raise FilterError(f"'{match['wrong']}' is not known here; put a value in quotation marks")
        if match["quoted"]:
            raw = match[0].lstrip().startswith("r")
            inside = match["quoted"][1:-1]
            yield "quoted", inside if raw else re.sub(r"\\([\"'\\])", r"\1", inside)
        else:
            yield ("word", match["word"]) if match["word"] else ("sign", match["sign"])


def _check_pattern(term: Term) -> None:
    pattern = term.parts[1]
    if term.kind == "%" and pattern.kind == "value":
        try:
            compiled(pattern.text)
        except PatternError as error:
            raise FilterError(f"the pattern '{pattern.text}' {error}") from None


def _value(term: Term, asked: Asked) -> Any:
    match term.kind:
        case "name":
            return _named(term.text, asked)
        case "value":
            return term.text
        case "set":
            return frozenset(_value(part, asked) for part in term.parts)
        case "and":
            return all(_value(part, asked) for part in term.parts)
        case "or":
            return any(_value(part, asked) for part in term.parts)
        case "not":
            return not _value(term.parts[0], asked)
    left, right = (_value(part, asked) for part in term.parts)
    try:
        return _OPERATORS[term.kind](left, right)
    except (TypeError, PatternError) as error:
        told = str(error) if isinstance(error, PatternError) else f"'{term.kind}' cannot stand between these two values"
        raise FilterError(told) from None


def _contains(left: Any, right: Any) -> bool:
    return left in right


def _matches(left: Any, right: Any) -> bool:
    if not (isinstance(left, str) and isinstance(right, str)):
        raise TypeError
    return found_in(right, left)


_OPERATORS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "in": _contains,
    "not in": lambda left, right: not _contains(left, right),
    "%": _matches,
    "&": lambda left, right: left & right,
    "|": lambda left, right: left | right,
}


def _named(name: str, asked: Asked) -> Value:
    """The value of a word: of the entry, of its list, or a field; a field that the entry lacks is empty."""
    match name:
        case "True" | "False":
            return name == "True"
        case "type" | "key":
            return str(getattr(asked.entry, name)).lower()
        case "cited":
            return bool(asked.docnames)
        case "docname":
            return asked.docname
        case "docnames":
            return asked.docnames
    if (role := canonical_field(name)) in NAMES:
        return " and ".join(str(person) for person in people(asked.entry, role))
    return field_of(asked.entry.fields, name)
