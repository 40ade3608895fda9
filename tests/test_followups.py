"""Follow-ups: what a conversation leaves unsaid is put in words, and what stands alone is left alone."""

import json
import time
from collections import Counter

import pytest
from conftest import SHARED_DATA
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.followups import LONGEST, search_words, stand_alone
from bot.request import Turn

DIALOGUES = SHARED_DATA / "eval" / "canard_dev" / "questions.jsonl"
POMPEO = ("What did Mike Pompeo say about Huawei?", "Pompeo called it “an arm of the state” [1].")
KOREA = ("What did South Korea say about the Clean Network?", "The ministry left it to the companies [1].")
SCRAPS = [
    "he",
    "it",
    "that deal",
    "Who is Ann Lee?",
    "and Japan?",
    "Why?",
    "“Rain”",
    "the firm",
    "in 2020",
    "’s",
    "\n",
    "[1]",
]


def history(*exchanges: tuple[str, str]) -> tuple[Turn, ...]:
    return tuple(turn for asked, answer in exchanges for turn in (Turn("user", asked), Turn("assistant", answer)))


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (POMPEO, "What did he say about TikTok?", "What did Mike Pompeo say about TikTok?"),
        (POMPEO, "and ByteDance?", "What did Mike Pompeo say about ByteDance?"),
        (POMPEO, "Why?", "Why did Mike Pompeo say that about Huawei?"),
        (POMPEO, "when was that?", "When did Mike Pompeo say that about Huawei?"),
        (POMPEO, "who else?", "Who besides Mike Pompeo said something about Huawei?"),
        (KOREA, "and Japan?", "What did Japan say about the Clean Network?"),
        (KOREA, "What about 2019?", "What did South Korea say about the Clean Network in 2019?"),
        (KOREA, "What did they say about Huawei?", "What did South Korea say about Huawei?"),
        (POMPEO, "What about him?", "What about Mike Pompeo?"),
        (
            ("who is nicole shanahan", "Nicole Shanahan is a lawyer [1]."),
            "how old is she",
            "how old is Nicole Shanahan",
        ),
        (
            ("Who leads Boeing?", "Dave Calhoun leads Boeing [1]."),
            "When did he take over?",
            "When did Dave Calhoun take over?",
        ),
        (
            ("Who is Angela Merkel?", "Merkel leads Germany [1]."),
            "Where was she born?",
            "Where was Angela Merkel born?",
        ),
        (
            ("What happened in Brandersund?", "A mill burnt [1]."),
            "Why?",
            "Why did that happen in Brandersund?",
        ),
        (
            ("Who rules in Brandersund?", "Prime Minister Ann Lee rules [1]."),
            "What did she promise?",
            "What did Prime Minister Ann Lee promise?",
        ),
        (
            ("What was the Dreamland scandal?", "A theft [1]."),
            "Who uncovered the scandal?",
            "Who uncovered the Dreamland scandal?",
        ),
    ],
)
def test_a_follow_up_is_understood_from_the_turn_before(
    before: tuple[str, str], question: str, understood: str
) -> None:
    assert stand_alone(question, history(before)) == understood


@pytest.mark.parametrize(
    "question",
    [
        "What did Angela Merkel say about gas prices?",
        "Did Trump say he would sign it?",
        "Is it true that Germany will follow?",
        "What time is it?",
        "Are people safe there?",  # Trump is no place
        "Is it raining?",
        "And Mr. Johnson, did he say the tunnel would be built?",
        "thanks",
        "",
        "Did she win?",  # nobody she could be was named
        "When did the president resign in Iceland?",
        "why do drug users prefer smoking fentanyl to injecting it",
    ],
)
def test_what_stands_alone_or_cannot_be_told_is_left_as_it_is(question: str) -> None:
    assert stand_alone(question, history(("Who is Donald Trump?", "Trump is the president [1]."))) == question


def test_without_a_conversation_a_question_is_left_as_it_is() -> None:
    assert stand_alone("What did he say?", ()) == "What did he say?"


def test_the_person_asked_about_last_goes_before_one_in_a_later_answer() -> None:
    before = history(("What did Mike Pompeo say?", "Zhao Lijian said that Mike Pompeo lied [1]."))
    assert stand_alone("Did he say why?", before) == "Did Mike Pompeo say why?"


