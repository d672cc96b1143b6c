"""The end of a record by the time bar, after the vote."""

from tracker.access import Actor
from tracker.cases.queries import CaseFile
from tracker.discipline import queries, rules
from tracker.discipline.models import Discipline
from tracker.discipline.services.moving import move, prepare
from tracker.discipline.services.voting import voted_of
from tracker.discipline.states import Action
from tracker.regulations.limitation import TimeBar


def barred_of(actor: Actor, file: CaseFile, discipline: Discipline) -> rules.BarVerdict:
    """The comparison of the form voted with the time bar of each violation; empty before the vote."""
    return queries.bar_verdict(queries.bars_after_vote(actor, file, [discipline]).get(discipline.id, []))


def bar_discipline(actor: Actor, file: CaseFile, discipline: Discipline) -> None:
    """Close the record: every violation is barred by time for the form voted. Reason and articles are kept with it."""
    prepare(actor, file, discipline, Action.BAR)
    bars = queries.bars_after_vote(actor, file, [discipline]).get(discipline.id, [])
    verdict = rules.check_barring(voted_of(discipline), queries.bar_verdict(bars))
    verdict.enforce()
    discipline.bar_verdict = {
        "concluded_on": str(file.case.concluded_on),
        "violations": [_kept(bar.number, bar.bar) for bar in bars if bar.bar],
        "citations": [[cited.source, cited.article, cited.grade.value] for cited in verdict.citations],
    }
    move(actor, file, discipline, Action.BAR, form=discipline.voted_form, basis=verdict.citations)


def _kept(number: int, bar: TimeBar) -> dict[str, object]:
    return {"number": number, "ended_on": str(bar.bar_ends_on), "edition": bar.edition.key}
