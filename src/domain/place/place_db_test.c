#include "domain/place/place.h"
#include "testing/fresh.h"
#include "testing/t.h"

struct call {
	struct arena *a;
	struct territory t, *all;
	struct commune_code *codes;
	struct place place, *places;
	size_t n;
	date day;
	int64_t id;
	bool added;
};

static rc add(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return territory_add(tx, &c->t);
}

static rc correct(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return territory_correct(tx, &c->t);
}

static rc codes(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return place_commune_codes(tx, c->day, c->a, &c->codes, &c->n);
}

static rc on(struct tx *tx, void *cls)
{
	struct call *c = cls;
	TRY(territory_last_id(tx, &c->id));
	return territory_on(tx, c->day, c->a, &c->all, &c->n);
}

static rc newest(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return territory_newest(tx, c->a, &c->all, &c->n);
}

static rc one(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return territory_read(tx, c->id, c->day, c->a, &c->t);
}

T(place_statements)
{
	struct db *db = fresh(a, "t_places_pstmts");

	for (size_t i = 0; place_stmts[i] != NULL; i++)
		t_need(db_check(db, place_stmts[i]));
	db_close(db);
}

/* One territory, two names: each day has its own, the id stays. */
T(place_territory_over_time)
{
	struct db *db = fresh(a, "t_places_time");
	struct call c = { .a = a };

	t_need(db_read(db, FOR_SYSTEM, "t", on, &c));
	t_int((int64_t)c.n, 0);
	t_int(c.id, 0);
	c.t = (struct territory){ 7,	     S("01.1"), S("COMMUNE"), 0,	   S("Old"),
				  S("قديم"), S("old"),	true,	      DATE_ALWAYS, DATE_NEVER };
	t_need(db_write(db, FOR_SYSTEM, "t", add, &c));
	t_rc(db_write(db, FOR_SYSTEM, "t", add, &c), DB_EXISTS);
	c.t.until_day = (date){ 20000 };
	t_need(db_write(db, FOR_SYSTEM, "t", correct, &c));
	c.t.from_day = (date){ 20000 }, c.t.until_day = DATE_NEVER, c.t.name_fr = S("New");
	t_rc(db_write(db, FOR_SYSTEM, "t", correct, &c), DB_NONE);
	t_need(db_write(db, FOR_SYSTEM, "t", add, &c));
	c.t = (struct territory){ 8,	  S("01"), S("REGION"), 0,	     S("R"),
				  S("ر"), S("r"),  false,	DATE_ALWAYS, DATE_NEVER };
	t_need(db_write(db, FOR_SYSTEM, "t", add, &c));
	c.day = (date){ 19999 };
	t_need(db_read(db, FOR_REGISTRATION, "t", on, &c));
	t_int((int64_t)c.n, 2);
	t_int(c.id, 8);
	t_str(c.all[0].code, "01");
	t_str(c.all[1].name_fr, "Old");
	t_ok(c.all[1].urban && !c.all[0].urban);
	t_int(c.all[1].from_day.days, DATE_ALWAYS.days);
	t_need(db_read(db, FOR_REGISTRATION, "t", codes, &c));
	t_int((int64_t)c.n, 1);
	t_int(c.codes[0].territory_id, 7);
	c.day = (date){ 20000 }, c.id = 7;
	t_need(db_read(db, FOR_REGISTRATION, "t", one, &c));
	t_str(c.t.name_fr, "New");
	t_need(db_read(db, FOR_REGISTRATION, "t", newest, &c));
	t_int((int64_t)c.n, 2);
	t_str(c.all[1].name_fr, "New");
	c.id = 9;
	t_rc(db_read(db, FOR_REGISTRATION, "t", one, &c), DB_NONE);
	db_close(db);
}

static rc put(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return place_add(tx, &c->place, &c->added);
}

static rc in(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return place_in(tx, 7, c->day, c->a, &c->places, &c->n);
}

T(place_is_added_once)
{
	struct db *db = fresh(a, "t_places_add");
	struct call c = { .a = a };

	c.place = (struct place){ { 1 }, S("HOSPITAL"), S("HP"),    S("Ibn Khaldoun"),
				  7,	 { 10 },	DATE_NEVER, S("f.csv") };
	t_need(db_write(db, FOR_SYSTEM, "p", put, &c));
	t_ok(c.added);
	c.place.place_id.v = 2;
	t_need(db_write(db, FOR_SYSTEM, "p", put, &c));
	t_ok(!c.added);
	c.place.category = S("HR");
	t_need(db_write(db, FOR_SYSTEM, "p", put, &c));
	t_ok(c.added);
	c.day = (date){ 10 };
	t_need(db_read(db, FOR_SYSTEM, "p", in, &c));
	t_int((int64_t)c.n, 2);
	t_int(c.places[0].place_id.v, 1);
	t_str(c.places[1].category, "HR");
	c.day = (date){ 9 };
	t_need(db_read(db, FOR_SYSTEM, "p", in, &c));
	t_int((int64_t)c.n, 0);
	db_close(db);
}
