"""Read when a question says that its answer was published."""
