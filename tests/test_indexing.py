"""Indexing adds what is new, embeds only what changed, and removes only what is surely gone."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import NOBODY, become, open_the_way
from fake_embeddings import FakeEmbeddings
from filelock import FileLock

from bot.desk import Desk
from index import Article, Indexer, IndexReport, Ledger, LedgerError, Parser, SourceError, Sources, SourceState
from index.indexing import LOCK_NAME


class CountingEmbeddings(FakeEmbeddings):
    """Remember what was embedded."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def encode(self, texts):
        self.texts += texts
        return super().encode(texts)


class CountingParser(Parser):
    """Count what is read."""

    parsed = 0

    def parse(self, *arguments, **more):
        self.parsed += 1
        return super().parse(*arguments, **more)


class CountingSources(Sources):
    def __init__(self) -> None:
        super().__init__(parser=CountingParser())


@pytest.fixture
def embeddings() -> CountingEmbeddings:
    return CountingEmbeddings()


@pytest.fixture
def indexer(desk: Desk, embeddings: CountingEmbeddings) -> Indexer:
    return Indexer(desk.ledger, embeddings)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    for name in ("rain", "sun", "snow"):
        paragraphs = (f"{name} {number} " + "fell on the harbour and the town. " * 20 for number in range(6))
        (made / f"{name}.txt").write_text(f"All about {name}\n\n" + "\n\n".join(paragraphs))
    return made


def counts(report: IndexReport) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.removed, len(report.failed)


def articles(desk: Desk) -> list[Article]:
    with desk.ledger.reading() as snapshot:
        return list(snapshot.articles("shared"))


def source_state(desk: Desk) -> SourceState:
    """Return how reading the only source ended."""
    with desk.ledger.reading() as snapshot:
        (state,) = snapshot.sources("shared")
    return state


def test_new_articles_are_added(indexer: Indexer, folder: Path) -> None:
    assert counts(indexer.index("shared", [str(folder)])) == (3, 0, 0, 0, 0)


def test_indexing_twice_embeds_nothing_the_second_time(indexer: Indexer, folder: Path) -> None:
    indexer.index("shared", [str(folder)])
    report = indexer.index("shared", [str(folder)])
    assert (counts(report), report.embedded) == ((0, 0, 3, 0, 0), 0)


def test_an_edit_embeds_only_the_passages_it_touches(
    indexer: Indexer, embeddings: CountingEmbeddings, folder: Path
) -> None:
    indexer.index("shared", [str(folder)])
    embeddings.texts.clear()
    text = (folder / "rain.txt").read_text()
    (folder / "rain.txt").write_text(text.replace("rain 5 fell", "rain 5 poured"))
    report = indexer.index("shared", [str(folder)])
    assert (report.updated, report.unchanged) == (1, 2)
    assert 1 <= report.embedded <= 2
    assert all("rain 5 poured" in string or "rain 4" in string for string in embeddings.texts)


def test_unchanged_passages_keep_their_ids(indexer: Indexer, desk: Desk, folder: Path) -> None:
    def ids() -> list[str]:
        with desk.ledger.reading() as snapshot:
            article = snapshot.article("shared", "rain")
            assert article
            return [stored.passage.id for stored in snapshot.passages(article)]

    indexer.index("shared", [str(folder)])
    before = ids()
    text = (folder / "rain.txt").read_text()
    (folder / "rain.txt").write_text(text.replace("rain 5 fell", "rain 5 poured"))
    indexer.index("shared", [str(folder)])
    assert len(set(before) & set(ids())) >= len(before) - 1


def test_a_new_title_embeds_again_and_keeps_the_ids(indexer: Indexer, folder: Path) -> None:
    first = indexer.index("shared", [str(folder / "rain.txt")])
    text = (folder / "rain.txt").read_text()
    (folder / "rain.txt").write_text(text.replace("All about rain", "Rain at last"))
    again = indexer.index("shared", [str(folder / "rain.txt")])
    assert (again.updated, again.embedded, again.passages) == (1, first.embedded, first.passages)


