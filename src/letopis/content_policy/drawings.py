"""Drawings in SVG: read as XML, and refused unless every element and attribute is one that only draws.

Opened by itself a drawing is a page: it can hold scripts, forms, frames and whole pages of HTML, and its entities can
name files. Elements and attributes are those of the `SVG 2`_ chapters on shapes, text, painting and gradients.

.. _SVG 2: https://www.w3.org/TR/SVG2/
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

DEEPEST: Final = 200
MOST_ELEMENTS: Final = 100_000

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"
XML: Final = "http://www.w3.org/XML/1998/namespace"

NOTES: Final = frozenset({
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/elements/1.1/",
})  # fmt: skip
"""What drawing programs note for themselves; a browser does nothing with it."""

ELEMENTS: Final = frozenset(
    "svg g defs symbol use title desc metadata switch a path rect circle ellipse line polyline polygon text tspan"
    " textPath linearGradient radialGradient stop pattern clipPath mask marker image style filter"
    " feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap"
    " feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode"
    " feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence view".split()
)

ATTRIBUTES: Final = frozenset(
    # Names and what is said of them
    "id class role lang tabindex style type media version baseProfile xmlns space viewBox preserveAspectRatio"
    " requiredExtensions requiredFeatures systemLanguage enable-background"
    # Places and sizes
    " x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height d points transform rotate pathLength offset"
    " gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform"
    " clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient"
    " textLength lengthAdjust startOffset method spacing side href"
    # Filters
    " in in2 result stdDeviation mode values operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY"
    " edgeMode kernelUnitLength preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent"
    " limitingConeAngle pointsAtX pointsAtY pointsAtZ z azimuth elevation scale xChannelSelector yChannelSelector"
    " radius baseFrequency numOctaves seed stitchTiles tableValues slope intercept amplitude exponent"
    " primitiveUnits filterUnits"
    # Painting
    " alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation"
    " color-interpolation-filters color-rendering cursor direction display dominant-baseline fill fill-opacity"
    " fill-rule filter flood-color flood-opacity font font-family font-size font-size-adjust font-stretch font-style"
    " font-variant font-weight glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation"
    " kerning letter-spacing lighting-color marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity"
    " overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke stroke-dasharray"
    " stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor"
    " text-decoration text-rendering unicode-bidi vector-effect visibility word-spacing writing-mode".split()
)

_LOCAL = re.compile(r"\s*#[^\s]*\s*")
_PICTURE = re.compile(r"\s*(?:#[^\s]*|data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*)\s*")
_ADDRESS = re.compile(r"url\s*\(\s*[\"']?\s*(?!#)", re.IGNORECASE)
_HIDDEN = re.compile(r"\\|/\*|\bsrc\s*\(", re.IGNORECASE)
"""What could hide an address in an attribute that CSS reads: an escape, a comment, the newer form of ``url()``."""

_IN_STYLE = re.compile(
    r"@(?!media\b|keyframes\b)|\bsrc\s*\(|expression\s*\(|image-set|javascript:|behavior\s*:|-moz-binding|\\",
    re.IGNORECASE,
)


class _RefusedError(Exception):
    """What a drawing may not hold."""


class _Reader:
    """Reads one drawing; its parser asks about everything."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser.EntityDeclHandler = self.refuse_doctype
        self.parser.ProcessingInstructionHandler = self.refuse_instruction
        self.parser.buffer_text = True
        self.depth = 0
        self.count = 0
        self.in_style = 0
        self.open: list[str] = []
        self.used: set[str] = set()
        self.used_within: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
            raise _RefusedError("too many elements")
        space, _, local = name.rpartition(" ")
        if self.depth == 1 and (space, local) != (SVG, "svg"):
            raise _RefusedError(f"no <svg> but <{local}>")
        if space in NOTES:
            return
        if space != SVG or local not in ELEMENTS:
            raise _RefusedError(f"the element <{local}>")
        self.in_style += local == "style"
        self.open.append(attributes.get("id", ""))
        if local == "use":
            target = attributes.get("href") or attributes.get(f"{XLINK} href", "")
            self.used.add(target.strip().removeprefix("#"))
            self.used_within.update(self.open)
        for key, value in attributes.items():
            self._attribute(local, key, value)

    def _attribute(self, element: str, key: str, value: str) -> None:
        space, _, local = key.rpartition(" ")
        if space in NOTES or local.startswith(("data-", "aria-")):
            return
        if space not in {"", XLINK, XML} or (space == XML and local == "base"):
            raise _RefusedError(f"the attribute '{local}'")
        if local == "href":
            if not (_PICTURE if element == "image" else _LOCAL).fullmatch(value):
                raise _RefusedError(f"a link to {value[:60]!r}")
        elif space != XLINK and local not in ATTRIBUTES:
            raise _RefusedError(f"the attribute '{local}'")
        elif _ADDRESS.search(value) or (local == "style" and _IN_STYLE.search(value)) or self._hides(local, value):
            raise _RefusedError(f"an address in '{local}'")

    @staticmethod
    def _hides(attribute: str, value: str) -> bool:
        return attribute not in {"id", "class", "style"} and bool(_HIDDEN.search(value))

    def end(self, name: str) -> None:
        self.depth -= 1
        if name.startswith(f"{SVG} "):
            self.open.pop()
        self.in_style -= name == f"{SVG} style"

    def text(self, text: str) -> None:
        if self.in_style and (_ADDRESS.search(text) or _IN_STYLE.search(text)):
            raise _RefusedError("an address in its style")

    def refuse_doctype(self, *_: object) -> None:
        raise _RefusedError("a document type (<!DOCTYPE>)")

    def refuse_instruction(self, target: str, _data: str) -> None:
        raise _RefusedError(f"an instruction (<?{target}>)")


def drawing_fault(content: bytes) -> str:
    """What a drawing holds that it may not, or that it cannot be read; nothing if it only draws."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except _RefusedError as refused:
        return str(refused)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return f"something that is not XML ({error})"
    if reader.used & reader.used_within - {""}:
        return "a <use> of what has a <use> in it, which grows without end"
    return ""
