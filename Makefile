# Everything a person or CI does here. `make` alone sets up, generates and shows an order's life.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE_TOOLS := requirements/node_modules/.package-lock.json

.PHONY: all setup download generate check changes upstream lint types demo test test-live test-mutations contract-models schedules interruptions bench requirements clean

all: generate demo

setup: $(READY)

$(READY): requirements/development.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kco needs Python 3.11 or newer; try make PYTHON=python3.11")'
	@echo "$(VENV): install $$(grep -c == requirements/development.txt) pinned packages; this takes half a minute"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/development.txt
	@touch $(READY)

$(NODE_TOOLS): requirements/package.json requirements/package-lock.json
	@if command -v npm >/dev/null; then \
		echo "requirements/node_modules: install what the contract tests run in Node"; \
		cd requirements && npm ci --ignore-scripts --no-progress --loglevel=error && touch node_modules/.package-lock.json; \
	else \
		echo "node tools: skipped, they need Node and npm"; \
	fi

# What the vendors publish now takes the place of what is in openapi/. VENDOR=kustom asks one of them.
download: $(READY)
	@$(BIN)/python -m generator download $(VENDOR)

generate: $(READY)
	@$(BIN)/python -m generator generate

check: $(READY)
	@$(BIN)/python -m generator check

# What changed in the descriptions since the last commit, or since SINCE=branch; FRESH=1 compares with what
# the vendors publish now. Fails if something breaks. FORMAT=text|markdown|html|json, OUTPUT=file, VENDOR=kustom,
# REPAIRS=folder for the overlay actions that are ready.
changes: $(READY)
	@$(BIN)/python -m generator changes $(if $(SINCE),--since $(SINCE)) $(if $(FRESH),--fresh) \
		$(if $(VENDOR),--vendor $(VENDOR)) $(if $(FORMAT),--format $(FORMAT)) \
		$(if $(OUTPUT),--output $(OUTPUT)) $(if $(REPAIRS),--repairs $(REPAIRS))

# Asks the vendors and proposes what is new as a pull request, without touching any file here.
upstream: $(READY)
	@$(BIN)/python -m generator upstream

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-logo --no-cache

# mypy and pyright; errors in copies of hand-written modules are shown where their source is.
types: $(READY)
	@$(BIN)/python -m generator types

demo: $(READY)
	@PYTHONPATH=generated_client $(BIN)/python examples/order_life.py

test: $(READY) $(NODE_TOOLS)
	@$(BIN)/python -m pytest --numprocesses auto

# Asks the playgrounds whose keys are in KUSTOM_API_KEY and KLARNA_API_KEY; changes nothing there.
test-live: $(READY)
	@PYTHONPATH=generated_client $(BIN)/python -m tests.live

# Seeds one fault after the other in a copy of the pipeline and the client; a test has to catch each.
test-mutations: $(READY)
	@$(BIN)/python -m tests.mutations

# Plays every sequence of faults for one caller and two, and judges what they are told: minutes, half a million paths.
schedules: $(READY)
	@PYTHONPATH=generated_client $(BIN)/python -m tests.proofs.schedules

# Interrupts over 20,000 calls at random microseconds, and compares what they are told with what a server got.
interruptions: $(READY)
	@PYTHONPATH=generated_client $(BIN)/python -m tests.proofs.interruptions

# Pydantic models of the patched descriptions, which the contract tests compare ours with and make themselves.
contract-models: $(READY)
	@$(BIN)/python -m tests.contract.contract_models

bench: $(READY)
	@PYTHONPATH=generated_client $(BIN)/python tests/benchmarks/run.py

clean:
	rm -rf $(VENV) build dist requirements/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Pins anew what requirements/development.in names, at the newest versions that go together, each by its hashes.
requirements:
	rm -rf build/requirements
	$(PYTHON) -m venv build/requirements
	build/requirements/bin/python -m pip install --quiet --disable-pip-version-check uv
	build/requirements/bin/uv pip compile requirements/development.in --upgrade --quiet --generate-hashes \
		--no-emit-index-url --universal --python-version 3.11 --custom-compile-command "make requirements" \
		--output-file requirements/development.txt
	rm -rf build/requirements
