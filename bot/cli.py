"""The command line: `newsdesk` and its verbs. Results go to standard output, messages to standard error."""

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated, Any

import typer

PURPOSE = "Answers from news articles; every sentence shows the words it rests on."
BEGINNING = """Examples:
  newsdesk index my-articles/
  newsdesk ask "what did the mayor say about the harbour"
  newsdesk chat
  newsdesk COMMAND --help"""
# Where the function of each verb is, and what it does. Only the module of the verb that is called is imported: all of
# them take a second.
VERBS: dict[str, tuple[str, str, str]] = {
    "index": ("library", "index_sources", "Add or refresh articles: files, folders, pages, feeds."),
    "ask": ("asking", "ask", "Answer one question; every sentence shows the words it rests on."),
    "chat": ("conversing", "chat", "Ask one question after the other; follow-ups are understood."),
    "search": ("asking", "search", "Show the passages nearest to a query, with their scores."),
    "said": ("asking", "said", "List what somebody said, or all that is said in one article."),
    "verify": ("asking", "verify", "Tell whether words stand in the articles as quoted."),
    "articles": ("library", "articles", "List the library's articles by id."),
    "show": ("library", "show", "Show an article whole."),
    "status": ("library", "status", "Say how current the library is."),
    "forget": ("keeping", "forget", "Erase articles, and prove that nothing of them is left."),
    "doctor": ("keeping", "examine", "Check everything there is, and say what to do."),
    "backup": ("keeping", "back_up", "Write all libraries into one file."),
    "restore": ("keeping", "bring_back", "Put a backup in the place of all libraries."),
    "migrate": ("migrating", "move", "Move all libraries into PostgreSQL, or back."),
    "feedback": ("hearing", "feedback", "List what people thought of answers."),
    "gaps": ("hearing", "gaps", "List the questions that the articles do not answer."),
    "eval": ("evaluating", "evaluate", "Score the answers to a set of questions."),
    "bot": ("serving", "run_discord", "Run the Discord bot."),
}
# What Ctrl-C leaves behind; other commands leave things as they were.
INTERRUPTED = {
    "index": "Articles that were taken in until now are kept, with --gate none; run the command again to go on.",
    "chat": "The conversation is ended; only what you typed is kept.",
    "forget": "Run the command again: it erases what is left and proves it.",
    "eval": "No result is kept; what is in --home is.",
}


def application(verbs: Iterable[str] = VERBS) -> typer.Typer:
    """Return the command line with these of its verbs."""
    app = typer.Typer(
        name="newsdesk",
        help=f"{PURPOSE}\n\n\b\n{BEGINNING}",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for verb in verbs:
        module, name, does = VERBS[verb]
        command = getattr(import_module(f"bot.commands.{module}"), name)
        app.command(verb, short_help=does)(
            _telling_of_interruption(command, INTERRUPTED.get(verb, "Nothing was changed."))
        )
    return app


def called(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return the verb that is called, all of them where that is not plain."""
    named = next((argument for argument in arguments if not argument.startswith("-")), "")
    return (named,) if named in VERBS else tuple(VERBS)


def completed(environment: Mapping[str, str]) -> list[str]:
    """Return what stands in the line that a shell wants to have completed, without the command itself."""
    line = environment.get("COMP_WORDS") or environment.get("_TYPER_COMPLETE_ARGS") or ""
    return line.split()[1:]


def _options(
    verbose: Annotated[bool, typer.Option("--verbose", help="Log what happens to standard error.")] = False,
) -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.DEBUG if verbose else logging.CRITICAL)


def _telling_of_interruption(command: Callable[..., None], left: str) -> Callable[..., None]:
    """Return a command that says on Ctrl-C what it leaves behind."""

    @wraps(command)
    def run(**given: Any) -> None:
        try:
            command(**given)
        except KeyboardInterrupt:
            from bot.console import say

            say(f"Interrupted. {left}")
            raise typer.Exit(128 + signal.SIGINT) from None

    return run


def main() -> None:
    """Run the command line; every failure ends in one line and an exit code."""
    os.umask(0o077)  # whatever is written is the owner's alone
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # where it is no UTF-8, an answer is worth more than its quotation marks
            stream.reconfigure(errors="backslashreplace")
    try:
        application(called(sys.argv[1:] or completed(os.environ)))()
    except Exception as error:  # the front end's last line: no traceback reaches a person
        logging.getLogger("newsdesk").debug("failed", exc_info=True)
        sys.exit(_failed(error))


def _failed(error: Exception) -> int:
    """Say how a command failed, and return its exit code."""
    from bot.console import say
    from bot.errors import NewsdeskError, UsageProblem
    from index import IndexingError, LedgerRefused, ModelMismatch

    if isinstance(error, NewsdeskError | IndexingError):
        say(str(error))
    else:
        say(_told(error))
    if isinstance(error, NewsdeskError):
        return error.exit_code
    return UsageProblem.exit_code if isinstance(error, ModelMismatch | LedgerRefused) else NewsdeskError.exit_code


def _told(error: Exception) -> str:
    """Say what failed, and what to do."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename} cannot be used: {error.strerror}. Check the path."
    return f"Something unexpected failed ({type(error).__name__}: {error}). Run it again with --verbose to see where."


if __name__ == "__main__":
    main()
