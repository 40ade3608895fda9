"""The comparison with peers: newsdesk's own adapter does what every system must, and lines become tables."""

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from benchmarks.compare_peers import SYSTEMS, Measuring, keep_those_of, lines_of, main
from benchmarks.compare_peers import System as Compared
from benchmarks.peers.closure import MODEL, installed_bytes, versions
from benchmarks.peers.newsdesk_desk import System
from benchmarks.peers.tables import comparison, taken
from fake_embeddings import FakeEmbeddings

RAIN = {"id": "rain", "title": "Rain", "text": "Rain fell on the harbour. The mayor said it would stop."}
SUN = {"id": "sun", "title": "Sun", "text": "The sun came out over the lighthouse."}


@pytest.fixture
def system(home: Path) -> Iterator[System]:
    opened = System(home, embeddings=FakeEmbeddings())
    opened.load()
    yield opened
    opened.close()


def corpus_of(folder: Path, *articles: dict[str, str]) -> Path:
    file = folder / "corpus.jsonl"
    file.write_text("".join(f"{json.dumps(article)}\n" for article in articles))
    return file


def test_what_is_indexed_is_found_each_article_once(system: System, tmp_path: Path) -> None:
    system.index(corpus_of(tmp_path, RAIN, SUN))
    assert system.search("Where did rain fall on the harbour?", 10)[0] == "rain"
    assert sorted(system.search("harbour lighthouse", 10)) == ["rain", "sun"]


def test_what_is_indexed_again_is_as_the_corpus_now_has_it(system: System, tmp_path: Path) -> None:
    system.index(corpus_of(tmp_path, RAIN, SUN))
    system.index(corpus_of(tmp_path, RAIN, SUN | {"text": "Hail broke the greenhouse."}))
    assert system.search("Who broke the greenhouse?", 10)[0] == "sun"


def test_an_article_that_is_not_stored_is_not_passed_over(system: System, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="Not every article is stored"):
        system.index(corpus_of(tmp_path, RAIN, RAIN | {"id": "again"}))


def test_figures_are_medians_over_rounds_and_what_was_not_measured_is_a_dash_or_no_table() -> None:
    rows = [
        {"system": "a", "step": "first", "round": turn, "cpu_s": cpu_s, "bare_cpu_s": 10.0, "texts": 1200}
        for turn, cpu_s in enumerate((11.0, 12.0, 20.0))
    ]
    rows += [{"system": "a", "step": "again", "round": turn, "cpu_s": 1.1, "texts": 0} for turn in range(3)]
    rows += [{"system": "b", "step": "tales", "recall@1": 0.5, "recall@10": 0.75}]
    keeping, finding = comparison(rows).split("\n\n")
    assert keeping.splitlines()[-1] == "| a | 1.20 | – | 1,200 | 0.092 | 0 | – | – |"
    assert finding.splitlines() == ["|  | tales R@1 | tales R@10 |", "| --- | ---: | ---: |", "| b | 0.500 | 0.750 |"]


def test_how_figures_were_taken_is_told_with_the_machine_the_articles_and_what_ran() -> None:
    row = {"system": "a", "step": "first", "round": 1, "commit": "c0ffee0", "threads": 1, "load": 0.5, "limit": 20}
    row |= {"machine": {"cores": "2", "memory": "24 GiB"}, "articles": 20, "versions": {"txtai": "9.14"}}
    _, articles, machine, ran = taken([row, row]).split("\n\n")
    assert articles == "Limit: 20. Articles: first 20."
    assert machine == "- Machine: cores: 2; memory: 24 GiB"
    assert ran == "- a: txtai 9.14"


def test_lines_of_former_comparisons_are_still_told() -> None:
    shown = taken([{"system": "a", "step": "weighed", "commit": "c0ffee0", "threads": 1, "load": 0.5}])
    assert shown.startswith("Commit c0ffee0; threads of a system: 1")
    assert "\n" not in shown


def test_lines_of_another_commit_or_limit_are_dropped(tmp_path: Path) -> None:
    lines = [{"commit": "new", "limit": 0}, {"commit": "new", "limit": 20}, {"commit": "old", "limit": 0}]
    results = tmp_path / "peers.jsonl"
    results.write_text("".join(f"{json.dumps(line)}\n" for line in [*lines, {"commit": "new"}]))
    keep_those_of("new", 0, results)
    assert lines_of(results) == lines[:1]


def measuring(folder: Path, printing: str) -> tuple[Measuring, Compared]:
    """Return a comparison that begins with results of an older commit, and a system that does what a script says."""
    script = folder / "python"
    script.write_text(f"#!/bin/sh\n{printing}\n")
    script.chmod(0o755)
    results = folder / "peers.jsonl"
    results.write_text('{"commit": "old", "limit": 0}\n')
    return Measuring(folder, 1, results, "new", 0, {}), Compared("a", "a", script)


def test_a_measurement_that_fails_leaves_the_lines_of_an_older_commit(tmp_path: Path) -> None:
    comparing, failing = measuring(tmp_path, "exit 1")
    with pytest.raises(SystemExit, match="a failed at weighed"):
        comparing.run(failing, "weighed", "weighed", tmp_path / "home")
    assert lines_of(comparing.results) == [{"commit": "old", "limit": 0}]


def test_the_first_line_that_is_measured_takes_the_place_of_those_of_an_older_commit(tmp_path: Path) -> None:
    comparing, system = measuring(tmp_path, "echo '{\"bytes\": 1}'")
    for step in ("weighed", "found"):
        comparing.run(system, step, "weighed", tmp_path / "home")
    assert [(line["commit"], line["step"]) for line in lines_of(comparing.results)] == [
        ("new", "weighed"),
        ("new", "found"),
    ]


def test_an_environment_of_peers_that_is_not_there_is_told_before_anything_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = Compared("a", "a", tmp_path / "nowhere" / "python")
    monkeypatch.setattr("benchmarks.compare_peers.SYSTEMS", (missing,))
    with pytest.raises(SystemExit):
        main([str(tmp_path), str(tmp_path / "results"), "--part", "weigh"])
    assert "`make peers` makes it" in capsys.readouterr().err
    assert not (tmp_path / "results").exists()


def test_versions_are_of_what_is_installed() -> None:
    assert versions(["pytest", "no-such-distribution"]) == {"pytest": pytest.__version__}


def test_what_is_installed_is_what_requirements_reach(tmp_path: Path) -> None:
    sizes = installed_bytes(["pytest"], tmp_path)
    assert {"pytest", "pluggy", "iniconfig"} <= sizes.keys()
    assert sizes["pytest"] > 100_000
    assert "torch" not in sizes


def test_the_model_is_counted_for_a_system_that_does_not_require_it_as_a_distribution(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(bytes(1_000))
    assert installed_bytes(["pytest"], tmp_path)[MODEL] == 1_000


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.module)
def test_every_system_that_is_compared_has_an_adapter(system: Compared) -> None:
    assert find_spec(f"benchmarks.peers.{system.module}")
