"""Read every PDF of the attack corpora and time ordinary pages: `python tests/parsing_limits.py`."""

import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from parsing_pages import NEWS_PAGE

from index.errors import ParseError
from index.kinds import Kind
from index.parsing import Parser, html

PDFS = Path(__file__).resolve().parent.parent.parent / "shared" / "security" / "pdf"
PAGES = 200
SLOWEST_S = 30.0


def pdfs(parser: Parser) -> bool:
    """Print how the PDFs ended, and say whether each ended in time."""
    seconds: dict[str, float] = {}
    ends: Counter[str] = Counter()
    for file in sorted(PDFS.rglob("*.pdf")):
        started = time.perf_counter()
        try:
            parser.parse(Kind.PDF, file.read_bytes())
            ends["parsed"] += 1
        except ParseError as refusal:
            ends[str(refusal)] += 1
        seconds[file.name] = time.perf_counter() - started
    print(f"{len(seconds)} PDFs")
    for end, count in ends.most_common():
        print(f"{count:5}  {end}")
    for name in sorted(seconds, key=seconds.__getitem__, reverse=True)[:5]:
        print(f"{seconds[name]:7.2f} s  {name}")
    return max(seconds.values(), default=0) <= SLOWEST_S


def pages(parser: Parser) -> None:
    """Print what a page costs in a process of its own, and what it costs without."""
    content = NEWS_PAGE.encode()
    parser.parse(Kind.HTML, content)
    html.read(content)
    apart = statistics.median(_seconds(lambda: parser.parse(Kind.HTML, content)) for _ in range(PAGES))
    within = statistics.median(_seconds(lambda: html.read(content)) for _ in range(PAGES))
    print(f"{1 / apart:.0f} pages a second, {len(content):,} bytes each")
    print(f"median {1000 * apart:.1f} ms, of which the process {1000 * (apart - within):.1f} ms")


def _seconds(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> int:
    """Exit 0 if every document ended in time."""
    with Parser() as parser:
        pages(parser)
        return 0 if pdfs(parser) else 1


if __name__ == "__main__":
    sys.exit(main())
