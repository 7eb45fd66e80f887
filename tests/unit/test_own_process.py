"""A builder runs as a copy of the command's process, or in a new Python, and ends with whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from letopis.building import own_process, sphinx_build

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be copied here")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Sequence[str]], int]], None]:
    """Put something in the place of Sphinx, and allow copies of this process."""

    def put(build: Callable[[Sequence[str]], int]) -> None:
        monkeypatch.setattr(sphinx_build, "run", build)
        monkeypatch.setattr(own_process, "_ALLOWED", [os.getpid()])

    return put


def test_a_copy_stands_where_it_is_told(tmp_path: Path, run: Callable[..., None]) -> None:
    here, environment, path = Path.cwd(), dict(os.environ), list(sys.path)

    def build(arguments: Sequence[str]) -> int:
        known = str(here) in sys.path
        os.write(2, f"{os.getpid()} {Path.cwd()} {dict(os.environ)} {[*arguments]} {known} \xff".encode("latin-1"))
        return 3

    run(build)
    sys.path.insert(0, str(here))
    try:
        code, said = own_process.run_builder(["-b", "html"], tmp_path, {"A": "b"})
    finally:
        sys.path[:] = path
    assert code == 3
    pid, _, rest = said.partition(" ")
    assert int(pid) != os.getpid()
    assert rest == f"{tmp_path} {{'A': 'b'}} ['-b', 'html'] False \N{REPLACEMENT CHARACTER}"
    assert (Path.cwd(), dict(os.environ), sys.path) == (here, environment, path)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (SystemExit(2), 2, ""),
        (SystemExit(None), 0, ""),
        (SystemExit("why"), 1, ""),
        (ValueError("why"), 1, "why"),
        (KeyboardInterrupt(), 1, "KeyboardInterrupt"),
    ],
)
def test_a_copy_never_goes_on_as_its_parent(
    error: BaseException,
    code: int,
    said: str,
    tmp_path: Path,
    run: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def build(_arguments: Sequence[str]) -> int:
        sys.stderr = os.fdopen(os.dup(2), "w")  # not that of pytest
        raise error

    run(build)
    found, heard = own_process.run_builder([], tmp_path, {})
    assert found == code
    assert said in heard


def test_a_killed_copy_has_failed(tmp_path: Path, run: Callable[..., None]) -> None:
    def build(_arguments: Sequence[str]) -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    run(build)
    assert own_process.run_builder([], tmp_path, {}) == (-signal.SIGKILL, "")


@pytest.mark.parametrize("why", ["nobody has allowed it", "there is a second thread", "another process was meant"])
def test_otherwise_a_new_python_is_started(
    why: str, tmp_path: Path, run: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(lambda _arguments: 3)
    if why == "there is a second thread":
        monkeypatch.setattr(threading, "active_count", lambda: 2)
    else:
        monkeypatch.setattr(own_process, "_ALLOWED", [os.getpid() + 1] if "another" in why else [])
    script = "import os, sys; print(sys.argv[1:], os.getcwd(), os.environ['A'], file=sys.stderr); sys.exit(4)"
    monkeypatch.setattr(sphinx_build, "SPHINX_BUILD", (sys.executable, "-c", script))
    code, said = own_process.run_builder(["-b", "html"], tmp_path, {"A": "b"})
    assert code == 4
    assert said == f"['{sphinx_build.UNTIL_STDIN_ENDS}', '-b', 'html'] {tmp_path} b\n"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are not listed here")
def test_a_copy_ends_with_whoever_made_it(tmp_path: Path) -> None:
    code = """if True:
        import os, pathlib, time
        from letopis.building import own_process, sphinx_build
        def build(arguments):
            pathlib.Path("pid.part").write_text(str(os.getpid()))
            os.rename("pid.part", "pid")
            time.sleep(60)
        sphinx_build.main = build
        own_process.allow_copies()
        own_process.run_builder([], pathlib.Path("."), os.environ)
    """
    source = Path(own_process.__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(source)}
    with subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env=environment) as parent:
        _wait_until((tmp_path / "pid").exists)
        copy = int((tmp_path / "pid").read_text())
        assert _is_running(copy)
        parent.kill()
    _wait_until(lambda: not _is_running(copy))


def _is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def _wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < until, "it never became so"
        time.sleep(0.05)
