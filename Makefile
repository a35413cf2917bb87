# `make run` starts the studio, `make demo` a studio full of work to look at, `make test` checks everything; each makes
# the environment it needs.

VENV := .venv
PY := $(VENV)/bin/python
# The first Python that is new enough.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$python >/dev/null 2>&1 && \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
# What `manage.py check --deploy` is asked to approve: the settings of a studio behind https.
DEPLOYED := PUBLIC_URL=https://studio.example.com FREEPIK_API_KEY=key FREEPIK_WEBHOOK_SECRET=secret \
	SECRET_KEY=only-for-the-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH

# Installs $(1) when it is not what was installed last.
define install
	@test -n "$(PYTHON)" || { echo "Atelier needs Python 3.11 or newer, and found none; install one, or name it: make $@ PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PY) -m pip --version >/dev/null 2>&1 || { rm -rf $(VENV); $(PYTHON) -m venv $(VENV); } || { echo "Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@wanted="$$(cksum < $(1))"; test "$$wanted" = "$$(cat $(VENV)/$(1).sum 2>/dev/null)" || { \
		echo "Installing $(1) ..."; \
		$(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r $(1) && \
		echo "$$wanted" > $(VENV)/$(1).sum; }
endef

# Pictures are the stand-in's, in a folder of their own: no key, no database of a real studio.
DEMO := env -u FREEPIK_API_KEY -u DATABASE_URL DATA_DIR=var/demo

.PHONY: run demo test crashtest bench check format lock vendor environment development

run: environment
	@exec env ATELIER_PARENT=$$PPID $(PY) manage.py start

demo: environment
	@$(DEMO) $(PY) manage.py demo
	@exec $(DEMO) ATELIER_PARENT=$$PPID $(PY) manage.py start

# A browser keeps a core busy, and waits now and then, so its tests come after the others, three processes of them; what
# measures time comes last and has the machine for itself.
test: check
	$(PY) -m pytest -n 4 --ignore=tests/browser --ignore=tests/program --ignore=tests/postgres
	$(PY) -m pytest -n 3 --dist loadfile tests/browser
	$(PY) -m pytest tests/program tests/postgres

# Kills the whole program fifty times while people send, and compares its books with the provider's.
crashtest: development
	$(PY) -m tests.crash --kills 50

# How fast the whole program is: under ten minutes, and best with nothing else running. A report, not a test.
bench: development
	@$(PY) -m tests.bench

check: development
	$(VENV)/bin/ruff format --check --quiet .
	$(VENV)/bin/ruff check --quiet .
	$(VENV)/bin/mypy
	$(VENV)/bin/djlint --check --lint templates
	$(PY) -m project.vendor --check
	$(PY) manage.py makemigrations --check --dry-run
	$(DEPLOYED) $(PY) manage.py check --deploy --fail-level WARNING

format: development
	$(VENV)/bin/ruff check --fix --quiet .
	$(VENV)/bin/ruff format --quiet .
	$(VENV)/bin/djlint --reformat --quiet templates

# Needs uv. These lock files carry hashes and no addresses.
lock:
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements.txt
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --group dev -o requirements-dev.txt

# Needs npm. Fetches what static/vendor/vendor.toml names.
vendor: development
	$(PY) -m project.vendor

environment:
	$(call install,requirements.txt)

development:
	$(call install,requirements-dev.txt)
