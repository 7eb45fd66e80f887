"""A build that is killed after any file operation, or whose disk is full, leaves the old outputs whole or the new."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from letopis.building import lock, publish, replace

OPERATIONS = {
    "open", "ctypes.dlsym", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.listdir", "os.scandir", "os.symlink",
    "os.link", "os.truncate", "os.utime", "os.chmod", "shutil.copyfile", "shutil.rmtree",
}  # fmt: skip
KILLED = 99


def builder(mark: str) -> Callable[[str, Path, str], None]:
    """Writes what Sphinx would, in small, with a mark in each output."""

    def run(builder: str, fresh: Path, jobs: str, *_: object) -> None:
        out = fresh / builder
        out.mkdir()
        if builder == "html":
            (fresh / "doctrees").mkdir()
            (fresh / "doctrees" / "index.doctree").write_text("tree")
            (out / "index.html").write_text(f"<html>{mark * 500}</html>")
        elif builder == "typst":
            (out / "a.pdf").write_bytes(b"%PDF-1.7\n" + mark.encode() * 6000 + b"%%EOF\n")
        else:
            with zipfile.ZipFile(out / "a.epub", "w") as book:
                book.writestr("mimetype", "application/epub+zip")
                book.writestr("META-INF/container.xml", f"<container>{mark * 3000}</container>")

    return run


def edition(out: Path) -> str:
    """The mark of what is published; every output must be there, whole, and bear the same."""
    marks = {
        (out / "html" / "index.html").read_text()[6],
        (out / "html" / "downloads" / "a.pdf").read_bytes().decode()[9],
        (out / "book" / "a.pdf").read_bytes().decode()[9],
    }
    with zipfile.ZipFile(out / "epub" / "a.epub") as book:
        marks.add(book.read("META-INF/container.xml").decode()[11])
    assert len(marks) == 1, f"old beside new: {marks}"
    assert not publish.faults(out, ["index"])
    return marks.pop()


def in_a_child(action: Callable[[], None]) -> int:
    """Do something in a process of its own; its exit code."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        action()
    except OSError as error:
        os._exit(error.errno or 1)
    except BaseException:  # noqa: BLE001  a child must not go on with the tests of its parent
        os._exit(1)
    os._exit(0)


def killed_at(number: int, out: Path, swap: Callable[[Path, Path], bool]) -> int:
    """Publish the edition "N" over another, and be killed before the file operation of this number."""

    def action() -> None:
        counted = count(1)

        def kill(event: str, arguments: object) -> None:
            if event in OPERATIONS and next(counted) == number:
                os._exit(KILLED)

        sys.addaudithook(kill)
        publish.publish(out, "1", builder("N"), swap)

    return in_a_child(action)


def published(folder: Path) -> Path:
    """A _build with the edition "O" in it, and with something else."""
    out = folder / "_build"
    publish.publish(out, "1", builder("O"))
    (out / "links").mkdir()
    (out / "links" / "output.txt").write_text("not an output")
    return out


@pytest.mark.skipif(sys.platform == "win32", reason="a process is forked")
def test_a_kill_after_any_file_operation(tmp_path: Path) -> None:
    editions = []
    for number in count(1):
        out = published(tmp_path / str(number))
        if (code := killed_at(number, out, replace.exchange)) == 0:
            break
        assert code == KILLED
        editions.append(edition(out))
        publish.publish(out, "1", builder("L"))
        assert edition(out) == "L"
        assert (out / "links" / "output.txt").is_file()
        assert [path.name for path in out.parent.iterdir()] == ["_build"], "left behind"
    assert len(editions) >= 60
    assert set(editions) == {"O", "N"}
    assert editions == sorted(editions, reverse=True), "once new, always new"


@pytest.mark.skipif(sys.platform == "win32", reason="a process is forked")
def test_a_kill_where_two_folders_cannot_change_places(tmp_path: Path) -> None:
    """There is one moment without outputs, and the next build mends it, even one that fails."""

    def fail(builder: str, fresh: Path, jobs: str, *_: object) -> None:
        raise publish.BuildFailed("no")

    missing = 0
    for number in count(1):
        out = published(tmp_path / str(number))
        if killed_at(number, out, lambda one, other: False) == 0:
            break
        if not out.exists():
            missing += 1
            with pytest.raises(publish.BuildFailed):
                publish.publish(out, "1", fail)
            assert edition(out) == "O"
        assert edition(out) in {"O", "N"}
    assert missing == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file")
@pytest.mark.parametrize("size", [0, 1, 100, 400, 1000, 1500, 2500, 4000, 6000, 6010])
def test_a_full_disk(tmp_path: Path, size: int) -> None:
    out = published(tmp_path)

    def action() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        publish.publish(out, "1", builder("N"))

    assert in_a_child(action) == errno.EFBIG
    assert edition(out) == "O"
    assert [path.name for path in out.parent.iterdir()] == ["_build"], "left behind"


def test_a_full_disk_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(builder: str, fresh: Path, jobs: str, *_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(publish, "build", full)
    assert publish.main(publish.project_in(Path()), tmp_path / "_build", "1") == 1
    assert capsys.readouterr().err.strip() == (
        f"Nothing could be written for {tmp_path / '_build'}: No space left on device. "
        "It is as it was. Make room or name another folder: --out FOLDER"
    )


def test_what_sphinx_says_of_a_full_disk_is_recognised() -> None:
    assert publish.unwritable("WARNING: error writing file a.html: [Errno 28] No space left on device") == errno.ENOSPC
    assert publish.unwritable("a.md:3: WARNING: [Errno 2] No such file or directory: 'b.png'") == 0


def test_a_target_that_cannot_be_replaced_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for out in (Path("/"), Path.cwd(), Path.cwd().parent, tmp_path / "file"):
        with pytest.raises(publish.BuildFailed):
            publish.publish(out, "1", builder("N"))
    with pytest.raises(OSError, match="File exists"):
        publish.publish(tmp_path / "file" / "_build", "1", builder("N"))


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    out = published(tmp_path)
    link = tmp_path / "link"
    link.symlink_to(out)
    publish.publish(link, "1", builder("N"))
    assert link.is_symlink()
    assert edition(link) == "N"


def test_a_lock_whose_folder_has_just_been_removed(tmp_path: Path) -> None:
    work = tmp_path / "work"
    with (
        lock.only_build(work, tmp_path),
        pytest.raises(lock.IsBuilding),
        lock.only_build(work, tmp_path),
    ):
        pass
    assert not work.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other pipes")
def test_a_builder_ends_with_whoever_started_it(tmp_path: Path) -> None:
    code = "import letopis.building.sphinx_build as s; s.end_with_stdin()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, cwd=Path(publish.__file__).parents[2]
    ) as process:
        time.sleep(0.2)
        assert process.poll() is None
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 1
