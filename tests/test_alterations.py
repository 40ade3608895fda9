"""Whatever figure, denial or name is altered, and wherever the quote begins and ends, it is neither exact nor near."""

import json
from collections.abc import Iterator

import pytest
from fake_embeddings import FakeEmbeddings
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.desk import Desk
from bot.settings import Settings
from bot.verification.quotes import Verdict, verify

# Sentences with one amount each, in brackets.
FIGURES = [
    "Each household will pay [1,200 euros] for heating this winter.",
    "Inflation came down to [2.5 percent] before the war began.",
    "Frost of [-5 °C] was measured in the capital overnight.",
    "Smith borrowed [$5 million] from his uncle the banker.",
    "Wages dropped by [.5 percent] while rents went up.",
    'The plumber laid a [6" pipe] under our road.',
    "Sailors aged [15-16 years] won every regatta abroad.",
    "The stadium seats [31,000 people] and three dogs.",
    "Voters turned out in droves on [11 May 2021] despite rain.",
    "The meeting will open at [10:30 am] in Geneva.",
    "The tunnel has a length of [3.4 km] below water.",
    "The bond yields [4.5 percentage points] above inflation abroad.",
]
DENIALS = [
    "The government will [not] close any of its seven embassies.",
    "Pilots may [never] drink before they fly an aircraft.",
    "Teachers saw [no] reason for panic at their school.",
    "The firm [may] sell its bakery before Christmas.",
    "Visitors can [only] park behind the old cinema.",
]
NAMES = [
    "Judge Braun sent the smuggler to prison.",
    "Michael Cohen testified against his former boss.",
    "Ms Lauder paints horses in her garage.",
    "Doctor Okonkwo cured forty patients of fever.",
    "Captain Lindholm rowed across both lakes.",
]
SURNAMES = ["Braun", "Cohen", "Lauder", "Okonkwo", "Lindholm"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home = tmp_path_factory.mktemp("alterations")
    opened = Desk(Settings(home=home / "home"), FakeEmbeddings())
    text = " ".join(plain(sentence) for sentence in [*FIGURES, *DENIALS, *NAMES])
    (home / "news.jsonl").write_text(json.dumps({"id": "news", "title": "news", "text": text}))
    opened.index("shared", [home / "news.jsonl"])
    yield opened
    opened.close()


def plain(sentence: str) -> str:
    return sentence.replace("[", "").replace("]", "")


def parted(sentence: str) -> tuple[str, str, str]:
    before, _, rest = sentence.partition("[")
    amount, _, after = rest.partition("]")
    return before, amount, after


def accepted(desk: Desk, quote: str) -> bool:
    with desk.ledger.reading() as snapshot:
        return verify(snapshot, ("shared",), quote).verdict in (Verdict.EXACT, Verdict.NEAR)


@pytest.mark.parametrize("sentence", [*FIGURES, *DENIALS, *NAMES])
def test_the_unaltered_sentence_is_accepted(desk: Desk, sentence: str) -> None:
    assert accepted(desk, plain(sentence))


@given(st.sampled_from(FIGURES), st.data())
@settings(max_examples=100, deadline=None)
def test_another_digit_is_never_accepted(desk: Desk, sentence: str, data: st.DataObject) -> None:
    before, amount, after = parted(sentence)
    at = data.draw(st.sampled_from([at for at, character in enumerate(amount) if character.isdigit()]))
    digits = data.draw(st.text(alphabet="0123456789", max_size=2))
    changed = amount[:at] + digits + amount[at + 1 :]
    assume(changed != amount and changed.lstrip("-.,") != "" and any(map(str.isdigit, changed)))
    assume(not (amount[0] == "." and changed.lstrip("0") == amount))
    assert not accepted(desk, before + changed + after)


@given(st.sampled_from(FIGURES), st.data())
@settings(max_examples=100, deadline=None)
def test_a_mark_or_unit_more_less_or_other_is_never_accepted(desk: Desk, sentence: str, data: st.DataObject) -> None:
    before, amount, after = parted(sentence)
    signs = [at for at, character in enumerate(amount) if character in '-.,$:°"' or character.isalpha()]
    at = data.draw(st.sampled_from(signs))
    end = at + 1
    while amount[at].isalpha() and end < len(amount) and amount[end].isalpha():
        end += 1
    while amount[at].isalpha() and at and amount[at - 1].isalpha():
        at -= 1
    other = data.draw(st.sampled_from(["", "$", "€", "%", "million", "billion", "km", "pm", "'"]))
    changed = amount[:at] + other + amount[end:]
    assume(changed.replace(",", "").replace(" %", " percent") != amount.replace(",", ""))  # "1200" is "1,200"
    assert not accepted(desk, before + changed + after)


@given(st.sampled_from(FIGURES), st.data())
@settings(max_examples=100, deadline=None)
def test_a_quote_cut_inside_an_amount_is_never_accepted(desk: Desk, sentence: str, data: st.DataObject) -> None:
    before, amount, after = parted(sentence)
    number = amount.rsplit(" ", 1)[0] if amount.endswith(("pipe", "people", "2021")) else amount
    cut = data.draw(st.integers(1, len(number) - 1))
    side = data.draw(st.booleans())
    assume(not amount.endswith("2021") or " " not in number[cut - 1 : cut + 1])  # "May 2021" is a date as well
    assume(not number[:cut].strip(" ").endswith("years") and number[cut:].strip())
    quote = amount[cut:] + after if side else before + number[:cut]
    assume(not quote.startswith('"') and not quote.endswith((" -", " .")))  # of the amount nothing is left
    assert not accepted(desk, quote)


@given(st.sampled_from(DENIALS), st.data())
@settings(max_examples=100, deadline=None)
def test_a_quote_without_its_denial_is_never_accepted(desk: Desk, sentence: str, data: st.DataObject) -> None:
    before, _, after = parted(sentence)
    head, tail = before.split(), after.split()
    first = data.draw(st.integers(0, len(head)))
    last = data.draw(st.integers(2, len(tail)))
    mark = data.draw(st.sampled_from(["", "…", "...", "[...]"])) if first < len(head) else ""
    quote = " ".join(filter(None, [*head[first:], mark, *tail[:last]]))
    written = data.draw(st.sampled_from([str, str.capitalize, lambda text: f"{text}.", lambda text: f"“{text}”"]))
    assert not accepted(desk, written(quote))


@given(st.integers(0, len(NAMES) - 1), st.data())
@settings(max_examples=100, deadline=None)
def test_another_letter_in_a_surname_is_never_accepted(desk: Desk, which: int, data: st.DataObject) -> None:
    name = SURNAMES[which]
    at = data.draw(st.integers(0, len(name) - 1))
    put = data.draw(st.sampled_from(["", *LETTERS]))
    other = name[:at] + (put.upper() if at == 0 else put) + name[at + 1 :]
    assume(other.lower() != name.lower())
    written = data.draw(st.sampled_from([str, str.lower, str.upper]))
    assert not accepted(desk, written(NAMES[which].replace(name, other)))
