"""A question in another language than the articles is told so, in its own."""

import pytest
from conftest import an_article

from bot.overview.languages import language_of, told_apart

ENGLISH = an_article("The mayor said on Monday that the harbour would be closed for a week.")
GERMAN = an_article("Der Hafen wird nach den Worten der Ministerin für eine Woche geschlossen.", id="hafen")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what did the mayor say", "en"),
        ("Was hat die Ministerin gesagt?", "de"),
        ("qué pasó con la huelga", "es"),
        ("où est le maire", "fr"),
        ("중국은 뭐라고 했나요?", "ko"),
        ("中国说了什么", "zh"),
        ("日本は何と言いましたか", "ja"),
        ("Что сказал Чжао?", "ru"),
        ("ماذا قالت الصين", "ar"),
        ("Hva sa ordføreren om broen?", None),  # Norwegian, which is not taken for Swedish
        ("Що сказав мер про міст?", None),
        ("Huawei", None),
        ("1200", None),
    ],
)
def test_a_language_is_known_by_its_script_or_its_function_words(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_who_asks_in_german_is_told_in_german_that_the_articles_are_english() -> None:
    told = told_apart("Was hat die Ministerin gesagt?", [ENGLISH])
    assert str(told).startswith("Die Artikel hier sind auf Englisch. Frag bitte auf Englisch")


def test_who_asks_in_korean_is_told_in_korean() -> None:
    assert "영어로 질문해 주세요" in str(told_apart("중국은 뭐라고 했나요?", [ENGLISH]))


def test_who_asks_german_articles_in_english_is_told_in_english() -> None:
    assert str(told_apart("what did the mayor say", [GERMAN])).startswith("The articles here are in German.")


def test_nothing_is_told_where_an_article_is_in_the_questions_language() -> None:
    assert told_apart("Was hat die Ministerin gesagt?", [ENGLISH, GERMAN]) is None


def test_nothing_is_told_where_a_language_is_not_known() -> None:
    assert told_apart("Huawei", [ENGLISH]) is None
    assert told_apart("Was hat die Ministerin gesagt?", []) is None


def test_what_an_article_states_of_its_language_counts() -> None:
    assert told_apart("what did the mayor say", [an_article("Hafen", language="de-AT")])
