/* Everybody in a register is found by everything they may tell, whichever script and date their papers have.
 * On both engines. */
#include "service/person_find.h"

#include "domain/fund/fund.h"
#include "domain/place/place.h"

#include "testing/fresh.h"
#include "testing/t.h"

static const instant noon = { INT64_C(1795521600000000) };

enum { COMMUNE = 7, FIRST_RUNNING = 10000000, QUERY_BYTES = 32 << 20, PAGES_MAX = 120 };

/* A name as papers have it in both scripts, and as somebody else may spell it. */
enum spelling { LATIN, ARABIC, OTHER, SPELLINGS };
static const char *const family[][SPELLINGS] = {
	{ "BENALI", "بن علي", "Ben Ali" },
	{ "EL IDRISSI", "الإدريسي", "Idrissi" },
	{ "AIT LAHCEN", "آيت لحسن", "Aït-Lahcen" },
	{ "TAZI", "التازي", "Et-Tazi" },
	{ "BOUZIANE", "بوزيان", "Bou Ziane" },
	{ "CHRAIBI", "الشرايبي", "Chraïbi" },
	{ "BENNANI", "بناني", "Benani" },
	{ "OUAZZANI", "الوزاني", "El Ouazani" },
	{ "KADIRI", "القادري", "El Kadiri" },
	{ "MANSOURI", "المنصوري", "Mansoury" },
	{ "HADDAD", "حداد", "Hadad" },
	{ "BELKACEM", "بلقاسم", "Bel Kacem" },
	{ "SOUSSI", "السوسي", "Sousi" },
};
static const char *const given[][SPELLINGS] = {
	{ "Mohammed", "محمد", "M'hamed" },
	{ "Fatima Zahra", "فاطمة الزهراء", "Fatma Zohra" },
	{ "Ahmed", "أحمد", "Ahmad" },
	{ "Khadija", "خديجة", "Khadidja" },
	{ "Youssef", "يوسف", "Yousef" },
	{ "Amina", "أمينة", "Amineh" },
	{ "Abdelkader", "عبد القادر", "Abd-el-Kader" },
	{ "Naima", "نعيمة", "Naïma" },
	{ "Rachid", "رشيد", "Rashid" },
	{ "Soraya", "ثريا", "Soraia" },
	{ "Kacem", "قاسم", "Quacem" },
};
enum { FAMILIES = sizeof family / sizeof family[0], GIVENS = sizeof given / sizeof given[0] };

static str family_name(int i, enum spelling s) { return str_of(family[i % FAMILIES][s]); }
static str given_name(int i, enum spelling s) { return str_of(given[i / FAMILIES % GIVENS][s]); }

/* The i-th of the made-up people. Some papers have one script only, some no day of birth. */
static struct person nth(struct arena *a, int i)
{
	bool latin = i % 7 != 0, arabic = i % 5 != 0 || !latin, presumed = i % 9 == 0;

	return (struct person){
		.person_id = { 1000 + i },
		.number = number_make(S("ma"), FIRST_RUNNING + i),
		.last_name = latin ? family_name(i, LATIN) : S(""),
		.first_name = latin ? given_name(i, LATIN) : S(""),
		.last_name_ar = arabic ? family_name(i, ARABIC) : S(""),
		.first_name_ar = arabic ? given_name(i, ARABIC) : S(""),
		.born = presumed ? str_printf(a, "%04d-00-00", 1940 + i * 7 % 65)
				 : str_printf(a, "%04d-%02d-%02d", 1940 + i * 7 % 65, i % 12 + 1, i % 28 + 1),
		.sex = i % 2 ? S("F") : S("M"),
		.commune_id = COMMUNE,
		.address = S("1 rue du port"),
		.phone = 212600000000 + i,
		.language = S("fr"),
		.state = S("ACTIVE"),
		.source_id = 1,
		.known_from = noon,
	};
}

/* ---- a register ---- */

struct register_of {
	struct arena *a;
	int n;
};

