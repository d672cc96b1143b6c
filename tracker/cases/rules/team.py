"""Pure decisions about who works on a case."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tracker.cases.rules.opening import ProposedSubject
from tracker.cases.rules.verdicts import refuse
from tracker.core.text import Message, message
from tracker.regulations.procedure import CONFLICT, PROCEDURE
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.verdict import OK, Verdict

# Read from the guidance of a province; others may form a team of the cell.
_CELL_WORK = Citation("1127-QĐ/TU (Bình Phước)", "", Grade.C)


# Written for the teams of the central commission; local commissions follow it by habit.
_TEAM = Citation("01-QĐi/UBKTTW", "", Grade.C)

_FOREIGN = message(
    "This person does not belong to your organization. Only people of the own organization are named here; choose one"
    " of them."
)
_SUBJECT = message("A subject of the case cannot work on it. Nobody judges the own cause; choose somebody else.")
_RELATIVE = message(
    "A relative of a subject cannot work on the case. Who is near to a subject stays out of the work; choose somebody"
    " else."
)


@dataclass(frozen=True)
class ProposedTeam:
    """Who is to work on a case, by account."""

    head: int | None
    others: tuple[int, ...] = ()
    directing: int | None = None

    def people(self) -> list[tuple[str, int]]:
        """Everybody with the form field that names them."""
        named = [("head", self.head), *(("team", person) for person in self.others), ("directing", self.directing)]
        return [(field, person) for field, person in named if person is not None]


def check_team(
    team: ProposedTeam,
    member_ids: Mapping[int, int | None],
    subjects: Sequence[ProposedSubject],
    related: Collection[int] = (),
) -> Verdict:
    """One head, nobody in two parts, nobody who is a subject or a listed relative of one, nobody from outside.

    ``member_ids``: account of the own organization → Party member it is tied to; ``related``: the members who are
    relatives of a subject.
    """
    parts = _check_parts(team)
    if not parts.allowed:
        return parts
    subject_ids = {subject.member_id for subject in subjects if subject.member_id is not None}
    for field, person in team.people():
        reason: Message | None = None
        law: tuple[Citation, ...] = (CONFLICT,)
        if person not in member_ids:
            reason, law = _FOREIGN, ()
        elif member_ids[person] in subject_ids:
            reason = _SUBJECT
        elif member_ids[person] in related:
            reason = _RELATIVE
        if reason is not None:
            return refuse(reason, *law, field=field)
    return OK


def _check_parts(team: ProposedTeam) -> Verdict:
    if team.head is None:
        return refuse(
            message("A team has exactly one head. One person answers for its work; name that person."),
            PROCEDURE,
            field="head",
        )
    if team.head in team.others:
        return refuse(
            message(
                "The head is not listed among the members again. Each person has one part in a team; take"
                " the head off the list."
            ),
            PROCEDURE,
            field="team",
        )
    if len(set(team.others)) != len(team.others):
        return refuse(
            message("Somebody is listed twice. Each person has one part in a team; take one entry off."), field="team"
        )
    if team.directing is not None and team.directing in (team.head, *team.others):
        return refuse_two_parts("directing")
    return OK


def refuse_two_parts(field: str) -> Verdict:
    """The team reports to the member who directs it, so nobody of the team does."""
    reason = message("The team reports to the directing member, who is therefore neither its head nor in it.")
    return refuse(reason, _TEAM, field=field)


def check_cell_team(team: ProposedTeam, member_ids: Mapping[int, int | None], secretaries: Collection[int]) -> Verdict:
    """A cell that has no committee forms no team: its secretary does the work, the cell meeting concludes.

    ``secretaries``: the members who hold the post of secretary of the cell now.
    """
    if team.others or team.directing is not None:
        field = "team" if team.others else "directing"
        reason = message("A cell without a committee forms no team: its secretary alone does the work.")
        return refuse(reason, _CELL_WORK, field=field)
    if team.head is not None and member_ids.get(team.head) not in secretaries:
        reason = message(
            "The work of a cell without a committee is done by its secretary, as recorded among the posts."
        )
        return refuse(reason, _CELL_WORK, field="head")
    return OK


def check_declarations(people: Sequence[tuple[str, bool | None]]) -> Verdict:
    """Everybody of the team declared that there is no conflict of interest. ``people``: (name, conflict or None)."""
    for name, conflict in people:
        if conflict is None:
            return refuse(
                message(
                    "%(name)s has not declared yet whether there is a conflict of interest. Everybody of a"
                    " team declares before the decision is issued.",
                    name=name,
                ),
                CONFLICT,
            )
        if conflict:
            reason = message(
                "%(name)s declared a conflict of interest and must be replaced. Who is near to a subject"
                " stays out of the work.",
                name=name,
            )
            return refuse(reason, CONFLICT)
    return OK
