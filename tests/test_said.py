"""What somebody said is answered with that person's words, from the whole library, or not at all."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import Run, run_newsdesk
from test_cli import with_fake_vectors

from bot.answer import Answer, Outcome
from bot.desk import Desk, opened
from bot.errors import UsageProblem
from bot.settings import Settings
from bot.speaking.reported import MOST_OF_SPEAKER, MOST_OF_TOPIC, quotes_by
from index import SHARED, DayRange, Scope

ARTICLES = [
    {
        "id": "harbour",
        "title": "Harbour to close",
        "date": "2024-03-02",
        "text": "Mayor Ann Lee of Rome said that the harbour would close in winter. "
        "She added that ferries would stop.\n\n"
        "“The harbour feeds my family,” said Bob Roe, a fisherman.\n\n"
        "Bread prices rose.\n\n"
        "Lee praised the new library. “Books are cheap,” she told reporters.",
    },
    {
        "id": "games",
        "title": "Games",
        "date": "2024-05-01",
        "text": "The games began. Ann Lee said that the stadium was full.\n\n"
        "Her rival Carl Lee said that the roof leaked.",
    },
    {
        "id": "port",
        "title": "Port for sale",
        "date": "2024-06-01",
        "text": "Captain Ivo Moll was heard on a tape saying “we sank the lighthouse”. “I never used those words,” Ivo "
        "Moll told the Echo.\n\n“The cranes are rusty,” Moll said on Tuesday. "
        "His sister Greta Moll owns the cranes.\n\n"
        "Pilot Fay Kern declined to comment on the sale of the cranes.\n\n"
        "The lifeboats are full, her office said.\n\n"
        "Q: What do you make of the dredging?\nGreta Moll: I find it loud.",
    },
    {
        "id": "storm",
        "title": "Storm closes the quay",
        "text": "The quay was closed on Tuesday. “It will stay closed for a week,” Warden Nell Hay said. Ships left.",
    },
    {
        "id": "debate",
        "title": "Debate",
        "text": "Dana Poe compared the budget to a sinking ferry.\n\nEve Kay responded: “It floats better than ever.”",
    },
]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over the articles with the models that ship."""
    folder = tmp_path_factory.mktemp("read")
    file = folder / "news.jsonl"
    file.write_text("\n".join(json.dumps(article) for article in ARTICLES))
    with opened(Settings(home=folder / "home")) as desk:
        desk.index(SHARED, [file])
        yield desk


@pytest.fixture
def told(desk: Desk, tmp_path: Path) -> Desk:
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(json.dumps(article) for article in ARTICLES))
    desk.index(SHARED, [file])
    return desk


def shown(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements]


def test_a_statement_is_found_and_what_follows_it(told: Desk) -> None:
    answer = told.ask("What did Ann Lee say about the harbour closing in winter?", (SHARED,))
    assert shown(answer) == [
        "Mayor Ann Lee of Rome said that the harbour would close in winter.",
        "She added that ferries would stop.",
    ]


def test_everything_in_the_answer_is_the_speakers(told: Desk) -> None:
    answer = told.ask("What did Ann Lee say?", (SHARED,))
    assert {citation.speaker for citation in answer.citations} == {"Ann Lee"}
    assert {citation.article.id for citation in answer.citations} == {"harbour", "games"}


