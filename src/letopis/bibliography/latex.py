r"""Reads the LaTeX and the HTML that stand in fields of `.bib` files: one pass, no command is ever printed raw.

The result is *marked text*: a string in which noncharacters of Unicode (U+FDD0 and following, which
no file may hold) stand around what is emphasised, raised or linked. Marked text is joined, cut and
compared like any other string, and becomes rich text at the very end.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Final

import latexcodec  # noqa: F401 - registers the codec "ulatex"

from letopis.bibliography.numerals import NUMBERS
from letopis.bibliography.quotes import turned

EM, STRONG, SUP, SUB, CLOSE, LINK, TARGET_END = (chr(0xFDD0 + number) for number in range(7))
"""Openings of four kinds of run, the end of any, and the two signs around the address of a link."""
MARKS: Final = EM + STRONG + SUP + SUB + CLOSE
ANY_MARK = re.compile(f"[{MARKS}]|{LINK}[^{LINK}{TARGET_END}]*{TARGET_END}")
_FOREIGN = re.compile("[\ufdd0-\ufdef]")

_STYLES: Final = {
    **dict.fromkeys("emph textit textsl mkbibemph mkbibitalic em it itshape slshape sl".split(), EM),
    **dict.fromkeys("textbf mkbibbold bf bfseries strong".split(), STRONG),
    **dict.fromkeys(("textsuperscript", "mkbibsuperscript", "sp"), SUP),
    **dict.fromkeys(("textsubscript", "mkbibsubscript", "sb"), SUB),
}
_SWITCHES: Final = frozenset("em it itshape slshape sl bf bfseries".split())
_AROUND: Final = {
    "enquote": "“”", "mkbibquote": "“”", "mkbibparens": "()", "mkbibbrackets": "[]", "textquote": "“”",
    "textelp": ("[…] ", ""), "foreignquote": "“”",
}  # fmt: skip
_PLAIN: Final = frozenset(
    "textsc textrm textsf texttt textup textnormal textmd text mbox hbox underline uline uppercase lowercase"
    " MakeUppercase MakeLowercase NoCaseChange MakeSentenceCase MakeTitleCase textcyrillic textgreek textlatin"
    " textrussian textgerman textfrench textenglish textpolish textitalian textspanish textlf textsw ensuremath mathrm"
    " mathit mathbf mathsf mathcal mathbb bibstring autocap mkbibacro textsmaller textlarger texorpdfstring emdash"
    " smash phantomsection sout st ul relax protect ignorespaces unskip allowbreak nobreak sc scshape rm rmfamily sf"
    " sffamily tt ttfamily normalfont upshape mdseries small footnotesize scriptsize large Large normalsize null frac"
    " fshyp hyp bibhyphenation adddot left right displaystyle mathsurround penalty sloppy selectfont boldmath"
    " unboldmath cyr cyrchar overline section subsection subsubsection paragraph chapter footnote marginpar"
    " cyrillictext latintext greektext hskip vphantom hphantom ordinal textord bibrangessep strut"
    " bigskip medskip smallskip noindent centering raggedright href url nolinkurl path".split()
)
"""Commands that change nothing in the words: they go, what stands in their braces stays."""
_LAST_OF_TWO: Final = frozenset(
    "foreignlanguage textlang textcolor selectlanguage otherlanguage foreignquote hyphenquote foreigntextquote"
    " raisebox parbox colorbox fontfamily scalebox".split()
)
"""Commands whose first braces tell how, and the second what."""
_GONE: Final = frozenset(
    "noopsort nocite label index begin end hspace vspace vskip selectlanguage color fontsize".split()
)
"""Commands that go with what stands in their braces: they sort or place, and print nothing."""
_SIGNS: dict[str, str] = {
    "dots": "…", "textellipsis": "…", "slash": "/", "textslash": "/", "textquotesingle": "’", "textquotedbl": '"',
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "lq": "‘",
    "rq": "’", "flqq": "«", "frqq": "»", "flq": "‹", "frq": "›", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘",
    "quotedblbase": "„", "quotesinglbase": "‚", "guilsinglleft": "‹", "guilsinglright": "›", "textnumero": "№",
    "guillemetleft": "«", "guillemetright": "»", "guillemotleft": "«", "guillemotright": "»",
    "No": "№", "textless": "<", "textgreater": ">", "textbar": "|", "textbraceleft": "{", "textbraceright": "}",
    "lbrace": "{", "rbrace": "}", "textunderscore": "_", "textasciicircum": "^", "textasciitilde": "~", "sim": "~",
    "textasciigrave": "`", "textbackslash": "\\", "backslash": "\\", "euro": "€", "texteuro": "€", "EUR": "€",
    "par": " ", "newline": " ", "linebreak": " ", "newblock": " ", "quad": " ", "qquad": " ", "space": " ",
    "nobreakspace": "\xa0",
    "addspace": " ", "textvisiblespace": " ", "thinspace": "\u2009", "textdollar": "$", "textpercent": "%",
    "textampersand": "&", "textendash": "–", "textemdash": "—", "bibrangedash": "–", "textminus": "−",
    "textperiodcentered": "·", "textbullet": "•", "cdot": "·", "cdots": "…", "times": "×", "texttimes": "×",
    "div": "÷", "textdegree": "°", "degree": "°", "prime": "′", "circ": "°", "leq": "≤", "le": "≤", "geq": "≥",
    "ge": "≥", "neq": "≠", "approx": "≈", "rightarrow": "→", "to": "→", "leftarrow": "←", "textrightarrow": "→",
    "textleftarrow": "←", "infty": "∞", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "cyrdash": "—",
    "textcompwordmark": "", "textrecipe": "℞", "checkmark": "✓", "dag": "†", "ddag": "‡", "textdagger": "†",
    "textdaggerdbl": "‡", "textparagraph": "¶", "textsection": "§", "textcent": "¢", "textyen": "¥", "textlira": "₤",
    "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "textordfeminine": "ª", "NG": "Ŋ",
    "textordmasculine": "º", "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "schwa": "ə",
    "pm": "±", "textpm": "±", "langle": "⟨", "rangle": "⟩", "gg": "≫", "ll": "≪", "ell": "ℓ", "leftrightarrow": "↔",
    "textasciimacron": "¯", "textasciiacute": "´", "textasciidieresis": "¨", "textasciibreve": "˘", "item": " ",
    "mid": "|", "vert": "|", "ast": "*", "star": "⋆", "bullet": "•", "sharp": "♯", "flat": "♭", "natural": "♮",
    "textdiv": "÷", "textbardbl": "‖", "textonesuperior": "¹", "texttwosuperior": "²", "textthreesuperior": "³",
    "textquestiondown": "¿", "textexclamdown": "¡", "textpilcrow": "¶", "textlnot": "¬", "leqslant": "≤", "geqslant": "≥",
"textmu": "µ", "textprime": "ʹ", "cprime": "ʹ",
    "cdprime": "ʺ", "textquotestraightbase": "‚", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "hyphen": "-",
    "textnobreakspace": "\xa0", "bibellipsis": "…", "bibleftpseudo": "", "isdot": "", "nopunct": "", "midsentence": "",
}  # fmt: skip
_GREEK: Final = dict(
    zip(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau"
        " upsilon phi chi psi omega".split(),
        "αβγδεζηθικλμνξοπρςστυφχψω",
        strict=True,
    )
)
_CYRILLIC: Final = dict(
    zip(
        "a b v g d e yo zh z i ishrt k l m n o p r s t u f h c ch sh shch hrdsn ery sftsn erev yu ya ie ii yi je".split(),
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяєіїј",
        strict=True,
    )
)
_SIGNS |= _GREEK | {f"var{name}": sign for name, sign in _GREEK.items()}
_SIGNS |= {name.capitalize(): sign.upper() for name, sign in _GREEK.items()}
_SIGNS |= {f"cyr{name}": sign for name, sign in _CYRILLIC.items()}
_SIGNS |= {f"CYR{name.upper()}": sign.upper() for name, sign in _CYRILLIC.items()}
_CONTROL: Final = {
    "\\": " ", ",": "\u2009", ";": " ", ":": " ", " ": " ", "\n": " ", "/": "", "-": "", "@": "", "!": "", "&": "&",
    "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", "+": "", "(": "", ")": "", "[": "", "]": "", "*": "",
}  # fmt: skip
_ACCENTS: Final = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361", "h": "\u0309", "G": "\u030f", "U": "\u030e", "f": "\u0311",
    "textcommabelow": "\u0326", "cb": "\u0326", "textsubring": "\u0325", "textdotbelow": "\u0323", "capitalcaron": "\u030c",
}  # fmt: skip
_LETTER = r"\{\\?[^{}\\]{0,3}\}|\\[ijlo](?![a-zA-Z])\s*|[^\s{}\\]"
_TOKEN = re.compile(
    rf"\\(?P<accent>[`'^~=.\"]|(?:[uvrHdckbthGUf]|textcommabelow|cb|textsubring|textdotbelow|capitalcaron)(?![a-zA-Z]))"
    rf"\s*(?P<letter>{_LETTER})?"
    r"|\\(?P<command>[a-zA-Z]+)\*?\s*(?P<opens>(?=[{\[]))?"
    r"|\\(?P<sign>.|$)"
    r"|(?P<brace>[{}])"
    r"|\$(?P<math>[^$]+)\$"
    r"|(?P<text>[^\\{}$]+|\$)",
    re.DOTALL,
)
_LINKS: Final = frozenset({"href", "url", "nolinkurl", "path"})
_FORMULA = re.compile(r"[\\^_{]|^[^$\s\d][^$\s]{0,20}$")
_NAMED = re.compile(r"\\([a-zA-Z]+)")
_SIMPLE = re.compile(r"[\\{}~$\"'`<&\ufdd0-\ufdef]|--")


_HTML = re.compile(
    r"<(?P<end>/?)(?P<tag>i|em|b|strong|sup|sub|sc|span|u|q|cite|bold|italic|p|br)(?P<more>\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|ndash|mdash|[a-z]{1,6}(?:acute|grave|uml|circ|cedil|tilde)|#\d+|#x[\da-f]+);",
    re.IGNORECASE,
)
_HTML_STYLES: Final = {
    "i": EM, "em": EM, "cite": EM, "italic": EM, "b": STRONG, "strong": STRONG, "bold": STRONG, "sup": SUP, "sub": SUB,
}  # fmt: skip
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_MOST_NESTED: Final = 40
_SPACE = re.compile(r"\s*")
_OPTION = re.compile(r"\s*\[[^\]]*\]")
_DASHES = re.compile(r"-{3}|-{2}")


def is_simple(value: str) -> bool:
    """Whether a value holds nothing that has to be read: no command, brace, quotation mark or tag."""
    return _SIMPLE.search(value) is None


def unknown_commands(value: str) -> list[str]:
    r"""The LaTeX commands in a value whose meaning is not known, each once, with its backslash."""
    if "\\" not in value:
        return []
    bare = re.sub(r"\\(?:url|nolinkurl|path|href)\s*\{[^{}]*\}", "", value)
    return [f"\\{name}" for name in dict.fromkeys(_NAMED.findall(bare)) if not _is_known(name)]


@lru_cache(maxsize=1024)
def _is_known(name: str) -> bool:
    return (
        name in _STYLES or name in _AROUND or name in _PLAIN or name in _LAST_OF_TWO or name in _GONE
        or name in _SIGNS or name in _ACCENTS or name in NUMBERS or _decoded(f"\\{name}") is not None
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _decoded(snippet: str) -> str | None:
    """What latexcodec makes of one command, or ``None`` if it does not know it."""
    try:
        text: str = codecs.decode(snippet, "ulatex")  # type: ignore[call-overload]  # from text to text
    except (ValueError, UnicodeError):
        return None
    return None if "\\" in text else text.replace("{", "").replace("}", "").strip()


def read_latex(value: str) -> str:
    """The marked text of a field's value. Braces and unknown commands go, every word stays."""
    value = _FOREIGN.sub("\N{REPLACEMENT CHARACTER}", value)
    pieces = "".join(_Reader(value).pieces())
    if "&" in pieces:
        pieces = _ENTITY.sub(lambda match: unescape(match[0]), pieces)
    text = _tags_read(pieces) if "<" in pieces else pieces
    return _quotes_turned(text) if '"' in text or "'" in text else text


