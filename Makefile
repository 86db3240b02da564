# Every wish is one target; `make` lists them. Only Python (3.11 or newer) and make are needed.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP     = $(BIN)/python -m pip install --quiet --disable-pip-version-check
PORT   ?= 8000
SAMPLE ?= 200
EXAMPLES ?= 10000
DATA   ?= ../shared/data
PYTEST ?= $(BIN)/python -m pytest

# What `make test-full` runs beside the wheels: MediaWiki, searx, kiwix-serve, Redis, and HAProxy before them.
DEBIAN_SERVERS := mediawiki php-cli php-sqlite3 php-mbstring php-xml php-intl php-curl php-apcu \
	searx kiwix-tools haproxy redis-server

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## list the targets
	@echo "make TARGET, where TARGET is one of:"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1|\2/' | awk -F'|' '{printf "%-17s %s\n", $$1, $$2}'

# ---- setting up ---------------------------------------------------------------------------------

# What happens while setting up goes to stderr: `make demo JSON=1` has nothing but the report on stdout.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say which with PYTHON=..." >&2; exit 1; }
	@echo "making $(VENV) and installing what requirements.lock pins, which takes a minute or two" >&2
	@$(PYTHON) -m venv $(VENV) >&2

# --no-build-isolation: the build tool comes from the lock too, not from wherever it is newest today.
$(VENV)/.stamp-run: requirements.lock pyproject.toml | $(BIN)/python
	@$(PIP) --require-hashes -r requirements.lock >&2
	@$(PIP) --no-deps --no-build-isolation -e . >&2
	@touch $@

$(VENV)/.stamp-dev: requirements-dev.lock $(VENV)/.stamp-run
	@echo "installing what requirements-dev.lock pins" >&2
	@$(PIP) --require-hashes -r requirements-dev.lock >&2
	@touch $@

# pywb pins old releases of what the service uses, so it has an environment of its own.
.venv-pywb/.stamp: requirements-pywb.lock
	@echo "making .venv-pywb: a real web archive for the tests" >&2
	@$(PYTHON) -m venv --clear .venv-pywb >&2
	@.venv-pywb/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-pywb.lock >&2
	@touch $@

.PHONY: zim
zim: $(VENV)/.stamp-run ## let the library read ZIM files: installs libzim, which is under the GPL-3.0
	@$(PIP) --require-hashes -r requirements-zim.lock >&2

.PHONY: setup
setup: $(VENV)/.stamp-dev ## install everything into .venv, each file checked against its hash

# ---- using it -----------------------------------------------------------------------------------

.PHONY: demo
demo: $(VENV)/.stamp-run ## check the example article on this machine alone (JSON=1 prints the report)
	@$(BIN)/python examples/demo.py $(if $(JSON),--json)

.PHONY: serve
serve: $(VENV)/.stamp-run ## run the service on PORT (8000), loopback only unless keys are set
	@PORT=$(PORT) $(BIN)/python -m service

# ---- testing ------------------------------------------------------------------------------------

.PHONY: test
test: $(VENV)/.stamp-dev .venv-pywb/.stamp ## run the tests that need nothing but packages; real Valkey and pywb included
	$(PYTEST) -m "not full"

.PHONY: property
property: $(VENV)/.stamp-dev ## check spans on 10,000 generated drafts (EXAMPLES of them)
	SECONDSOURCE_EXAMPLES=$(EXAMPLES) $(PYTEST) --timeout=0 tests/unit/claims/test_span_properties.py tests/unit/claims/test_selectors.py

.PHONY: servers
servers: # servers from Debian, for test-full
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		dpkg -s $(DEBIAN_SERVERS) >/dev/null 2>&1 || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(DEBIAN_SERVERS); }; \
	else \
		for p in $(DEBIAN_SERVERS); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
		if [ -n "$$missing" ]; then echo "test-full needs these Debian packages, and only root can install them:$$missing"; exit 1; fi; \
	fi

.PHONY: test-full
test-full: $(VENV)/.stamp-dev .venv-pywb/.stamp servers ## also test against servers from Debian (installs them when root)
	$(PYTEST)

.PHONY: lint
lint: $(VENV)/.stamp-dev ## find what reads badly or breaks easily, and unformatted files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: $(VENV)/.stamp-dev ## prove the types (mypy --strict)
	$(BIN)/mypy

