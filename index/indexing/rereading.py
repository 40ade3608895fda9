"""Find anew who said what in the stored articles when the rules for it have changed; nothing is embedded."""

from index.ledger import Ledger, Snapshot
from index.utterances import RULES, utterances

NOTED = "utterance_rules"
TOGETHER = 50  # articles in one transaction


def is_of_today(snapshot: Snapshot) -> bool:
    """Say whether it is noted that today's rules found who said what; of an empty ledger it need not be."""
    return snapshot.fact(NOTED) == RULES


def is_outdated(snapshot: Snapshot) -> bool:
    """Say whether other rules than today's found who said what in the stored articles."""
    return not is_of_today(snapshot) and bool(snapshot.library_names())


def reread(ledger: Ledger) -> None:
    """Put the utterances that today's rules find in place of others.

    Killed half-way, it begins anew the next time.
    """
    with ledger.reading() as snapshot:
        if is_of_today(snapshot):
            return
        names = [
            (library, held.id)
            for library in snapshot.library_names()
            for held in snapshot.known(library)
            if held.original is None
        ]
    for start in range(0, len(names), TOGETHER):
        with ledger.writing() as transaction:
            for library, article_id in names[start : start + TOGETHER]:
                if article := transaction.article(library, article_id):
                    transaction.put_utterances(article, utterances(article.text, article.language))
    with ledger.writing() as transaction:
        transaction.set_fact(NOTED, RULES)
