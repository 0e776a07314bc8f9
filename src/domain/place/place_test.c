#include "domain/place/place.h"
#include "testing/t.h"

#include "base/name.h"

static str name(struct arena *a, str given, unsigned *marks) { return territory_name(a, given, marks); }

T(territory_names_cleaned)
{
	unsigned m;

	t_str(name(a, S("Al Hoceima (Mun.)"), &m), "Al Hoceima");
	t_int(m, MARK_URBAN);
	t_str(name(a, S("Hay-Hassani (Arrond.)"), &m), "Hay-Hassani");
	t_int(m, MARK_URBAN);
	t_str(name(a, S("Province: El  Hajeb"), &m), "El Hajeb");
	t_int(m, MARK_KIND | MARK_SPACES);
	t_str(name(a, S("Centre: Bab Berred "), &m), "Bab Berred");
	t_int(m, MARK_KIND | MARK_SPACES);
	t_str(name(a, S("المحافظة: الحسيمة"), &m), "الحسيمة");
	t_int(m, MARK_KIND);
	t_str(name(a, S("الداخلة\xE2\x80\x8E"), &m), "الداخلة");
	t_int(m, MARK_INVISIBLE);
	t_str(name(a, S("M'Diq-Fnideq"), &m), "M'Diq-Fnideq");
	t_int(m, 0);
	t_str(name(a, S(" "), &m), "");
	t_str(name(a, S("Centre:"), &m), "");
}

/* Cleaning a clean name changes nothing. */
T(territory_name_twice)
{
	static const char *const parts[] = { " ",   "  ",	    "Centre:", "Ait",	    "(Mun.)",
					     "عين", "\xE2\x80\x8E", "-",       "Province: " };

	t_seeds (500) {
		str s = S("x");
		unsigned m;
		for (int i = 0; i < 5; i++)
			s = str_printf(a, "%.*s%s", STR_ARG(s), parts[t_between(0, 8)]);
		str once = territory_name(a, s, &m), twice = territory_name(a, once, &m);
		t_ok((m & (MARK_SPACES | MARK_INVISIBLE)) == 0);
		t_ok(twice.n <= once.n && (twice.n == once.n) == str_eq(once, twice));
	}
}

struct told {
	struct arena *a;
	struct territory_columns c;
	struct findings f;
	struct territory_told t[20];
	size_t n;
	rc header;
};

/* Reads a text of at most 20 territories. */
static struct told told_of(struct arena *a, str text)
{
	struct told r = { .a = a, .f = { .a = a }, .header = OK };
	char *buffer = arena_array(a, char, 8192);
	struct csv csv;
	struct csv_row row;
	size_t room;

	csv_init(&csv, buffer, 8192);
	memcpy(csv_room(&csv, &room), text.p, text.n);
	csv_filled(&csv, text.n);
	csv_end(&csv);
	while (rc_ok(r.header) && csv_next(&csv, &row))
		if (row.number == 1)
			r.header = territory_columns(&row, &r.c);
		else
			r.n += territory_told(a, &r.c, &row, &r.f, r.t + r.n);
	return r;
}

T(territory_rows_of_morocco)
{
	struct told r = told_of(a, S("code,name_fr,name_ar\n01,Nord,نورد\n"));

	t_need(r.header);
	t_int((int64_t)r.n, 1);
	t_str(r.t[0].kind, "REGION");
	t_str(r.t[0].parent_code, "");
	r = told_of(a, S("region,code,id,name_fr,name_ar\n01,051,01.051,Province: Sud,سود\n"));
	t_str(r.t[0].code, "01.051");
	t_str(r.t[0].kind, "PROVINCE");
	t_str(r.t[0].parent_code, "01");
	t_str(r.t[0].name_fr, "Sud");
	r = told_of(a,
		    S("code,region,province_or_circle,name_fr,name_ar\n"
		      "01.051.01.01,01,01.051,Dar (Mun.),دار\n01.051.01.01.3,01,01.051,Centre: Dar,دار\n"));
	t_int((int64_t)r.n, 2);
	t_str(r.t[0].parent_code, "01.051");
	t_ok(r.t[0].urban && !r.t[1].urban);
	t_str(r.t[1].kind, "CENTRE");
	t_str(r.t[1].parent_code, "01.051.01.01");
	t_int(r.t[1].line, 3);
}

