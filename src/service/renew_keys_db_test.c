/* Keys of people as another release heard their names: made anew, everybody is found again. */
#include "testing/deliveries.h"
#include "testing/t.h"

#include "service/renew_keys.h"

#include "testing/tamper.h"

static void nobody_looks(void *cls, int64_t people, int64_t renewed)
{
	(void)cls, (void)people, (void)renewed;
}

struct looking {
	int64_t cell, last, first;
	int64_t n;
};

static rc found(void *cls, const void *row)
{
	struct looking *l = cls;
	const struct person_cell *c = row;

	l->n += c->last_key == l->last && c->first_key == l->first;
	return OK;
}

static rc look(struct tx *tx, void *cls)
{
	struct looking *l = cls;

	l->n = 0;
	return db_lookup(tx, &person_by_cell, NULL, &l->cell, 1, found, l);
}

T(keys_are_made_anew)
{
	struct office w = office_open(a, "t_renew_keys");
	struct looking sara = { .cell = person_cell_of(19900501, 1) };
	int64_t people, renewed;
	str answer,
	    rows = str_printf(a, "%s%s", row_of(&w, "R1", "NEW", "AA1", "ALAMI,SARA", "1990-05-01", USUAL).p,
			      row_of(&w, "R2", "NEW", "AA2", "BENNANI,OMAR", "1985-02-03", USUAL).p);

	person_keys(S("ALAMI"), S("SARA"), S(""), S(""), &sara.last, &sara.first);
	t_need(whole_delivery(&w, 1, rows, &answer));
	t_need(renew_keys(w.db, nobody_looks, NULL, &people, &renewed));
	t_int(people, 2);
	t_int(renewed, 0);
	tamper(
	    w.url,
	    "UPDATE person_name SET last_key = 77 WHERE person_id IN (SELECT person_id FROM person_cell WHERE"
	    " cell = 199005010000000001); UPDATE person_cell SET last_key = 77 WHERE cell ="
	    " 199005010000000001");
	t_need(db_read(w.db, FOR_AUDIT, "test", look, &sara));
	t_int(sara.n, 0);
	t_need(renew_keys(w.db, nobody_looks, NULL, &people, &renewed));
	t_int(renewed, 1);
	t_need(db_read(w.db, FOR_AUDIT, "test", look, &sara));
	t_int(sara.n, 1);
	/* and whoever is delivered again meets them */
	t_need(whole_delivery(&w, 2, row_of(&w, "R3", "NEW", "AA9", "EL ALAMI,SARA", "1990-05-01", USUAL),
			      &answer));
	t_ok(strstr(str_c(a, answer), "PROBABLE_DUPLICATE") != NULL);
	db_close(w.db);
}
