"""An answer: its points with their marks, the sources under them, how current it is, and what can be done with it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.answer import Answer, Citation, Outcome, Statement
from bot.discord.languages import say
from bot.discord.layout.buttons import Verb, button
from bot.discord.layout.describing import counted, day, freshness_line, in_bold, line, marks, nothing_indexed, title
from bot.discord.layout.document import answer_document
from bot.discord.layout.paging import one_page, paged
from bot.discord.layout.parts import Accent, Block, Page, Reply, Row, Rule, Text
from bot.discord.layout.sources import closest_blocks, source_blocks, source_line
from bot.discord.markdown import bold, small_print
from bot.points import accounts

LONGEST_QUESTION = 300  # of the question as repeated above its answer
LONGEST_TITLE = 150  # in an overview

NOT_FOUND = "The articles do not say."
PARTLY = "The articles answer only a part of this."
NOT_MENTIONED = "What is cited does not mention: {}."
UNHELD = "No passage holds {} in these words."
MORE = "and {:,} more"
DIFFERING = "The articles give different figures:"
CLOSEST = "Closest passages (not an answer)"
LOOKING = "Looking …"
WHOLE = "The whole answer"
EVIDENCE = "Evidence"
SHOW_EVIDENCE = "Show evidence"
UNCHECKED = "Nobody has judged whether the quote bears this out."

ACCENTS = {
    Outcome.ANSWERED: Accent.DONE,
    Outcome.PARTLY: Accent.IN_PART,
    Outcome.NOT_FOUND: Accent.NOT_FOUND,
}


def answer_reply(answer: Answer, answer_id: str = "", offered: Collection[Verb] = (), *, heading: str = "") -> Reply:
    """Return an answer as it stays. `offered` are the buttons that somebody handles; without *More* all is shown."""
    points = [statement for statement in answer.statements if not statement.elaborates]
    behind = [statement for statement in answer.statements if statement.elaborates]
    folded = bool(behind) and Verb.MORE in offered
    shown = points if folded else [*points, *behind]
    blocks: list[Block] = [Text(bold(heading)), _asked(answer), *_body(answer, shown, answer_id, offered)]
    labels = {Verb.MORE: say(SHOW_EVIDENCE)} if answer.worded else {}
    buttons = tuple(button(verb, answer_id, labels.get(verb, "")) for verb in _verbs(answer, offered, folded=folded))
    closing: list[Block] = [Rule(), Text(_closing_line(answer, len(behind) if folded else 0)), Row(buttons)]
    return replace(paged(blocks, closing, ACCENTS[answer.outcome], answer_document(answer)), answer_id=answer_id)


def more_reply(answer: Answer, answer_id: str = "", offered: Collection[Verb] = ()) -> Reply:
    """Return the whole answer in its order, what *More* shows; of a model's statements each with its quotes."""
    heading = Text(f"{bold(say(EVIDENCE if answer.worded else WHOLE))}\n{_asked(answer).content}")
    told = (
        _evidence(answer, answer_id, offered) if answer.worded else _body(answer, answer.statements, answer_id, offered)
    )
    blocks: list[Block] = [heading, *told]
    closing: list[Block] = [Rule(), Text(freshness_line(answer.freshness))]
    return paged(blocks, closing, ACCENTS[answer.outcome], answer_document(answer))


def looking_page(question: str, position: int = 0) -> Page:
    """Return what stands in an answer's place while it is made; `position` counts those who wait, this one included."""
    waiting = say("Waiting: {} before this one.", counted(position - 1, "question")) if position > 1 else say(LOOKING)
    asked = [Text(_question_line(question))] if question else []
    return one_page([*asked, Text(waiting)], Accent.WORKING)


def growing_page(answer: Answer) -> Page:
    """Return the statements that an answer has so far, as many as there is room for."""
    blocks: list[Block] = [Text(_question_line(answer.question)), _listed(answer), Text(say(LOOKING))]
    return paged(blocks, [], Accent.WORKING).pages[0]


def _asked(answer: Answer) -> Text:
    asked = [_question_line(answer.question)]
    if answer.read_as:
        asked.append(small_print(say("Understood as: {}", line(answer.read_as, LONGEST_QUESTION))))
    if answer.notice and not answer.worded:
        asked.append(small_print(line(answer.notice, LONGEST_QUESTION)))
    return Text("\n".join(asked))


def _question_line(question: str) -> str:
    return small_print(say("Question: {}", line(question, LONGEST_QUESTION)))


