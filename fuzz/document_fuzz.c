/* fuzz/document_fuzz.c - whatever the bytes, the sniffer ends, reads nothing beyond them, says the same
 * twice, and never takes a PDF that a script was put into. */
#include "domain/document/sniff.h"

#include "base/arena.h"
#include "base/rc.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const char script[] = "1 0 obj << /S /JavaScript >> endobj ";
	struct arena a;
	struct sniffed s = document_sniff((str){ (const char *)p, n }), again;

	arena_init(&a, 64 << 20);
	/* a copy of its own, so that the sanitizer sees every byte read behind the end */
	char *copy = arena_array(&a, char, n + 1);
	if (n > 0)
		memcpy(copy, p, n);
	again = document_sniff((str){ copy, n });
	must(s.verdict == again.verdict && s.width == again.width && s.height == again.height);
	must((s.verdict == SNIFF_TAKEN) == (s.media.n > 0));
	must(sniff_verdict_name(s.verdict).n > 0);
	if (s.verdict == SNIFF_TAKEN && str_eq(s.media, S("application/pdf"))) {
		str with = str_printf(&a, "%%PDF-1.4\n%s", script);
		char *both = arena_array(&a, char, with.n + n);
		memcpy(both, with.p, with.n);
		memcpy(both + with.n, p, n);
		must(document_sniff((str){ both, with.n + n }).verdict == SNIFF_ACTIVE);
	}
	arena_done(&a);
	return 0;
}
