"""Make the faces of the web pages from the whole Source Serif 4: `python3 make.py fonts`.

A page loads a part of a face only for letters that it shows. Which letters, and of which weights, is read from the
style sheet (`unicode-range` in `10-tokens.css`), so the two cannot differ.
"""

from __future__ import annotations

import re
from copy import deepcopy
from importlib import resources
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib.instancer import instantiateVariableFont

HTML: Final = Path(__file__).parent.parent / "src/letopis/html"
STYLES: Final = HTML / "styles/10-tokens.css"
FOLDER: Final = HTML / "static/letopis/fonts"
FACE: Final = re.compile(
    r"@font-face \{.*?fonts/(?P<name>[\w-]+)\.woff2.*?font-weight: (?P<weight>[\d ]+);.*?font-style: (?P<style>\w+);"
    r".*?unicode-range: (?P<letters>[^;]+);",
    re.DOTALL,
)
SOURCES: Final = {"normal": "SourceSerif4[opsz,wght].ttf", "italic": "SourceSerif4-Italic[opsz,wght].ttf"}
WEIGHTS: Final[dict[tuple[str, str], int | tuple[int, int]]] = {
    ("normal", "400 700"): (400, 650), ("normal", "400"): 400, ("normal", "600 700"): 640, ("italic", "400 700"): 400
}  # fmt: skip
"""By style and weight in the style sheet, those that the pages use: there is no bold italic."""
FEATURES: Final = ["kern", "liga", "locl", "ccmp", "mark", "mkmk", "onum"]
"""What the style sheets turn on, and what puts accents in their places."""
PRIMES: Final = {0x2B9: 0x2032, 0x2BA: 0x2033}
"""The signs of ALA-LC for the soft and the hard sign, which the face has only as minutes and seconds."""
TIE: Final = 0x361
"""The bow of ALA-LC over two letters, as over the i and u of i͡u, which the face has not."""


def main() -> None:
    """Writes every face of the style sheet, and says how much each weighs."""
    for face in FACE.finditer(STYLES.read_text(encoding="utf-8")):
        path = FOLDER / f"{face['name']}.woff2"
        write(path, SOURCES[face["style"]], WEIGHTS[face["style"], face["weight"]], points(face["letters"]))
        print(f"{path.name}: {path.stat().st_size / 1024:.1f} KiB")


def write(path: Path, source: str, weight: int | tuple[int, int], wanted: set[int]) -> None:
    """Writes one part of a face: its optical size fixed at 14, its weight fixed or within a range."""
    font = TTFont(str(resources.files("fontpkg_source_serif_4") / "files" / source), recalcTimestamp=False)
    instantiateVariableFont(font, {"opsz": 14, "wght": weight}, inplace=True)
    add_signs(font)
    keep_spacing_of_one_weight(font)
    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 14])
    parts = subset.Subsetter(options)
    parts.populate(unicodes=wanted)
    parts.subset(font)
    # The licence keeps the word "Source" for the face as its makers left it.
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = "Letopis Serif"
    font.flavor = "woff2"
    font.save(path)


def points(ranges: str) -> set[int]:
    """The characters of a list as a style sheet writes it, such as ``U+20-7E, U+A0``."""
    found: set[int] = set()
    for part in ranges.replace("U+", "").split(","):
        first, _, last = part.strip().partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def add_signs(font: TTFont) -> None:
    """Adds the primes, as second uses of what is there, and the bow: the breve turned over and drawn wide."""
    known = font.getBestCmap()
    bow = "uni0361"
    glyphs, metrics = font["glyf"], font["hmtx"]
    font.setGlyphOrder([*font.getGlyphOrder(), bow])
    glyphs[bow] = turned(glyphs[known[0x306]])
    metrics[bow] = (0, glyphs[bow].xMin)
    if "gvar" in font:
        changes = font["gvar"].variations
        changes[bow] = [
            TupleVariation(one.axes, [point and (round(WIDER * point[0]), -point[1]) for point in one.coordinates])
            for one in changes[known[0x306]]
        ]
        for glyph in font.getGlyphOrder():
            if glyph not in changes:
                changes[glyph] = []
    if "HVAR" in font:
        widths = font["HVAR"].table.AdvWidthMap.mapping
        widths[bow] = widths[known[0x306]]
    font["GDEF"].table.GlyphClassDef.classDefs[bow] = 3
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[TIE] = bow
            for sign, like in PRIMES.items():
                table.cmap[sign] = known[like]


WIDER: Final = 1.9
"""How much wider than a breve the bow is: from the middle of a letter to the middle of the next."""


def turned(breve: Any) -> Any:
    """A breve over the place where two letters meet, open below, as high as the dot of an i needs."""
    glyph = deepcopy(breve)
    middle = (glyph.xMin + glyph.xMax) / 2
    top = glyph.yMin + glyph.yMax + 170
    glyph.coordinates.transform(((WIDER, 0), (0, -1)))
    glyph.coordinates.translate((-WIDER * middle, top))
    glyph.coordinates.toInt()
    glyph.recalcBounds(None)
    return glyph


def keep_spacing_of_one_weight(font: TTFont) -> None:
    """Takes out how spaces between pairs of letters change with the weight: nobody sees it, and it is 2 KB."""
    table = font["GPOS"]
    table.ensureDecompiled(recurse=True)
    for lookup in table.table.LookupList.Lookup:
        for part in lookup.SubTable:
            take_out_devices(getattr(part, "ExtSubTable", part), set())


def take_out_devices(node: Any, seen: set[int]) -> None:
    if id(node) in seen:
        return
    seen.add(id(node))
    for value in node if isinstance(node, list) else node.values() if isinstance(node, dict) else ():
        take_out_devices(value, seen)
    for name, value in list(getattr(node, "__dict__", {}).items()):
        if name.endswith("Device"):
            delattr(node, name)
        elif name.startswith("ValueFormat"):
            setattr(node, name, value & 0x0F)
        else:
            take_out_devices(value, seen)


if __name__ == "__main__":
    main()
