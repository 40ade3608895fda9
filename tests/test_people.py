"""Who the names in an article stand for."""

import pytest
from reported_speech import speakers

from index.utterances import utterances
from index.utterances.names import gender_of


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The vote, which Ann Jones lost, was fair. Jones said so.", "Ann Jones"),
        ("Gov. Ann Jones of Ohio said so.", "Ann Jones"),
        ("The mayor of Rome, Ann Jones, said so.", "Ann Jones"),
        ("Interior and Safety Minister Lee Sang-min said so.", "Lee Sang-min"),
        ("“No,” said the head of the Bank of Russia Ann Jones.", "Ann Jones"),
        ("Ann Jones, 21, of Paris, France, said so.", "Ann Jones"),
        ("Rates may fall, says Ann Jones, an economist at a bank.", "Ann Jones"),
        ("The plan, according to Ann Jones, will fail.", "Ann Jones"),
        ("In Moscow, spokesman Dmitry Lee made the same point, saying “it is over.”", "Dmitry Lee"),
        ("Ann Jones joined the talks on Friday and said they went well.", "Ann Jones"),
        ("The Harbour Workers Guild met. “It is bad,” the HWG said in a letter.", "Harbour Workers Guild"),
        ("Ann Jones on Monday warned of rain.", "Ann Jones"),
        ("Anne Donnelly described the plan as theft.", "Anne Donnelly"),
        ("Ann Jones went on to say that it is bad.", "Ann Jones"),
        ("It is bad, said University of Rome historian Ann Jones.", "Ann Jones"),
        ("FDA Administrator Ann Jones first announced a ban.", "Ann Jones"),
        ("Senate Democrats say that it is bad.", "Senate Democrats"),
    ],
)
def test_a_speaker_has_the_fullest_name_that_the_article_gives(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Ann Jones and Bob Jones met. Jones said so.",
        "Francis Xavier Lee left. Lee said so. Pope Francis said yes.",
    ],
)
def test_a_surname_that_could_be_two_persons_is_nobodys_full_name(text: str) -> None:
    assert speakers(text)[-1] in ("Jones", "Francis")


def test_the_phrases_that_describe_a_speaker_are_gathered() -> None:
    (said,) = utterances("Ann Lee, the mayor of Rome, arrived. Lee said no.")
    assert said.described == "Lee; Ann Lee, the mayor of Rome"


def test_spellings_of_one_name_are_one_person_in_a_machines_translation_only() -> None:
    text = "Minister Florence Palley left. Parley said no."
    assert [said.speaker for said in utterances(text, "en-mt")] == ["Florence Palley"]
    assert speakers(text) == ["Parley"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Prosecutor Ian West said so.", "Ian West"),
        ("Councillor Bob Lee said so.", "Bob Lee"),
        ("Novelist Zoe Marsh said so.", "Zoe Marsh"),
        ("Señor Peña said so.", "Peña"),
        ("Tyler James Williams said so.", "Tyler James Williams"),
        ("King Charles III said so.", "Charles III"),
        ("Team Jones said so.", "Team Jones"),
        ("A bill of the West Virginia House said so.", "A bill of the West Virginia House"),
    ],
)
def test_a_title_is_no_part_of_a_name_and_a_body_is_no_person(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("described", "name", "gender"),
    [
        ("spokeswoman", "Jones", "she"),
        ("Jones; Ann Jones", "Ann Jones", "she"),
        ("Bob Lee", "Bob Lee", "he"),
        ("Alex Lee", "Alex Lee", ""),
        ("spokesman Ann Lee", "Ann Lee", ""),
        ("Ann", "Ann", ""),
    ],
)
def test_titles_and_first_names_tell_he_from_she(described: str, name: str, gender: str) -> None:
    assert gender_of(described, name) == gender


def test_what_describes_a_speaker_stands_in_the_same_sentence() -> None:
    (said,) = utterances("The mayor left.\n\nLater, Ann Lee said no.")
    assert said.described == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Captain Ivo Moll objected. “It is dear,” Moll told the Echo. His sister Greta Moll left.", "Ivo Moll"),
        ("Ivo Moll came. His sister Greta Moll left. “It is dear,” Moll said.", "Moll"),
        ("Captain Ivo Moll objected.\n\n“It is dear,” Moll said. Greta Moll left.", "Moll"),
        ("Greta Moll left. Captain Ivo Moll met Bo Lund. “It is dear,” Moll said.", "Moll"),
    ],
)
def test_a_surname_of_several_is_the_subjects_before_it_while_no_other_is_named(text: str, speaker: str) -> None:
    assert utterances(text)[0].speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Professor Moll thanked Greta Moll. “It works,” Moll said.",
        "Mrs. Moll waited outside. Her son Daniel Moll came. “It works,” Moll said.",
        "Senator Greta Moll called Captain Moll. “It works,” Moll said.",
        "Colonel Moll spoke first. Greta Moll listened. “It works,” Moll said.",
        "Mayor Greta Moll met Moll & Daughters, a builder. “It works,” Moll said.",
    ],
)
def test_a_surname_that_is_another_persons_or_a_firms_too_is_nobodys_full_name(text: str) -> None:
    assert speakers(text)[-1] == "Moll"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Sydney Bell flew to Sydney. Sydney said it was ready.", "Sydney"),
        ("Senator Greta Moll called Captain Moll. Senator Moll said so.", "Greta Moll"),
        ("Senator Greta Moll called Captain Moll. Captain Moll said so.", "Moll"),
        ("President Moll arrived on Monday. Greta Moll is 70. “It works,” Moll said.", "Greta Moll"),
        ("Greta Moll, a baker, left early.\n\n“It works,” Ms. Moll said.", "Greta Moll"),
        ("Dr. Greta Moll spoke. Dr. Moll left. “It works,” Moll said.", "Greta Moll"),
    ],
)
def test_a_title_tells_who_is_meant_by_a_surname(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


def test_a_father_and_a_son_are_two_people() -> None:
    said = utterances("Bob Lee Jr. said he would run. Bob Lee Sr. said he would not.")
    assert [each.speaker for each in said] == ["Bob Lee Jr", "Bob Lee Sr"]
