/* A demo fund on both engines: its territory, its people made exactly once whatever fails, deliveries for it.
 */
#include "service/demo_delivery.h"
#include "service/demo_people.h"
#include "service/demo_territory.h"

#include "domain/access/access.h"
#include "domain/feed/feed.h"
#include "domain/fund/fund.h"
#include "domain/journal/digest.h"
#include "domain/person/person.h"
#include "domain/place/place.h"
#include "service/fund.h"
#include "service/import.h"
#include "service/users.h"
#include "service/verify.h"

#include "testing/t.h"
#include "testing/tamper.h"

#define NOW ((instant){ INT64_C(1795521600000000) })
#define NOW_TEXT "2026-11-24T12:00:00Z"

/* More than two chunks of people, more than one of keys. */
enum { PEOPLE = 22000, FEW = 500 };

static const char *t_dir(void) { return getenv("T_DIR") != NULL ? getenv("T_DIR") : "build"; }

static struct db *store(struct arena *a, const char *name, str country, const char **ret_url)
{
	const char *url = fresh_url(a, name);
	struct fund_making m = { .country = country };
	struct db *db;
	bool made;

	setenv("SANAD_NOW", NOW_TEXT, 1);
	/* keys bear the fund's name, which differs between the countries */
	setenv("SANAD_KEYS", str_printf(a, "%s/%s.keys", t_dir(), name).p, 1);
	must(rc_ok(fund_make(url, &m, NOW, &made)) && rc_ok(fund_open(a, url, &db)));
	if (ret_url != NULL)
		*ret_url = url;
	return db;
}

static struct db *demo(struct arena *a, const char *name, str country, const char **ret_url)
{
	struct db *db = store(a, name, country, ret_url);

	must(rc_ok(demo_begin(db, NOW)));
	return db;
}

static int watched;

static void watch(void *cls, const char *step, int64_t done, int64_t total)
{
	(void)cls;
	watched++;
	must(step != NULL && 0 < done && done <= total);
}

static rc fill(struct db *db, struct arena *a, int64_t people, int64_t seed, struct demo_report *ret)
{
	return demo_people(db, a, people, seed, watch, NULL, ret);
}

static struct verify_report verified(struct db *db, struct arena *a)
{
	struct verify_call call = { .now = NOW };
	struct verify_report r = { .holds = false };

	t_rc(verify(db, &call, a, &r), OK);
	if (!r.holds)
		printf("# %.*s %.*s: %.*s\n", STR_ARG(r.table), STR_ARG(r.key), STR_ARG(r.what));
	return r;
}

/* ---- everything that a run writes, as one digest a table ---- */

struct thing {
	int64_t i[4];
	str s[3];
};

#define DUMP(text, ...) \
	{ \
		.sql = text, .out = DB_SHAPE(__VA_ARGS__), .out_size = sizeof(struct thing), \
		.data = DATA_IDENTITY | DATA_CONTACT | DATA_SOCIAL | DATA_FINANCE \
	}
/* Members of an array have no names of their own. */
#define N(n, column, member) \
	{ \
		.name = column, .type = DB_TYPE_OF(((struct thing *)0)->member[n]), \
		.at = offsetof(struct thing, member[n]) \
	}
static struct db_stmt dumps[] = {
	DUMP("SELECT person_id, number, commune_id, phone, last_name || first_name || last_name_ar || "
	     "first_name_ar AS"
	     " names, born || sex || language || state AS facts, address || email AS contact FROM person "
	     "ORDER BY"
	     " person_id",
	     N(0, "person_id", i), N(1, "number", i), N(2, "commune_id", i), N(3, "phone", i),
	     N(0, "names", s), N(1, "facts", s), N(2, "contact", s)),
	DUMP("SELECT person_id, value, kind FROM identifier ORDER BY value", N(0, "person_id", i),
	     N(0, "value", s), N(1, "kind", s)),
	DUMP("SELECT cell, last_key, first_key, person_id FROM person_cell ORDER BY cell, last_key, "
	     "first_key, person_id",
	     N(0, "cell", i), N(1, "last_key", i), N(2, "first_key", i), N(3, "person_id", i)),
	DUMP("SELECT last_key, first_key, person_id FROM person_name ORDER BY last_key, first_key, person_id",
	     N(0, "last_key", i), N(1, "first_key", i), N(2, "person_id", i)),
	DUMP("SELECT phone, person_id FROM person_phone ORDER BY phone, person_id", N(0, "phone", i),
	     N(1, "person_id", i)),
	DUMP("SELECT person_id, scheme || state AS scheme, profession || income_class AS work, "
	     "activity_start FROM"
	     " membership ORDER BY person_id",
	     N(0, "person_id", i), N(0, "scheme", s), N(1, "work", s), N(2, "activity_start", s)),
	DUMP("SELECT person_id, rib FROM bank_account ORDER BY person_id", N(0, "person_id", i),
	     N(0, "rib", s)),
};
enum { DUMPS = sizeof dumps / sizeof dumps[0] };

