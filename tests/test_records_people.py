"""People stand in the records as hashes that lead back to nobody."""

from pathlib import Path

from kept_answers import everything_in, kept

from bot.records import Records

USER = 198_622_483_471_925_248


def test_a_person_is_the_same_after_a_restart(records: Records, home: Path) -> None:
    again = Records(home)
    assert again.person(USER) == records.person(USER)
    again.close()


def test_two_people_differ(records: Records) -> None:
    assert len({records.person(USER + number) for number in range(200)}) == 200


def test_the_same_person_is_another_in_another_data_directory(records: Records, tmp_path: Path) -> None:
    other = Records(tmp_path / "other")
    assert other.person(USER) != records.person(USER)
    other.close()


def test_no_form_of_a_user_id_is_stored(records: Records, home: Path) -> None:
    person = records.person(USER)
    records.rate(records.keep(kept(person=person)), person, up=True)
    stored = everything_in(home)
    forms = (str(USER).encode(), USER.to_bytes(8, "big"), USER.to_bytes(8, "little"), f"{USER:x}".encode())
    assert person.encode() in stored
    assert not any(form in stored for form in forms)
