# make run    set up what is missing and start everything
# make test   set up what is missing and run the whole suite
# make setup  the set-up alone
SHELL := /bin/sh
PYTHON ?= python3
UV := .tools/bin/uv
export UV_NO_CONFIG := 1
export UV_SYSTEM_CERTS := 1
export UV_LINK_MODE := copy

.PHONY: setup run test nlu-test eval bench lock hooks clean

setup: .venv/.ready nlu/.venv/.ready

run: setup
	@.venv/bin/ventanilla up

test: setup
	@sh tests/browser.sh
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/ventanilla check
	@.venv/bin/pytest --numprocesses 3 --dist worksteal

nlu-test: setup
	@nlu/.venv/bin/python -m nlu.evaluate

eval: setup
	@.venv/bin/python -m bench.evaluacion

bench: setup
	@.venv/bin/python -m bench

hooks: setup
	@.venv/bin/pre-commit install

# Compile the hash-pinned requirement files again (they name no registry).
COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --no-header
lock: $(UV)
	$(COMPILE) --python-version 3.11 pyproject.toml -o requirements/app.txt
	$(COMPILE) --python-version 3.11 pyproject.toml --group dev -c requirements/app.txt -o requirements/dev.txt
	$(COMPILE) --python-version 3.10 requirements/nlu.in -o requirements/nlu.txt
	echo uv | $(COMPILE) --python-version 3.11 - -o requirements/tools.txt

clean:
	rm -rf .venv nlu/.venv .tools var

$(UV): requirements/tools.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Ventanilla necesita Python 3.11 o más nuevo; instálelo o indíquelo así: make PYTHON=/ruta/python3" >&2; exit 2; }
	@$(PYTHON) -m venv --clear .tools || { echo "A Python le falta «venv»; en Debian: apt-get install python3-venv" >&2; exit 2; }
	@echo "Preparando las herramientas…"
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
	@touch $(UV)

.venv/.ready: requirements/dev.txt pyproject.toml | $(UV)
	@echo "Preparando el programa (Python 3.11 o más)…"
	@$(UV) venv --quiet --clear --python $$(command -v $(PYTHON)) .venv
	@$(UV) pip install --quiet --python .venv/bin/python --require-hashes -r requirements/dev.txt
	@$(UV) pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
	@touch $@

nlu/.venv/.ready: requirements/nlu.txt | $(UV)
	@python310=$$(UV=$(UV) sh nlu/find_python.sh) || exit 2; \
	echo "Preparando la comprensión (Rasa, con $$python310)…"; \
	$(UV) venv --quiet --clear --python "$$python310" nlu/.venv
	@$(UV) pip install --quiet --python nlu/.venv/bin/python --require-hashes -r requirements/nlu.txt
	@touch $@
