"""Reply to one line of a chat: answer a question, or carry out a command; a bad line ends nothing."""

from datetime import datetime

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot import render
from bot.answer import Answer
from bot.chat.keeping import DEEDS
from bot.chat.looking import LOOK_UPS
from bot.chat.talk import Exchange, Talk
from bot.chat.verbs import VERBS, is_command, parsed
from bot.console import growing, print_view
from bot.errors import NewsdeskError
from bot.growing import ask_shown
from bot.question import understand
from bot.render.typesetting import FAINT
from index import IndexingError

KEYS = (
    ("Enter", "sends; Alt-Enter makes a line, and pasted text keeps its lines"),
    ("Tab", "completes commands, titles, speakers, sources, libraries and files"),
    ("Up, Down", "bring back what was typed before; Ctrl-R searches it"),
    ("Ctrl-C", "stops the answer, or drops what is typed; Ctrl-D ends"),
)
EMPTY = "The library {!r} has no articles yet. Take some in: /index FOLDER, or a file, page or feed"


def respond(talk: Talk, typed: str) -> None:
    """Print the reply to what was typed."""
    try:
        view = _carried_out(talk, typed) if is_command(typed) else _answered(talk, typed)
    except (NewsdeskError, IndexingError) as error:
        view = Text(str(error), style="red")
    print_view(Group(view, ""))


def _carried_out(talk: Talk, typed: str) -> RenderableType:
    verb, words = parsed(typed)
    if verb.name in LOOK_UPS:
        return LOOK_UPS[verb.name](talk, words)
    return DEEDS[verb.name](talk, words.strip()) if verb.name in DEEDS else help_view()


def _answered(talk: Talk, question: str) -> RenderableType:
    understand(question)  # refuse what cannot be asked before anybody waits for the model
    now = datetime.now().astimezone()
    with talk.desk.ledger.reading() as snapshot:
        empty = not snapshot.holds_passages(talk.library)
    if empty:
        return Text(EMPTY.format(talk.library), style="red")
    if talk.loader.state:
        with growing() as show:
            show(Text("The model is loading; Ctrl-C stops the question.", style=FAINT))
            talk.loader.whole()
    desk, parts = talk.loader.whole(), list[Answer]()
    try:
        answer = ask_shown(desk, talk.request(question, now), talk.libraries, parts.append)
    except KeyboardInterrupt:
        if parts:  # every statement of it is checked: it stays, to be opened and gone on from
            print_view(_told(talk, now, parts[-1]))
        raise
    return _told(talk, now, answer)


def _told(talk: Talk, now: datetime, answer: Answer) -> RenderableType:
    talk.exchanges.append(Exchange(now, answer, talk.libraries))
    return render.answer_view(answer)


def help_view() -> RenderableType:
    """Show the commands and keys."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for verb in VERBS:
        table.add_row(Text.assemble((verb.name, "bold"), f" {verb.words}"), verb.does)
    table.add_row("", "")
    for key, does in KEYS:
        table.add_row(Text(key, style="bold"), does)
    return table
