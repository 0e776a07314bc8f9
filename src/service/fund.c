/* service/fund.c - making a fund and opening its store. */
#include "service/fund.h"

#include "service/fund_law.h"
#include "service/keys.h"

#include "domain/access/access.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/scheme/scheme.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a fund is called when nobody says otherwise. */
static const struct usual {
	const char *country, *fr, *ar, *en, *origin;
} usual[] = {
	{ "ma", "Caisse de sécurité sociale", "صندوق الضمان الاجتماعي", "Social security fund", "sanad/ma" },
	{ "dz", "Caisse des assurances sociales", "صندوق التأمينات الاجتماعية", "Social insurance fund",
	  "sanad/dz" },
};

static str or_else(str given, const char *otherwise) { return given.n > 0 ? given : str_of(otherwise); }

static const char *sqlite_path(const char *url)
{
	return strncmp(url, "sqlite:", 7) == 0 && url[7] != '\0' ? url + 7 : NULL;
}

struct looking {
	struct arena *a;
	struct fund fund;
	bool lawless; /* from before versions of the law were kept */
};

static rc look(struct tx *tx, void *cls)
{
	struct looking *l = cls;

	TRY(fund_version_check(tx, l->a));
	TRY(fund_read(tx, l->a, &l->fund));
	rc r = law_version_now(tx, l->a, &(struct law_version){ 0 });
	l->lawless = rc_is(r, E_LAW_VERSION_NONE);
	return l->lawless ? OK : r;
}

/* A fund from before is given the law by which it decides. Every process opens its store here. */
static rc look_at(struct db *db, struct arena *a)
{
	struct looking l = { .a = a };

	TRY(db_read(db, FOR_SYSTEM, "look at the fund", look, &l));
	return l.lawless ? law_first_once(db, a, clock_now(), l.fund.country) : OK;
}

rc fund_open(struct arena *life, const char *url, struct db **ret)
{
	/* Opening would make an empty file. */
	CHECK(sqlite_path(url) == NULL || access(sqlite_path(url), F_OK) == 0, DB_EMPTY);
	TRY(db_open(life, url, ret));
	rc r = look_at(*ret, life);
	if (!rc_ok(r)) {
		db_close(*ret);
		*ret = NULL;
	}
	return r;
}

void fund_close(struct db *db) { db_close(db); }

struct telling {
	struct arena *a;
	struct fund_facts facts;
};

static rc tell(struct tx *tx, void *cls)
{
	struct telling *t = cls;
	struct fund f;

	TRY(fund_read(tx, t->a, &f));
	t->facts = (struct fund_facts){ f.country, f.name_fr, f.name_ar, f.name_en, false };
	rc r = demo_need(tx);
	t->facts.demo = rc_ok(r);
	return rc_is(r, E_NOT_DEMO) ? OK : r;
}

rc fund_facts(struct db *db, struct arena *a, struct fund_facts *ret)
{
	struct telling t = { .a = a };

	TRY(db_read(db, FOR_SYSTEM, "tell about the fund", tell, &t));
	*ret = t.facts;
	return OK;
}

struct making {
	struct arena *a;
	struct fund fund;
	bool made;
};

static bool same(const struct fund *a, const struct fund *b)
{
	return str_eq(a->country, b->country) && str_eq(a->name_fr, b->name_fr) &&
	       str_eq(a->name_ar, b->name_ar) && str_eq(a->name_en, b->name_en) &&
	       str_eq(a->origin, b->origin);
}

static rc make(struct tx *tx, void *cls)
{
	struct making *m = cls;
	struct fund there;
	struct journal_entry e = { .why = FOR_SYSTEM, .kind = S("fund.made"), .detail = m->fund.country };

	m->made = false;
	rc r = fund_read(tx, m->a, &there);
	if (rc_ok(r)) {
		CHECK(same(&there, &m->fund), FUND_EXISTS);
		return OK;
	}
	if (!rc_is(r, E_DB_EMPTY))
		return r;
	TRY(fund_create(tx, &m->fund));
	TRY(scheme_plant(tx, law_carried(), m->fund.country, clock_day(m->fund.created_at)));
	TRY(law_first(tx, m->a, m->fund.created_at, m->fund.country));
	TRY(journal_write(tx, m->fund.created_at, &e));
	m->made = true;
	return OK;
}

/* The directory of a SQLite file is made too: the first call of a new user is `sanad init`. */
static rc make_directory(struct arena *a, const char *url)
{
	const char *path = sqlite_path(url), *slash = path != NULL ? strrchr(path, '/') : NULL;

	if (slash == NULL || slash == path)
		return OK;
	CHECK(mkdir(str_c(a, (str){ path, (size_t)(slash - path) }), 0750) == 0 || errno == EEXIST, DB_DOWN);
	return OK;
}

static rc make_in(struct db *db, struct making *m)
{
	TRY(db_migrate(db));
	return db_write(db, FOR_SYSTEM, "make the fund", make, m);
}

rc fund_make(const char *url, const struct fund_making *g, instant now, bool *ret_made)
{
	const struct usual *u = NULL;
	struct making m;
	struct arena a;
	struct db *db;

	for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
		if (str_eq(g->country, str_of(usual[i].country)))
			u = &usual[i];
	CHECK(u != NULL, FUND_COUNTRY);
	arena_init(&a, 64 << 20);
	m = (struct making){ .a = &a,
			     .fund = { .country = g->country,
				       .name_fr = or_else(g->name_fr, u->fr),
				       .name_ar = or_else(g->name_ar, u->ar),
				       .name_en = or_else(g->name_en, u->en),
				       .origin = or_else(g->origin, u->origin),
				       .created_at = now } };
	int64_t last;
	rc r = fund_numbers(g->country, &m.fund.next_number, &last);
	if (rc_ok(r))
		r = make_directory(&a, url);
	if (rc_ok(r))
		r = db_open(&a, url, &db);
	if (rc_ok(r)) {
		r = make_in(db, &m);
		db_close(db);
	}
	/* Last, and again with every init: keys that are there stay, and a disk that failed here is mended by
	 * calling once more. */
	if (rc_ok(r))
		r = keys_make(keys_directory(&a, url), m.fund.origin);
	*ret_made = m.made;
	arena_done(&a);
	return r;
}

static rc read_origin(struct tx *tx, void *cls)
{
	struct making *m = cls;

	return fund_read(tx, m->a, &m->fund);
}

/* A newer version may need keys that an older one didn't make, and the law put down. */
static rc complete(struct db *db, struct arena *a, const char *url)
{
	struct making m = { .a = a };

	rc r = db_read(db, FOR_SYSTEM, "fund", read_origin, &m);
	if (rc_is(r, E_DB_EMPTY))
		return OK;
	TRY(r);
	TRY(law_first_once(db, a, clock_now(), m.fund.country));
	return keys_complete(keys_directory(a, url), m.fund.origin);
}

rc fund_migrate(const char *url)
{
	struct arena a;
	struct db *db;

	CHECK(sqlite_path(url) == NULL || access(sqlite_path(url), F_OK) == 0, DB_EMPTY);
	arena_init(&a, 64 << 20);
	rc r = db_open(&a, url, &db);
	if (rc_ok(r)) {
		r = db_migrate(db);
		if (rc_ok(r))
			r = complete(db, &a, url);
		db_close(db);
	}
	arena_done(&a);
	return r;
}
