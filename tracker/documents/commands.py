"""Commands: ``flask papers list|sample|verify``."""

import json
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from tracker.documents import layout
from tracker.documents.catalogue import CATALOGUE, listed
from tracker.documents.offline import judge, tell, trusted
from tracker.documents.printable import RenderFailed
from tracker.documents.render import STATES, render_pdf
from tracker.documents.signing import keyring
from tracker.documents.signing.checking import signature_of
from tracker.documents.states import Answer
from tracker.documents.verifying import find_paper

papers = AppGroup("papers", help="The official papers: which there are, how they look, whether a file is one of ours.")
_OUT = click.Path(dir_okay=False, writable=True, path_type=Path)
_IN = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_ROOT = click.Path(exists=True, dir_okay=False, readable=True)
_LARGEST = 50 * 1024**2  # bytes; an issued paper has under one million


@papers.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_papers(as_json: bool) -> None:
    """The catalogue of papers. No database is read."""
    if as_json:
        click.echo(listed())
        return
    for row in CATALOGUE.values():
        click.echo(f"{row.key:<26}{row.type_sign:<5}{row.title}")


@papers.command("sample")
@click.argument("key", type=click.Choice(sorted(CATALOGUE)), metavar="KEY")
@click.option("--out", type=_OUT, required=True, help="The PDF to write.")
@click.option("--profile", type=click.Choice(sorted(layout.PROFILES)), help="Layout guidance, else by date.")
@click.option("--state", type=click.Choice(STATES), default="issued", help="As a draft or as issued.")
@click.option("--duplex", is_flag=True, help="Mirror the margins of even pages.")
def write_sample(key: str, out: Path, profile: str | None, state: str, duplex: bool) -> None:
    """Render the sample of a paper. No database is read."""
    row = CATALOGUE[key]
    issued_on = row.sample().letterhead.issued_on
    guidance = profile or (layout.profile_on(issued_on).key if issued_on else layout.DEFAULT)
    try:
        content = render_pdf(key, row.sample(state), state=state, profile=guidance, duplex=duplex)
        out.write_bytes(content)
    except RenderFailed as failure:
        raise click.ClickException(str(failure)) from failure
    except OSError as failure:
        raise click.FileError(str(out), failure.strerror or "") from failure
    click.echo(f"{out}: {key}, {guidance}, {state}, {len(content)} bytes")


@papers.command("verify")
@click.argument("file", type=_IN)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--trust", multiple=True, type=_ROOT, help="A root certificate (PEM), beside those set up.")
@click.option("--offline", is_flag=True, help="Ask no register: only what the file itself proves.")
def verify_file(file: Path, as_json: bool, trust: tuple[str, ...], offline: bool) -> None:
    """Whether a file is a paper issued here, and what its signature says.

    Exit status 1 unless it is authentic; with --offline unless it is signed, unchanged, and says what is printed.
    """
    if file.stat().st_size > _LARGEST:
        raise click.UsageError(f"{file} has more than {_LARGEST} bytes: no paper of ours is as large.")
    content, roots = file.read_bytes(), trusted((*trust, *keyring.configured().trust))
    if offline:
        tell(judge(content, roots), as_json=as_json)
    found, signature = find_paper(content), signature_of(content, roots)
    plain = json.dumps(found.to_plain() | {"signature": signature.to_plain()}, ensure_ascii=False)
    click.echo(plain if as_json else f"{found.answer.value}\nsignature: {signature.state.value}")
    sys.exit(0 if found.answer is Answer.AUTHENTIC else 1)
