"""A claim that has the words of its passage says another thing if it turns, exchanges or settles what they say."""

import pytest
from made_sources import a_source

from bot.generating.checking.claim import check
from bot.generating.claims import Claim

CLASHES = "Police arrested seven protesters after clashes that left two officers injured."


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Police arrested 7 protesters after clashes that left 2 officers injured.", set()),
        ("Seven protesters were arrested after clashes that left two officers injured.", set()),
        ("Police arrested two protesters after clashes that left seven officers injured.", {"number"}),
        ("Police arrested two protesters after clashes.", {"number"}),
    ],
)
def test_a_number_counts_what_it_counts_in_the_passage(text: str, kinds: set[str]) -> None:
    assert {fault.kind.value for fault in check(Claim(text, (1,)), [a_source(CLASHES)]).faults} == kinds


VOTE = (
    "The council approved a plan to rebuild the harbour, which Mark Doe would sell before winter. "
    "Doe denied that his party had paid the protesters. "
    "The contractor, Brightwater, may begin work in June if the state grants a permit. "
    "About 1,500 people signed a petition against the plan, fewer than the 4,000 needed to force a referendum. "
    "Lee defeated Doe in the mayoral election by 214 votes."
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The council rejected a plan to rebuild the harbour.", {"denial"}),
        ("The council failed to approve a plan to rebuild the harbour.", {"denial"}),
        ("Mark Doe would buy the harbour before winter.", {"denial", "uncovered"}),
        ("Doe denied that his party paid the protesters.", set()),
        ("Doe rejected that his party had paid the protesters.", set()),
        ("Doe admitted that his party had paid the protesters.", {"denial"}),
        ("Doe said that his party had paid the protesters.", {"denial"}),
        ("Doe's party had paid the protesters.", {"denial"}),
        ("The contractor, Brightwater, may begin work in June.", set()),
        ("Brightwater could begin work in June if the state grants a permit.", set()),
        ("The contractor, Brightwater, will begin work in June.", {"doubt"}),
        ("Brightwater begins work in June.", {"doubt"}),
        ("About 1,500 people signed a petition opposing the plan.", set()),
        ("About 1,500 people signed a petition for the plan.", {"denial"}),
        ("About 1,500 people signed a petition, more than the 4,000 needed to force a referendum.", {"denial"}),
        ("Lee defeated Doe in the mayoral election.", set()),
        ("Doe was defeated by Lee in the mayoral election by 214 votes.", set()),
        ("Lee was defeated by Doe in the mayoral election by 214 votes.", {"denial"}),
    ],
)
def test_what_is_denied_doubted_or_turned_round_is_a_fault(text: str, kinds: set[str]) -> None:
    assert {fault.kind.value for fault in check(Claim(text, (1,)), [a_source(VOTE)]).faults} == kinds


def test_a_name_of_a_passage_that_bears_nothing_out_is_a_fault() -> None:
    fined = a_source("Brightwater was fined in 2019. Its chief executive, Paul Ito, resigned.", number=2)
    checked = check(Claim("Police arrested Paul Ito after clashes.", (1, 2)), [a_source(CLASHES), fined])
    assert "name" in {fault.kind.value for fault in checked.faults}
