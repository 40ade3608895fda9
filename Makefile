# make ask    one cited answer about the shipped article      make test   everything that CI checks
# make lock   resolve the dependencies anew                   make clean  remove the environment and the demonstration
# make eval   the golden questions about the shipped article  make eval SET=FOLDER  any set of questions, scored
#
# The long campaigns; what they printed last stands in tests/README.md, but for the ablation.
# make kills  killed again and again, nothing lost            make damage     damaged Chroma files
# make kills-cluster KILLS=50 SEED=1   two bots, two indexers, PostgreSQL and Chroma, killed in turn
# make disks  full disks (needs root, Linux)                  make canaries   libraries kept apart
# make fetching, make parsing   hostile servers, documents    make libraries  where questions go, measured
# make bench  indexing, and libraries of SIZES passages       make int8       what the int8 setting costs
# make servers  what one process holds of many servers, and ten thousand of them played
# make on-server  how PostgreSQL ranks, which has no BM25, beside SQLite
# make peers  beside LangChain's quick start, LlamaIndex, Haystack and txtai, in an environment of their own
# make picture  the README's picture of an answer, drawn anew (needs Chromium)
# make injections, make fabrications   language models that obey articles, judges too, and that alter facts
# make judging  statements of language models, with judges of whom it is known how often they err
# make support  the model that says whether passages bear a statement out, trained likewise
# make reader   the model that says which sentences answer, trained from the data (hours on two cores)
# make ablation SET=FOLDER   what each rule beside the reader is worth

PYTHON ?= python3
Q ?= what did Zhao Lijian say about the clean network
KILLS ?= 30
BIN := .venv/bin
ARTICLE := index/articles/korea-huawei-clean-network.txt

# The demonstration keeps its own data in the checkout; your library stays untouched.
export NEWSDESK_HOME := $(CURDIR)/.newsdesk
# The tests start some hundred processes; each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

ask: export Q := $(Q)
ask: .venv/.installed
	@test "$$NEWSDESK_HOME/.demonstrated" -nt $(ARTICLE) || { $(BIN)/newsdesk index index/articles && touch "$$NEWSDESK_HOME/.demonstrated"; }
	@$(BIN)/newsdesk ask "$$Q"

# OPTIONS are those of newsdesk eval: --limit, --save, --compare and more.
SET ?=
OPTIONS ?=
eval: .venv/.installed
	$(BIN)/newsdesk eval $(or $(SET),index/articles --corpus index/articles --golden tests/golden.jsonl) $(OPTIONS)

# Of 20,000 modules a third is ever imported, and compiled then.
.venv/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25,<27"
	@echo "Installing from the lock; this takes a few minutes the first time."
	$(BIN)/python -m pip install --quiet --no-compile -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-test: .venv/.installed requirements-test.lock
	$(BIN)/python -m pip install --quiet --no-compile -r requirements-test.lock
	@touch $@

# On two cores: a third of the time a test waits, for a process or a clock.
test: .venv/.installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder $(OPTIONS)

# Data to measure on and to attack with is not shipped; campaigns that need it say so.
DATA ?= ../shared
kills: .venv/.installed-test
	$(BIN)/python tests/kills.py --kills $(KILLS)

SEED ?= 1
kills-cluster: .venv/.installed-test
	$(BIN)/python tests/kills_cluster.py --kills $(KILLS) --seed $(SEED)

damage: .venv/.installed-test
	$(BIN)/python tests/damage.py

disks: .venv/.installed-test
	$(BIN)/python tests/disk_full.py

canaries: .venv/.installed-test
	$(BIN)/python tests/canaries.py

libraries: .venv/.installed-test
	PYTHONPATH=tests $(BIN)/python -m benchmarks.small_and_large

on-server: .venv/.installed-test
	PYTHONPATH=tests $(BIN)/python -m benchmarks.ranking_on_server --index $(DATA)/eval/apnews_qed/corpus.jsonl $(DATA)/eval/squad2_dev $(DATA)/eval/multihop_rag_500

fetching: .venv/.installed-test
	$(BIN)/python tests/fetching_limits.py $(wildcard $(DATA)/security/ssrf_vectors.tsv)

