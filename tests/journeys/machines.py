"""A procedure as its pages offer it: every step sent in every state, and what was written by it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from secrets import token_hex
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.client import PageClient
from tests.pages import forms
from tests.queries import lasting_writes
from tracker.extensions import db


@dataclass(frozen=True)
class Step:
    """The address of an action and what a person types there. ``model``: whose version the form carries."""

    url: str
    values: Mapping[str, object]
    model: Any = None  # None: the record of the machine


@dataclass(frozen=True)
class Pairs:
    """The pairs that are taken, where actions beside those of a table have pages too."""

    taken: frozenset[tuple[Any, Any]]

    def find(self, state: Any, action: Any) -> tuple[Any, Any] | None:
        """As the tables of the procedures answer: None for a pair that is not there."""
        return (state, action) if (state, action) in self.taken else None


@dataclass
class Machine:
    """One procedure on one record. ``put`` writes a state and what the database asks of it."""

    table: Any
    states: Any
    steps: Mapping[Any, Step]
    model: Any
    put: Callable[[Any, Any], None]

    def forbidden(self) -> list[tuple[Any, Any]]:
        """The pairs that the table does not have, of actions that have a page."""
        return [pair for pair in product(self.states, self.steps) if self.table.find(*pair) is None]


def token_of(client: PageClient) -> str:
    """The token that every form of the session carries."""
    found = forms(client.get("/search").text)
    return next(form.values["csrf_token"][0] for form in found if "csrf_token" in form.values)


def faults_of(page: str) -> str:
    """What the page says is wrong with the form."""
    return re.sub(r"<[^>]+>|\s+", " ", page.partition("error-summary-title")[2].partition("</ul>")[0])


def refused_everywhere(app: Flask, client: PageClient, machine: Machine) -> int:
    """Send each forbidden pair; returns how many."""
    token = token_of(client)
    for state, action in machine.forbidden():
        with app.app_context():
            machine.put(state, action)
            db.session.commit()
        refused(app, client, machine, (state, action), token)
    return len(machine.forbidden())


def refused(app: Flask, client: PageClient, machine: Machine, pair: tuple[Any, Any], token: str) -> None:
    """Send one pair, whose state is written already: nothing changes."""
    with lasting_writes() as written:
        answer = send(app, client, machine, pair[1], token)
    assert answer.status_code in (404, 409), (pair, answer.status_code, faults_of(answer.text))
    assert written == [], pair


def send(app: Flask, client: PageClient, machine: Machine, action: Any, token: str) -> TestResponse:
    """Send the form of an action with the present version of what it is about."""
    step = machine.steps[action]
    with app.app_context():
        version = db.session.scalar(select((step.model or machine.model).version))
    sent = {"csrf_token": token, "version": str(version), "idempotency_key": token_hex(8), **step.values}
    return client.post(step.url, data=sent)


def taken_where_possible(app: Flask, client: PageClient, machine: Machine, *pairs: tuple[Any, Any]) -> None:
    """The same forms are taken where the table has the step: nothing but the state had refused them."""
    for state, action in pairs:
        with app.app_context():
            machine.put(state, action)
            db.session.commit()
        token = token_of(client)
        with lasting_writes() as written:
            answer = send(app, client, machine, action, token)
        assert answer.status_code == 303, (state, action, answer.status_code, faults_of(answer.text))
        assert written, (state, action)
