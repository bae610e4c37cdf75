# The rooms, in the order of the walk, and the libraries each may use. A room
# is compiled with the flags of these libraries alone, a file that is named has
# some more.
ROOMS := base sandbox syntax expand template check form layout pages draw pdf export format measure audit import carried cmd
LIBS_base     := glib-2.0
LIBS_sandbox  := libseccomp
LIBS_template := libxml-2.0
LIBS_layout   := harfbuzz
LIBS_layout/shape_pango := pangoft2 fontconfig
LIBS_draw     := cairo cairo-ft cairo-pdf cairo-svg libjpeg
LIBS_pdf      := harfbuzz harfbuzz-subset libdeflate libjpeg libpng
LIBS_export   := jansson libzip
LIBS_measure  := libxml-2.0
LIBS_carried  := libqpdf libdeflate
LIBS_import   := jansson libxml-2.0 libzip
LIBS_cmd      := jansson

# What each room may include besides itself; `make map` holds the code to it.
MAY_base     :=
MAY_sandbox  :=
MAY_syntax   := base
MAY_expand   := base syntax
MAY_template := base
MAY_check    := base syntax template
MAY_form     := base check template
MAY_layout   := base check form template
MAY_pages    := base template layout
MAY_draw     := base template layout pages
MAY_pdf      := base template layout pages
MAY_export   := base template check form
MAY_format   := base syntax
MAY_measure  := base sandbox
MAY_audit    := base template measure
MAY_import   := base template measure sandbox
MAY_carried  := base
MAY_cmd      := $(ROOMS)

