# Two commands for a newcomer: `make demo` and `make test`. Both install what is missing.
.PHONY: demo test build release check check-exports format clean

FLIGHT ?= Fixtures/Flights/kaohsiung-street/photos
OUTPUT ?= demo-output

demo: release ## build, inspect the bundled flight, say where to look
	@rm -rf $(OUTPUT)
	.build/release/inspect run $(FLIGHT) --output $(OUTPUT)
	@echo
	@echo "Look at:"
	@echo "  $(OUTPUT)/overlays/        the findings drawn on each photo"
	@echo "  $(OUTPUT)/inventory.gpkg   the inventory: open it in QGIS or ArcGIS"
	@echo "  $(OUTPUT)/work-orders.csv  one row a finding, for a spreadsheet"
	@echo "  $(OUTPUT)/defects.geojson  the same as a map layer"
	@echo "  $(OUTPUT)/re-fly.csv       what the photos are too coarse to grade, and from where they would not be"
	@echo "  $(OUTPUT)/sections.csv     cracks, patches, potholes and crack rate by stretch of road"

test: packages ## build in debug mode and run every test
	swift build --build-tests
	swift test --skip-build --disable-xctest

build: packages
	swift build

release: packages ## build the command in release mode
	swift build -c release --product inspect

.PHONY: packages
packages:
	@Scripts/install-packages.sh

# The readers of others, each in a known version. The debug build's command is fast enough for six photos.
READERS := .build-exports-venv
COMMAND ?= .build/debug/inspect

check-exports: packages ## open every export in the readers of others, with hostile names among the photos
	@Scripts/install-packages.sh Scripts/exports/debian-packages.txt
	@cmp -s Scripts/exports/requirements.txt $(READERS)/requirements.txt || { rm -rf $(READERS) \
	  && python3 -m venv $(READERS) && echo "Installing the readers of Scripts/exports/requirements.txt" \
	  && $(READERS)/bin/pip install -q --no-deps --disable-pip-version-check -r Scripts/exports/requirements.txt \
	  && cp Scripts/exports/requirements.txt $(READERS)/; }
	$(if $(filter .build/debug/inspect,$(COMMAND)),swift build --product inspect)
	REQUIRE_ALL=1 PYTHON=$(READERS)/bin/python Scripts/check-exports.sh $(COMMAND)

check: packages ## everything that must hold before a push
	Scripts/check.sh

format:
	Scripts/format.sh

clean:
	rm -rf .build $(OUTPUT)
