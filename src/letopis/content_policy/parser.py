"""The reader of pages: MyST's, which asks before it runs anything.

Text inside a directive is parsed again, by this same reader, so what is nested is asked about too.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives, roles
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.errors import SphinxError
from sphinx.util import logging

from letopis.content_policy.allowed import Allowed
from letopis.content_policy.directive_faults import INSTEAD, class_message, directive_fault
from letopis.content_policy.front_matter import FrontMatterFault, read_front_matter
from letopis.content_policy.origin import role_is_of_extension
from letopis.content_policy.refusing import LOST, lists_of, note
from letopis.content_policy.vocabulary import unknown_directive, unknown_role, words_of
from letopis.diagnostics import Code
from letopis.slips.inline import emphasis_slips, inline_slips
from letopis.slips.paragraphs import paragraph_slips
from letopis.slips.slip import Slip, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.rules_core import StateCore

ATTRIBUTES = frozenset(
    "href src title alt class id start width w height h align a lexer l language lineno-start emphasize-lines"
    " attribution reftitle".split()
)
"""Attributes of Markdown's own elements, and those that a page may write in braces after one."""

LIST_STYLES = frozenset({"decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"})
"""What a numbered list may be told by ``{style=…}``."""

DEEPEST_LISTS = 9
"""Lists and quotations in one another that every output can show."""

DEEPEST_TOKENS = 40
"""How deep Markdown is read: a list has two levels. What is deeper is left out, and has been reported by then."""

DEEPEST_EMPHASIS = 25
"""Emphasis and links in one another inside a paragraph: a row of 50 ``*`` on both sides of a word makes 25."""

DEEPEST_BOXES = 12
"""Directives in one another."""

logger = logging.getLogger(__name__)


