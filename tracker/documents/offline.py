"""Checking a paper with nothing but its file and the root certificate of who signs: no server, no database.

Run as a program: ``script/verify-paper FILE --trust ROOT.pem``. Whether the paper was withdrawn or replaced since, only
the register knows.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from tracker.documents import facts
from tracker.documents.reading import read_pages
from tracker.documents.signing.checking import Signature, SignatureState, roots_in, signature_of


class OfflineAnswer(StrEnum):
    """``signed``: nothing was changed since somebody trusted signed it, and its facts are what is printed.

    ``untrusted``: unchanged, signed by nobody whose root was given. ``unsigned``: it cannot be told without the
    register. ``altered``: the signature does not hold. ``contradictory``: its facts and its pages differ.
    """

    SIGNED = "signed"
    UNTRUSTED = "untrusted"
    UNSIGNED = "unsigned"
    ALTERED = "altered"
    CONTRADICTORY = "contradictory"


_ANSWERS = {
    SignatureState.VALID: OfflineAnswer.SIGNED,
    SignatureState.UNTRUSTED: OfflineAnswer.UNTRUSTED,
    SignatureState.ABSENT: OfflineAnswer.UNSIGNED,
    SignatureState.BROKEN: OfflineAnswer.ALTERED,
}
_TOLD = ("title", "number", "issued_on", "issuer", "code")


@dataclass(frozen=True)
class OfflineFinding:
    """The answer, what the signature says, which facts are not printed, and what the paper is."""

    answer: OfflineAnswer
    signature: Signature
    not_printed: tuple[str, ...] = ()
    paper: dict[str, object] = field(default_factory=dict)

    def to_plain(self) -> dict[str, object]:
        """As JSON holds it."""
        plain: dict[str, object] = {"answer": self.answer.value, "signature": self.signature.to_plain()}
        return plain | {"not_printed": list(self.not_printed), "paper": self.paper}


def judge(content: bytes, roots: Sequence[Any]) -> OfflineFinding:
    """What the file itself proves. Only ``signed`` is a reason to rely on it."""
    signature = signature_of(content, roots)
    answer = _ANSWERS[signature.state]
    if answer is OfflineAnswer.ALTERED:
        return OfflineFinding(answer, signature)
    try:
        pages = read_pages(content)
    except Exception as error:  # a stranger's file can be broken in any way: the answer is that it cannot be read
        return OfflineFinding(OfflineAnswer.ALTERED, signature, (f"{type(error).__name__}: {error}"[:200],))
    if not isinstance(pages.facts, dict):
        without: tuple[str, ...] = (f"no {facts.NAME}",) if answer is OfflineAnswer.SIGNED else ()
        return OfflineFinding(OfflineAnswer.CONTRADICTORY if without else answer, signature, without)
    lacking = tuple(facts.not_printed(pages.facts, pages.bodies, pages.feet))
    paper = {name: pages.facts.get(name) for name in _TOLD}
    return OfflineFinding(OfflineAnswer.CONTRADICTORY if lacking else answer, signature, lacking, paper)


def tell(finding: OfflineFinding, *, as_json: bool) -> None:
    """Print a finding and end the program: exit status 0 only for ``signed``."""
    if as_json:
        click.echo(json.dumps(finding.to_plain(), ensure_ascii=False))
    else:
        said = [*finding.paper.values(), finding.signature.signer, finding.signature.reason, *finding.not_printed]
        click.echo("\n".join([finding.answer.value, *(str(line) for line in said if line)]))
    sys.exit(0 if finding.answer is OfflineAnswer.SIGNED else 1)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--trust", multiple=True, type=click.Path(exists=True, dir_okay=False), help="A root certificate (PEM).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def verify_paper(file: Path, trust: tuple[str, ...], as_json: bool) -> None:
    """Whether FILE is unchanged since a commission signed it, and its facts are what is printed. Needs no server."""
    tell(judge(file.read_bytes(), trusted(trust)), as_json=as_json)


def trusted(paths: Sequence[str]) -> list[Any]:
    """The root certificates in files, as an option names them."""
    try:
        return roots_in(paths)
    except (OSError, ValueError) as error:
        raise click.BadParameter(str(error), param_hint="--trust") from error


if __name__ == "__main__":
    verify_paper()
