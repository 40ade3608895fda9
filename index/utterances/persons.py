"""The words for what one person without a name is, and for what kind of body bears a name."""

import re

from index.utterances.roles import BODIES, OFFICE, OFFICES, is_title

_PEOPLE = """
    man woman boy girl child kid baby teenager teen youth adult person guy student pupil protester protestor
    demonstrator voter passenger bystander passer-by passerby onlooker spectator fan listener viewer reader caller
    customer client shopper visitor guest tourist traveler traveller driver cyclist pedestrian rider pilot sailor
    trooper soldier policeman policewoman guard gunman suspect attacker assailant shooter robber thief inmate
    prisoner detainee hostage defendant plaintiff accuser bailiff clerk cleric monk nun bride groom fiance fiancee
    fiancé fiancée boyfriend girlfriend ex-wife ex-husband grandmother grandfather granddaughter grandson niece
    nephew cousin stepfather stepmother twin sibling roommate classmate teammate boss employee employer worker
    laborer labourer trader shopkeeper waiter waitress bartender barber butcher baker chef cook maid nanny landlord
    tenant homeowner fisherman hunter rancher migrant refugee immigrant asylum-seeker veteran therapist dentist
    midwife paramedic firefighter rescuer heckler interviewer moderator anchor presenter host stranger rival
    opponent challenger other parent mp councillor councilor councilman councilwoman novelist poet historian
    musician rapper drummer guitarist bassist comedian composer conductor dancer painter sculptor photographer
    filmmaker producer designer model broadcaster columnist correspondent anchorman anchorwoman blogger biographer
    goalkeeper striker midfielder defender quarterback pitcher catcher forward golfer boxer swimmer runner racer
    champion star entrepreneur businessman businesswoman investor banker broker accountant developer programmer
    inventor philanthropist billionaire millionaire magnate tycoon mogul investigator inspector agent marshal ranger
    diplomat envoy negotiator mediator monarch emperor empress duke duchess baron baroness ayatollah archbishop
    theologian philosopher psychologist psychiatrist pediatrician cardiologist virologist immunologist pharmacist
    biologist chemist physicist astronomer astronaut meteorologist geologist climatologist statistician demographer
    pollster organizer organiser campaigner dissident lobbyist whistleblower influencer creator youtuber co-founder
    cofounder co-author coauthor co-chair cochair co-owner co-host cohost co-star president-elect mayor-elect
    undersecretary provost dean lecturer scholar academic tutor mentor trainer skipper midshipman superstar legend
    icon mother-of-two father-of-two relative supporter advocate republican democrat insider operative donor
    contributor beneficiary retiree pensioner evacuee addict smoker drinker hiker climber surfer diver skier trucker
    mechanic electrician plumber carpenter builder welder miner janitor gardener beekeeper doula respondent commuter
    parishioner
    ally laureate nominee trustee attendee honoree heir spouse partner mep whip fellow intern freshman sophomore
    """.split()
_NOT_SINGULAR = frozenset(["people", "spokespeople", "family", "families", "chair", "head", "general"])
_SINGULAR_IN_S = frozenset(["princess", "actress", "witness", "boss", "waitress"])
_SINGULAR = [
    word
    for word in [*OFFICES, *_PEOPLE]
    if word not in _NOT_SINGULAR and (not word.endswith("s") or word in _SINGULAR_IN_S)
]
SOMEBODY = rf"(?:{'|'.join(dict.fromkeys(_SINGULAR))}|[a-z]{{3,}}(?:man|woman|ist|ician))"  # one person
INTERVIEWER = re.compile(r"\b(?:reporter|journalist|interviewer|moderator|host|anchor|correspondent|presenter)\b", re.I)
_PERSON = re.compile(rf"{SOMEBODY}|{OFFICE.pattern}")
_OCCUPATION = re.compile(r"[a-z-]{3,}(?:er|or|ist|ian|man|woman|ant|ess|eur)")
_NO_OCCUPATION = frozenset(
    """
    rumor letter paper newspaper order number matter error factor power water weather never ever over under after
    whether later rather wonder consider remember discover deliver cover poster sticker banner flyer folder server
    twitter computer printer answer offer another together however moreover further former counter center banter
    chapter insist exist consist persist resist assist
    """.split()
)
_NO_BODIES = frozenset(
    """
    report reports statement study survey memo letter release lawsuit indictment poll people sources source side
    """.split()
)
_MORE_BODIES = frozenset(
    """
    lab laboratory charity nonprofit non-profit startup start-up tank website platform brand chain giant site magazine
    club band broadcaster retailer manufacturer insurer service operator journal program programme nonpartisan advocacy
    alliance coalition consortium
    """.split()
)
_ORGANISATIONS = _MORE_BODIES | frozenset(BODIES) - _NO_BODIES


def is_of_a_person(word: str) -> bool:
    """Say whether a word names what one person is, or sounds like it: "minister", "protester", "novelist"."""
    folded = word.lower().rstrip(".,")
    sounds_so = _OCCUPATION.fullmatch(folded) or _PERSON.fullmatch(folded)
    return is_title(word) or (sounds_so is not None and folded not in _NO_OCCUPATION)


def is_of_several(word: str) -> bool:
    """Say whether a word names what several persons are: "researchers", but not "princess"."""
    return word.endswith("s") and word.lower() not in _SINGULAR_IN_S


def is_organisation(word: str) -> bool:
    """Say whether a word names what kind of body bears the name behind it: "the data firm FactSet"."""
    return word.lower() in _ORGANISATIONS
