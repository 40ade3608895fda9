"""A careful reading of style sheets, for one question: which elements do they hide?

Only rules of single elements (name, class, id, or these together) are understood, as a wide screen would apply them.
Source: CSS Syntax Module Level 3, of which strings, comments, escapes and nesting are followed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Declarations = dict[str, str]

_SKIPPED = re.compile(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|/\*.*?(?:\*/|$)""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|([^\n]))")
_SELECTOR = re.compile(r"(?P<element>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+)*)")
_PART = re.compile(r"([.#])([\w-]+)")
_WIDE_SCREEN = re.compile(
    r"(?:only\s+)?(?:screen|all)?\s*(?:and)?\s*(?:\(\s*min-width\s*:\s*(\d+)(?:\.\d+)?px\s*\))?", re.I
)
_SCREEN_PX = 1280
_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))([a-z%]*)")
_COLOURS = {"black": "000000", "white": "ffffff", "transparent": "00000000"}
_DEEPEST = 8  # nested at-rules


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for elements with a name (None for any), all of some classes, and an id (None for any)."""

    element: str | None
    classes: frozenset[str]
    id: str | None
    declarations: Declarations


def rules_of(sheet: str) -> list[Rule]:
    """Return the rules of a sheet in its order; those with selectors of more than one element are left out."""
    sheet = _SKIPPED.sub(lambda found: '""' if found[1] else " ", sheet)
    return [rule for selectors, body in _blocks(sheet, 0) for rule in _rules(selectors, declarations_of(body))]


def declarations_of(style: str) -> Declarations:
    """Return the declarations of a `style` attribute or a rule's body; what is !important stands against the rest."""
    found: Declarations = {}
    weighty: set[str] = set()
    for part in _SKIPPED.sub(lambda match: '""' if match[1] else " ", style).split(";"):
        name, colon, value = _unescaped(part).partition(":")
        name, value = name.strip().lower(), " ".join(value.lower().split())
        important = value.endswith("!important") or value.endswith("! important")
        if colon and (important or name not in weighty):
            found[name] = value.rpartition("!")[0].strip() if important else value
            weighty |= {name} if important else set()
    return found


def hides(style: Declarations) -> bool:
    """Say whether declarations keep an element from a reader's eyes."""
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("content-visibility") == "hidden"
        or _tiny(style)
        or _off_screen(style)
        or _colourless(style)
    )


def _tiny(style: Declarations) -> bool:
    size, unit = _length(style.get("font-size", ""))
    if size is not None and size <= {"px": 2, "pt": 1.5, "": 0, "%": 10}.get(unit, 0.1):
        return True
    opacity, unit = _length(style.get("opacity", ""))
    if opacity is not None and opacity <= (5 if unit == "%" else 0.05):
        return True
    if re.match(r"scale(?:3d|x|y)?\(\s*0*\.?0*\s*[,)]", style.get("transform", "")):
        return True
    clipped = style.get("overflow", "").startswith(("hidden", "clip"))
    sizes = [_length(style.get(name, "")) for name in ("width", "height", "max-width", "max-height")]
    return clipped and any(size is not None and size <= 1 and unit in ("px", "") for size, unit in sizes)


def _off_screen(style: Declarations) -> bool:
    indent, _ = _length(style.get("text-indent", ""))
    if indent is not None and indent <= -90:
        return True
    if style.get("position") not in ("absolute", "fixed"):
        return False
    places = [_length(style.get(side, "")) for side in ("left", "right", "top", "bottom")]
    if any(
        place is not None and (place <= -500 or (place <= -90 and unit not in ("px", "pt"))) for place, unit in places
    ):
        return True
    clip = style.get("clip", "") + style.get("clip-path", "")
    return bool(re.match(r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)|inset\(\s*(?:50|100)%", clip))


def _colourless(style: Declarations) -> bool:
    colour = _colour(style.get("color", ""))
    if not colour:
        return False
    ground = _colour(style.get("background-color") or style.get("background", "").partition(" ")[0])
    return colour[6:] == "00" or colour[:6] == (ground or "")[:6]


def _colour(written: str) -> str | None:
    """Return a colour as six hexadecimal digits, eight where it is stated how solid it is; None if it is not known."""
    if digits := re.fullmatch(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", written):
        return digits[1] if len(digits[1]) > 4 else "".join(digit * 2 for digit in digits[1])
    if parts := re.fullmatch(
        r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*([\d.]+)%?\s*)?\)", written
    ):
        solid = "" if parts[4] is None else "00" if not parts[4].strip("0.") else "ff"
        return "".join(f"{min(int(part), 255):02x}" for part in parts.groups()[:3]) + solid
    return _COLOURS.get(written, written if written.isalpha() else None)


def _length(written: str) -> tuple[float | None, str]:
    found = _NUMBER.fullmatch(written)
    return (float(found[1]), found[2]) if found else (None, "")


def _blocks(sheet: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield selectors and bodies, those within media queries that a wide screen meets included."""
    start = 0
    while (opened := sheet.find("{", start)) >= 0:
        prelude = sheet[start:opened].rpartition(";")[2].strip()
        closed = _closing(sheet, opened)
        body = sheet[opened + 1 : closed]
        if not prelude.startswith("@"):
            yield prelude, body.partition("{")[0]
        elif depth < _DEEPEST and _applies(prelude):
            yield from _blocks(body, depth + 1)
        start = closed + 1


def _closing(sheet: str, opened: int) -> int:
    depth = 0
    for brace in re.finditer(r"[{}]", sheet[opened:]):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return opened + brace.start()
    return len(sheet)


def _applies(prelude: str) -> bool:
    name, _, condition = prelude.partition(" ")
    if name.lower() != "@media":
        return name.lower() in ("@supports", "@layer")
    queries = (_WIDE_SCREEN.fullmatch(query.strip()) for query in condition.split(","))
    return any(met and int(met[1] or 0) <= _SCREEN_PX for met in queries)


def _rules(selectors: str, declarations: Declarations) -> Iterator[Rule]:
    for selector in selectors.split(","):
        found = _SELECTOR.fullmatch(_unescaped(selector).strip())
        if not found or not found[0]:
            continue
        parts = _PART.findall(found["rest"])
        element = found["element"]
        yield Rule(
            element=None if element in (None, "*") else element.lower(),
            classes=frozenset(name for sign, name in parts if sign == "."),
            id=next((name for sign, name in parts if sign == "#"), None),
            declarations=declarations,
        )


def _unescaped(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        number = int(found[1], 16) if found[1] else 0
        return (chr(number) if 0 < number < 0x110000 else "\ufffd") if found[1] else found[2]

    return _ESCAPE.sub(character, text)
