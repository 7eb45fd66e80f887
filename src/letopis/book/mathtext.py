"""Formulas: the part of LaTeX's mathematics that pages commonly use, as Typst's.

What is not known here raises :class:`MathError`; the caller prints the source instead. That is
better than a formula that looks right and is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from letopis.book.markup import string

if TYPE_CHECKING:
    from collections.abc import Callable

_SIGNS = re.compile(r"\\(?:[A-Za-z]+\*?|.)|\d+(?:\.\d+)?|\s+|.", re.DOTALL)

_GREEK = (
    "alpha beta gamma delta zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
).split()
_SAME = (
    "sum partial nabla in times div sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln exp lim "
    "max min sup inf det dim ker gcd deg arg quad"
).split()
SYMBOLS = {
    **{name: name for name in (*_GREEK, *_SAME)},
    "epsilon": "epsilon.alt", "varepsilon": "epsilon", "phi": "phi.alt", "varphi": "phi", "vartheta": "theta.alt",
    "prod": "product", "int": "integral", "iint": "integral.double", "oint": "integral.cont", "infty": "infinity",
    "emptyset": "emptyset",
    "cdot": "dot.op", "ast": "ast.op", "pm": "plus.minus", "mp": "minus.plus", "circ": "compose", "star": "star.op",
    "le": "<=", "leq": "<=", "ge": ">=", "geq": ">=", "ne": "!=", "neq": "!=", "ll": "<<", "gg": ">>",
    "approx": "approx", "equiv": "equiv", "sim": "tilde.op", "cong": "tilde.equiv", "propto": "prop",
    "to": "arrow.r", "rightarrow": "arrow.r", "leftarrow": "arrow.l", "Rightarrow": "arrow.r.double",
    "Leftarrow": "arrow.l.double", "Leftrightarrow": "arrow.l.r.double", "leftrightarrow": "arrow.l.r",
    "implies": "arrow.r.double.long", "iff": "arrow.l.r.double.long", "mapsto": "arrow.r.bar",
    "notin": "in.not", "ni": "in.rev", "subset": "subset", "subseteq": "subset.eq", "supset": "supset",
    "supseteq": "supset.eq", "cup": "union", "cap": "inter", "setminus": "without", "forall": "forall",
    "exists": "exists", "neg": "not", "lnot": "not", "land": "and", "wedge": "and", "lor": "or", "vee": "or",
    "ldots": "dots.h", "dots": "dots.h", "cdots": "dots.c", "vdots": "dots.v", "ddots": "dots.down",
    "langle": "chevron.l", "rangle": "chevron.r", "lfloor": "floor.l", "rfloor": "floor.r", "lceil": "ceil.l",
    "rceil": "ceil.r", "vert": "bar.v", "Vert": "bar.v.double", "mid": "bar.v", "parallel": "parallel", "perp": "perp",
    "ell": "ell", "hbar": "planck", "prime": "prime", "angle": "angle", "degree": "degree", "bmod": "mod",
    "qquad": "wide",
    ",": "thin", ":": "med", ";": "thick", "!": "", " ": "space", "{": "\\{", "}": "\\}", "|": "bar.v.double",
    "%": "\\%", "$": "\\$", "#": "\\#", "&": "\\&", "_": "\\_", "\\": "\\ ", "limits": "", "nolimits": "", "nonumber": "",
    "displaystyle": "", "textstyle": "", "notag": "",
}  # fmt: skip
"""Commands without arguments."""

WRAPPERS = {
    "sqrt": "sqrt", "overline": "overline", "underline": "underline", "hat": "hat", "widehat": "hat", "bar": "macron",
    "vec": "arrow", "dot": "dot", "ddot": "dot.double", "tilde": "tilde", "widetilde": "tilde", "mathbf": "bold",
    "boldsymbol": "bold", "mathbb": "bb", "mathcal": "cal", "mathfrak": "frak", "mathrm": "upright", "mathit": "italic",
    "mathsf": "sans", "mathtt": "mono", "overbrace": "overbrace", "underbrace": "underbrace",
}  # fmt: skip
"""Commands with one argument."""

WORDS = {"text", "textrm", "mathop", "operatorname", "textit", "mbox"}
"""Commands whose argument is words."""

_LINES = {"align", "align*", "aligned", "gather", "gather*", "gathered", "equation", "equation*", "split", "eqnarray"}
_MATRICES = {"matrix": "#none", "pmatrix": '"("', "bmatrix": '"["', "vmatrix": '"|"', "Bmatrix": '"{"'}
_ESCAPED = set('#$"/;,@')


class MathError(ValueError):
    """Something in a formula that we do not translate."""


def to_typst(source: str) -> str:
    """A formula of LaTeX in Typst's notation, without the dollar signs."""
    return _Formula(_SIGNS.findall(source.strip())).until_end()


