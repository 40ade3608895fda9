"""Show the verdict on a quote, and the words that differ."""

from rich.console import Group, RenderableType
from rich.text import Text

from bot.render.articles import described
from bot.render.library import counted
from bot.render.typesetting import FAINT, QUOTE, Heading, indented, one_line
from bot.verification.differences import Difference
from bot.verification.quotes import Match, Verdict, Verification

VERDICTS = {
    Verdict.EXACT: ("the words stand in the articles as quoted.", "bold green"),
    Verdict.NEAR: ("the words stand in the articles but for differences that leave the meaning alone.", "green"),
    Verdict.ALTERED: ("the articles say it otherwise.", "bold red"),
}


def verification_view(verification: Verification, articles: int) -> RenderableType:
    """Show the verdict on a quote, where it stands, and where it departs from the article's wording."""
    if not verification.matches:
        return Text(f"absent: nothing like these words stands in {counted(articles)}.")
    said, style = VERDICTS[verification.verdict]
    lines: list[RenderableType] = [Text.assemble((verification.verdict.value, style), f": {said}")]
    for match in verification.matches:
        lines.append(Heading(Text.assemble(described(match.article), (f"  {match.start}:{match.end}", FAINT))))
        lines.append(indented(_match_view(match)))
        lines += [indented(_difference_view(difference)) for difference in match.differences]
    return Group(*lines)


def _match_view(match: Match) -> Text:
    """Return the article's words, those that bear another meaning than the quote's underlined."""
    text = Text(match.text.replace("\n", " "), style=QUOTE)
    for difference in match.differences:
        if not difference.harmless:
            start, end = (max(0, at - match.start) for at in (difference.there.start, difference.there.end))
            text.stylize("underline red", min(start, len(text)), min(end, len(text)))
    return text


def _difference_view(difference: Difference) -> Text:
    """Show the article's wording beside what was asked."""
    style = FAINT if difference.harmless else "red"
    article, asked = (one_line(words) or "-" for words in (difference.article, difference.asked))
    return Text.assemble(("article: ", FAINT), (article, "green"), ("  asked: ", FAINT), (asked, style))
