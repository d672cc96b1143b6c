"""The verbs of a draft: review, return with comments, approve, take back."""

from tracker.access import Actor
from tracker.approvals import rules
from tracker.approvals.queries import SIGNING, DraftFile
from tracker.cases.rules import OK
from tracker.core.errors import Forbidden, RuleViolation
from tracker.core.text import message
from tracker.documents.approval import carry_on
from tracker.documents.draft_states import DEEDS, TRANSITIONS, DraftAction
from tracker.extensions import db
from tracker.regulations.verdict import Verdict


def check_step(actor: Actor, found: DraftFile, action: DraftAction) -> Verdict:
    """Whether the actor may take a step with this draft, once the part in its case allows it."""
    draft = found.draft
    asker = rules.Asker(actor.user_id, actor.body_id == draft.body_id and actor.has(*SIGNING))
    prepared = rules.Prepared(draft.prepared_by, {row.prepared_by for row in found.versions}, draft.body.name)
    return rules.check_step(action, asker, prepared)


def offered(actor: Actor, found: DraftFile) -> dict[DraftAction, Verdict]:
    """The steps that exist for the draft now and that the actor's part allows, with what stands in their way."""
    steps = [row.action for row in TRANSITIONS.from_state(found.draft.state) if row.action in DEEDS]
    verdicts = {step: check_step(actor, found, step) for step in steps if found.allows(actor, step)}
    if not verdicts.get(DraftAction.WITHDRAW, OK).allowed:  # nobody waits for being allowed to take back another's text
        del verdicts[DraftAction.WITHDRAW]
    return verdicts


def take_step(actor: Actor, found: DraftFile, action: DraftAction, comment: str) -> None:
    """Take a step with a draft; a return says what to put right."""
    if not found.allows(actor, action):
        raise Forbidden(
            message("Your role does not allow this step. Steps are open by duty, as the table of permissions says.")
        )
    draft = found.draft
    db.session.refresh(draft, ["state", "version"], with_for_update=True)
    TRANSITIONS.get(draft.state, action)
    check_step(actor, found, action).enforce()
    if action is DraftAction.RETURN and not comment.strip():
        raise RuleViolation(
            message("Say what has to be put right. Who prepared the text has to know what to change."), field="comment"
        )
    carry_on(actor, draft, action, comment.strip())