def test_a_deleted_file_is_kept_until_it_is_pruned(indexer: Indexer, desk: Desk, folder: Path) -> None:
    indexer.index("shared", [str(folder)])
    (folder / "rain.txt").unlink()
    assert indexer.index("shared", [str(folder)]).removed == 0
    assert indexer.index("shared", [str(folder)], prune=True).removed == 1
    assert [article.id for article in articles(desk)] == ["snow", "sun"]


def test_a_single_file_that_is_gone_is_pruned_with_its_source(indexer: Indexer, desk: Desk, folder: Path) -> None:
    indexer.index("shared", [str(folder / "rain.txt")])
    (folder / "rain.txt").unlink()
    report = indexer.index("shared", [], prune=True)
    assert (counts(report), articles(desk)) == ((0, 0, 0, 1, 0), [])
    with desk.ledger.reading() as snapshot:
        assert snapshot.sources("shared") == []


@pytest.mark.parametrize("how", ["emptied", "gone"])
def test_a_folder_that_cannot_be_listed_prunes_nothing(indexer: Indexer, desk: Desk, folder: Path, how: str) -> None:
    indexer.index("shared", [str(folder)])
    for file in folder.iterdir():
        file.unlink()
    if how == "gone":
        folder.rmdir()
    report = indexer.index("shared", [str(folder)], prune=True)
    assert (counts(report), len(articles(desk))) == ((0, 0, 0, 0, 1), 3)


def test_a_folder_that_is_gone_stays_a_source_when_all_its_articles_were_forgotten(
    indexer: Indexer, desk: Desk, folder: Path
) -> None:
    indexer.index("shared", [str(folder)])
    with desk.ledger.writing() as transaction:
        for name in ("rain", "sun", "snow"):
            transaction.remove("shared", name)
    folder.rename(folder.parent / "unmounted")
    assert counts(indexer.index("shared", [], prune=True)) == (0, 0, 0, 0, 1)
    assert source_state(desk).source == str(folder)


