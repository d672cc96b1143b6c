"""What is sealed opens only under its key, in its row, for its purpose; and never looks the same twice."""

import pytest

from tracker.petitions.services import Identity
from tracker.petitions.vault import NONCE_BYTES, Vault, VaultClosed, key_id

OLD, NEW, OTHER = b"o" * 32, b"n" * 32, b"x" * 32
TEXT = "Hoàng Thị Mộng Tuyền"


def test_what_is_sealed_comes_back():
    vault = Vault([OLD])
    for text in (TEXT, "", "a" * 5_000, "dòng một\ndòng hai"):
        assert vault.open(vault.current, 1, "name", vault.seal(1, "name", text)) == text


def test_the_same_text_is_never_the_same_bytes():
    vault = Vault([OLD])
    sealed = {vault.seal(1, "name", TEXT) for _ in range(50)}
    assert len(sealed) == 50
    assert len({one[:NONCE_BYTES] for one in sealed}) == 50
    assert all(TEXT.encode() not in one for one in sealed)


@pytest.mark.parametrize(("row", "purpose"), [(2, "name"), (1, "address")])
def test_a_text_moved_to_another_row_or_column_does_not_open(row, purpose):
    vault = Vault([OLD])
    sealed = vault.seal(1, "name", TEXT)
    with pytest.raises(VaultClosed):
        vault.open(vault.current, row, purpose, sealed)


def test_a_text_changed_or_cut_anywhere_does_not_open():
    vault = Vault([OLD])
    sealed = vault.seal(1, "name", TEXT)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(VaultClosed):
            vault.open(vault.current, 1, "name", bytes(changed))
    for length in (0, NONCE_BYTES, len(sealed) - 1):
        with pytest.raises(VaultClosed):
            vault.open(vault.current, 1, "name", sealed[:length])


def test_another_key_does_not_open_even_under_the_name_of_the_right_one():
    sealed = Vault([OLD]).seal(1, "name", TEXT)
    with pytest.raises(VaultClosed):
        Vault([OTHER]).open(key_id(OLD), 1, "name", sealed)
    with pytest.raises(VaultClosed):
        Vault([OTHER]).open(key_id(OTHER), 1, "name", sealed)


def test_after_a_rotation_the_old_key_still_opens_and_the_new_one_seals():
    sealed = Vault([OLD]).seal(1, "name", TEXT)
    both = Vault([NEW, OLD])
    assert both.open(key_id(OLD), 1, "name", sealed) == TEXT
    assert both.current == key_id(NEW)
    assert Vault([NEW]).open(key_id(NEW), 1, "name", both.seal(1, "name", TEXT)) == TEXT


def test_a_fingerprint_forgets_marks_case_signs_and_spaces_and_nothing_else():
    vault = Vault([OLD])
    one = vault.fingerprint("Hoàng Thị Mộng Tuyền", "Số 7, tổ 9, phường Đông Đức")
    assert vault.fingerprint("HOANG  THI MONG TUYEN", "so 7 tổ 9 – Phường ĐÔNG ĐỨC") == one
    assert vault.fingerprint("Hoàng Thị Mộng Tuyến", "số 7 tổ 9, phuong dong duc") == one
    assert vault.fingerprint("Hoàng Thị Mộng", "Tuyền số 7 tổ 9 phường Đông Đức") != one
    assert vault.fingerprint("Hoàng Thị Mộng Tuyền", "Số 8, tổ 9, phường Đông Đức") != one
    assert Vault([NEW]).fingerprint("Hoàng Thị Mộng Tuyền", "Số 7, tổ 9, phường Đông Đức") != one


@pytest.mark.parametrize("keys", [[], [b"short"], [OLD, b"short"]])
def test_a_vault_needs_whole_keys(keys):
    with pytest.raises(ValueError, match="32 bytes"):
        Vault(keys)


def test_an_identity_does_not_print_itself():
    assert TEXT not in repr(Identity(TEXT, "Him Lam")) + str([Identity(TEXT, "Him Lam")])
