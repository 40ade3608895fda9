"""The real command, in a process of its own that must stay offline: results, errors, exit codes."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import NEWSDESK, ROOT, SHIPPED, Ran, Run, bare_environment, open_the_way, run_installed, run_newsdesk
from tiny_cross_encoder import write_cross_encoder
from typer.testing import CliRunner

from bot.cli import VERBS, application, called, completed

HEAVY = (
    *("torch", "chromadb", "langchain", "langchain_core", "discord", "sentence_transformers", "transformers"),
    *("httpcore", "trafilatura", "lxml", "pypdf", "docx", "feedparser", "watchfiles"),
)
WORDING = ("bot.generating.writer", "bot.generating.checking")
LIGHT = [["--help"], ["articles"], ["status"], ["show", "x"], ["verify", "rain fell"], ["feedback"], ["gaps"]]


@pytest.fixture
def shipped(shipped_home: Path) -> Run:
    return lambda *arguments, **more: run_newsdesk(shipped_home, *arguments, **more)


def failed(ran: Ran, code: int, *words: str) -> None:
    """Check that a command ended with one clear line."""
    assert ran.code == code, ran
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) == 1, ran.err
    assert all(word in ran.err for word in words), ran.err


@pytest.mark.model
def test_the_installed_command_answers_with_citations(shipped_home: Path) -> None:
    ran = run_installed(shipped_home, "ask", "what did Zhao Lijian say about the clean network", "--json")
    assert ran.code == 0, ran.err
    answer, text = ran.json, SHIPPED.read_text().split("\n\n", 1)[1]
    assert set(answer) == {
        "question",
        "understood",
        "outcome",
        "text",
        "answerer",
        "statements",
        "citations",
        "closest",
        "freshness",
        "timings_ms",
    }
    assert (answer["outcome"], len(answer["citations"]) >= 4) == ("answered", True)
    assert all(set(statement) == {"text", "citations"} for statement in answer["statements"])
    assert all(text[made["start"] : made["end"]] == made["quote"] for made in answer["citations"])
    assert all(made["passage"] in text and made["quote"] in made["passage"] for made in answer["citations"])


@pytest.mark.model
def test_ask_exits_with_3_when_the_articles_do_not_say(shipped: Run) -> None:
    ran = shipped("ask", "What is Huawei's share price?")
    assert ran.code == 3
    assert ran.out.startswith("The articles do not say.")
    assert "Closest passages (not an answer)" in ran.out


@pytest.mark.model
def test_ask_takes_the_answerer_by_name(shipped: Run) -> None:
    ran = shipped("ask", "which companies are named as precedents", "--answerer", "extractive", "--json")
    assert (ran.code, ran.json["answerer"]) == (0, "extractive")


def test_an_answerer_that_there_is_not_is_refused_with_those_there_are(shipped: Run) -> None:
    failed(shipped("ask", "which companies are named", "--answerer", "oracle"), 2, "oracle", "extractive")


@pytest.mark.model
def test_a_reranker_orders_what_search_and_ask_find(shipped: Run, tmp_path: Path) -> None:
    model = str(write_cross_encoder(tmp_path / "encoder"))
    reranking = {"NEWSDESK_RERANKER__MODEL": model, "NEWSDESK_RERANKER__PASSAGES": "3"}
    ran = shipped("search", "the network", **reranking)
    assert (ran.code, ran.err) == (0, "")
    shown = [float(score) for score in re.findall(r"reranker\s+(-?[\d.]+)", ran.out)]
    assert len(shown) == 3
    assert shown == sorted(shown, reverse=True)
    assert shipped("ask", "which companies are named as precedents", **reranking).code == 0


@pytest.mark.parametrize("command", ["search", "ask"])
def test_a_reranker_that_is_not_there_ends_in_one_line_that_says_what_to_do(
    shipped: Run, tmp_path: Path, command: str
) -> None:
    ran = shipped(command, "the network", NEWSDESK_RERANKER__MODEL=str(tmp_path / "missing"))
    failed(ran, 1, "missing", "NEWSDESK_RERANKER__MODEL")


def test_commands_that_search_nothing_do_not_look_for_the_reranker(shipped: Run, tmp_path: Path) -> None:
    for command in (["articles"], ["status"], ["verify", "a monopoly network"]):
        assert shipped(*command, NEWSDESK_RERANKER__MODEL=str(tmp_path / "missing")).code == 0


@pytest.mark.model
def test_search_prints_hits_with_their_ranks(shipped: Run) -> None:
    (hit,) = shipped("search", "monopoly network", "-k", "1", "--json").json["hits"]
    assert set(hit) == {
        "article_id",
        "passage_id",
        "title",
        "score",
        "dense_rank",
        "bm25_rank",
        "text",
        "start",
        "end",
    }
    assert "monopoly network" in hit["text"]


def test_verify_accepts_an_exact_quote(shipped: Run) -> None:
    ran = shipped("verify", "“Second, this dirty network is a  monopoly network.”", "--json")
    assert (ran.code, ran.json["verdict"]) == (0, "exact")
    assert ran.json["matches"][0]["text"] == "Second, this dirty network is a monopoly network."


def test_verify_shows_what_is_altered(shipped: Run) -> None:
    ran = shipped("verify", "this dirty network is not a monopoly network", "--json")
    assert (ran.code, ran.json["verdict"]) == (0, "altered")
    assert ran.json["matches"][0]["diff"] == [{"op": "insert", "article": "", "asked": "not"}]


def test_verify_shows_the_articles_wording_beside_the_asked(shipped: Run) -> None:
    assert "article: monopoly  asked: fair" in shipped("verify", "this dirty network is a fair network").out


def test_verify_exits_with_3_for_an_absent_quote(shipped: Run) -> None:
    ran = shipped("verify", "The harbour is closed in winter", "--json")
    assert (ran.code, ran.json) == (3, {"verdict": "absent", "matches": []})


def test_a_quote_can_come_from_standard_input(shipped: Run) -> None:
    assert shipped("verify", "-", stdin="a monopoly\nnetwork\n").code == 0


def test_show_prints_the_article_with_its_passages(shipped: Run) -> None:
    shown = shipped("show", SHIPPED.stem, "--json").json
    assert shown["text"] == SHIPPED.read_text().split("\n\n", 1)[1]
    assert [passage["ordinal"] for passage in shown["passages"]] == list(range(len(shown["passages"])))


def test_articles_and_status_tell_what_there_is(shipped: Run) -> None:
    (article,) = shipped("articles", "--json").json["articles"]
    status = shipped("status", "--json").json
    assert (article["id"], article["published"], article["url"]) == (SHIPPED.stem, None, None)
    assert (status["articles"], status["newest"], status["sources"][0]["error"]) == (1, None, None)


def test_an_unknown_id_exits_with_3(shipped: Run) -> None:
    failed(shipped("show", "nothing"), 3, "nothing", "newsdesk articles")


def test_forget_erases_an_article_and_says_what_was_not_there(newsdesk: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A")
    with_fake_vectors(home, tmp_path / "a.txt")
    ran = newsdesk("forget", "a", "b", "--json")
    assert (ran.code, ran.json) == (3, {"forgotten": ["a"], "missing": ["b"]})
    assert newsdesk("articles", "--json").json["articles"] == []


def test_the_words_of_a_forgotten_article_are_gone_from_the_disk(newsdesk: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Zyxwvutsrq fell on the harbour.")
    with_fake_vectors(home, tmp_path / "a.txt")
    assert any(b"yxwvutsrq" in file.read_bytes() for file in home.rglob("*") if file.is_file())
    newsdesk("forget", "a")
    assert not any(b"yxwvutsrq" in file.read_bytes().lower() for file in home.rglob("*") if file.is_file())


def loaded(home: Path, arguments: list[str], names: tuple[str, ...]) -> str:
    """Return which of some modules a command loads, as the list is written."""
    script = (
        "import sys; from bot.cli import main\n"
        f"sys.argv = ['newsdesk', *{arguments!r}]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print([name for name in {names!r} if name in sys.modules], file=sys.stderr)"
    )
    environment = bare_environment(home, NEWSDESK_RERANKER__MODEL="/missing")
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("arguments", LIGHT)
def test_light_commands_load_nothing_heavy(home: Path, arguments: list[str]) -> None:
    assert loaded(home, arguments, HEAVY + WORDING) == "[]"


def test_what_words_answers_is_loaded_only_where_a_model_is_set(home: Path) -> None:
    assert loaded(home, ["ask", "where did rain fall"], WORDING) == "[]"


def test_an_empty_library_says_what_to_do(newsdesk: Run) -> None:
    ran = newsdesk("ask", "anything at all")
    failed(ran, 3, "no articles yet", "newsdesk index")


def test_indexing_nothing_says_what_to_name(newsdesk: Run) -> None:
    failed(newsdesk("index"), 2, "newsdesk index FOLDER")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.txt", None, ["no such file"]),
        ("folder", None, ["no articles"]),
        ("binary.txt", b"\x7fELF\x00\x01", ["binary"]),
        ("empty.txt", b"", ["empty"]),
        ("latin.txt", "café".encode("latin-1"), ["UTF-8", "byte 3"]),
        ("broken.jsonl", b'{"id": "1", "title": "T", "text": "', ["line 1", "JSON"]),
    ],
)
def test_bad_input_ends_in_one_line_and_exit_code_1(
    newsdesk: Run, tmp_path: Path, name: str, content: bytes | None, words: list[str]
) -> None:
    source = tmp_path / name
    if name == "folder":
        source.mkdir()
    elif content is not None:
        source.write_bytes(content)
    failed(newsdesk("index", str(source)), 1, name, *words)


def test_a_failure_stands_in_the_json_too(newsdesk: Run, tmp_path: Path) -> None:
    ran = newsdesk("index", str(tmp_path / "missing.txt"), "--json")
    assert (ran.code, ran.err) == (1, "")
    assert [failure["source"] for failure in ran.json["failed"]] == [str(tmp_path / "missing.txt")]


def test_an_unknown_setting_is_refused(newsdesk: Run) -> None:
    failed(newsdesk("status", NEWSDESK_EMBEDING__MODEL="x"), 2, "NEWSDESK_EMBEDDING__MODEL")


def test_a_missing_model_is_refused(newsdesk: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell.")
    ran = newsdesk("index", str(tmp_path / "a.txt"), NEWSDESK_EMBEDDING__MODEL=str(tmp_path))
    failed(ran, 1, "safetensors")


def test_an_altered_model_is_refused_and_nothing_is_lost(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell.")
    with_fake_vectors(home, tmp_path / "a.txt")
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"altered")
    failed(run_newsdesk(home, "ask", "rain", NEWSDESK_EMBEDDING__MODEL=str(tmp_path / "model")), 1, "cannot be loaded")
    assert len(run_newsdesk(home, "articles", "--json").json["articles"]) == 1


@pytest.mark.model
def test_a_library_of_another_model_is_refused_with_what_to_do(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell.")
    with_fake_vectors(home, tmp_path / "a.txt")
    failed(run_newsdesk(home, "ask", "where did rain fall"), 2, "NEWSDESK_EMBEDDING__MODEL")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user who may not write")
def test_a_read_only_data_directory_is_refused_with_what_to_do(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    script = (
        "import os, sys, bot.console; from bot.cli import application, main; application()\n"  # that user may read none
        "os.setgid(65534); os.setuid(65534)\n"
        "sys.argv = ['newsdesk', 'status']; main()"
    )
    open_the_way(locked)
    unmeasured = {
        name: value for name, value in bare_environment(locked / "home").items() if not name.startswith("COV")
    }  # coverage would write where nobody may
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=unmeasured,
        capture_output=True,
        text=True,
        check=False,
    )
    failed(Ran(done.returncode, done.stdout, done.stderr), 1, "NEWSDESK_HOME")


def test_a_question_of_ten_megabytes_is_refused(newsdesk: Run) -> None:
    failed(newsdesk("ask", "-", stdin="why " * 2_500_000), 2, "6,000")


def test_an_empty_question_is_refused(newsdesk: Run) -> None:
    failed(newsdesk("ask", ""), 2, "for example")


def test_a_mistyped_command_is_answered_with_the_right_one(newsdesk: Run) -> None:
    ran = newsdesk("aks")
    assert (ran.code, "Did you mean 'ask'" in ran.err) == (2, True)


@pytest.mark.parametrize("name", ["../shared", "a b", "\x1b[31m", "a" * 101, ""])
def test_a_library_name_that_could_mislead_is_refused(newsdesk: Run, name: str) -> None:
    assert newsdesk("status", "--library", name).code == 2


def test_control_and_bidi_characters_never_reach_the_terminal(newsdesk: Run, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"id": "x\x1b[2J", "title": "T\u202e\x07", "text": "Rain \x1b]8;;http://x\x07 fell."}))
    with_fake_vectors(home, file)
    out = newsdesk("articles").out + newsdesk("verify", "fell").out + newsdesk("status").out
    assert not set(out) & set("\x1b\x07\u202e")


def test_the_bot_without_a_token_says_which_variable_to_set(newsdesk: Run) -> None:
    failed(newsdesk("bot"), 2, "DISCORD_TOKEN")


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_command_has_help_that_says_what_it_does_with_examples(verb: str) -> None:
    result = CliRunner().invoke(application([verb]), [verb, "--help"], prog_name="newsdesk")
    assert (result.exit_code, f"Usage: newsdesk {verb}" in result.output) == (0, True)
    assert re.search(rf"Examples?:\n +(.* \| )?newsdesk {verb}\b", result.output)


def test_what_commands_do_is_told_in_lines_that_are_not_cut(newsdesk: Run) -> None:
    ran = newsdesk("--help")
    assert ran.code == 0
    assert all(does in ran.out for *_, does in VERBS.values())
    assert "..." not in ran.out.partition("Commands:")[2]


def test_only_the_module_of_the_verb_that_is_called_is_imported() -> None:
    assert called(["--verbose", "said", "chat"]) == ("said",)
    assert called(["siad"]) == tuple(VERBS)
    assert called(completed({"COMP_WORDS": "newsdesk\nsaid\nAn"})) == ("said",)


def test_the_prompt_of_the_chat_waits_for_nothing_of_the_articles(home: Path) -> None:
    script = (
        "import sys; from bot.cli import application; application(['chat'])\n"
        "import bot.chat.conversing, bot.chat.prompt\n"
        "print([name for name in ('index', 'bot.desk', 'bot.settings', 'numpy', 'pydantic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], env=bare_environment(home), capture_output=True, text=True,
                          check=True)  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_a_library_that_is_not_there_is_told_with_those_that_are(newsdesk: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell.")
    with_fake_vectors(home, tmp_path / "a.txt")
    failed(newsdesk("said", "Ann Lee", "--library", "sharde"), 3, "'sharde' has no articles yet", "articles in: shared")


def test_the_status_of_an_empty_library_says_what_to_do(newsdesk: Run) -> None:
    assert "newsdesk index FOLDER" in newsdesk("status").err


def test_two_indexers_at_once_lose_nothing(newsdesk: Run, home: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for number in range(30):
            (tmp_path / folder / f"n{number}.txt").write_text(f"Text {number} of {folder}.")
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda folder: with_fake_vectors(home, tmp_path / folder), ("a", "b")))
    assert len(newsdesk("articles", "--json").json["articles"]) == 60


def with_fake_vectors(home: Path, *sources: Path) -> None:
    """Index without the model, as another process would have."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path; from fake_embeddings import FakeEmbeddings; from index import Indexer, Ledger\n"
        "Indexer(Ledger(Path(sys.argv[2])), FakeEmbeddings()).index('shared', [Path(a) for a in sys.argv[3:]])"
    )
    subprocess.run([sys.executable, "-c", script, str(ROOT / "tests"), str(home), *map(str, sources)], check=True)


@pytest.fixture
def heeding_interrupts() -> Iterator[None]:
    """Have processes that are started heed Ctrl-C, even if the tests themselves run in the background and do not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_whoever_interrupts_is_told_what_is_kept(home: Path, heeding_interrupts: None) -> None:
    command, pipe = [NEWSDESK, "index", "-"], subprocess.PIPE
    with subprocess.Popen(command, env=bare_environment(home), cwd="/", stdin=pipe, stderr=pipe, text=True) as running:
        try:
            while not (home / "indexing.lock").exists():  # it has begun, and waits for what is piped in
                assert running.poll() is None
                time.sleep(0.05)
            time.sleep(0.5)
            running.send_signal(signal.SIGINT)
            _, told = running.communicate(timeout=60)
        finally:
            running.kill()
    assert (running.returncode, len(told.splitlines())) == (130, 1)
    assert "are kept" in told
