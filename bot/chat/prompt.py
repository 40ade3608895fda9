"""The prompt of a chat: Enter sends, Alt-Enter and pasted text make lines, arrows bring back what was typed before."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, ThreadedCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition, completion_is_selected, to_filter
from prompt_toolkit.history import History as Past
from prompt_toolkit.history import ThreadedHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.patch_stdout import patch_stdout

from bot.chat.history import History
from bot.chat.verbs import SLASH
from bot.errors import NewsdeskError

if TYPE_CHECKING:
    from bot.chat.loading import Loader

PROMPT, CONTINUED = "> ", "  "
MENU_LINES = 8
HINT = "Ctrl-D or /quit ends.\n"


class Prompt:
    """A prompt that is there before what it asks about: `complete` makes the completer once the desk is open."""

    def __init__(
        self, loader: "Loader", past: Callable[[], History | None], toolbar: Callable[[], str],
        complete: Callable[[], Completer],
    ) -> None:  # fmt: skip
        self._loader = loader
        self._session: PromptSession[str] = PromptSession(
            history=ThreadedHistory(_Kept(past)),
            completer=ThreadedCompleter(_Late(loader, complete)),
            complete_while_typing=Condition(lambda: self._session.default_buffer.text.startswith(SLASH)),
            reserve_space_for_menu=MENU_LINES,
            multiline=True,
            key_bindings=_keys(),
            prompt_continuation=CONTINUED,
            bottom_toolbar=toolbar,
        )
        self._session.layout.current_window.dont_extend_height = to_filter(True)  # the toolbar is below what is typed
        self._session.app.after_render += lambda _: loader.begin()  # not before: importing would delay the prompt

    def lines(self) -> Iterator[str]:
        """Yield what is typed until Ctrl-D. Raise what keeps the desk from being opened."""
        while True:
            try:
                with patch_stdout(raw=True):  # what the loader has to say stands above the prompt
                    typed = self._session.prompt(PROMPT)
            except KeyboardInterrupt:  # drops what is typed, as in a shell
                if not self._session.default_buffer.text:
                    print(HINT, end="")
                continue
            except EOFError:
                return
            yield typed

    def look_again(self) -> None:
        """Show what has changed, or end the prompt if there is nothing to ask; from any thread."""
        app = self._session.app
        if app.loop is None or not app.is_running:
            return
        if failure := self._loader.failure:
            app.loop.call_soon_threadsafe(lambda: app.is_running and app.exit(exception=failure))
        else:
            app.invalidate()


class _Kept(Past):
    """The history of the data directory, as prompt_toolkit reads it: newest first; it is written where it is known."""

    def __init__(self, past: Callable[[], History | None]) -> None:
        super().__init__()
        self._past = past

    def load_history_strings(self) -> Iterable[str]:
        """Return what was typed, waiting until the data directory is known."""
        try:
            if past := self._past():
                past.expire()
                return [entry.typed for entry in reversed(past.entries())]
        except (OSError, NewsdeskError):  # told when something is to be kept; what is wrong with settings ends the chat
            pass
        return []

    def store_string(self, string: str) -> None:
        """Store nothing: what is sent is kept when the data directory is open."""


class _Late(Completer):
    """Complete by the completer that is made once the desk is open; making it imports much."""

    def __init__(self, loader: "Loader", make: Callable[[], Completer]) -> None:
        self._loader = loader
        self._make = make
        self._made: Completer | None = None

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield nothing while a question is typed, or nothing is open."""
        if document.text.startswith(SLASH) and self._loader.opened:
            self._made = self._made or self._make()
            yield from self._made.get_completions(document, complete_event)


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter", filter=~completion_is_selected)
    def send(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("enter", filter=completion_is_selected)
    def take(event: KeyPressEvent) -> None:
        event.current_buffer.complete_state = None

    @keys.add("escape", "enter")
    def new_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return keys
