"""Whom "he", "the spokesman" and "the statement" stand for."""

import pytest
from reported_speech import speakers

from index.utterances import utterances


def test_he_is_the_last_speaker() -> None:
    assert speakers("Zhao Lijian said no. He added that it is over.") == ["Zhao Lijian", "Zhao Lijian"]


@pytest.mark.parametrize(
    "text",
    [
        "Zhao Lijian said the network is dirty. Mike Pompeo hit back on Monday. He said China spies.",
        "The State Department said so. Mike Pompeo resigned.\n\n“I had enough,” he said.",
        "Mike Pompeo told The Associated Press that Zhao Lijian had left. He said China spies.",
        "Mike Pompeo said so.\n\nRain fell in the night.\n\nHe added that it was over.",
    ],
)
def test_he_is_the_one_person_that_the_sentence_before_begins_with(text: str) -> None:
    assert speakers(text)[-1] == "Mike Pompeo"


def test_he_is_not_a_spokeswoman() -> None:
    assert len(speakers("Spokeswoman Ann Jones said no. He said yes.")) == 1


def test_he_without_a_speaker_before_is_nobody() -> None:
    assert speakers("He said no.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Zhao Lijian said so. President Biden arrived on Monday. He added that it is over.",
        "The report said so. He added that it is over.",
        "South Korea said so. He added that it is over.",
        "Zhao Lijian said so. The mayor disagreed. He said it is over.",
        "Zhao Lijian said so. After Mike Pompeo left, he said it is over.",
        "Zhao Lijian said so.\n\nIt rained.\n\nThe sun shone.\n\nHe added that it is over.",
    ],
)
def test_he_is_nobody_when_it_is_not_plain_who_that_is(text: str) -> None:
    assert len(speakers(text)) == 1


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Vatican spokesman Ann Lee said no.\n\nRain fell. The spokesman said it would stop.", "Ann Lee"),
        ("Acting governor Ann Lee arrived. Bob Roe said no.\n\n“Yes,” the acting governor said.", "Ann Lee"),
        ("Ann Lee said no in a statement. “It is over,” the statement said.", "Ann Lee"),
        ("People in the ministry said no. The source added that it is over.", "People in the ministry"),
    ],
)
def test_an_office_a_statement_or_a_source_stands_for_whom_the_article_names(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


def test_the_spokesman_of_two_is_nobody_in_particular() -> None:
    text = "Spokesman Ann Lee left. Spokesman Bob Roe left.\n\nRain fell.\n\nThe spokesman said so."
    assert speakers(text) == ["The spokesman"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Ann Jones said so. Bob Lee nodded. She said it was late.", "Ann Jones"),
        ("Ann Jones said so. Bob Lee nodded. He said it was late.", "Bob Lee"),
        ("“Yes,” Bob Lee said. Ann Jones told him to go. “No,” she said.", "Ann Jones"),
        ("Ann Jones told Bob Lee about taxes. He replied that they would rise.", "Bob Lee"),
        ("“Will it end?” Ann Jones asked Mayor Bob Lee. “Yes,” he said.", "Bob Lee"),
        ("“Go,” Ann Jones told reporters. “Now,” she added.", "Ann Jones"),
        ("“Go,” Bob Lee told his wife. “Now,” he added.", "Bob Lee"),
        ("“Go,” Ann Jones told the Post-Dispatch. “Now,” she said.", "Ann Jones"),
        ("“Go,” warned Ann Jones. “Now,” she said.", "Ann Jones"),
        ("Ann Jones said so. A working teacher, she said it was late.", "Ann Jones"),
        ("“The wages of the teacher are low,” Ann Jones said. The teacher is poor, she said.", "Ann Jones"),
    ],
)
def test_he_and_she_are_who_they_can_be(text: str, last: str) -> None:
    assert speakers(text)[-1] == last


