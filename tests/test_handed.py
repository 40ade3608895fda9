"""Files that are handed over: known by their names, and by nothing that could lead elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import Desk
from index import HandedFile, SourceError, shown_name
from index.cleaning import clean_line
from index.loading.documents import MOST_BYTES
from index.loading.handed import LONGEST_NAME, document_of, is_handed
from index.loading.sources import is_lasting, remembered

TEXT = b"Harbour\n\nThe harbour was closed on Monday."


@given(st.text(max_size=400))
def test_a_name_is_one_line_without_folders(name: str) -> None:
    shown = shown_name(name)
    assert 0 < len(shown) <= LONGEST_NAME
    assert not {"/", "\\", "\n"} & set(shown)
    assert shown == clean_line(shown)


@given(st.text(max_size=100))
def test_a_handed_file_is_remembered_as_itself_and_never_read_again(name: str) -> None:
    source = HandedFile(name, b"").source
    assert is_handed(source)
    assert remembered(source) == source
    assert not is_lasting(source)


@pytest.mark.parametrize("name", [".env", "id_ed25519", "../secrets.yaml", "server.pem"])
def test_a_file_that_is_named_like_a_key_is_refused(name: str) -> None:
    with pytest.raises(SourceError, match="key or secret"):
        document_of(HandedFile(name, TEXT))


def test_a_file_larger_than_any_document_is_refused() -> None:
    with pytest.raises(SourceError, match="is larger than"):
        document_of(HandedFile("a.txt", b" " * (MOST_BYTES + 1)))


def test_its_name_makes_it_the_same_article_again(desk: Desk) -> None:
    added = desk.index_for_guest("discord-1", handed=[HandedFile("a/harbour.txt", TEXT)])
    again = desk.index_for_guest("discord-1", handed=[HandedFile("b/harbour.txt", TEXT.replace(b"Monday", b"Friday"))])
    elsewhere = desk.index_for_guest("discord-2", handed=[HandedFile("harbour.txt", TEXT)])
    assert (added.added, again.updated, elsewhere.added) == (1, 1, 1)


def test_a_name_that_nobody_handed_over_leads_nowhere(desk: Desk) -> None:
    report = desk.index("shared", ["attachment://harbour.txt"])
    assert [unread.source for unread in report.failed] == ["attachment://harbour.txt"]


def test_records_of_two_files_may_share_an_id_and_the_last_one_counts(desk: Desk) -> None:
    for name, text in (("a.jsonl", b"Rain fell."), (("b.jsonl"), b"Snow fell.")):
        line = b'{"id": "1", "title": "T", "text": "' + text + b'"}'
        assert not desk.index_for_guest("discord-1", handed=[HandedFile(name, line)]).failed
    with desk.ledger.reading() as snapshot:
        assert [article.text for article in snapshot.articles("discord-1")] == ["Snow fell."]


def test_an_erased_library_leaves_nothing_noted(desk: Desk) -> None:
    desk.index_for_guest("discord-1", handed=[HandedFile("harbour.txt", TEXT)])
    desk.index_for_guest("discord-2", handed=[HandedFile("harbour.txt", TEXT)])
    desk.erase_library("discord-1")
    assert desk.status(("discord-1",)).freshness.indexed_at is None
    assert desk.status(("discord-1",)).freshness.articles == 0
    assert desk.status(("discord-2",)).freshness.articles == 1
    desk.erase_library("discord-1")