struct dump {
	const struct db_stmt *stmt;
	struct digest digest;
	int64_t rows[DUMPS];
	unsigned char hash[DUMPS][DIGEST_BYTES];
};

static rc add_thing(void *cls, const void *row)
{
	struct dump *d = cls;
	const struct thing *t = row;

	for (const struct db_field *f = d->stmt->out; f->name != NULL; f++) {
		const void *at = (const char *)t + f->at;
		if (f->type == DB_TEXT)
			digest_text(&d->digest, *(const str *)at);
		else
			digest_int(&d->digest, *(const int64_t *)at);
	}
	digest_row_end(&d->digest);
	return OK;
}

static rc dump_all(struct tx *tx, void *cls)
{
	struct dump *d = cls;

	for (int i = 0; i < DUMPS; i++) {
		d->stmt = &dumps[i];
		digest_begin(&d->digest);
		TRY(db_each(tx, d->stmt, NULL, add_thing, d));
		d->rows[i] = d->digest.rows;
		digest_end(&d->digest, d->hash[i]);
	}
	return OK;
}

static struct dump dump(struct db *db)
{
	static const char *const names[DUMPS] = { "person", "identifier", "cell", "name",
						  "phone",  "member",	  "rib" };
	struct dump d = { 0 };

	for (int i = 0; i < DUMPS; i++)
		dumps[i].name = names[i];
	must(rc_ok(db_read(db, FOR_DEMO, "dump", dump_all, &d)));
	return d;
}

/* ---- tests ---- */

T(demo_statements_fit)
{
	struct db *db = fresh(a, "t_demo_stmts");

	for (const struct db_stmt *const *p = demo_stmts; *p != NULL; p++)
		t_rc(db_check(db, *p), OK);
	db_close(db);
}

T(demo_is_for_demo_funds_only)
{
	struct db *db = store(a, "t_demo_real", S("ma"), NULL);
	struct demo_delivery d = { .directory = "/nowhere", .rows = 1, .sequence = 1, .created = NOW };
	struct demo_delivered delivered;
	struct demo_report r;
	bool planted;

	t_rc(demo_territory(db, a, NOW, &planted), NOT_DEMO);
	t_rc(fill(db, a, 10, 1, &r), NOT_DEMO);
	t_rc(demo_delivery(db, a, &d, &delivered), NOT_DEMO);
	fund_close(db);
}

struct lands {
	struct arena *a;
	struct territory *t;
	size_t n;
	date day;
};

static rc read_lands(struct tx *tx, void *cls)
{
	struct lands *l = cls;

	return territory_on(tx, l->day, l->a, &l->t, &l->n);
}

static int of_kind(const struct lands *l, str kind)
{
	int n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += str_eq(l->t[i].kind, kind);
	return n;
}

T(demo_territory_is_whole)
{
	struct lands ma = { .a = a, .day = { 20000 } }, dz = ma;
	struct db *db = demo(a, "t_demo_land", S("ma"), NULL);
	bool planted;

	t_need(demo_territory(db, a, NOW, &planted));
	t_ok(planted);
	t_need(demo_territory(db, a, NOW, &planted));
	t_ok(!planted);
	t_need(db_read(db, FOR_SYSTEM, "lands", read_lands, &ma));
	t_ok(of_kind(&ma, S("REGION")) == 3 && of_kind(&ma, S("PROVINCE")) == 8 &&
	     of_kind(&ma, S("COMMUNE")) == 60);
	fund_close(db);
	db = demo(a, "t_demo_land_dz", S("dz"), NULL);
	t_need(demo_territory(db, a, NOW, &planted));
	t_need(db_read(db, FOR_SYSTEM, "lands", read_lands, &dz));
	t_ok(of_kind(&dz, S("WILAYA")) == 4 && of_kind(&dz, S("DAIRA")) == 10 &&
	     of_kind(&dz, S("COMMUNE")) == 40);
	for (size_t i = 0; i < dz.n; i++)
		t_ok(dz.t[i].name_fr.n > 0 && dz.t[i].name_ar.n > 0 && dz.t[i].code.p[0] == '9');
	fund_close(db);
}

