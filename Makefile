# Everything starts here. See README.md.
SWIFT ?= swift
RELEASE = .build/release/workshop
# How a release starts quickly.
OPTIONS = $$(scripts/release-options .build/archives)

.PHONY: all build demo test conformance differential bench fmt lint setup clean

all: build

setup:
	@scripts/setup

build:
	$(SWIFT) build -c release --static-swift-stdlib --product workshop $(OPTIONS)

# From a bare machine to verdicts on every exercise.
demo: setup build
	@scripts/demo

test: setup
	@scripts/test

# What BuildKit makes of the cases of Tests/Conformance. Needs buildkitd and buildctl; see scripts/conformance.
conformance:
	@scripts/conformance

# What Docker answers to the commands of Tests/Differential, where it is installed, and what the built binary answers.
differential: build
	@scripts/differential record || echo "Docker's answers stay as they are."
	@scripts/differential run $(RELEASE)

# Numbers for docs/performance.md.
bench: setup build
	@scripts/bench

fmt:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

clean:
	$(SWIFT) package clean
