"""Put a page on the disk."""

from pathlib import Path

from bot.errors import UsageProblem


def save_page(page: str, path: Path) -> None:
    """Write a page as UTF-8. Raise UsageProblem if it cannot be written there."""
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageProblem(f"The page cannot be written to {path}: {error.strerror}. Name another file.") from error