static rc make_fund(struct tx *tx, void *cls)
{
	struct fund f = { .country = S("ma"),
			  .name_fr = S("x"),
			  .name_ar = S("x"),
			  .name_en = S("x"),
			  .origin = S("sanad.test/ma"),
			  .next_number = 20000000,
			  .created_at = noon };
	struct territory t = { .territory_id = COMMUNE,
			       .code = S("01.511.01.01"),
			       .kind = S("COMMUNE"),
			       .name_fr = S("Port-Neuf"),
			       .name_ar = S("المرسى"),
			       .name_key = S("port neuf"),
			       .from_day = DATE_ALWAYS,
			       .until_day = DATE_NEVER };

	(void)cls;
	TRY(fund_create(tx, &f));
	return territory_add(tx, &t);
}

static rc load(struct tx *tx, const struct register_of *r, const struct person *p)
{
	size_t n = (size_t)r->n;
	struct identifier *id = arena_array(r->a, struct identifier, n);
	struct person_cell *cell = arena_array(r->a, struct person_cell, n);
	struct person_name *name = arena_array(r->a, struct person_name, n);
	struct person_phone *phone = arena_array(r->a, struct person_phone, n);

	for (size_t i = 0; i < n; i++) {
		int64_t last, first;
		person_keys(p[i].last_name, p[i].first_name, p[i].last_name_ar, p[i].first_name_ar, &last,
			    &first);
		id[i] = (struct identifier){ str_printf(r->a, "AB%06d", (int)i), S("CNIE"), p[i].person_id };
		cell[i] = (struct person_cell){ person_cell_of(birth_number(p[i].born), COMMUNE), last, first,
						p[i].person_id };
		name[i] = (struct person_name){ last, first, p[i].person_id };
		phone[i] = (struct person_phone){ p[i].phone, p[i].person_id };
	}
	TRY(db_load(tx, &person_table, p, n));
	TRY(db_load(tx, &identifier_table, id, n));
	TRY(db_load(tx, &person_cell_table, cell, n));
	TRY(db_load(tx, &person_name_table, name, n));
	return db_load(tx, &person_phone_table, phone, n);
}

static rc fill(struct tx *tx, void *cls)
{
	const struct register_of *r = cls;
	struct person *p = arena_array(r->a, struct person, (size_t)r->n);

	for (int i = 0; i < r->n; i++)
		p[i] = nth(r->a, i);
	return load(tx, r, p);
}

static struct db *people(struct arena *a, const char *name, int n)
{
	struct db *db = fresh(a, name);
	struct register_of r = { a, n };

	must(rc_ok(db_write(db, FOR_SYSTEM, "fund", make_fund, NULL)));
	must(rc_ok(db_write(db, FOR_REGISTRATION, "people", fill, &r)));
	return db;
}

/* On which place of all pages `who` is found, from 1; 0: not at all. *ret_by is how. */
static int place_of(struct db *db, str typed, person_id who, enum person_by *ret_by)
{
	struct person_query q = { .text = typed };
	int place = 0;

	for (int page = 0; page < PAGES_MAX; page++) {
		struct person_found f;
		struct arena a;
		bool found = false;
		arena_init(&a, QUERY_BYTES);
		t_rc(person_find(db, &a, &q, &f), OK);
		for (size_t i = 0; i < f.n && !found; i++, place++) {
			found = f.hits[i].p.person_id.v == who.v;
			*ret_by = f.hits[i].by;
		}
		q.after = f.next;
		arena_done(&a);
		if (found)
			return place;
		if (q.after.v == 0)
			break;
	}
	return 0;
}

static void finds(struct db *db, str typed, person_id who, enum person_by by)
{
	enum person_by how = BY_SURVIVOR;
	int place = place_of(db, typed, who, &how);

	t_ok(place > 0 && how == by);
	if (place == 0 || how != by)
		printf("# %.*s: person %d, place %d, by %d\n", STR_ARG(typed), (int)who.v, place, (int)how);
}

