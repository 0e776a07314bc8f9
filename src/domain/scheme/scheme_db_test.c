#include "domain/law/law.h"
#include "domain/scheme/scheme.h"
#include "testing/fresh.h"
#include "testing/t.h"

struct call {
	struct arena *a;
	str country, scheme;
	struct scheme *schemes, one;
	struct income_class *classes;
	size_t n, classes_n;
};

static rc plant(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return scheme_plant(tx, law_carried(), c->country, (date){ 20419 });
}

static rc look(struct tx *tx, void *cls)
{
	struct call *c = cls;
	TRY(scheme_list(tx, c->a, &c->schemes, &c->n));
	TRY(scheme_classes(tx, c->scheme, c->a, &c->classes, &c->classes_n));
	return scheme_read(tx, c->scheme, c->a, &c->one);
}

T(scheme_statements)
{
	struct db *db = fresh(a, "t_places_scheme");

	for (size_t i = 0; scheme_stmts[i] != NULL; i++)
		t_need(db_check(db, scheme_stmts[i]));
	db_close(db);
}

T(schemes_of_morocco)
{
	struct db *db = fresh(a, "t_places_scheme_ma");
	struct call c = { .a = a, .country = S("ma"), .scheme = S("AMO-TNS") };

	t_need(db_write(db, FOR_SYSTEM, "plant", plant, &c));
	t_need(db_read(db, FOR_SYSTEM, "look", look, &c));
	t_int((int64_t)c.n, 8);
	t_str(c.schemes[0].scheme, "AMO-SALARIED");
	t_str(c.schemes[3].scheme, "AMO-AE");
	t_str(c.schemes[6].scheme, "AMO-ACHAMIL");
	t_str(c.schemes[7].scheme, "RAMED");
	t_str(c.one.name_fr, "AMO des travailleurs non salariés");
	t_int(c.one.priority, 30);
	t_int((int64_t)c.classes_n, 12);
	t_str(c.classes[3].class, "FARM-1");
	c.scheme = S("CASNOS");
	t_rc(db_read(db, FOR_SYSTEM, "look", look, &c), SCHEME_NONE);
	t_int((int64_t)c.classes_n, 0);
	/* once more: what is there is said again */
	t_need(db_write(db, FOR_SYSTEM, "plant", plant, &c));
	db_close(db);
}

T(schemes_of_algeria)
{
	struct db *db = fresh(a, "t_places_scheme_dz");
	struct call c = { .a = a, .country = S("dz"), .scheme = S("DESTITUTE") };

	t_need(db_write(db, FOR_SYSTEM, "plant", plant, &c));
	t_need(db_read(db, FOR_SYSTEM, "look", look, &c));
	t_int((int64_t)c.n, 5);
	t_str(c.schemes[4].scheme, "DESTITUTE");
	db_close(db);
}
