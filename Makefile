# Everything a newcomer runs. It needs Node 20 or later and npm; the project brings the rest (its own Node 24,
# pnpm and PostgreSQL).
PNPM := npx --yes pnpm@12.21.0
VENTANILLA = node_modules/.bin/node services/ventanilla/src/main.ts
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
export npm_config_update_notifier := false

# Where a topology keeps all it has: PostgreSQL, keys, files, mail, what the demo wrote.
DATA ?= .ventanilla
# embedded: all in one process. distributed: a process for each service (REPLICAS of them) on Kafka.
TOPOLOGY ?= embedded
FORM = --topology "$(TOPOLOGY)" $(if $(REPLICAS),--replicas "$(REPLICAS)")

.DEFAULT_GOAL := help
.PHONY: help install demo up compose-up compose-down test kafka check chaos bench scale format clean

help: ## Shows what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

# The lock file decides; reinstalls only when it, or a package's own list, is newer than the last time.
install: node_modules/.installed ## Installs what the lock file says
node_modules/.installed: pnpm-lock.yaml pnpm-workspace.yaml package.json $(wildcard packages/*/package.json services/*/package.json infra/*/package.json)
	@echo "Se instalan las dependencias…" >&2
	@$(PNPM) install --frozen-lockfile --reporter=append-only >node_modules.log 2>&1 || (cat node_modules.log >&2; exit 1)
	@mv node_modules.log node_modules/.installed

demo: install ## Files a sample (or FILINGS=file.csv CALENDAR=file.yaml) and shows what came of it; TOPOLOGY=distributed on Kafka
	@exec $(VENTANILLA) demo --data "$(DATA)" $(FORM) $(if $(FILINGS),--filings "$(FILINGS)") $(if $(CALENDAR),--calendar "$(CALENDAR)") $(if $(SEED),--seed "$(SEED)")

up: install ## Every service in one process, until Ctrl+C; TOPOLOGY=distributed one for each, on Kafka
	@exec $(VENTANILLA) up --data "$(DATA)" $(FORM) $(if $(CALENDAR),--calendar "$(CALENDAR)") $(if $(PORT),--port "$(PORT)")

kafka: install ## Fetches Kafka by Maven, once for this user; needs Java 17 and Maven
	@node packages/local-servers/src/prefetch.ts

# The password is made once. The folder is closed to others; in a container the file must be readable by whoever it runs as.
SECRETS := infra/compose/secrets
$(SECRETS)/database_password:
	@mkdir -p -m 700 $(SECRETS)
	@head -c 32 /dev/urandom | base64 | tr -d '/+=\n' >$@.part && chmod 644 $@.part && mv $@.part $@

compose-up: $(SECRETS)/database_password ## The distributed topology in containers, until compose-down (needs Docker with compose)
	docker compose up --build --detach --wait

compose-down: ## Stops the containers; their data stays in its volumes
	docker compose down

check: install ## Types, lint, layers, docs against code
	tsc --noEmit -p tsconfig.json
	biome check --error-on-warnings .
	node packages/http-kit/src/errors-doc.ts --check
	node packages/procedures/src/docs.ts --check
	node packages/contracts/src/asyncapi-doc.ts --check
	vitest run packages/repo-checks --exclude "**/*.e2e.test.ts"

test: check ## Everything that must pass
	vitest run

chaos: install ## Kills, cuts and starves a whole installation; SEED=n, SHORT=1, ONLY=name
	@node infra/chaos/src/main.ts --data "$(DATA)" $(if $(SEED),--seed "$(SEED)") $(if $(SHORT),--short) $(if $(ONLY),--only "$(ONLY)")

bench: install ## A table of ratios; ONLY=name for one row, ROUNDS=n, CASES=n for memory and clocks
	@node infra/bench/src/main.ts --data "$(DATA)" $(if $(ONLY),--only "$(ONLY)") $(if $(ROUNDS),--rounds "$(ROUNDS)")

scale: install ## What many entities cost; ENTITIES=10,100 for other numbers of them
	@node infra/bench/src/scale.ts $(if $(ENTITIES),--entities "$(ENTITIES)")

format: install ## Formats and mends what can be mended by itself
	biome check --write .

clean: ## Removes what was installed; data stays
	rm -rf node_modules packages/*/node_modules services/*/node_modules infra/*/node_modules
