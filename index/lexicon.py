"""The lexicon: which words are English, by the vocabulary of the default embedding model.

A spelling that is no word can only be a slip; one that is a word may be another word.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from index.model_files import packaged

_PREFIXES = """
    un in im il ir dis non mis re de pre pro anti over under a ab ad be en em ex inter intra sub super co counter out
    fore up mid post semi
    """.split()
_SUFFIXES = (
    "s es ed d ing er ers r rs or ors ee ees y ly ily ally al able ible ably ibly ness ment ic est less ful".split()
)
# Words that the vocabulary lacks and that are one slip from a word it has: taken for slips, they would hide a change.
_RARE = frozenset(
    """
    abjure addict addictive additive adjure alter altercation anther aptitude aspirin autistic aver averse avert
    bait bated boast boasting bolster brag bridal brine broach browse brunt bugle bumble bunt canon carte carton
    cinch clam clamp cling clog clot clump clutter collude collusion commend complement complementary compliment
    complimentary confection congenial constrict cornet corral cremate cremation crepe crooner crumble crutch
    curtail cusp dedicate deem defect defection deflect defy deli depravation depraved deprivation derision derisive
    desalt dessert dispense divest dividend doubly elicit elude ensure entice equable equitable exert exhort
    expedience expeditious expend extort exult faint falter feint flair flaunt fledging flit flounder flout fodder
    forego gaol garb gorilla grate grating grope hamper helper hoard hobo hone humility hump hunch hunk hunker hutch
    impede imperil impunity incite indict infer inflection ingenuous ingest injure inquire insulate insure interject
    interment inventive irrigate lag lessor lien literalism loath lob loner looser loot luxuriant manger marital
    medicate melon militate minster mitigate muffed muffle munch nab naval navel negligible nether neuron noose
    normalcy nostalgic ordinance ordnance oust palate pare parity parole patter payback payoff peep perpetrate
    perpetuate perquisite persecute pheasant plied ply polity preclude prion proscribe prosecute prostate prostrate
    protectant pubic putt quantify quaver racket rarefied rationale rectal redact redaction refute regimen remand
    repel repent reprieve revel revere reverence revocation revoke roil rout router ruble salve scam scour screed
    scrum sedate seep selves sentient septic shun sift silt simmer skim sliver slop smatter smear snag soot sow spar
    spay specious sprig squirt statin stationery stave sterile stifle stipulate stipulation stomp straggle stricture
    suing swab swagger tamper tarp temper therapist throes tic titillate toil tomography tortuous tout trendy urn
    venal venial veracity vigil voila voracity wail waive wane warranty wheeze whittle whop woe wreak wrest wretch
    wretched
    """.split()
)


@lru_cache(maxsize=16_384)
def is_english(word: str) -> bool:
    """Say whether a word is English, or made of English parts; of a language it cannot judge, every word is."""
    word = word.lower()
    return not _words() or _is_listed(word) or _is_prefixed(word) or _is_compound(word)


def _is_listed(word: str) -> bool:
    """Say whether a word or what it is a form of is listed."""
    return word in _words() or not _words().isdisjoint(_bases(word))


def _bases(word: str) -> Iterator[str]:
    """Yield what a word may be a form of: "hoarding" of "hoard", "planned" of "plan", "waned" of "wane"."""
    for suffix in _SUFFIXES:
        base = word.removesuffix(suffix)
        if len(base) < 3 or base == word:
            continue
        yield base
        yield base + "e"
        if base[-1] == base[-2]:
            yield base[:-1]
        if base[-1] == "i":
            yield base[:-1] + "y"


def _is_prefixed(word: str) -> bool:
    """Say whether a word is a listed one of three letters or more behind a prefix."""
    rests = (word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix))
    return any(len(rest) > 2 and _is_listed(rest) for rest in rests)


def _is_compound(word: str) -> bool:
    """Say whether a word is two listed ones of four letters or more."""
    halves = ((word[:at], word[at:]) for at in range(4, min(len(word), 24) - 3))
    return any(first in _words() and _is_listed(second) for first, second in halves)


@cache
def _words() -> frozenset[str]:
    folder = packaged()
    if folder is None or not (folder / "vocab.txt").is_file():
        return frozenset()
    lines = (folder / "vocab.txt").read_text(encoding="utf-8").split()
    return _RARE.union(word for word in lines if len(word) > 1 and word.isascii() and word.isalpha())
