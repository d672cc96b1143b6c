"""Large files: a recording may have more than every other file, and a slow line holds no lock."""

from io import BytesIO

from werkzeug.test import encode_multipart

from tests.evidence.building import MP3, PDF
from tests.evidence.test_pages import VALUES, stored
from tests.pages import forms
from tracker.evidence.filetypes import MOST_BYTES
from tracker.evidence.models import EvidenceItem
from tracker.extensions import db


def test_a_file_larger_than_other_forms_may_be_is_taken_here_only(app, case, play):
    large = PDF.ljust(12 * 1024**2, b"x")
    assert (
        play("head").submit(f"{case}/evidence/new", VALUES | {"upload": (BytesIO(large), "a.pdf")}).status_code == 303
    )
    page = play("head").get(f"{case}/evidence/1/custody")
    answer = play("head").submit("", {"to_holder": "x", "reason": (BytesIO(large), "a.pdf")}, page=page)
    assert answer.status_code == 413 and "20 MB" not in answer.text


def test_a_long_recording_is_taken_up_to_the_limit_of_the_installation(app, case, play, monkeypatch):
    monkeypatch.setitem(app.config, "RECORDING_BYTES", MOST_BYTES + 2 * 1024**2)
    page = play("head").get(f"{case}/evidence/new").text
    assert "22 MB" in page and f'data-most-recording="{MOST_BYTES + 2 * 1024**2}"' in page
    long = MP3.ljust(MOST_BYTES + 1024**2, b"\0")
    sent = VALUES | {"upload": (BytesIO(long), "phỏng vấn.mp3")}
    assert play("head").submit(f"{case}/evidence/new", sent).status_code == 303
    back = play("head").get(f"{case}/evidence/2/files/1")
    assert (back.status_code, back.mimetype, back.data == long) == (200, "audio/mpeg", True)
    other = play("head").submit(f"{case}/evidence/new", VALUES | {"upload": (BytesIO(PDF.ljust(len(long))), "a.pdf")})
    assert (other.status_code, 'id="upload-error"' in other.text, "22 MB" in other.text) == (422, True, True)
    assert stored(app, EvidenceItem) == 2


class Line(BytesIO):
    """What a slow line brings; notes whether a transaction is open while it is read."""

    def __init__(self, body: bytes):
        super().__init__(body)
        self.open: list[bool] = []

    def _note(self) -> None:
        self.open.append(db.session.registry.has() and db.session().in_transaction())

    def read(self, *size: int) -> bytes:
        self._note()
        return super().read(*size)

    def readinto(self, buffer: bytearray) -> int:
        self._note()
        return super().readinto(buffer)


def test_a_request_with_a_file_is_taken_in_before_its_transaction_begins(case, play):
    boundary, body = encode_multipart(VALUES | {"upload": (BytesIO(PDF), "a.pdf")})
    line = Line(body)
    head = {"content_type": f"multipart/form-data; boundary={boundary}", "content_length": len(body)}
    play("head").post(f"{case}/evidence/new", input_stream=line, **head)
    assert line.open and not any(line.open)


def test_a_file_that_is_too_large_is_refused_with_the_size_that_is_taken(app, case, play, monkeypatch):
    monkeypatch.setitem(app.config, "RECORDING_BYTES", MOST_BYTES)
    huge = BytesIO(PDF.ljust(MOST_BYTES + 3 * 1024**2, b"x"))
    answer = play("head").submit(f"{case}/evidence/new", VALUES | {"upload": (huge, "a.pdf")})
    assert answer.status_code == 413 and "20 MB" in answer.text and f'href="{case}/evidence/new"' in answer.text
    just_over = BytesIO(PDF.ljust(MOST_BYTES + 1, b"x"))
    answer = play("head").submit(f"{case}/evidence/new", VALUES | {"upload": (just_over, "a.pdf")})
    assert answer.status_code == 422 and 'id="upload-error"' in answer.text
    assert stored(app, EvidenceItem) == 1


def test_after_a_file_that_is_too_large_the_form_is_offered_with_what_was_typed(app, case, play, monkeypatch):
    monkeypatch.setitem(app.config, "RECORDING_BYTES", MOST_BYTES)
    head, place = play("head"), f"{case}/evidence/new"
    page = head.get(place)
    kept = {"draft-path": place, "draft-form": "EvidenceForm", "draft-title": "Nhập", "title": "Sổ thu quỹ gõ dở"}
    token = next(one.values["csrf_token"] for one in forms(page.text) if "csrf_token" in one.values)
    assert head.post("/drafts", data=kept | {"csrf_token": token}).status_code == 200
    huge = BytesIO(PDF.ljust(MOST_BYTES + 3 * 1024**2, b"x"))
    answer = head.submit(place, VALUES | {"upload": (huge, "a.pdf")}, page=page)
    assert answer.status_code == 413 and f'href="{place}?draft=1"' in answer.text
    assert 'value="Sổ thu quỹ gõ dở"' in head.get(f"{place}?draft=1").text
    assert f'data-most-bytes="{MOST_BYTES}"' in page.text


def test_nobody_sends_a_large_file_without_being_signed_in(app, case):
    large = {"upload": (BytesIO(PDF.ljust(12 * 1024**2, b"x")), "a.pdf")}
    assert app.test_client().post(f"{case}/evidence/new", data=large).status_code == 413
