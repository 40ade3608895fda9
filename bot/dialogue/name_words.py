"""Words that tell a person's name from another, and titles of men from those of women."""

from bot.times.calendar_names import IN_LOWER_CASE

TITLES_OF_MEN = frozenset("mr sir king prince lord pope father brother actor businessman spokesman chairman".split())
TITLES_OF_WOMEN = frozenset(
    "mrs ms miss queen princess lady dame sister actress businesswoman spokeswoman chairwoman duchess".split()
)
TITLES = (
    TITLES_OF_MEN
    | TITLES_OF_WOMEN
    | frozenset(
        """
        dr doctor prof professor president minister premier chancellor secretary senator sen governor gov mayor judge
        justice general gen colonel captain sergeant lieutenant rep representative congressman congresswoman director
        spokesperson chief emperor
        """.split()
    )
)
BODY_WORDS = frozenset(
    """
    agency airlines airways alliance army assembly association authority bank band board brothers bureau church city
    club co college commission committee company congress corporation corp council county court department
    federation fc force forces foundation front fund government group guard house inc institute league limited llc ltd
    media ministry museum navy network news office orchestra organization organisation parliament party
    police post press records republic school senate services society state states studios team
    theatre theater times tribune union university administration agencies
    """.split()
)
THING_WORDS = frozenset(
    """
    war act agreement treaty championship championships cup series season festival award awards prize album tour center
    centre stadium park river mountain mountains island islands street road hotel hall airport bridge abbey castle
    hospital station conference olympics games bill law deal accord plan day medal museum theory album book show
    programme program project chart charts tournament election elections summit revolution crisis
    """.split()
)
WORK_WORDS = frozenset(
    """
    album albums song songs single film films movie movies book books novel show play plays musical sitcom titled
    called entitled track ep video poem essay comedy drama opera game
    """.split()
)
COUNTRIES = frozenset(
    name.strip()
    for name in """
    afghanistan, africa, albania, algeria, america, angola, argentina, armenia, asia, australia, austria, azerbaijan,
    bahrain, bangladesh, beijing, belarus, belgium, bolivia, bosnia, brazil, britain, brussels, bulgaria, cambodia,
    california, cameroon, canada, chad, chicago, chile, china, colombia, congo, croatia, cuba, cyprus, denmark, ecuador,
    egypt, england, eritrea, estonia, ethiopia, europe, finland, florida, france, gaza, georgia, germany, ghana, greece,
    haiti, honduras, hong kong, hungary, iceland, india, indonesia, iran, iraq, ireland, israel, italy, jamaica,
    japan, jordan, kazakhstan, kenya, korea, kosovo, kuwait, kyiv, laos, latvia, lebanon, liberia, libya, lithuania,
    london, los angeles, luxembourg, macedonia, malaysia, mali, malta, mexico, moldova, mongolia, montenegro, morocco,
    moscow, mozambique, myanmar, namibia, nepal, netherlands, new york, new zealand, nicaragua, niger, nigeria,
    north korea, northern ireland, norway, oman, pakistan, palestine, panama, paraguay, paris, peru, philippines,
    poland, portugal, qatar, romania, russia, rwanda, saudi arabia, scotland, senegal, serbia, singapore, slovakia,
    slovenia, somalia, south africa, south korea, south sudan, spain, sri lanka, sudan, sweden, switzerland, syria,
    taiwan, tajikistan, tanzania, texas, thailand, tokyo, tunisia, turkey, turkmenistan, uganda, ukraine,
    united kingdom, united states, uk, us, u.s, usa, u.k, uruguay, uzbekistan, venezuela, vietnam, wales, washington,
    yemen, zambia, zimbabwe, eu, european union
    """.split(",")
)
NOT_NAMES = IN_LOWER_CASE | frozenset(
    """
    today yesterday tomorrow
    the a an and or but not in on at to of for from by with as if when while what who where why how which whose whom
    is are was were be been do does did have has had can could will would shall should may might must this that these
    those there here it he she they we you his her its their our your my i am yes no so then than also other others
    after before during since until because although though however please thanks thank sorry hello hi ok okay well
    don't doesn't didn't isn't aren't wasn't weren't i'm i'd i'll i've it's that's let let's tell give show say said
    according some any many most much more all each every both another such one two three four five six seven
    eight nine ten first second third last next name describe explain list find besides despite within without
    """.split()
)
