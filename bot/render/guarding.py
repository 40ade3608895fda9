"""Keep a terminal safe: no control character of a text reaches it, and links only where they work."""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style

from index import clean

# Terminals that make OSC 8 links, by what they leave in the environment; others may print the escape sequence.
_BY_VARIABLE = ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM", "WEZTERM_PANE")
_BY_PROGRAM = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby"})
_BY_TERM = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "contour", "wezterm")
_VTE = 5000  # 0.50, the first that makes them


@dataclass(frozen=True, slots=True)
class Guarded:
    """A view whose text holds no control characters, whoever wrote it; without `links`, none are made."""

    view: RenderableType
    links: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the view's segments, those of ours that move the cursor untouched."""
        for segment in console.render(self.view, options):
            yield segment if segment.control else Segment(clean(segment.text), self._style(segment.style))

    def _style(self, style: Style | None) -> Style | None:
        return style.update_link(None) if style and style.link and not self.links else style


def links_work(environment: Mapping[str, str]) -> bool:
    """Say whether the terminal makes links; FORCE_HYPERLINK decides, if it is set."""
    if forced := environment.get("FORCE_HYPERLINK"):
        return forced != "0"
    vte = environment.get("VTE_VERSION", "")
    return (
        any(environment.get(name) for name in _BY_VARIABLE)
        or environment.get("TERM_PROGRAM") in _BY_PROGRAM
        or environment.get("TERM", "").startswith(_BY_TERM)
        or (vte.isdecimal() and int(vte) >= _VTE)
    )
