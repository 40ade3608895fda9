"""The process that `kills.py` kills: it starts as newsdesk does, checks what it finds, then indexes until it dies.

It is told on the command line what had been acknowledged to its parent, and tells its parent on standard output, a
line each, what it has done: `checked {JSON}`, `working`, `round R`, `stored R K` (the first K articles of round R are
safely in the ledger), `indexed R` (so is everything else of it). In every round every article is new or gone.
"""

import argparse
import json
import random
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from fake_embeddings import FakeEmbeddings

from index import (
    Article,
    Embeddings,
    Follower,
    HybridSearch,
    Indexer,
    Ledger,
    SentenceTransformerEmbeddings,
    backup,
    restore,
    sound,
)
from index.condition import FOLDER, GENERATION
from index.ledger import FILE_NAME, Snapshot, StoredPassage
from index.utterances import utterances
from index.vectors import ChromaVectors

LIBRARY = "shared"
PARAGRAPHS = 6
WORDS_IN_PARAGRAPH = 44
MOST_TOKENS = 60  # so that a paragraph is a passage
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_WORDS = ["".join(random.Random(f"word {at}").choices(_SYLLABLES, k=3)) for at in range(2_000)]


@dataclass(slots=True)
class Acknowledged:
    """What the parent was told: the last round that began, and for each article the round it is stored in."""

    articles: int
    began: int = 0
    stored: dict[int, int] = field(default_factory=dict)

    def possible(self, number: int) -> range:
        """Return the rounds after any of which the article may be found."""
        return range(self.stored.get(number, 0), self.began + 1)


@dataclass(slots=True)
class Checked:
    """What a start found. The lists name what is wrong, and are empty."""

    answered_by: str = "nothing yet"
    rebuilt: bool = False
    passages: int = 0
    lost: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    orphaned: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)


def order(round_: int, articles: int) -> list[int]:
    """Return the articles that a round holds, by number, in the order in which they are stored."""
    chance = random.Random(f"order {round_}")
    numbers = [number for number in range(articles) if not is_gone(number, round_)]
    chance.shuffle(numbers)
    return numbers


def is_gone(number: int, round_: int) -> bool:
    """Say whether a round leaves an article out, which removes it; round 0 is the empty beginning."""
    return round_ == 0 or random.Random(f"gone {number} {round_}").random() < 0.05


