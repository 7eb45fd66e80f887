"""Whose a directive or a role is: what an extension registers in its ``setup`` is allowed of itself.

`conf.py` names the extensions, so they are code of the project's choice. Sphinx, docutils and MyST bring theirs
unasked, some of which read files, import modules or evaluate expressions: of those only the listed ones are allowed.
"""

from __future__ import annotations

from typing import Any, Final

from docutils.parsers.rst.directives import misc
from sphinx.directives.code import LiteralInclude
from sphinx.directives.other import Only
from sphinx.environment import BuildEnvironment
from sphinx.roles import specific_docroles
from sphinx.util.docutils import SphinxRole

BUILT_IN: Final = frozenset({"sphinx", "docutils", "myst_parser"})
"""Packages whose directives and roles must be on the list."""

HARMFUL: Final = (
    misc.Include, misc.Raw, misc.Role, misc.DefaultRole, misc.Meta, misc.TestDirective, LiteralInclude, Only,
)  # fmt: skip
"""What stays harmful under another name: these read files, write into pages unread, or change how the rest is read."""


def package_of(module: str | None) -> str:
    """The package that a module belongs to; nothing for what `conf.py` itself defines."""
    return (module or "").partition(".")[0]


def directive_is_of_extension(directive: type[Any]) -> bool:
    """Whether an extension made this directive, and not out of one that is harmful."""
    # A domain lends its directives out wrapped; what is wrapped comes right after.
    first = next(base for base in directive.__mro__ if base.__module__ != "sphinx.domains")
    return package_of(first.__module__) not in BUILT_IN and not issubclass(directive, HARMFUL)


def role_is_of_extension(env: BuildEnvironment, name: str, role: Any) -> bool:
    """Whether an extension made this role; ``name`` may begin with its domain."""
    module = role.__module__ if hasattr(role, "__qualname__") else type(role).__module__
    if module == "sphinx.domains":
        return _domain_is_of_extension(env, name)
    if isinstance(role, SphinxRole):
        # Extensions make roles out of Sphinx's classes; Sphinx's own have the names on its list.
        return package_of(module) not in BUILT_IN or name not in specific_docroles
    return package_of(module) not in BUILT_IN


def _domain_is_of_extension(env: BuildEnvironment, name: str) -> bool:
    domain, colon, rest = name.partition(":")
    named = [domain] if colon else [env.config.primary_domain or "", "std"]
    for each in named:
        if each in env.domains and env.domains[each].role(rest if colon else name) is not None:
            return package_of(type(env.domains[each]).__module__) not in BUILT_IN
    return False
