"""``python -m letopis`` is the command ``letopis``."""

import sys

from letopis.building.own_process import allow_copies
from letopis.cli import main


def command() -> int:
    """The command, in a process of its own; its exit code."""
    allow_copies()
    return main()


if __name__ == "__main__":
    sys.exit(command())
