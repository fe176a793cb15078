# What a person types. `make run` starts Utkik, `make demo` shows a filled one, `make test` and `make check` say
# whether it still holds.
PYTHON ?= python3
BIND ?= 127.0.0.1:8000
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -q
LOCK := $(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11

# Collecting beside other collectors. PEERS holds the feed server and their runners.
PEERS ?= ../shared/bench

.PHONY: run demo install test check format messages lock bench bench-collect drill screenshots

run: install
	@$(BIN)/utkik run --bind $(BIND)

demo: install
	@$(BIN)/python tools/demo.py $(BIND)

install: .venv/.ok
	@$(BIN)/python -c "from utkik.command import assets; assets.ready()"

.venv/.ok: requirements/uv.txt requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Utkik needs Python 3.11 or newer. On Debian and Ubuntu: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv is missing. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip sync -q --python $(BIN)/python --require-hashes requirements/dev.txt
	$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

# All tests: on SQLite and on PostgreSQL, with kills and backups, in a browser.
test: install
	@$(BIN)/python tools/chromium.py
	@$(BIN)/python tools/run_tests.py

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python tools/check_sizes.py
	$(BIN)/python tools/check_texts.py
	$(BIN)/python tools/catalogue.py check
	$(BIN)/lint-imports
	$(BIN)/python tools/check_migrations.py
	$(BIN)/djlint utkik --lint --quiet
	$(BIN)/mypy

format: install
	$(BIN)/ruff check -q --fix .
	$(BIN)/ruff format .

messages: install
	$(BIN)/python tools/catalogue.py update
	$(BIN)/python tools/catalogue.py compile

# After a change of requirements/*.in.
lock: install
	cd requirements && for set in uv base dev; do ../$(LOCK) $$set.in -o $$set.txt; done

bench: install
	$(BIN)/python -m bench

bench-collect: install
	$(BIN)/python -m bench.collect --peers $(PEERS) $(BENCH)

# The long checks: more kills, migrations there and back, restore compared row by row, every theme and width.
drill: install
	KILLS=100 EACH=3 $(PYTEST) -rA tests/slow tests/drill
	$(PYTEST) -m slow tests/browser

screenshots: install
	@$(BIN)/python tools/chromium.py
	$(BIN)/python tools/screenshots.py
