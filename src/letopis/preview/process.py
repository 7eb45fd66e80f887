"""Builds the preview again and again in one process, which keeps Sphinx and what was read of the archive.

    python -m letopis.preview.process CONF DOCS DOCTREES OUT STATE

A start of Sphinx, and loading what an earlier build has read, take longer than building the page that was edited. So
they happen once. Each line of standard input is a request in JSON: a number, the files that changed, and the page that
is looked at. The answer is the file STATE. Only pages that are looked at are written; the rest wait until somebody
comes to them. Whatever is wrong is told there, and the process goes on; only for new code does it end.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import traceback
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Final, NamedTuple

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from letopis.bibliography import check_bib_files
from letopis.building.faults import fault_in_output, fault_of
from letopis.building.sphinx_build import SPHINX_BUILD, UNTIL_STDIN_ENDS
from letopis.cli.messages import Message, read_messages
from letopis.garbage import collect_seldom
from letopis.incremental.build_stamps import pages_read, show_only
from letopis.preview.state import State, fault_in, progress_in
from letopis.registry import registry_of
from letopis.sphinx_internals import forget_read_pages

SOURCE: Final = Path(__file__).resolve().parent.parent.parent
"""Where the extension lies."""

QUIET: Final = 5.0
"""Seconds without a save after which what was left is done: the index of the search."""

NEW_CODE: Final = 3
"""The exit code that asks for a new process, since code has changed."""


class Request(NamedTuple):
    """Files that changed, and the page that is looked at (``""``: none is known)."""

    number: int
    changed: list[Path]
    view: str


class Warnings(io.StringIO):
    """Where Sphinx writes warnings: shown in the terminal, and kept to be read."""

    def write(self, text: str) -> int:
        """Keep a text, and show it."""
        sys.stderr.write(text)
        return super().write(text)

    def take(self) -> list[Message]:
        """The messages since the last time."""
        found = read_messages(self.getvalue())
        self.seek(0)
        self.truncate()
        return found


class Preview:
    """The pages of one archive, kept ready to be built again."""

    def __init__(self, conf: Path, docs: Path, doctrees: Path, out: Path, state: Path) -> None:
        """Nothing is built yet."""
        self.conf, self.docs, self.doctrees, self.out, self._state_file = conf, docs, doctrees, out, state
        self.state = State()
        self._app: Sphinx | None = None
        self._said = Warnings()
        self._around = ExitStack()
        self._messages: list[tuple[str, Message]] = []

    def tell(self, doing: str, words: str = "", fault: str = "") -> None:
        """Write what is going on where the server reads it."""
        self.state.doing, self.state.words, self.state.fault = doing, words, fault
        self.state.version += doing == "ready"
        self.state.write(self._state_file)

    def _tell_fault(self, fault: str, *, shown: bool) -> None:
        """Tell the browser what is wrong, and the terminal, unless it is ``shown`` there already."""
        if not shown:
            print(fault, file=sys.stderr, flush=True)
        self.tell("fault", fault=fault)

    # ----------------------------------------------------------------------------------- the whole, once
    def build_anew(self) -> None:
        """Build with new settings or code, in a process of its own and with all processors."""
        self._app = None
        self.tell("building", "The archive is being built")
        command = [*SPHINX_BUILD, UNTIL_STDIN_ENDS, "-n", "-j", "auto", "-b", "html", "-D", "letopis_preview=1"]
        command += ["-c", str(self.conf), "-d", str(self.doctrees), str(self.docs), str(self.out)]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8") as process:
            assert process.stdout is not None
            assert process.stderr is not None
            said: list[str] = []
            reader = Thread(target=said.extend, args=(process.stderr,))
            reader.start()
            for line in process.stdout:
                if (words := progress_in(line)) and words != self.state.words:
                    print(f"\r{words}   ", end="", file=sys.stderr, flush=True)
                    self.tell("building", words)
            reader.join()
        print(file=sys.stderr)
        whole, fault = fault_in_output("".join(said)) if process.returncode else ("".join(said), "")
        sys.stderr.write(whole)
        if process.returncode:
            self._tell_fault(fault or fault_in(whole), shown=not fault)
            return
        self._messages = [(self._docname(one), one) for one in read_messages(whole)]
        self.state.stale = False
        self._note_findings()
        self.tell("ready")

    # ------------------------------------------------------------------------------------ what was edited
    def build(self, request: Request) -> None:
        """Build what was edited, and the page that is looked at; whatever is wrong is told."""
        start = time.process_time()
        self.tell("building", self.state.words)
        try:
            self._build(request)
        except Exception as error:  # noqa: BLE001  an extension may raise anything, and the preview goes on
            self._app = None
            fault = fault_of(error)
            if not fault:
                print(traceback.format_exc(), file=sys.stderr)
            self._tell_fault(fault or _where(error), shown=not fault)
        else:
            self.state.seconds = time.process_time() - start
            self.state.asked = request.number
            self.tell("ready")
            return
        self._said.take()

    def _build(self, request: Request) -> None:
        kept = self._app if self._app and forget_read_pages(self._app.env) else None
        app = kept or self._start()
        # After a build that breaks off, the next begins with what is stored.
        self._app = None
        bib = any(path.suffix == ".bib" for path in request.changed)
        if kept and bib:
            check_bib_files(app)
        edited = {self._name(path) for path in request.changed if path.suffix == ".md"}
        show_only(app, edited | ({request.view} if request.view else set()))
        app.build()
        self._app = app
        self.state.stale = self.state.stale or bool(pages_read(app)) or bool(request.changed)
        self._keep(self._said.take(), app, bib=bib)

    def _start(self) -> Sphinx:
        """Sphinx, as `sphinx-build` starts it; what an earlier one has told docutils is taken back."""
        self._around.close()
        self._around.enter_context(patch_docutils(self.conf))
        self._around.enter_context(docutils_namespace())
        return Sphinx(
            self.docs, self.conf, self.out, self.doctrees, "html", {"nitpicky": True, "letopis_preview": True},
            status=None, warning=self._said,
        )  # fmt: skip

    def _keep(self, new: list[Message], app: Sphinx, *, bib: bool) -> None:
        """Put the messages of this build in the place of the older ones about the same pages.

        Of a page that was not read again, what was said when it was read still holds; the rules look at all again.
        """
        read = pages_read(app)
        anew = {*registry_of(app).rules, *ALWAYS} if read else set[str]()
        found = [
            (docname, one)
            for docname, one in self._messages
            if docname not in read
            and (docname in app.env.found_docs or (docname.endswith(".bib") and not bib))
            and one.rule not in anew
            and not (read and (one.code.startswith(LATE) or "toctree" in one.text))
        ]
        self._messages = [*found, *((self._docname(one), one) for one in new)]
        self._note_findings()

    def _note_findings(self) -> None:
        self.state.findings = {}
        # A fault in a file of sources first: much else may follow from it.
        for docname, one in sorted(dict.fromkeys(self._messages), key=lambda found: not found[0].endswith(".bib")):
            self.state.findings.setdefault(docname, []).append((one.line, one.text))

    def _docname(self, message: Message) -> str:
        return self._name(Path(message.path).resolve()) if message.path else ""

    def _name(self, path: Path) -> str:
        """The page of a file; the file itself if it is none."""
        if not path.is_relative_to(self.docs):
            return path.name
        return path.relative_to(self.docs).with_suffix("").as_posix()

    def is_code(self, path: Path) -> bool:
        """Whether a file is read when a process starts."""
        return path.suffix == ".py"

    def is_setting(self, path: Path) -> bool:
        """Whether a file is read when Sphinx starts, and is neither page nor source."""
        return not path.is_relative_to(self.docs) and path.suffix != ".bib"


ALWAYS: Final = ("ref-unknown", "source-unknown", "view-option", "exception-unused", "exception-unknown", "baseline")
"""Codes beside those of the rules that are looked for in all pages at each build."""

LATE: Final = ("toc.", "ref.", "myst.xref")
"""How codes begin of what is said when a page is written, not when it is read."""


def _where(error: Exception) -> str:
    """An error of code in a line or two: what, and at which line of which file."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    place = f"{own[-1].filename}:{own[-1].lineno}: " if own else ""
    return f"{place}{type(error).__name__}: {error}"


