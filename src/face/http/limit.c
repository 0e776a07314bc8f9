/* face/http/limit.c - token buckets, as the "generic cell rate algorithm": a bucket is the moment it is full
 * again. */
#include "face/http/limit.h"

#include <sodium.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

enum {
	SET = 8,
	TAG_BITS = 24,
	TIME_BITS = 40,
	TICK_US = 100
}; /* 40 bits of 100 us last 3.4 years of uptime */

struct limits {
	unsigned char secret[crypto_shorthash_KEYBYTES]; /* nobody outside can aim at one slot */
	uint64_t sets;					 /* a power of two */
	_Atomic uint64_t slots[];
};

rc limits_new(size_t keys, struct limits **ret)
{
	uint64_t sets = 1;

	must(keys >= 1 && keys <= (size_t)1 << 26);
	while (sets * SET < keys)
		sets *= 2;
	size_t bytes = sizeof **ret + sets * SET * sizeof(uint64_t);
	void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(p != MAP_FAILED, IO);
	CHECK(sodium_init() >= 0, IO);
	*ret = p;
	(*ret)->sets = sets;
	randombytes_buf((*ret)->secret, sizeof(*ret)->secret);
	return OK;
}

static uint64_t hash(const struct limits *l, unsigned number, str key)
{
	unsigned char text[128], out[crypto_shorthash_BYTES];
	uint64_t h;
	size_t n = key.n < sizeof text - sizeof number ? key.n : sizeof text - sizeof number;

	memcpy(text, &number, sizeof number);
	if (n > 0)
		memcpy(text + sizeof number, key.p, n);
	(void)crypto_shorthash(out, text, sizeof number + n, l->secret);
	memcpy(&h, out, sizeof h);
	return h;
}

static uint64_t time_of(uint64_t word) { return word & ((UINT64_C(1) << TIME_BITS) - 1); }

/* The key's slot in its set, or else the one that may be forgotten first. */
static size_t choose(struct limits *l, size_t first, uint64_t tag)
{
	uint64_t oldest = UINT64_MAX;
	size_t best = first;

	/* Each slot is read once: somebody else who looks for a place for the same key finds the same one. */
	for (size_t i = first; i < first + SET; i++) {
		uint64_t w = atomic_load_explicit(&l->slots[i], memory_order_relaxed);
		if (w >> TIME_BITS == tag)
			return i;
		if (time_of(w) < oldest) {
			oldest = time_of(w);
			best = i;
		}
	}
	return best;
}

bool limit_take(struct limits *l, unsigned number, const struct limit_rule *rule, str key, int64_t now_us,
		int64_t *ret_wait_s)
{
	uint64_t h = hash(l, number, key), tag = h >> (64 - TAG_BITS) | 1; /* never the 0 of an empty slot */
	size_t first = (size_t)(h & (l->sets - 1)) * SET;
	uint64_t now = (uint64_t)(now_us / TICK_US) & ((UINT64_C(1) << TIME_BITS) - 1);
	uint64_t step = (uint64_t)(rule->every_ms * 1000 / TICK_US), full = step * (uint64_t)rule->burst;

	must(rule->burst >= 1 && rule->every_ms >= 1);
	for (;;) {
		size_t at = choose(l, first, tag);
		uint64_t old = atomic_load(&l->slots[at]);
		uint64_t then = old >> TIME_BITS == tag && time_of(old) > now ? time_of(old) : now;
		if (then + step > now + full) {
			*ret_wait_s = (int64_t)((then + step - now - full) * TICK_US / 1000000) + 1;
			return false;
		}
		if (atomic_compare_exchange_strong(&l->slots[at], &old, tag << TIME_BITS | (then + step)))
			return true;
	}
}
