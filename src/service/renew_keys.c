/* service/renew_keys.c */
#include "service/renew_keys.h"

#include "service/bulk_people.h"

#include "store/db.h"

enum { PAGE = 2000 };

struct renewing {
	struct arena *a; /* of the page */
	struct lease lease;
	person_id after, last; /* last: of the page */
	size_t n, renewed;
};

static rc renew_page(struct tx *tx, void *cls)
{
	struct renewing *r = cls;
	struct person *p;
	bool renewed;

	TRY(lease_begin(tx, &r->lease));
	TRY(person_page(tx, r->after, PAGE, r->a, &p, &r->n));
	r->renewed = 0;
	r->last = r->n > 0 ? p[r->n - 1].person_id : r->after;
	for (size_t i = 0; i < r->n; i++) {
		TRY(person_keys_renew(tx, &p[i], r->a, &renewed));
		r->renewed += renewed;
	}
	return OK;
}

static rc all_pages(struct db *db, struct renewing *r, renew_watch *watch, void *cls, int64_t *ret_people,
		    int64_t *ret_renewed)
{
	do {
		struct arena page;
		arena_init(&page, (size_t)32 << 20);
		r->a = &page;
		rc result = db_write_bulk(db, FOR_REGISTRATION, "renew keys", renew_page, r);
		arena_done(&page);
		TRY(result);
		r->after = r->last;
		*ret_people += (int64_t)r->n;
		*ret_renewed += (int64_t)r->renewed;
		watch(cls, *ret_people, *ret_renewed);
	} while (r->n > 0);
	return OK;
}

rc renew_keys(struct db *db, renew_watch *watch, void *cls, int64_t *ret_people, int64_t *ret_renewed)
{
	struct arena a;

	arena_init(&a, 1 << 16);
	struct renewing r = { .lease = bulk_lease(&a) };
	*ret_people = *ret_renewed = 0;
	rc result = all_pages(db, &r, watch, cls, ret_people, ret_renewed);
	if (!rc_is(result, E_LEASE_TAKEN))
		lease_let_go(db, FOR_REGISTRATION, &r.lease);
	arena_done(&a);
	return result;
}
