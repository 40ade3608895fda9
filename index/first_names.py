"""First names, and whether a man or a woman goes by them."""

from typing import Literal

Gender = Literal["he", "she"]

_MEN = frozenset(
    """
    aaron abdul abraham adam adolf adrian ahmed akira alain alan albert alberto alec alejandro alexander alexei
    alfonso alfred alistair allen alvin amit amos anders andre andreas andres andrew andrii andrzej andrés
    angus anil anthony anton antonio antony archie arnold arthur arvind asa ashish ashok baltasar barack barry bart
    bashar ben benedict benjamin bennie bernard bernd bernie bilal bill billy binyamin bjorn bob bobby boris brad
    bradley brandon brendan brent brett brian bruce bruno bryan bryce burt caleb carl carlo carlos cedric cesar chad
    charles chester christian christopher chuck clarence clark claude clayton cliff clifford clint clyde colin
    connor cornelius cory craig curtis cyril césar damian damon dan daniel danny darrell darren darryl daryl dave
    david dean deepak dennis denys denzel derek derrick desmond devin dexter dick didier diego dieter dmitry dmytro
    dominic dominik don donald doug douglas duane duncan dwayne dwight dylan earl ed eddie edgar edmund eduardo
    edward edwin eli elias elijah elliot elmer elton emile emilio emmanuel enrique enzo eric erik ernest erwin ethan
    eugene evan everett faisal felipe felix ferdinand fernando floyd francis francisco francois frank franklin franz
    françois fred freddie frederick fritz fumio gabriel garrett garry gary gavin geoff geoffrey george gerald gerard
    gerhard gilbert giovanni giulio giuseppe glen glenn gordon graham grant greg gregory grover guido guillaume
    guillermo gustav gustavo guy gérard hamid hamish hamza hank hans harald harold harry harvey hassan hector heinz
    helmut henri henrik henry herb herbert herman hiroshi horst howard hubert hugh hugo hunter hussein héctor ian
    ibrahim idris ignacio igor imran irving irwin isaac ismail ivan jack jacob jacques jair jake jamal james
    jan-werner jared jason javier jay jean-claude jean-luc jean-paul jean-pierre jeff jeffrey jens jeremy jermaine
    jerome jerry jim jimmy jiri joachim joaquin joe joel joey johan john johnny jon jonah jonas jonathan jorge jose
    josef joseph josh joshua josiah josé juan juergen julian justin jürgen kareem karim karl keir keith ken kendrick
    kenji kenneth kenny kevin khaled kirk klaus kofi kristian kurt kwame kyle lamar lance larry lars laurent
    lawrence lebron lech leo leon leonard leonardo lester levi lewis liam lionel lloyd lorenzo lorne louis lowell
    luca lucas luis luiz lukas luke luther lyle mahmoud malcolm malik manuel marc marcel marco marcus marek mariano
    mario mariusz mark markus marlon martin marty marvin massimo mateo matt matteo matthew matthias maurice max
    maxim maxwell mehmet melvin merrick micah michael michel mick mickey miguel mikael mike mikhail milan milos
    milton mitch mitchell mitt mohamed mohammad mohammed monte morris moses muhammad mukesh murray mustafa narendra
    nasser nate nathan ned neil nelson nicholas nick nicolas nicolás nigel nikolai nils noah nolan norm norman novak
    olaf oleksiy oliver olivier olof omar oscar otis otto owen pablo paolo parag pascal patrick paul pavel pedro
    percy perry pete peter phil philip philippe phillip pierre piotr preston quentin radek rafael rahul rajesh rajiv
    ralf ralph ramon ramón randall randolph randy ranil raphael raul ravi ray raymond raúl recep reggie reginald
    rhys ricardo richard rick rishi rob robert roberto rod roderick rodney rodrigo roger roland rolf ron ronald ross
    roy rudolph rudy rupert russ russell ryan salman salvador samir sammy samuel sanjay saul scott sean sebastian
    sergei sergey sergio seth shane shaun sheldon sherman shinzo silas silvio simon solomon spencer stan stanislav
    stanley stefan stefano stefanos stephen steve steven stewart stuart sunil suresh sven takashi tariq taro tate
    ted thabo theo theodore thiago thierry thom thomas tim timothy tobias toby todd tom tomas tomasz tommy tomás
    tony travis trent trevor tyler tyrone ulysses uwe vaclav vaughn vernon vicente victor vijay viktor vince vincent
    vitali vivek vladimir volodymyr václav wade wallace walter warren wayne wendell wes wesley wilbur wilhelm will
    willard william willie winston wolfgang xavier yitzhak yoshihide youssef yusuf yves zach zachary zane zoltan
    zoltán álvaro édouard
    """.split()
)
_WOMEN = frozenset(
    """
    abigail agnes aisha alessia alexandra alice alicia aline alison allison alyssa amanda amber amelia amina amy ana
    angela angelina anita ann anna annalena anne annette annie antonia ariana arlene astrid audrey aurelia ayesha
    barbara beatrice beatriz bella benazir bernadette beth bette betty beverly bianca blanche bonnie brenda breonna
    bridget brigitte britney brittany brittney brooke caitlin camilla camille candace cara carla carmen carol
    caroline carolyn carrie cassandra cate catherine cathy cecilia celia celine chantal charlene charlotte cherelle
    cheryl chloe christiane christina christine cindy claire clara clarissa claudia colette colleen condoleezza
    connie constance cora cori corinne crystal cynthia dagmar daisy daniela danielle danuta daphne darlene dawn deb
    debbie deborah debra delia denise desiree diana diane dolores donna doris dorothy edith edna eileen elaine
    eleanor elena elisabeth elise eliza elizabeth ella ellen ellie elsa elsie emily emma erica erika erin estelle
    esther eunice eva ewa fatima faye felicia fiona flora florence frances freda frida gabby gabriela gabrielle gail
    genevieve georgia geraldine gertrude gina ginni giorgia giulia gladys glenda gloria grace greta gretchen gwen
    gwendolyn hana hanna hannah harriet hazel heather heidi helen helena henrietta hilary hillary holly ida iga
    ilona ilse imelda imogen indira ines inga ingrid irene iris irma isabel isabella ivanka ivy jacinda jacqueline
    jada jana jane janelle janet janice jasmine jeanne jeannette jeannie jen jenna jennifer jenny jessica jill jo
    joan joann joanna joanne jocelyn johanna jolanta jolene josephine josie joyce juanita judith judy julia juliana
    julie juliet juliette june justine kaja kamala karen kari karin karina karine karla katarina kate katharina
    katharine katherine kathleen kathryn kathy katie katja katrina kayla keisha kellyanne kendra kerstin ketanji
    khadija kimberly kirsten kirstjen kristen kristi kristin kristina kristy ksenia kylie kyrsten lana lara larissa
    laura lauren laurie lea leah leanne leila lena leona leonor letitia liesel lila lillian lilly lily lina linda
    lisa lise liz lizzie lois lorena loretta lori lorraine louisa louise lucia lucille lucinda lucy ludmila luisa
    lydia lyudmila mabel madeleine madeline madonna mae magdalena maggie malala malgorzata mamata mandy manuela
    marcia margaret margot marguerite maria mariam mariana marianne marie marilyn marina marine marissa marjorie
    marla marlene marsha marta martha martina mary maryam mathilde matilda maud maureen maxine maya megan meghan
    melania melanie melinda melissa mercedes meredith mette mia michelle mildred millie mina minnie miranda miriam
    missy moira molly mona monica muriel myra nadia nadine nancy naomi natalia natalie natasha nell nellie nicki
    nicole nikki nina nirmala noelle nora noreen norma octavia oksana olena olga olivia ophelia oprah paige pam
    pamela paola patricia patsy patti patty paula pauline peggy penelope penny petra phoebe phyllis pilar polly
    priscilla priti priyanka rachel raquel rebecca rebekah regina renata renee rhonda rita roberta robyn rochelle
    rosa rosalie rosalind rosario rose rosemary roxanne ruth sabrina sadie sally samantha sandra sanna sara sarah
    sarina scarlett selena selma serena sharon sheila sherri sherry shirley sigrid silke silvia simona simone sofia
    sonia sonja sonya sophia sophie stacy stella stephanie sue susan susanne sushma suzanne svetlana sybil sylvia
    tabitha tallulah tamara tammy tania tanya tara tasha tatiana teresa teri tess tessa thelma theresa therese
    tiffany tina toni tonya tricia trisha trudy tulsi ulrike una ursula uschi valentina valeria valerie vanessa vera
    verna veronica vicki vicky victoria viktoria viola virginia vivian vivienne wanda wendy wilma winifred yasmin
    yoko yolanda yulia yuliya yvette yvonne zainab zelda zoe zuzana
    """.split()
)
_EITHER = frozenset(
    """
    alex alexis ali andrea andy angel ashley billie bobbie cameron carey casey charlie chris corey courtney dale dana
    dominique drew evelyn frankie jackie jaime jamie jan jean jess jesse jessie jody jordan jules kay kelly kelsey
    kerry kim kit kris lee lesley leslie lindsay lindsey logan loren lou lynn marion mel michele morgan nicola
    nikita noel pat peyton quinn reese rene riley robbie robin ronnie rory rowan sam sandy sasha shannon shawn
    sidney stacey stevie taylor terry tracey tracy whitney yuri
    """.split()
)


def gender_of_first_name(word: str) -> Gender | None:
    """Return the pronoun of whoever goes by a first name, None if it is of men and women, or unknown."""
    folded = word.lower()
    return "he" if folded in _MEN else "she" if folded in _WOMEN else None


def is_first_name(word: str) -> bool:
    """Say whether a word is known as a first name."""
    folded = word.lower()
    return folded in _MEN or folded in _WOMEN or folded in _EITHER
