"""When a page was published, by what its markup states: JSON-LD, meta elements, marked times. Never by guessing."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from index.dates import iso_date

_META = frozenset(
    "article:published_time og:article:published_time og:published_time article:published article.published "
    "datepublished date_published publishdate publish_date publish-date pubdate publication_date publication-date "
    "published_date published_time published-date parsely-pub-date sailthru.date citation_publication_date "
    "citation_online_date dc.date.issued dcterms.issued dc.issued dcterms.date.issued originalpublicationdate "
    "article_date_original cxenseparse:recs:publishtime".split()
)
_ARTICLE = re.compile(r"(?:article|posting|report|review)$", re.IGNORECASE)
_MOST_SCRIPTS = 50
_MOST_ITEMS = 1000


def published_in(tree: HtmlElement, url: str | None, title: str | None) -> str | None:
    """Return the stated date of publication in ISO 8601; None where several disagree and none is this page's."""
    return (
        _single(_linked_data(tree, url, title))
        or _single(_meta(tree))
        or _single(_times(tree, "itemprop", "datepublished"))
        or _single(_times(tree, "pubdate", None))
        or _single(_times(tree, "class", "published"))
        or _single(_times(tree, "class", "dt-published"))
    )


def _single(dates: list[str]) -> str | None:
    """Return the date if all that are stated fall on one day, as the most precise of them."""
    stated = [found for value in dates if (found := iso_date(value))]
    days = {found[:10] for found in stated}
    return max(stated, key=len) if len(days) == 1 else None


def _meta(tree: HtmlElement) -> list[str]:
    return [
        element.get("content") or ""
        for element in tree.iter("meta")
        if any((element.get(name) or "").strip().lower() in _META for name in ("property", "name", "itemprop"))
    ]


def _times(tree: HtmlElement, attribute: str, token: str | None) -> list[str]:
    """Return the moments of `time` elements that have an attribute, with a certain token in it if one is named."""
    return [
        element.get("datetime") or "".join(element.itertext())
        for element in tree.iter("time")
        if (given := element.get(attribute)) is not None and (token is None or token in given.lower().split())
    ]


def _linked_data(tree: HtmlElement, url: str | None, title: str | None) -> list[str]:
    """Return the dates of the page's article in JSON-LD: of several articles, the one with the page's link or title."""
    items = [item for item in _items(tree) if isinstance(item.get("datePublished"), str)]
    articles = [item for item in items if any(_ARTICLE.search(kind) for kind in _types(item))]
    own = [item for item in articles if _is_of(item, url, title)]
    pages = [item for item in items if "WebPage" in _types(item)]
    return [item["datePublished"] for item in own or articles or pages]


def _items(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    waiting: list[Any] = []
    for script in list(tree.iter("script"))[:_MOST_SCRIPTS]:
        if (script.get("type") or "").partition(";")[0].strip().lower() == "application/ld+json":
            waiting.append(_json(script.text or ""))
    for _ in range(_MOST_ITEMS):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            yield item
            waiting += [item[name] for name in ("@graph", "mainEntity") if isinstance(item.get(name), dict | list)]


def _json(script: str) -> Any:
    written = re.sub(r"^\s*(?:<!--|(?://)?\s*<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>)\s*$", "", script)
    try:
        return json.loads(written, strict=False)
    except (ValueError, RecursionError):
        return None


def _types(item: dict[str, Any]) -> list[str]:
    kinds = item.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _is_of(item: dict[str, Any], url: str | None, title: str | None) -> bool:
    page = item.get("mainEntityOfPage")
    links = [item.get("url"), item.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    return bool(url and url in links) or bool(title and item.get("headline") == title)
