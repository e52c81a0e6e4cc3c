# The verbs of working on Stoppress. `make` alone lists them.

VENV ?= .venv
DEMO_HOME ?= demo-home
SITE ?= 127.0.0.1:8000
DESK ?= 127.0.0.1:8001

SUPPORTED := >=3.11,<3.14
BIN := $(VENV)/bin
STOPPRESS := $(BIN)/stoppress --home $(DEMO_HOME)
INSTALL = $(if $(UV),uv pip install -q --python $(BIN)/python,$(BIN)/python -m pip install -q)
UV := $(shell command -v uv 2>/dev/null)
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& { command -v $$python; break; }; done)

.DEFAULT_GOAL := help
.PHONY: help demo test thorough quick law soak bench bench-million lint format lock wheel clean

help: ## list these verbs
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(VENV)/.installed ## a newspaper of an invented town on SITE, its desk on DESK
	@$(STOPPRESS) demo
	@exec $(STOPPRESS) serve --site $(SITE) --desk $(DESK)

test: $(VENV)/.installed-dev ## install what tests need, then run them (15 min)
	sh tests/install.sh
	$(BIN)/pytest -n 3 -m "not long"

thorough: $(VENV)/.installed-dev ## the same and the longest ones: all tests there are
	sh tests/install.sh
	$(BIN)/pytest -n 2

quick: $(VENV)/.installed-dev ## the tests of the newsroom, the press, the site (45 s)
	$(BIN)/pytest -n 2 -q --ignore=tests/channels --ignore=tests/edge --ignore=tests/cli --ignore=tests/desk --ignore=tests/intake --ignore=tests/tools -m "not slow and not browser and not postgres and not proof and not law and not thorough and not long"

law: $(VENV)/.installed-dev ## the law of freshness on LAW_HISTORIES long histories, others each time
	LAW_HISTORIES=$${LAW_HISTORIES:-60} LAW_LENGTH=$${LAW_LENGTH:-12} $(BIN)/pytest -q tests/law

soak: $(VENV)/.installed-dev ## everything at once for ten minutes: memory and descriptors stay flat
	SOAK_SECONDS=$${SOAK_SECONDS:-600} $(BIN)/pytest -q -s tests/soak

bench: $(VENV)/.installed-dev ## all that is promised of speed and freshness, in one table (25 min)
	$(BIN)/python -m bench

bench-million: $(VENV)/.installed-dev ## the same at a million articles (an hour, 55 GiB of disk)
	$(BIN)/python -m bench --million

lint: $(VENV)/.installed-dev ## form, faults, types, layers
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	PYTHONPATH=. $(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev ## put every file in form
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lock: $(VENV)/.installed-dev ## choose the newest versions for requirements-dev.txt
	$(if $(UV),uv,$(BIN)/python -m pip install -q uv && $(BIN)/uv) pip compile pyproject.toml --group dev --extra postgres --universal --upgrade \
		--python-version 3.11 --no-header --no-annotate --no-emit-index-url \
		--no-emit-find-links -q -o requirements-dev.txt

wheel: $(VENV)/.installed-dev ## build the wheel into dist/
	$(if $(UV),uv build --wheel,$(BIN)/python -m pip wheel --no-deps -w dist .)

clean: ## remove what can be made again (not the demo, not the virtual environment)
	rm -rf build dist .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@if [ -n "$(UV)" ]; then uv venv -q --python '$(SUPPORTED)' $(VENV); \
	elif [ -n "$(PYTHON)" ]; then "$(PYTHON)" -m venv $(VENV); \
	else echo "Stoppress needs Python 3.11, 3.12 or 3.13. Install one (Debian: apt-get install" \
		"python3 python3-venv), then run make again." >&2; exit 1; fi

# Both install the locked versions; the package itself stays editable.
$(VENV)/.installed: pyproject.toml requirements-dev.txt | $(VENV)/bin/python
	$(INSTALL) -c requirements-dev.txt -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml requirements-dev.txt | $(VENV)/bin/python
	$(INSTALL) -r requirements-dev.txt -e .
	@touch $@ $(VENV)/.installed
