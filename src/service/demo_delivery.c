/* service/demo_delivery.c */
#include "service/demo_delivery.h"

#include "service/demo_file.h"
#include "service/demo_world.h"

#include "domain/demo/demo.h"
#include "domain/feed/feed.h"
#include "domain/fund/fund.h"
#include "domain/person/person.h"
#include "domain/scheme/scheme.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* What stands in a row. Those from FIRST_ODD on are put among the good ones, in turn. */
enum kind {
	GOOD,
	UNCHANGED,
	CHANGED,
	ENDED,
	FIRST_ODD,
	BAD_PHONE = FIRST_ODD,
	BAD_EMAIL,
	BAD_RIB,
	LAST_WARNING = BAD_RIB,
	NO_RECORD_ID,
	SURPLUS_COLUMN,
	NOT_UTF8,
	NO_ID,
	NO_NAME,
	BAD_BIRTH,
	FUTURE_BIRTH,
	BAD_SEX,
	BAD_COMMUNE,
	BAD_CLASS,
	LAST_REFUSED = BAD_CLASS,
	RECORD_AGAIN,
	PERSON_AGAIN,
	ID_AGAIN,
	LIKE_EARLIER,
	KNOWN_PERSON,
	KNOWN_COVERED,
	LIKE_KNOWN,
	KINDS
};

static const struct {
	const char *outcome, *code;
} found[KINDS] = {
	[GOOD] = { "REGISTERED", "" },
	[UNCHANGED] = { "UNCHANGED", "" },
	[CHANGED] = { "UPDATED", "" },
	[ENDED] = { "CEASED", "" },
	[BAD_PHONE] = { "REGISTERED", "PHONE_INVALID" },
	[BAD_EMAIL] = { "REGISTERED", "EMAIL_INVALID" },
	[BAD_RIB] = { "REGISTERED", "RIB_KEY_INVALID" },
	[NO_RECORD_ID] = { "REJECTED", "RECORD_ID_MISSING" },
	[SURPLUS_COLUMN] = { "REJECTED", "COLUMNS_COUNT" },
	[NOT_UTF8] = { "REJECTED", "UTF8_INVALID" },
	[NO_ID] = { "REJECTED", "ID_MISSING" },
	[NO_NAME] = { "REJECTED", "NAME_MISSING" },
	[BAD_BIRTH] = { "REJECTED", "BIRTH_DATE_INVALID" },
	[FUTURE_BIRTH] = { "REJECTED", "BIRTH_DATE_FUTURE" },
	[BAD_SEX] = { "REJECTED", "SEX_INVALID" },
	[BAD_COMMUNE] = { "REJECTED", "COMMUNE_UNKNOWN" },
	[BAD_CLASS] = { "REJECTED", "INCOME_CLASS_UNKNOWN" },
	[RECORD_AGAIN] = { "DUPLICATE", "SAME_RECORD" },
	[PERSON_AGAIN] = { "DUPLICATE", "SAME_PERSON" },
	[ID_AGAIN] = { "REVIEW", "ID_SHARED" },
	[LIKE_EARLIER] = { "REVIEW", "PROBABLE_DUPLICATE" },
	[KNOWN_PERSON] = { "DUPLICATE", "SAME_PERSON" },
	[KNOWN_COVERED] = { "CONFLICT", "ALREADY_COVERED" },
	[LIKE_KNOWN] = { "REVIEW", "PROBABLE_DUPLICATE" },
};

enum { EARLIER = 8, WORKING = 70, ODD_BEFORE = 2000, ODD_EVERY = 10, ODD_SELDOM = 100 };

/* One record of the body: the k-th working person of its stream. */
struct record {
	int64_t k; /* from 1 */
	struct demo_person person;
};

struct writing {
	struct arena *a;
	const struct demo_delivery *d;
	struct demo_world world;
	struct body body;
	struct income_class *classes;
	size_t classes_n;
	int scheme; /* of demo_schemes(), -1 if not among them */
	int64_t priority;
	int64_t scheme_priority[DEMO_SCHEMES_MAX];

	struct demo_stream stream;
	int64_t k;			/* records taken from it */
	struct record earlier[EARLIER]; /* good ones, a ring */
	int64_t earlier_n;

	/* people of the register, from the largest run; people 0: there are none */
	struct demo_run run;
	struct demo_world known_world;
	struct demo_stream known;
	int64_t first_running;

	struct demo_file file;
	int64_t count[KINDS];
};

/* ---- people ---- */

static bool works(const struct demo_person *p) { return p->age >= 18 && p->age < WORKING; }

static struct record next_record(struct writing *w)
{
	const struct demo_person *p;

	do
		p = demo_next(&w->stream);
	while (!works(p));
	return (struct record){ ++w->k, *p };
}

