"""Reading of untrusted pages, PDF, Word documents and feeds, in a child process with limits."""

from index.parsing.decoding import known_charset
from index.parsing.document import Entry, Parsed
from index.parsing.parser import Parser

__all__ = ["Entry", "Parsed", "Parser", "known_charset"]
