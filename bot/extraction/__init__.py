"""Answer with the articles' own sentences: judge them, choose, and quote."""