.PHONY: imports
imports: $(VENV)/.stamp-dev ## prove that imports go one way
	$(BIN)/lint-imports --no-cache

.PHONY: openapi
openapi: $(VENV)/.stamp-dev ## write openapi/openapi.json anew from the code
	$(BIN)/python -m service.openapi_page

.PHONY: check
check: lint types imports ## all static checks

# ---- keeping it current -------------------------------------------------------------------------

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock"

.PHONY: lock
lock: ## pin what pyproject.toml asks for, with hashes (UPGRADE=1 takes newer releases)
	@test -x $(BIN)/uv || $(MAKE) setup
	echo 'setuptools>=80' | $(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml - -o requirements.lock
	echo 'libzim>=3.13' | $(COMPILE) $(if $(UPGRADE),--upgrade) - -o requirements-zim.lock
	printf 'pywb==2.10.0\nwarcio==1.8.1\n' | $(COMPILE) $(if $(UPGRADE),--upgrade) - -o requirements-pywb.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) --constraints requirements.lock --constraints requirements-zim.lock --group dev pyproject.toml -o requirements-dev.lock

# ---- measuring and training ---------------------------------------------------------------------

.PHONY: bench-verdicts
bench-verdicts: $(VENV)/.stamp-dev ## measure verdicts and their confidence (SAMPLE rows a file or all, DATA folder, ERRORS file)
	$(BIN)/python -m benchmarks.verdicts --sample "$(SAMPLE)" --data $(DATA) $(if $(ERRORS),--errors $(ERRORS))

.PHONY: bench-probes
bench-probes: $(VENV)/.stamp-dev ## put hand-made pairs through the verdict stage, with its rules and without (KIND=numbers,units)
	$(BIN)/python -m benchmarks.probes $(if $(KIND),--kind $(KIND))
	$(BIN)/python -m benchmarks.probes $(if $(KIND),--kind $(KIND)) --pairs benchmarks/probes/held_out.toml

.PHONY: bench-pages
bench-pages: $(VENV)/.stamp-dev ## measure texts, dates and kinds of pages beside trafilatura
	$(BIN)/python -m benchmarks.pages

.PHONY: bench-faults
bench-faults: $(VENV)/.stamp-dev ## put every adapter before every fault: what it says, how soon, how often it tries (ADAPTER)
	$(BIN)/python -m benchmarks.faults $(if $(ADAPTER),--adapter "$(ADAPTER)")

.PHONY: bench-claims
bench-claims: $(VENV)/.stamp-dev ## measure claim extraction on marked and other articles (DATA folder, WITHOUT=news,checkworthy)
	$(BIN)/python -m benchmarks.claims --data $(DATA) $(if $(WITHOUT),--without $(WITHOUT)) --write

.PHONY: bench-climate
bench-climate: $(VENV)/.stamp-dev ## check 475 climate claims by a library and by labelled evidence (DATA folder, CLAIMS of them)
	$(BIN)/python -m benchmarks.climate --data $(DATA) $(if $(CLAIMS),--sample $(CLAIMS))

.PHONY: bench-retrieval
bench-retrieval: $(VENV)/.stamp-dev ## measure whether the library finds the passages that decide, beside plain BM25 (DATA folder)
	$(BIN)/python -m benchmarks.retrieval --data $(DATA)

.PHONY: bench-throughput
bench-throughput: $(VENV)/.stamp-dev ## measure pairs a second over HTTP beside the bare runtime, and what a single pair waits
	$(BIN)/python -m benchmarks.throughput

.PHONY: bench-waiting
bench-waiting: $(VENV)/.stamp-dev ## trace what a verification waits for, before upstreams of 300 ms each (DATA folder)
	$(BIN)/python -m benchmarks.waiting --data $(DATA)

.PHONY: train
train: $(VENV)/.stamp-dev ## train the stance model anew; hours on two cores, resumable (training/README.md)
	@test -x .venv-train/bin/python || { $(PYTHON) -m venv .venv-train && .venv-train/bin/python -m pip install --quiet -r training/requirements.txt; }
	$(BIN)/python -m training.stance.mixture --data $(DATA)/verdict
	.venv-train/bin/python -m training.stance.train --checkpoints checkpoints/stance
