"""The page's first table: what was asked for, beside what was measured."""

from collections.abc import Mapping, Sequence

from benchmarks.cells import NOTHING, Cell, Row, shown

OVER_ENCODE = "indexing over the bare model's encoding"


def _over_first(unchanged: str, first: str) -> Cell:
    """Show what an unchanged article takes over what one takes that is indexed for the first time."""
    return lambda row: f"{row[unchanged] / row['unchanged'] * row['articles'] / row[first]:.4f}"


INDEXED: list[tuple[str, str, Cell, Cell]] = [  # what is told, what was asked, on the processor, by the clock
    (
        f"{OVER_ENCODE}, until it can be asked of the ledger",
        "≤ 1.09",
        lambda row: f"{row['with_utterances_over_encode_cpu']:.2f}",
        lambda row: f"{row['with_utterances_over_encode']:.2f}",
    ),
    (
        f"{OVER_ENCODE}, until Chroma has followed",
        "",
        lambda row: f"{row['with_following_over_encode_cpu']:.2f}",
        lambda row: f"{row['with_following_over_encode']:.2f}",
    ),
    (f"{OVER_ENCODE}, of it without who said what", "", lambda row: "", lambda row: f"{row['over_encode']:.2f}"),
    (
        "indexing unchanged articles, over the first indexing of as many",
        "≤ .02",
        _over_first("unchanged_cpu_s", "first_cpu_s"),
        _over_first("unchanged_s", "first_s"),
    ),
    (
        "indexing unchanged articles, s",
        "≤ 2, our own bound",
        lambda row: f"{row['unchanged_cpu_s']:.2f}",
        lambda row: f"{row['unchanged_s']:.2f}",
    ),
    (
        "an edit: passages embedded",
        "no more than it touches",
        lambda row: f"{row['edit_embedded']:,}",
        lambda row: "",
    ),
    (
        "an edit: until it is answered from, s",
        "≤ 1, our own bound",
        lambda row: "",
        lambda row: f"{row['edit_known_ms'] / 1000:.2f}",
    ),
]


def ratios(rows: Mapping[int, Row], indexing: Sequence[Row]) -> str:
    """Return what was asked for beside what was measured; of latencies those on the processor come first."""

    def grown(size: int, suffix: str) -> str:
        if not all("search" in rows.get(one, {}) for one in (size, 10_000)):
            return NOTHING
        return f"{rows[size]['search'][f'p95{suffix}'] / rows[10_000]['search'][f'p95{suffix}']:.2f}"

    def recalled(ranker: str, size: int) -> str:
        found = rows.get(size, {}).get("recall", {}).get(ranker)
        return NOTHING if found is None else f"{found:.3f}"

    lines: list[tuple[str, ...]] = [
        ("search p95, 100,000 over 10,000 passages", "≤ 2", grown(100_000, "_cpu_ms"), grown(100_000, "_ms")),
        ("search p95, 1,000,000 over 10,000 passages", "≤ 4", grown(1_000_000, "_cpu_ms"), grown(1_000_000, "_ms")),
    ]
    for size in (100_000, 1_000_000):
        lines.append((f"dense recall@10 at {size:,}", "≥ .98", recalled("dense", size), ""))
        best = f"BM25 at {size:,}: the full query's ten best"
        lines.append((f"{best} among the first ten", "≥ .95", recalled("bm25_first", size), ""))
        lines.append((f"{best} among the 50 that a search takes", "≥ .95", recalled("bm25", size), ""))
    if 7_500 in rows:
        ask = rows[7_500]["ask"]
        lines.append(
            ("ask, warm, p50 at 7,500 passages", "≤ 60 ms", f"{ask['p50_cpu_ms']:.0f}", f"{ask['p50_ms']:.0f}")
        )
    lines += [
        (name, bound, *(shown(cell, row) for row in indexing for cell in cells))
        if indexing
        else (name, bound, NOTHING, NOTHING)
        for name, bound, *cells in INDEXED
    ]
    head = "| | asked | on the processor | by the clock |\n| --- | ---: | ---: | ---: |\n"
    return head + "\n".join(f"| {' | '.join(line)} |" for line in lines)
