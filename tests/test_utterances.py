"""Who said what in a text, put together; the parts have tests of their own."""

import time

import pytest
from conftest import SHIPPED
from hypothesis import given
from hypothesis import strategies as st

from index.utterances import utterances


def test_a_quotation_in_a_quotation_does_not_end_it() -> None:
    (said,) = utterances('"He is "a" - my friend, "b" - my colleague, " Ann Jones said.')
    assert (said.speaker, said.kind) == ("Ann Jones", "direct")


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
    "part",
    [
        '"',
        "“Open said Ann\n\n",
        "Ann said. ",
        "Ann, ",
        "'a ",
        "Ann Lee told Bob Roe she left. ",
        "Ann Jones said: “yes\n\n",
        "Ann Jones said ",
        "The FDA said it is so. ",
        "“Why?” Ann asked. ",
    ],
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
    ("text", "whose"),
    [
        ("“Who will pay for this?” Ann Lee asked. Bob Roe left.", "Ann Lee"),
        ("Ann Lee left. “Stop this now!” said Bob Roe.", "Bob Roe"),
        ("There is “no guarantee that it stays,” said Ann Lee, a farmer.", "Ann Lee"),
        ("“We want our harbour back,” said Bob Roe's manager, Ann Lee. “It is ours.”", "Ann Lee"),
        ("“We want it back,” said one of the authors, Ann Lee of Rome.", "Ann Lee"),
        ("“There is no danger,” the royal household said.", "the royal household"),
        ("Ann Lee, an engineer in Paris, Texas, said it was so.", "Ann Lee"),
        ("Bob Lee, who owns the mill, said Carol White, is a thief.", "Carol White"),
        ("Julaine Appling came. “We are sorry,” said Apple.", "Apple"),
    ],
)
def test_words_are_whose_the_sentence_says(text: str, whose: str) -> None:
    (said,) = utterances(text)
    assert said.speaker == whose


def test_a_question_is_shown_with_whose_it_is() -> None:
    text = "“Who will pay for this?” Ann Lee asked. Bob Roe left."
    (said,) = utterances(text)
    assert text[said.start : said.end] == "“Who will pay for this?” Ann Lee asked."


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee said the bridge is unsafe. Lee later retracted the remark.",
        "“The bridge is unsafe,” Ann Lee said. On Friday Lee withdrew her statement and left.",
    ],
)
def test_a_retraction_takes_the_words_back(text: str) -> None:
    assert utterances(text) == []


def test_a_retraction_by_somebody_else_takes_nothing_back() -> None:
    text = "Ann Lee said the bridge is unsafe. Bob Roe retracted the remark."
    assert [said.speaker for said in utterances(text)] == ["Ann Lee"]
