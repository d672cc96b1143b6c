"""Pure decisions about what is written in a case."""

from collections.abc import Collection
from dataclasses import dataclass

from tracker.cases.kinds import Kind
from tracker.cases.rules import OK, refuse
from tracker.cases.states import State
from tracker.core.text import message
from tracker.documents.catalogue import CATALOGUE
from tracker.regulations.petitions import AllegationVerdict
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.verdict import Verdict
from tracker.writing.states import STATES, WrittenKind


@dataclass(frozen=True)
class Words:
    """What is typed."""

    text: str = ""
    proposal: str = ""
    matter: str = ""
    addressees: str = ""
    recipients: str = ""


def check_writing(kind: WrittenKind, case_kind: Kind, state: State) -> Verdict:
    """Whether a case of this kind, where it stands now, has such a paper."""
    if case_kind.value not in CATALOGUE[kind.value].kinds:
        return refuse(
            message("A case of this kind has no such paper. Each kind of work has papers of its own."), PROCEDURE
        )
    if state not in STATES[kind]:
        return refuse(
            message("A paper of this kind is not written at this step. Papers follow the steps of the procedure."),
            PROCEDURE,
        )
    return OK


def check_words(kind: WrittenKind, words: Words) -> Verdict:
    """What the kind cannot do without is there; the refusal names the field."""
    needed = {"recipients": words.recipients}
    if kind is not WrittenKind.RESULT_REPORT:
        needed |= {"addressees": words.addressees}
    if kind in (WrittenKind.SUBMISSION, WrittenKind.OFFICIAL_LETTER):
        needed |= {"matter": words.matter, "text": words.text}
    if kind in (WrittenKind.RESULT_REPORT, WrittenKind.SUBMISSION):
        needed |= {"proposal": words.proposal}
    missing = [field for field, typed in needed.items() if not typed.strip()]
    return refuse(message("Fill this in."), field=missing[0]) if missing else OK


def check_answer(kind: Kind, state: State, verdicts: Collection[AllegationVerdict | None], *, known: bool) -> Verdict:
    """Whether the denouncer can be told the result: the case is concluded, and the vault holds who it is."""
    if kind is not Kind.DENUNCIATION or not known:
        return refuse(message("No sender is known whom the result could be told. A notice has a recipient."))
    if state not in (State.CONCLUDED, State.FOLLOW_UP):
        return refuse(
            message("The sender is told the result after the conclusion. Before it there is none."), PROCEDURE
        )
    if not verdicts or None in verdicts:
        return refuse(
            message(
                "Every content of the denunciation is concluded first. The sender is told of each; judge"
                " those that are open."
            ),
            PROCEDURE,
        )
    return OK
