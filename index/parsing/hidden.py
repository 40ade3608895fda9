"""Take out of a page what its readers cannot see: there is no telling what stands there, or for whom."""

from collections.abc import Iterable

from lxml.html import HtmlElement

from index.parsing.stylesheet import Declarations, Rule, declarations_of, hides, rules_of

MOST_STYLE_CHARACTERS = 1_000_000
# Elements that browsers do not show as text of the page, or show only to programs.
_UNSEEN = (
    "template noscript noembed noframes iframe object svg canvas audio video datalist select textarea button".split()
)
# A page that hides these shows them again by its program, else it would be blank.
_FRAME = ("html", "body", "head")


def drop_hidden(tree: HtmlElement) -> None:
    """Remove hidden elements from a parsed page, in place; scripts and styles stay, for they state metadata."""
    styles = [style.text or "" for style in tree.iter("style")]
    sheet = _Sheet(rules_of("\n".join(styles)[:MOST_STYLE_CHARACTERS]))
    doomed = [element for element in tree.iter() if isinstance(element.tag, str) and _is_hidden(element, sheet)]
    _drop(doomed)


def drop_programs(tree: HtmlElement) -> None:
    """Remove scripts and style sheets."""
    _drop(list(tree.iter("script", "style", "link")))


class _Sheet:
    """The rules of a page's styles, found by what they ask for first."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_key: dict[str, list[tuple[int, Rule]]] = {}
        for order, rule in enumerate(rules):
            if rule.element is None and not rule.classes and rule.id is None:
                continue  # what holds for everything hides nothing in particular
            key = f"#{rule.id}" if rule.id else f".{min(rule.classes)}" if rule.classes else str(rule.element)
            self._by_key.setdefault(key, []).append((order, rule))

    def style_of(self, element: HtmlElement) -> Declarations:
        """Return what the rules say of an element: the more specific later, as in the cascade."""
        if not self._by_key:
            return {}
        classes = frozenset((element.get("class") or "").split())
        keys = [element.tag, *(f".{name}" for name in classes), f"#{element.get('id')}"]
        found = [
            ((rule.id is not None, len(rule.classes), rule.element is not None, order), rule.declarations)
            for key in keys
            for order, rule in self._by_key.get(key, ())
            if rule.classes <= classes and rule.element in (None, element.tag) and rule.id in (None, element.get("id"))
        ]
        style: Declarations = {}
        for _, declarations in sorted(found, key=lambda pair: pair[0]):
            style |= declarations
        return style


def _is_hidden(element: HtmlElement, sheet: _Sheet) -> bool:
    tag = element.tag
    if tag in _FRAME or tag in ("style", "script", "meta", "link", "title"):
        return False
    return (
        tag in _UNSEEN
        or element.get("hidden") is not None
        or (element.get("aria-hidden") or "").strip().lower() == "true"
        or (tag == "input")
        or (tag == "dialog" and element.get("open") is None)
        or hides(sheet.style_of(element) | declarations_of(element.get("style") or ""))
    )


def _drop(elements: list[HtmlElement]) -> None:
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()