/* The next of the register's people whom a scheme with priority covers, or doesn't. False: there are no more.
 */
static bool next_known(struct writing *w, bool covered, struct demo_person *ret)
{
	while (w->known.people < w->run.people) {
		const struct demo_person *p = demo_next(&w->known);
		bool has = p->scheme >= 0 && w->scheme_priority[p->scheme] < w->priority;
		if (works(p) && has == covered) {
			*ret = *p;
			return true;
		}
	}
	return false;
}

/* ---- rows ---- */

static str identifier(const struct writing *w, struct arena *a, int64_t k)
{
	return demo_id_text(a, w->world.country, demo_id_delivered(w->world.country, w->d->seed, k));
}

static str known_identifier(const struct writing *w, struct arena *a, const struct demo_person *p)
{
	return demo_id_text(
	    a, w->world.country,
	    demo_id_number(w->world.country, w->run.first_number - w->first_running + p->nth));
}

/* The person as the body has them: a member of its scheme. */
static void row_person(const struct writing *w, struct arena *a, const struct demo_world *world,
		       const struct demo_person *told, bool respelled, struct demo_row *r)
{
	struct demo_person p = *told;

	p.scheme = (int8_t)w->scheme;
	struct demo_text t = demo_write(a, world, &p);
	if (respelled)
		demo_respell(&p, &t);
	bool classless = w->classes_n > 0 && t.income_class.n == 0;
	*r = (struct demo_row){ .f = {
				    [COL_ACTION] = S("NEW"),
				    [COL_ID_KIND] = demo_id_kind(world->country),
				    [COL_LAST_NAME] = t.last_name,
				    [COL_FIRST_NAME] = t.first_name,
				    [COL_LAST_NAME_AR] = t.last_name_ar,
				    [COL_FIRST_NAME_AR] = t.first_name_ar,
				    [COL_BIRTH_DATE] = t.born,
				    [COL_SEX] = t.sex,
				    [COL_COMMUNE] = world->communes[p.commune].code,
				    [COL_ADDRESS] = t.address,
				    [COL_PHONE] = phone_text(a, p.phone),
				    [COL_EMAIL] = t.email,
				    [COL_LANGUAGE] = t.language,
				    [COL_PROFESSION] = t.profession,
				    [COL_INCOME_CLASS] =
					classless ? w->classes[p.who % w->classes_n].class : t.income_class,
				    [COL_ACTIVITY_START] = t.activity_start,
				    [COL_RIB] = t.rib,
				} };
}

static void row_record(const struct writing *w, struct arena *a, const struct record *x, struct demo_row *r)
{
	row_person(w, a, &w->world, &x->person, false, r);
	r->f[COL_RECORD_ID] = str_printf(a, "R%08lld", (long long)x->k);
	r->f[COL_ID_VALUE] = identifier(w, a, x->k);
}

/* What a clerk, a keyboard or an export got wrong. */
static void spoil(enum kind kind, struct demo_row *r)
{
	static const struct {
		enum feed_column column;
		str value;
	} wrong[KINDS] = {
		[BAD_PHONE] = { COL_PHONE, { "0537", 4 } },
		[BAD_EMAIL] = { COL_EMAIL, { "sans", 4 } },
		[BAD_RIB] = { COL_RIB, { "123456789012345678901200", 24 } }, /* a key is never 00 */
		[NO_RECORD_ID] = { COL_RECORD_ID, { "", 0 } },
		[NOT_UTF8] = { COL_ADDRESS, { "n\xB0 12, rue du March\xE9", 19 } },
		[NO_ID] = { COL_ID_VALUE, { "", 0 } },
		[BAD_BIRTH] = { COL_BIRTH_DATE, { "1987-02-30", 10 } },
		[FUTURE_BIRTH] = { COL_BIRTH_DATE, { "2091-05-04", 10 } },
		[BAD_SEX] = { COL_SEX, { "H", 1 } },
		[BAD_COMMUNE] = { COL_COMMUNE, { "99.999.99.99", 12 } },
		[BAD_CLASS] = { COL_INCOME_CLASS, { "ZZZ", 3 } },
	};

	if (kind == NO_NAME)
		r->f[COL_LAST_NAME] = r->f[COL_FIRST_NAME] = r->f[COL_LAST_NAME_AR] =
		    r->f[COL_FIRST_NAME_AR] = S("");
	else if (kind == SURPLUS_COLUMN)
		r->surplus = true;
	else
		r->f[wrong[kind].column] = wrong[kind].value;
}

/* A row that means somebody else, or an earlier row. False: there is nobody whom it could mean. */
static bool row_again(struct writing *w, struct arena *a, enum kind kind, const struct record *own,
		      struct demo_row *r)
{
	const struct record *earlier = &w->earlier[w->earlier_n % EARLIER];
	struct demo_person known;

