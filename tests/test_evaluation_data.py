"""Measurements say what to do where the evaluation data is missing, before they make or drop anything."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from benchmarks import compare_peers, int8, ranking_on_server, scale, servers

MEASUREMENTS = {
    "peers, finding": (compare_peers.main, ["{data}", "{results}", "--part", "find", "--only", "newsdesk_desk"]),
    "peers, keeping": (compare_peers.main, ["{data}", "{results}", "--part", "keep", "--only", "newsdesk_desk"]),
    "scale": (scale.main, ["{data}", "{results}", "--homes", "{results}/homes"]),
    "servers": (servers.main, ["{data}", "{results}", "--homes", "{results}/homes"]),
    "int8": (int8.main, ["{data}", "xquad", "--cache", "{results}/cache"]),
    "on PostgreSQL": (ranking_on_server.main, ["{data}/xquad"]),
}


@pytest.mark.parametrize(("main", "arguments"), MEASUREMENTS.values(), ids=MEASUREMENTS.keys())
def test_data_that_is_missing_is_told_with_what_to_do_and_nothing_is_touched(
    main: Callable[[Sequence[str]], None],
    arguments: Sequence[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    results = tmp_path / "results"
    results.mkdir()
    (results / "peers.jsonl").write_text('{"commit": "old", "limit": 0}\n')
    with pytest.raises(SystemExit) as ended:
        main([one.format(data=tmp_path / "nowhere", results=results) for one in arguments])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert f"there is no {tmp_path / 'nowhere'}" in told
    assert "DATA=FOLDER" in told
    assert [file.read_text() for file in results.iterdir()] == ['{"commit": "old", "limit": 0}\n']


def test_playing_by_figures_that_nobody_measured_is_told_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        servers.main([str(tmp_path), str(tmp_path), "--play"])
    assert "run it without --play first" in capsys.readouterr().err
