"""A quote is exact when only its typography differs, near when its sense is the same, altered when it is not."""

import json
from collections.abc import Iterator

import pytest
from conftest import SHARED_DATA, an_article
from fake_embeddings import FakeEmbeddings
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import Desk
from bot.errors import UsageProblem
from bot.settings import Settings
from bot.verification.quotes import Verdict, Verification, verify
from bot.verification.typography import occurrences

TEXT = "“We’ll win — it’s a monopoly network,” she said. It cost 10² dollars. Café life… goes on in the non-U.S. zone."
ITEMS = SHARED_DATA / "eval" / "verify_quote"


# Where a quote breaks off, what it leaves out, and what is written otherwise there.
PIER = """We cannot accept 3.5 percent, but we can accept 2.5 percent. The company denied that it had polluted it.
It is false that the vaccine causes harm. The law applies if the owner agrees. The president’s lying cost him votes.
There is no more danger on the pier, officials said. Article 5(1) of the treaty holds. He’s lying to the guards.
The keeper will not, he insisted, sell the lighthouse. Nurses at WHO asked who would pay. Class s is full."""

HARBOUR = """The ferry to the outer islands is neither safe nor cheap. In those islands the harbour is closed in winter.

Mayor Jon Berg spoke in the town hall. He told us on Friday that twenty-three ships would get 1bn crowns.

The council, which met for six hours, agreed to a subsidy of 40 million crowns. The beach is not open in winter.
Not all captains agree. They sail in rain if they must.

“We will never sell the old ferry,” Mayor Jon Berg said on Friday. Eva Lund said on Monday that she agreed."""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(Settings(home=tmp_path_factory.mktemp("harbour") / "home"), FakeEmbeddings())
    put(opened, "harbour", HARBOUR)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def pier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(Settings(home=tmp_path_factory.mktemp("pier") / "home"), FakeEmbeddings())
    put(opened, "pier", PIER)
    yield opened
    opened.close()


def found(text: str, quote: str) -> list[str]:
    return [span.of(text) for span in occurrences(text, quote)]


@pytest.mark.parametrize(
    "quote",
    [
        "it’s a monopoly network",
        "it's a monopoly network",
        "it's  a\nmonopoly\u00a0network",
        "We'll win - it's",
        "We'll win—it's",
        "\"We'll win -- it's a monopoly network,\" she said.",
        "Cafe\u0301 life... goes on",
        "non‑U.S. zone",
        "mono\u00adpoly network",
    ],
)
def test_a_quote_that_differs_in_typography_only_is_found(quote: str) -> None:
    assert len(found(TEXT, quote)) == 1


@pytest.mark.parametrize(
    "quote",
    [
        "it is a monopoly network",
        "it’s not a monopoly network",
        "a monopoly networks",
        "onopoly network",
        "It cost 102 dollars",
        "It cost 10 dollars",
        "cafe life",
        "It’s A Monopoly Network",
    ],
)
def test_a_quote_that_differs_in_a_word_is_not_found(quote: str) -> None:
    assert found(TEXT, quote) == []


def test_every_place_where_a_quote_stands_is_found() -> None:
    assert found("No, no. A no is a no.", "no") == ["no", "no", "no"]


@given(st.text(min_size=1), st.data())
def test_any_run_of_whole_words_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    words = text.split()
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[first : data.draw(st.integers(first + 1, len(words)))])
    for span in occurrences(text, quote):
        assert 0 <= span.start < span.end <= len(text)


def test_a_quote_over_two_passages_is_exact(desk: Desk) -> None:
    sentences = [f"The harbour number {number} is closed on Sundays in winter." for number in range(60)]
    put(desk, "long", " ".join(sentences))
    with desk.ledger.reading() as snapshot:
        assert verify(snapshot, ("shared",), " ".join(sentences[5:40])).verdict is Verdict.EXACT


def test_the_match_names_the_article_and_its_own_words(desk: Desk) -> None:
    put(desk, "rain", an_article().text)
    with desk.ledger.reading() as snapshot:
        (match,) = (
            verify(snapshot, ("shared",), "rain  fell").matches or verify(snapshot, ("shared",), "Rain  fell").matches
        )
    assert (match.article.id, match.text) == ("rain", "Rain fell")


