"""Rules: from the archive to findings. No Sphinx here."""

from __future__ import annotations

from letopis.checks import (  # noqa: F401  the import registers their rules
    events,
    evidence,
    facts,
    illustrations,
    institutions,
    links,
    lives,
    names,
    quotations,
    relations,
    results,
    tenures,
    votes,
)
from letopis.checks.manual import manual
from letopis.checks.registry import RULES, run_checks

__all__ = ["RULES", "manual", "run_checks"]
