"""Degrees of latitude and longitude as they are printed."""

from __future__ import annotations


def degrees(value: float, positive: str, negative: str) -> str:
    """``82.617`` as ``82.617° E``."""
    return f"{abs(value):g}°\u00a0{positive if value >= 0 else negative}"
