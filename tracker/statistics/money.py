"""Money in concluded work: found wrong, to be recovered, recovered, and the cases behind each sum.

Amounts are of the file: they are summed over the cases whose file the actor may read, as the pages of cases sum them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from tracker.access import Actor
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.states import ESTABLISHED_STATES
from tracker.extensions import db
from tracker.findings.models import Finding
from tracker.findings.money import Money
from tracker.findings.queries import readable
from tracker.keyset import Cursor, keyset
from tracker.organizations.models import Body
from tracker.reorganization.queries import body_on
from tracker.statistics.queries import Question, asked

_SUMS = (
    func.coalesce(func.sum(Finding.amount), 0),
    func.coalesce(func.sum(Finding.to_recover), 0),
    func.coalesce(func.sum(Finding.recovered), 0),
)


@dataclass(frozen=True)
class MoneyRow:
    """The money of one concluded case."""

    id: int
    ref: str
    title: str
    kind: Kind
    body_name: str
    on: date
    money: Money


def money_of_kinds(actor: Actor, question: Question) -> Mapping[Kind, Money]:
    """The sums by kind of work, of the kinds that have any."""
    found = db.session.execute(_counted(select(Case.kind, *_SUMS), actor, question).group_by(Case.kind))
    # a sum of large integers is a decimal number in PostgreSQL
    return {kind: Money(*map(int, sums)) for kind, *sums in found}


def together(lines: Collection[Money]) -> Money:
    """The sums of the sums."""
    return Money(
        sum(one.wrong for one in lines), sum(one.to_recover for one in lines), sum(one.recovered for one in lines)
    )


def money_rows(actor: Actor, question: Question, kind: Kind | None, cursor: Cursor | None) -> list[MoneyRow]:
    """One page of the cases behind a sum (and one more), the latest concluded first."""
    named = (Case.id, Case.ref, Case.title, Case.kind, Body.name, Case.concluded_on)
    statement = _of_kind(_counted(select(*named, *_SUMS), actor, question), kind).group_by(Case.id, Body.name)
    found = db.session.execute(keyset(statement, Case.concluded_on, Case.id, cursor, newest_first=True))
    return [_row(*row) for row in found]


def _row(*values: Any) -> MoneyRow:
    *about, wrong, to_recover, recovered = values
    return MoneyRow(*about, money=Money(int(wrong), int(to_recover), int(recovered)))


def _of_kind(statement: Select, kind: Kind | None) -> Select:
    return statement if kind is None else statement.where(Case.kind == kind)


def _counted(statement: Select, actor: Actor, question: Question) -> Select:
    narrowed = (
        statement.select_from(Finding)
        .join(Case, Case.id == Finding.case_id)
        .join(Body, Body.id == body_on(Case.concluded_on))
        .where(
            Case.state.in_(ESTABLISHED_STATES),
            Case.concluded_on.between(question.since, question.until),
            Finding.amount > 0,
            readable(actor),
        )
    )
    return asked(narrowed, actor, question, Case.concluded_on)