def _body(
    answer: Answer, statements: Sequence[Statement], answer_id: str, offered: Collection[Verb]
) -> Iterator[Block]:
    """Yield what was found, then where it stands."""
    if answer.outcome is Outcome.NOT_FOUND:
        unheld = line(", ".join(f"“{phrase}”" for phrase in answer.missing), LONGEST_QUESTION)
        more = nothing_indexed(answer.freshness) or (say(UNHELD, unheld) if unheld else "")
        yield Text(f"{_not_found(answer)}\n{more}".strip())
    else:
        yield from map(Text, _warnings(answer))
        yield _listed(answer, statements) if answer.more is None else _overview(answer)
        yield Rule()
        cited = _cited(answer, statements)
        if answer.worded and Verb.MORE in offered:
            yield Text(source_line(cited))
        else:
            yield from source_blocks(cited, answer_id, offered, quoting=answer.worded)
        if answer.notice and answer.worded:
            yield Text(small_print(line(answer.notice, LONGEST_QUESTION)))
    if answer.closest:
        taken = {citation.number for citation in answer.citations}
        yield Rule()
        yield Text(bold(say(CLOSEST)))
        yield from closest_blocks(answer.closest, taken, answer_id, offered)


def _evidence(answer: Answer, answer_id: str, offered: Collection[Verb]) -> Iterator[Block]:
    """Yield each statement of a language model, and under it the words of the articles that are to bear it out."""
    for statement in answer.statements:
        yield Rule()
        doubt = [small_print(say(UNCHECKED))] if statement.unchecked else []
        yield Text("\n".join([_statement_line(statement), *doubt]))
        yield from source_blocks(answer.cited_by(statement), answer_id, offered, quoting=True)


def _listed(answer: Answer, statements: Sequence[Statement] | None = None) -> Text:
    """Return statements one a line; a language model's first one stands above the others."""
    lines = [_statement_line(statement) for statement in (answer.statements if statements is None else statements)]
    above = 1 if answer.worded or len(lines) == 1 else 0
    return Text("\n".join([*lines[:above], *(f"- {one}" for one in lines[above:])]))


def _not_found(answer: Answer) -> str:
    if remark := answer.remark:
        return say(remark.words, *(line(str(one), LONGEST_QUESTION) for one in remark.given))
    return f"### {say(NOT_FOUND)}"


def _overview(answer: Answer) -> Text:
    """Return the sentences under the titles and days of their articles, and how many more articles there are."""
    told = [
        f"- {bold(title(one.article, LONGEST_TITLE))} · {day(one.article.published)}\n  "
        + " ".join(_statement_line(point.first) for point in one.points)
        for one in accounts(answer)
    ]
    further = [small_print(say(MORE, answer.more))] if answer.more else []
    return Text("\n".join([*told, *further]))


def _warnings(answer: Answer) -> Iterator[str]:
    """Yield what a reader must know before the statements."""
    if answer.outcome is Outcome.PARTLY:
        missing = line(", ".join(answer.missing), LONGEST_QUESTION)
        yield bold(say(PARTLY)) + (f" {say(NOT_MENTIONED, missing)}" if missing else "")
    if answer.differing:
        dated = {citation.number: citation.article.published for citation in answer.citations}
        figures = (
            f"{bold(line(figure.words, 80))} {marks([figure.citation])} ({day(dated.get(figure.citation))})"
            for figure in answer.differing
        )
        yield f"{bold(say(DIFFERING))} {', '.join(figures)}"


def _statement_line(statement: Statement) -> str:
    return f"{in_bold(statement.text, statement.marked)} {marks(statement.citations)}".strip()


def _cited(answer: Answer, statements: Sequence[Statement]) -> list[Citation]:
    """Return the citations that what is shown rests on."""
    numbers = {number for statement in statements for number in statement.citations}
    numbers |= {figure.citation for figure in answer.differing}
    return [citation for citation in answer.citations if citation.number in numbers]


def _closing_line(answer: Answer, folded: int) -> str:
    if not folded:
        return freshness_line(answer.freshness)
    return f"{freshness_line(answer.freshness)} · {say('{} behind More', counted(folded, 'further sentence'))}"


def _verbs(answer: Answer, offered: Collection[Verb], *, folded: bool) -> list[Verb]:
    found = answer.outcome is not Outcome.NOT_FOUND
    wanted = {
        Verb.TELL: not found,
        Verb.FOLLOW_UP: True,
        Verb.MORE: folded or answer.worded,
        Verb.UP: True,
        Verb.DOWN: True,
    }
    return [verb for verb, is_wanted in wanted.items() if is_wanted and verb in offered]
