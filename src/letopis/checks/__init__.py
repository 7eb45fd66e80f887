"""Rules: from the archive to findings. No Sphinx here."""

from __future__ import annotations

from letopis.checks.registry import RULES, run_checks
from letopis.checks import links  # noqa: F401  the import registers its rules

__all__ = ["RULES", "run_checks"]
