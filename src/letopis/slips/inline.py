"""Slips inside a paragraph: roles, citations, links, notes and emphasis as other programs write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Protocol

from letopis.diagnostics import Code
from letopis.slips.masking import Masked, mask
from letopis.slips.slip import Slip, Words

_QUOTES: Final = "'\"‘’‚“”„´′"
_ADDRESS: Final = re.compile(r"(?=#|https?://|[^#]*?\.(?:md|html?)(?:#|$))[\w./:#%?=&~-]+")

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]


def _rule(pattern: str) -> Callable[[Callable[[re.Match[str]], str | None]], Rule]:
    return lambda message: (re.compile(pattern), message)


def _cited(text: str) -> str:
    """``Key, p. 5; Other`` as a citation of ours."""
    parts = []
    for part in text.replace("@", "").split(";"):
        key, _, place = (piece.strip() for piece in part.strip().partition(","))
        parts.append(f"{key}{{{place}}}" if place else key)
    return f"{{cite:p}}`{','.join(parts)}`"


@_rule(rf"\{{(?P<name>[A-Za-z][\w:]{{0,30}})\}} ?[{_QUOTES}](?P<key>[^{_QUOTES}`\n]{{1,80}})[{_QUOTES}]")
def _quoted(match: re.Match[str]) -> str:
    return (
        f"{match[0]!r} stands in quotation marks. Write {{{match['name']}}}`{match['key']}`, with two backticks: the key "
        "that is at the top left of many keyboards."
    )


@_rule(r"\[\[(?P<key>[^\[\]\n]{1,80})\]\]")
def _double_brackets(match: re.Match[str]) -> str:
    return f"{match[0]!r} is no link here. Write {{person}}`{match['key']}`, with the kind of the record in braces."


@_rule(r"\[-?@(?P<cited>[^\[\]\n]{1,200})\]")
def _pandoc(match: re.Match[str]) -> str:
    return f"{match[0]!r} is a citation as in Pandoc. Write {_cited(match['cited'])}."


@_rule(r"\\(?:[a-zA-Z]*cite[a-zA-Z]*)\*?(?:\[(?P<place>[^\[\]\n]{0,80})\])?\{(?P<key>[^{}\n]{1,200})\}")
def _latex(match: re.Match[str]) -> str:
    place = f", {match['place']}" if match["place"] else ""
    return f"{match[0]!r} is a citation as in LaTeX. Write {_cited(match['key'] + place)}."


@_rule(r"\{\{\s*(?P<inner>[\w.-]{1,40})\s*\}\}")
def _template(match: re.Match[str]) -> str:
    return f"{match[0]!r}: an expression in '{{{{ }}}}' is printed as it stands. Write what it stands for."


@_rule(r"(?<=[\w.,;:!?”’)])\^(?P<label>\d{1,3})\b")
def _raised(match: re.Match[str]) -> str:
    return f"{match[0]!r} is no note. Write [^{match['label']}] here, and the note as [^{match['label']}]: … below."


@_rule(r"\[(?P<words>[^\[\]\n]{1,200})\] +\((?P<target>[^()\s]{1,300})\)")
def _apart(match: re.Match[str]) -> str | None:
    if not _ADDRESS.fullmatch(match["target"]):
        return None
    return f"a space parts the words of a link from its address. Write [{match['words']}]({match['target']})."


@_rule(r"\((?P<words>[^()\n]{1,200})\)\[(?P<target>[^\[\]\s]{1,300})\]")
def _exchanged(match: re.Match[str]) -> str | None:
    if not _ADDRESS.fullmatch(match["target"]):
        return None
    return f"the brackets of a link are exchanged. Write [{match['words']}]({match['target']})."


@_rule(r"\[(?P<words>[^\[\]\n]{1,200})\]\((?P<target>[^()<>\"\n]{1,300})\)")
def _spaced(match: re.Match[str]) -> str | None:
    target = match["target"].strip()
    if " " not in target or not re.search(r"\.\w{2,4}$|//|\.md#", target):
        return None
    return f"the address of a link holds a space. Write [{match['words']}](<{target}>), or rename the file."


@_rule(r"(?<![\w|\\])\|(?P<word>[A-Za-z][\w -]{0,60}[\w])\|(?![\w|])")
def _substitution(match: re.Match[str]) -> str:
    return f"{match[0]!r} is printed with its bars. Write the word without them, or {{person}}`key` for a record."


@_rule(r"&(?P<name>nbsp|mdash|ndash|hellip|quot|amp|lt|gt);?(?=amp;|#)")
def _twice(match: re.Match[str]) -> str:
    return f"{match[0]!r} is a sign of HTML written twice. Write the sign itself."


@_rule(r"(?i)(?<!!)\[(?P<words>[^\[\]\n]{1,200})\]\(<?(?P<target>(?:file|[a-z]):[\\/][^()\n]{0,300})\)")
def _own_disk(match: re.Match[str]) -> str:
    return (
        f"the link '{match['target']}' leads into your own computer, and links are http, https or mailto. Put the file "
        "beside the page, and link to it there."
    )


RULES: Final[tuple[Rule, ...]] = (
    _quoted, _double_brackets, _pandoc, _latex, _template, _raised, _apart, _exchanged, _spaced, _substitution, _twice,
    _own_disk,
)  # fmt: skip


def inline_slips(text: str, words: Words) -> Iterator[Slip]:
    """The slips in the text of one paragraph or heading, as it is written; the first only of each line."""
    found: dict[int, tuple[int, str]] = {}
    masked = mask(text)
    for at, message in (*_ticks(text, masked, words), *_matches(masked.text, words), *_labels(masked.text, words)):
        line = text.count("\n", 0, at)
        if line not in found or found[line][0] > at:
            found[line] = (at, message)
    for line in sorted(found):
        yield Slip(Code.MARKUP, line, found[line][1])


def _matches(text: str, words: Words) -> Iterator[tuple[int, str]]:
    for pattern, message in RULES:
        if pattern is _template[0] and words.substitutions:
            continue
        for match in pattern.finditer(text):
            if said := message(match):
                yield match.start(), said


def _ticks(text: str, masked: Masked, words: Words) -> Iterator[tuple[int, str]]:
    """What stands before a backtick is no role, or a backtick has no partner."""
    for span in masked.spans:
        inner = span.text.strip()
        role = span.name.lower()
        known = role in words.roles or role in words.kinds
        if span.form == "spaced" and known:
            yield span.start, f"a space stands before the backtick. Write {{{role}}}`{inner}`."
        elif span.form == "colons" and known:
            yield span.start, f"':{span.name}:' is a role as in reStructuredText. Write {{{role}}}`{inner}`."
        elif span.form == "colon" and role in words.kinds:
            yield span.start, f"'{span.name}:' stands without braces. Write {{{role}}}`{inner}`."
    for at in masked.alone:
        before = re.search(r"\{([A-Za-z][\w:]{0,30})\}$", text[max(0, at - 40) : at])
        key = re.compile(r"`*([\w-]+)").match(text, at)
        instead = (
            f"{{{before[1]}}}`{key[1]}`" if before and key else f"`{key[1]}`" if key else "it twice, or take it out"
        )
        yield at, f"a backtick has no partner. Write {instead}."


def _labels(text: str, words: Words) -> Iterator[tuple[int, str]]:
    """A link by a label that the page does not define."""
    for match in re.finditer(r"\[(?P<words>[^\[\]\n^@]{1,200})\]\[(?P<label>[^\[\]\n]{0,200})\]", text):
        label = " ".join((match["label"] or match["words"]).split()).upper()
        if label not in words.references:
            instead = f"Write [{match['words']}](page.md), or a line '[{label.lower()}]: page.md'."
            yield match.start(), f"no line says where {match[0]} leads. {instead}"


def emphasis_slips(token: Inline) -> Iterator[Slip]:
    """Signs of bold that stand in the text, since they have no partner or a space beside them.

    ``token`` is the paragraph as it was parsed: only there it is known which signs were read.
    """
    line = 0
    for child in token.children or ():
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        elif child.type == "text" and "**" in child.content and "**" in token.content:
            message = "a '**' is printed as it stands: it has no partner, or a space beside it. Write **word** so."
            yield Slip(Code.MARKUP, line, message)
            return


class Inline(Protocol):
    """What is asked of a token of Markdown."""

    @property
    def type(self) -> str:
        """Its name."""

    @property
    def content(self) -> str:
        """Its text."""

    @property
    def children(self) -> Sequence[Any]:
        """What stands in it."""
