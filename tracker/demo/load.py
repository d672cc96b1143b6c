"""Putting the demo together, in the order in which things happened."""

from datetime import date

from sqlalchemy import column, func, select, table

from tracker.audit.services import record
from tracker.demo import places
from tracker.demo.accounts import create_accounts
from tracker.demo.approvals import send_texts
from tracker.demo.desk import Desk
from tracker.demo.history import Chronicle, write_controls, write_term
from tracker.demo.letters import send_letters
from tracker.demo.live import play
from tracker.demo.mailroom import Mailroom, keep_the_registers
from tracker.demo.one_matter import complain_by_petition
from tracker.demo.own_rules import enter_rules
from tracker.demo.people import People, fill_cells
from tracker.demo.periodic import write_reports
from tracker.demo.returned_sources import come_back, note_more, receive_more
from tracker.demo.second_round import complain_above
from tracker.demo.sources import Intake, observe, receive
from tracker.demo.teamwork import write_letters
from tracker.demo.tree import Territory, build_past, rearrange_2020, rearrange_2025
from tracker.extensions import db
from tracker.petitions.vault import Vault

NAME = "dien-bien-phu"
_EVENTS = table("audit_events", column("action"))
_LOADED = "demo.loaded"


def is_empty() -> bool:
    """Whether the database holds neither accounts nor organizations."""
    return not any(
        db.session.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in ("accounts", "organizations")
    )


def is_loaded() -> bool:
    """Whether the demo was loaded into this database."""
    return db.session.execute(select(_EVENTS).where(_EVENTS.c.action == _LOADED).limit(1)).first() is not None


def load_history(today: date) -> tuple[Chronicle, Territory]:
    """The tree through all its events, its people and accounts, and the closed work of the term 2015–2020."""
    land = build_past(today)
    people = People(land)
    members = fill_cells(land, people, tuple(unit.code for unit in places.UNITS))
    rearrange_2020(land)
    rearrange_2025(land)
    members.update(fill_cells(land, people, (places.PROVINCE,)))
    new = land.cells[places.WARD][: len(places.WARD_CELLS)]
    members.update({code: [people.admit(land.organizations[code].id) for _ in range(2)] for code in new})
    members["probation"] = [people.admit(land.organizations[new[0]].id, probation=True)]
    actors = create_accounts(land, people)
    members.update(fill_cells(land, people, (places.COMPANY,)))
    chronicle = Chronicle(actors, land, members, today)
    write_term(chronicle)
    write_controls(chronicle)
    return chronicle, land


def load(today: date, vault: Vault) -> None:
    """Everything; the caller commits."""
    chronicle, land = load_history(today)
    enter_rules(land, chronicle.actors, today)
    desk = Desk(land, chronicle.actors, chronicle.members, today)
    intake = Intake(land, chronicle.actors, chronicle.members, vault, today)
    play(desk, intake)
    observe(intake)
    note_more(intake)
    receive(intake)
    receive_more(intake)
    come_back(intake)
    send_letters(intake)
    complain_by_petition(intake)
    complain_above(intake)
    write_letters(desk)
    send_texts(desk)
    keep_the_registers(Mailroom(land, chronicle.actors, today))
    write_reports(land, chronicle.actors, today)
    record(None, _LOADED, about={"demo": NAME})
    db.session.flush()
