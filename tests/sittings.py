"""A session through its pages: everybody of the commission is listed, and the vote on its item is opened."""

import re

from tests.client import PageClient


def listed(client: PageClient, session: str, seats: int = 5, present: int | None = None) -> None:
    """Write the list of those present: who chairs, then the members by number, the last ones absent."""
    there = seats if present is None else present
    lines: dict[str, object] = {}
    for number in range(seats):
        absent = number >= there
        lines |= {
            f"people-{number}-member": "",
            f"people-{number}-name": f"Uỷ viên {number + 1}" if number else "Vũ Minh Nguyệt",
            f"people-{number}-part": "member",
            f"people-{number}-present": None if absent else "y",
            f"people-{number}-reason": "ốm" if absent else "",
        }
    answer = client.submit(f"{session}/attendance", lines)
    assert answer.status_code == 303, answer.text


def items_of(client: PageClient, session: str) -> list[str]:
    """The addresses of the items that the agenda leads to."""
    return re.findall(r'href="(/sessions/\w+/items/\w+)"', client.get(session).text)


def opened_vote(client: PageClient, session: str, method: str, seats: int = 5) -> str:
    """List everybody and open the vote on the last item; its address."""
    listed(client, session, seats)
    item = items_of(client, session)[-1]
    answer = client.submit(f"{item}/open", {"method": method})
    assert answer.status_code == 303, answer.text
    return item
