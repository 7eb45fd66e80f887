"""The sources of an archive for reference managers: BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

from letopis.bibliography import to_bibtex, to_csl, to_ris
from letopis.exports.material import Material, as_lines


def bibtex(material: Material) -> str:
    """Every source, every value as it was written."""
    return "\n".join(to_bibtex(entry) for _, entry in sorted(material.entries.items()))


def ris(material: Material) -> str:
    """Every source; lines end in CR LF as the format demands."""
    return "\r\n".join(to_ris(entry) for _, entry in sorted(material.entries.items()))


def csl_json(material: Material) -> str:
    """Every source as an item of CSL-JSON."""
    return as_lines([to_csl(entry) for _, entry in sorted(material.entries.items())])
