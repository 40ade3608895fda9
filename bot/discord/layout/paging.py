"""Keep replies within Discord's limits: blocks on as many pages as they need, and a file beyond these."""

from collections.abc import Iterable, Iterator, Sequence

from bot.discord.languages import say
from bot.discord.layout.parts import Accent, Attachment, Block, Enclosed, Menu, Page, Reply, Row, Rule, Section, Text
from bot.discord.markdown import small_print
from bot.discord.splitting import length, split

MOST_CHARACTERS = 4_000  # display characters of a message
MOST_COMPONENTS = 40  # of a message, nested ones too
MOST_PAGES = 5  # messages of a reply; Discord takes no more for a command that a person installed for themselves
REST = "The rest is in the attached file."
LEFT_OUT = "The rest is left out."
LEAST_FILLED = MOST_CHARACTERS // 2  # with less room than that, what is longer than a page begins on the next one

_ROOM = MOST_COMPONENTS - 1  # beside the container


def paged(blocks: Sequence[Block], closing: Sequence[Block], accent: Accent, whole: Attachment | None = None) -> Reply:
    """Return blocks on as few pages as they need, with the closing ones kept together at the end.

    What does not fit on MOST_PAGES is left to the file with the `whole`.
    """
    bodies, closing = _bodies(blocks), _whole(closing)
    if bodies and fits([*bodies[-1], *closing]):
        bodies[-1] = [*bodies[-1], *closing]
    elif closing:
        bodies.append([*closing])
    if len(bodies) <= MOST_PAGES:
        return Reply(_pages(bodies, accent))
    rest = [Text(small_print(say(REST))), Enclosed(whole.name)] if whole else [Text(small_print(say(LEFT_OUT)))]
    ending = [*rest, *(block for block in closing if not isinstance(block, Enclosed))]
    return Reply(_pages([*bodies[: MOST_PAGES - 1], ending], accent), whole)


def one_page(blocks: Iterable[Block], accent: Accent) -> Page:
    """Return blocks on one page, which must have room for them."""
    body = _whole(blocks)
    if not fits(body):
        raise ValueError("These blocks do not fit on one page; spread them over pages with paged().")
    return Page(tuple(_trimmed(body)), accent)


def fits(blocks: Sequence[Block]) -> bool:
    """Say whether blocks have room on one page."""
    return sum(map(components_of, blocks)) <= _ROOM and sum(map(characters_of, blocks)) <= MOST_CHARACTERS


def components_of(block: Block) -> int:
    """Return how many components Discord counts: the block, and those within it."""
    match block:
        case Section():  # its text, its button
            return 3
        case Row(buttons):
            return 1 + len(buttons)
        case Menu():  # its row
            return 2
    return 1


def characters_of(block: Block) -> int:
    """Return how many display characters Discord counts at most: labels and placeholders are none."""
    return length(block.content) if isinstance(block, Text | Section) else 0


def _whole(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks that belong on one page, without the empty ones."""
    return [piece for block in blocks for piece in _pieces(block, MOST_CHARACTERS)]


def _pages(bodies: Sequence[Sequence[Block]], accent: Accent) -> tuple[Page, ...]:
    trimmed = map(_trimmed, bodies)
    return tuple(Page(tuple(blocks), accent) for blocks in trimmed if blocks)


def _bodies(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return the blocks page by page; one that does not fit any more begins the next."""
    bodies: list[list[Block]] = []
    for block in blocks:
        left = MOST_CHARACTERS - sum(map(characters_of, bodies[-1])) if bodies else MOST_CHARACTERS
        for piece in _pieces(block, left if left > LEAST_FILLED else MOST_CHARACTERS):
            if bodies and fits([*bodies[-1], piece]):
                bodies[-1].append(piece)
            else:
                bodies.append([piece])
    return bodies


def _pieces(block: Block, most: int) -> Iterator[Block]:
    """Return a block in pieces of at most so many characters if it is longer than a page; nothing if it is empty."""
    most = most if characters_of(block) > MOST_CHARACTERS else MOST_CHARACTERS
    match block:
        case Text(content):
            yield from map(Text, split(content, most))
        case Section(content, button):
            first, *others = split(content, most) or [button.label]
            yield Section(first, button)
            yield from map(Text, others)
        case Row(buttons):
            if buttons:
                yield block
        case Menu() | Rule() | Enclosed():
            yield block


def _trimmed(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return blocks without a line at their beginning or end."""
    first = next((at for at, block in enumerate(blocks) if block != Rule()), len(blocks))
    last = next((at for at in range(len(blocks), first, -1) if blocks[at - 1] != Rule()), first)
    return blocks[first:last]