class _Reader:
    """One pass over a value."""

    def __init__(self, value: str, depth: int = 0) -> None:
        self.value = value
        self.depth = depth
        self.groups: list[list[str]] = [[]]
        """For each open brace, what closes the runs that began within it."""

    def pieces(self) -> Iterator[str]:
        place, end = 0, len(self.value)
        while place < end:
            match = _TOKEN.match(self.value, place)
            if match is None:  # cannot be: any sign is matched
                return
            place = match.end()
            if match["text"] is not None:
                yield _plain_text(match["text"])
            elif match["brace"] is not None:
                yield self._brace(match["brace"])
            elif match["accent"] is not None:
                yield _accented(match["accent"], match["letter"])
            elif match["command"] is not None:
                text, place = self._command(match["command"], opens=match["opens"] is not None, place=place)
                yield text
            elif match["math"] is not None:
                if _FORMULA.search(match["math"]):
                    yield self._inner(_raised(match["math"]))
                else:  # two sums of money, not a formula
                    yield "$"
                    place = match.start() + 1
            else:
                yield _CONTROL.get(match["sign"], match["sign"])
        for group in reversed(self.groups):
            yield "".join(reversed(group))

    def _brace(self, brace: str) -> str:
        if brace == "{":
            self.groups.append([])
            return ""
        return "".join(reversed(self.groups.pop())) if len(self.groups) > 1 else ""

    def _inner(self, value: str) -> str:
        # Deep nesting is cut off rather than followed: a field of braces must not exhaust the stack.
        return (
            "".join(_Reader(value, self.depth + 1).pieces()) if self.depth < _MOST_NESTED else value.replace("\\", "")
        )

    def _command(self, name: str, *, opens: bool, place: int) -> tuple[str, int]:
        """What a command prints, and where reading goes on."""
        if name in _SIGNS:
            return _SIGNS[name], place
        if name in _SWITCHES:
            self.groups[-1].append(CLOSE)
            return _STYLES[name], place
        if opens and name in _LINKS:
            return self._link(name, place)
        argument = _argument(self.value, place) if opens else None
        if argument is None:
            return ("" if name in _PLAIN else _decoded(f"\\{name}") or ""), place
        if name in _LAST_OF_TWO or name in _GONE:
            further = _argument(self.value, argument[1]) if argument[0].startswith("otherlanguage") else None
            return "", further[1] if further and name == "begin" else argument[1]
        return self._around(name, self._inner(argument[0])), argument[1]

    def _around(self, name: str, inner: str) -> str:
        """What stands in a command's braces, with what the command puts around it."""
        if name in _STYLES:
            return f"{_STYLES[name]}{inner}{CLOSE}"
        if name in _AROUND:
            if "quot" in name:  # quotation marks within quotation marks are single
                inner = inner.replace("“", "‘").replace("”", "’")
            return f"{_AROUND[name][0]}{inner}{_AROUND[name][1]}"
        if name in NUMBERS:
            return NUMBERS[name](inner)
        return inner if name in _PLAIN else (_decoded(f"\\{name}") or "") + inner

    def _link(self, name: str, place: int) -> tuple[str, int]:
        address = _argument(self.value, place)
        if address is None:
            return "", place
        target = re.sub(r"\\([_%&#~{}])", r"\1", address[0]).strip()
        if name != "href":
            return f"{LINK}{target}{TARGET_END}{target}{CLOSE}", address[1]
        shown = _argument(self.value, address[1])
        text = self._inner(shown[0]) if shown else target
        return f"{LINK}{target}{TARGET_END}{text}{CLOSE}", shown[1] if shown else address[1]


