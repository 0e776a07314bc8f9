#include "domain/feed/body.h"
#include "testing/fresh.h"
#include "testing/t.h"

T(body_codes)
{
	t_ok(body_code_is_good(S("DGI")) && body_code_is_good(S("A")) && body_code_is_good(S("CHAMBRE-3_B")));
	t_ok(!body_code_is_good(S("")) && !body_code_is_good(S("dgi")) && !body_code_is_good(S("3A")));
	t_ok(!body_code_is_good(S("../A")) && !body_code_is_good(S("A/B")) && !body_code_is_good(S("-A")));
	t_ok(body_code_is_good(S("ABCDEFGHIJABCDEFGHIJABCDEFGHIJAB")));
	t_ok(!body_code_is_good(S("ABCDEFGHIJABCDEFGHIJABCDEFGHIJABC")));
}

struct call {
	struct arena *a;
	struct body in, out, *all;
	size_t n;
};

static rc add(struct tx *tx, void *cls)
{
	struct call *c = cls;
	return body_add(tx, &c->in);
}

static rc find(struct tx *tx, void *cls)
{
	struct call *c = cls;
	TRY(body_by_code(tx, c->in.code, c->a, &c->out));
	TRY(body_read(tx, c->out.body_id, c->a, &c->out));
	return body_list(tx, c->a, &c->all, &c->n);
}

T(body_kept_and_found)
{
	struct db *db = fresh(a, "t_places_body");
	struct call c = { .a = a };

	for (size_t i = 0; body_stmts[i] != NULL; i++)
		t_need(db_check(db, body_stmts[i]));
	c.in = (struct body){ { 7 },   S("DGI"),     S("Impôts"), S("الضرائب"),
			      S("fr"), S("AMO-TNS"), S("PEM"),	  { 9 } };
	t_rc(db_read(db, FOR_REGISTRATION, "b", find, &c), DB_NONE);
	t_need(db_write(db, FOR_REGISTRATION, "b", add, &c));
	t_rc(db_write(db, FOR_REGISTRATION, "b", add, &c), DB_EXISTS);
	c.in.code = S("AGRI"), c.in.body_id.v = 8;
	t_need(db_write(db, FOR_REGISTRATION, "b", add, &c));
	c.in.code = S("DGI");
	t_need(db_read(db, FOR_REGISTRATION, "b", find, &c));
	t_int((int64_t)c.n, 2);
	t_str(c.all[0].code, "AGRI");
	t_str(c.out.name_ar, "الضرائب");
	t_str(c.out.scheme, "AMO-TNS");
	t_int(c.out.trusted_from.us, 9);
	db_close(db);
}
