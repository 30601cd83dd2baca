SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules
.NOTPARALLEL:
.DEFAULT_GOAL := help

TARGET := $(abspath $(or $(CARGO_TARGET_DIR),target))
PHASE := scripts/phase
NPM := npm --prefix web
# Nobody compiles a second time in CI, so nothing is kept for it.
export CARGO_INCREMENTAL ?= $(if $(CI),0,1)

.PHONY: help
help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | \
		while IFS=$$'\t' read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

.PHONY: run
run: pages ## Build everything and open the sample restaurant
	cargo run --release -- demo

.PHONY: run-hub
run-hub: tools pages ## A cloud of one's own: PostgreSQL, the hub and two boxes that follow it
	cargo build --release --features hub
	scripts/run-hub $(TARGET)/release

# ---- the pages

WEB_SOURCES := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist*/*' \
	-not -path 'web/test/*')
INSTALLED := web/node_modules/.installed
BUILT := web/node_modules/.built

.PHONY: web
web: $(BUILT) ## Build the pages into web/dist
	@echo "The pages are built: web/dist"

$(INSTALLED): web/package.json web/package-lock.json
	$(NPM) ci
	touch $@

# The macros that embed what is built are not run again for a new file: their sources are touched.
$(BUILT): $(INSTALLED) $(WEB_SOURCES) $(if $(and $(wildcard web/dist/owner.html),$(wildcard web/dist-hub/hub.html)),,no-dist)
	$(NPM) run build
	touch $@ src/http/web.rs src/hub/pages/routes.rs

.PHONY: no-dist
no-dist:

# Without Node the binary still builds, and shows a page that says what is missing.
.PHONY: pages
ifeq ($(shell command -v npm),)
pages:
	@echo "node and npm are not installed, so the pages are not built. Install Node 20.19 or" \
		"newer and run make again to see them."
else
pages: web
endif

# ---- tests, cheapest first; the first failure ends them

.PHONY: test
test: tools licences test-web test-rust openapi-check stories ## Install what is missing, then test everything

.PHONY: tools
tools:
	@$(PHASE) "tools" scripts/tools

.PHONY: test-web
test-web: $(INSTALLED) ## Format, types, unit tests, build and size of the pages
	@$(PHASE) "web: format" $(NPM) run --silent format:check
	@$(PHASE) "web: types" $(NPM) run --silent check
	@$(PHASE) "web: unit tests" $(NPM) run --silent test
	@$(PHASE) "web: build" $(MAKE) --no-print-directory web
	@$(PHASE) "web: size" $(NPM) run --silent size

# Random tests draw the same numbers in every run; `make soak` and a bare `cargo test` draw others.
.PHONY: test-rust
test-rust: ## Format, clippy, unit and integration tests of box and hub
	@$(PHASE) "rust: format" cargo fmt --check
	@$(PHASE) "rust: clippy" cargo clippy --all-targets --features hub -- -D warnings
	@PROPTEST_RNG_SEED=20261121 \
		$(PHASE) --within 40 "rust: unit and integration tests" cargo test --tests --features hub

OPENAPI_TYPES := web/src/api/openapi.d.ts

.PHONY: types
types: $(INSTALLED) ## Write the types of the pages from the API the box describes
	cargo run --quiet --features hub -- openapi > web/openapi.json
	$(NPM) run --silent types

.PHONY: openapi-check
openapi-check: $(INSTALLED)
	@$(PHASE) "the pages' types follow the API" scripts/openapi-check $(OPENAPI_TYPES) $(TARGET)

# Each file in tests/web is a story; what they share is in a folder below. One that hangs is ended
# after ten minutes, by name.
STORIES := $(sort $(wildcard tests/web/*.mjs))

.PHONY: stories
stories: tools web ## Play the evening in real browsers
	@[ -n "$(STORIES)" ] || { echo "tests/web holds no story." >&2; exit 1; }
	@$(PHASE) "the binaries" cargo build --features hub
	@TIFFIN_BIN=$(TARGET)/debug/tiffin CHROMIUM="$${CHROMIUM:-$$(command -v chromium)}" \
		$(PHASE) --within 25 "browser stories" node --test --test-timeout=600000 $(STORIES)

# ---- less often

.PHONY: cross
cross: web ## Build the binary for 64-bit ARM and start it under emulation
	@$(PHASE) "arm64: tools" cross/install.sh
	@$(PHASE) "arm64: build" cross/build.sh
	@$(PHASE) "arm64: start and stop" \
		cross/try.sh $(TARGET)/cross/aarch64-unknown-linux-gnu/release/tiffin

.PHONY: bench
bench: ## Measure speed and size against the targets (docs/benchmarks.md)
	cargo bench $(addprefix --bench ,menu search orders screens start)
	cargo bench --features hub --bench restaurants --bench sync

.PHONY: soak
soak: ## The same tests, at length, and the stories where all comes late
	LONG=1 cargo test --release --features hub --test it -- power kitchen_walk attack ordering floor online sync_walk
	LATE=answers $(MAKE) --no-print-directory stories
	LATE=news $(MAKE) --no-print-directory stories

.PHONY: licences
licences: ## Check every licence in the tree against deny.toml
	@$(PHASE) "licences" node scripts/licences.mjs

.PHONY: clean
clean: ## Remove what was built
	cargo clean
	rm -rf web/dist web/dist-hub web/node_modules
