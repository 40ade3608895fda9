"""A statement belongs to whoever is asked about only if it is that person's or body's own."""

import pytest

from bot.speaking.speakers import asked_for, is_by, is_loosely_by
from index import Span, Utterance


def said_by(described: str) -> Utterance:
    return Utterance(described, described, "said", "indirect", (Span(0, 1),))


@pytest.mark.parametrize(
    ("described", "asked"),
    [
        ("Chinas Foreign Ministry spokesman Zhao Lijian", "Zhao Lijian"),
        ("Chinas Foreign Ministry spokesman Zhao Lijian", "zhao lijian"),
        ("Chinas Foreign Ministry spokesman Zhao Lijian", "Zhao"),
        ("Chinas Foreign Ministry spokesman Zhao Lijian", "the Foreign Ministry"),
        ("relevant people in the US State Department", "US State Department"),
        ("A spokesman for the White House", "White House"),
        ("relevant people in the office of the spokesman for the US State Department", "US State Department"),
        ("officials in the US State Department", "the State Department"),
        ("the US side", "US"),
        ("South Korea", "South Korea"),
        ("the Bank of Korea", "Bank of Korea"),
        ("US Secretary of State Mike Pompeo", "Mike Pompeo"),
        ("Trump critic Liz Cheney", "Liz Cheney"),
        ("Putin's spokesman Dmitry Peskov", "Peskov"),
    ],
)
def test_somebody_is_meant_by_the_words_of_their_name(described: str, asked: str) -> None:
    assert is_by(said_by(described), asked)


@pytest.mark.parametrize(
    ("described", "asked"),
    [
        ("Zhao Lijian", "Zhao Ziyang"),
        ("Julaine Appling", "Apple"),
        ("Ann Rivers", "River"),
        ("South Korea", "North Korea"),
        ("A lawyer for Ann Jones", "Ann Jones"),
        ("A critic of the White House", "the White House"),
        ("The brother of Ann Jones", "Ann Jones"),
        ("Trump's lawyer", "Trump"),
        ("Trump’s", "Trump"),
        ("Trump critic Liz Cheney", "Trump"),
        ("Trump Lawyer Rudy Giuliani", "Trump"),
        ("the Trump Organization", "Trump"),
        ("Donald Trump Jr", "Donald Trump"),
        ("Anti-Trump activists", "Trump"),
        ("Putin's spokesman Dmitry Peskov", "Putin"),
        ("Putin spokesman Dmitry Peskov", "Putin"),
        ("Huawei rival Ericsson", "Huawei"),
        ("South Korea's opposition leader Lee", "South Korea"),
        ("Kim Jong Un's sister", "Kim Jong Un"),
        ("Harvey Weinstein accuser Rose McGowan", "Weinstein"),
        ("The lawyer representing Zhao Lijian", "Zhao Lijian"),
        ("Zhao Lijian's predecessor Geng Shuang", "Zhao Lijian"),
        ("The rumour Zhao Lijian", "Zhao Lijian"),
        ("Reports claiming Zhao Lijian", "Zhao Lijian"),
        ("Police investigating John Smith", "John Smith"),
        ("US officials critical of Zhao Lijian", "Zhao Lijian"),
        ("Sources close to Zhao Lijian", "Zhao Lijian"),
        ("Opposition media in North Korea", "North Korea"),
        ("People in North Korea", "North Korea"),
        ("Former officials in the State Department", "the State Department"),
        ("the report", "the"),
        ("US State Department", ""),
    ],
)
def test_nobody_is_meant_by_the_words_of_another(described: str, asked: str) -> None:
    assert not is_by(said_by(described), asked)


@pytest.mark.parametrize(
    ("described", "asked"),
    [
        ("Lee; Vatican spokesman Matteo Lee", "the Vatican spokesman"),
        ("Lee; Kremlin spokesman Dmitry Lee", "Kremlin spokesperson"),
        ("Florence Lee; French Defense Minister Florence Lee", "the French defense minister"),
        ("Lee; Ann Lee, the mayor of Rome", "the mayor of Rome"),
        ("Marshall; Alabama Attorney General Marshall", "Attorney General Marshall"),
        ("Doctor Alexander Lee", "Dr. Lee"),
        ("Ann Lee; Griner's wife, Ann Lee", "Griner's wife"),
        ("Austin's doctors", "Austin's doctors"),
        ("Oliver Nyas", "Semilarski's lawyer Oliver Nyas"),
        ("Sen. Howard Lee and Rep. Mark Born", "Mark Born"),
        ("people in the office of the spokesman for the US State Department", "US State Department spokesman's office"),
    ],
)
def test_somebody_is_meant_by_the_words_of_an_office(described: str, asked: str) -> None:
    assert is_by(said_by(described), asked)


@pytest.mark.parametrize(
    ("described", "asked"),
    [
        ("Former mayor Ann Lee", "the mayor"),
        ("Deputy mayor Ann Lee", "the mayor"),
        ("the mayor's spokesman Ann Lee", "the mayor"),
        ("A spokesman for the mayor", "the mayor"),
        ("mayor spokesman Ann Lee", "the mayor"),
        ("Ann Lee, the mayor of Rome", "the mayor of Paris"),
        ("Kirk Johnson", "President Johnson"),
        ("Bob Lee and Ann Lee", "Roe"),
    ],
)
def test_nobody_is_meant_by_the_words_of_another_office(described: str, asked: str) -> None:
    assert not is_by(said_by(described), asked)


def test_initials_and_junior_may_be_left_out_where_nobody_else_is_meant() -> None:
    assert is_loosely_by(said_by("Robert F. Lee Jr."), "Robert Lee")
    assert not is_loosely_by(said_by("Robert F. Lee Jr."), "Rosa Lee")
    assert not is_loosely_by(said_by("Robert F. Lee Jr."), "Robert Lee Sr.")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("Zhao Lijian", ["lijian"]),
        ("the Vatican spokesman", ["vatican", "spokesperson"]),
        ("the president and she", []),
        ("", []),
    ],
)
def test_a_speaker_is_looked_up_by_surname_or_by_all_words_of_an_office(asked: str, words: list[str]) -> None:
    assert asked_for(asked).lookup == words
