/* fuzz/attestation_fuzz.c - whatever comes as the content of an attestation, its file or its reference: what
 * is taken writes itself again, byte by byte. */
#include "domain/attestation/attestation.h"
#include "port/pdf/pdf.h"

#include "base/arena.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct attestation_content c;
	struct pdf_parts parts;
	struct arena a;
	str in = { (const char *)p, n }, text;

	arena_init(&a, 64 << 20);
	if (rc_ok(attestation_content_read(&a, in, &c))) {
		must(str_eq(attestation_payload(&a, &c), in));
		must(c.memberships_n <= ATTESTED_MEMBERSHIPS_MAX && c.number >= 0);
		must(c.relatives_n <= ATTESTED_RELATIVES_MAX);
	}
	if (reference_parse(&a, in, &text)) {
		must(text.n == REFERENCE_CHARS && n <= REFERENCE_TYPED_MAX);
		must(reference_parse(&a, reference_text(&a, text), &in) && str_eq(in, text));
	}
	in = (str){ (const char *)p, n };
	if (rc_ok(pdf_parts(in, &parts)))
		must(parts.before.n + parts.seal.n + parts.after.n == n && parts.seal.n <= PDF_SEAL_MAX);
	if (rc_ok(pdf_keywords(in, &text)))
		must(text.n < n);
	arena_done(&a);
	return 0;
}
