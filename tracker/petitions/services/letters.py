"""Letters about a petition: numbered through the register, their text and addressee sealed in the vault.

The register knows number, day and a neutral line. Who may not see the sender cannot read a letter that names one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.documents import contexts, layout
from tracker.documents.marks import with_marks
from tracker.documents.models import RegisteredPaper
from tracker.documents.queries import kept_outside
from tracker.documents.render import render_pdf
from tracker.documents.services import NewPaper, register_paper
from tracker.documents.states import PaperType
from tracker.documents.wordings import settled
from tracker.extensions import db
from tracker.petitions import queries, rules
from tracker.petitions.models import Petition, PetitionLetter
from tracker.petitions.papers import LETTER_OF, LetterWords, abstract_of, compose_letter
from tracker.petitions.services.identity import Identity, reveal_identity
from tracker.petitions.states import LetterKind, PetitionKind
from tracker.petitions.vault import Vault
from tracker.regulations.procedure import DENOUNCER, PROCEDURE
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class _Numbered:
    kind: LetterKind
    paper: RegisteredPaper
    context: contexts.Paper
    names_sender: bool
    is_outside: bool


MAKING = "Lập văn bản gửi người gửi đơn"


def check_letter(petition: Petition) -> Verdict:
    """Whether the decision on a petition calls for a letter, and its addressee is known."""
    kind = LETTER_OF.get(petition.state)
    if kind is None:
        return Verdict(
            False,
            message("A letter follows the decision on the petition. It tells what was decided; decide first."),
            (PROCEDURE,),
        )
    known = queries.has_identity(petition.id) or petition.kind is PetitionKind.COMPLAINT
    if kind is not LetterKind.FORWARDING and not known:
        return Verdict(
            False,
            message(
                "Nobody is known whom a letter could be sent to. A letter has a recipient; record the sender first."
            ),
        )
    return Verdict(True, message("Allowed."))


def send_letter(actor: Actor, petition: Petition, words: LetterWords, vault: Vault, today: date) -> PetitionLetter:
    """Number the letter that the decision calls for and keep it sealed."""
    require(actor, Permission.RECEIVE_PETITION)
    check_letter(petition).enforce()
    kind = LETTER_OF[petition.state]
    rules.check_step_date(words.issued_on, petition.decided_on, today, "issued_on").enforce()
    names_sender = kind is not LetterKind.FORWARDING and petition.kind is not PetitionKind.COMPLAINT
    to = _addressees(actor, petition, kind, names_sender, vault, today)
    new = NewPaper(petition.body, PaperType.LETTER, words.issued_on, abstract_of(petition, kind), words.signer.name)
    paper = _number(actor, new)
    letter = _set_out(compose_letter(petition, kind, words, to, (paper.number, paper.sign)), new)
    if not petition.decision_paper:
        petition.decision_paper = f"{paper.number:02d}-{paper.sign}"
    return _keep(actor, petition, _Numbered(kind, paper, letter, names_sender, new.marks.is_outside), vault)


def keep_answer(
    actor: Actor, petition: Petition, new: NewPaper, compose: Callable[[Identity, int, str], contexts.Paper],
    vault: Vault, today: date,
) -> PetitionLetter:  # fmt: skip
    """Number the notice to the denouncer and keep it sealed; ``compose`` is told who it is, which is recorded."""
    sender = reveal_identity(actor, petition, MAKING, vault, today)
    paper = _number(actor, new)
    answer = _set_out(compose(sender, paper.number, paper.sign), new)
    return _keep(actor, petition, _Numbered(LetterKind.OUTCOME, paper, answer, True, new.marks.is_outside), vault)


def _number(actor: Actor, new: NewPaper) -> RegisteredPaper:
    """The register has the neutral line; of a classified letter that is kept outside, what the officer typed."""
    new.marks.check_known().enforce()
    return register_paper(actor, replace(new, abstract=new.marks.line(new.abstract)))


def _set_out(letter: contexts.Paper, new: NewPaper) -> contexts.Paper:
    """A letter in the wording and layout of its day, with its marks."""
    return with_marks(settled(letter, new.body, new.issued_on), new.marks)


def _keep(actor: Actor, petition: Petition, letter: _Numbered, vault: Vault) -> PetitionLetter:
    """Seal the values of a numbered letter; laid out once, so that one which cannot be printed is never numbered.

    Of a classified letter that is kept outside nothing is sealed.
    """
    paper, context = letter.paper, letter.context
    text = "" if letter.is_outside else context.to_json()
    if text:
        render_pdf(context.key, context, profile=layout.profile_on(layout.day_of_layout(paper.issued_on)).key)
    kept = PetitionLetter(
        paper_id=paper.id,
        petition_id=petition.id,
        kind=letter.kind,
        names_sender=letter.names_sender,
        key=vault.current,
        context=vault.seal(petition.id, _purpose(paper.id), text),
    )
    db.session.add(kept)
    db.session.flush()
    record(actor, "petition.letter_kept", about={"petition": petition.ref, "kind": letter.kind})
    return kept


def read_letter(
    actor: Actor, petition: Petition, letter: PetitionLetter, reason: str, vault: Vault, today: date
) -> bytes:
    """A letter as it is printed. One that names the sender is a look at who it is: with a reason, and recorded.

    Raises ``Conflict`` for a classified letter that is kept outside.
    """
    if letter.names_sender:
        reveal_identity(actor, petition, reason, vault, today)
    elif not _sees(actor, petition):
        raise NotVisible
    paper = db.session.get_one(RegisteredPaper, letter.paper_id)
    text = vault.open(letter.key, petition.id, _purpose(letter.paper_id), letter.context)
    if not text:
        raise kept_outside(paper)
    context = contexts.from_json(text)
    return render_pdf(context.key, context, profile=layout.profile_on(layout.day_of_layout(paper.issued_on)).key)


def reseal_letters(vault: Vault) -> int:
    """Seal anew every letter that is sealed under an older key; how many that were."""
    letters = queries.letters_sealed_otherwise(vault.current)
    for letter in letters:
        purpose = _purpose(letter.paper_id)
        text = vault.open(letter.key, letter.petition_id, purpose, letter.context)
        letter.context, letter.key = vault.seal(letter.petition_id, purpose, text), vault.current
    return len(letters)


def _purpose(paper_id: int) -> str:
    return f"letter-{paper_id}"


def _sees(actor: Actor, petition: Petition) -> bool:
    return queries.find_row(actor, petition.id) is not None


def _addressees(
    actor: Actor, petition: Petition, kind: LetterKind, names_sender: bool, vault: Vault, today: date
) -> tuple[tuple[str, ...], str]:
    if kind is LetterKind.FORWARDING:
        return (petition.forwarded_to,), ""
    if not names_sender:
        return tuple(subject.name for subject in petition.subjects), ""
    try:
        sender = reveal_identity(actor, petition, MAKING, vault, today)
    except NotVisible as hidden:
        raise Conflict(
            message(
                "You may not see who sent this petition. The name of a sender is open only to those who"
                " need it for the work, each time on record."
            ),
            (DENOUNCER,),
        ) from hidden
    if not sender.name:
        raise RuleViolation(
            message(
                "Nobody is known whom a letter could be sent to. A letter has a recipient; record the sender first."
            )
        )
    return (sender.name,), sender.address
