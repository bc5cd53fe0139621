# Everything sets itself up: Python 3.11 or newer is all a machine needs.
PYTHON ?= python3
BIN := .venv/bin
BENCH := .venv/bench

.PHONY: setup demo run test check audit format lock bench profile steps growth digest similar replicas broadcast proof
.PHONY: memory holidays pictures clean

# Written down ready to run, a start takes a third of the time: also where Python may or will not do it by itself.
setup: .venv/.ready
	@$(BIN)/python -m compileall -q bot handlers storage

.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Hoa Đẹp needs Python 3.11 or newer; try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes --requirements requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

demo: setup
	@$(BIN)/hoadep demo $(ARGS)

run: setup
	@$(BIN)/hoadep run $(ARGS)

test: setup
	@$(BIN)/pytest -n auto --dist loadfile $(ARGS)

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest tests/test_imports.py tests/handlers/test_texts.py

# pip-audit lives apart: what looks for holes in the product must not widen it.
audit: setup
	@$(BIN)/python deploy/audit.py $(BIN)/uvx --quiet --from 'pip-audit~=2.10' pip-audit

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Others' frameworks, to compare with, and a profiler: nothing of the product runs on them.
$(BENCH)/.ready: requirements-bench.lock | setup
	@test -x $(BENCH)/bin/python || $(BIN)/python -m venv $(BENCH)
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BENCH)/bin/python --require-hashes --requirements requirements-bench.lock
	@touch $@

bench: setup $(BENCH)/.ready
	@$(BIN)/python -m bench.compare $(ARGS)

profile: setup $(BENCH)/.ready
	@$(BIN)/python -m bench.profiling $(ARGS)

steps: setup
	@$(BIN)/python -m bench.steps $(ARGS)

memory: setup
	@$(BIN)/python -m bench.memory

growth: setup
	@$(BIN)/python -m bench.growth $(ARGS)

digest: setup
	@$(BIN)/python -m bench.digest $(ARGS)

similar: setup
	@$(BIN)/python -m bench.similar $(ARGS)

replicas: setup
	@$(BIN)/python -m bench.replicas $(ARGS)

broadcast: setup
	@$(BIN)/python -m bench.broadcast $(ARGS)

# Every proof whole (make test runs them at a small count); the figures go to docs/proof.md.
proof: setup
	@$(BIN)/python -m bench.proof $(ARGS)

# After an update of the library that knows them: the service reads what is written here.
holidays: setup
	@$(BIN)/python -m deploy.public_holidays

pictures: setup
	@$(BIN)/python -m deploy.sample_pictures

LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header

lock: setup
	$(LOCK) --group dev --output-file requirements.lock pyproject.toml
	$(LOCK) --group bench --output-file requirements-bench.lock
	$(LOCK) --constraint requirements.lock --output-file requirements-run.lock pyproject.toml

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
