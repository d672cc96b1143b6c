"""Checking the stored due dates from the command line: ``flask deadlines recheck``."""

import json
import sys
from collections.abc import Sequence

import click
from flask.cli import AppGroup

from tracker.cases.queries import case_refs
from tracker.cases.queries.limits import DeadlineDifference, deadline_differences
from tracker.cases.services import recompute_deadlines
from tracker.core.text import Message, message
from tracker.extensions import db, transaction_mode
from tracker.findings.queries import StaleBar, stale_bars
from tracker.findings.services import store_bars
from tracker.lawbook.queries import office_law

deadlines = AppGroup("deadlines", help="The due dates of open cases.")


@deadlines.command("recheck")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
@click.option("--write", is_flag=True, help="Store the computed due dates, each with an entry in the log.")
def recheck(as_json: bool, write: bool) -> None:
    """Compare each stored date with the one the rules give; exit status 1 when one differs.

    These are the due dates of cases and the last days of time bars.
    Changes nothing without --write. With it the exit status is 0, since nothing differs any more.
    """
    transaction_mode.set("IMMEDIATE" if write else "DEFERRED")
    bars = stale_bars()
    found = [_told(difference) for difference in deadline_differences(office_law())] + _bars_told(bars)
    if write:
        recompute_deadlines(None)
        for case_id in {bar.case_id for bar in bars}:
            store_bars(case_id)
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


def _bars_told(bars: Sequence[StaleBar]) -> list[dict[str, object]]:
    """Last days for a reprimand and for a warning, of each violation whose stored ones differ."""
    refs = case_refs({bar.case_id for bar in bars})
    return [
        {
            "case": refs[bar.case_id],
            "finding": bar.number,
            "stored": [day and day.isoformat() for day in bar.stored],
            "computed": [day and day.isoformat() for day in bar.computed],
            "why": [str(message("The last days for a reprimand and for a warning, as lists narrow by them."))],
        }
        for bar in bars
    ]


def _missing(difference: DeadlineDifference) -> Message:
    missing = difference.deadline.missing
    return missing.message if missing else message("The time limit has not started.")


def _lines(found: list[dict[str, object]], write: bool) -> str:
    lines = []
    for row in found:
        where = f"{row['case']}, violation {row['finding']}" if "finding" in row else row["case"]
        lines.append(f"{where}: stored {row['stored']}, computed {row['computed']}")
        lines += [f"  {step}" for step in row["why"]]  # type: ignore[attr-defined]
    if not found:
        return "OK: every stored date is the computed one."
    return "\n".join([*lines, f"{len(found)} {'mended' if write else 'different'}."])