def requests(queue: Queue[Request | None]) -> None:
    """Put each line of standard input into the queue, and ``None`` at its end."""
    for line in sys.stdin:
        said = json.loads(line)
        queue.put(Request(said["number"], [Path(path) for path in said["changed"]], said["view"]))
    queue.put(None)


def gathered(queue: Queue[Request | None], first: Request) -> Request | None:
    """All requests that wait, as one."""
    whole = first
    while True:
        try:
            more = queue.get_nowait()
        except Empty:
            return whole
        if more is None:
            return None
        whole = Request(more.number, [*whole.changed, *more.changed], more.view or whole.view)


def serve(preview: Preview, queue: Queue[Request | None]) -> int:
    """Answer requests until there are no more; the exit code."""
    left = False
    view = ""
    while True:
        try:
            request = queue.get(timeout=QUIET if left else None)
        except Empty:
            preview.build(Request(preview.state.asked, [], view))
            left = False
            continue
        request = gathered(queue, request) if request else None
        if request is None:
            return 0
        view = request.view or view
        if any(map(preview.is_code, request.changed)):
            return NEW_CODE
        if preview.state.doing == "fault" or any(map(preview.is_setting, request.changed)):
            preview.build_anew()
            if preview.state.doing == "fault":
                preview.state.asked = request.number
                preview.tell("fault", fault=preview.state.fault)
                continue
        preview.build(request._replace(view=view))
        left = bool(request.changed)


def main(paths: Iterable[str]) -> int:
    """Build, listen, and end for new code."""
    collect_seldom()
    preview = Preview(*(Path(path).resolve() for path in paths))
    queue: Queue[Request | None] = Queue()
    Thread(target=requests, args=(queue,), daemon=True).start()
    preview.build_anew()
    if preview.state.doing == "ready":
        preview.build(Request(0, [], "index"))
    return serve(preview, queue)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