class _Formula:
    """A reader of LaTeX's signs, one after another."""

    def __init__(self, signs: list[str]) -> None:
        self.signs = signs
        self.at = 0

    def peek(self) -> str:
        """The next sign; space means nothing but in words."""
        while self.at < len(self.signs) and self.signs[self.at].isspace():
            self.at += 1
        return self.signs[self.at] if self.at < len(self.signs) else ""

    def take(self) -> str:
        sign = self.peek()
        if not sign:
            raise MathError("it ends too early")
        self.at += 1
        return sign

    def until_end(self) -> str:
        text = self.until("")
        if self.peek():
            raise MathError(f"{self.peek()!r} closes nothing")
        return text

    def until(self, *ends: str) -> str:
        """Everything before one of some signs, which is left to be taken."""
        parts: list[str] = []
        while (sign := self.peek()) and sign not in ends and sign not in {"}", "\\right", "\\end"}:
            parts.append(self.atom())
        return " ".join(part for part in parts if part)

    def argument(self) -> str:
        """What stands in braces, or one atom."""
        if self.peek() != "{":
            return self.atom()
        self.take()
        text = self.until("}")
        self.expect("}")
        return text

    def words(self) -> str:
        """An argument that is words."""
        self.expect("{")
        rest = self.signs[self.at :]
        if "}" not in rest:
            raise MathError("it ends too early")
        words = rest[: rest.index("}")]
        self.at += len(words) + 1
        return "".join(words)

    def expect(self, sign: str) -> None:
        found = self.take()
        if found != sign:
            raise MathError(f"{sign!r} was due where {found!r} stands")

    def atom(self) -> str:
        sign = self.take()
        if sign in "^_":
            return f"{sign}({self.argument()})"
        if sign == "{":
            self.at -= 1
            return self.argument()
        if sign.startswith("\\"):
            return self.command(sign[1:])
        if sign == "~":
            return "space.nobreak"
        if sign in "()[]|":
            return f"\\{sign}"
        return f"\\{sign}" if sign in _ESCAPED else sign

    def command(self, name: str) -> str:
        if name in SYMBOLS:
            return SYMBOLS[name]
        if name in WRAPPERS:
            if name == "sqrt" and self.peek() == "[":
                self.take()
                degree = self.until("]")
                self.expect("]")
                return f"root({degree}, {self.argument()})"
            return f"{WRAPPERS[name]}({self.argument()})"
        if name in WORDS:
            return string(self.words())
        special: dict[str, Callable[[], str]] = {
            "frac": self.fraction, "dfrac": self.fraction, "tfrac": self.fraction, "binom": self.binomial,
            "left": self.fenced, "begin": self.environment, "label": self.unseen, "tag": self.unseen,
        }  # fmt: skip
        if name not in special:
            raise MathError(f"the command \\{name} is not known")
        return special[name]()

    def fraction(self) -> str:
        return f"frac({self.argument()}, {self.argument()})"

    def binomial(self) -> str:
        return f"binom({self.argument()}, {self.argument()})"

    def unseen(self) -> str:
        self.words()
        return ""

    def fenced(self) -> str:
        """Delimiters as tall as what they hold."""
        opening, body = self.delimiter(), self.until("\\right")
        self.expect("\\right")
        return f"lr({opening} {body} {self.delimiter()})"

    def delimiter(self) -> str:
        sign = self.take()
        name = sign.removeprefix("\\")
        return "" if sign == "." else SYMBOLS.get(name, f"\\{sign}") if sign.startswith("\\") else f"\\{sign}"

    def environment(self) -> str:
        name = self.words()
        if name == "array":
            raise MathError(f"the environment {name} is not known")
        rows: list[list[str]] = [[]]
        while self.peek() and self.peek() != "\\end":
            rows[-1].append(self.until("&", "\\\\"))
            if self.peek() == "&":
                self.take()
                continue
            if self.peek() == "\\\\":
                self.take()
                rows.append([])
        self.expect("\\end")
        self.words()
        rows = [row for row in rows if any(row)]
        if name in _LINES:
            return " \\ ".join(" & ".join(row) for row in rows)
        if name == "cases":
            return f"cases({', '.join(' & '.join(row) for row in rows)})"
        if name in _MATRICES:
            return f"mat(delim: {_MATRICES[name]}, {'; '.join(', '.join(row) for row in rows)})"
        raise MathError(f"the environment {name} is not known")
