"""The words that name offices, titles and bodies, and how they compare."""

import re

from index.vocabulary import stem

OFFICES = """
    spokesman spokeswoman spokesperson spokespeople official officials minister ministers president secretary senator
    senators governor mayor judge justice justices chairman chairwoman chair chairperson chief director leader leaders
    lawyer lawyers attorney attorneys prosecutor prosecutors speaker ambassador commissioner commander general officer
    officers executive executives ceo founder economist economists analyst analysts expert experts researcher
    researchers scientist scientists doctor doctors physician surgeon professor teacher teachers students parents
    coach manager player players captain author writer editor reporter reporters journalist artist actor actress
    singer pope cardinal bishop pontiff king queen prince princess premier chancellor congressman congresswoman
    lawmaker lawmakers legislator legislators representative representatives aide aides adviser advisor advisers
    sheriff detective head deputy counsel treasurer vice-president owner resident residents witness witnesses
    critics critic supporters opponents advocates activist activists volunteer volunteers architect engineer
    mother father brother sister wife husband son daughter widow friend neighbor neighbour uncle aunt family families
    relatives colleague colleagues
    guardian successor predecessor sponsor victim victims survivor survivors nurse nurses workers patient farmer
    administrator administrators coordinator strategist consultant criminologist epidemiologist
    politician politicians republicans democrats candidate juror superintendent principal pastor priest rabbi imam
    """.split()
BODIES = """
    people sources source ministry department government police authorities company report reports statement newspaper
    agency office court study survey side prosecution church team group groups network association union school
    hospital campaign embassy military army committee board council commission bank firm organization organisation
    center centre party administration university media outlet paper memo letter release lawsuit indictment poll
    federation league institute foundation airline regulator delegation spokespeople clinic
    """.split()
OFFICE = re.compile(rf"\b(?:{'|'.join(OFFICES)})\b", re.IGNORECASE)
ROLE = re.compile(rf"\b(?:{'|'.join(OFFICES + BODIES)})\b", re.IGNORECASE)
DOCUMENT = re.compile(r"\bthe (statement|memo|letter|report|release|post|lawsuit|indictment)$", re.IGNORECASE)

_TITLES = frozenset(OFFICES) | frozenset(
    """
    mr mrs ms miss dr sir dame lord lady rep reps sen sens gov govs lt maj gen col capt sgt adm cmdr cpl pvt prof rev
    hon atty asst assistant vice prime first second third pro tempore tem del deputy former acting interim state federal
    congresswoman senate house foreign defense defence interior justice health finance press congressional republican
    democratic democrat independent labour conservative liberal national security general sergeant corporal major
    lieutenant colonel admiral private air force army navy kremlin vatican pentagon minority majority
    supt insp det msgr fr amb spc cst chief-of-staff attorney-general rapper star host comedian
    billionaire longtime district señor señora monsieur madame herr frau sheikh ayatollah archbishop emir sultan
    councillor councilor councilman councilwoman assemblyman assemblywoman
    """.split()
)
_BODY_WORDS = frozenset(
    """
    department ministry house office agency council commission committee court bank parliament congress senate party
    organization organisation foundation university group company administration government times post news daily
    journal tower campaign union association institute hospital center centre school college church league federation
    network press agency team police force forces army navy street city county state states kingdom republic nations
    north south east west new the united korea china russia america france britain israel ukraine forum authority
    corporation corp inc ltd clinic board service services airlines airport embassy fund trust assembly alliance
    region territory province administrative special society club championship series award awards act amendment
    constitution health system media magazine radio television tribune herald gazette chronicle observer telegraph globe
    records weekly spiegel monde jazeera
    """.split()
)
_PORTFOLIOS = frozenset(
    """
    state health defense defence justice interior commerce education finance labor labour agriculture energy trade
    """.split()
)
_ALIKE = {
    "spokesman": "spokesperson", "spokeswoman": "spokesperson", "spokespeople": "spokesperson",
    "chairman": "chair", "chairwoman": "chair", "chairperson": "chair", "congresswoman": "congressman",
    "dr": "doctor", "gov": "governor", "sen": "senator", "rep": "representative", "gen": "general",
    "defence": "defense", "pontiff": "pope",
    "atty": "attorney", "lt": "lieutenant", "maj": "major", "advisor": "adviser", "prof": "professor",
    "us": "america", "u.s": "america", "american": "america", "uk": "britain", "british": "britain",
    "chinese": "china", "chinas": "china", "russian": "russia", "french": "france", "german": "germany",
    "japanese": "japan", "korean": "korea", "ukrainian": "ukraine", "israeli": "israel", "iranian": "iran",
    "turkish": "turkey", "indian": "india", "canadian": "canada", "australian": "australia", "italian": "italy",
    "spanish": "spain", "polish": "poland", "mexican": "mexico", "brazilian": "brazil", "swedish": "sweden",
    "dutch": "netherlands", "greek": "greece", "irish": "ireland", "egyptian": "egypt", "syrian": "syria",
    "palestinian": "palestine", "european": "europe", "estonian": "estonia", "lithuanian": "lithuania",
}  # fmt: skip
_WORD = re.compile(r"[^\W_][\w.-]*")


def is_title(word: str) -> bool:
    """Say whether a word stands in titles rather than in a person's name; "Lt." does."""
    folded = word.lower().rstrip(".,")
    if folded == "del" and not word.endswith("."):  # a delegate is not Benicio del Toro
        return False
    return folded in _TITLES and (not word.endswith(".") or len(folded) < 5)


def is_portfolio(word: str) -> bool:
    """Say whether a word names what a minister is in charge of: "Secretary of State"."""
    return word.lower() in _PORTFOLIOS


def is_of_a_body(word: str) -> bool:
    """Say whether a word stands in names of bodies and places rather than of persons."""
    return word.lower().rstrip(".,") in _BODY_WORDS


def is_office(word: str) -> bool:
    """Say whether a word names what a person is: "minister", "lawyer", "wife"."""
    return OFFICE.fullmatch(word) is not None


def folded_words(phrase: str) -> list[str]:
    """Return the words of a phrase that names somebody, so that forms of one word are equal: "French", "France"."""
    found = []
    for word in _WORD.findall(phrase.replace("’", "'").replace("'s", "")):
        plain = word.lower().rstrip(".-")
        found.append(_ALIKE.get(plain) or _ALIKE.get(plain.rstrip("s")) or stem(plain))
    return found
