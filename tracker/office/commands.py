"""Checking the stored due dates from the command line: ``flask deadlines recheck``."""

import json
import sys

import click
from flask.cli import AppGroup

from tracker.cases.queries import DeadlineDifference, deadline_differences
from tracker.cases.services import recompute_deadlines
from tracker.core.text import Message, message
from tracker.extensions import db, transaction_mode
from tracker.lawbook.queries import office_law

deadlines = AppGroup("deadlines", help="The due dates of open cases.")


@deadlines.command("recheck")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
@click.option("--write", is_flag=True, help="Store the computed due dates, each with an entry in the log.")
def recheck(as_json: bool, write: bool) -> None:
    """Compare each stored due date with the one the rules give; exit status 1 when one differs.

    Changes nothing without --write. With it the exit status is 0, since nothing differs any more.
    """
    transaction_mode.set("IMMEDIATE" if write else "DEFERRED")
    found = [_told(difference) for difference in deadline_differences(office_law())]
    if write:
        recompute_deadlines(None)
        db.session.commit()
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else _lines(found, write))
    sys.exit(1 if found and not write else 0)


def _told(difference: DeadlineDifference) -> dict[str, object]:
    case, deadline = difference.case, difference.deadline
    steps = deadline.due.steps() if deadline.due else [_missing(difference)]
    return {
        "case": case.ref,
        "stored": case.due_on.isoformat() if case.due_on else None,
        "computed": deadline.due_on.isoformat() if deadline.due_on else None,
        "why": [str(step) for step in steps],
    }


def _missing(difference: DeadlineDifference) -> Message:
    missing = difference.deadline.missing
    return missing.message if missing else message("The time limit has not started.")


def _lines(found: list[dict[str, object]], write: bool) -> str:
    lines = []
    for row in found:
        lines.append(f"{row['case']}: stored {row['stored']}, computed {row['computed']}")
        lines += [f"  {step}" for step in row["why"]]  # type: ignore[attr-defined]
    if not found:
        return "OK: every stored due date is the computed one."
    return "\n".join([*lines, f"{len(found)} {'mended' if write else 'different'}."])
