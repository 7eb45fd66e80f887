"""The ledger of the project that is being built, read once."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sphinx.application import Sphinx

from letopis.addresses.ledger import Ledger, LedgerError, read_ledger

LEDGER: Final = "ledger.txt"
"""The default of ``letopis_ledger``, beside ``conf.py``."""

_READ: dict[tuple[Path, int, int], Ledger] = {}


def ledger_path(app: Sphinx) -> Path:
    """Where the ledger lies, whether or not there is one."""
    return Path(app.confdir) / str(app.config.letopis_ledger)


def ledger_of(app: Sphinx) -> Ledger:
    """The ledger; an empty one if there is none, or if it cannot be read (see :func:`fault_of`)."""
    path = ledger_path(app)
    try:
        state = path.stat()
    except OSError:
        return Ledger()
    key = (path, state.st_mtime_ns, state.st_size)
    if key not in _READ:
        _READ.clear()
        try:
            _READ[key] = read_ledger(path)
        except (LedgerError, OSError):
            _READ[key] = Ledger()
    return _READ[key]


def fault_of(app: Sphinx) -> tuple[int, str] | None:
    """The line and the message of what keeps the ledger from being read, if anything does."""
    try:
        read_ledger(ledger_path(app))
    except LedgerError as error:
        return error.line, str(error)
    except OSError as error:
        return 1, f"the ledger cannot be opened: {error.strerror}."
    return None
