"""The benchmarks' libraries are sound ones, and their page shows what was measured."""

import json
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from benchmarks import scale
from benchmarks.clock import Spent
from benchmarks.indexing import over_encode
from benchmarks.library import Whole, made_up, write
from benchmarks.page import measured, page, sizing
from benchmarks.plot import plotted
from conftest import ROOT, SHIPPED
from fake_embeddings import FakeEmbeddings

from index import SHARED, Indexer, Ledger

INDEXED = {"articles": 300, "passages": 1580, "passages_per_s": 25.0, "over_encode": 1.07, "edit_embedded": 1}
INDEXED |= {"with_utterances_over_encode": 1.087, "unchanged": 1500, "unchanged_s": 0.632, "unchanged_cpu_s": 0.5}
INDEXED |= {"edit_known_ms": 150.0, "machine": {"cores": "2"}}  # as lines were before the first indexing was told
LINE = "{http://www.w3.org/2000/svg}polyline"


@pytest.fixture
def real(home: Path) -> Path:
    ledger = Ledger(home)
    Indexer(ledger, FakeEmbeddings(most_tokens=100)).index(SHARED, [str(SHIPPED)])
    ledger.close()
    return home


def test_a_made_up_library_has_as_many_passages_as_are_wanted(real: Path, tmp_path: Path) -> None:
    assert write(real, tmp_path / "made", 50) == 50
    with Ledger(tmp_path / "made").reading() as snapshot:
        ids, vectors = snapshot.vectors(SHARED)
    assert len(ids) == 50
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(50), abs=1e-5)


def test_made_up_articles_are_their_passages_and_what_is_said_in_them_is_real(real: Path) -> None:
    with Ledger(real).reading() as snapshot:
        (article,) = snapshot.articles(SHARED)
        said = snapshot.utterances(SHARED, article.id)
        whole = Whole(article, snapshot.passages(article), said)
    spoken = {(one.speaker, one.sentences[0].of(article.text)) for one in said if len(one.sentences) == 1}
    for made in islice(made_up([whole]), 5):
        text = made.article.text
        assert text.split() == " ".join(stored.passage.text for stored in made.passages).split()
        assert all(text[one.passage.start : one.passage.end] == one.passage.text for one in made.passages)
        assert {(one.speaker, one.sentences[0].of(text)) for one in made.said} <= spoken


def test_a_plot_is_an_image_with_a_line_for_each_name() -> None:
    drawn = plotted("ms", "passages", "ms", {"a<b": [(1_000, 2.5), (10_000, 5)], "c": [(10, 1)]})
    assert len(ElementTree.fromstring(drawn).findall(LINE)) == 2


def test_what_was_not_measured_is_said_not_to_be() -> None:
    row = {
        "size": 10_000,
        "machine": {"cores": "2"},
        "search": {"p95_cpu_ms": 2, "p95_ms": 3},
        "recall": {"dense": 1, "bm25": 0.5},
    }
    shown = page([row], "{ratios}")
    assert "| search p95, 1,000,000 over 10,000 passages | ≤ 4 | not measured | not measured |" in shown


def shown_of_indexing(folder: Path, **more: float) -> str:
    (folder / "indexing.jsonl").write_text(json.dumps(INDEXED | more))
    return page([], "{ratios}", measured(folder, "indexing.jsonl"))


def test_indexing_over_the_bare_encoding_is_the_whole_of_it(tmp_path: Path) -> None:
    shown = shown_of_indexing(tmp_path, with_utterances_over_encode_cpu=1.05)
    assert "until it can be asked of the ledger | ≤ 1.09 | 1.05 | 1.09 |" in shown
    assert shown.index("asked of the ledger") < shown.index("without who said what |  |  | 1.07 |")


def test_an_unchanged_article_is_told_beside_one_indexed_first(tmp_path: Path) -> None:
    name = "indexing unchanged articles, over the first indexing of as many"
    assert f"| {name} | ≤ .02 | – | 0.0020 |" in shown_of_indexing(tmp_path)
    assert f"| {name} | ≤ .02 | 0.0010 | 0.0010 |" in shown_of_indexing(tmp_path, first_s=126.4, first_cpu_s=100.0)


def test_an_edit_is_told_with_what_was_embedded_for_it(tmp_path: Path) -> None:
    assert "| an edit: passages embedded | no more than it touches | 1 |  |" in shown_of_indexing(tmp_path)


def test_indexing_is_told_with_and_without_chroma_and_who_said_what() -> None:
    assert over_encode(Spent(11, 22), Spent(2, 3), Spent(10, 20), said_s=0.5) == pytest.approx(
        {
            "over_encode": 1.05,
            "with_utterances_over_encode": 1.1,
            "with_utterances_over_encode_cpu": 1.1,
            "with_following_over_encode": 1.3,
            "with_following_over_encode_cpu": 1.25,
        }
    )


def test_bm25_is_told_among_the_candidates_and_among_the_first_ten() -> None:
    row = {"size": 100_000, "recall": {"dense": 1, "bm25": 0.952, "bm25_first": 0.81}}
    shown = page([row], "{ratios}")
    best = "| BM25 at 100,000: the full query's ten best among the"
    assert f"{best} first ten | ≥ .95 | 0.810 |  |" in shown
    assert f"{best} 50 that a search takes | ≥ .95 | 0.952 |  |" in shown


def test_a_half_written_library_is_made_anew(real: Path, tmp_path: Path) -> None:
    homes, evaluation = tmp_path / "homes", tmp_path / "evaluation"
    for name in scale.CORPORA:
        (evaluation / name).mkdir(parents=True)
        (evaluation / name / "corpus.jsonl").touch()
    homes.mkdir()
    real.rename(homes / scale.SEED)
    home = homes / "home-50"
    write(homes / scale.SEED, home, 20)
    (home / "built.json").touch()
    assert not scale.whole(home, 50)
    assert scale.made(homes, evaluation, 50) == home
    assert scale.whole(home, 50)
    assert not (home / "built.json").exists()


def test_a_whole_library_is_kept(real: Path, tmp_path: Path) -> None:
    home = tmp_path / "homes" / "home-20"
    write(real, home, 20)
    (home / "built.json").touch()
    scale.made(tmp_path / "homes", tmp_path, 20)
    assert (home / "built.json").exists()


def test_the_readme_shows_the_sizes_that_were_measured() -> None:
    rows = measured(ROOT / "tests" / "benchmarks" / "results")
    assert sizing(rows) in (ROOT / "README.md").read_text()
