"""Write the page of results, its tables and plots, from what was measured: no figure on it is typed by hand.

Run it by `make bench-page`, or `PYTHONPATH=tests python -m benchmarks.page RESULTS`. The words are those of page.md.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.cells import Cell, Row, both, shown, table_of
from benchmarks.indexing import FILE_NAME as INDEXING
from benchmarks.plot import Points, plotted
from benchmarks.ratios import ratios
from benchmarks.scale import FILE_NAME
from benchmarks.servers import FILE_NAME as SERVERS
from benchmarks.servers_page import parts as servers_parts

HERE = Path(__file__).parent


def _wait(askers: str) -> Cell:
    def cell(row: Row) -> str:
        waited = row["askers"][askers]
        return f"{waited['p50_ms'] / 1000:.1f} / {waited['p95_ms'] / 1000:.1f}"

    return cell


LATENCIES = {"dense": "dense alone", "bm25": "BM25 alone", "embed": "encoding the question", "search": "search, whole"}
LATENCIES |= {"ask": "ask"}
ON_PROCESSOR: dict[str, Cell] = {name: both(part, "_cpu_ms") for part, name in LATENCIES.items()}
BY_CLOCK: dict[str, Cell] = {name: both(part) for part, name in LATENCIES.items()}
RECALL: dict[str, Cell] = {
    "dense: recall@10 against the exact search": lambda row: f"{row['recall']['dense']:.3f}",
    "dense: passages found by their own vectors": lambda row: f"{row['recall']['itself']:.4f}",
    "BM25: the full query's ten best among the candidates": lambda row: f"{row['recall']['bm25']:.3f}",
    "the same among the first ten": lambda row: f"{row['recall']['bm25_first']:.3f}",
    "the full query, ms on the processor": lambda row: both("bm25_full", "_cpu_ms")(row["recall"]),
}
UPKEEP: dict[str, Cell] = {
    "Chroma filled or rebuilt, vectors a second": lambda row: (
        f"{row['built']['passages'] / row['built']['clock_s']:,.0f}"
    ),
    "vectors a second of processor": lambda row: f"{row['built']['passages'] / row['built']['cpu_s']:,.0f}",
    "processes that wanted a processor meanwhile": lambda row: f"{row['built']['load']:.0f}",
    "by which commit": lambda row: row["built"]["commit"],
    "following, nothing changed, ms": lambda row: f"{row['catch_up']['nothing']['p50_ms']:.2f}",
    "following one edit, ms on the processor": lambda row: f"{row['catch_up']['edit']['p50_cpu_ms']:,.0f}",
    "written for it, MB": lambda row: f"{row['catch_up']['edit_written_mb']:,.1f}",
    "a question that follows it, ms on the processor": lambda row: f"{row['catch_up']['ask_after']['p50_cpu_ms']:,.0f}",
    "a question that follows it, ms by the clock": lambda row: f"{row['catch_up']['ask_after']['p50_ms']:,.0f}",
    "`newsdesk search`, the whole command, s": lambda row: f"{row['cold_command']['clock_s']:.1f}",
    "`newsdesk search`, the whole command, s of processor": lambda row: f"{row['cold_command']['cpu_s']:.1f}",
    "a bot's start: probe and opening, s": lambda row: f"{row['prepare']['clock_s']:.1f}",
    "a bot's start: probe and opening, s of processor": lambda row: f"{row['prepare']['cpu_s']:.1f}",
    "memory with model and Chroma, MB": lambda row: f"{row['memory_mb']:,}",
    "the same after all questions, MB": lambda row: f"{row['memory_after_mb']:,}",
    "ledger on disk, MB": lambda row: f"{row['ledger_mb']:,.0f}",
    "Chroma on disk, MB": lambda row: f"{row['chroma_mb']:,.0f}",
}
CROWDS: dict[str, Cell] = {f"{count} asking: wait, s": _wait(count) for count in ("1", "10", "100")}
CROWDS |= {"answers a second, 100 asking": lambda row: f"{row['askers']['100']['answers_per_s']:.1f}"}
SIZING: dict[str, Cell] = {
    "articles": lambda row: f"{row['articles']:,}",
    "passages": lambda row: f"{row['size']:,}",
    "disk, MB": lambda row: f"{row['ledger_mb'] + row['chroma_mb']:,.0f}",
    "memory, MB": lambda row: f"{row['memory_after_mb']:,}",
    "a question, ms": both("ask", digits=0),
    "answers a second": lambda row: f"{row['askers']['100']['answers_per_s']:.0f}",
    "one edit followed, s": lambda row: f"{row['catch_up']['edit']['p50_ms'] / 1000:.2f}",
    "Chroma made anew": lambda row: _lasting(row["built"]["clock_s"]),
}


def page(rows: Sequence[Row], words: str, indexing: Sequence[Row] = (), servers: Sequence[Row] = ()) -> str:
    """Return the page: the words with a table, or a figure, in place of each name in braces."""
    parts: dict[str, Callable[[], str]] = {
        "ratios": lambda: ratios({row["size"]: row for row in rows}, indexing),
        "articles": lambda: _alike(row["articles"] for row in indexing),
        "indexed": lambda: _alike(row["passages"] for row in indexing),
        "rate": lambda: _alike(round(row["passages_per_s"]) for row in indexing),
        "unchanged": lambda: _alike(row["unchanged"] for row in indexing),
        "real": lambda: f"{max(row['real'] for row in rows):,}",
        "taken": lambda: _taken(rows),
        "machine": lambda: _machine([*rows, *indexing]),
        "searched": lambda: _alike(row["searched"] for row in rows),
        "warming": lambda: _alike(row["warming"] for row in rows),
        "answered": lambda: _alike(row["answered"] for row in rows),
        "edits": lambda: _alike(row["edits"] for row in rows),
        "processor": lambda: table_of(rows, ON_PROCESSOR),
        "clock": lambda: table_of(rows, BY_CLOCK),
        "recall": lambda: table_of(rows, RECALL),
        "upkeep": lambda: table_of(rows, UPKEEP),
        "crowds": lambda: table_of(rows, CROWDS),
    } | servers_parts(servers)
    words = words.replace("{servers}", f"{(HERE / 'servers.md').read_text()}\n" if servers else "")
    for name, make in parts.items():
        if f"{{{name}}}" in words:
            words = words.replace(f"{{{name}}}", make())
    return words


def sizing(rows: Sequence[Row]) -> str:
    """Return the table that the project's README shows: a line for each size."""
    head = f"| {' | '.join(SIZING)} |\n|{' ---: |' * len(SIZING)}\n"
    return head + "\n".join(f"| {' | '.join(shown(cell, row) for cell in SIZING.values())} |" for row in rows)


