# Two commands set up a fresh machine: `make serve` and `make test`. Both install what they need, once, from hashed lock files.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_FLAGS := --quiet --require-hashes --no-deps --only-binary :all: --disable-pip-version-check
PORT ?= 8001

.DEFAULT_GOAL := help
.PHONY: help serve test build lint format types bench browser screenshots lock install validate docs release clean

help: ## say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(VENV)/.serve: lock/serve.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(PIP_FLAGS) -r lock/serve.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.all: lock/all.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(PIP_FLAGS) -r lock/all.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/.serve

install: $(VENV)/.all ## install everything: reading, extraction, building, tests

serve: $(VENV)/.serve ## build the database from data/ and open it with Datasette (PORT=8001)
	$(BIN)/embassyrow serve --port $(PORT)

test: $(VENV)/.all ## run the tests (those that need ../shared or Chromium say so and skip)
	$(BIN)/python -m pytest -q

build: $(VENV)/.all ## build data/ and the database from ../shared, or from what `embassyrow fetch` brought
	$(BIN)/embassyrow build $(if $(wildcard ../shared),--sources ../shared)

validate: $(VENV)/.all ## check the package
	$(BIN)/embassyrow validate

lint: $(VENV)/.all ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.all ## let ruff format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.all ## measure speed and accuracy, side by side with the peers
	$(BIN)/python -m bench

browser: $(VENV)/.all ## run the tests that drive the system's Chromium
	$(BIN)/python -m pytest -q -m browser

screenshots: $(VENV)/.all ## pictures of every page kind, desktop and phone, in screenshots/
	$(BIN)/python -m etl.explore.screenshots

docs: $(VENV)/.all ## renew what is made of the data in docs/: codebook, vocabulary, worked questions (the build makes the quality report)
	$(BIN)/python -m etl.schema codebook
	$(BIN)/python -m etl.schema vocabulary
	$(BIN)/python -m etl.publish.worked

release: $(VENV)/.all ## make dist/: the archive with checksums, licences, codebook and reports, and the database
	$(BIN)/python -m etl.publish.release

lock: ## renew the hashed lock files (needs uv)
	uv pip compile pyproject.toml -o lock/serve.txt --generate-hashes --no-emit-index-url --universal --python-version 3.11 --no-annotate --custom-compile-command "make lock" -q
	uv pip compile pyproject.toml --extra build --extra dev -c lock/serve.txt -o lock/all.txt --generate-hashes --no-emit-index-url --universal --python-version 3.11 --no-annotate --custom-compile-command "make lock" -q

clean: ## remove what was made, except data/
	rm -rf $(VENV) .embassyrow build dist .pytest_cache .mypy_cache .ruff_cache