def text_of(number: int, round_: int) -> str:
    """Return an article's text in a round: from one to the next most paragraphs change and some stay."""
    return "\n\n".join(_paragraph(number, at, (round_ + at) // (1 + at % 2)) for at in range(PARAGRAPHS))


def main(arguments: list[str]) -> None:
    """Check, then work until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("acknowledged", type=Path)
    parser.add_argument("--work", choices=["index", "rebuild", "restore", "none"], default="index")
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--sample", type=int, help="look for so many passages instead of for all")
    options = parser.parse_args(arguments)
    told = json.loads(options.acknowledged.read_text())
    told["stored"] = {int(number): round_ for number, round_ in told["stored"].items()}
    acknowledged = Acknowledged(**told)

    embeddings = SentenceTransformerEmbeddings() if options.real else FakeEmbeddings(most_tokens=MOST_TOKENS)
    ledger = Ledger(options.home)
    checked = Checked()
    _answer_at_once(ledger, embeddings, acknowledged, checked)
    follower = _prepared(ledger, checked)
    _check(ledger, follower, acknowledged, checked, options.sample)
    _say("checked", json.dumps(asdict(checked)))
    embeddings.encode(["The model is loaded by now."])
    if options.work == "none":
        follower.close()
        return
    _say("working")
    if options.work == "restore":
        follower.close()
        _restore_for_ever(ledger)
    if options.work == "rebuild":
        follower.close()
        shutil.rmtree(options.home / FOLDER)
        follower = _prepared(ledger, Checked())
    _index_for_ever(ledger, embeddings, follower, acknowledged)


def _answer_at_once(ledger: Ledger, embeddings: Embeddings, acknowledged: Acknowledged, checked: Checked) -> None:
    """Ask for an article by a word of its own, as a command does that waits for nothing."""
    if not acknowledged.stored:
        return
    with ledger.reading() as snapshot:
        article = next(snapshot.articles(LIBRARY), None)
    if article is None:
        checked.unanswered.append("the ledger is empty")
        return
    word = article.text.split()[0]
    follower = Follower(ledger, probe=sound)
    checked.answered_by = "Chroma" if follower.open_if_clean() else "the exact search"
    hits = HybridSearch(ledger, embeddings, follower).find((LIBRARY,), f"What about {word}?", 10).hits
    if not any(hit.article.id == article.id and word in hit.passage.text for hit in hits):
        checked.unanswered.append(f"{word} of article {article.id}, by {checked.answered_by}")
    follower.close()


def _prepared(ledger: Ledger, checked: Checked) -> Follower:
    with ledger.reading() as snapshot:
        before = snapshot.fact(GENERATION)
    follower = Follower(ledger, probe=sound)
    if not follower.prepare() or follower.behind:
        checked.unanswered.append("Chroma does not follow")
    with ledger.reading() as snapshot:
        checked.rebuilt = before is not None and snapshot.fact(GENERATION) != before
    return follower


def _check(
    ledger: Ledger, follower: Follower, acknowledged: Acknowledged, checked: Checked, sample: int | None
) -> None:
    with ledger.reading() as snapshot:
        articles = {int(article.id): article for article in snapshot.articles(LIBRARY)}
        for number in range(acknowledged.articles):
            checked.lost.extend(_losses(articles.get(number), acknowledged.possible(number), number))
        held: list[StoredPassage] = []
        for article in articles.values():
            passages = snapshot.passages(article)
            held.extend(passages)
            checked.torn.extend(tears(snapshot, article, passages))
        checked.passages = len(held)
        for stored in held if sample is None else random.sample(held, min(sample, len(held))):
            checked.lost.extend(_not_found(snapshot, follower, stored))
        folder = ledger.home / FOLDER / (snapshot.fact(GENERATION) or "")
    checked.torn.extend(_broken_rows(ledger.home / FILE_NAME, len(held)))
    checked.orphaned.extend(_orphans(folder, {stored.passage.id for stored in held}))


def _losses(article: Article | None, possible: range, number: int) -> Iterator[str]:
    """Yield what is missing of an article that was acknowledged."""
    if article is None:
        if not any(is_gone(number, round_) for round_ in possible):
            yield f"article {number} is missing, acknowledged in round {possible.start}"
        return
    round_ = int(article.author or 0)
    if round_ not in possible or is_gone(number, round_):
        yield f"article {number} is that of round {round_}, possible are {possible}"
    elif article.text != text_of(number, round_):
        yield f"article {number} has not the text of round {round_}"


def _not_found(snapshot: Snapshot, follower: Follower, stored: StoredPassage) -> Iterator[str]:
    """Yield by what a passage cannot be found: its vector, its words."""
    passage = stored.passage
    nearest = follower.near(snapshot, LIBRARY, stored.vector, 3)
    if passage.id not in [near.passage_id for near in nearest]:
        yield f"passage {passage.ordinal} of article {passage.article_id} is not found by its vector"
    phrase = " ".join(passage.text.split()[:3])
    if (LIBRARY, passage.id) not in snapshot.containing((LIBRARY,), phrase, 50):
        yield f"passage {passage.ordinal} of article {passage.article_id} is not found by its words"


def tears(snapshot: Snapshot, article: Article, passages: list[StoredPassage]) -> Iterator[str]:
    """Yield where an article and its parts do not belong together."""
    covered = list(article.text)
    for ordinal, stored in enumerate(passages):
        passage = stored.passage
        words = article.text[passage.start : passage.end]
        if passage.ordinal != ordinal or passage.text != words or not words.strip():
            yield f"passage {ordinal} of article {article.id} is out of place"
        covered[passage.start : passage.end] = " " * len(words)
    if "".join(covered).strip():
        yield f"article {article.id} has words in no passage"
    stored_said, said = snapshot.utterances(LIBRARY, article.id), utterances(article.text, article.language)
    if [(one.speaker, one.start, one.end) for one in stored_said] != [
        (one.speaker, one.start, one.end) for one in said
    ]:
        yield f"article {article.id} has not its own utterances"


def _broken_rows(file: Path, passages: int) -> Iterator[str]:
    """Yield what SQLite itself finds wrong in the ledger, and rows that belong to nothing."""
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        yield from (str(fault) for fault in found if fault != "ok")
        yield from (f"row {row} belongs to nothing" for row in connection.execute("PRAGMA foreign_key_check"))
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        for table in ("passages", "words_docsize"):
            (counted,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            if counted != passages:
                yield f"{counted} rows in {table} for {passages} passages"
    except sqlite3.Error as error:
        yield f"the ledger: {error}"
    finally:
        connection.close()


def _orphans(folder: Path, passages: set[str]) -> Iterator[str]:
    """Yield what Chroma holds and the ledger does not, the reverse, and folders that nobody uses."""
    chroma = ChromaVectors(folder)
    held = {passage_id for _, passage_id in chroma.keys()}  # noqa: SIM118 - not a dict
    chroma.close()
    if held != passages:
        yield f"Chroma holds {len(held - passages)} passages too many and {len(passages - held)} too few"
    yield from (f"the folder {other.name}" for other in folder.parent.iterdir() if other != folder)


def _index_for_ever(ledger: Ledger, embeddings: Embeddings, follower: Follower, acknowledged: Acknowledged) -> None:
    indexer = Indexer(ledger, embeddings)
    source = ledger.home / "articles.jsonl"
    round_ = acknowledged.began
    while True:
        round_ += 1
        source.write_text("".join(_lines(round_, acknowledged.articles)))
        _say("round", round_)
        # The source is known to the ledger by then: only such can be pruned.
        indexer.index(
            LIBRARY,
            [source],
            prune=True,
            progress=lambda done, total, told=round_: _say("stored", told, done),
        )
        _say("indexed", round_)
        follower.prepare()  # as a bot does where much has changed


def _restore_for_ever(ledger: Ledger) -> None:
    """Put a backup of what is there in the place of what is there, again and again."""
    file = ledger.home.with_suffix(".backup")
    backup(ledger, file, overwrite=True)
    while True:
        restore(ledger.home, file)


def _lines(round_: int, articles: int) -> Iterator[str]:
    for number in order(round_, articles):
        fields = {"id": str(number), "title": f"Report {number}", "text": text_of(number, round_)}
        yield json.dumps(fields | {"author": str(round_)}) + "\n"


def _paragraph(number: int, at: int, version: int) -> str:
    """Return a paragraph that begins with a word of its own and reports what somebody said."""
    chance = random.Random(f"{number} {at} {version}")
    words = ["".join(chance.choices(_SYLLABLES, k=6)), *chance.choices(_WORDS, k=WORDS_IN_PARAGRAPH)]
    return f"{' '.join(words[:20])}. Minister Ann Larsson said that {' '.join(words[20:])}."


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
