/* service/count_campaigns.c */
#include "service/count_campaigns.h"

#include "domain/place/place.h"

/* Different words that gateways give; what comes behind them is counted without its words. */
enum { WHYS_MAX = 100 };

struct counting {
	struct arena *a; /* of one chunk */
	instant now;
	struct campaign_due due;
	bool found;
	person_id after;
	struct campaign_counted_row *rows; /* of one chunk */
	size_t rows_n;
	struct campaign_funnel *f; /* by territory */
	size_t n, room;
	struct campaign_failure why[WHYS_MAX + 1]; /* the first: all others */
	size_t why_n;
	struct arena *kept; /* of `f`, the words and the map */
	const struct atlas *at;
};

static rc find(struct tx *tx, void *cls)
{
	struct counting *c = cls;
	struct territory *t;
	size_t n;
	rc r = campaign_count_due(tx, c->now, c->kept, &c->due);

	c->found = rc_ok(r);
	if (!c->found)
		return rc_is(r, E_DB_NONE) ? OK : r;
	TRY(territory_newest(tx, c->kept, &t, &n));
	c->at = atlas_make(c->kept, t, n);
	return OK;
}

static rc read_chunk(struct tx *tx, void *cls)
{
	struct counting *c = cls;

	return campaign_count_people(tx, &c->due, c->after, COUNT_CHUNK, c->a, &c->rows, &c->rows_n);
}

static struct campaign_funnel *of_territory(struct counting *c, int64_t territory)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->f[i].territory_id == territory)
			return &c->f[i];
	if (c->n == c->room) {
		struct campaign_funnel *more = arena_array(c->kept, struct campaign_funnel, 2 * c->room + 64);
		for (size_t i = 0; i < c->n; i++)
			more[i] = c->f[i];
		c->f = more;
		c->room = 2 * c->room + 64;
	}
	c->f[c->n] = (struct campaign_funnel){ .territory_id = territory };
	return &c->f[c->n++];
}

static struct campaign_failure *of_words(struct counting *c, str words)
{
	str why = campaign_why(c->a, words);

	for (size_t i = 0; i < c->why_n; i++)
		if (str_eq(c->why[i].why, why))
			return &c->why[i];
	if (c->why_n == WHYS_MAX + 1)
		return &c->why[0];
	c->why[c->why_n] = (struct campaign_failure){ .why = str_copy(c->kept, why) };
	return &c->why[c->why_n++];
}

static void add(struct counting *c, const struct campaign_counted_row *r)
{
	struct campaign_funnel *f = of_territory(c, atlas_province(c->at, r->commune_id));
	const int64_t n[CAMPAIGN_STEPS] = {
		[STEP_WRITTEN] = r->written,	     [STEP_SENT] = r->sent,
		[STEP_DELIVERED] = r->delivered,     [STEP_FAILED] = r->failed,
		[STEP_EXPIRED] = r->expired,	     [STEP_CODE_USED] = r->code_used,
		[STEP_ACCOUNT] = r->account,	     [STEP_CONTACT] = r->contact,
		[STEP_FAMILY] = r->family,	     [STEP_PAYMENT_MODE] = r->payment_mode,
		[STEP_ATTESTATION] = r->attestation,
	};

	for (int s = 0; s < CAMPAIGN_STEPS; s++)
		f->n[s] += n[s];
	if (r->failed > 0)
		of_words(c, r->why)->n += r->failed;
	if (c->after.v < r->last.v)
		c->after = r->last;
}

static rc read_all(struct db *db, struct counting *c)
{
	int64_t people;

	do {
		struct arena a;
		arena_init(&a, (size_t)32 << 20);
		c->a = &a;
		rc r = db_read(db, FOR_CAMPAIGN, "count a wave", read_chunk, c);
		people = 0;
		for (size_t i = 0; rc_ok(r) && i < c->rows_n; i++) {
			people += c->rows[i].written;
			add(c, &c->rows[i]);
		}
		arena_done(&a);
		TRY(r);
	} while (people == COUNT_CHUNK);
	return OK;
}

static rc put(struct tx *tx, void *cls)
{
	struct counting *c = cls;
	size_t from = c->why[0].n == 0; /* nothing without words */

	return campaign_count_put(tx, &c->due, c->now, c->f, c->n, c->why + from, c->why_n - from);
}

rc campaigns_count(struct db *db, instant now, bool *ret_counted)
{
	struct arena kept;

	arena_init(&kept, (size_t)32 << 20);
	struct counting *c = arena_new(&kept, struct counting);
	*c = (struct counting){ .now = now, .kept = &kept, .why_n = 1 };
	rc r = db_read(db, FOR_CAMPAIGN, "which wave is to be counted", find, c);
	c->after = c->due.behind;
	if (rc_ok(r) && c->found)
		r = read_all(db, c);
	if (rc_ok(r) && c->found)
		r = db_write(db, FOR_CAMPAIGN, "what followed a wave", put, c);
	*ret_counted = c->found;
	arena_done(&kept);
	return r;
}
