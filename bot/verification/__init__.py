"""Check quotes: exact, near, altered or absent, with the words that differ."""
