# `make` or `make help` lists the targets. Works with GNU make 4.3 or later, from a clean clone.

MAKEFLAGS += --no-print-directory
.NOTPARALLEL:
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
SWIFT_PATHS := Sources Tests Package.swift

# Each kind of build has a folder of its own: SwiftPM would compile everything again whenever the flags change.
# .build release, and debug for a bare `swift build` or `swift test`; the others as their targets say.

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

.PHONY: deps
deps: ## install the libraries that the build needs, if they are missing
	@scripts/deps

.PHONY: build
build: ## build mt for use: .build/release/mt
	@swift build -c release --product mt

# In release mode: unoptimized, the numeric kernels are a hundred times slower. Then the products and searches again, as on older
# processors.
.PHONY: test
test: deps ## run the tests
	@swift test -c release -Xswiftc -enable-testing --scratch-path .build-test
	@for isa in AVX2 SSE41; do \
	  DNNL_MAX_CPU_ISA=$$isa swift test -c release -Xswiftc -enable-testing --scratch-path .build-test --skip-build \
	    --filter 'TensorsTests|DecodingTests' || exit 1; \
	done

.PHONY: demo
demo: deps build ## train a small Thai-English model and translate with it
	@scripts/demo

# The strict build takes warnings for errors, in Swift, C and C++, tests included. (-Werror as the last flag trips SwiftPM 6.3.)
.PHONY: lint
lint: ## check the format and the imports, and build without a warning (needs python3)
	@swift format lint -s -r $(SWIFT_PATHS)
	@scripts/check-imports
	@MT_STRICT=1 swift build --build-tests --scratch-path .build-strict \
	  -Xcc -Werror -Xcc -Wall -Xcc -Wextra

.PHONY: format
format: ## format the Swift sources
	@swift format -i -r $(SWIFT_PATHS)

.PHONY: corpora
corpora: ## check the corpora of this repository (needs python3)
	@python3 corpora/check.py corpora/th-en

.PHONY: corpora-desktop
corpora-desktop: build ## make a corpus of the messages of Debian's programs (187 MB; needs apt and python3)
	@corpora/desktop/make

.PHONY: benchmark
benchmark: build ## measure the speed of training: a JSON line
	@.build/release/mt benchmark train

.PHONY: smoke
smoke: build ## train a tiny model, translate, and check exit codes
	@scripts/smoke

.PHONY: evidence
evidence: build ## prove what is promised: same bytes, crashes, hostile input, damage (a quarter of an hour; needs python3)
	@Benchmarks/evidence/run

# The installed binary holds Swift's runtime, so that it runs without a toolchain (.build/release/mt looks for the runtime
# in the toolchain that built it). ICU, zstd, oneDNN and SentencePiece stay shared libraries of the system. Linking warns
# of `mktemp`: that is in Swift's own FoundationEssentials, and mt does not call it.
.PHONY: install
install: deps ## install mt to $(DESTDIR)$(PREFIX)/bin; PREFIX is /usr/local unless given
	@swift build -c release --product mt --static-swift-stdlib --scratch-path .build-install
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -m 755 .build-install/release/mt "$(DESTDIR)$(PREFIX)/bin/mt"
	@echo "installed $(DESTDIR)$(PREFIX)/bin/mt"

.PHONY: clean
clean: ## remove what was built; runs/ stays
	@rm -rf .build .build-test .build-strict .build-install .build-evidence

.PHONY: ci
ci: deps lint corpora test build smoke ## all checks, as .ci/run does
