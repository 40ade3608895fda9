"""The speaker in front of a verb of saying, or behind it."""

import pytest
from reported_speech import speakers

from index.utterances import utterances


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Zhao Lijian said on the 20th that it is so.", "Zhao Lijian"),
        ("Foreign Ministry spokesman Zhao Lijian said that it is so.", "Zhao Lijian"),
        ("Zhao Lijian further said that many are not interested.", "Zhao Lijian"),
        ("Zhao Lijian, a spokesman for the ministry, said so.", "Zhao Lijian"),
        ("“I agree,” said Ann Jones, the mayor.", "Ann Jones"),
        ("“I agree,” Ann Jones said.", "Ann Jones"),
        (
            "In response, officials in the US State Department claimed that it matters.",
            "officials in the US State Department",
        ),
        ("Ann Jones (no relation to Eva) said that it is bad.", "Ann Jones"),
        ("Ann Jones through her lawyer said that it is bad.", "Ann Jones"),
        ("The deal is off, according to the Health Department.", "the Health Department"),
        ("It went on, while South Korea repeatedly stated its position.", "South Korea"),
    ],
)
def test_the_speaker_stands_by_the_verb_of_saying(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Jones did not say that it is so.",
        "Ann Jones declined to say so.",
        "Ann Jones was told to leave.",
        "The two states agreed on a border.",
        "“Ann Jones said so,” the sign read.",
        "It is easier said than done.",
        "When asked, nobody was there.",
    ],
)
def test_what_nobody_is_reported_to_have_said_is_nobodys(text: str) -> None:
    assert speakers(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The woman who accused Zhao Lijian said so.",
        "The man, who in May accused Zhao Lijian, said so.",
        "The claim that Zhao Lijian said so is false.",
        "A fake video in which Zhao Lijian says so spread.",
        "Nobody knows whether Zhao Lijian said so.",
        "Neither Zhao Lijian nor Bob Lee said so.",
        "Had Zhao Lijian said so, all would know.",
        "What Zhao Lijian said is unknown.",
        "A lawyer for Ann Jones and Zhao Lijian said so.",
        "'Zhao Lijian must resign' said Keir Starmer.",
        "“It is safe. Zhao Lijian said no. Go,” said Keir Starmer.",
        "Pompeo denied that Zhao Lijian said no such thing.",
        "“No,” said Zhao Lijian critic Ann Lee.",
        "Critics of the “clean network” said Zhao Lijian was right.",
    ],
)
def test_a_name_near_the_verb_of_saying_need_not_be_the_speakers(text: str) -> None:
    assert not [said for said in utterances(text) if "Zhao" in said.speaker and said.cue != "denied"]


@pytest.mark.parametrize(
    "text",
    [
        "The family of former Rep. Ann Jones said that she had died.",
        "Prosecutors in New York said that it is theft.",
        "The company returned no calls seeking comment from Ann Jones.",
        "West Virginia would join 45 other states that allow it.",
        "His mother called to tell Ann Jones that it rained.",
        "The lawmakers' proposed changes would help.",
        "Aides, among them Bob Roe, and Ann Jones, say that it is bad.",
        "Ann Jones rejected claims that the roof leaked.",
        "Ann Jones, according to Bob Lee, said the roof leaked.",
        "The ferry sailed on growing hopes that Ann Jones would pay.",
        "A goal by Ann Jones ended any hope that Rome would win.",
        "Ann Jones left amid reports that the roof leaked.",
    ],
)
def test_nobody_is_made_a_speaker_by_a_name_in_the_phrase(text: str) -> None:
    assert not {"Ann Jones", "Ann Jones rejected", "York", "West Virginia", "The lawmakers'"} & set(speakers(text))


def test_two_speakers_of_one_sentence_both_have_it() -> None:
    assert speakers("Ann Jones said no, while Bob Lee said yes.") == ["Ann Jones", "Bob Lee"]


@pytest.mark.parametrize(
    "text",
    [
        "The rumour Ann Jones said so is false.",
        "The myth Ann Jones said so is old.",
        "An actor playing Ann Jones said so.",
        "A fake Ann Jones said so.",
        "A bot named Ann Jones said so.",
        "A man dressed as Ann Jones said so.",
        "A man posing as Ann Jones said so.",
        "Bob Lee pretended Ann Jones said so.",
        "Bob Lee wishes Ann Jones said more.",
        "Bob Lee imagined Ann Jones said: “The war is lost.”",
        "Contrary to what Ann Jones said, all is well.",
        "Police allege Ann Jones told Bob Lee to go.",
        "Bloggers insist Ann Jones told him to go.",
        "Suppose Ann Jones said so.",
    ],
)
def test_nobody_speaks_where_more_than_titles_stands_before_the_name(text: str) -> None:
    assert "Ann Jones" not in speakers(text)


@pytest.mark.parametrize(
    "before",
    [
        "Mayor",
        "Former England captain",
        "Retired Gen.",
        "Tearful mother",
        "53-year-old",
        "Bank of Spain economist",
        "White House deputy chief of staff",
        "Bob Lee’s sister",
        "John Deere spokeswoman",
        "A widow named",
        "opposition leader-in-exile",
        "US Embassy Charge d’Affaires",
    ],
)
def test_titles_ages_and_owners_may_stand_before_the_name(before: str) -> None:
    assert speakers(f"{before} Ann Jones said so.") == ["Ann Jones"]


@pytest.mark.parametrize("adverb", ["hardly", "barely", "almost", "nearly", "never", "allegedly", "has rarely"])
def test_what_somebody_hardly_said_is_no_statement(adverb: str) -> None:
    assert speakers(f"Ann Jones {adverb} said so.") == []


@pytest.mark.parametrize(
    ("rest", "count"),
    [
        ("said goodbye to Bob Lee.", 0),
        ("said nothing about it.", 0),
        ("said nothing had changed.", 1),
        ("said Massachusetts had nurses.", 1),
        ("himself said so.", 1),
    ],
)
def test_a_greeting_and_silence_are_no_statements(rest: str, count: int) -> None:
    assert len(speakers(f"Bob Lee {rest}")) == count


def test_both_of_two_with_ages_are_no_name() -> None:
    assert speakers("Bob Lee, 45, and Ann Jones, 43, both said so.") == ["Ann Jones"]


@pytest.mark.parametrize(
    ("text", "found"), [("Ann Jones: “We will go on.”", ["Ann Jones"]), ("The vote: “Never.”", [])]
)
def test_a_name_before_a_quotation_is_whose_it_is(text: str, found: list[str]) -> None:
    assert speakers(text) == found
