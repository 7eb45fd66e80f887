"""What ``letopis new`` is told: by options, or by questions where somebody sits at a terminal."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from letopis.cli.problems import CommandError
from letopis.model.values import KEY


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@dataclass
class Answers:
    """The kind, key and name; the page, if one is named; the fields; and whether questions may be asked."""

    kind: str = ""
    key: str = ""
    page: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    asks: bool = False

    def get(self, what: str, question: str, *, ask: bool = False, default: str = "") -> str:
        """What was given under a name, else the answer to a question, else ``default``."""
        if what in self.given:
            return self.given[what]
        answer = self.ask(question, default) if ask else default
        if ask and self.asks and answer:
            self.given[what] = answer
        return answer

    def ask(
        self,
        question: str,
        default: str = "",
        example: str = "",
        check: Callable[[str], object] | None = None,
        needed: str = "",
    ) -> str:
        """An answer; ``default`` on an empty one, or where nothing may be asked. ``check`` raises ``ValueError``.

        ``needed`` says that there must be an answer: it is printed when there is none, and the question put again.
        """
        if not self.asks:
            return default
        skip = "" if needed else "; Enter: not known"
        hint = f" [{default}]" if default else f" ({example}{skip})" if example else ""
        while True:
            try:
                answer = input(f"{question}{hint}: ").strip()
            except EOFError:
                return default
            if not answer and needed and not default:
                print(f"  {needed}.")
                continue
            if not answer:
                return default
            try:
                if check:
                    check(answer)
            except ValueError as error:
                print(f"  {error}")
            else:
                return answer

    def as_command(self) -> str:
        """What was given and answered, as the command that says the same without questions."""
        options = {name: text for name, text in self.given.items() if name not in {"key", "name"}}
        pairs = [*options.items(), *((name, text) for name, texts in self.fields.items() for text in texts)]
        key = ["--key", self.given["key"]] if "key" in self.given else []
        page = ["--page", self.page] if self.page else []
        words = [*filter(None, [self.kind, self.given.get("name", "")]), *key, *page]
        return shlex.join(["letopis", "new", *words, *(word for name, text in pairs for word in (f"--{name}", text))])


def choose(question: str, choices: Sequence[str], ask: bool) -> str:  # noqa: FBT001  a question, then whether to put it
    """One of several words. Raises :class:`CommandError` where nothing may be asked."""
    if not ask:
        raise CommandError(
            f'what is it to be? Write one of {", ".join(choices)}: letopis new person ada "Ada Lovelace"'
        )
    while True:
        try:
            answer = input(f"{question} ({', '.join(choices)})? ").strip().lower()
        except EOFError:
            raise CommandError("nothing was chosen.") from None
        if answer in choices:
            return answer


def answers_from(options: argparse.Namespace) -> Answers:
    """What the command line says. One word after the kind is a key if it looks like one, else the name."""
    answers = Answers(kind=options.kind or "", asks=can_ask() and not (options.key and options.name))
    key, name = options.key or "", options.name or ""
    if key and not name and not KEY.fullmatch(key):
        key, name = "", key
    if key:
        answers.given["key"] = key
    if name or options.name is not None:
        answers.given["name"] = name
    for pair in options.set:
        what, equals, value = pair.partition("=")
        if not equals:
            raise CommandError(f"--set {pair} has no value. Write --set {pair}=VALUE")
        if what in {"key", "name", "summary"}:
            answers.given[what] = value
        elif what == "page":
            answers.page = value
        else:
            answers.fields.setdefault(what, []).append(value)
    answers.key = answers.given.get("key", "")
    return answers


def fields_as_options(arguments: Sequence[str]) -> list[str]:
    """The arguments of ``new`` with ``--born 1815`` as ``--set born=1815``, since each kind has fields of its own."""
    made: list[str] = []
    words = iter(arguments)
    for word in words:
        if not word.startswith("--") or word in {"--help", "--set"} or word.startswith("--set="):
            made.append(word)
            continue
        name, equals, value = word[2:].partition("=")
        if not equals:
            value = next(words, "")
            if not value or value.startswith("--"):
                raise CommandError(f'--{name} has no value. Write --{name} "…"')
        made.append(f"--set={name}={value}")
    return made
