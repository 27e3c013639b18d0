# The way in. `make` alone prints what there is.

.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url --no-emit-find-links $(UPGRADE)
ROLE ?= coordinator
TESTS ?=
# Each brings servers of its own; 0 runs the tests one by one in this process, for a debugger.
WORKERS ?= 2

.PHONY: help
help:
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: env env-dev
env:
	@deploy/local/environment.sh run
env-dev:
	@deploy/local/environment.sh dev

##@ Use it

.PHONY: run stop token
run: env ## Set up and start everything here; Ctrl-C stops it, the data stay
	@exec $(BIN)/shukun up

stop: env ## Stop a running `make run`
	@$(BIN)/shukun stop

token: env ## Print a token to try the API with: make token ROLE=department:HRSS
	@$(BIN)/shukun token --role '$(ROLE)'

##@ Prove it

.PHONY: test check bench
test: env-dev ## Run all tests, on real servers: make test TESTS=tests/unit WORKERS=0
	$(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder $(TESTS)

check: format-check lint types laws docs-check ## Everything that must hold before a change lands
	$(MAKE) test

bench: env-dev ## Measure, beside the peers, on the same servers
	$(BIN)/python -m tests.bench

##@ Single checks

.PHONY: format-check lint types laws migrations docs-check
format-check: env-dev ## Formatting
	$(BIN)/ruff format --check .

lint: env-dev ## Style and likely mistakes
	$(BIN)/ruff check .

types: env-dev ## mypy --strict
	$(BIN)/mypy

laws: env-dev ## Who may import whom
	$(BIN)/lint-imports

migrations: env-dev ## Every migration up, down and up again
	$(BIN)/python -m pytest --quiet tests/integration/test_migrations.py

docs-check: env-dev ## Whether the generated documents are up to date
	$(BIN)/python -m deploy.docs --check

##@ Tend it

.PHONY: format docs lock clean
format: env-dev ## Format the code and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: env-dev ## Generate the API and event documents anew
	$(BIN)/python -m deploy.docs

lock: env-dev ## Resolve requirements*.in into the locks: make lock UPGRADE=--upgrade
	$(LOCK) requirements-build.in -o requirements-build.lock
	$(LOCK) requirements.in -o requirements.lock
	$(LOCK) requirements-dev.in -o requirements-dev.lock

clean: ## Remove the environment and all caches; the data in .shukun stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis shukun.egg-info build
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