@pytest.mark.parametrize(
    "question",
    [
        "What did Bob Roe say about ferries?",
        "What did Ann Lee say about the leaking roof?",
        "What did Carl Lee say about the harbour?",
        "What did Ann Lee say about feeding a family?",
        "Did Ann Lee say that ghosts haunt the harbour?",
        "Who said that dragons eat bread?",
    ],
)
def test_what_somebody_did_not_say_is_not_found(told: Desk, question: str) -> None:
    assert told.ask(question, (SHARED,)).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who said that the harbour feeds the family?", "Bob Roe"),
        ("Did Bob Roe say that the harbour would close in winter?", "Ann Lee"),
        ("Did Ann Lee say that the harbour would close in winter?", "Ann Lee"),
        ("Did Ann Lee say 'The harbour feeds my family'?", "Bob Roe"),
        ("Did Bob Roe say that the lifeboats are full?", "her office said"),
        ("What did the mayor of Rome say about the harbour?", "Ann Lee"),
        ("How did Eve Kay respond to the sinking ferry?", "It floats better than ever"),
        ("According to Ann Lee, how full was the stadium?", "Ann Lee"),
    ],
)
def test_the_answer_names_whose_words_they_are(told: Desk, question: str, words: str) -> None:
    answer = told.ask(question, (SHARED,))
    assert answer.outcome is Outcome.ANSWERED
    assert words in answer.text


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("What did Fay Kern say about the sale?", "declined to comment"),
        ("Did Fay Kern comment on the sale of the cranes?", "declined to comment"),
    ],
)
def test_silence_answers(told: Desk, question: str, shown: str) -> None:
    answer = told.ask(question, (SHARED,))
    assert answer.outcome is Outcome.ANSWERED
    assert shown in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Did Greta Moll say the cranes are rusty?",
        "Did Ivo Moll say the cranes are rusty?",
        "What did Ivo Moll say about the ferries?",
    ],
)
def test_what_could_be_anothers_is_no_answer(told: Desk, question: str) -> None:
    assert told.ask(question, (SHARED,)).outcome is Outcome.NOT_FOUND


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Did Ivo Moll say “we sank the lighthouse”?", "I never used those words"),
        ("What did Ann Lee say about books?", "Books are cheap"),
        ("What did Nell Hay say about the quay?", "It will stay closed"),
        ("What did the mayor of Rome say about ferries?", "ferries would stop"),
        ("How did Eve Kay respond to the sinking ferry?", "It floats better than ever"),
    ],
)
def test_the_reader_that_ships_finds_words_on_a_topic(read: Desk, question: str, shown: str) -> None:
    assert shown in read.ask(question, (SHARED,)).text


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    [
        "What did Carl Lee say about the harbour?",
        "What did Ivo Moll say about the ferries?",
        "Did Ann Lee say that ghosts haunt the harbour?",
        "Who said that dragons eat bread?",
    ],
)
def test_the_reader_that_ships_takes_no_words_on_something_else(read: Desk, question: str) -> None:
    assert read.ask(question, (SHARED,)).outcome is Outcome.NOT_FOUND


def test_all_who_said_the_same_are_told_of(told: Desk, tmp_path: Path) -> None:
    (tmp_path / "lamps.txt").write_text(
        "Lamps\n\nIda Roth said that the lamps were stolen at night.\n\nUwe Falk said the lamps were stolen. Falk left."
    )
    told.index(SHARED, [tmp_path / "lamps.txt"])
    answer = told.ask("Who said that the lamps were stolen?", (SHARED,))
    assert {citation.speaker for citation in answer.citations} == {"Ida Roth", "Uwe Falk"}


def test_words_that_name_nobody_come_with_a_sentence_that_does(told: Desk) -> None:
    first, *_ = shown(told.ask("Who said that books are cheap?", (SHARED,)))
    assert first == "Lee praised the new library."


def test_a_topic_that_begins_like_the_speakers_name_is_kept_whole(told: Desk, tmp_path: Path) -> None:
    words = "Tom Wade said that Wadebridge needs a tram."
    (tmp_path / "tram.txt").write_text(f"Tram\n\n{words} Rain fell.")
    told.index(SHARED, [tmp_path / "tram.txt"])
    assert shown(told.ask("What did Wade say about Wadebridge?", (SHARED,))) == [words]


def test_an_utterance_has_one_citation_in_a_passage(told: Desk) -> None:
    answer = told.ask("What did Bob Roe say?", (SHARED,))
    (citation,) = answer.citations
    assert citation.quote == "“The harbour feeds my family,” said Bob Roe, a fisherman."


