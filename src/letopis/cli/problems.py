"""What a command cannot do."""

from __future__ import annotations


class CommandError(Exception):
    """Something the user can mend; its text says what."""


class ExtensionFault(CommandError):
    """A mistake in the code of the project; its text begins with the file and the line."""