VERSION := 0.1.0
PREFIX  ?= /usr/local
BUILD   ?= build
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
CFLAGS  ?= -O2 -g
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
# What turns a slip into a stop; a build that looks for slips goes without.
# _FORTIFY_SOURCE wants an optimizing compiler.
HARD    := -fPIE -fstack-protector-strong -fstack-clash-protection \
	-Wformat -Wformat-security \
	$(if $(filter x86_64 i686,$(shell uname -m)),-fcf-protection) \
	$(if $(filter -O1 -O2 -O3 -Os,$(CFLAGS)),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
HARD_LINK := -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
ifneq ($(SANITIZE),)
HARD    :=
HARD_LINK :=
endif
# No products fused into sums: every processor counts the same.
BASIC   := -std=c11 -ffp-contract=off -D_GNU_SOURCE $(WARN) -Icompiler $(HARD) $(CFLAGS) $(SANITIZE)

SOURCES := $(wildcard $(ROOMS:%=compiler/%/*.c))
OBJECTS := $(SOURCES:compiler/%.c=$(BUILD)/obj/%.o)
LIBRARY := $(filter-out $(BUILD)/obj/cmd/%,$(OBJECTS))
ALL_LIBS := $(sort $(foreach r,$(ROOMS) layout/shape_pango,$(LIBS_$(r))))
LINK     = $(shell pkg-config --libs $(ALL_LIBS)) -lm
SAMPLES := $(wildcard samples/*.vt)
FONTS   := $(addprefix fonts/LiberationSerif-,Regular.ttf Bold.ttf Italic.ttf BoldItalic.ttf) fonts/sRGB.icc

.PHONY: all samples check check-shared path kill slurm accept asan leakcheck fuzz bench \
	cover format lint map gallery install uninstall dist clean help setup
.DEFAULT_GOAL := all

all: $(BUILD)/vanthu $(BUILD)/vanthu-full ## build/vanthu

# The short program starts in a third of the time: see compiler/cmd/full.h.
FULL_ONLY := draw/% import/% carried/% export/docx% cmd/import% layout/shape_pango
SHORT := $(filter-out $(FULL_ONLY:%=$(BUILD)/obj/%.o),$(OBJECTS))
SHORT_LIBS := $(filter-out cairo% pango% fontconfig libzip libqpdf,$(ALL_LIBS))
$(BUILD)/vanthu: $(SHORT) | $(BUILD)/vanthu-full
	@$(CC) $(BASIC) $(HARD_LINK) -o $@ $^ $(shell pkg-config --libs $(SHORT_LIBS)) -lm $(LDFLAGS)
$(BUILD)/vanthu-full: $(OBJECTS)
	@$(CC) $(BASIC) $(HARD_LINK) -o $@ $^ $(LINK) $(LDFLAGS)
$(BUILD)/libvanthu.a: $(LIBRARY)
	@rm -f $@; ar rcs $@ $^

define room
$(BUILD)/obj/$(1)/%.o: compiler/$(1)/%.c
	@mkdir -p $$(@D)
	@$$(CC) $$(BASIC) -MMD -MP $(if $(LIBS_$(1)),$$(shell pkg-config --cflags $(LIBS_$(1)) $$(LIBS_$(1)/$$*))) $(DEFS_$(1)) -c -o $$@ $$<
endef
DEFS_template := -I$(BUILD)
DEFS_sandbox := $(if $(SANITIZE),-DVANTHU_INSTRUMENTED)
DEFS_cmd := -DVANTHU_VERSION='"$(VERSION)"' -DVANTHU_PREFIX='"$(PREFIX)"'
$(foreach r,$(ROOMS),$(eval $(call room,$(r))))
-include $(OBJECTS:.o=.d)

# Fingerprints of the sheets that keep their schema: see was_checked in
# compiler/template/xml.c. Without xmllint the list is empty.
SHEETS := templates/nd30/rules.xml templates/nd30/words.xml templates/nd30/style.xml templates/nd30/legacy.xml
SCHEMAS := templates/schema/rules.rng templates/schema/words.rng templates/nd30/limits.rng templates/schema/legacy.rng
$(BUILD)/checked.inc: $(SHEETS) $(wildcard templates/*/*.rng)
	@mkdir -p $(@D); : >$@
	@set -- $(SCHEMAS); for sheet in $(SHEETS); do \
		xmllint --noout --nonet --relaxng $$1 $$sheet 2>/dev/null && \
			sha256sum $$sheet | sed 's/ .*//; s/.*/"&",/' >>$@; shift; done; true
$(BUILD)/obj/template/xml.o: $(BUILD)/checked.inc

# ---- set-up, samples, tests ------------------------------------------------

setup:
	@sh tests/setup.sh

samples: setup ## install what is missing, build, typeset the samples
	@$(MAKE) --no-print-directory all
	@mkdir -p build/samples
	@build/vanthu build --jobs 2 $(SAMPLES) -o build/samples
	@echo "Xong: $(words $(SAMPLES)) văn bản mẫu trong build/samples/"

check: samples ## the same, and run all tests
	@$(MAKE) --no-print-directory build/libvanthu.a
	@CC="$(CC)" BUILD=build sh tests/run.sh

check-%: all $(BUILD)/libvanthu.a ## the tests of one room
	@CC="$(CC)" BUILD=build sh tests/run.sh $*

check-shared: all ## the tests that need ../shared
	@BUILD=build sh tests/shared/run.sh

path: all ## hostile input against a clock and a memory cap
	@BUILD=build sh tests/path/run.sh all
	@python3 tests/path/flips.py build/vanthu build/flips 1000
	@CARRY_FULL=1 CARRY=hostile BUILD=build sh tests/carry/run.sh

kill: all ## two hundred runs killed at random moments
	@KILLS=200 python3 tests/batch/kill.py build/vanthu build/batch-kill

slurm: all ## a batch on a Slurm of one machine, without root
	@BUILD=build sh tests/slurm/run.sh

accept: all $(BUILD)/libvanthu.a ## rewrite the expected texts; read the diff
	@ACCEPT=1 BUILD=build sh tests/run.sh

ASAN := -fsanitize=address,undefined -fno-sanitize-recover=undefined
asan: ## the tests under the address and undefined sanitizers
	@$(MAKE) --no-print-directory BUILD=build/asan SANITIZE="$(ASAN)" CFLAGS="-O1 -g" \
		build/asan/vanthu build/asan/libvanthu.a
	@CC="$(CC) $(ASAN)" ASAN_OPTIONS=detect_leaks=0 BUILD=build/asan sh tests/run.sh

leakcheck: all ## every sample under valgrind
	@for f in $(SAMPLES); do valgrind -q --error-exitcode=9 --leak-check=full \
		--errors-for-leak-kinds=definite build/vanthu check $$f || exit 1; done

FUZZ_SECONDS ?= 600
fuzz: all ## drive the front end with coverage guidance
	@FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/fuzz/run.sh "$(ALL_LIBS)"

build/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	@$(CC) -std=c11 -O2 -D_GNU_SOURCE -o $@ $< $$(pkg-config --cflags --libs pangocairo fontconfig) -lm
bench: all $(addprefix build/bench/,floor make_plan measure_run) ## against the floor
	@BUILD=build sh tests/bench/bench.sh
	@BUILD=build sh tests/bench/batch.sh
	@BUILD=build sh tests/bench/peers.sh

cover: ## which lines the tests reach
	@$(MAKE) --no-print-directory BUILD=build/cover SANITIZE=--coverage CFLAGS="-O0 -g" \
		build/cover/vanthu build/cover/libvanthu.a
	@CC="$(CC) --coverage" BUILD=build/cover sh tests/run.sh >/dev/null; \
	for r in $(ROOMS); do gcov -n -o build/cover/obj/$$r compiler/$$r/*.c 2>/dev/null | \
		awk -v r=$$r '/^File .compiler/ {f=1} /^Lines/ && f {split($$2,a,/[:%]/); n+=$$4; c+=$$4*a[2]/100; f=0} \
		END {if (n) printf "%-10s %5.1f %% / %d dòng\n", r, c*100/n, n}'; done

format: ## clang-format, in place
	@clang-format -i compiler/*/*.[ch] tests/*/*.c

lint: ## cppcheck and clang-tidy, where they are installed
	@if command -v cppcheck >/dev/null; then cppcheck --quiet --std=c11 -Icompiler \
		--enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
		--suppress=missingIncludeSystem compiler; else echo "cppcheck chưa cài"; fi

map: ## who includes whom; fails on an arrow against the walk
	@ROOMS="$(ROOMS)" $(foreach r,$(ROOMS),MAY_$(r)="$(MAY_$(r))") sh tests/map.sh

gallery: samples ## contact sheets of every sample in build/gallery
	@sh tests/gallery.sh

SHARE := $(DESTDIR)$(PREFIX)/share
install: all $(FONTS) ## PREFIX=/usr/local, DESTDIR=
	@install -Dm755 build/vanthu $(DESTDIR)$(PREFIX)/bin/vanthu
	@install -Dm755 build/vanthu-full $(DESTDIR)$(PREFIX)/lib/vanthu/vanthu-full
	@for f in $$(find templates -type f) fonts/fonts.xml $(FONTS) $(wildcard docs/diagnostics.md); do \
		install -Dm644 $$f $(SHARE)/vanthu/$$f; done
	@install -Dm644 docs/man/vanthu.1 $(SHARE)/man/man1/vanthu.1
	@install -Dm644 completions/vanthu.bash $(SHARE)/bash-completion/completions/vanthu
	@install -Dm644 completions/_vanthu $(SHARE)/zsh/site-functions/_vanthu
	@install -Dm644 completions/vanthu.fish $(SHARE)/fish/vendor_completions.d/vanthu.fish
	@echo "Đã cài vào $(DESTDIR)$(PREFIX)"

uninstall: ## what install has put there
	@rm -rf $(SHARE)/vanthu $(DESTDIR)$(PREFIX)/lib/vanthu
	@rm -f $(DESTDIR)$(PREFIX)/bin/vanthu $(SHARE)/man/man1/vanthu.1 \
		$(SHARE)/bash-completion/completions/vanthu \
		$(SHARE)/zsh/site-functions/_vanthu \
		$(SHARE)/fish/vendor_completions.d/vanthu.fish

dist: ## a tar ball of the committed tree
	@mkdir -p build
	@git archive --prefix=vanthu-$(VERSION)/ -o build/vanthu-$(VERSION).tar.gz HEAD
	@echo build/vanthu-$(VERSION).tar.gz

clean: ## everything that was built
	@rm -rf build

help: ## this list
	@awk -F':.*## ' '/^[a-z%-]+:.*## / {printf "%-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
