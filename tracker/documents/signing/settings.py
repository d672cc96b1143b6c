"""Which body signs with which key: a TOML file outside the program and its database, read once.

The file names files and never holds a secret itself; it and what it names must be closed to other users.
"""

import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SETTING = "TRACKER_SIGNING"  # the environment variable with the path of the file
_KINDS = {
    "pkcs12": ({"file"}, {"passphrase_file"}),
    "pkcs11": ({"module", "label"}, {"slot", "token", "pin_file", "certificate"}),
}


class SettingsError(ValueError):
    """The file is missing, malformed or open to others; the text is one sentence for who starts the program."""


@dataclass(frozen=True)
class KeyRow:
    """One key. ``bodies`` are ``CODE/SIGN``: the code of an organization and the sign of its body on papers."""

    bodies: tuple[str, ...]
    kind: str
    file: str = ""
    passphrase_file: str = ""
    module: str = ""
    label: str = ""
    slot: int | None = None
    token: str = ""
    pin_file: str = ""
    certificate: str = ""


@dataclass(frozen=True)
class Settings:
    """All keys, and the files with the root certificates that are trusted when a paper is checked."""

    keys: tuple[KeyRow, ...] = ()
    trust: tuple[str, ...] = ()

    def row_of(self, code: str, sign: str) -> KeyRow | None:
        """The key of a body, None when it has none."""
        wanted = f"{code}/{sign}"
        return next((row for row in self.keys if wanted in row.bodies), None)


def read(path: str) -> Settings:
    """The settings in a file. Raises ``SettingsError``."""
    file = Path(path)
    _check_closed(file)
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{SETTING}: {path} is no TOML file: {error}.") from error
    if unknown := set(table) - {"key", "trust"}:
        raise SettingsError(f"{SETTING}: {path} has unknown entries: {', '.join(sorted(unknown))}.")
    rows = tuple(_row(path, row) for row in table.get("key", []))
    _check_no_body_twice(path, rows)
    return Settings(rows, tuple(map(str, table.get("trust", []))))


def _row(path: str, table: Mapping[str, object]) -> KeyRow:
    kind = str(table.get("kind", ""))
    if kind not in _KINDS:
        raise SettingsError(f"{SETTING}: the kind of a key in {path} is {kind!r}; it is pkcs12 or pkcs11.")
    needed, allowed = _KINDS[kind]
    given = set(table) - {"kind", "bodies"}
    if needed - given or given - needed - allowed:
        wrong = ", ".join(sorted((needed - given) | (given - needed - allowed)))
        raise SettingsError(f"{SETTING}: a {kind} key in {path} lacks or does not know: {wrong}.")
    bodies = table.get("bodies")
    if not isinstance(bodies, list) or not bodies or not all(isinstance(one, str) and "/" in one for one in bodies):
        raise SettingsError(f'{SETTING}: a key in {path} needs bodies = ["CODE/SIGN", …].')
    if mistyped := [name for name in given if type(table[name]) is not (int if name == "slot" else str)]:
        raise SettingsError(f"{SETTING}: in {path} the slot is a number, the rest texts: {', '.join(mistyped)}.")
    for name in ("file", "passphrase_file", "pin_file"):
        if table.get(name):
            _check_closed(Path(str(table[name])))
    return KeyRow(bodies=tuple(bodies), kind=kind, **{name: table[name] for name in given})  # type: ignore[arg-type]


def _check_closed(file: Path) -> None:
    try:
        mode = file.stat().st_mode
    except OSError as error:
        raise SettingsError(f"{SETTING}: {file} cannot be read: {error.strerror}.") from error
    if not stat.S_ISREG(mode) or mode & stat.S_IRWXO:
        raise SettingsError(f"{SETTING}: {file} must be a file that other users cannot open (chmod o= {file}).")


def _check_no_body_twice(path: str, rows: tuple[KeyRow, ...]) -> None:
    bodies = [body for row in rows for body in row.bodies]
    if twice := {body for body in bodies if bodies.count(body) > 1}:
        raise SettingsError(f"{SETTING}: {path} gives two keys to {', '.join(sorted(twice))}.")
