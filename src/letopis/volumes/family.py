"""What ``volumes.toml`` beside the ``conf.py`` of the cover says: which archives are the volumes, and what is built."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from letopis.building.publish import BUILDERS, OUTPUTS, Project, project_in

FILE: Final = "volumes.toml"
KEYS: Final = "keys"
"""The folder beside it with the keys of each volume, which the others refer to."""

_NAME: Final = re.compile("[a-z]+")
_OURS: Final = frozenset({"joint", "data", "downloads"})
"""Folders of the cover's own site."""

EXAMPLE: Final = "[volumes]\nnorth = 'north'\nsouth = 'south'"


class FamilyFault(ValueError):
    """What is wrong with ``volumes.toml``, and what would be right."""


class Family(NamedTuple):
    """A family: the project of the cover, those of the volumes by name, in order, and the builders that run."""

    cover: Project
    volumes: dict[str, Project]
    builders: tuple[str, ...]


def read_family(conf: Path) -> Family:
    """The family whose ``volumes.toml`` lies in a folder. Raises :class:`FamilyFault`."""
    path = conf / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise FamilyFault(f"{path} cannot be read: {error}. It names the volumes:\n{EXAMPLE}") from None
    except tomllib.TOMLDecodeError as error:
        raise FamilyFault(f"{path}: {error}. It looks like this:\n{EXAMPLE}") from None
    volumes = data.get("volumes")
    if not isinstance(volumes, dict) or not volumes:
        raise FamilyFault(f"{path}: expected the names and folders of the volumes:\n{EXAMPLE}")
    if unknown := sorted({*data} - {"volumes", "outputs"}):
        raise FamilyFault(f"{path}: there is no setting '{unknown[0]}'. The settings are 'outputs' and '[volumes]'.")
    cover = project_in(conf)
    found = {name: _volume(path, cover, name, folder) for name, folder in volumes.items()}
    return Family(cover, found, tuple(_builders(path, data.get("outputs", list(OUTPUTS)))))


def _volume(path: Path, cover: Project, name: str, folder: Any) -> Project:
    if not _NAME.fullmatch(name):
        raise FamilyFault(f"{path}: '{name}' is no name of a volume. Write small letters alone, such as 'north'.")
    if name in _OURS or (cover.docs / f"{name}.md").exists():
        raise FamilyFault(f"{path}: '{name}' is a folder or a page of the cover. Call the volume something else.")
    if not isinstance(folder, str) or not (path.parent / folder / "conf.py").is_file():
        raise FamilyFault(f"{path}: volume '{name}': there is no conf.py in {folder!r}. Name the folder of an archive.")
    return project_in(path.parent / folder)


def _builders(path: Path, outputs: Any) -> Iterator[str]:
    """The builders of the outputs that are wanted; the web pages are always made, for the rest is joined from them."""
    if not isinstance(outputs, list) or not {*map(str, outputs)} <= {*OUTPUTS}:
        raise FamilyFault(f"{path}: 'outputs' is a list of {', '.join(map(repr, OUTPUTS))}, not {outputs!r}.")
    for builder, output in zip(BUILDERS, OUTPUTS, strict=True):
        if output in outputs or builder == BUILDERS[0]:
            yield builder