def test_a_speaker_is_found_beyond_the_passages_that_were_found(told: Desk, tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(
            "What did Carl Lee say about the roof? Nobody knows what Carl Lee meant."
        )
    told.index(SHARED, sorted(tmp_path.glob("*.txt")))
    assert shown(told.ask("What did Carl Lee say about the roof?", (SHARED,))) == [
        "Her rival Carl Lee said that the roof leaked."
    ]


def test_the_latest_comes_first_and_is_known_to_be_asked_for(told: Desk) -> None:
    answer = told.ask("What is the latest that Ann Lee said?", (SHARED,))
    assert answer.latest
    assert answer.citations[0].article.id == "games"
    assert not told.ask("What did Ann Lee say?", (SHARED,)).latest


def test_other_libraries_are_not_looked_at(told: Desk) -> None:
    assert told.ask("What did Ann Lee say?", ("discord-1",)).outcome is Outcome.NOT_FOUND


def test_quotes_are_listed_from_the_newest_article_on(told: Desk) -> None:
    with told.ledger.reading() as snapshot:
        quotes = quotes_by(snapshot, (SHARED,), "Ann Lee")
    assert [quote.article.id for quote in quotes] == ["games", "harbour", "harbour", "harbour", "harbour"]
    assert all(quote.article.text[quote.said.start : quote.said.end] == quote.text for quote in quotes)


def test_quotes_can_be_limited_to_a_topic_and_to_days(told: Desk) -> None:
    about = told.said("Ann Lee", (SHARED,), "whether the stadium was full")
    since = told.said("Ann Lee", (SHARED,), scope=Scope(published=DayRange(date(2024, 4, 1), None)))
    assert [quote.text for quote in about] == ["Ann Lee said that the stadium was full."]
    assert [quote.text for quote in since] == ["Ann Lee said that the stadium was full."]


@pytest.mark.parametrize(("speaker", "about"), [("a " * MOST_OF_SPEAKER, ""), ("Ann Lee", "a " * MOST_OF_TOPIC)])
def test_a_speaker_or_topic_of_any_length_is_refused(told: Desk, speaker: str, about: str) -> None:
    with pytest.raises(UsageProblem, match="shorten it"):
        told.said(speaker, (SHARED,), about)


@pytest.mark.parametrize(
    "question", ["What did the mayor and she say about the harbour?", "What did the mayor and you say?"]
)
def test_function_words_name_nobody_who_speaks(told: Desk, question: str) -> None:
    assert told.ask(question, (SHARED,)).outcome is Outcome.NOT_FOUND


def test_the_latest_that_somebody_said_is_answered_with_his_or_her_words(told: Desk) -> None:
    answer = told.ask("What is the latest that Ann Lee said about the harbour?", (SHARED,))
    assert {citation.speaker for citation in answer.citations} == {"Ann Lee"}


def test_said_prints_the_quotes_of_the_contract(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ann Lee said that the harbour is closed. Bob Roe said no.")
    run_newsdesk(home, "index", str(tmp_path / "a.txt"))
    ran = run_newsdesk(home, "said", "Ann Lee", "--json")
    text = "Ann Lee said that the harbour is closed."
    quote = {"speaker": "Ann Lee", "cue": "said", "kind": "indirect", "text": text}
    assert ran.json == {"quotes": [quote | {"article_id": "a", "published": None, "start": 0, "end": len(text)}]}
    assert text in run_newsdesk(home, "said", "Ann Lee", "--about", "harbour").out


TWO_SPEAKERS = "Ann Lee said that the harbour is closed. Bob Roe said yes. “So it is now,” Ann Lee said. “It stays so.”"


def test_said_in_an_article_lists_everybody_in_its_order(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TWO_SPEAKERS)
    with_fake_vectors(home, tmp_path / "a.txt")
    quotes = run_newsdesk(home, "said", "--in", "a", "--json").json["quotes"]
    assert [quote["speaker"] for quote in quotes] == ["Ann Lee", "Bob Roe", "Ann Lee"]
    spans = [[TWO_SPEAKERS[start:end] for start, end in quote["sentences"]] for quote in quotes]
    assert spans[1:] == [["Bob Roe said yes."], ["“So it is now,” Ann Lee said.", "“It stays so.”"]]
    mine = run_newsdesk(home, "said", "Bob Roe", "--in", "a", "--json").json["quotes"]
    assert mine == quotes[1:2]


def test_said_in_an_article_that_is_not_there_exits_with_3(newsdesk: Run) -> None:
    ran = newsdesk("said", "--in", "nowhere")
    assert (ran.code, ran.out, "nowhere" in ran.err) == (3, "", True)


@pytest.mark.parametrize("words", [(), ("Ann Lee", "--in", "a", "--timeline"), ("--in", "a", "--since", "2024-01-01")])
def test_said_needs_a_speaker_or_an_article_and_one_article_has_one_day(newsdesk: Run, words: tuple[str, ...]) -> None:
    assert newsdesk("said", *words).code == 2


def test_said_exits_with_3_when_nothing_is_reported(newsdesk: Run) -> None:
    ran = newsdesk("said", "Nobody Known", "--json")
    assert (ran.code, ran.json) == (3, {"quotes": []})


def test_said_of_nobody_is_a_wrong_use(newsdesk: Run) -> None:
    assert newsdesk("said", " ").code == 2
