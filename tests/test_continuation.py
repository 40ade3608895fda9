"""The sentences that go on with a statement."""

import pytest

from index.utterances import utterances


def test_an_enumeration_belongs_to_the_statement_that_opens_it() -> None:
    text = "Ann Jones said that it is bad. First, it costs money. Nobody pays. Second, it is late.\n\nThe sun shone."
    (said,) = utterances(text)
    assert [span.of(text) for span in said.sentences][1:] == [
        "First, it costs money.",
        "Nobody pays.",
        "Second, it is late.",
    ]


def test_a_sentence_in_the_first_person_goes_on_with_the_statement() -> None:
    text = "Ann Jones said that it is bad. We believe it must end. The council meets on Monday."
    (said,) = utterances(text)
    assert text[said.start : said.end] == "Ann Jones said that it is bad. We believe it must end."


def test_the_reporters_next_sentence_is_not_the_speakers() -> None:
    (said,) = utterances("Ann Jones said that it is bad. The council meets on Monday.")
    assert len(said.sentences) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Our correspondent in Seoul reports that LG will not comply.",
        "We asked Huawei for comment.",
        "We have contacted Huawei.",
        "We hope you enjoyed this article.",
        "Next week, Pompeo visits Seoul. He will meet Moon.",
        "Finally, the court ruled against Huawei. The judge was strict.",
        "Second-quarter sales at Huawei fell. Ericsson gained.",
        "First, the house met. Mike Pompeo praised the vote.",
        "It is the biggest since World War I.",
        "“It is safe.” Pompeo disagreed, said Ann Lee.",
        "“It is safe.”",
    ],
)
def test_the_reporter_goes_on_after_a_statement(text: str) -> None:
    said, *_ = utterances(f"Zhao Lijian said the ban is wrong. {text}")
    assert (said.speaker, len(said.sentences)) == ("Zhao Lijian", 1)


@pytest.mark.parametrize(
    ("behind", "own"), [("", 2), (" The council meets.", 2), (" Pompeo disagreed.", 1), (" Ann Lee said so.", 1)]
)
def test_a_quoted_sentence_goes_on_with_a_quoted_statement(behind: str, own: int) -> None:
    said, *_ = utterances(f"“No,” Zhao Lijian said. “It is safe.”{behind}")
    assert len(said.sentences) == own


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("“It is bad. It is late. Nobody pays,” Ann Jones said. The sun shone.", 1),
        ("“It is bad,” Ann Jones said.\n\n“It is late. Nobody pays.”\n\nThe sun shone.", 2),
        ("Ann Jones said:\n\n“It is bad.\n\n“It is late.\n\n“Nobody pays.”\n\nThe sun shone.", 4),
        ("Ann Jones said: “It is bad.\n\nNobody pays.”\n\nThe sun shone.", 2),
        ("“It is bad,” said Ann Jones of Rome. Nobody pays, and it is late.”\n\nThe sun shone.", 2),
        ("I want to appeal to all.\n\nDo not pay.\n\nIt is late, ” Ann Jones shared.", 3),
        ("Ann Jones urged people to stay in. Everybody should wear a mask. The sun shone.", 2),
    ],
)
def test_a_statement_goes_on_over_sentences_and_paragraphs(text: str, own: int) -> None:
    said, *more = utterances(text)
    assert (said.speaker, len(said.sentences), more) == ("Ann Jones", own, [])


@pytest.mark.parametrize(
    "text",
    [
        "The council must replace the ferry by Friday.",
        "People should not accept that.",
        "We should note that nobody agrees.",
        "We believe, as this newspaper, that it is wrong.",
        "We believe that she is wrong.",
        "We believe that Jones is wrong.",
        "First, the roof leaks. Second, Greg White disagrees. Greg White left.",
    ],
)
def test_the_papers_own_sentences_are_not_the_speakers(text: str) -> None:
    said, *_ = utterances(f"Ann Jones said the theatre would close. {text}")
    assert len(said.sentences) == 1


@pytest.mark.parametrize(
    ("behind", "own"),
    [
        ("Greg White said this on Tuesday.", 1),
        ("So said Greg White on Tuesday.", 1),
        ("That was the answer of Bob Lee.", 1),
        ("Those were the words of the union.", 1),
        ("Bob Lee was furious.", 2),
        ("This week, Greg White arrived.", 2),
        ("That bill, Greg White said, is dead.", 2),
    ],
)
def test_a_quotation_in_its_own_paragraph_is_whose_the_next_sentence_says(behind: str, own: int) -> None:
    said, *_ = utterances(f"“It will open,” Ann Jones said.\n\n“It will never open.”\n\n{behind}")
    assert (said.speaker, len(said.sentences)) == ("Ann Jones", own)


@pytest.mark.parametrize(("quoted", "own"), [("Nonsense!", 1), ("It is all nonsense!", 2)])
def test_a_word_in_quotation_marks_may_be_somebodys_answer(quoted: str, own: int) -> None:
    said, *_ = utterances(f"“It will rise,” Ann Jones said. “{quoted}” Then all went home.")
    assert len(said.sentences) == own


@pytest.mark.parametrize(
    ("behind", "own"),
    [
        ("Greg White, asked about the roof, said: “It holds.”", 2),
        ("Inspector Greg White said two beams had been replaced.", 2),
        ("Greg White told reporters that the roof holds.", 2),
        ("Greg White said on Tuesday.", 1),
        ("Greg White told reporters.", 1),
        ("The roof holds, said Greg White.", 1),
    ],
)
def test_a_quotation_before_somebody_with_words_of_his_own_goes_on_with_the_statement(behind: str, own: int) -> None:
    said, *_ = utterances(f"“It will open,” Ann Jones said. “Nobody has to leave the hall.” {behind}")
    assert (said.speaker, len(said.sentences)) == ("Ann Jones", own)
