"""What every paper of a body is composed from: letterhead, legal bases, signature."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tracker.documents.contexts import Letterhead, SignatureBlock
from tracker.organizations.models import Body
from tracker.regulations.effect import effect_row
from tracker.regulations.sources import legal_basis

_EFFECT_WORDS = {"vote": "khi công bố kết quả biểu quyết", "announcement": "ngày công bố", "signing": "ngày ký"}


@dataclass(frozen=True)
class Signer:
    """Who signs: name, and position as it stands under the authority line (``CHỦ NHIỆM``)."""

    name: str
    position: str


def letterhead(body: Body, sign: str, number: int | None, issued_on: date | None) -> Letterhead:
    """The head of a paper; a draft has neither number nor date."""
    return Letterhead(
        parent_name=body.letterhead_parent,
        issuer_name=body.letterhead_name,
        sign=sign,
        place=body.place,
        number=number,
        issued_on=issued_on,
    )


def signature(body: Body, signer: Signer) -> SignatureBlock:
    """The signature block of a body."""
    return SignatureBlock(authority=body.authority, position=signer.position, name=signer.name)


def general_bases(body: Body, on: date, subject: str | None = None, judged_by: Collection[str] = ()) -> list[str]:
    """The legal bases of every paper: the Statute and the regulations in force on its day, the body's own rules.

    ``subject`` (a word of ``regulations.terms.Subject``) adds the regulation on violations by such a subject;
    ``judged_by`` are the keys of the editions chosen for the violations, named instead of the one of the day.
    """
    bases = [f"Căn cứ {source.full}" for source in legal_basis(on, subject, judged_by)]
    if body.working_rules:
        bases.append(f"Căn cứ {body.working_rules}")
    return bases


def effective_from(on: date, *, by_cell: bool = False) -> str:
    """From when a decision on discipline of that day has effect, in words."""
    return _EFFECT_WORDS[effect_row("effect-cell" if by_cell else "effect", on).event]