class GuardedRenderer(SphinxRenderer):
    """Makes nodes of Markdown's tokens, and findings of those that a page may not hold."""

    def __init__(self, parser: MarkdownIt, *, allowed: Allowed) -> None:
        """``allowed`` are the lists in force."""
        super().__init__(parser)
        self.allowed = allowed
        self._depth = self._levels = self._titles = 0
        self._opened = 0
        self._told: set[tuple[int, str]] = set()
        self._head_refused = False

    @cached_property
    def words(self) -> Words:
        """The names that a page can use."""
        return words_of(self.sphinx_env, self.allowed)

    def refuse(self, line: int, message: str) -> None:
        """One finding; what is refused leaves nothing in the page."""
        self.tell(Code.POLICY, line, message)

    def tell(self, code: str, line: int, message: str) -> None:
        """One finding, and no second of the same words on the same line; inside a directive none stands above it."""
        line = max(line, self._opened)
        if (line, message) not in self._told:
            self._told.add((line, message))
            note(self.sphinx_env, code, line, message)

    def render_front_matter(self, token: SyntaxTreeNode) -> None:
        """Give MyST the values that passed, not the text."""
        try:
            values = read_front_matter(str(token.content), self.allowed.front_matter)
        except FrontMatterFault as fault:
            self._head_refused = True
            if LOST not in str(token.content):  # said when the character was taken out
                self.refuse(fault.line + 2, str(fault))
            return
        if values and token.token is not None:
            read: Any = token.token.copy()
            read.content = values
            token.token = read
            super().render_front_matter(token)

    def run_directive(
        self,
        name: str,
        first_line: str,
        content: str,
        position: int,
        additional_options: dict[str, str] | None = None,
        *,
        block_text: str | None = None,
    ) -> list[nodes.Element]:
        """Run a directive that is allowed, with options that are."""
        found, _ = directives.directive(name, self.language_module_rst, self.document)
        if found is None:
            meant = self._unknown_directive(name, first_line, position)
            if not meant:
                return [nodes.comment()]
            return self.run_directive(meant, first_line, content, position, additional_options, block_text=block_text)
        if self._depth >= DEEPEST_BOXES:
            message = f"more than {DEEPEST_BOXES} boxes stand in one another; the inner ones are left out. Write fewer."
            self.tell(Code.NESTING, position, message)
            return [nodes.comment()]
        fault = directive_fault(self.allowed, name.lower(), found, first_line, content, additional_options)
        if fault:
            self.tell(fault.code, position + fault.line_in(content), fault.message)
            return [nodes.comment()]  # what is around it may count on something
        self._depth += 1
        around, self._opened = self._opened, position
        try:
            return super().run_directive(name, first_line, content, position, additional_options, block_text=block_text)
        except (SphinxError, RecursionError):
            raise
        except Exception as error:
            logger.debug("the directive %r raised:", name, exc_info=True)
            message = (
                f"'{{{name}}}' cannot be carried out: {reason_of(error)}. Correct what it was given, or take it out."
            )
            self.tell(Code.DIRECTIVE_FAILED, position, message)
            return [nodes.comment()]
        finally:
            self._depth -= 1
            self._opened = around

    def _unknown_directive(self, name: str, first_line: str, line: int) -> str:
        """Say that there is no such directive; give back the one that must have been meant, if there is only one."""
        message, meant = unknown_directive(name, self.words)
        self.tell(Code.DIRECTIVE_UNKNOWN, line, message)
        if not meant and (key := first_line.strip()):
            domain: Any = self.sphinx_env.get_domain("letopis")
            domain.note_lost(self.sphinx_env.docname, key)
        return meant

    def render_inline(self, token: SyntaxTreeNode) -> None:
        """Look at a paragraph or a heading as it is written."""
        if "letopis_depth" in token.meta:
            message = (
                f"emphasis stands in itself {token.meta['letopis_depth']} times; {DEEPEST_EMPHASIS} are allowed, and the "
                "text is shown as it is written. Write fewer of the signs '*' and '_'."
            )
            self.tell(Code.NESTING, line_of(token), message)
            super().render_inline(token)
            return
        self._look_at(token)
        super().render_inline(token)

    def _look_at(self, token: SyntaxTreeNode) -> None:
        first, here = line_of(token), self.current_node
        words = replace(
            self.words,
            references=frozenset(self.md_env.get("references", ())),
            substitutions=self._head_refused or "substitution" in self.md_config.enable_extensions,
        )
        slips: list[Slip] = []
        if isinstance(here, nodes.paragraph):
            slips += paragraph_slips(
                token.content, words, in_section=isinstance(here.parent, nodes.section | nodes.document)
            )
        taken = {slip.line for slip in slips}
        slips += [slip for slip in inline_slips(token.content, words) if slip.line not in taken]
        slips += [slip for slip in emphasis_slips(token) if slip.line not in {one.line for one in slips}]
        for slip in slips:
            self.tell(slip.code, first + slip.line, slip.message)

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """A line of hyphens below a text makes a heading of it, which its author seldom wants."""
        text = token.children[0].content if token.children else ""
        if token.markup == "-" and (text.rstrip().endswith((".", "!", "?", ";", ":", "…")) or "\n" in text):
            message = "the line of hyphens below makes a heading of this text. Put a blank line between the two."
            self.tell(Code.HEADING, token_line(token, 1), message)
        if token.tag == "h1" and isinstance(self.current_node, nodes.document | nodes.section) and not self._depth:
            self._titles += 1
            if self._titles > 1:
                message = f"a page has one title, and this is another. Write '## {text}'."
                self.tell(Code.HEADING, token_line(token, 1), message)
        super().render_heading(token)

    def render_image(self, token: SyntaxTreeNode) -> None:
        """A picture says in words what it shows, for those who do not see it."""
        if not token.content.strip() and not token.attrGet("alt") and "src" in token.attrs:
            source = token.attrs["src"]
            message = (
                "the picture has no words for those who do not see it. Write between the brackets what says what it shows: "
                f"![…]({source})."
            )
            self.tell(Code.MARKUP, line_of(token), message)
        super().render_image(token)

    def render_bullet_list(self, token: SyntaxTreeNode) -> None:
        """Count how deep lists stand in one another."""
        with self._level(token):
            super().render_bullet_list(token)

    def render_ordered_list(self, token: SyntaxTreeNode) -> None:
        """As a list with bullets."""
        with self._level(token):
            super().render_ordered_list(token)

    def render_blockquote(self, token: SyntaxTreeNode) -> None:
        """As a list."""
        with self._level(token):
            super().render_blockquote(token)

    @contextmanager
    def _level(self, token: SyntaxTreeNode) -> Iterator[None]:
        self._levels += 1
        if self._levels == DEEPEST_LISTS + 1:
            message = (
                f"lists and quotations stand in one another more than {DEEPEST_LISTS} levels deep, and what is deeper may be "
                "left out. Write fewer levels."
            )
            self.tell(Code.NESTING, token_line(token, 1), message)
        try:
            yield
        finally:
            self._levels -= 1

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Another language, with other doors."""
        self.refuse(token_line(token), f"the directive 'eval-rst' is not allowed on a page. {INSTEAD['eval-rst']}")

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Run a role that is allowed."""
        name, line = str(token.meta["name"]).lower(), token_line(token, 0)
        found, _ = roles.role(name, self.language_module_rst, line, self.reporter)
        if not found:
            message, meant = unknown_role(name, str(token.content), self.words)
            self.tell(Code.ROLE_UNKNOWN, line, message)
            if not meant or token.token is None:
                self.current_node.append(nodes.Text(token.content))
                return
            token.token = token.token.copy(meta={**token.meta, "name": meant})
        if name in {"abbr", "abbreviation"} and not str(token.content).rstrip().endswith(")"):
            message = (
                f"an abbreviation has its meaning behind it. Write {{abbr}}`{token.content} (what it stands for)`."
            )
            self.tell(Code.MARKUP, line, message)
        if found and name not in self.allowed.roles and not role_is_of_extension(self.sphinx_env, name, found):
            self.refuse(line, f"the role '{{{name}}}' is not allowed on a page. Write it in Markdown.")
            self.current_node.append(nodes.Text(token.content))
            return
        try:
            super().render_myst_role(token)
        except (SphinxError, RecursionError):
            raise
        except Exception as error:
            logger.debug("the role %r raised:", name, exc_info=True)
            message = (
                f"{{{name}}}`{token.content}` cannot be carried out: {reason_of(error)}. Correct it, or take it out."
            )
            self.tell(Code.DIRECTIVE_FAILED, line, message)
            self.current_node.append(nodes.Text(token.content))

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Take no HTML but what MyST makes pictures and remarks of, where the project has switched that on."""
        before = len(self.current_node.children)
        super().render_html_block(token)
        made = self.current_node.children[before:]
        if any(isinstance(node, nodes.raw) for node in made):
            self.current_node[before:] = [nodes.comment()]  # what is around it may count on something
            comment = token.content.lstrip().startswith("<!--")
            said = "a comment of HTML is" if comment else "raw HTML is"
            instead = "Begin its line with '%'." if comment else "Write it in Markdown, or '\\<' for the sign."
            self.refuse(token_line(token, 0), f"{said} not allowed on a page. {instead}")

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """As with a block."""
        self.render_html_block(token)

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:  # noqa: FBT001  MyST calls it so
        """Put in only what `conf.py` defines, by its name; any other expression is code."""
        if token.content.strip() in self.md_config.substitutions:
            super().render_substitution(token, inline)
            return
        self.refuse(
            token_line(token, 0), "an expression in '{{ }}' is not allowed on a page. Write what it stands for."
        )

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """``::: name`` without braces is a container with a class."""
        name = next(iter((token.info or "").split()), "")
        if name and not (name.startswith("{") and name.endswith("}")) and not self.allowed.allows_class(name):
            self.refuse(token_line(token, 0), class_message([name]))
            return
        super().render_colon_fence(token)

    def copy_attributes(
        self,
        token: SyntaxTreeNode,
        node: nodes.Element,
        keys: Sequence[str] = ("class",),
        *,
        converters: dict[str, Callable[[str], Any]] | None = None,
        aliases: dict[str, str] | None = None,
    ) -> None:
        """Copy those attributes, and those classes, that a page may give."""
        if token.attrs or "insecure_attrs" in token.meta:
            self._take_out(token)
        super().copy_attributes(token, node, keys, converters=converters, aliases=aliases)

    def _take_out(self, token: SyntaxTreeNode) -> None:
        line = token_line(token, 0)
        # Handlers and styles are set aside by the reader of attributes.
        unknown = [key for key in token.attrs if key not in ATTRIBUTES and token.attrs[key] not in LIST_STYLES]
        wrong = [*token.meta.get("insecure_attrs", ()), *unknown]
        if wrong:
            self.refuse(line, f"the attribute {wrong[0]!r} is not allowed on a page. Take it out.")
        for key in wrong:
            token.attrs.pop(key, None)
        if classes := self.allowed.refused_classes(str(token.attrs.get("class", "")).split()):
            self.refuse(line, class_message(classes))
            del token.attrs["class"]


class GuardedParser(MystParser):
    """MyST's reader with the project's settings, which no page changes."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Read one page into ``document``."""
        env = document.settings.env
        parser = create_md_parser(env.myst_config, partial(GuardedRenderer, allowed=lists_of(env.config)))
        parser.options["document"] = document
        parser.options["maxNesting"] = DEEPEST_TOKENS
        parser.core.ruler.after("inline", "letopis_depth", flatten_deep)
        parser.render(inputstring)


def flatten_deep(state: StateCore) -> None:
    """A rule of the parser: a text with emphasis in emphasis, too deep to walk through, becomes plain text again."""
    for token in state.tokens:
        deepest = max(accumulate(child.nesting for child in token.children or ()), default=0)
        if deepest > DEEPEST_EMPHASIS:
            token.meta["letopis_depth"] = deepest
            token.children = [Token("text", "", 0, content=token.content)]


def line_of(token: SyntaxTreeNode) -> int:
    """The line (from 1) of a token, or of the nearest one around it that knows its line."""
    node: SyntaxTreeNode | None = token
    while node is not None:
        if not node.is_root and node.map:
            return max(node.map[0], 1)
        node = node.parent
    return 1


def reason_of(error: Exception) -> str:
    """The reason in one line."""
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