	if (kind >= KNOWN_PERSON) {
		if (!next_known(w, kind == KNOWN_COVERED, &known))
			return false;
		row_person(w, a, &w->known_world, &known, true, r);
		r->f[COL_ID_VALUE] =
		    kind == LIKE_KNOWN ? identifier(w, a, own->k) : known_identifier(w, a, &known);
	} else {
		if (w->earlier_n < EARLIER)
			return false;
		if (kind == RECORD_AGAIN) {
			row_record(w, a, earlier, r);
			return true;
		}
		row_person(w, a, &w->world, kind == ID_AGAIN ? &own->person : &earlier->person,
			   kind != ID_AGAIN, r);
		r->f[COL_ID_VALUE] = identifier(w, a, kind == LIKE_EARLIER ? own->k : earlier->k);
	}
	r->f[COL_RECORD_ID] = str_printf(a, "S%08lld", (long long)own->k);
	return true;
}

static void put_row(struct writing *w, struct arena *a, enum kind kind, const struct demo_row *r)
{
	demo_file_row(&w->file, a, r);
	w->count[kind]++;
}

/* ---- sequence 1 ---- */

static enum kind odd_kind(const struct writing *w, int64_t k)
{
	int64_t every = k <= ODD_BEFORE ? ODD_EVERY : ODD_SELDOM;
	enum kind kind = (enum kind)(FIRST_ODD + k / every % (KINDS - FIRST_ODD));

	if (k % every != every - 1)
		return GOOD;
	return kind == BAD_CLASS && w->classes_n == 0 ? GOOD : kind;
}

static void first_row(struct writing *w, struct arena *a)
{
	struct record x = next_record(w);
	enum kind kind = odd_kind(w, x.k);
	struct demo_row r;

	if (kind > LAST_REFUSED && !row_again(w, a, kind, &x, &r))
		kind = GOOD;
	if (kind <= LAST_REFUSED)
		row_record(w, a, &x, &r);
	if (kind == GOOD)
		w->earlier[w->earlier_n++ % EARLIER] = x;
	else if (kind <= LAST_REFUSED)
		spoil(kind, &r);
	put_row(w, a, kind, &r);
}

/* ---- later sequences ---- */

/* What the body says in a sequence about a record that it has told before; all come by within eight
 * sequences. */
static enum kind said(int64_t k, int64_t sequence)
{
	static const enum kind turn[] = { ENDED,     CHANGED,	UNCHANGED, UNCHANGED,
					  UNCHANGED, UNCHANGED, CHANGED,   UNCHANGED };

	return turn[(k * 5 + sequence) % 8];
}

/* The record as it is in this sequence. False: it ended in an earlier one. */
static bool later_row(const struct writing *w, struct arena *a, struct record x, enum kind *ret,
		      struct demo_row *r)
{
	enum kind odd = odd_kind(w, x.k);
	/* What was refused, or meant somebody else, comes as it should be in sequence 2; a bad field is
	 * mended. */
	int64_t told = odd > LAST_WARNING ? 2 : 1, moved = 0;

	*ret = w->d->sequence == told ? GOOD : UNCHANGED;
	for (int64_t q = told + 1; q <= w->d->sequence; q++) {
		if (*ret == ENDED)
			return false;
		*ret = q == 2 && odd >= FIRST_ODD ? CHANGED : said(x.k, q);
		moved = *ret == CHANGED ? q : moved;
	}
	if (moved > 0)
		x.person = demo_moved(&w->world, &x.person, moved);
	row_record(w, a, &x, r);
	if (*ret != GOOD)
		r->f[COL_ACTION] = *ret == ENDED ? S("CEASE") : S("UPDATE");
	return true;
}

static void old_row(struct writing *w, struct arena *a)
{
	enum kind kind;
	struct demo_row r;

	if (later_row(w, a, next_record(w), &kind, &r))
		put_row(w, a, kind, &r);
}

static void new_row(struct writing *w, struct arena *a)
{
	struct record x = next_record(w);
	struct demo_row r;

	row_record(w, a, &x, &r);
	put_row(w, a, GOOD, &r);
}

/* ---- all rows ---- */

static void one(struct writing *w, void (*make)(struct writing *w, struct arena *a))
{
	struct arena a;

	arena_init(&a, 1 << 16);
	make(w, &a);
	arena_done(&a);
}

static void put_rows(struct writing *w)
{
	const struct demo_file *f = &w->file;
	int64_t rows = w->d->rows, sequence = w->d->sequence;

	if (sequence == 1) {
		while (f->rows < rows && !f->failed)
			one(w, first_row);
		return;
	}
	/* of the last fifth the body says nothing more, so that there is room for new people */
	while (w->k < rows - rows / 5 && !f->failed)
		one(w, old_row);
	/* the new people of each sequence come behind those of the one before */
	while (w->k < rows * (sequence - 1))
		(void)next_record(w);
	while (f->rows < rows && !f->failed)
		one(w, new_row);
}

