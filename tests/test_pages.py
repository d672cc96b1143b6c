"""The client's critical eye sees each fault it is there for."""

import pytest

from tests.pages import faults, forms

GOOD = """<!doctype html><html lang="vi"><head><title>Vụ việc</title></head><body>
<a href="#main">Nội dung</a>
<main id="main"><h1>Vụ việc</h1><form method="post">{}</form></main></body></html>"""
CSRF = '<input type="hidden" name="csrf_token" value="t">'
TOKEN = CSRF + '<input type="hidden" name="idempotency_key" value="n">'


def test_a_good_page_has_no_fault():
    assert faults(GOOD.format(TOKEN + '<label for="a">Tên</label><input id="a" name="a">')) == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "the form to '' has no csrf_token"),
        (CSRF, "the form to '' has no number"),
        (TOKEN + '<label for="a">Chữ</label><textarea id="a" name="a"></textarea>', "keeps no draft"),
        (TOKEN + "<p><div></p>", "the HTML is wrong: No <p> tag to close"),
        (TOKEN + "<h1>Hai</h1>", "it must have exactly one"),
        (TOKEN + '<p id="x"></p><p id="x"></p>', "the id 'x' occurs 2 times"),
        (TOKEN + '<input name="a">', "<input name='a'> has no label"),
        (TOKEN + '<label for="b">Tên</label>', "refers to #b, which is not there"),
        (TOKEN + '<a href="#c">Lỗi</a>', "refers to #c, which is not there"),
        (TOKEN + '<p style="color: red">!</p>', "inline attribute style"),
        (TOKEN + "<script>1</script>", "an inline script"),
        (TOKEN + "<button></button>", "has no text"),
        (TOKEN + "<p>%(count)s vụ</p>", "the page shows '%(count)s'"),
        (TOKEN + "<p>None</p>", "<p> shows None"),
    ],
)
def test_a_fault_is_told(content: str, fault: str):
    assert any(fault in found for found in faults(GOOD.format(content)))


def test_a_form_is_read_as_a_browser_would_send_it():
    (form,) = forms(
        GOOD.format(
            TOKEN
            + '<select name="kind"><option value="a">A<option value="b" selected>B</select>'
            + '<input type="checkbox" name="tick" value="1"><input type="checkbox" name="ticked" value="1" checked>'
            + '<textarea name="note">\nhai\ndòng</textarea><input name="off" disabled><input name="subjects-q">'
            + '<button>Lưu</button><button name="subjects-find" value="1">Tìm</button>'
        )
    )
    assert form.values == {
        "csrf_token": ["t"],
        "idempotency_key": ["n"],
        "kind": ["b"],
        "ticked": ["1"],
        "note": ["hai\ndòng"],
        "subjects-q": [""],
    }
    assert form.knows("tick") and form.knows("subjects") and not form.knows("off")
    assert form.pressed(None) == {}
    assert form.pressed("Tìm") == {"subjects-find": ["1"]}
