# Two commands matter: `make run` and `make test`. `make help` lists the rest.

PYTHON ?= python3
PORT ?= 8000
PREPARE = @exec $(PYTHON) tools/prepare.py

.DEFAULT_GOAL := help
.PHONY: help run test check fix demo bench bench-find bench-support bench-sync e2e requirements messages

help: ## list the recipes
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

run: ## set everything up and serve on http://localhost:8000 (PORT=… for another)
	$(PREPARE) run manage.py run --port $(PORT)

test: ## every check: style, types, floors, languages, both databases, the browser
	$(PREPARE) dev tools/verify.py all

check: ## what tells most, soon: no browser, nothing long, PostgreSQL for its own
	$(PREPARE) dev tools/verify.py check

e2e: ## the browser journeys only (ARGS='-k story' for one)
	$(PREPARE) dev tools/verify.py journeys $(ARGS)

fix: ## format the code and mend what can be mended
	$(PREPARE) dev tools/verify.py fix

demo: ## invent the demo organisation and its people, where there is none yet
	$(PREPARE) run manage.py demo

bench: ## measure the main pages at a chosen size (ARGS='--help' tells how)
	$(PREPARE) dev -m benchmarks.run $(ARGS)

bench-find: ## measure the finder at the size of a country, on both databases (ARGS='--help')
	$(PREPARE) dev -m benchmarks.find.run $(ARGS)

bench-sync: ## phones that come back into signal, with cuts and a killed server (ARGS='--help')
	$(PREPARE) dev -m benchmarks.sync.run $(ARGS)

bench-support: ## measure the day of a centre, and two hundred peers at once (ARGS='--help')
	$(PREPARE) dev -m benchmarks.support $(ARGS)

messages: ## bring the translation catalogues up to date and say what is missing
	$(PREPARE) dev tools/messages.py update

requirements: ## compile requirements/*.in to hashed *.txt (UPGRADE=-U for newer versions)
	$(PYTHON) tools/prepare.py compile $(UPGRADE)
