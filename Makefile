# Everything a person does with this checkout. Needs make and Python 3.11 or newer; `make run` is the place to start.
.DEFAULT_GOAL := run
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Stamps are named after what they were made from: an unchanged lock is never installed twice.
RUN := .venv/.run-$(shell cat requirements/run.txt tools/link.py | cksum | tr ' ' '-')
DEV := .venv/.dev-$(shell cat requirements/dev.txt tools/link.py | cksum | tr ' ' '-')
UV_EXPORT := $(BIN)/uv export --quiet --no-header --format requirements-txt --no-emit-project

.PHONY: setup run test lint fix demo bench docs pictures lock clean

setup: $(DEV)
	@$(BIN)/python tools/compile_messages.py

run: $(RUN)
	@$(BIN)/sixia serve --demo

demo: $(RUN)
	@$(BIN)/sixia prepare
	@$(BIN)/sixia demo

bench: $(RUN)
	@$(BIN)/sixia bench

docs: $(RUN)
	@$(BIN)/sixia docs

pictures: $(DEV)
	@$(BIN)/python -m tools.pictures

lint: $(DEV)
	@$(BIN)/python -m tools.lint

fix: $(DEV)
	@$(BIN)/python -m tools.lint --fix

test: $(DEV)
	@$(BIN)/python -m tools.test

lock: $(DEV)
	$(PIP) install uv
	$(BIN)/uv lock --quiet --upgrade
	$(UV_EXPORT) --extra postgres --no-dev -o requirements/run.txt
	$(UV_EXPORT) --all-extras --no-extra ocr -o requirements/dev.txt
	$(UV_EXPORT) --extra postgres --extra ocr --no-dev -o requirements/ocr.txt
	$(UV_EXPORT) --extra postgres --extra analytics --no-dev -o requirements/analytics.txt
	$(UV_EXPORT) --extra postgres --extra spark --no-dev -o requirements/spark.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find sixia -name '*.mo' -delete

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Sixia needs Python 3.11 or newer. Install it, or name it: make run PYTHON=/path/to/python3"; exit 78; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sixia needs Python 3.11 or newer; $(PYTHON) is older."; exit 78; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv"; exit 78; }

$(RUN): | .venv/bin/python
	@echo "Installing what Sixia needs (once) ..."
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(BIN)/python tools/link.py
	@rm -f .venv/.run-*; touch $@

$(DEV): | .venv/bin/python
	@echo "Installing what Sixia's workshop needs (once) ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(BIN)/python tools/link.py
	@rm -f .venv/.run-* .venv/.dev-*; touch $(RUN) $@