@pytest.mark.parametrize("quote", ["", " ", "“”", "..."])
def test_an_empty_quote_is_refused(desk: Desk, quote: str) -> None:
    with desk.ledger.reading() as snapshot, pytest.raises(UsageProblem):
        verify(snapshot, ("shared",), quote)


def test_a_quote_of_ten_megabytes_is_refused(desk: Desk) -> None:
    with desk.ledger.reading() as snapshot, pytest.raises(UsageProblem):
        verify(snapshot, ("shared",), "a " * 5_000_000)


@pytest.mark.parametrize(
    "quote",
    [
        "the ferry to the outer Islands is neither safe nor cheap",
        "The ferry to outer islands is neither safe nor cheap",
        "The ferry to the outer islands is neither safe, nor cheap.",
        "He told us on Friday that 23 ships would get one billion crowns",
        "The council ... agreed to a subsidy of 40 million crowns",
        "“The council, which met for six hours, ...",
        "THE FERRY TO THE OUTER ISLANDS IS NEITHER SAFE NOR CHEAP",
        "In those islands the harbor is closed in winter",
        "the ferry to the outer islands is neitber safe nor cheap",
    ],
)
def test_a_quote_is_near_if_its_sense_is_the_articles(harbour: Desk, quote: str) -> None:
    assert verdict(harbour, quote) is Verdict.NEAR


@pytest.mark.parametrize(
    "quote",
    [
        "The ferry to the outer islands is both safe and cheap",
        "The ferry to the outer islands is safe and cheap",
        "The ferry to the outer islands is neither safe nor cheep",
        "The ferry to the inner islands is neither safe nor cheap",
        "The ferry to the outer islands may be neither safe nor cheap",
        "The ferry to the outer islands is neither safe nor cheap, and will be sold",
        "Ann Ferry said on Monday that the ferry",
        "Jon Berg told us on Monday that twenty-three ships would get 1bn crowns",
        "He told us on Friday that 32 ships would get 1bn crowns",
        "He told us on Friday that twenty-three ships would get 1bn dollars",
        "He told US on Friday that twenty-three ships would get 1bn crowns",
        "The council agreed to a subsidy of 40 million crowns if the ferry",
        "The beach is ... open in winter",
        "The ferry to the outer islands is neither safe nor cheap?",
        "“The ferry to the outer islands agreed to a subsidy of 40 million crowns,” he said.",
        "In those islands the harbour is not closed in winter",
        "The beach is open in winter",
        "All captains agree",
        "Sail in rain.",
    ],
)
def test_a_quote_is_altered_if_a_word_of_sense_differs(harbour: Desk, quote: str) -> None:
    assert verdict(harbour, quote) is Verdict.ALTERED


@pytest.mark.parametrize(
    "quote",
    [
        "The mayor will resign before the summer",
        "“Nobody will swim here,” Jon Berg said.",
        "Quantum computers solve chess",
    ],
)
def test_a_quote_is_absent_if_nothing_is_close(harbour: Desk, quote: str) -> None:
    assert verdict(harbour, quote) is Verdict.ABSENT


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Jon Berg said on Friday: “We will never sell the old ferry.”", Verdict.NEAR),
        ("Mayor Jon Berg said: “We will never sell the old ferry.”", Verdict.NEAR),
        ("Jon Berg said on Monday: “We will never sell the old ferry.”", Verdict.ALTERED),
        ("Eva Lund said: “We will never sell the old ferry.”", Verdict.ALTERED),
        ("Jon Berg never said: “We will never sell the old ferry.”", Verdict.ALTERED),
        ("Jon Berg said: “We will sell the old ferry.”", Verdict.ALTERED),
        ("The minister of Jon Berg said: “We will never sell the old ferry.”", Verdict.ALTERED),
    ],
)
def test_who_said_it_and_when_counts_where_it_stands_outside_the_marks(
    harbour: Desk, quote: str, expected: Verdict
) -> None:
    assert verdict(harbour, quote) is expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("We cannot accept 3.5 per cent", Verdict.NEAR),
        ("We cannot accept 3.5 percent", Verdict.EXACT),
        ("The company denied it had polluted it", Verdict.NEAR),
        ("it had polluted it", Verdict.ALTERED),
        ("the vaccine causes harm", Verdict.ALTERED),
        ("The vaccine causes harm.", Verdict.ALTERED),
        ("“the vaccine causes harm.”", Verdict.ALTERED),
        ("The law applies", Verdict.ALTERED),
        ("The law applies.", Verdict.ALTERED),
        ("The law applies if the owner agrees", Verdict.EXACT),
        ("The president is lying cost him votes", Verdict.ALTERED),
        ("He is lying to the guards", Verdict.NEAR),
        ("There is no danger on the pier", Verdict.ALTERED),
        ("Article 5 1 of the treaty holds", Verdict.ALTERED),
        ("The keeper will … sell the lighthouse", Verdict.ALTERED),
        ("The keeper will not … sell the lighthouse", Verdict.NEAR),
        ("The keeper will not. He insisted, sell the lighthouse", Verdict.ALTERED),
        ("The keeper will [never] sell the lighthouse", Verdict.ALTERED),
        ("Nurses at who asked WHO would pay", Verdict.ALTERED),
        ("ſ", Verdict.ABSENT),
        ("harm", Verdict.EXACT),
        ("insisted", Verdict.EXACT),
        ("danger", Verdict.ALTERED),
    ],
)
def test_what_a_quote_leaves_out_or_joins_decides(pier: Desk, quote: str, expected: Verdict) -> None:
    assert verdict(pier, quote) is expected


