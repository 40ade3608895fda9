"""A text as it is read for speech."""

from index.utterances.reading import read


def test_sentences_of_one_quotation_share_it() -> None:
    reading = read("Ann Jones said: “It is bad. It is late.” The sun shone.", None)
    assert [reading.sharing[number] for number in range(len(reading.sentences))][-1] == (
        len(reading.sentences) - 1,
        len(reading.sentences) - 1,
    )
    assert reading.sharing[0][0] == 0


def test_a_sentence_quoted_whole_is_told_from_one_with_a_speaker() -> None:
    assert read("“It is bad.” “No,” Ann Jones said.", None).quoted == [True, False]


def test_the_sentence_in_which_an_opening_mark_is_missing_is_known() -> None:
    reading = read("It rained.\n\nI want to go.\n\nIt is late, ” Ann Jones shared.", None)
    assert reading.orphaned == {2}


def test_all_attributions_of_a_labelled_paragraph_are_nobodys() -> None:
    reading = read("CLAIM: Ann Jones said so. Bob Lee agreed.\n\nAnn Jones said so.", None)
    assert [[each.described for each in spoken] for spoken in reading.spoken] == [[""], [""], ["Ann Jones"]]


def test_a_sentence_that_is_not_there_is_in_no_paragraph() -> None:
    reading = read("It rained. It poured.\n\nIt stopped.", None)
    assert [reading.are_in_one_paragraph(0, other) for other in (1, 2, 3)] == [True, False, False]
