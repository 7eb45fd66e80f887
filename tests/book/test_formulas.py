"""Formulas of LaTeX in Typst's notation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typst

from letopis.book.mathtext import SYMBOLS, WRAPPERS, MathError, to_typst

if TYPE_CHECKING:
    from pathlib import Path

    from tests.book.printing import BuildBook


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("a^2 + b_1", "a ^(2) + b _(1)"),
        (r"\frac{1}{2}", "frac(1, 2)"),
        (r"\sqrt[3]{x}", "root(3, x)"),
        (r"\left( \frac{a}{b} \right]", r"lr(\( frac(a, b) \]  )".replace("  )", ")")),
        (r"\left. x \right|", r"lr( x \|)"),
        (r"\text{if } x", '"if " x'),
        (r"\begin{cases} 1 & x \\ 0 & y \end{cases}", "cases(1 & x, 0 & y)"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", 'mat(delim: "(", 1, 2; 3, 4)'),
        (r"\begin{align} a &= b \\ c &= d \end{align}", r"a & = b \ c & = d"),
        (r"x_{i,j} / 2", r"x _(i \, j) \/ 2"),
        (r"\label{a} x", "x"),
        (r"\binom n k", "binom(n, k)"),
        ("{ }", ""),
    ],
)
def test_translated(latex: str, expected: str) -> None:
    assert to_typst(latex) == expected


@pytest.mark.parametrize(
    "latex",
    [
        r"\unknown x",
        r"\frac{1}",
        "{x",
        "x}",
        r"\begin{array}{c} x \end{array}",
        r"\begin{strange} x \end{strange}",
        r"\text{x",
    ],
)
def test_what_is_not_understood_is_refused(latex: str) -> None:
    with pytest.raises(MathError):
        to_typst(latex)


def test_typst_knows_every_name_we_use(tmp_path: Path) -> None:
    formulas = [f"$ a {symbol} b $" for symbol in SYMBOLS.values()] + [f"$ {name}(x) $" for name in WRAPPERS.values()]
    page = tmp_path / "formulas.typ"
    page.write_text("\n".join(formulas), encoding="utf-8")
    _, warnings = typst.compile_with_warnings(str(page), format="svg")
    assert not warnings


def test_a_formula_we_cannot_translate_is_printed_as_its_source(build_book: BuildBook) -> None:
    book = build_book("# One\n\nText $\\strange{x}$.\n")
    assert len(book.warnings) == 1
    assert book.warnings[0].startswith("chapter.md:3: WARNING: the formula '\\\\strange{x}' is printed as its source")
    assert "\\strange{x}" in " ".join(book.pages)
