"""Who said what: the speaker in front of a verb of saying, and the sentences that go on with the statement."""

import pytest
from conftest import SHIPPED
from hypothesis import given
from hypothesis import strategies as st

from index.utterances import utterances


def speakers(text: str) -> list[str]:
    return [said.speaker for said in utterances(text)]


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
    assert not [said for said in utterances(text) if "Zhao" in said.described and said.cue != "denied"]


def test_he_is_the_last_speaker() -> None:
    assert speakers("Zhao Lijian said no. He added that it is over.") == ["Zhao Lijian", "Zhao Lijian"]


def test_he_without_a_speaker_before_is_nobody() -> None:
    assert speakers("He said no.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Zhao Lijian said so. President Biden arrived on Monday. He added that it is over.",
        "The report said so. He added that it is over.",
        "South Korea said so. He added that it is over.",
        "Zhao Lijian said the network is dirty. Mike Pompeo hit back on Monday. He said China spies.",
        "The State Department said so. John Smith resigned. He said he had enough.",
        "Zhao Lijian said so. The mayor disagreed. He said it is over.",
        "Zhao Lijian said so. After Mike Pompeo left, he said it is over.",
        "Zhao Lijian said so.\n\nIt rained.\n\nThe sun shone.\n\nHe added that it is over.",
    ],
)
def test_he_is_nobody_when_it_is_not_plain_who_that_is(text: str) -> None:
    assert len(speakers(text)) == 1


def test_an_enumeration_belongs_to_the_statement_that_opens_it() -> None:
    text = "Ann Jones said that it is bad. First, it costs money. Nobody pays. Second, it is late.\n\nThe sun shone."
    (said,) = utterances(text)
    assert [span.of(text) for span in said.sentences][1:] == [
        "First, it costs money.",
        "Nobody pays.",
        "Second, it is late.",
    ]


def test_a_sentence_in_the_first_person_goes_on_with_the_statement() -> None:
    text = "Ann Jones said that it is bad. We believe it must end. The council meets on Monday."
    (said,) = utterances(text)
    assert text[said.start : said.end] == "Ann Jones said that it is bad. We believe it must end."


def test_the_reporters_next_sentence_is_not_the_speakers() -> None:
    (said,) = utterances("Ann Jones said that it is bad. The council meets on Monday.")
    assert len(said.sentences) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Our correspondent in Seoul reports that LG will not comply.",
        "We asked Huawei for comment.",
        "We have contacted Huawei.",
        "We hope you enjoyed this article.",
        "Next week, Pompeo visits Seoul. He will meet Moon.",
        "Finally, the court ruled against Huawei. The judge was strict.",
        "Second-quarter sales at Huawei fell. Ericsson gained.",
        "First, the house met. Mike Pompeo praised the vote.",
        "It is the biggest since World War I.",
        "“It is safe.” Pompeo disagreed, said Ann Lee.",
        "“It is safe.”",
    ],
)
def test_the_reporter_goes_on_after_a_statement(text: str) -> None:
    said, *_ = utterances(f"Zhao Lijian said the ban is wrong. {text}")
    assert (said.speaker, len(said.sentences)) == ("Zhao Lijian", 1)


@pytest.mark.parametrize(
    ("behind", "own"), [("", 2), (" The council meets.", 2), (" Pompeo disagreed.", 1), (" Ann Lee said so.", 1)]
)
def test_a_quoted_sentence_goes_on_with_a_quoted_statement(behind: str, own: int) -> None:
    said, *_ = utterances(f"“No,” Zhao Lijian said. “It is safe.”{behind}")
    assert len(said.sentences) == own


def test_words_in_quotation_marks_make_a_statement_direct() -> None:
    assert [said.kind for said in utterances("“No,” Ann Jones said. Bob Lee said that he agrees.")] == [
        "direct",
        "indirect",
    ]


def test_the_shipped_article_gives_its_last_two_paragraphs_to_zhao_lijian() -> None:
    text = SHIPPED.read_text()
    his = " ".join(text[said.start : said.end] for said in utterances(text) if said.speaker == "Zhao Lijian")
    assert his == " ".join(text.strip().split("\n\n")[-2:])


@given(st.text())
def test_no_text_raises_and_spans_are_sentences_of_it(text: str) -> None:
    assert all(0 <= said.start < said.end <= len(text) for said in utterances(text))