/* A fund that was given a territory keeps to it. */
T(demo_people_live_in_the_territory_that_is_there)
{
	struct db *db = demo(a, "t_demo_given", S("dz"), NULL);
	struct import_report report;
	struct lands l = { .a = a, .day = { 20000 } };
	struct demo_report r;

	t_need(
	    import_territories(db, a,
			       S("id,commune_name,commune_name_ascii,daira_name,daira_name_ascii,wilaya_code,"
				 "wilaya_name,wilaya_name_ascii\n1,مرسى,Marsa,مرسى,Marsa,01,مرسى,Marsa\n"
				 "2,دار,Dar,مرسى,Marsa,01,مرسى,Marsa\n"),
			       S("dz"), DATE_ALWAYS, NOW, &report));
	t_need(fill(db, a, FEW, 1, &r));
	t_need(db_read(db, FOR_SYSTEM, "lands", read_lands, &l));
	t_int(of_kind(&l, S("COMMUNE")), 2);
	t_int(r.identified, FEW);
	t_ok(verified(db, a).holds);
	fund_close(db);
}

T(demo_people_are_made_once)
{
	const char *url;
	struct db *db = demo(a, "t_demo_once", S("ma"), &url);
	struct demo_report r, again;

	t_need(fill(db, a, PEOPLE, 5, &r));
	t_ok(!r.again && watched > 5);
	struct dump d = dump(db);
	t_int(d.rows[0], PEOPLE);
	t_int(r.people, PEOPLE);
	t_int(d.rows[1], r.identified);
	t_int(r.identified, PEOPLE - r.children);
	t_int(d.rows[2], PEOPLE);
	t_int(d.rows[3], PEOPLE);
	t_int(d.rows[4], r.reachable);
	int64_t members = 0;
	for (int i = 0; i < r.schemes; i++)
		members += r.members[i];
	t_int(d.rows[5], members);
	t_ok(d.rows[6] > members / 3 && d.rows[6] < members);
	struct verify_report v = verified(db, a);
	t_ok(v.holds);
	t_int(v.digests, PEOPLE);
	t_need(fill(db, a, PEOPLE, 5, &again));
	t_ok(again.again && again.families == r.families);
	struct dump e = dump(db);
	t_ok(memcmp(d.hash, e.hash, sizeof d.hash) == 0);
	/* others besides them: their numbers and identifiers are their own */
	t_need(fill(db, a, FEW, 6, &again));
	t_need(fill(db, a, FEW, 5, &again));
	v = verified(db, a);
	t_ok(v.holds);
	t_int(v.digests, PEOPLE + 2 * FEW);
	fund_close(db);
	tamper(url, "UPDATE demo_run SET people = people + 1 WHERE people > 1000");
	must(rc_ok(fund_open(a, url, &db)));
	t_ok(str_eq(verified(db, a).table, S("demo_run")));
	fund_close(db);
	tamper(url, "UPDATE demo_run SET people = people - 1 WHERE people > 1000;"
		    " UPDATE person SET address = 'elsewhere' WHERE number / 10 = 10013333");
	must(rc_ok(fund_open(a, url, &db)));
	t_ok(str_eq(verified(db, a).table, S("event")));
	fund_close(db);
}

/* The engine fails again and again, each time a little later: in the end there is what there would have been.
 */
T(demo_goes_on_where_it_stopped)
{
	struct db *db = demo(a, "t_demo_smooth", S("ma"), NULL);
	struct demo_report r;
	int stops = 0;

	t_need(fill(db, a, PEOPLE, 9, &r));
	struct dump smooth = dump(db);
	fund_close(db);
	db = demo(a, "t_demo_stops", S("ma"), NULL);
	for (long n = 3; stops < 200; n += 2, stops++) {
		struct arena tmp;
		arena_init(&tmp, 64 << 20);
		db_fail_after(db, n, E_DB_FULL);
		rc stopped = fill(db, &tmp, PEOPLE, 9, &r);
		db_fail_after(db, -1, E_DB_FULL);
		arena_done(&tmp);
		if (rc_ok(stopped))
			break;
		t_ok(rc_is(stopped, E_DB_FULL));
		if (stops % 5 == 0)
			t_ok(verified(db, a).holds);
	}
	t_ok(stops > 8 && stops < 200);
	struct dump d = dump(db);
	for (int i = 0; i < DUMPS; i++)
		t_int(d.rows[i], smooth.rows[i]);
	t_ok(memcmp(d.hash, smooth.hash, sizeof d.hash) == 0);
	t_int(verified(db, a).digests, PEOPLE);
	fund_close(db);
}

