"""Publishing is all or nothing: a build that fails leaves the last good outputs as they were."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

from letopis.building import lock, publish

EPUB = "application/epub+zip"


def fake_build(builder: str, fresh: Path, jobs: str, *_: object) -> None:
    """Writes what Sphinx would, in small."""
    out = fresh / builder
    out.mkdir()
    if builder == "html":
        trees = fresh / "doctrees" / "people"
        trees.mkdir(parents=True)
        (trees / "molotov.doctree").write_text("tree")
        (out / "people").mkdir()
        (out / "people" / "molotov.html").write_text('<html><a href="../downloads/a.pdf">PDF</a></html>')
        (out / ".buildinfo").write_text("of no use")
    elif builder == "typst":
        (out / "a.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
        (out / "a.typ").write_text("source")
    else:
        (out / "molotov.xhtml").write_text("<html/>")
        with zipfile.ZipFile(out / "a.epub", "w") as book:
            book.writestr("mimetype", EPUB)
            book.writestr("META-INF/container.xml", "<container/>")


def contents(folder: Path) -> list[str]:
    """Every file below a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.relative_to(folder).as_posix() for path in files)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A _build with something good in it, and builders that work."""
    monkeypatch.setattr(publish, "build", fake_build)
    folder = tmp_path / "_build"
    for name in publish.OUTPUTS:
        (folder / name).mkdir(parents=True)
        (folder / name / "last-good").write_text(name)
    return folder


GOOD = ["book/last-good", "epub/last-good", "html/last-good"]


def test_what_is_published(out: Path) -> None:
    assert publish.publish(out, "1") == "1 page; a.pdf 0.0 MB, a.epub 0.0 MB"
    assert contents(out) == [
        "book/a.pdf",
        "epub/a.epub",
        "html/downloads/a.epub",
        "html/downloads/a.pdf",
        "html/people/molotov.html",
    ]


def test_the_first_time_there_is_nothing_to_replace(out: Path) -> None:
    publish.publish(out / "new", "1")
    assert "html/people/molotov.html" in contents(out / "new")


@pytest.mark.parametrize("failing", publish.BUILDERS)
def test_a_failing_builder_leaves_the_last_good_outputs(
    out: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def build(builder: str, fresh: Path, jobs: str, *_: object) -> None:
        fake_build(builder, fresh, jobs)
        if builder == failing:
            raise publish.BuildFailed("no")

    monkeypatch.setattr(publish, "build", build)
    with pytest.raises(publish.BuildFailed):
        publish.publish(out, "1")
    assert contents(out) == GOOD


def test_an_interrupted_build_leaves_the_last_good_outputs(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(builder: str, fresh: Path, jobs: str, *_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(publish, "build", build)
    with pytest.raises(KeyboardInterrupt):
        publish.publish(out, "1")
    assert contents(out) == GOOD


def test_an_output_that_is_not_whole_is_not_published(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(builder: str, fresh: Path, jobs: str, *_: object) -> None:
        fake_build(builder, fresh, jobs)
        if builder == "html":
            (fresh / "html" / "people" / "molotov.html").write_text('<html><a href="gone.html">')
        if builder == "typst":
            (fresh / "typst" / "a.pdf").write_text("")

    monkeypatch.setattr(publish, "build", build)
    with pytest.raises(publish.BuildFailed) as raised:
        publish.publish(out, "1")
    # All of its faults at once.
    assert str(raised.value).splitlines() == [
        "What was built is not whole:",
        "  downloads/a.pdf is empty",
        "  people/molotov.html breaks off before </html>",
        "  people/molotov.html: 'gone.html' leads to no file",
        "  a.pdf is not a whole PDF",
    ]
    assert contents(out) == GOOD


def test_two_builds_at_once_are_refused(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # As another process holds it: by a file that was opened for itself.
    with lock.only_build(out.parent / "._build-building", out):
        assert publish.main(publish.project_in(Path()), out, "1") == 1
    assert "Another build is writing" in capsys.readouterr().err
    assert contents(out) == GOOD
    assert publish.main(publish.project_in(Path()), out, "1") == 0


def test_many_faults_are_counted_not_listed(tmp_path: Path) -> None:
    for name in ("html", "book", "epub"):
        (tmp_path / name).mkdir()
    with pytest.raises(publish.BuildFailed) as raised:
        publish.inspect(tmp_path, [f"page-{number:02}" for number in range(50)])
    lines = str(raised.value).splitlines()
    assert len(lines) == publish.SHOWN + 2
    assert lines[-1] == "  ... and 12 more"


def test_the_builders_are_strict_and_dated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = []

    def run_builder(arguments: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
        """Stands in for a builder that warns and fails."""
        calls.append((arguments, environment))
        return 1, "people/molotov.md:3: WARNING: no\n"

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    monkeypatch.setattr(publish, "run_builder", run_builder)
    for builder in publish.BUILDERS:
        with pytest.raises(publish.BuildFailed, match=f"The {builder} build has failed"):
            publish.build(builder, tmp_path, "2")
    assert capsys.readouterr().err.count("people/molotov.md:3") == 3
    for command, environment in calls:
        assert {"-n", "-W", "--keep-going"} <= set(command)
        assert environment["SOURCE_DATE_EPOCH"] == "12345"
    # Every page is read by the first, from nothing, and by no other.
    assert ["-E" in command for command, _ in calls] == [True, False, False]
    assert {command[command.index("-d") + 1] for command, _ in calls} == {str(tmp_path / "doctrees")}


def test_the_date_of_the_outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    assert publish.source_date(tmp_path) == 12345
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert publish.source_date(tmp_path) == publish.NO_HISTORY
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert publish.source_date(tmp_path) == publish.NO_HISTORY
    monkeypatch.setenv("GIT_COMMITTER_DATE", "@1000000000 +0300")
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "a"], cwd=tmp_path, check=True)
    assert publish.source_date(tmp_path) == 1000000000


def test_the_command_says_what_came_out(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish.main(publish.project_in(Path()), out, "1") == 0
    assert str(out / "html" / "index.html") in capsys.readouterr().out


def test_the_command_says_that_nothing_changed(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(publish, "BUILDERS", ("html",))
    monkeypatch.setattr(publish, "gather", lambda fresh: [])
    assert publish.main(publish.project_in(Path()), out, "1") == 1
    assert f"{out} is as it was" in capsys.readouterr().err
