# Needs git, make and Python 3.11 or newer. `make help` says what can be done.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
VENV ?= .venv
PORT ?= 5000
HOST ?= 127.0.0.1
bin = $(VENV)/bin
pytest = $(bin)/python -m pytest -q

.DEFAULT_GOAL := help
.PHONY: help run test quick check bench words migrate clean

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*  ## /\1\t/p' Makefile | expand -t 10

run: $(VENV)/run  ## Serve the demo school on http://HOST:PORT, 127.0.0.1 and 5000 unless set
	@export KINDPORTFOLIO_HOST=$(HOST) KINDPORTFOLIO_PORT=$(PORT) && \
		$(bin)/kindportfolio db upgrade && \
		$(bin)/kindportfolio demo && \
		exec $(bin)/kindportfolio serve --with-worker

test: quick  ## Run every test: the quick ones, the slow ones, and the house on PostgreSQL
	$(pytest) -m slow
	$(pytest) -m "not slow" --database=postgres

quick: $(VENV)/test  ## Run the tests that take milliseconds
	$(pytest) -m "not slow"

check: $(VENV)/test  ## Check format, lint, types, direction of imports, templates and scripts
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/mypy
	$(bin)/lint-imports
	$(bin)/djlint --lint --quiet --allow-empty-input kindportfolio themes
	@if command -v node >/dev/null; then \
		for script in $$(git ls-files '*.js'); do \
			echo "node --check $$script"; \
			node --input-type=module --check < $$script || exit 1; \
		done; \
	else echo "node is not here: the scripts stay unchecked"; fi

bench: $(VENV)/test  ## Measure the hot pages beside nginx
	$(bin)/python -m bench

words: $(VENV)/test  ## Collect the words for translation and compile the catalogues
	@mkdir -p build
	$(bin)/pybabel -q extract -F pyproject.toml -o build/words.pot --project kindportfolio \
		--no-location --sort-output --no-wrap kindportfolio themes
	$(bin)/pybabel -q update -i build/words.pot -d kindportfolio/translations \
		--init-missing -l en --no-fuzzy-matching --ignore-obsolete --no-wrap --ignore-pot-creation-date
	$(bin)/pybabel -q compile -d kindportfolio/translations --statistics

migrate: $(VENV)/run  ## Bring the database up to date; with SAYS="a sentence", write a migration
	@if [ -n "$(SAYS)" ]; then $(bin)/alembic -c setup.cfg revision --autogenerate -m "$(SAYS)"; \
	else $(bin)/kindportfolio db upgrade; fi

clean:  ## Remove what was built; instance/ and its data stay
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed."; exit 1; }
	@echo "Making a virtual environment in $(VENV) ..."
	$(PYTHON) -m venv $(VENV)

$(VENV)/run: setup.cfg pyproject.toml | $(VENV)/bin/python
	@echo "Installing kindportfolio and what it needs ..."
	$(bin)/python -m pip install --disable-pip-version-check -e .
	@touch $@

$(VENV)/test: setup.cfg pyproject.toml | $(VENV)/bin/python
	@echo "Installing kindportfolio and its test tools ..."
	$(bin)/python -m pip install --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/run