/* Fails once, so that the run stays half done. */
static void stop_halfway(struct db *db, struct arena *a, int64_t seed)
{
	struct demo_report r;

	db_fail_after(db, 30, E_DB_FULL);
	t_rc(fill(db, a, FEW, seed, &r), DB_FULL);
	db_fail_after(db, -1, E_DB_FULL);
}

T(demo_runs_do_not_mix)
{
	struct db *db = demo(a, "t_demo_mix", S("dz"), NULL);
	struct import_report report;
	struct demo_report r;
	bool planted;

	t_need(demo_territory(db, a, NOW, &planted));
	stop_halfway(db, a, 1);
	t_rc(fill(db, a, FEW, 2, &r), DEMO_OPEN);
	t_need(
	    import_territories(db, a,
			       S("id,commune_name,commune_name_ascii,daira_name,daira_name_ascii,wilaya_code,"
				 "wilaya_name,wilaya_name_ascii\n1,مرسى,Marsa,مرسى,Marsa,01,مرسى,Marsa\n"),
			       S("dz"), DATE_ALWAYS, NOW, &report));
	t_rc(fill(db, a, FEW, 1, &r), DEMO_WORLD);
	fund_close(db);
}

static rc take_identifier(struct tx *tx, void *cls)
{
	struct arena *a = cls;
	struct identifier i = { demo_id_text(a, S("ma"), demo_id_number(S("ma"), 0)), S("CNIE"), { 77 } };

	bool added;
	return identifier_add(tx, &i, &added);
}

T(demo_takes_nobodys_identifier)
{
	struct db *db = demo(a, "t_demo_taken", S("ma"), NULL);
	struct demo_report r;

	t_need(db_write(db, FOR_DEMO, "taken", take_identifier, a));
	t_rc(fill(db, a, FEW, 1, &r), DEMO_IDENTIFIER);
	t_int(dump(db).rows[1], 1);
	t_int(dump(db).rows[0], 0);
	t_need(fill(db, a, FEW, 1, &r));
	t_int(dump(db).rows[1], r.identified + 1);
	fund_close(db);
}

/* ---- deliveries ---- */

static str content(struct arena *a, str stem, const char *end)
{
	enum { MAX = 1 << 20 };
	char *p = arena_array(a, char, MAX);
	FILE *f = fopen(str_printf(a, "%.*s%s", STR_ARG(stem), end).p, "rb");
	size_t n = f != NULL ? fread(p, 1, MAX, f) : 0;

	if (f != NULL)
		(void)fclose(f);
	return (str){ p, n };
}

T(demo_delivery_is_as_its_manifest_says)
{
	const char *dir = str_printf(a, "%s/t_demo_delivery", t_dir()).p;
	struct db *db = demo(a, "t_demo_feed", S("ma"), NULL);
	struct demo_delivery d = { .directory = dir, .rows = 1000, .seed = 4, .sequence = 1, .created = NOW };
	struct demo_delivered first, again;
	struct demo_report r;
	struct manifest m;
	str why;

	t_rc(demo_delivery(db, a, &d, &first), PLACE_NO_LAND);
	t_need(fill(db, a, FEW, 1, &r));
	t_need(demo_delivery(db, a, &d, &first));
	str csv = content(a, first.stem, ".csv");
	t_need(manifest_read(a, content(a, first.stem, ".manifest.json"), &m, &why));
	t_ok(str_eq(m.body, S("DEMO")) && str_eq(m.scheme, S("AMO-TNS")) && m.sequence == 1);
	t_int(m.rows, 1000);
	t_int(m.bytes, (int64_t)csv.n);
	t_int(m.created.us, NOW.us);
	int64_t rows = 0;
	for (int i = 0; i < first.expected_n; i++) {
		t_ok(feed_outcome_of(str_of(first.expected[i].outcome)) >= 0);
		rows += first.expected[i].rows;
	}
	t_int(rows, 1000);
	t_ok(first.expected_n > 18);
	t_need(demo_delivery(db, a, &d, &again));
	t_ok(str_eq(csv, content(a, again.stem, ".csv")));
	d.seed = 5;
	t_need(demo_delivery(db, a, &d, &again));
	t_ok(!str_eq(csv, content(a, again.stem, ".csv")));
	d.body = S("lower");
	t_rc(demo_delivery(db, a, &d, &again), USAGE);
	d.body = S("DGI"), d.directory = "/nowhere/at/all";
	t_rc(demo_delivery(db, a, &d, &again), IO);
	d.rows = DEMO_ROWS_MAX, d.sequence = DEMO_SEQUENCE_MAX;
	t_rc(demo_delivery(db, a, &d, &again), LIMIT);
	fund_close(db);
}