/* ---- what the register knows ---- */

static rc load_body(struct tx *tx, struct writing *w)
{
	bool ma = str_eq(w->world.country, S("ma"));
	str code = w->d->body.n > 0 ? w->d->body : S("DEMO");

	CHECK(body_code_is_good(code), USAGE);
	rc r = body_by_code(tx, code, w->a, &w->body);
	if (!rc_ok(r) && !rc_is(r, E_DB_NONE))
		return r;
	w->body.code = code;
	if (w->body.scheme.n == 0)
		w->body.scheme = ma ? S("AMO-TNS") : S("CASNOS");
	return scheme_classes(tx, w->body.scheme, w->a, &w->classes, &w->classes_n);
}

static rc load_priorities(struct tx *tx, struct writing *w)
{
	struct scheme own, other;
	int n;
	const str *schemes = demo_schemes(w->world.country, &n);

	TRY(scheme_read(tx, w->body.scheme, w->a, &own));
	w->priority = own.priority;
	w->scheme = -1;
	for (int i = 0; i < n; i++) {
		if (str_eq(schemes[i], w->body.scheme))
			w->scheme = i;
		rc r = scheme_read(tx, schemes[i], w->a, &other);
		if (!rc_ok(r) && !rc_is(r, E_SCHEME_NONE))
			return r;
		w->scheme_priority[i] = rc_ok(r) ? other.priority : INT64_MAX;
	}
	return OK;
}

/* The run's people are made again instead of read: so they are known before anybody corrected them. */
static rc load_known(struct tx *tx, struct writing *w)
{
	int64_t last;
	rc r = demo_run_largest(tx, w->a, &w->run);

	if (rc_is(r, E_DB_NONE)) {
		w->run.people = 0;
		return OK;
	}
	TRY(r);
	TRY(fund_numbers(w->world.country, &w->first_running, &last));
	TRY(demo_world_load(tx, w->a, clock_day(w->run.began_at), w->run.seed, &w->known_world));
	if (demo_world_mark(&w->known_world) != w->run.world)
		w->run.people = 0;
	w->known = (struct demo_stream){ .world = &w->known_world };
	return OK;
}

static rc load(struct tx *tx, void *cls)
{
	struct writing *w = cls;
	/* not those of the register, even when somebody chose the same seed */
	int64_t seed = INT64_MAX - w->d->seed;

	TRY(demo_world_load(tx, w->a, clock_day(w->d->created), seed, &w->world));
	TRY(load_body(tx, w));
	TRY(load_priorities(tx, w));
	return load_known(tx, w);
}

/* ---- all of it ---- */

static void expect(const struct writing *w, struct demo_delivered *ret)
{
	for (int k = 0; k < KINDS; k++) {
		int i = 0;
		if (w->count[k] == 0)
			continue;
		while (i < ret->expected_n && (strcmp(ret->expected[i].outcome, found[k].outcome) != 0 ||
					       strcmp(ret->expected[i].code, found[k].code) != 0))
			i++;
		must(i < DEMO_EXPECTED_MAX);
		if (i == ret->expected_n)
			ret->expected[ret->expected_n++] =
			    (struct demo_expected){ found[k].outcome, found[k].code, 0 };
		ret->expected[i].rows += w->count[k];
	}
}

rc demo_delivery(struct db *db, struct arena *a, const struct demo_delivery *d, struct demo_delivered *ret)
{
	struct writing *w = arena_new(a, struct writing);

	must(1 <= d->rows && d->rows <= DEMO_ROWS_MAX && 1 <= d->sequence &&
	     d->sequence <= DEMO_SEQUENCE_MAX);
	CHECK(d->rows * d->sequence <= DEMO_RECORDS_MAX, LIMIT); /* so many identifiers there are */
	*w = (struct writing){ .a = a, .d = d };
	TRY(db_read(db, FOR_DEMO, "demo delivery", load, w));
	w->stream = (struct demo_stream){ .world = &w->world };
	*ret = (struct demo_delivered){ .scheme = w->body.scheme };
	ret->stem =
	    str_printf(a, "%s/%.*s-%lld", d->directory, STR_ARG(w->body.code), (long long)d->sequence);
	CHECK(mkdir(d->directory, 0755) == 0 || errno == EEXIST, IO);
	TRY(demo_file_begin(a, ret->stem, &w->file));
	put_rows(w);
	TRY(demo_file_end(&w->file));
	expect(w, ret);
	return demo_file_manifest(&w->file, ret->stem, w->body.code, d->sequence, w->body.scheme, d->created);
}
