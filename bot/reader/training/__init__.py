"""Train the reader: `make reader`."""
