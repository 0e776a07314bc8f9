/* fuzz/jws_fuzz.c - whatever comes as a signed statement, a code's text or a set of keys: nobody but the
 * key's owner is believed, and what is taken as keys writes itself again. */
#include "port/jws/jws.h"

#include "base/arena.h"

#include <stdint.h>
#include <string.h>

static const unsigned char secret[JWS_SECRET_BYTES] = { 1, 2, 3 };

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct jws_public key;
	static str good; /* lives as long as the process */
	static struct arena life;
	const struct jws_public *by;
	struct jws_public *keys;
	struct arena a;
	str in = { (const char *)p, n }, payload, text;
	size_t keys_n;

	if (good.n == 0) {
		arena_init(&life, 1 << 20);
		must(rc_ok(jws_public_of(secret, &key)) &&
		     rc_ok(jws_sign(&life, secret, S("{}"), true, &good)));
	}
	arena_init(&a, 64 << 20);
	if (rc_ok(jws_check(&a, in, &key, 1, &payload, &by)))
		must(payload.n <= JWS_PAYLOAD_MAX && by == &key);
	/* the same with a header that is right */
	const char *dot = memchr(good.p, '.', good.n);
	text = str_printf(&a, "%.*s%.*s", (int)(dot - good.p), good.p, (int)n, (const char *)p);
	must(!rc_ok(jws_check(&a, text, &key, 1, &payload, &by)) || str_eq(text, good));
	if (rc_ok(jws_of_shc(&a, in, &text)))
		must(str_eq(jws_to_shc(&a, text), in));
	if (rc_ok(jws_keys_read(&a, in, &keys, &keys_n))) {
		struct jws_public *again;
		text = jws_keys_write(&a, keys, keys_n);
		must(rc_ok(jws_keys_read(&a, text, &again, &keys_n)));
		must(memcmp(keys, again, keys_n * sizeof *keys) == 0);
	}
	arena_done(&a);
	return 0;
}
