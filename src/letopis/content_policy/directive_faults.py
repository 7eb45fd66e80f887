"""Whether a directive may run on a page, with the classes and options that are written there; before it is run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from docutils.parsers.rst import Directive
from docutils.parsers.rst.states import MarkupError
from myst_parser.parsers.directives import parse_directive_text

from letopis.content_policy.allowed import CLASS_OPTIONS, FORBIDDEN_OPTIONS, Allowed
from letopis.content_policy.origin import directive_is_of_extension
from letopis.diagnostics import Code
from letopis.model.names import named, nearest

CLASS_ARGUMENTS = frozenset({"class", "rst-class", "cssclass", "container", "div"})
"""Directives whose argument is names of classes."""

INSTEAD = {
    "include": "Write the text here.",
    "literalinclude": "Write the text here.",
    "raw": "Write it in Markdown.",
    "only": "Write what all readers may read.",
    "eval-rst": "Write it in Markdown.",
}


class DirectiveFault(NamedTuple):
    """Why a directive may not run, and the option that it does not have, if that is why (``":name:"``, else ``""``).

    ``code`` is that of the finding: a directive of Letopis may say under which an unknown option is reported.
    """

    message: str
    option: str = ""
    code: str = Code.POLICY

    def line_in(self, content: str) -> int:
        """How many lines below the first line of the directive the fault stands."""
        lines = enumerate(content.split("\n"), 1)
        return next((at for at, line in lines if self.option and line.strip().startswith(self.option)), 0)


def directive_fault(
    allowed: Allowed, name: str, found: type[Directive], first_line: str, content: str, more: dict[str, str] | None
) -> DirectiveFault | None:
    """Why a directive may not run; ``None`` if it may. ``more`` are options that stand elsewhere than in ``content``."""
    of_extension = directive_is_of_extension(found)
    if not of_extension and name not in allowed.directives:
        what = INSTEAD.get(name, "Write it in other words.")
        return DirectiveFault(f"the directive {name!r} is not allowed on a page. {what}")
    if not found.option_spec and name not in CLASS_ARGUMENTS:
        return None
    try:
        parsed = parse_directive_text(_unread(found), first_line, content, additional_options=more)
    except MarkupError:
        return None  # said by the directive itself
    if name in CLASS_ARGUMENTS and (wrong := allowed.refused_classes(" ".join(parsed.arguments).split())):
        return DirectiveFault(class_message(wrong))
    return _option_fault(allowed, name, found, parsed.options, of_extension=of_extension)


def _option_fault(
    allowed: Allowed, name: str, found: type[Directive], options: Mapping[str, Any], *, of_extension: bool
) -> DirectiveFault | None:
    for option, value in options.items():
        if f"{name}:{option}" in allowed.options:
            continue
        if option not in (found.option_spec or {}):
            known = sorted(one for one in found.option_spec or {} if one not in FORBIDDEN_OPTIONS)
            near = nearest(option, known)
            hint = named([f":{one}:" for one in near], "option") or (
                f"The options are {', '.join(f':{one}:' for one in known)}."
            )
            code = getattr(found, "option_code", Code.POLICY)
            return DirectiveFault(f"'{{{name}}}' has no option ':{option}:'. {hint}", f":{option}:", code)
        if option in CLASS_OPTIONS or option.startswith("class-"):
            if wrong := allowed.refused_classes(str(value or "").split()):
                return DirectiveFault(class_message(wrong))
        elif option in FORBIDDEN_OPTIONS or not (of_extension or option in allowed.options):
            return DirectiveFault(f"the option ':{option}:' of {name!r} is not allowed on a page. Take it out.")
    return None


def class_message(names: Sequence[str]) -> str:
    """What is said of classes that a page may not give."""
    shown = ", ".join(repr(name) for name in names)
    return f"the class {shown} is not allowed on a page. Take it out, or name it in conf.py (letopis_allowed)."


class _Anything(dict[str, Any]):
    """Options by any name, none of them read: reading one can import a module."""

    def __missing__(self, name: str) -> Callable[[str | None], str]:
        return lambda value: value or ""

    def __bool__(self) -> bool:
        return True


def _unread(directive: type[Directive]) -> type[Directive]:
    """The same directive as far as its text is divided into arguments, options and content."""
    return type(
        "Unread",
        (Directive,),
        {
            "required_arguments": directive.required_arguments,
            "optional_arguments": directive.optional_arguments,
            "final_argument_whitespace": directive.final_argument_whitespace,
            "has_content": directive.has_content,
            "option_spec": _Anything() if directive.option_spec else None,
        },
    )