@pytest.mark.parametrize(
    "text",
    [
        "“Ann Jones,” Bob Lee said, “is a liar.” She said so.",
        "Ann Jones asked Mary Lee about taxes. She said they would rise.",
        "Ann Jones told Mary Lee about taxes. She replied that they would rise.",
        "“Will it end?” reporter Carl Moss asked Mayor Tim Reed. “Yes,” he said.",
        "“Will it end?” reporter Carl Moss asked. “Yes,” he said.",
        "“Go,” Bob Lee told the driver. “No,” he said.",
        "“Go,” Bob Lee told his son. “No,” he said.",
        "“Go,” Ann Jones told her. “No,” she said.",
        "“It is cheap,” Eva Brown said. A man in the crowd laughed. “It is dear,” he said.",
        "“It is cheap,” Bob Lee said. A man in the crowd laughed. “It is dear,” he said.",
        "“It is cheap,” Ann Jones said. A protester shouted at her. “Never,” she said.",
        "“It is safe,” Tom Ward said. Another engineer disagreed. He said the bolts were loose.",
        "“It is safe,” Ann Jones said. One of them laughed. She said it was not.",
        "Ann Jones said so.\n\nWhen the turn came to the teacher, she said wages were too low.",
        "Bob Lee met a man in the park. He said it was late.",
        "When Ann Jones told Mary Lee of it, she said so.",
        "Ann Jones said so. She and the chairwoman argued. She said yes.",
    ],
)
def test_she_is_nobody_where_somebody_else_could_be_meant(text: str) -> None:
    later = [said for said in utterances(text)[1:] if said.is_named]
    assert all("he " not in said.sentences[0].of(text) or said.cue != "said" for said in later)


def test_what_is_said_by_nobody_in_particular_is_kept_as_theirs() -> None:
    said = utterances("Ann Jones asked Mary Lee about taxes. She said they would rise.")
    assert [(each.speaker, each.is_named) for each in said] == [("Ann Jones", True), ("she", False)]


def test_where_somebody_is_named_in_a_sentence_she_is_not_another() -> None:
    said = utterances("“It rains,” Eva Brown told Ann Jones, and she said it would stop.")
    assert [each.speaker for each in said] == ["Eva Brown"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann Jones said so. Pressed on the price, she added: “It is low.”", "Ann Jones"),
        ("Bob Lee said so. Questioned about the roof, he replied that it leaks.", "Bob Lee"),
        ("Ann Jones, who chairs the Blue Union, objected. “It is dear,” she said.", "Ann Jones"),
        ("Her aunt Ann Jones, who once ran the Golden Lion in Rome, laughed. “Never,” she said.", "Ann Jones"),
    ],
)
def test_she_is_the_subject_before_whatever_else_the_sentence_names_of_her(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


def test_what_somebody_else_is_named_for_by_the_subject_may_be_she() -> None:
    assert speakers("Ann Jones, who beat Mary Lee, met Eva Brown. “It is dear,” she said.") == []


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Dana Hill, the president's spokeswoman, arrived. The president said so.", "The president"),
        ("Omar Haddad, adviser to the minister, arrived. The minister said so.", "The minister"),
        ("Minister Eva Stein wrote to Minister Karl Brandt. “It is dead,” the minister said.", "the minister"),
        ("Former President Bob Lee met President Ann Jones. The president said so.", "Ann Jones"),
        ("President Joe Park and Premier Li Wen met. The president said so.", "Joe Park"),
        ("Ann Jones said so. The mayor said yes.", "The mayor"),
        ("Pope Francis arrived. The pontiff said so.", "Francis"),
        ("Ann Jones, a researcher, said so. The researchers said yes.", "The researchers"),
        ("The press director, Bob Lee, said so. The spokesman said it was late.", "Bob Lee"),
    ],
)
def test_an_office_is_its_one_holders_and_not_of_who_is_near_it(text: str, last: str) -> None:
    assert speakers(text)[-1] == last


@pytest.mark.parametrize("office", [" as mayor of Rome", ""])
@pytest.mark.parametrize("lost", ["Mayor Bob Lee lost.", "Mayor Bob Lee lost on Sunday.", "Bob Lee, the mayor, lost."])
def test_an_office_is_that_of_whoever_was_last_sworn_in(lost: str, office: str) -> None:
    text = f"{lost} Carol Jones was sworn in{office} on Monday. “The harbour is safe,” the mayor said."
    assert utterances(text)[-1].speaker == "Carol Jones"


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee said so.\n\nStill, she said, “we must go on with this.”",
        "Bob Roe left.\n\nAnn Lee, a Palm Springs teacher, also voted.\n\n“It is only logical,” she said.",
        "Ann Lee left. Initially reluctant, Lee came back.\n\n“It was hard,” she recalled.",
        "“It is so,” said Ann Lee. “It was so. It is bad. It is worse. It will be so.”\n\n“It ends,” she said.",
    ],
)
def test_she_is_whom_the_sentences_before_tell_of(text: str) -> None:
    assert utterances(text)[-1].speaker == "Ann Lee"