def plots(rows: Sequence[Row]) -> dict[str, str]:
    """Return the plots by file name."""

    def line(part: str, figure: str) -> Points:
        return [(row["size"], row[part][figure]) for row in rows if part in row]

    def store(figure: str) -> Points:
        return [(row["size"], row[figure]) for row in rows if figure in row]

    stores = {
        "memory": store("memory_after_mb"),
        "ledger": store("ledger_mb"),
        "Chroma on disk": store("chroma_mb"),
    }
    return {
        f"latency_{share}.svg": plotted(
            f"{share}, ms on the processor",
            "passages",
            "ms",
            {name: line(part, f"{share}_cpu_ms") for part, name in LATENCIES.items()},
        )
        for share in ("p50", "p95")
    } | {"size.svg": plotted("Memory and disk, MB", "passages", "MB", stores)}


def _taken(rows: Sequence[Row]) -> str:
    """Return when each size was measured, of which commit, and what else ran."""
    head = "| passages | measured at | commit | processes that wanted a processor |\n| ---: | --- | --- | ---: |\n"
    return head + "\n".join(f"| {row['size']:,} | {row['at']} | {row['commit']} | {row['load']:.0f} |" for row in rows)


def _alike(counts: Iterable[int]) -> str:
    """Return a count that is that of every size, or all that there are."""
    return " or ".join(f"{count:,}" for count in sorted(set(counts))) or "–"


def _lasting(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def _machine(rows: Sequence[Row]) -> str:
    told = dict.fromkeys("; ".join(f"{name}: {value}" for name, value in row["machine"].items()) for row in rows)
    return "\n".join(f"- {one}" for one in told)


def _with_first(row: Row) -> Row:
    """Return the figures with the seconds of the first indexing, which older lines tell by its rate alone."""
    if "passages_per_s" not in row:
        return row
    return {"first_s": row["passages"] / row["passages_per_s"], **row}


def measured(results: Path, name: str = FILE_NAME) -> list[Row]:
    """Return the newest figures of every size, or of what else a file holds; nothing if it is not there."""
    file = results / name
    rows = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    return [_with_first(row) for row in rows]


def main(results: Path) -> None:
    """Write the page and its plots beside this file, and print what the project's README shows of them."""
    rows = measured(results)
    print(sizing(rows))
    words, others = (HERE / "page.md").read_text(), (measured(results, INDEXING), measured(results, SERVERS))
    (HERE / "README.md").write_text(page(rows, words, *others))
    for name, drawn in plots(rows).items():
        (HERE / name).write_text(drawn)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
