# For those who write:
# make start   turn the sample into your own journal  make new      this week's entry
# make serve   see the journal, with live preview     make status   where am I?
# make publish check it, and send it to the web       make advice   what is to be mended, and advice
# make export  the journal to take away, in exports/  make pdf      the same as a book to print
# make site    build it into site/                    make reading  write down what you measured
#
# For those who change Waypost:
# make test    run every test                         make check    format, lint, types, architecture
# make fuzz    the tests that try anything, on examples drawn anew; what they find becomes a case
# make lock    resolve the dependencies anew          make bench   measure it beside stock Material
# make audit   ask the web what is known to be unsafe of what Waypost uses
# make pictures  take the pictures of the README and the manual anew; ARGS="--all FOLDER" for sheets of all pages
# make manual  write what the records say of their fields into the manual, and for editors

PYTHON ?= python3
VENV   ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

# Material announces MkDocs 2 at every build; this project is pinned below it.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := serve
WAYPOST := $(BIN)/waypost
.PHONY: start new reading status publish export pdf advice serve site test fuzz check audit bench manual pictures lock clean

start new reading status publish export: $(VENV)/.journal
	@$(WAYPOST) $@ $(ARGS)

advice: $(VENV)/.journal
	@$(WAYPOST) check $(ARGS)

pdf: $(VENV)/.pdf
	@$(WAYPOST) export pdf $(ARGS)

serve: $(VENV)/.journal
	@$(WAYPOST) serve $(ARGS)

site: $(VENV)/.journal
	@$(WAYPOST) build $(ARGS)

test: $(VENV)/.developer
	$(BIN)/pytest

fuzz: $(VENV)/.developer
	$(BIN)/pytest -m hypothesis --hypothesis-profile others $(ARGS)

check: $(VENV)/.developer
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/waypost check
	$(BIN)/actionlint -shellcheck $(BIN)/shellcheck
	$(BIN)/zizmor --offline --quiet --no-progress .github
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/entry.yml

audit: $(VENV)/.developer
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.txt -r requirements-dev.txt

bench: $(VENV)/.developer
	$(BIN)/python -m bench $(ARGS)

manual: $(VENV)/.journal
	$(BIN)/python -m waypost.cli.manual
	$(BIN)/waypost schema

pictures: $(VENV)/.developer
	$(BIN)/python tests/pictures.py $(ARGS)

# Hashes and versions only: no line of a lock names an index or a host.
LOCK = $(BIN)/uv pip compile pyproject.toml --group install --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --upgrade --quiet \
  --custom-compile-command "make lock"

lock: $(VENV)/.developer
	$(LOCK) -o requirements.txt
	$(LOCK) --extra pdf -c requirements.txt -o requirements-pdf.txt
	$(LOCK) --extra dev -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf $(VENV) site .site-in-progress-* .site-before-* .cache

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Waypost needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)."; \
	  echo "Name another one: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.journal: requirements.txt pyproject.toml | $(VENV)/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.pdf: requirements-pdf.txt $(VENV)/.journal
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-pdf.txt
	@touch $@

$(VENV)/.developer: requirements-dev.txt $(VENV)/.journal
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
