"""Menus of channels and roles, and questions before what cannot be undone: Discord takes them whatever they hold."""

import pytest
from test_layout import HOSTILE, check, choices, components, ids, labels, text_of

from bot.discord.completing import token_of
from bot.discord.layout import Verb, confirmation_page, custom_id, settings_page, template
from bot.discord.layout.paging import characters_of, components_of
from bot.discord.layout.parts import Menu

MANY = tuple(range(10**18, 10**18 + 40))


def test_the_settings_can_be_changed_by_menus_that_show_what_is_chosen() -> None:
    page = settings_page(choices(channels=(1, 2), roles=(3,)), changing=True)
    chosen = {one["custom_id"]: one["default_values"] for one in components(page) if one.get("default_values")}
    assert chosen == {
        "nd:set:channels": [{"id": "1", "type": "channel"}, {"id": "2", "type": "channel"}],
        "nd:set:roles": [{"id": "3", "type": "role"}],
    }
    assert ids(page) == ["nd:set:channels", "nd:set:auto_channels", "nd:set:forums", "nd:set:roles"]


def test_the_settings_fit_however_much_is_chosen() -> None:
    names = ["channels", "auto_channels", "forums", "roles"]
    page = settings_page(choices(**dict.fromkeys(names, MANY)), changing=True)
    check(page)
    menus = [one for one in components(page) if "default_values" in one]
    assert [len(one["default_values"]) for one in menus] == [25] * 4


def test_a_page_without_menus_has_none() -> None:
    assert ids(settings_page(choices())) == []


def test_a_menu_counts_with_its_row() -> None:
    menu = Menu("roles", "nd:set:roles", "Roles")
    assert (components_of(menu), characters_of(menu)) == (2, 0)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_confirmation_shows_what_it_is_about_and_offers_both_answers(title: str) -> None:
    page = confirmation_page("Erase this?", title[:250], "Erase", Verb.REMOVE, token_of(title))
    check(page)
    assert labels(page) == ["Erase", "Cancel"]
    assert "@everyone" not in text_of(page)


def test_the_buttons_of_a_confirmation_are_known_again() -> None:
    (erase, cancel) = ids(confirmation_page("Erase this?", "Rain", "Erase", Verb.REMOVE, token_of("rain")))
    assert template(Verb.REMOVE).fullmatch(erase)["article"] == token_of("rain")
    assert template(Verb.CANCEL).fullmatch(cancel)
    assert template(Verb.SET).fullmatch(custom_id(Verb.SET, "channels"))["setting"] == "channels"
    assert not template(Verb.REMOVE).fullmatch(custom_id(Verb.REMOVE, "../x"))