def _argument(value: str, place: int) -> tuple[str, int] | None:
    """What stands in the braces that follow (after options in square brackets), and where they end."""
    match = _OPTION.match(value, place)
    start = _SPACE.match(value, match.end() if match else place).end()  # type: ignore[union-attr]  # matches nothing, too
    if value[start : start + 1] != "{":
        return None
    depth = 0
    for brace in _BRACE.finditer(value, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if not depth:
            return value[start + 1 : brace.start()], brace.end()
    return value[start + 1 :], len(value)


def _plain_text(text: str) -> str:
    if "-" in text:
        text = _DASHES.sub(lambda match: "—" if len(match[0]) == 3 else "–", text)
    if "`" in text or "''" in text:
        text = text.replace("``", "“").replace("''", "”").replace("`", "‘")
    return text.replace("~", "\N{NO-BREAK SPACE}")


def _accented(accent: str, letter: str | None) -> str:
    """A letter with its accent, as one sign where Unicode has one."""
    base = (letter or "").strip("{}").strip()
    base = {"\\i": "i", "\\j": "j", "\\l": "ł", "\\o": "ø"}.get(base, base.lstrip("\\"))
    if not base:
        return "" if accent not in "'`\"" else {"'": "’", "`": "‘", '"': "”"}[accent]
    return _composed(base[0] + _ACCENTS[accent]) + base[1:]


@lru_cache(maxsize=1024)
def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _raised(math: str) -> str:
    """A formula's ``^{th}`` and ``_2`` as the commands for raised and lowered text."""
    math = re.sub(r"\^(\{[^{}]*\}|\\?\w)", lambda m: f"\\textsuperscript{{{m[1].strip('{}')}}}", math)
    return re.sub(r"_(\{[^{}]*\}|\w)", lambda m: f"\\textsubscript{{{m[1].strip('{}')}}}", math)


def _tags_read(text: str) -> str:
    """The HTML that Zotero writes into fields, as marks; tags of other kinds stay as they are."""
    open_tags: list[tuple[str, str]] = []

    def read(match: re.Match[str]) -> str:
        tag = match["tag"].lower()
        if tag == "br":
            return " "
        if not match["end"]:
            mark = _HTML_STYLES.get(tag, "")
            if tag == "span" and "italic" in (match["more"] or ""):
                mark = EM
            if tag == "span" and "bold" in (match["more"] or ""):
                mark = STRONG
            open_tags.append((tag, CLOSE if mark else ""))
            return "“" if tag == "q" else mark
        if open_tags and open_tags[-1][0] == tag:
            closing = open_tags.pop()[1]
            return "”" if tag == "q" else closing
        return match[0] if not open_tags else ""

    read_text = _HTML.sub(read, text)
    return read_text + "".join(closing for _, closing in reversed(open_tags))


def _quotes_turned(text: str) -> str:
    """Straight marks turned by the words around them, whatever marks of style stand between."""
    if ANY_MARK.search(text) is None:
        return turned(text)
    pieces = re.split(f"((?:[{MARKS}]|{LINK}[^{LINK}{TARGET_END}]*{TARGET_END})+)", text)
    words = turned("".join(pieces[::2]))
    place = 0
    for number in range(0, len(pieces), 2):
        length = len(pieces[number])
        pieces[number] = words[place : place + length]
        place += length
    return "".join(pieces)
