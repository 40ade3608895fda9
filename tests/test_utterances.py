"""Who said what: the speaker in front of a verb of saying, and the sentences that go on with the statement."""

import time

import pytest
from conftest import SHIPPED
from hypothesis import given
from hypothesis import strategies as st

from index.utterances import reports, utterances


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
    assert not [said for said in utterances(text) if "Zhao" in said.speaker and said.cue != "denied"]


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
    assert utterances(text)[-1].speaker == "Mike Pompeo"


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
    ],
)
def test_nobody_is_made_a_speaker_by_a_name_in_the_phrase(text: str) -> None:
    assert not {"Ann Jones", "York", "West Virginia", "The lawmakers'"} & set(speakers(text))


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


def test_the_phrases_that_describe_a_speaker_are_gathered() -> None:
    (said,) = utterances("Ann Lee, the mayor of Rome, arrived. Lee said no.")
    assert said.described == "Lee; Ann Lee, the mayor of Rome"


def test_spellings_of_one_name_are_one_person_in_a_machines_translation_only() -> None:
    text = "Minister Florence Palley left. Parley said no."
    assert [said.speaker for said in utterances(text, "en-mt")] == ["Florence Palley"]
    assert speakers(text) == ["Parley"]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("“It is bad. It is late. Nobody pays,” Ann Jones said. The sun shone.", 1),
        ("“It is bad,” Ann Jones said.\n\n“It is late. Nobody pays.”\n\nThe sun shone.", 2),
        ("Ann Jones said:\n\n“It is bad.\n\n“It is late.\n\n“Nobody pays.”\n\nThe sun shone.", 4),
        ("Ann Jones said: “It is bad.\n\nNobody pays.”\n\nThe sun shone.", 2),
        ("“It is bad,” said Ann Jones of Rome. Nobody pays, and it is late.”\n\nThe sun shone.", 2),
        ("I want to appeal to all.\n\nDo not pay.\n\nIt is late, ” Ann Jones shared.", 3),
        ("Ann Jones urged people to stay in. Everybody should wear a mask. The sun shone.", 2),
    ],
)
def test_a_statement_goes_on_over_sentences_and_paragraphs(text: str, own: int) -> None:
    said, *more = utterances(text)
    assert (said.speaker, len(said.sentences), more) == ("Ann Jones", own, [])


def test_a_quotation_in_a_quotation_does_not_end_it() -> None:
    (said,) = utterances('"He is "a" - my friend, "b" - my colleague, " Ann Jones said.')
    assert (said.speaker, said.kind) == ("Ann Jones", "direct")


def test_two_speakers_of_one_sentence_both_have_it() -> None:
    assert speakers("Ann Jones said no, while Bob Lee said yes.") == ["Ann Jones", "Bob Lee"]


def test_words_in_quotation_marks_make_a_statement_direct() -> None:
    assert [said.kind for said in utterances("“No,” Ann Jones said. Bob Lee said that he agrees.")] == [
        "direct",
        "indirect",
    ]


def test_the_shipped_article_gives_its_last_two_paragraphs_to_zhao_lijian() -> None:
    text = SHIPPED.read_text()
    his = " ".join(text[said.start : said.end] for said in utterances(text) if said.speaker == "Zhao Lijian")
    assert his == " ".join(text.strip().split("\n\n")[-2:])


_NEWS = st.lists(
    st.sampled_from(
        ["Ann", "Lee", "said", "“", "”", '"', ",", ".", " he ", "the minister", " of ", " and ", "\n\n", ":"]
    )
)


@given(_NEWS.map(" ".join))
def test_any_jumble_of_speakers_and_marks_gives_spans_in_order(text: str) -> None:
    for said in utterances(text, "en-mt"):
        assert list(said.sentences) == sorted(said.sentences, key=lambda span: span.start)


@pytest.mark.parametrize(
    "part", ['"', "“Open said Ann\n\n", "Ann said. ", "Ann, ", "'a ", "Ann Lee told Bob Roe she left. "]
)
def test_a_hostile_text_takes_time_in_proportion_to_its_length(part: str) -> None:
    spent = []
    for times in (2_000, 8_000):
        started = time.process_time()
        utterances(part * times)
        spent.append(time.process_time() - started)
    assert spent[1] < 12 * spent[0] + 0.5


@given(st.text())
def test_no_text_raises_and_spans_are_sentences_of_it(text: str) -> None:
    assert all(0 <= said.start < said.end <= len(text) for said in utterances(text))


@pytest.mark.parametrize(
    ("text", "reporting"),
    [
        ("the mayor said", True),
        ("adding that it rains", True),
        ("according to the mayor", True),
        ("which was built of stone", False),
    ],
)
def test_what_reports_somebodys_words_is_seen(text: str, reporting: bool) -> None:
    assert reports(text) is reporting
