"""The archive as it was at a revision of its history, in a folder of its own."""

from __future__ import annotations

import argparse
import copy
import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from letopis.cli.problems import CommandError
from letopis.cli.reading import source_folder


@contextmanager
def earlier_state(revision: str, options: argparse.Namespace) -> Iterator[tuple[argparse.Namespace, str]]:
    """The options with which the archive can be read as it was where the present history left ``revision``.

    Beside them a name for that state. Raises :class:`CommandError` if git knows no such revision.
    """
    conf = Path(options.conf).resolve()
    source = source_folder(options).resolve()
    top = Path(_git(conf, "rev-parse", "--show-toplevel").strip()).resolve()
    commit = _git(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", unknown=revision).strip()
    # What others have done since on the same line of history is no part of this change.
    base = _git(top, "merge-base", commit, "HEAD", unknown=revision).strip()
    packed = _run(top, "archive", "--format=tar", base)
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
            tar.extractall(folder, filter="data")
        then = copy.copy(options)
        then.conf = Path(folder) / conf.relative_to(top)
        then.source = Path(folder) / source.relative_to(top)
        yield then, f"{revision} ({base[:9]})"


def _git(folder: Path, *words: str, unknown: str = "") -> str:
    """What git says. Raises :class:`CommandError`: of ``unknown`` it says that there is no such revision."""
    try:
        return _run(folder, *words).decode()
    except OSError:
        raise CommandError("git is needed to know what has changed, and is not on this machine.") from None
    except subprocess.CalledProcessError:
        if unknown:
            raise CommandError(
                f"there is no page and no revision '{unknown}'. Write a page, such as docs/people/ada.md, or a branch or "
                "commit, such as origin/main."
            ) from None
        raise CommandError(f"'{folder}' is in no repository of git, so nothing is known of what has changed.") from None


def _run(folder: Path, *words: str) -> bytes:
    # git is found on the PATH, wherever that is.
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, check=True).stdout  # noqa: S603, S607
