"""Ask the articles: ask, search, said, verify."""

from datetime import datetime
from typing import Annotated

import typer

from bot import forms, render
from bot.answer import Outcome
from bot.commands import completing
from bot.commands.opening import found_in, holds_articles, open_desk
from bot.commands.options import AnsweredBy, AsJson, AsPage, Library, Since, Source, Until, exit_unless
from bot.console import given, show_result
from bot.errors import UsageProblem
from bot.growing import ask_shown
from bot.limits import refuse_backward
from bot.question import understand
from bot.request import Request
from index import SHARED, Scope

Limit = Annotated[int, typer.Option("-k", min=1, max=100, help="How many hits at most.")]


def ask(
    question: Annotated[str, typer.Argument(help='What to ask, "-" to read it from standard input.')],
    since: Since = None,
    until: Until = None,
    source: Source = None,
    answerer: AnsweredBy = None,
    page: AsPage = None,
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Answer one question with the articles' own words. Exit 3 if the articles do not say.

    If a language model is set, it words the answer, and every statement of it is checked against the articles.
    A day is a date or words for it (2020-10-14, 2020-10, monday, "last week"); --since takes the first day of what
    they name, --until the last. Articles without a date are left out where days limit.

    \b
    Examples:
      newsdesk ask "what did Zhao Lijian say about the clean network"
      newsdesk ask "what did South Korea answer" --since "october 2020"
      newsdesk ask "what did Zhao Lijian say" --html answer.html
    """
    now = datetime.now().astimezone()
    asked = Request(given(question), since=since, until=until, source=source, now=now, answerer=answerer)
    understand(asked.question)  # refuse what cannot be asked before seconds are spent on loading
    refuse_backward(since, until)
    with open_desk() as desk:
        if holds_articles(desk, library):
            desk.load()
            desk.follower.open_if_clean()
        answer = desk.ask(asked, (library,)) if as_json else ask_shown(desk, asked, (library,))
    show_result(as_json, forms.answer_form(answer), render.answer_view(answer))
    if page:
        from bot.pages import answer_page, save_page

        save_page(answer_page(answer), page)
    exit_unless(answer.outcome is not Outcome.NOT_FOUND)


def search(
    query: Annotated[str, typer.Argument(help='What to look for, "-" to read it from standard input.')],
    limit: Limit = 10,
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Show the passages nearest to a query, with their scores and ranks. Exit 3 if there are none.

    \b
    Example:
      newsdesk search "monopoly network" -k 3
    """
    wanted = understand(given(query)).text
    with open_desk() as desk:
        if holds_articles(desk, library):
            desk.load()
            desk.follower.open_if_clean()
        hits = desk.search(wanted, (library,), limit).hits
    show_result(as_json, forms.hits_form(hits), render.hits_view(hits))
    exit_unless(hits)


def said(
    speaker: Annotated[
        str | None, typer.Argument(autocompletion=completing.speakers, help="A person, an office or a body.")
    ] = None,
    article_id: Annotated[
        str | None,
        typer.Option(
            "--in", metavar="ARTICLE", autocompletion=completing.articles, help="Only in the article of this id or URL."
        ),
    ] = None,
    about: Annotated[str, typer.Option("--about", metavar="TOPIC", help="Only what tells of this.")] = "",
    since: Since = None,
    timeline: Annotated[bool, typer.Option("--timeline", help="Oldest first, with a plot; each point once.")] = False,
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """List what somebody said, newest article first, or what everybody said in one article, in its order.

    Exit 3 if the articles report nothing, or if the library has no article with this id or URL.

    \b
    Examples:
      newsdesk said "Zhao Lijian" --about "clean network"
      newsdesk said "State Department" --since "last month"
      newsdesk said "Zhao Lijian" --timeline
      newsdesk said --in korea-huawei-clean-network.txt
      newsdesk said "Zhao Lijian" --in korea-huawei-clean-network.txt --json
    """
    if article_id is not None and (about or since or timeline):
        raise UsageProblem("--in lists one article; leave out --about, --since and --timeline.")
    with open_desk() as desk:
        holds_articles(desk, library)
        if article_id is not None:
            quotes = found_in(library, article_id, desk.said_in(article_id, (library,), speaker))
            view = render.said_view(quotes)
        elif speaker is None:
            raise UsageProblem("Name a speaker, or an article with --in.")
        elif timeline:
            told = desk.timeline(speaker, (library,), about, Scope.since(since))
            quotes, view = [*told.dated, *told.undated], render.timeline_view(told)
        else:
            quotes = desk.said(speaker, (library,), about, Scope.since(since))
            view = render.said_view(quotes)
    show_result(as_json, forms.quotes_form(quotes, with_sentences=article_id is not None), view)
    exit_unless(quotes)


def verify(
    quote: Annotated[str, typer.Argument(help='The words to check, "-" to read them from standard input.')],
    library: Library = SHARED,
    as_json: AsJson = False,
) -> None:
    """Tell whether words stand in the articles as quoted, speaker and day included. Exit 3 if nothing like them does.

    \b
    exact    as quoted; white space, quotation marks, dashes and Unicode form may differ
    near     the same but for case, punctuation, a slip of the pen, an article, a fair ellipsis
    altered  close, but a word that bears meaning differs; it is shown
    absent   nothing close

    \b
    Example:
      newsdesk verify "a monopoly network"
    """
    asked = given(quote)
    with open_desk() as desk:
        verification = desk.verify(asked, (library,))
        articles = desk.freshness((library,)).articles
    show_result(as_json, forms.verification_form(verification), render.verification_view(verification, articles))
    exit_unless(verification.matches)
