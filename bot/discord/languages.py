"""Languages: the bot's own words, in the language of who reads them. Articles and quotes keep theirs.

What the bot says stands in the code in English; `catalogues/` has it in the other languages, by the English words.
"""

import tomllib
from contextvars import ContextVar
from functools import cache
from pathlib import Path

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "de": "Deutsch", "es": "Español", "ko": "한국어", "zh-CN": "简体中文"}
AUTO = "auto"  # each reader's own

_CATALOGUES = Path(__file__).with_name("catalogues")
_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)  # tasks and threads of a request inherit it


def say(words: str, *given: object) -> str:
    """Return words of the bot's own in the language spoken, with what is given put in; English if they have none."""
    said = catalogue(_spoken.get()).get(words, words)
    return said.format(*given) if given else said


def speak(wanted: str, *locales: str) -> None:
    """Speak what a server wants for the rest of a request; where it leaves that open, the first locale that is known.

    Locales are Discord's, as "de" or "es-419".
    """
    _spoken.set(wanted if wanted in LANGUAGES else next(filter(None, map(language_of, locales)), ENGLISH))


def spoken() -> str:
    """Return the language spoken."""
    return _spoken.get()


def language_of(locale: str) -> str | None:
    """Return the language that the bot has for one of Discord's locales, None if it has none."""
    return next((code for code in (locale, locale.partition("-")[0]) if code in LANGUAGES), None)


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return the words of a language by the English ones; none for English itself."""
    if language == ENGLISH:
        return {}
    return tomllib.loads((_CATALOGUES / f"{language}.toml").read_text(encoding="utf-8"))
