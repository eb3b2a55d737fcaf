# The sample chats of the demo, and the labelled conversations of the scores.
SAMPLES := testdata/sample
LABELS  := testdata/corpus/*.jsonl

# The linter is pinned here and nowhere else.
GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

# FUZZTIME is how long each fuzz target runs.
FUZZTIME := 10s

.PHONY: help build demo test race check lint bench eval fuzz cover clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build bin/backchannel
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o bin/ ./cmd/backchannel

demo: build ## read the sample chats, print the verdicts, write page and workbook
	@mkdir -p bin/demo
	bin/backchannel scan --company "Ningbo Lumoqi Lighting Co., Ltd." \
		--force -o bin/demo/sample-timeline.xlsx -o bin/demo/sample-timeline.html $(SAMPLES)
	@echo
	@echo "The page is bin/demo/sample-timeline.html, the workbook bin/demo/sample-timeline.xlsx"

# The page of a report is looked at in the first of these that is there.
BROWSERS := chromium chromium-browser google-chrome google-chrome-stable chrome headless-shell

test: ## run all tests
	go test ./...
	@for b in $(BROWSERS); do command -v $$b >/dev/null && exit; done; \
		echo "No Chromium or Chrome was found: the tests that look at the page in a browser were skipped."

race: ## run all tests but those of huge inputs with the race detector
	go test -race -short ./...

check: ## all that must hold before a change goes in
	.ci/run

lint: ## run the linters of .golangci.yml
	$(GOLANGCI) run

bench: ## print speed, memory, start time and size
	go test -run '^$$' -bench . -benchtime 1x -timeout 30m ./cmd/backchannel

eval: build ## print precision and recall on the labelled conversations
	bin/backchannel eval $(LABELS)

fuzz: ## run every fuzz target for FUZZTIME
	@go test -list '^Fuzz' ./... | \
		awk '/^Fuzz/ { name[++n] = $$1 } /^ok/ { for (i = 1; i <= n; i++) print $$2, name[i]; n = 0 }' | \
		while read -r package target; do \
			echo "$$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$package" </dev/null || exit 1; \
		done

cover: ## print how much of each package the tests run
	go test -cover ./...

clean: ## remove what was built
	rm -rf bin dist