def test_a_follow_up_on_a_follow_up_is_resolved_along_the_way() -> None:
    before = history(KOREA, ("and Japan?", "Japan joined [1]."), ("What about 2019?", "Not found."))
    assert stand_alone("and Sweden?", before) == "What did Sweden say about the Clean Network in 2019?"


def test_a_conversation_that_opens_with_an_answer_is_taken() -> None:
    assert stand_alone("Who is he?", (Turn("assistant", "Zhao Lijian said no [1]."),)) == "Who is Zhao Lijian?"


def test_a_long_text_is_left_as_it_is() -> None:
    text = "Did he sign? " * LONGEST
    assert stand_alone(text, history(POMPEO)) == text


def test_what_is_left_of_the_question_before_is_offered_for_searching() -> None:
    before = history(("How do I renew a fishing licence in Kerry?", "Online [1]."))
    assert search_words("Is there a fee for it?", before) == ("renew", "fishing licence", "Kerry")


def test_thanks_do_not_hide_the_topic_from_searching() -> None:
    before = history(("Where are fishing licences sold?", "Online [1]."), ("Thank you!", "You are welcome."))
    assert search_words("Is there a fee for them?", before) == ("fishing licences sold",)


def test_a_question_that_keeps_the_topic_takes_nothing_from_earlier_ones() -> None:
    before = history(("Is the canal deep?", "Yes."), ("Where is the tunnel?", "Nobody knows."))
    assert search_words("Is the tunnel long? Is this known?", before) == ()


def test_without_a_conversation_nothing_is_added_for_searching() -> None:
    assert search_words("Is there a fee?", ()) == ()


TURNS = st.builds(
    Turn,
    st.sampled_from(["user", "assistant"]),
    st.lists(st.sampled_from(SCRAPS) | st.text(max_size=12), max_size=8).map(" ".join),
)


@pytest.mark.parametrize(
    "question",
    [
        "Is there a fee?",
        "what other nba teams did kirilenko play for after utah",
        "which bolsonaro aide told police he was asked to put in fake vaccine data",
        "which cancers does kentucky lead the nation in",
        "paxlovid price",
    ],
)
@given(st.data())
def test_a_full_question_without_a_loose_pronoun_takes_nothing_from_any_conversation(
    question: str, data: st.DataObject
) -> None:
    turns = data.draw(st.lists(TURNS, max_size=8))
    assert stand_alone(question, turns) == question
    assert search_words(question, turns) == ()


@given(st.lists(st.sampled_from(SCRAPS) | st.text(max_size=12), max_size=6).map(" ".join), st.lists(TURNS, max_size=8))
def test_any_conversation_gives_the_same_question_twice(question: str, turns: list[Turn]) -> None:
    assert stand_alone(question, turns) == stand_alone(question, tuple(turns))


@given(st.lists(st.sampled_from(SCRAPS), min_size=1, max_size=6).map(" ".join), st.lists(TURNS, max_size=8))
def test_a_name_is_never_made_up(question: str, turns: list[Turn]) -> None:
    said = " ".join([question, *(turn.text for turn in turns)]).lower()
    names = [word for word in stand_alone(question, turns).split()[1:] if word[0].isupper()]
    assert all(word.rstrip(",?’s.").lower() in said for word in names)


@pytest.mark.parametrize("scrap", ["that deal ", "Aa, Bb, ", "he ", "“x ", "Who did Aa ", "it is ", "did ", "x'"])
def test_hostile_turns_take_no_long_time(scrap: str) -> None:
    text = scrap * (LONGEST // len(scrap))
    started = time.process_time()
    stand_alone(text, history(*[(text, text)] * 20))
    assert time.process_time() - started < 2


@pytest.mark.skipif(not DIALOGUES.is_file(), reason="the dialogues lie beside the project and are not there")
def test_measured_dialogues_are_nearer_to_their_rewrites_than_the_bare_questions() -> None:
    asked = [json.loads(line) for line in DIALOGUES.read_text().splitlines()]
    gain = 0.0
    for row in asked:
        made = stand_alone(row["question"], [Turn(turn["role"], turn["text"]) for turn in row["history"]])
        gain += _shared(made, row["rewrite"]) - _shared(row["question"], row["rewrite"])
    assert gain > 0


def _shared(left: str, right: str) -> float:
    ours, theirs = Counter(left.lower().split()), Counter(right.lower().split())
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())