parsing: .venv/.installed-test
	$(BIN)/python tests/parsing_limits.py

# SIZES of libraries; 1000000 may be one of them, and takes an hour or more the first time.
SIZES ?= 1000 7500 10000 100000
bench: .venv/.installed-test
	PYTHONPATH=tests $(BIN)/python -m benchmarks.indexing $(DATA)/eval/apnews_qed/corpus.jsonl tests/benchmarks/results
	PYTHONPATH=tests $(BIN)/python -m benchmarks.scale $(DATA)/eval tests/benchmarks/results --sizes $(SIZES)
	$(MAKE) bench-page

bench-page: .venv/.installed-test
	PYTHONPATH=tests $(BIN)/python -m benchmarks.page tests/benchmarks/results

# OPTIONS are those of the measurement: --libraries, --shared, --play.
servers: .venv/.installed-test
	PYTHONPATH=tests $(BIN)/python -m benchmarks.servers $(DATA)/eval tests/benchmarks/results $(OPTIONS)
	$(MAKE) bench-page

RESULTS ?= tests/benchmarks/results
.venv-peers/.installed: tests/benchmarks/peers/requirements.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --upgrade "pip>=25,<27"
	.venv-peers/bin/python -m pip install --quiet -r $<
	@touch $@

# OPTIONS are those of the comparison: --limit, --part, --only, --rounds, --threads, --page.
peers: .venv/.installed-test .venv-peers/.installed
	PYTHONPATH=tests $(BIN)/python -m benchmarks.compare_peers $(DATA)/eval $(RESULTS) $(OPTIONS)

injections: .venv/.installed-test
	$(BIN)/python tests/injections.py $(DATA)/eval
	$(BIN)/python tests/judge_attacks.py $(DATA)/eval

fabrications: .venv/.installed-test
	$(BIN)/python tests/fabrications.py $(DATA)/eval

judging: .venv/.installed-test
	$(BIN)/python tests/replaying.py $(DATA)/eval/support_dev

# OPTIONS: --quick. WORK keeps the index and checkpoints of a run that is broken off.
WORK ?= .reader
reader: .venv/.installed-test
	$(BIN)/python -m bot.reader.training $(DATA) tests/reader $(WORK) $(OPTIONS)

# STATEMENTS are further ones over the articles of $(DATA)/eval that are public.
STATEMENTS ?= tests/support/statements.jsonl
support: .venv/.installed-test
	$(BIN)/python -m bot.support.training $(DATA) $(STATEMENTS) $(WORK) $(OPTIONS)

# SET is a folder of articles and questions; OPTIONS are --limit and --home.
ablation: .venv/.installed-test
	PYTHONPATH=tests $(BIN)/python tests/ablation.py $(SET) $(OPTIONS)

CHROMIUM ?= chromium
picture: .venv/.installed-test
	@command -v $(CHROMIUM) > /dev/null || { echo "There is no $(CHROMIUM): apt-get install chromium fonts-noto-core fonts-noto-color-emoji, or set CHROMIUM."; exit 1; }
	$(BIN)/python tests/discord_picture.py $(CHROMIUM)

# OPTIONS are those of the measurement: sets (else all seven), --questions, --articles, --cache.
int8: .venv/.installed-test
	PYTHONPATH=tests $(BIN)/python -m benchmarks.int8 $(DATA)/eval $(OPTIONS)

# torch stays a range and brings its own platform packages: its builds differ from machine to machine.
UNLOCKED := ^(torch|triton|nvidia-[a-z0-9-]+|cuda-[a-z]+)==
lock: .venv/.installed-test
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --upgrade --extra build pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --upgrade --extra build --extra test --constraint requirements.lock pyproject.toml --output-file requirements-test.lock
	sed -E -i '/$(UNLOCKED)/d' requirements.lock requirements-test.lock
	echo 'torch>=2.6,<3' | tee -a requirements.lock >> requirements-test.lock

clean:
	rm -rf .newsdesk .venv .venv-peers

.PHONY: ablation ask eval on-server test kills kills-cluster damage disks canaries libraries fetching parsing bench bench-page servers peers injections fabrications judging reader support picture int8 lock clean
