# make             build/sanad (optimised)     V=prod|debug|asan|tsan|cov  CC=gcc|clang
# make check       house rules + every C test on SQLite; only what changed is rebuilt and rerun. V=asan: under ASan+UBSan
# make check-pg    the *_db_test programs again on PostgreSQL (T_PG=url of a server where databases may be made)
# make check-tsan  those with a second thread under TSan
# make lint        the slow analysers          make cov    branch coverage
# make fuzz [F=csv] T=60 every fuzz target, or one; with -j several at a time       make fmt  rewrite the layout of src/
#
# A new .c file needs no edit here: what lies in src/ is built, what ends in _test.c is a test, what lies in
# templates/, po/, assets/, law/ and db/migrations/ is compiled in. Everything that is made lies in build/.
V     ?= prod
CC    := $(if $(filter default,$(origin CC)),$(if $(filter asan,$(V)),clang,gcc),$(CC))
O     ?= build
B     := $(O)/$(V)-$(CC)
G     := $(O)/gen
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: fuzz-run all check check-pg check-tsan lint cov fuzz fmt tidy programs

OPT_debug := -O1 -g
# what the fuzzers need is in it, too: one build for both
OPT_asan  := -O1 -g1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
OPT_tsan  := -O1 -g1 -fsanitize=thread
OPT_cov   := -O0 -g --coverage
OPT_prod  := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LINK_prod := -pie -Wl,-z,relro,-z,now
# 135 tests are linked in 17 s, not 64
LINK_debug := -fuse-ld=lld
LINK_asan := -fuse-ld=lld
LINK_tsan := -fuse-ld=lld
export LSAN_OPTIONS := suppressions=$(CURDIR)/tools/lsan.supp:print_suppressions=0
PARTS := sqlite3 libpq libmicrohttpd libsodium openssl zlib libdeflate libzstd json-c yaml-0.1 liboath icu-uc libqrencode libcurl pangocairo
WARN  := $(shell cat WARN) -Werror
CPP   := -D_GNU_SOURCE -Isrc -I$(G) $(shell pkg-config --cflags $(PARTS))
CFLAGS := -std=c17 $(WARN) $(OPT_$(V))
LIBS  := $(shell pkg-config --libs $(PARTS))
TESTLIBS = $(shell pkg-config --libs zbar)

ALL   := $(wildcard src/*/*.c src/*/*/*.c)
HEAD  := $(wildcard src/*/*.h src/*/*/*.h src/*/*.def src/*/*/*.def)
MAIN  := src/face/cli/main.c
SRC   := $(filter-out %_test.c $(MAIN),$(ALL))
TPL   := $(wildcard templates/*.tpl)
GEN_C := $(G)/migrations.c $(G)/law.c $(G)/paragraphs.c $(G)/texts.c $(G)/pages.c $(G)/assets.c
# No second thread works in the faces: they aren't compiled for TSan.
APART := $(if $(filter tsan,$(V)),src/face/% $(G)/pages.c $(G)/assets.c)
OBJ   := $(patsubst %.c,$(B)/%.o,$(filter-out $(APART),$(SRC))) \
         $(patsubst $(G)/%.c,$(B)/gen/%.o,$(filter-out $(APART),$(GEN_C)))
TEST  := $(patsubst src/%.c,$(B)/%,$(filter %_test.c,$(ALL)))
DBTEST := $(filter %_db_test,$(TEST))

all: $(O)/sanad
$(O)/sanad: $(B)/sanad
	@cp -f $< $@.new && mv -f $@.new $@
$(B)/sanad: $(B)/$(MAIN:.c=.o) $(B)/libsanad.a
	$(CC) $(CFLAGS) $(LINK_$(V)) $^ $(LIBS) -o $@
programs: $(TEST) $(B)/sanad

$(G)/migrations.c: tools/embed.py $(wildcard db/migrations/*.sql)
	@mkdir -p $(@D)
	@tools/embed.py $@ $(filter %.sql,$^)
$(G)/law.c: tools/embed.py $(wildcard law/*/*.yaml)
	@mkdir -p $(@D)
	@tools/embed.py $@ $(filter %.yaml,$^)
$(G)/paragraphs.c: tools/embed.py $(ALL) $(HEAD)
	@mkdir -p $(@D)
	@tools/embed.py $@ $(filter %.c %.h,$^)