T(everybody_is_found)
{
	enum { N = 2 * FAMILIES * GIVENS };
	struct db *db = people(a, "t_find_all", N);

	/* every second one: each pair of names once */
	for (int i = 0; i < N; i += 2) {
		struct person p = nth(a, i);
		person_id who = p.person_id;
		finds(db, number_text(a, S("ma"), p.number), who, BY_NUMBER);
		finds(db, str_printf(a, "ab %06d", i), who, BY_IDENTIFIER);
		finds(db, str_printf(a, "06 %02d %02d %02d %02d", 0, 0, i / 100, i % 100), who, BY_PHONE);
		for (enum spelling s = LATIN; s < SPELLINGS; s++) {
			str last = family_name(i, s), first = given_name(i, s);
			finds(db, str_printf(a, "%.*s %.*s", STR_ARG(last), STR_ARG(first)), who, BY_NAME);
			finds(db, str_printf(a, "%.*s %.*s", STR_ARG(first), STR_ARG(last)), who, BY_NAME);
			finds(db, last, who, BY_NAME);
			finds(db, str_printf(a, "%.*s %.*s", STR_ARG(p.born), STR_ARG(first)), who, BY_NAME);
			finds(db, str_printf(a, "%.*s %.4s %.*s", STR_ARG(first), p.born.p, STR_ARG(last)),
			      who, BY_NAME);
		}
		finds(db, p.born, who, BY_BIRTH);
		finds(db, (str){ p.born.p, 4 }, who, BY_BIRTH);
	}
	db_close(db);
}

static int count(struct db *db, struct arena *a, str typed)
{
	struct person_query q = { .text = typed };
	struct person_found f = { 0 };

	t_rc(person_find(db, a, &q, &f), OK);
	return (int)f.all;
}

T(nobody_is_found)
{
	struct db *db = people(a, "t_find_none", 30);

	t_int(count(db, a, S("")), 0);
	t_int(count(db, a, S("200 000 004")), 0);
	t_int(count(db, a, S("ZZ 999999")), 0);
	t_int(count(db, a, S("0699999999")), 0);
	t_int(count(db, a, S("Zemmouri")), 0);
	t_int(count(db, a, S("1899-01-01")), 0);
	/* the name fits, the date doesn't */
	t_int(count(db, a, S("Benali Mohammed 1899")), 0);
	db_close(db);
}

/* The date asked for in a field of its own. */
T(birth_in_its_own_field)
{
	struct db *db = people(a, "t_find_birth", 300);
	struct person p = nth(a, 12);
	struct person_query q = { .text = p.last_name };
	struct person_found f;

	t_need(birth_parse(p.born, &q.born));
	t_need(person_find(db, a, &q, &f));
	t_ok(f.n >= 1 && f.all < 30);
	for (size_t i = 0; i < f.n; i++) {
		struct birth b;
		t_need(birth_parse(f.hits[i].p.born, &b));
		t_ok(birth_agrees(b, q.born));
	}
	db_close(db);
}

/* A g that is a ق, an s that is a ث: their keys are other ones. */
T(a_sound_for_another)
{
	struct db *db = people(a, "t_find_sounds", 2 * FAMILIES * GIVENS);

	for (int i = 0; i < FAMILIES * GIVENS; i++)
		if (i % FAMILIES == 11) {
			finds(db, str_printf(a, "Belgacem %.*s", STR_ARG(given_name(i, ARABIC))),
			      nth(a, i).person_id, BY_NAME);
			finds(db, S("بلجاسم"), nth(a, i).person_id, BY_NAME);
		}
	db_close(db);
}

T(pages_hold_everybody_once)
{
	enum { N = 300 };
	struct db *db = people(a, "t_find_pages", N);
	struct person_query q = { .text = S("Tazi") };
	bool seen[N] = { false };
	int n = 0;

	do {
		struct person_found f;
		t_need(person_find(db, a, &q, &f));
		t_ok(f.n == PERSON_PAGE || f.next.v == 0);
		for (size_t i = 0; i < f.n; i++, n++) {
			bool *s = &seen[f.hits[i].p.person_id.v - 1000];
			t_ok(!*s);
			*s = true;
		}
		q.after = f.next;
	} while (q.after.v != 0 && n < N);
	for (int i = 0; i < N; i++)
		t_ok(seen[i] || i % FAMILIES != 3);
	db_close(db);
}
