"""Where templates are found: first the project's own, then ours, then the theme's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, TemplateNotFound
from sphinx.builders import Builder
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.theming import Theme


class OwnTemplates(BuiltinTemplateLoader):
    """Sphinx's templates, with some folders of ours before the theme's."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Search in these folders, the first one first."""
        self._folders = folders
        self._ours = FileSystemLoader(folders)
        self._projects = FileSystemLoader([])

    def init(self, builder: Builder, theme: Theme | None = None, dirs: list[str] | None = None) -> None:
        """Begin with a theme. What is compiled is kept beside the doctrees, or the build of one page would compile all."""
        super().init(builder, theme, dirs)
        self._projects = FileSystemLoader([Path(builder.confdir, name) for name in builder.config.templates_path])
        compiled = Path(builder.doctreedir, "letopis-templates")
        compiled.mkdir(parents=True, exist_ok=True)
        self.environment: Any = self.environment.overlay(bytecode_cache=FileSystemBytecodeCache(str(compiled)))

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template; a name that begins with an exclamation mark is one of the theme's."""
        if not template.startswith("!"):
            for loader in (self._projects, self._ours):
                try:
                    return loader.get_source(environment, template)
                except TemplateNotFound:
                    continue
        return super().get_source(environment, template)

    def newest_template_mtime(self) -> float:
        """When any template was last changed, in seconds since 1970."""
        ours = [path.stat().st_mtime for folder in self._folders for path in folder.rglob("*.html")]
        return max([super().newest_template_mtime(), *ours])
