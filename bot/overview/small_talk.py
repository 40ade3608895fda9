"""Small talk: greetings, thanks and calls for help get a kind reply, with two questions that the library answers."""

import re
from calendar import day_name, month_name
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.answer import Answer, Outcome, Remark
from index import EVERYTHING, Article, Ledger, Snapshot, clean_line

LOOKED_AT = 5  # of the newest articles
LONGEST_NAME = 40
LONGEST_TALK = 120  # characters of small talk

_WHOM = (
    r"(?: (?:there|all|everyone|everybody|folks|bot|newsdesk|again|you|so much|very much|a lot)){0,4}"
    r"(?: for [^.,;!?]{1,60})?"
)
_GREETING = (
    r"(?:hi+|hello|hey+|hiya|yo|howdy|greetings|good (?:morning|afternoon|evening|day)|hallo|hola|안녕(?:하세요)?|你好)"
    rf"{_WHOM}(?:,? how are you(?: doing)?(?: today)?)?"
)
_THANKS = (
    r"(?:(?:ok|okay|great|nice|cool|perfect),? )?(?:many )?"
    rf"(?:thanks|thank you|thank u|thx|ty|cheers|danke|gracias|감사합니다|谢谢){_WHOM}"
)
_HELP = (
    r"help(?: me)?(?: please)?|(?:what|how) (?:can|do|should) i (?:ask|do)(?: you| here)?"
    r"|what (?:can|do) you do(?: here)?|who are you|what are you|how (?:do|does) (?:you|this|it) work"
    r"|how do i use (?:you|this)|hilfe|ayuda|도움말|帮助"
)
HELLO = "Hello! Ask me anything about the news articles here, for example: “{}” or “{}”"
WELCOME = "You are welcome! If you want to know more, ask for example: “{}” or “{}”"
HELP = (
    "I answer questions about the news articles here in their own words, with every quote checked. "
    "Ask for example: “{}” or “{}”"
)
_WORDS = {re.compile(_GREETING): HELLO, re.compile(_THANKS): WELCOME, re.compile(_HELP): HELP}
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")


def small_talk_in(typed: str) -> str | None:
    """Return the words of the reply to small talk, None to a question."""
    line = clean_line(typed).lower().replace("’", "'").strip(" .!?,:)👋🙏")
    forms = _WORDS if len(line) <= LONGEST_TALK else {}
    return next((words for form, words in forms.items() if form.fullmatch(line)), None)


def replied(typed: str, ledger: Ledger, libraries: Sequence[str]) -> Answer | None:
    """Return a reply to small talk, with two questions that the newest articles answer; None to a question."""
    words = small_talk_in(typed)
    if words is None:
        return None
    with ledger.reading() as snapshot:
        _, articles = snapshot.newest(libraries, EVERYTHING, LOOKED_AT)
        examples = (*_examples(snapshot, articles), "what is the latest news", "what happened this week")
        freshness = snapshot.freshness(*libraries)
    line, remark = clean_line(typed), Remark(words, tuple(dict.fromkeys(examples))[:2])
    return Answer(line, line, Outcome.NOT_FOUND, (), (), (), freshness, remark=remark, timings_ms={"total": 0.0})


def _examples(snapshot: Snapshot, articles: Sequence[Article]) -> Iterator[str]:
    """Yield a question for a speaker's words, and one for news of what is named most beside."""
    contexts = snapshot.contexts(articles)
    spoken = (said.speaker for article in articles for said in contexts[article.key].utterances)
    speaker = next((name for name in spoken if len(name) <= LONGEST_NAME and _NAME.fullmatch(f"a {name}", 2)), None)
    if speaker:
        yield f"what did {speaker} say"
    dates = {*day_name, *month_name}
    named = Counter(found for article in articles[:1] for found in _NAME.findall(article.text) if found not in dates)
    named.pop(speaker, None)
    yield from (f"what is new about {name}" for name, _ in named.most_common(1) if len(name) <= LONGEST_NAME)
