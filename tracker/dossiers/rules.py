"""Pure decisions about the file of a case: what it must hold before it goes to the archive."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from tracker.cases.kinds import Step
from tracker.cases.rules import OK, refuse
from tracker.core.text import N_, Message, message
from tracker.discipline.queries import Asked
from tracker.follow_up.queries import Remainder
from tracker.regulations.appeals import RESTORATION
from tracker.regulations.procedure import ARCHIVE, PROCEDURE
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.verdict import Verdict

# What an archived file holds is read from published procedures and packs (process.md 1.1 T9; documents.md 7).
# The procedure for complaints ends with their decision; that the file waits for it is an inference.
COMPLAINT_LAW = Citation("89-QĐ/TW", "", Grade.C)
# Papers that the kind asks for although no step of the case waits for them.
OF_THE_KIND = frozenset({"discipline_files", "figures_compared", "declaration"})
FILE_INDEX = "file_index"  # is this file itself


class Part(Enum):
    """What not every case has, and the checklist asks of those alone that have it."""

    RECOMMENDATIONS = auto()
    VIOLATIONS = auto()
    DISCIPLINE = auto()
    COMPLAINTS = auto()
    RESTORATION = auto()
    MONEY = auto()
    FINANCE = auto()


_WITHOUT = {
    Part.RECOMMENDATIONS: N_("No recommendation was made."),
    Part.VIOLATIONS: N_("No violation was found."),
    Part.DISCIPLINE: N_("Nobody was proposed for discipline in this case."),
    Part.COMPLAINTS: N_("No complaint against discipline is recorded."),
    Part.RESTORATION: N_("No complaint led to anything to restore."),
    Part.MONEY: N_("No finding has an amount of money."),
    Part.FINANCE: N_("Only an inspection of Party finance has them."),
}


@dataclass(frozen=True)
class Facts:
    """What is known of a case at its end. ``begun`` are steps of which some subjects, who are named, are still missing;
    ``notices`` are subjects with a notice, ``announced`` those to whom it was
    announced; ``has_notice`` whether the kind ends with one. ``money`` are findings not reconciled, ``unlisted``
    papers that the table of contents lacks, ``uncounted`` its entries without sheets. ``executed`` is what is asked
    after decisions on discipline. ``complained`` are those
    disciplined whose complaint has not ended, ``unrestored`` those to whom something is still to be restored.
    ``present`` is what the case has at all of that which not every case has."""

    steps: Sequence[Step]
    done: Collection[str]
    begun: Mapping[str, str]
    has_notice: bool
    subjects: Sequence[str]
    notices: Collection[str]
    announced: Collection[str]
    rest: Remainder
    executed: Sequence[Asked]
    money: Sequence[int]
    finance: Verdict
    complained: Sequence[str]
    unrestored: Sequence[str]
    present: Collection[Part]
    listed: int
    unlisted: Sequence[str]
    uncounted: int


@dataclass(frozen=True)
class Line:
    """One line of the checklist: what must be there, whether it is, what is missing, why, and where it is mended.

    ``excusable`` lines may be left out by the leader, with a reason; ``page`` is the page where it is mended.
    ``why_not`` says of a line that does not apply to this case why it does not: it is not there, and not missing.
    """

    what: Message
    missing: tuple[Message | str, ...]
    citation: Citation
    page: str
    excusable: bool = True
    why_not: Message | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def checklist(facts: Facts) -> list[Line]:
    """Everything that the file must hold, in the order of the work."""
    steps = [
        _line(Message(step.label), _lacking(facts, step.key), "cases.show_steps")
        for step in facts.steps
        if step.key != FILE_INDEX and (step.before or step.key in OF_THE_KIND)
    ]
    return [*steps, *_of_the_conclusion(facts), *_of_the_follow_up(facts), *_of_the_contents(facts)]


def _lacking(facts: Facts, key: str) -> list[Message | str]:
    if key in facts.done:
        return []
    return [facts.begun[key]] if key in facts.begun else [message("not recorded")]


def _of_the_conclusion(facts: Facts) -> list[Line]:
    if not facts.has_notice:
        return []
    lacking = [name for name in facts.subjects if name not in facts.notices]
    silent = [name for name in facts.subjects if name in facts.notices and name not in facts.announced]
    page = "conclusions.show_conclusion"
    return [
        _line(message("Notice to every subject"), _names(lacking), page),
        _line(message("Every notice announced"), _names(silent), page),
    ]


def _of_the_follow_up(facts: Facts) -> list[Line]:
    rest, page = facts.rest, "follow_up.show_follow_up"
    finance, carried_out = [] if facts.finance.allowed else [facts.finance.reason], message("Discipline carried out")
    return [
        # what the conclusion asks is carried out, handed over, or given up with approval: nobody excuses it either
        _of(
            facts,
            Part.RECOMMENDATIONS,
            _line(
                message("Recommendations verified, transferred or given up"),
                _numbers(rest.recommendations),
                page,
                False,
            ),
        ),
        _of(facts, Part.VIOLATIONS, _line(message("Violations closed"), _numbers(rest.violations), page)),
        _of(facts, Part.DISCIPLINE, _line(carried_out, _names(rest.disciplined), "discipline.list_of_case", False)),
        *_of_the_execution(facts),
        *_of_the_complaints(facts),
        _of(
            facts,
            Part.MONEY,
            _line(message("Money recovered, or the remainder explained"), _numbers(facts.money), page),
        ),
        _of(
            facts, Part.FINANCE, _line(message("Amounts of the finance inspection"), finance, "findings.list_findings")
        ),
    ]


def _of(facts: Facts, part: Part, line: Line) -> Line:
    """A line that asks something only of a case that has such a part; what is missing is missing all the same."""
    if part in facts.present or line.missing:
        return line
    return replace(line, why_not=Message(_WITHOUT[part]))


def _of_the_execution(facts: Facts) -> list[Line]:
    """What follows a decision belongs to its execution: nobody excuses it."""
    page = "discipline.list_of_case"
    return [_line(one.what, _names(one.lacking), page, False, one.citation or PROCEDURE) for one in facts.executed]


def _of_the_complaints(facts: Facts) -> list[Line]:
    """A complaint that waits and a restoration that is owed belong to the work of the case: nobody excuses them."""
    page, owed = "appeals.list_of_case", message("What an annulment restores is restored")
    ended = message("Complaints against discipline ended")
    return [
        _of(facts, Part.COMPLAINTS, _line(ended, _names(facts.complained), page, False, COMPLAINT_LAW)),
        _of(facts, Part.RESTORATION, _line(owed, _names(facts.unrestored), page, False, RESTORATION)),
    ]


def _of_the_contents(facts: Facts) -> list[Line]:
    page = "dossiers.show_dossier"
    empty = [] if facts.listed else [message("nothing is listed yet")]
    uncounted = [message("%(count)s without sheets", count=facts.uncounted)] if facts.uncounted else []
    missing = [*empty, *_names(facts.unlisted), *uncounted]
    return [_line(message("Table of contents"), missing, page, False, ARCHIVE)]


def _line(
    what: Message, missing: Sequence[Message | str], page: str, excusable: bool = True, law: Citation = PROCEDURE
) -> Line:
    return Line(what, tuple(missing), law, page, excusable)


def _names(names: Sequence[str]) -> list[Message | str]:
    return list(names)


def _numbers(numbers: Sequence[int]) -> list[Message | str]:
    return [message("No. %(numbers)s", numbers=", ".join(map(str, numbers)))] if numbers else []


def check_archive(lines: Sequence[Line], reason: str = "", *, is_leader: bool = False) -> Verdict:
    """The file is complete, or the leader gives a reason why it is archived without what is missing."""
    missing = [line for line in lines if not line.is_done]
    if not missing:
        return OK
    hard = [line for line in missing if not line.excusable]
    if hard or not is_leader or not reason:
        first = (hard or missing)[0]
        words = message("The file is not complete: %(what)s – %(missing)s.", what=first.what, missing=first.missing[0])
        return refuse(words, first.citation, field=None)
    return OK


def check_retention(for_ever: bool, years: int | None) -> Verdict:
    """A file is kept for ever, or for a number of years; not both and not neither."""
    if for_ever == (years is not None):
        return refuse(message("Choose for ever, or give the years."), field="years")
    return OK
