"""Rules: from the archive to findings. No Sphinx here."""

from __future__ import annotations

from letopis.checks.registry import RULES, run_checks
from letopis.checks import (  # noqa: F401  the import registers their rules
    evidence,
    events,
    institutions,
    links,
    lives,
    names,
    votes,
)

__all__ = ["RULES", "run_checks"]
