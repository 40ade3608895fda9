"""Read a follow-up with the conversation before it, as a question that stands alone."""
