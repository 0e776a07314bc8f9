#include "domain/fund/fund.h"
#include "domain/scheme/scheme.h"
#include "service/fund.h"
#include "testing/fresh.h"
#include "testing/t.h"

#define NOW ((instant){ INT64_C(1795500000000000) })

struct call {
	struct arena *a;
	struct fund fund;
	struct scheme *schemes;
	size_t n;
};

static rc look(struct tx *tx, void *cls)
{
	struct call *c = cls;
	TRY(scheme_list(tx, c->a, &c->schemes, &c->n));
	return fund_read(tx, c->a, &c->fund);
}

T(fund_made_once)
{
	const char *url = fresh_empty(a, "t_places_make");
	struct fund_making ma = { .country = S("ma") }, other = { .country = S("dz") }, named = ma;
	struct call c = { .a = a };
	struct db *db;
	bool made;

	t_rc(fund_open(a, url, &db), DB_EMPTY);
	t_need(fund_make(url, &ma, NOW, &made));
	t_ok(made);
	t_need(fund_make(url, &ma, NOW, &made));
	t_ok(!made);
	t_rc(fund_make(url, &other, NOW, &made), FUND_EXISTS);
	t_ok(!made);
	named.name_fr = S("Autre");
	t_rc(fund_make(url, &named, NOW, &made), FUND_EXISTS);
	other.country = S("tn");
	t_rc(fund_make(url, &other, NOW, &made), FUND_COUNTRY);
	t_need(fund_open(a, url, &db));
	t_need(db_read(db, FOR_SYSTEM, "look", look, &c));
	t_str(c.fund.country, "ma");
	t_int(c.fund.next_number, 10000000);
	t_ok(c.fund.name_ar.n > 0);
	t_int((int64_t)c.n, 8);
	fund_close(db);
	t_need(fund_migrate(url));
}

static rc run(struct tx *tx, void *cls) { return db_exec(tx, cls, NULL, NULL); }

T(fund_store_of_another_version)
{
	const char *url = fresh_empty(a, "t_places_other");
	struct fund_making ma = { .country = S("ma") };
	static const struct db_stmt bend = { .name = "t_bend",
					     .sql = "UPDATE migration SET digest = 'x'",
					     .data = DATA_NONE };
	struct db *db;
	bool made;

	t_need(fund_make(url, &ma, NOW, &made));
	t_need(fund_open(a, url, &db));
	t_need(db_write(db, FOR_SYSTEM, "bend", run, (void *)(uintptr_t)&bend));
	fund_close(db);
	t_rc(fund_open(a, url, &db), DB_MIGRATION);
	t_ok(db == NULL);
	t_rc(fund_migrate(url), DB_MIGRATION);
}

/* A file that isn't there is not made by looking for it. */
T(fund_looking_makes_no_file)
{
	const char *dir = getenv("T_DIR") != NULL ? getenv("T_DIR") : "build";
	const char *path = str_printf(a, "%s/t_places_none.db", dir).p;
	struct db *db;

	unlink(path);
	t_rc(fund_open(a, str_printf(a, "sqlite:%s", path).p, &db), DB_EMPTY);
	t_rc(fund_migrate(str_printf(a, "sqlite:%s", path).p), DB_EMPTY);
	t_ok(access(path, F_OK) != 0);
	t_rc(fund_open(a, "mysql:x", &db), DB_URL);
}
