"""The chat: a conversation in a terminal, or line by line from a pipe."""
