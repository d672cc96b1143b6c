"""Who may do what with a draft: nobody reviews or approves what is of the own hand."""

from collections.abc import Collection
from dataclasses import dataclass

from tracker.cases.rules import OK
from tracker.core.text import Message, message
from tracker.documents.draft_states import DraftAction
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class Asker:
    """Who asks. ``signs``: may sign for the body that issues the paper."""

    user_id: int
    signs: bool


@dataclass(frozen=True)
class Prepared:
    """Who prepared a draft: ``by`` this version, ``by_all`` any version of the paper; ``body`` issues it."""

    by: int
    by_all: Collection[int]
    body: str


def check_step(action: DraftAction, asker: Asker, prepared: Prepared) -> Verdict:
    """Whether somebody whose part in the case allows a step may take it with this draft.

    That a text is approved by another than who wrote it is the rule of this program, not of a regulation.
    """
    if action is DraftAction.WITHDRAW:
        return (
            OK
            if asker.user_id == prepared.by
            else _no(message("Only who sent the text takes it back: it waits in that person's name."))
        )
    if asker.user_id in prepared.by_all:
        return _no(
            message(
                "Nobody reviews or approves a text that he or she prepared. Two pairs of eyes see each"
                " paper; a colleague does it."
            )
        )
    if action is DraftAction.APPROVE and not asker.signs:
        return _no(
            message(
                "Only who may sign for this body approves: %(body)s. Who signs answers for the paper.",
                body=prepared.body,
            )
        )
    return OK


def _no(reason: Message) -> Verdict:
    return Verdict(False, reason)