def test_what_is_left_out_is_named(pier: Desk) -> None:
    (match,) = checked(pier, "the vaccine causes harm").matches
    assert [(made.op, made.article, made.harmless) for made in match.differences] == [
        ("delete", "It is false that", False)
    ]


def test_an_altered_quote_is_shown_with_the_words_that_differ(harbour: Desk) -> None:
    (match,) = checked(harbour, "He told us on Monday that 32 ships would get 1bn crowns").matches
    changes = [(made.op, made.article, made.asked) for made in match.differences]
    assert changes == [("replace", "Friday", "Monday"), ("replace", "twenty-three", "32")]


def test_a_spliced_quote_is_shown_with_both_its_places(harbour: Desk) -> None:
    spliced = "The ferry to the outer islands agreed to a subsidy of 40 million crowns"
    texts = [match.text for match in checked(harbour, spliced).matches]
    assert len(texts) == 2
    assert "The ferry to the outer islands" in "\n".join(texts)


@pytest.mark.parametrize(
    "quote",
    ["a " * 9_999, "ferry ... " * 2_000, '"a' * 10_000, "the of and to " * 1_400, "a\u0301" * 9_999, "1," * 9_999],
)
def test_a_hostile_quote_has_a_verdict(harbour: Desk, quote: str) -> None:
    assert verdict(harbour, quote) in (Verdict.ABSENT, Verdict.ALTERED)


@given(st.text(alphabet="abc the.?!…“”\"' 12-", max_size=60))
def test_whatever_is_asked_the_matches_stand_in_the_article(harbour: Desk, quote: str) -> None:
    try:
        verification = checked(harbour, f"ferry {quote}")
    except UsageProblem:
        return
    for match in verification.matches:
        assert 0 <= match.start < match.end <= len(match.article.text)
        assert verification.verdict is not Verdict.EXACT or not match.differences


@pytest.mark.skipif(not ITEMS.is_dir(), reason="the quotes to verify lie beside the project and are not there")
def test_of_the_measured_quotes_every_exact_one_is_accepted_and_no_other(desk: Desk) -> None:
    desk.index("shared", [ITEMS / "corpus.jsonl"])
    items = [json.loads(line) for line in (ITEMS / "items.jsonl").read_text().splitlines()]
    with desk.ledger.reading() as snapshot:
        wrong = [
            (item["id"], item["label"], item["change"])
            for item in items
            if (verify(snapshot, ("shared",), item["quote"]).verdict is Verdict.EXACT) != (item["label"] == "exact")
        ]
    assert wrong == []


def verdict(desk: Desk, quote: str) -> Verdict:
    return checked(desk, quote).verdict


def checked(desk: Desk, quote: str) -> Verification:
    with desk.ledger.reading() as snapshot:
        return verify(snapshot, ("shared",), quote)


def put(desk: Desk, name: str, text: str) -> None:
    file = desk.ledger.home / f"{name}.jsonl"
    file.write_text(json.dumps({"id": name, "title": name, "text": text}))
    desk.index("shared", [file])
