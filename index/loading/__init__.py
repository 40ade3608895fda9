"""Load articles: from what people name, to documents, to articles."""
