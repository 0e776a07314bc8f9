/* service/verify_moves.c */
#include "service/verify_moves.h"

#include "domain/audit/audit.h"

#include <string.h>

enum { CHUNKS_MEMORY = 256 << 20 };

static rc add(void *cls, const void *row)
{
	struct digest *d = cls;
	const struct audit_moved *m = row;

	digest_int(d, m->person_id.v);
	digest_int(d, m->from_day.days);
	digest_int(d, m->until_day.days);
	digest_row_end(d);
	return OK;
}

static bool ids_of(str detail, int64_t *first, int64_t *last)
{
	return str_digits(&detail, 1, 19, first) && str_skip(&detail, S("..")) &&
	       str_digits(&detail, 1, 19, last);
}

static rc check_chunk(struct tx *tx, const struct audit_move *m, const struct audit_chunk *c,
		      const char **what)
{
	unsigned char digest[DIGEST_BYTES];
	int64_t first, last;
	struct digest d;

	*what = NULL;
	if (!ids_of(c->detail, &first, &last) || c->digest.n != DIGEST_BYTES) {
		*what = "doesn't say whom it moved";
		return OK;
	}
	digest_begin(&d);
	TRY(audit_moved(tx, m, first, last, add, &d));
	digest_end(&d, digest);
	if (memcmp(digest, c->digest.p, DIGEST_BYTES) != 0)
		*what = "the memberships aren't those that the event moved";
	return OK;
}

static rc check_move(struct tx *tx, struct arena *a, const struct audit_move *m, int64_t *event,
		     const char **what)
{
	struct audit_chunk *c;
	size_t n;

	TRY(audit_chunks(tx, m->move_id, a, &c, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(check_chunk(tx, m, &c[i], what));
		if (*what != NULL) {
			*event = c[i].event_id.v;
			return OK;
		}
	}
	return OK;
}

rc verify_moves(struct tx *tx, int64_t *ret_event, const char **ret_what)
{
	struct audit_move m = { .nth = 0 };

	*ret_event = 0;
	while (*ret_event == 0) {
		struct arena a;
		arena_init(&a, CHUNKS_MEMORY);
		rc r = audit_move(tx, m.nth, &a, &m);
		bool more = rc_ok(r);
		if (more)
			r = check_move(tx, &a, &m, ret_event, ret_what);
		arena_done(&a);
		if (!more && rc_is(r, E_DB_NONE))
			return OK;
		TRY(r);
	}
	return OK;
}
