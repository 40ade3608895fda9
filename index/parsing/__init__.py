"""Reading of untrusted pages, PDF, Word documents and feeds, in a child process with limits."""

from index.parsing.decoding import known_charset
from index.parsing.document import MOST_ENTRIES, Entry, Parsed
from index.parsing.parser import Parser

__all__ = ["MOST_ENTRIES", "Entry", "Parsed", "Parser", "known_charset"]
