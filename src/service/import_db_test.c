#include "domain/place/place.h"
#include "service/body.h"
#include "service/fund.h"
#include "service/import.h"
#include "testing/fresh.h"
#include "testing/t.h"

#define NOW ((instant){ INT64_C(1795500000000000) })
#define REGIONS S("code,name_fr,name_ar\n01,Nord,نورد\n")
#define PROVINCES \
	S("region,code,id,name_fr,name_ar\n01,051,01.051,Province: Marsa,مرسى\n01,052,01.052,Province: " \
	  "Souk,سوق\n")
#define COMMUNES \
	S("code,region,province_or_circle,name_fr,name_ar\n01.051.01.01.3,01,01.051,Centre: Dar,دار\n" \
	  "01.051.01.01,01,01.051,Dar (Mun.),دار\n01.052.01.01,01,01.052,Tazarine,تازارين\n")

static struct db *store(struct arena *a, const char *name)
{
	const char *url = fresh_url(a, name);
	struct fund_making m = { .country = S("ma") };
	struct db *db;
	bool made;

	must(rc_ok(fund_make(url, &m, NOW, &made)) && rc_ok(fund_open(a, url, &db)));
	return db;
}

static void counts(const struct import_report *r, int64_t fresh, int64_t same, int64_t changed,
		   int64_t refused)
{
	t_int(r->fresh, fresh);
	t_int(r->same, same);
	t_int(r->changed, changed);
	t_int(r->refused, refused);
}

static bool says(const struct import_report *r, const char *code, int64_t line)
{
	for (size_t i = 0; i < r->findings.n; i++)
		if (strcmp(r->findings.list[i].code, code) == 0 && r->findings.list[i].line == line)
			return true;
	return false;
}

static rc take(struct db *db, struct arena *a, str text, date from, struct import_report *r)
{
	return import_territories(db, a, text, S("ma"), from, NOW, r);
}

struct call {
	struct arena *a;
	struct territory *t;
	struct place *p;
	size_t n, places;
	date day;
	int64_t in;
};

static rc look(struct tx *tx, void *cls)
{
	struct call *c = cls;
	TRY(place_in(tx, c->in, c->day, c->a, &c->p, &c->places));
	return territory_on(tx, c->day, c->a, &c->t, &c->n);
}

static const struct territory *find(struct db *db, struct call *c, str code)
{
	must(rc_ok(db_read(db, FOR_SYSTEM, "look", look, c)));
	return atlas_by_code(atlas_make(c->a, c->t, c->n), code);
}

T(import_order_is_told)
{
	struct db *db = store(a, "t_places_order");
	struct import_report r;

	t_rc(take(db, a, COMMUNES, DATE_ALWAYS, &r), TERRITORY_UP);
	t_rc(take(db, a, PROVINCES, DATE_ALWAYS, &r), TERRITORY_UP);
	t_need(take(db, a, REGIONS, DATE_ALWAYS, &r));
	counts(&r, 1, 0, 0, 0);
	t_rc(import_territories(db, a, REGIONS, S("dz"), DATE_ALWAYS, NOW, &r), TERRITORY_LAND);
	t_rc(take(db, a, S(""), DATE_ALWAYS, &r), TERRITORY_FILE);
	t_rc(take(db, a, S("a,b\n"), DATE_ALWAYS, &r), TERRITORY_FILE);
	fund_close(db);
}

T(import_again_changes_nothing)
{
	struct db *db = store(a, "t_places_again");
	struct import_report r;
	struct call c = { .a = a, .day = { 20000 } };

	for (int round = 0; round < 2; round++) {
		t_need(take(db, a, REGIONS, DATE_ALWAYS, &r));
		counts(&r, round == 0 ? 1 : 0, round == 0 ? 0 : 1, 0, 0);
		t_need(take(db, a, PROVINCES, DATE_ALWAYS, &r));
		t_need(take(db, a, COMMUNES, DATE_ALWAYS, &r));
		counts(&r, round == 0 ? 3 : 0, round == 0 ? 0 : 3, 0, 0);
		t_ok(says(&r, "NAME_CUT", 2));
	}
	const struct territory *dar = find(db, &c, S("01.051.01.01")),
			       *centre = find(db, &c, S("01.051.01.01.3"));
	t_ok(dar != NULL && dar->urban && centre->parent_id == dar->territory_id);
	t_str(centre->name_fr, "Dar");
	fund_close(db);
}

/* A later file follows, one for the same day corrects, an earlier one is refused; the id stays. */
T(import_of_changes)
{
	struct db *db = store(a, "t_places_changes");
	struct import_report r;
	struct call before = { .a = a, .day = { 19999 } }, after = { .a = a, .day = { 20000 } };
	str moved = S("code,region,province_or_circle,name_fr,name_ar\n01.052.01.01,01,01.052,Tazarine "
		      "Neuve,تازارين\n");
	str wrong =
	    S("code,region,province_or_circle,name_fr,name_ar\n01.052.01.01,01,01.052,Tazarin,تازارين\n");

	t_need(take(db, a, REGIONS, DATE_ALWAYS, &r));
	t_need(take(db, a, PROVINCES, DATE_ALWAYS, &r));
	t_need(take(db, a, COMMUNES, DATE_ALWAYS, &r));
	t_need(take(db, a, wrong, DATE_ALWAYS, &r));
	counts(&r, 0, 0, 1, 0);
	t_ok(says(&r, "NOT_IN_FILE", 0));
	t_need(take(db, a, moved, (date){ 20000 }, &r));
	counts(&r, 0, 0, 1, 0);
	t_need(take(db, a, moved, (date){ 20000 }, &r));
	counts(&r, 0, 1, 0, 0);
	t_need(take(db, a, wrong, (date){ 19000 }, &r));
	counts(&r, 0, 0, 0, 1);
	t_ok(says(&r, "EARLIER", 2));
	const struct territory *old = find(db, &before, S("01.052.01.01")),
			       *now = find(db, &after, S("01.052.01.01"));
	t_str(old->name_fr, "Tazarin");
	t_str(now->name_fr, "Tazarine Neuve");
	t_ok(old->territory_id == now->territory_id && old->until_day.days == now->from_day.days);
	fund_close(db);
}