T(territory_rows_of_algeria)
{
	struct told r = told_of(
	    a, S("id,commune_name,commune_name_ascii,daira_name,daira_name_ascii,wilaya_code,wilaya_name,"
		 "wilaya_name_ascii\n22,دار,Dar,دار,El Dar,01, دار,Dar\n6,دار,Dar,دار,El Dar,01, دار,Dar\n"));

	t_need(r.header);
	t_str(r.c.country, "dz");
	t_int((int64_t)r.n, 6);
	t_str(r.t[0].code, "01");
	t_str(r.t[1].kind, "DAIRA");
	t_str(r.t[2].code, "01.22");
	t_ok(str_eq(r.t[2].parent_code, r.t[1].code) && str_eq(r.t[1].code, r.t[4].code));
	t_str(r.t[1].parent_code, "01");
	t_str(r.t[0].name_ar, "دار");
	/* The space before the wilaya's name is in both rows and said once. */
	int spaces = 0;
	for (size_t i = 0; i < r.f.n; i++)
		spaces += strcmp(r.f.list[i].code, "SPACES_REMOVED") == 0;
	t_int(spaces, 1);
}

T(territory_rows_refused)
{
	static const struct {
		const char *row, *code;
	} bad[] = {
		{ "01.051.01,01,01.051,Dar,x", "CODE_INVALID" },
		{ "01.051.01.0x,01,01.051,Dar,x", "CODE_INVALID" },
		{ ",01,01.051,Dar,x", "CODE_INVALID" },
		{ "01.051.01.01,02,01.051,Dar,x", "CODE_REGION" },
		{ "01.051.01.01,01,01.051, ,", "NAME_MISSING" },
		{ "01.051.01.01,01,01.051,Dar", "COLUMNS_COUNT" },
		{ "01.051.01.01,01,01.051,D\xFFr,x", "UTF8_INVALID" },
		{ "01.051.01.01,01,01.051,D\"ar,x", "CSV" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct told r = told_of(
		    a, str_printf(a, "code,region,province_or_circle,name_fr,name_ar\n%s\n", bad[i].row));
		t_int((int64_t)r.n, 0);
		t_ok(r.f.n > 0 && r.f.list[r.f.n - 1].refused &&
		     strcmp(r.f.list[r.f.n - 1].code, bad[i].code) == 0);
	}
	t_rc(told_of(a, S("code,name\n01,x\n")).header, TERRITORY_FILE);
	t_rc(told_of(a, S("code,name_fr,name_ar,more\n")).header, TERRITORY_FILE);
	t_rc(told_of(a, S("code,code,name_fr,name_ar\n")).header, TERRITORY_FILE);
}

T(territory_decisions)
{
	struct territory now = { 1,	 S("01"), S("REGION"), 0,	S("A"),
				 S("أ"), S("a"),  false,       { 100 }, DATE_NEVER },
			 told = now;

	t_int(territory_decide(NULL, &told, (date){ 5 }), TERRITORY_NEW);
	t_int(territory_decide(&now, &told, (date){ 5 }), TERRITORY_SAME);
	told.name_fr = S("B");
	t_int(territory_decide(&now, &told, (date){ 100 }), TERRITORY_CORRECT);
	t_int(territory_decide(&now, &told, (date){ 101 }), TERRITORY_FOLLOW);
	t_int(territory_decide(&now, &told, (date){ 99 }), TERRITORY_EARLIER);
	told = now, told.parent_id = 2;
	t_int(territory_decide(&now, &told, (date){ 101 }), TERRITORY_FOLLOW);
	told = now, now.until_day = (date){ 200 };
	t_int(territory_decide(&now, &told, (date){ 200 }), TERRITORY_FOLLOW);
}

static struct territory land(int64_t id, str code, str kind, int64_t parent, str fr)
{
	return (struct territory){ id, code, kind, parent, fr, S(""), S(""), false, DATE_ALWAYS, DATE_NEVER };
}

T(place_located)
{
	struct territory t[] = {
		land(1, S("01"), S("REGION"), 0, S("Grand Marsa-Souk")),
		land(2, S("01.001"), S("PROVINCE"), 1, S("Marsa")),
		land(3, S("01.002"), S("PROVINCE"), 1, S("Fquih Ben Salah")),
		land(4, S("01.001.01"), S("COMMUNE"), 2, S("Oued Zitoun")),
		land(5, S("01.001.01.3"), S("CENTRE"), 4, S("Oued Zitoun")),
		land(6, S("01.001.02"), S("COMMUNE"), 2, S("Charf-Mghogha")),
		land(7, S("01.002.01"), S("COMMUNE"), 3, S("Tazarine")),
		land(8, S("01.002.02"), S("COMMUNE"), 3, S("Ain Beida")),
		land(9, S("01.001.03"), S("COMMUNE"), 2, S("Ain Beida")),
	};
	struct atlas *at = atlas_make(a, t, sizeof t / sizeof t[0]);
	const struct territory *found;
	enum locate_how above;
	struct {
		str region, delegation, commune;
		enum locate_how how, above;
		int64_t id;
	} cases[] = {
		{ S("Marsa-Souk"), S("Marsa"), S("Oued Zitoun (Mun.)"), LOCATE_EXACT, LOCATE_EXACT, 4 },
		{ S("Marsa-Souk"), S("Fkih Ben Saleh"), S("Tazarine"), LOCATE_EXACT, LOCATE_SPELLING, 7 },
		{ S("Marsa-Souk"), S("Marsa"), S("Mghogha (Arrond.)"), LOCATE_SPELLING, LOCATE_EXACT, 6 },
		{ S("Marsa-Souk"), S("Hay Jadid"), S("Tazarine"), LOCATE_ONLY, LOCATE_NOWHERE, 7 },
		{ S("Marsa-Souk"), S("Marsa"), S("Tazarine"), LOCATE_ONLY, LOCATE_EXACT, 7 },
		{ S("Marsa-Souk"), S("Marsa"), S("Bir Lahlou"), LOCATE_ABOVE, LOCATE_EXACT, 2 },
		/* Two communes of that name: nobody can say which. */
		{ S("Marsa-Souk"), S("Hay Jadid"), S("Ain Beida"), LOCATE_ABOVE, LOCATE_NOWHERE, 1 },
		{ S("Marsa-Souk"), S("Marsa"), S("Ain Beida"), LOCATE_EXACT, LOCATE_EXACT, 9 },
		{ S("Marsa-Souk"), S("Marsa"), S(""), LOCATE_ABOVE, LOCATE_EXACT, 2 },
		{ S("Elsewhere"), S("Marsa"), S("Ain Beida"), LOCATE_NOWHERE, LOCATE_NOWHERE, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		t_int(place_locate(a, at, cases[i].region, cases[i].delegation, cases[i].commune, &found,
				   &above),
		      cases[i].how);
		t_int(above, cases[i].above);
		t_int(found != NULL ? found->territory_id : 0, cases[i].id);
	}
}

T(place_atlas_finds)
{
	struct territory t[50];

	for (int64_t i = 0; i < 50; i++)
		t[i] = land(100 - i, str_printf(a, "%02d.%03d", (int)(i * 7 % 50), (int)i), S("COMMUNE"), 0,
			    S("x"));
	struct atlas *at = atlas_make(a, t, 50);
	for (int i = 0; i < 50; i++) {
		t_ok(atlas_by_code(at, t[i].code) == &t[i]);
		t_ok(atlas_by_id(at, t[i].territory_id) == &t[i]);
	}
	t_ok(atlas_by_code(at, S("00")) == NULL && atlas_by_id(at, 7) == NULL);
	t_ok(atlas_by_code(atlas_make(a, t, 0), S("00")) == NULL &&
	     atlas_by_id(atlas_make(a, t, 0), 100) == NULL);
}

/* In Morocco a commune lies in a province, a centre in its commune; in Algeria a daira lies between. */
T(place_is_counted_by_province_or_wilaya)
{
	struct territory t[] = {
		{ .territory_id = 1, .kind = S("REGION"), .code = S("1") },
		{ .territory_id = 2, .kind = S("PROVINCE"), .code = S("2"), .parent_id = 1 },
		{ .territory_id = 3, .kind = S("COMMUNE"), .code = S("3"), .parent_id = 2 },
		{ .territory_id = 4, .kind = S("CENTRE"), .code = S("4"), .parent_id = 3 },
		{ .territory_id = 5, .kind = S("WILAYA"), .code = S("5") },
		{ .territory_id = 6, .kind = S("DAIRA"), .code = S("6"), .parent_id = 5 },
		{ .territory_id = 7, .kind = S("COMMUNE"), .code = S("7"), .parent_id = 6 },
		{ .territory_id = 8, .kind = S("COMMUNE"), .code = S("8"), .parent_id = 9 },
		{ .territory_id = 9, .kind = S("COMMUNE"), .code = S("9"), .parent_id = 8 }, /* in a circle */
	};
	const int64_t province[] = { 0, 0, 2, 2, 2, 5, 5, 5, 0, 0, 0 };
	struct atlas *at = atlas_make(a, t, sizeof t / sizeof t[0]);

	for (int64_t id = 0; id <= 10; id++)
		t_int(atlas_province(at, id), province[id]);
}
