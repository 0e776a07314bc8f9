/* face/http/limit.h - how often one address, or one account, may try.
 *
 * Token buckets in fixed memory that all workers share: made before the workers are forked, without locks,
 * the same size whatever comes. A bucket is one 64-bit word (a tag of the key and the moment when the bucket
 * will be full again), so a step is one compare-and-swap. When more keys are active than there is room for,
 * the one nearest to full is forgotten: an attacker with many addresses gains a few tries, nobody is locked
 * out by mistake except for two keys with the same 24-bit tag in the same set of eight slots.
 */
#ifndef FACE_HTTP_LIMIT_H
#define FACE_HTTP_LIMIT_H

#include "base/rc.h"
#include "base/str.h"

struct limits;

/* `burst` tries at once; then one more every `every_ms`. */
struct limit_rule {
	int64_t burst, every_ms;
};

/* Room for about `keys` active keys (8 bytes each). The memory is shared with later children and never given
 * back. E_IO */
rc limits_new(size_t keys, struct limits **ret) MUST_USE;
/* Takes one token for `key` under the rule number `rule` (any number; it keeps keys of different rules
 * apart). False: none left, and *ret_wait_s seconds until there is one. `now_us` is clock_ticks_us(). */
bool limit_take(struct limits *l, unsigned number, const struct limit_rule *rule, str key, int64_t now_us,
		int64_t *ret_wait_s);

#endif
