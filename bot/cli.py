"""The command line: `newsdesk` and its verbs. Results go to standard output, messages to standard error."""

import logging
import os
import signal
import sys
from collections.abc import Callable
from functools import wraps
from io import TextIOWrapper
from typing import Annotated, Any

import typer

from bot.commands import asking, evaluating, hearing, keeping, library, serving
from bot.console import say
from bot.errors import NewsdeskError, UsageProblem
from index import IndexingError, ModelMismatch

app = typer.Typer(
    name="newsdesk",
    help="Answers from news articles; every sentence shows the words it rests on.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _options(
    verbose: Annotated[bool, typer.Option("--verbose", help="Log what happens to standard error.")] = False,
) -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.DEBUG if verbose else logging.CRITICAL)


VERBS: dict[str, Callable[..., None]] = {
    "index": library.index_sources,
    "ask": asking.ask,
    "chat": asking.chat,
    "search": asking.search,
    "said": asking.said,
    "verify": asking.verify,
    "articles": library.articles,
    "show": library.show,
    "status": library.status,
    "forget": keeping.forget,
    "doctor": keeping.examine,
    "backup": keeping.back_up,
    "restore": keeping.bring_back,
    "feedback": hearing.feedback,
    "gaps": hearing.gaps,
    "eval": evaluating.evaluate,
    "bot": serving.run_discord,
}
# What Ctrl-C leaves behind; other commands leave things as they were.
INTERRUPTED = {
    "index": "Articles that were taken in until now are kept, with --gate none; run the command again to go on.",
    "chat": "The conversation is ended; nothing of it is kept.",
    "forget": "Run the command again: it erases what is left and proves it.",
    "eval": "No result is kept; what is in --home is.",
}


def _telling_of_interruption(command: Callable[..., None], left: str) -> Callable[..., None]:
    """Return a command that says on Ctrl-C what it leaves behind."""

    @wraps(command)
    def run(**given: Any) -> None:
        try:
            command(**given)
        except KeyboardInterrupt:
            say(f"Interrupted. {left}")
            raise typer.Exit(128 + signal.SIGINT) from None

    return run


for _verb, _command in VERBS.items():
    app.command(_verb)(_telling_of_interruption(_command, INTERRUPTED.get(_verb, "Nothing was changed.")))


def main() -> None:
    """Run the command line; every failure ends in one line and an exit code."""
    os.umask(0o077)  # whatever is written is the owner's alone
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # where it is no UTF-8, an answer is worth more than its quotation marks
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except NewsdeskError as error:
        say(str(error))
        sys.exit(error.exit_code)
    except ModelMismatch as error:
        say(str(error))
        sys.exit(UsageProblem.exit_code)
    except IndexingError as error:
        say(str(error))
        sys.exit(NewsdeskError.exit_code)
    except Exception as error:  # the front end's last line: no traceback reaches a person
        logging.getLogger("newsdesk").debug("unexpected", exc_info=True)
        say(_told(error))
        sys.exit(NewsdeskError.exit_code)


def _told(error: Exception) -> str:
    """Say what failed, and what to do."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename} cannot be used: {error.strerror}. Check the path."
    return f"Something unexpected failed ({type(error).__name__}: {error}). Run it again with --verbose to see where."


if __name__ == "__main__":
    main()