def test_a_json_file_with_a_broken_line_prunes_nothing(indexer: Indexer, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    lines = [json.dumps({"id": str(number), "title": "T", "text": f"Text {number}."}) for number in range(3)]
    file.write_text("\n".join(lines))
    indexer.index("shared", [str(file)])
    file.write_text("\n".join([lines[0], "{broken"]))
    report = indexer.index("shared", [str(file)], prune=True)
    assert (counts(report), len(articles(desk))) == ((0, 0, 1, 0, 1), 3)


def test_a_line_taken_out_of_a_json_file_is_pruned(indexer: Indexer, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    lines = [json.dumps({"id": str(number), "title": "T", "text": f"Text {number}."}) for number in range(3)]
    file.write_text("\n".join(lines))
    indexer.index("shared", [str(file)])
    file.write_text(lines[1])
    assert indexer.index("shared", [str(file)], prune=True).removed == 2
    assert [article.id for article in articles(desk)] == ["1"]


def test_a_json_file_that_lost_a_line_stays_a_source(indexer: Indexer, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    lines = [json.dumps({"id": str(number), "title": "T", "text": f"Text {number}."}) for number in range(2)]
    file.write_text("\n".join(lines))
    indexer.index("shared", [str(file)])
    file.write_text(lines[0])
    indexer.index("shared", [], prune=True)
    assert source_state(desk).source == str(file)


def test_one_bad_file_does_not_stop_the_run(indexer: Indexer, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\xff\xfe\x00")
    assert counts(indexer.index("shared", [str(folder)])) == (3, 0, 0, 0, 1)


def test_a_file_that_turned_bad_keeps_its_last_good_article(indexer: Indexer, desk: Desk, folder: Path) -> None:
    indexer.index("shared", [str(folder)])
    (folder / "rain.txt").write_text("")
    report = indexer.index("shared", [str(folder)], prune=True)
    assert (counts(report), len(articles(desk))) == ((0, 0, 2, 0, 1), 3)


def test_files_of_one_name_in_two_folders_are_two_articles(indexer: Indexer, desk: Desk, folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "rain.txt").write_text("Other rain.")
    indexer.index("shared", [str(folder)])
    ids = [article.id for article in articles(desk)]
    assert (len(ids), "rain" in ids) == (4, True)
    assert indexer.index("shared", [str(folder)]).unchanged == 4


def test_a_given_id_that_belongs_to_a_file_is_refused(indexer: Indexer, desk: Desk, folder: Path) -> None:
    indexer.index("shared", [str(folder)])
    corpus = folder.parent / "corpus.jsonl"
    corpus.write_text(json.dumps({"id": "rain", "title": "T", "text": "Another text."}))
    report = indexer.index("shared", [str(corpus)])
    assert "its id belongs to" in report.failed[0].reason


def test_without_a_source_all_known_ones_are_refreshed(indexer: Indexer, folder: Path) -> None:
    indexer.index("shared", [str(folder)])
    (folder / "wind.txt").write_text("Wind blew.")
    assert counts(indexer.index("shared", [])) == (1, 0, 3, 0, 0)


def test_every_input_is_counted_once_and_reported_when_it_is_safe(indexer: Indexer, desk: Desk, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\x00")
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        with desk.ledger.reading() as snapshot:
            assert snapshot.freshness("shared").articles >= done - 1

    report = indexer.index("shared", [str(folder)], progress=progress)
    assert told[-1] == (4, 4)
    assert report.inputs == 4


def test_the_title_stands_before_the_passage_only_for_embedding(
    indexer: Indexer, embeddings: CountingEmbeddings, desk: Desk, folder: Path
) -> None:
    indexer.index("shared", [str(folder / "rain.txt")])
    assert all(string.startswith("All about rain\n") for string in embeddings.texts)
    (article,) = articles(desk)
    with desk.ledger.reading() as snapshot:
        assert not any("All about" in stored.passage.text for stored in snapshot.passages(article))


def test_a_title_of_any_length_leaves_room_for_the_text(indexer: Indexer, tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_text(json.dumps({"id": "1", "title": "word " * 5_000, "text": "Rain fell. " * 200}))
    report = indexer.index("shared", [str(file)])
    assert (report.added, report.failed) == (1, [])


def test_a_passage_that_an_article_shares_with_another_is_the_articles_own(indexer: Indexer, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(
            "Rain\n\n" + "Rain fell. " * 120 + f"\n\n{name} alone has this. " + "Sun shone. " * 70
        )
    assert indexer.index("shared", [str(tmp_path)]).passages == 4


def test_an_article_that_was_pruned_is_answered_from_no_more(desk: Desk, folder: Path) -> None:
    desk.index("shared", [str(folder)])
    question = "what fell on the harbour and the town as rain"
    assert {made.article.id for made in desk.ask(question, ("shared",)).citations} == {"rain"}
    (folder / "rain.txt").unlink()
    desk.index("shared", [str(folder)], prune=True)
    answer = desk.ask(question, ("shared",))
    assert "rain" not in {made.article.id for made in (*answer.citations, *answer.closest)}


def test_a_source_that_fails_in_part_is_remembered_with_its_error(indexer: Indexer, desk: Desk, folder: Path) -> None:
    (folder / "bad.txt").write_text("")
    indexer.index("shared", [str(folder)])
    with desk.ledger.reading() as snapshot:
        (state,) = snapshot.sources("shared")
    assert (state.source, "empty" in (state.error or "")) == (str(folder), True)


def test_a_source_that_fails_in_part_was_read(indexer: Indexer, desk: Desk, folder: Path) -> None:
    (folder / "bad.txt").write_text("")
    indexer.index("shared", [str(folder)])
    assert source_state(desk).last_success is not None


def test_a_source_that_fails_wholly_was_not_read(indexer: Indexer, desk: Desk, folder: Path) -> None:
    indexer.index("shared", [str(folder / "rain.txt")])
    with desk.ledger.writing() as transaction:
        transaction.note_source("shared", str(folder / "rain.txt"), "2020-01-01", None)
    (folder / "rain.txt").write_text("")
    indexer.index("shared", [])
    assert source_state(desk).last_success == "2020-01-01"


def test_the_first_failure_of_a_source_is_noted_with_its_place_and_the_others_are_counted(
    indexer: Indexer, desk: Desk, folder: Path
) -> None:
    for name in ("bad", "worse", "worst"):
        (folder / f"{name}.txt").write_text("")
    indexer.index("shared", [str(folder)])
    error = source_state(desk).error or ""
    assert (error.startswith(f"{folder}/bad.txt: "), error.endswith("(and 2 more)")) == (True, True)


def test_a_json_file_with_more_bad_lines_than_one_is_remembered(indexer: Indexer, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_text("\n".join(["{broken", "{broken", json.dumps({"id": "1", "title": "T", "text": "Text."})]))
    indexer.index("shared", [str(file)])
    assert source_state(desk).source == str(file)


def test_a_source_that_never_was_is_not_remembered(indexer: Indexer, desk: Desk, tmp_path: Path) -> None:
    indexer.index("shared", [str(tmp_path / "typo")])
    with desk.ledger.reading() as snapshot:
        assert snapshot.sources("shared") == []


def test_a_file_is_one_article_by_whatever_path_it_is_named(indexer: Indexer, desk: Desk, folder: Path) -> None:
    (folder.parent / "link").symlink_to(folder)
    (folder.parent / "rain-link.txt").symlink_to(folder / "rain.txt")
    for source in (folder, folder / ".." / folder.name, folder.parent / "link", folder.parent / "rain-link.txt"):
        indexer.index("shared", [str(source)])
    assert len(articles(desk)) == 3


def test_pruning_one_folder_leaves_another_alone_that_was_named_through_it(
    indexer: Indexer, desk: Desk, folder: Path
) -> None:
    sub = folder / "sub"
    sub.mkdir()
    (sub / "wind.txt").write_text("Wind blew.")
    indexer.index("shared", [str(sub)])
    indexer.index("shared", [str(sub / ".." / "rain.txt")])
    assert indexer.index("shared", [str(sub)], prune=True).removed == 0
    assert [article.id for article in articles(desk)] == ["rain", "wind"]


def test_a_file_that_is_gone_with_its_article_is_a_source_no_more(indexer: Indexer, desk: Desk, folder: Path) -> None:
    indexer.index("shared", [str(folder)])
    indexer.index("shared", [str(folder / "rain.txt")])
    (folder / "rain.txt").unlink()
    indexer.index("shared", [str(folder)], prune=True)
    assert indexer.index("shared", [], prune=True).failed == []


def test_one_id_in_two_files_is_refused_and_settles(indexer: Indexer, tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(json.dumps({"id": "1", "title": "T", "text": f"Text of {name}."}))
    assert counts(indexer.index("shared", [str(tmp_path)])) == (1, 0, 0, 0, 1)
    again = indexer.index("shared", [str(tmp_path)])
    assert (counts(again), again.embedded) == ((0, 0, 1, 0, 1), 0)


def test_a_newer_file_with_the_same_ids_updates_their_articles(indexer: Indexer, desk: Desk, tmp_path: Path) -> None:
    for name in ("old.jsonl", "new.jsonl"):
        (tmp_path / name).write_text(json.dumps({"id": "1", "title": "T", "text": f"Text of {name}."}))
        report = indexer.index("shared", [str(tmp_path / name)])
    assert (counts(report), articles(desk)[0].text) == ((0, 1, 0, 0, 0), "Text of new.jsonl.")


def test_a_json_file_that_was_moved_keeps_its_articles(indexer: Indexer, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "1", "title": "T", "text": "Text."}))
    indexer.index("shared", [str(tmp_path)])
    (tmp_path / "a.jsonl").rename(tmp_path / "b.jsonl")
    report = indexer.index("shared", [str(tmp_path)], prune=True)
    assert (counts(report), report.embedded) == ((0, 1, 0, 0, 0), 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user to whom a folder is closed")
def test_a_subfolder_that_cannot_be_read_prunes_nothing(indexer: Indexer, home: Path, folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "wind.txt").write_text("Wind blew.")
    indexer.index("shared", [str(folder)])
    (folder / "sub").chmod(0)
    open_the_way(folder)
    for path in (home, *home.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    with become(NOBODY):
        report = indexer.index("shared", [str(folder)], prune=True)
    assert counts(report) == (0, 0, 3, 0, 1)


def test_a_title_of_many_tokens_leaves_room_for_the_text(tmp_path: Path, desk: Desk) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "1", "title": "각 " * 200, "text": "Rain fell. " * 200}))
    embeddings = CountingEmbeddings()
    Indexer(desk.ledger, embeddings).index("shared", [str(tmp_path)])
    assert all(len(embeddings.token_starts(string)) <= embeddings.most_tokens for string in embeddings.texts)


def test_a_dry_run_waits_for_nobody_and_writes_no_lock(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell.")
    ledger = Ledger(home)
    indexer = Indexer(ledger, FakeEmbeddings())
    assert indexer.index("shared", [tmp_path / "a.txt"], dry=True).added == 1
    assert not (home / LOCK_NAME).exists()
    with FileLock(home / LOCK_NAME):
        assert indexer.index("shared", [tmp_path / "a.txt"], dry=True).added == 1
    ledger.close()


def test_an_indexing_removes_what_a_killed_rehearsal_or_restore_left(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell.")
    ledger = Ledger(home)
    for name in ("rehearsing-x", "restoring-x"):
        (home / name).mkdir()
        (home / name / "newsdesk.sqlite").write_text("old")
    Indexer(ledger, FakeEmbeddings()).index("shared", [tmp_path / "a.txt"])
    assert [path for path in home.iterdir() if path.is_dir()] == []
    ledger.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user to whom a folder is closed")
def test_a_dry_run_on_a_data_directory_that_cannot_be_written_says_what_would_change(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Rain fell.")
    Ledger(home).close()
    open_the_way(home)
    home.chmod(0o755)
    for path in (*home.iterdir(), tmp_path / "a.txt"):
        path.chmod(0o644)
    with become(NOBODY):
        indexer = Indexer(Ledger(home), FakeEmbeddings())
        assert indexer.index("shared", [tmp_path / "a.txt"], dry=True).added == 1
        with pytest.raises(LedgerError, match="Make it writable"):
            indexer.index("shared", [tmp_path / "a.txt"])


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    indexer: Indexer, embeddings: CountingEmbeddings, desk: Desk, folder: Path
) -> None:
    indexer.index("shared", [str(folder)])
    (folder / "rain.txt").write_text("Rain stopped.")
    (folder / "sun.txt").unlink()
    (folder / "wind.txt").write_text("Wind blew.")
    (folder / "bad.txt").write_text("")
    embeddings.texts.clear()
    with desk.ledger.reading() as snapshot:
        before = (snapshot.revision, snapshot.sources("shared"), list(snapshot.articles("shared")))
    report = indexer.index("shared", [], prune=True, dry=True)
    assert (counts(report), embeddings.texts) == ((1, 1, 1, 1, 1), [])
    with desk.ledger.reading() as snapshot:
        assert (snapshot.revision, snapshot.sources("shared"), list(snapshot.articles("shared"))) == before


def test_a_second_indexer_says_that_it_waits(desk: Desk, embeddings: CountingEmbeddings, folder: Path) -> None:
    told: list[str] = []

    def tell(message: str) -> None:
        told.append(message)
        lock.release()

    lock = FileLock(desk.ledger.home / LOCK_NAME, thread_local=False)
    lock.acquire()
    report = Indexer(desk.ledger, embeddings, tell=tell).index("shared", [str(folder)])
    assert (report.added, "waiting" in told[0]) == (3, True)


def test_a_source_that_gave_nothing_is_not_remembered(indexer: Indexer, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    assert indexer.index("shared", [str(tmp_path / "empty.txt")]).failed
    with desk.ledger.reading() as snapshot:
        assert snapshot.sources("shared") == []


def test_a_page_on_the_disk_is_not_read_again_while_its_bytes_are_the_same(
    desk: Desk, embeddings: CountingEmbeddings, tmp_path: Path
) -> None:
    body = "<p>" + "Rain fell on the harbour and the people of the town looked at it. " * 5 + "</p>"
    (tmp_path / "a.html").write_text(f"<html><body><article><h1>Rain</h1>{body}</article></body></html>")
    sources = CountingSources()
    indexer = Indexer(desk.ledger, embeddings, sources)
    assert counts(indexer.index("shared", [str(tmp_path)])) == (1, 0, 0, 0, 0)
    assert counts(indexer.index("shared", [str(tmp_path)])) == (0, 0, 1, 0, 0)
    assert sources.parser.parsed == 1
    sources.parser.close()


def test_a_page_that_was_read_by_earlier_rules_is_read_anew_once(
    desk: Desk, embeddings: CountingEmbeddings, tmp_path: Path
) -> None:
    body = "<p>" + "Rain fell on the harbour and the people of the town looked at it. " * 5 + "</p>"
    (tmp_path / "a.html").write_text(f"<html><body><article><h1>Rain</h1>{body}</article></body></html>")
    sources = CountingSources()
    indexer = Indexer(desk.ledger, embeddings, sources)
    indexer.index("shared", [str(tmp_path)])
    with desk.ledger.reading() as snapshot:
        (state,) = snapshot.documents("shared")
    with desk.ledger.writing() as transaction:
        transaction.note_document("shared", replace(state, digest=f"1:{state.digest.partition(':')[2]}"))
    for _ in range(2):
        assert counts(indexer.index("shared", [str(tmp_path)])) == (0, 0, 1, 0, 0)
    assert sources.parser.parsed == 2
    sources.parser.close()


def test_a_given_id_with_line_in_its_path_is_kept_when_a_line_fails(indexer: Indexer, tmp_path: Path) -> None:
    file = tmp_path / "a line b" / "corpus.jsonl"
    file.parent.mkdir()
    good = json.dumps({"id": "1", "title": "T", "text": "Text."})
    file.write_text(good)
    indexer.index("shared", [str(tmp_path)])
    file.write_text("{broken")
    assert counts(indexer.index("shared", [str(tmp_path)], prune=True)) == (0, 0, 0, 0, 1)


def test_a_json_file_that_was_emptied_prunes_nothing(indexer: Indexer, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_text(json.dumps({"id": "1", "title": "T", "text": "Text."}))
    indexer.index("shared", [file])
    file.write_text("")
    assert counts(indexer.index("shared", [file], prune=True)) == (0, 0, 0, 0, 1)
    assert len(articles(desk)) == 1


def test_what_was_reached_by_links_is_not_pruned_without_them(
    desk: Desk, embeddings: CountingEmbeddings, folder: Path
) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "wind.txt").write_text("Wind blew.")
    (folder / "linked").symlink_to(outside)
    Indexer(desk.ledger, embeddings, Sources(links=True)).index("shared", [folder])
    report = Indexer(desk.ledger, embeddings).index("shared", [], prune=True)
    assert (report.removed, len(articles(desk))) == (0, 4)


def told_of(desk: Desk, folder: Path, *names: str) -> list[str]:
    """Return what is told when a folder with files of these names is indexed."""
    for name in names:
        (folder / name).write_text("plain text")
    told: list[str] = []
    Indexer(desk.ledger, FakeEmbeddings(), tell=told.append).index("shared", [folder])
    return told


def test_files_of_other_kinds_in_a_folder_are_counted_by_their_endings(desk: Desk, folder: Path) -> None:
    (told,) = told_of(desk, folder, "t.csv", "x.rtf", "u.CSV")
    assert f"Passed over 3 files of other kinds in {folder}: 2 .csv, 1 .rtf." in told


def test_of_many_endings_the_commonest_are_told(desk: Desk, folder: Path) -> None:
    (told,) = told_of(desk, folder, *(f"a.{ending}" for ending in "bcdefgh"), "b.h")
    assert ": 2 .h, 1 .b, 1 .c, 1 .d, 1 .e, 2 others." in told


def test_of_a_folder_of_articles_alone_nothing_is_told(desk: Desk, folder: Path) -> None:
    assert told_of(desk, folder) == []


def test_names_that_look_alike_are_told_apart(indexer: Indexer, desk: Desk, tmp_path: Path) -> None:
    for number, name in enumerate([b"a\x01.txt", b"a\x02.txt", b"b\xff.txt", b"b\\xff.txt"]):
        (tmp_path / os.fsdecode(name)).write_text(f"Text number {number}.")
    assert counts(indexer.index("shared", [tmp_path])) == (4, 0, 0, 0, 0)
    assert counts(indexer.index("shared", [tmp_path])) == (0, 0, 4, 0, 0)


def test_a_folder_with_an_odd_name_can_be_named(indexer: Indexer, tmp_path: Path) -> None:
    odd = tmp_path / "a\x01\u202eb <|im_end|>"
    odd.mkdir()
    (odd / "a.txt").write_text("Rain fell.")
    assert counts(indexer.index("shared", [odd])) == (1, 0, 0, 0, 0)
    assert counts(indexer.index("shared", [])) == (0, 0, 1, 0, 0)


@pytest.mark.parametrize("name", ["", " "])
def test_a_source_without_a_name_is_refused(indexer: Indexer, name: str) -> None:
    with pytest.raises(SourceError, match="no name"):
        indexer.index("shared", [name])


@pytest.mark.parametrize("name", [b"caf\xe9", b"[INST] news", b"plain"])
def test_what_lies_behind_a_link_of_any_name_is_not_pruned(
    desk: Desk, embeddings: CountingEmbeddings, folder: Path, name: bytes
) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "wind.txt").write_text("Wind blew.")
    (folder / os.fsdecode(name)).symlink_to(outside)
    Indexer(desk.ledger, embeddings, Sources(links=True)).index("shared", [folder])
    assert Indexer(desk.ledger, embeddings).index("shared", [], prune=True).removed == 0


def test_a_folder_with_an_odd_name_that_is_gone_keeps_its_articles_and_is_pruned_when_it_is_back(
    indexer: Indexer, desk: Desk, tmp_path: Path
) -> None:
    odd = tmp_path / "x [INST] y"
    odd.mkdir()
    for name in ("a", "b"):
        (odd / f"{name}.txt").write_text(f"Text of {name}.")
    indexer.index("shared", [odd])
    odd.rename(tmp_path / "away")
    assert counts(indexer.index("shared", [], prune=True)) == (0, 0, 0, 0, 1)
    (tmp_path / "away").rename(odd)
    (odd / "a.txt").unlink()
    assert counts(indexer.index("shared", [], prune=True)) == (0, 0, 1, 1, 0)


def test_a_line_without_an_end_does_not_stop_the_run(
    indexer: Indexer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.loading.reading.MOST_BYTES", 1_000)
    good = json.dumps({"id": "1", "title": "T", "text": "Text."})
    (folder / "a.jsonl").write_text(good + "\n" + " " * 5_000 + "\n" + good)
    assert counts(indexer.index("shared", [folder])) == (4, 0, 0, 0, 1)


def test_an_article_that_took_over_a_text_is_embedded_under_its_own_title(
    desk: Desk, embeddings: CountingEmbeddings, folder: Path
) -> None:
    body = "<p>" + "Rain fell on the harbour and the people of the town looked at it. " * 5 + "</p>"
    for name in ("a", "b"):
        page = f"<html><head><title>Title {name}</title></head><body><article>{body}</article></body></html>"
        (folder / f"{name}.html").write_text(page)
    with Parser() as parser:
        indexer = Indexer(desk.ledger, embeddings, Sources(parser=parser))
        indexer.index("shared", [folder])
        (folder / "a.html").unlink()
        embeddings.texts.clear()
        pruned = indexer.index("shared", [folder], prune=True)
        again = indexer.index("shared", [folder])
    assert [string.partition("\n")[0] for string in embeddings.texts] == ["Title b"]
    assert (pruned.embedded, pruned.revision) == (1, again.revision)
