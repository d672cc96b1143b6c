"""Petitions as tests make them: registered, screened, accepted, by the people whose work it is."""

from tests.cast import TODAY, Cast, ago
from tests.databases import VAULT_KEY
from tracker.accounts.queries import get_actor
from tracker.cases import services as cases
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.states import Basis
from tracker.members.queries import key_of
from tracker.petitions import services
from tracker.petitions.models import Petition
from tracker.petitions.queries import get_petition, parts_of
from tracker.petitions.rules import keeps_identity
from tracker.petitions.services import Entry, Identity, Part, Screening, Split
from tracker.petitions.states import Action, Channel, PetitionKind, Sender
from tracker.petitions.vault import Vault

VAULT = Vault([bytes.fromhex(VAULT_KEY)])
NAME, ADDRESS = "Hoàng Thị Mộng Tuyền", "Số 7, tổ 9, phường Him Lam"
PHONE, CARD = "0912 345 678", "011190001234"
WHO = Identity(NAME, ADDRESS, PHONE, CARD, "Tôi là hàng xóm của đồng chí Bí thư.")
CONTENTS = ("Thu quỹ không lập phiếu thu.", "Chi tiếp khách sai nguồn.")


def entry(cast: Cast, **changed: object) -> Entry:
    values: dict = {
        "kind": PetitionKind.DENUNCIATION,
        "channel": Channel.POST,
        "sender": Sender.NAMED,
        "first_received_on": ago(12),
        "received_on": ago(10),
        "abstract": "Tố cáo Bí thư chi bộ thu, chi quỹ sai quy định",
        "contents": CONTENTS,
        "subjects": [f"member-{cast.members['secretary']}"],
    }
    return Entry(**values | changed)


def complaint(cast: Cast, **changed: object) -> Entry:
    values: dict = {
        "kind": PetitionKind.COMPLAINT,
        "abstract": "Khiếu nại quyết định khiển trách",
        "decision_number": "03-QĐ/UBKTĐU",
        "decision_received_on": ago(20),
    }
    return entry(cast, **values | changed)


def register(
    cast: Cast, given: Entry | None = None, who: Identity | None = WHO, *, body: str = "commission"
) -> Petition:
    """A petition in the register; of one whose sender has no place in the vault none is typed."""
    actor, given = get_actor(cast.accounts["receiver"]), given or entry(cast)
    typed = who if keeps_identity(given.kind, given.sender) else None
    made = services.register_petition(actor, cast.bodies[body], given, typed, VAULT, TODAY)
    return get_petition(actor, made.ref)


DENOUNCED = "Bí thư chi bộ nhận tiền để bỏ qua vi phạm."


def parts(letter: Petition, *more: Part) -> list[Part]:
    """The contents of a letter as its complaint, and what else is in it."""
    complains = [
        Part(PetitionKind.COMPLAINT, one.text, [key_of(who) for who in letter.subjects]) for one in letter.contents
    ]
    return [*complains, *more]


def split(cast: Cast, letter: Petition, *more: Part) -> list[Petition]:
    """A mixed letter split into its complaint and ``more``, or one denunciation; the petitions split off."""
    receiver = get_actor(cast.accounts["receiver"])
    about = [f"org-{cast.organizations['cell_two']}"]
    rows = parts(letter, *(more or [Part(PetitionKind.DENUNCIATION, DENOUNCED, about)]))
    services.split_petition(receiver, letter, Split(ago(6), "Đã hướng dẫn gửi đơn tố cáo riêng.", rows), VAULT, TODAY)
    return [get_petition(receiver, row.ref) for row in parts_of(receiver, letter)]


def screen(cast: Cast, petition: Petition, proposal: Action = Action.ACCEPT, ground: str = "") -> Petition:
    given = Screening(ago(5), proposal, "Đơn đủ điều kiện.", ground)
    services.screen_petition(get_actor(cast.accounts["receiver"]), petition, given, TODAY)
    return petition


def draft(cast: Cast, **changed: object) -> cases.Draft:
    values: dict = {
        "kind": Kind.DENUNCIATION,
        "body_id": 0,
        "title": "nội dung tố cáo",
        "subjects": [],
        "contents": ["member.duties"],
        "period_from": ago(900),
        "period_until": ago(60),
        "basis": Basis.PETITION,
        "basis_text": "Đơn tố cáo",
        "head": cast.accounts["head"],
        "team": [],
        "directing_id": cast.accounts["member"],
    }
    return cases.Draft(**values | changed)


def accept(cast: Cast, petition: Petition | None = None, **changed: object) -> Case:
    chair = get_actor(cast.accounts["chair"])
    petition = petition or screen(cast, register(cast))
    return cases.open_from_petition(chair, get_petition(chair, petition.ref), draft(cast, **changed), ago(4), TODAY)
