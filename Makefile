# `make run` and `make test` are all that is needed; `make help` lists the rest.

PYTHON ?= python3
export DATA_DIR ?= var
export PORT ?= 8000
export BIND ?= 127.0.0.1
export PUBLIC_URL ?= http://127.0.0.1:$(PORT)
export DEMO ?= 1
export WORKER_POOL = $(if $(REDIS_URL),prefork --concurrency 2,solo --concurrency 1)
export PYTHONUNBUFFERED = 1
unexport PYTHONDONTWRITEBYTECODE # what one process has compiled, the next need not

ifneq ($(words $(DATA_DIR)),1)
$(error DATA_DIR must be one path without a space in it)
endif

BIN := .venv/bin
DONE := .venv/done
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" --python-version 3.11
PYTHON_NEEDED = $(PYTHON) was not found or is older than Python 3.11: name a newer one, as in `make run PYTHON=python3.12`
VENV_NEEDED = Python's venv module is missing: install it (on Debian: apt-get install python3-venv)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: setup run test check check-form check-sense bench lock help dev browser port

setup: $(DONE)/python node_modules/.package-lock.json $(DONE)/texts $(DATA_DIR)/static/staticfiles.json ## set up what is missing: packages, secret key, texts, static files

run: setup port ## start the portal: database, demonstration data, web, worker, beat (Ctrl-C ends all)
	@$(MANAGE) migrate --verbosity 0
ifneq ($(DEMO),0)
	@$(MANAGE) load_demo --if-empty
else
	@echo "The first administrator is made, with the same settings, by: DATA_DIR=$(DATA_DIR) $(MANAGE) createsuperuser"
endif
	@exec $(BIN)/supervisord --nodaemon --configuration supervisord.conf --user "$$(id -u)"

test: setup dev browser ## run every test: on SQLite with the browser, then on PostgreSQL
	$(BIN)/python -m pytest -n 3 --dist loadgroup
	$(BIN)/python -m pytest -n 3 --dist loadgroup --database=postgres -m "not browser and not benchmark and not once"

check: dev node_modules/.package-lock.json ## lint, formats, types, contracts, migrations, deployment settings, texts
	@$(MAKE) --no-print-directory --jobs 2 check-form check-sense

check-form:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/djlint templates --check --quiet

check-sense:
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && set -ex && \
	export DATA_DIR="$$folder" PUBLIC_URL=https://portal.example DATABASE_URL= REDIS_URL= && \
	export SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" && \
	$(MANAGE) check --deploy --fail-level WARNING && \
	$(MANAGE) makemigrations --check --dry-run && \
	$(MANAGE) check_texts && \
	$(BIN)/mypy

bench: setup dev ## measure the promised speeds; prints both rates and their ratio
	$(BIN)/python -m pytest tests/benchmarks -s -m benchmark
	$(BIN)/python -m pytest tests/benchmarks/test_check_in_rate.py tests/benchmarks/test_idle_minute.py tests/benchmarks/test_making_duties.py \
		tests/benchmarks/test_cases.py tests/benchmarks/test_month.py -s -m benchmark --database=postgres

lock: dev ## renew the locks of the Python and front-end packages
	$(LOCK) --upgrade pyproject.toml --output-file requirements.txt
	$(LOCK) --upgrade --extra dev --constraint requirements.txt pyproject.toml --output-file requirements-dev.txt
	$(LOCK) --upgrade --group node --output-file requirements-node.txt
	npm update --package-lock-only --ignore-scripts

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "From outside can be set: PORT, BIND, DATA_DIR, PUBLIC_URL, DEMO, DEMO_PASSWORD, DATABASE_URL, REDIS_URL, PYTHON."

# --- What is made once, and again when its source is newer -------------------------------------------------------------

$(DONE)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo '$(PYTHON_NEEDED)' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(VENV_NEEDED)" >&2; exit 1; }
	@echo "Making the virtual environment ..."
	@$(PYTHON) -m venv .venv
	@mkdir -p $(DONE) && touch $@

$(DONE)/python: requirements.txt | $(DONE)/venv
	@echo "Installing the Python packages ..."
	@$(PIP) -r requirements.txt
	@touch $@

dev: $(DONE)/dev
$(DONE)/dev: requirements-dev.txt | $(DONE)/python
	@echo "Installing the Python packages for development ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

# The machine's own npm, else the one that comes as a Python package.
node_modules/.package-lock.json: package-lock.json .npmrc requirements-node.txt | $(DONE)/python
	@echo "Installing the front-end packages ..."
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --loglevel=error --no-progress >/dev/null; else \
		$(PIP) -r requirements-node.txt && PATH="$$PWD/$(BIN):$$PATH" npm ci --ignore-scripts --loglevel=error --no-progress >/dev/null; fi
	@touch $@

$(DATA_DIR)/secret_key:
	@umask 077 && mkdir -p $(DATA_DIR) && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))' > $@

$(DONE)/texts: $(shell find campus_safety -name '*.po') $(DONE)/python | node_modules/.package-lock.json $(DATA_DIR)/secret_key
	@echo "Compiling the texts ..."
	@$(MANAGE) compile_texts >/dev/null
	@touch $@

$(DATA_DIR)/static/staticfiles.json: $(shell find static) campus_safety/settings.py campus_safety/static_files.py \
		$(DONE)/python node_modules/.package-lock.json | $(DATA_DIR)/secret_key
	@echo "Collecting the static files ..."
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@

port: | $(DONE)/python
	@$(BIN)/python -c 'import os, socket; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); \
	s.bind((os.environ["BIND"], int(os.environ["PORT"])))' 2>/dev/null || \
	{ echo "Port $(PORT) of $(BIND) cannot be used: choose another, as in 'make run PORT=8001'." >&2; exit 1; }

browser:
	@missing=""; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="chromium"; \
	fc-list :lang=zh 2>/dev/null | grep -q . || missing="$$missing fontconfig fonts-noto-cjk"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
		echo "The browser tests need what is missing here; on Debian: apt-get install $$missing" >&2; exit 1; fi; \
	echo "Installing for the browser tests: $$missing ..."; \
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null