T(import_refuses_rows_and_goes_on)
{
	struct db *db = store(a, "t_places_rows");
	struct import_report r;

	t_need(take(db, a, REGIONS, DATE_ALWAYS, &r));
	t_need(take(db, a, PROVINCES, DATE_ALWAYS, &r));
	t_need(take(db, a,
		    S("code,region,province_or_circle,name_fr,name_ar\n01.051.01.01,01,01.051,Dar,دار\n"
		      "01.051.01.01,01,01.051,Other,دار\n01.059.01.01,01,01.059,Lost,لست\n\"bad,01\n01.051."
		      "01.05,01,01.051\n"
		      "01.052.01.01,01,01.052,Tazarine,تازارين\n"),
		    DATE_ALWAYS, &r));
	t_int(r.read, 6);
	counts(&r, 2, 0, 0, 4);
	t_ok(says(&r, "CODE_TWICE", 3) && says(&r, "PARENT_UNKNOWN", 4) && says(&r, "CSV", 5) &&
	     says(&r, "COLUMNS_COUNT", 6));
	fund_close(db);
}

T(import_of_places)
{
	struct db *db = store(a, "t_places_places");
	struct import_report r;
	struct call c = { .a = a, .day = { 20000 } };
	str list = S("region,delegation,commune,name,category\nNord,Marsa,Dar (Mun.),Hay Salam,CSU-1\n"
		     "Nord,Marsaa,Dar,Jamal,CSR-1\nNord,Marsa,Nulle "
		     "Part,Perdu,DR\nSud,Marsa,Dar,X,DR\nNord,Marsa,Dar,,DR\n");

	t_rc(import_places(db, a, list, S("PRIMARY_CARE"), S("f.csv"), DATE_ALWAYS, NOW, &r), PLACE_NO_LAND);
	t_need(take(db, a, REGIONS, DATE_ALWAYS, &r));
	t_need(take(db, a, PROVINCES, DATE_ALWAYS, &r));
	t_need(take(db, a, COMMUNES, DATE_ALWAYS, &r));
	t_need(import_places(db, a, list, S("PRIMARY_CARE"), S("f.csv"), DATE_ALWAYS, NOW, &r));
	t_int(r.read, 5);
	counts(&r, 3, 0, 0, 2);
	t_ok(says(&r, "DELEGATION_GUESSED", 3) && says(&r, "COMMUNE_UNKNOWN", 4) &&
	     says(&r, "REGION_UNKNOWN", 5));
	t_ok(says(&r, "NAME_MISSING", 6) && !says(&r, "REGION_GUESSED", 2));
	t_need(import_places(db, a, list, S("PRIMARY_CARE"), S("f.csv"), DATE_ALWAYS, NOW, &r));
	counts(&r, 0, 3, 0, 2);
	c.in = find(db, &c, S("01.051.01.01"))->territory_id;
	t_need(db_read(db, FOR_SYSTEM, "look", look, &c));
	t_int((int64_t)c.places, 2);
	t_str(c.p[0].name, "Hay Salam");
	t_rc(import_places(db, a, S("name\nx\n"), S("HOSPITAL"), S("f"), DATE_ALWAYS, NOW, &r), PLACE_FILE);
	t_rc(import_places(db, a, S(""), S("HOSPITAL"), S("f"), DATE_ALWAYS, NOW, &r), PLACE_FILE);
	fund_close(db);
}

static str file(struct arena *a, const char *name)
{
	enum { MAX = 1 << 20 };
	char *p = arena_array(a, char, MAX);
	FILE *f = fopen(str_printf(a, "../shared/data/%s", name).p, "rb");
	size_t n = f != NULL ? fread(p, 1, MAX, f) : 0;

	if (f != NULL)
		(void)fclose(f);
	return (str){ p, n };
}

/* The real files, when they lie beside the checkout: every row is taken, and nearly every place finds its
 * commune. */
T(import_of_real_files)
{
	static const char *const files[] = { "ma_regions.csv", "ma_provinces.csv", "ma_communes.csv" };
	static const int64_t rows[] = { 12, 75, 1687 };
	struct import_report r;
	struct db *db;

	if (file(a, files[0]).n == 0) {
		printf("# skipped: no ../shared/data\n");
		return;
	}
	db = store(a, "t_places_real");
	for (int i = 0; i < 3; i++) {
		t_need(take(db, a, file(a, files[i]), DATE_ALWAYS, &r));
		counts(&r, rows[i], 0, 0, 0);
	}
	t_need(import_places(db, a, file(a, "ma_hospitals_2022.csv"), S("HOSPITAL"), S("h"), DATE_ALWAYS, NOW,
			     &r));
	counts(&r, 170, 0, 0, 0);
	t_need(import_places(db, a, file(a, "ma_primary_care_2022.csv"), S("PRIMARY_CARE"), S("p"),
			     DATE_ALWAYS, NOW, &r));
	counts(&r, 3174, 0, 0, 0);
	int unknown = 0;
	for (size_t i = 0; i < r.findings.n; i++)
		unknown += strcmp(r.findings.list[i].code, "COMMUNE_UNKNOWN") == 0;
	t_int(unknown, 1);
	fund_close(db);
}
