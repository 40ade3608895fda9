"""Who said what in an article, by rules on the words around verbs of saying. Precision before recall."""

from index.utterances.statements import RULES, utterances

__all__ = ["RULES", "utterances"]