# texts.h lists every message, texts.c holds them in every language: a missing translation is a build error, and so are
# an error code without words, a mistake of a law file without them and a message that nobody says.
$(G)/texts.h $(G)/texts.c &: tools/texts.py $(wildcard po/*.po) src/base/err.def src/domain/law/mistake.def
	@mkdir -p $(@D)
	@tools/texts.py $(G)
$(G)/texts.used: tools/texts.py $(wildcard po/*.po) $(TPL) $(ALL) $(HEAD)
	@mkdir -p $(@D)
	@tools/texts.py --used $(G) && touch $@
$(B)/gen/texts.o: | $(G)/texts.used
$(G)/pages.c $(G)/pages.h &: tools/tplc.py tools/texts.py $(TPL) $(wildcard po/fr.po) assets/i.svg
	@mkdir -p $(@D)
	@tools/tplc.py $(G)/pages.c $(TPL)
$(G)/assets.c $(G)/asset_urls.h &: tools/assets.py $(wildcard assets/*)
	@mkdir -p $(@D)
	@tools/assets.py $(G)/assets.c $(filter assets/%,$^)
# Writes every page with made-up people: tests/pages/run opens them in a browser.
$(B)/pages-render: tests/pages/render.c $(B)/libsanad.a
	@$(CC) $(CFLAGS) $(CPP) $(LINK_$(V)) $^ $(LIBS) -o $@
# Sends through a gateway: tests/sms/run gives it a real one.
$(B)/sms-send: tests/sms/send.c $(B)/libsanad.a
	@$(CC) $(CFLAGS) $(CPP) $(LINK_$(V)) $^ $(LIBS) -o $@
# What script/bench needs beside the program.
$(O)/bench-%: tools/bench/%.c $(B)/libsanad.a
	@$(CC) $(CFLAGS) $(CPP) $(LINK_$(V)) $^ $(LIBS) -o $@
# Sends e-mail: tests/mail/run reads what arrives.
$(B)/mail-send: tests/mail/send.c $(B)/libsanad.a
	@$(CC) $(CFLAGS) $(CPP) $(LINK_$(V)) $^ $(LIBS) -o $@
$(B)/gen/%.o: $(G)/%.c Makefile | $(G)/texts.h $(G)/pages.h $(G)/asset_urls.h
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(CPP) -MMD -MP -c $< -o $@
# a test's own code runs once: compiling it well takes longer than it would save
$(B)/src/%_test.o: CFLAGS += -O0
$(B)/%.o: %.c Makefile WARN | $(G)/texts.h $(G)/pages.h $(G)/asset_urls.h
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(CPP) -MMD -MP -c $< -o $@
$(B)/libsanad.a: $(OBJ)
	@rm -f $@
	@$(AR) rcs $@ $^
$(B)/%_test: $(B)/src/%_test.o $(B)/libsanad.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(LINK_$(V)) $^ $(LIBS) $(TESTLIBS) -o $@
# A passed test leaves a stamp: it runs again only when its program changed.
$(B)/%.ok: $(B)/%
	@T_DIR=$(B) $< >$<.tap 2>&1 && touch $@ && printf 'ok   %s\n' $* || { cat $<.tap; printf 'FAIL %s\n' $*; exit 1; }
# Those that read worked cases.
$(B)/domain/rights/cases_test.ok $(B)/face/cli/law_test.ok: docs/law.md $(wildcard law/*/cases/*.yaml tests/law/*/*/*.yaml tests/law/*/*/cases/*.yaml)
$(B)/%.pg: $(B)/%
	@test -n "$(T_PG)" || { echo "check-pg: T_PG=postgresql://... is missing"; exit 1; }
	@T_DIR=$(B) T_DB="$(T_PG)" $< >$<.pg.tap 2>&1 && touch $@ && printf 'ok   %s (postgresql)\n' $* || { cat $<.pg.tap; printf 'FAIL %s (postgresql)\n' $*; exit 1; }
$(B)/tidy.ok: tools/tidy.py src/domain/ROOMS $(ALL) $(HEAD)
	@mkdir -p $(@D)
	@tools/tidy.py && touch $@
tidy: $(B)/tidy.ok
check: $(B)/tidy.ok $(TEST:%=%.ok)
check-pg: $(DBTEST:%=%.pg)
# Where a second thread works (base/ahead.h): PROGRAM or PROGRAM:TESTS. The sanitizer wants addresses that aren't random.
THREADED := base/ahead_test service/feed_db_test:later service/feed_db_test:interrupted service/feed_simulate_db_test:anew \
            service/feed_answer_db_test service/demo_db_test:once
TSAN  := $(O)/tsan-$(CC)
check-tsan:
	$(MAKE) V=tsan $(foreach t,$(THREADED),$(TSAN)/$(firstword $(subst :, ,$t)))
	@printf '%s\n' $(THREADED) | xargs -P2 -I@ sh -c 't=@; p=$(TSAN)/$${t%:*}; \
	  T_DIR=$(TSAN) setarch -R $$p $$(expr "$$t" : ".*:\(.*\)") >$(TSAN)/$$(basename $$t).tap 2>&1 && echo "ok   $$t" || \
	    { cat $(TSAN)/$$(basename $$t).tap; echo "FAIL $$t"; exit 1; }'
lint:
	clang-tidy --quiet $(SRC) -- -std=c17 $(CPP)
	for f in $(SRC); do gcc -std=c17 $(CPP) -O1 -fanalyzer -Werror -c $$f -o /dev/null || exit 1; done
cov:
	$(MAKE) V=cov check
	gcovr -r . $(O)/cov-$(CC) --exclude '.*_test.c' --exclude '.*/testing/.*' --branches
# The corpus is kept in fuzz/corpus/<target>; new finds go to build/. The program is compiled for fuzzing once.
FUZZ  := $(patsubst fuzz/%_fuzz.c,%,$(wildcard fuzz/*_fuzz.c))
$(B)/fuzz-%: fuzz/%_fuzz.c $(B)/libsanad.a
	@$(CC) $(CFLAGS) $(CPP) $(LINK_$(V)) -Wno-missing-prototypes -fsanitize=fuzzer $^ $(LIBS) -o $@
fuzz-run-%: $(B)/fuzz-%
	@mkdir -p $(O)/corpus/$*
	@$< -max_total_time=$(or $(T),60) -print_final_stats=0 $(O)/corpus/$* $(wildcard fuzz/corpus/$*) \
	  >$(O)/corpus/$*.log 2>&1 || { tail -n 40 $(O)/corpus/$*.log; echo "FAIL fuzz $*"; exit 1; }
	@tail -n 1 $(O)/corpus/$*.log | sed 's/^/$*: /'
fuzz-run: $(FUZZ:%=fuzz-run-%)
fuzz:
	$(MAKE) V=asan $(if $(F),fuzz-run-$(F),fuzz-run)
fmt:
	clang-format -i $(ALL) $(filter %.h,$(HEAD))
-include $(patsubst src/%.c,$(B)/src/%.d,$(ALL)) $(wildcard $(B)/gen/*.d)
