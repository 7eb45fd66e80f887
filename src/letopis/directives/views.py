"""The directive of every view: checks what is written, and leaves a marker where the view goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.nodes import view
from letopis.registry import View, running
from letopis.report import report

if TYPE_CHECKING:
    from letopis.domain import LetopisDomain


_OPTION = re.compile(r":[\w-]+:(?= |$)")


class ViewDirective(SphinxDirective):
    """Leaves a marker; :class:`letopis.transforms.ResolveViews` renders it. Subclasses: :func:`view_directive`."""

    view: ClassVar[View]
    option_code: ClassVar[str] = Code.VIEW_OPTION
    """The code under which the content policy reports an option that there is not."""

    def run(self) -> list[nodes.Node]:
        """Note that this page shows other pages' records."""
        options = {key: str(value) for key, value in self.options.items()}
        words = self.arguments[0].split() if self.arguments else []
        if self.view.body is None and (below := [line.strip() for line in self.content if line.strip()]):
            return self._refuse(self._too_much(below[0]))
        if len(words) != len(self.view.arguments):
            return self._refuse(self._wanted(words))
        try:
            for (name, read), word in zip(self.view.arguments.items(), words, strict=True):
                options[name] = _read(self.view, name, read, word)
            if self.view.body:
                name, read = self.view.body
                options[name] = "\n".join(
                    _read(self.view, name, read, line.strip()) for line in self.content if line.strip()
                )
        except ValueError as error:
            return self._refuse(str(error))
        for name, words_needed in self.view.required.items():
            if name not in options:
                if f":{name}:" in self.block_text:  # written, and refused: that has been said
                    return []
                return self._refuse(f"expected ':{name}:' {words_needed}.")
        domain = cast("LetopisDomain", self.env.get_domain("letopis"))
        domain.note_view(self.view.name, options, self._location())
        node = view("", view=self.view.name, options=options, docname=self.env.docname)
        self.set_source_info(node)
        return [node]

    def _refuse(self, message: str) -> list[nodes.Node]:
        report(Finding(Code.VIEW_OPTION, f"view '{self.view.name}': {message}", self._location()))
        return []

    def _too_much(self, line: str) -> str:
        """What to say of the first line below a view that takes none; an option, where it has no options at all."""
        if option := _OPTION.match(line):
            return f"'{{{self.view.name}}}' has no option '{option[0]}': it has none. Take the line out."
        return f"'{{{self.view.name}}}' takes no text below it, and here stands {line!r:.80}. Take it out."

    def _wanted(self, words: list[str]) -> str:
        count, written = len(self.view.arguments), " ".join(words)
        if count == 0:
            return f"'{{{self.view.name}}}' takes no words on its opening line, not {written!r}. Take them out."
        call = " ".join([f"{{{self.view.name}}}", *(word.upper() for word in self.view.arguments)])
        return f"expected {count} word{'' if count == 1 else 's'}, not {len(words)}: {written!r}. Write '{call}'."

    def _location(self) -> SourceLocation:
        return SourceLocation(self.env.docname, str(self.env.doc2path(self.env.docname, base=False)), self.lineno)


def view_directive(shown: View) -> type[ViewDirective]:
    """The directive class of a view."""
    return type(
        "ViewDirective",
        (ViewDirective,),
        {
            "view": shown,
            # How many words there have to be, and whether lines below them, is said by the view itself.
            "optional_arguments": 1,
            "final_argument_whitespace": True,
            "option_spec": {name: _option(shown, name, read) for name, read in shown.options.items()} or None,
            "has_content": True,
        },
    )


def _option(shown: View, name: str, read: Callable[[str], str]) -> Callable[[Any], str]:
    """A reader as docutils calls it: with ``None`` or an empty text for an option without a value."""

    def convert(text: str | None) -> str:
        if not (text or "").strip():
            raise ValueError(f"the option ':{name}:' has no value. Give it one, or take the line out")
        return _read(shown, name, read, str(text).strip())

    return convert


def _read(shown: View, name: str, read: Callable[[str], str], text: str) -> str:
    """A value as its reader gives it, or ``ValueError``; any other fault of the reader is an ``ExtensionError``."""
    called = f"the view '{shown.name}': the reader of '{name}'"
    with running(called, ValueError):
        found: object = read(text)
    if not isinstance(found, str):
        raise ExtensionError(f"{called} returned {found!r}. Return a text.")
    return found
