"""What a command cannot do."""

from __future__ import annotations


class CommandError(Exception):
    """Something the user can mend; its text says what."""
