"""The verdict on a quote: where it stands, and which words differ."""

from collections.abc import Iterator

from bot.discord.languages import say
from bot.discord.layout.describing import described, freshness_line, line, nothing_indexed
from bot.discord.layout.paging import paged
from bot.discord.layout.parts import Accent, Reply, Rule, Text
from bot.discord.markdown import block_quote, bold, escape, small_print, struck
from bot.verification.differences import Difference
from bot.verification.quotes import Match, Verdict, Verification
from index import Freshness

LONGEST_QUOTE = 600  # of the quote as repeated above its verdict
LONGEST_WORDS = 150  # of one difference
MOST_DIFFERENCES = 10  # listed below a match

VERDICTS = {
    Verdict.EXACT: ("Exact", "the words stand in the articles as quoted.", Accent.DONE),
    Verdict.NEAR: ("Near", "the words stand there but for differences that leave the meaning alone.", Accent.DONE),
    Verdict.ALTERED: ("Altered", "the articles say it otherwise.", Accent.WRONG),
    Verdict.ABSENT: ("Absent", "nothing like these words stands in the articles.", Accent.NOT_FOUND),
}


def verification_reply(quote: str, verification: Verification, freshness: Freshness) -> Reply:
    """Return the verdict, then each place with the words that differ marked."""
    name, said, accent = VERDICTS[verification.verdict]
    blocks = [Text(small_print(say("Quote: {}", line(quote, LONGEST_QUOTE)))), Text(f"### {say(name)}: {say(said)}")]
    if none := nothing_indexed(freshness):
        blocks.append(Text(none))
    if any(_meaning(match) for match in verification.matches):
        blocks.append(Text(small_print(_legend())))
    for match in verification.matches:
        below = "\n".join(map(small_print, _listed(match)))
        blocks.append(Text("\n".join(part for part in (described(match.article), _worded(match), below) if part)))
    return paged(blocks, [Rule(), Text(freshness_line(freshness))], accent)


def _worded(match: Match) -> str:
    """Return the article's words: in bold those that mean another thing than the quote's, which are struck out."""
    parts, at, text = [], 0, match.text
    for difference in _meaning(match):
        start, end = difference.there.start - match.start, difference.there.end - match.start
        marked = [struck(line(difference.asked, LONGEST_WORDS)), bold(escape(text[start:end]))]
        if start < at or not any(marked):  # laid over the one before
            continue
        parts += [escape(text[at:start]), " ".join(part for part in marked if part)]
        parts.append("" if start < end or text[start : start + 1].isspace() else " ")
        at = end
    return block_quote(_flat("".join([*parts, escape(text[at:])])))


def _meaning(match: Match) -> list[Difference]:
    """Return the differences that change the meaning and lie within the words shown, in their order."""
    found = [each for each in match.differences if not each.harmless and _is_within(each, match)]
    return sorted(found, key=lambda difference: (difference.there.start, difference.there.end))


def _listed(match: Match) -> Iterator[str]:
    """Yield the differences that are not marked in the words: harmless ones, and those around the quote."""
    rest = [each for each in match.differences if each.harmless or not _is_within(each, match)]
    for difference in rest[:MOST_DIFFERENCES]:
        article, asked = (
            line(words, LONGEST_WORDS) or say("nothing") for words in (difference.article, difference.asked)
        )
        if article == asked:
            continue
        kind = say("the meaning stays" if difference.harmless else "otherwise in the article")
        yield f"{kind}: {say('article {}, quote {}', bold(article), struck(asked))}"
    if len(rest) > MOST_DIFFERENCES:
        yield say("and {:,} more", len(rest) - MOST_DIFFERENCES)


def _legend() -> str:
    return f"{bold(say('the article’s words'))} · {struck(say('the quote’s words'))}"


def _is_within(difference: Difference, match: Match) -> bool:
    return match.start <= difference.there.start <= difference.there.end <= match.end


def _flat(text: str) -> str:
    return " ".join(text.split())
