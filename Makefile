# Every target does the set-up it needs; `make demo` and `make test` work on a fresh clone.
.POSIX:

BIN = .venv/bin
DEMO =
TEST =

.PHONY: help setup demo test lint types bench messages schema lock clean

help:
	@echo "make demo      run both examples and say where the reports are (DEMO=--open opens them)"
	@echo "make test      the whole quick test suite (TEST='-k words' narrows it)"
	@echo "make lint      format, style, types, layers, sizes"
	@echo "make types     types only"
	@echo "make bench     wall time and memory of a whole run"
	@echo "make messages  compile the catalogues after a change of a .po file"
	@echo "make schema    publish the JSON Schema of decisions.json"
	@echo "make lock      resolve the dependencies anew into requirements*.lock"
	@echo "make clean     remove what the other targets made"

setup:
	@sh scripts/setup

demo: setup
	@$(BIN)/bascule demo $(DEMO)

test: setup
	@$(BIN)/python -m pytest -n 2 $(TEST)

lint: setup types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/check_size.py
	@$(BIN)/python scripts/check_words.py

types: setup
	@$(BIN)/mypy

bench: setup
	@$(BIN)/python -m benchmarks.speed.whole_run

messages: setup
	@$(BIN)/python -m bascule.locale.compile
	@$(BIN)/python -m bascule.cli.compile

schema: setup
	@$(BIN)/python scripts/write_schema.py

lock: setup
	@sh scripts/lock

clean:
	rm -rf .venv out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests examples benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
