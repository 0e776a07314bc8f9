/* Receipts: with what was done, told in the person's language, refused without a reason. */
#include "service/assist.h"

#include "testing/outbox.h"
#include "testing/people.h"

static struct acted acted(void)
{
	return (struct acted){ S("contact"), S("معلومات الاتصال"), S("coordonnées"), S("contact details") };
}

T(receipt_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_receipt_statements");

	for (const struct db_stmt *const *s = receipt_stmts; *s != NULL; s++)
		t_need(db_check(db, *s));
	db_close(db);
}

T(receipt_references)
{
	int64_t back;

	t_seeds (200) {
		int64_t r = receipt_reference_make(t_random());
		t_ok(receipt_reference_parse(receipt_reference_text(a, r), &back) && back == r);
	}
	t_str(receipt_reference_text(a, receipt_reference_make(0)), "A1000-0000-000");
	t_ok(receipt_reference_parse(S(" a 1000 0000 000"), &back) ||
	     receipt_reference_parse(S("a 1000 0000 000"), &back));
	t_ok(!receipt_reference_parse(S("A1000-0000-001"), &back));
	t_ok(!receipt_reference_parse(S(""), &back));
}

struct giving {
	struct arena *a;
	struct assisted d;
	str reference, about;
};

static rc give(struct tx *tx, void *cls)
{
	struct giving *g = cls;

	TRY(assist_receipt(tx, g->a, clock_now(), &g->d, &g->reference));
	return g->d.object == 0 ? OK : assist_receipt_about(tx, g->a, g->d.object, &g->about);
}

static rc given(struct town *w, struct giving *g) { return db_write(w->db, FOR_COUNTER, "test", give, g); }

T(receipt_and_message)
{
	struct town w = town_open(a, "t_receipt", "ma");
	w.phone = INT64_C(212612345678);
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	w.phone = 0;
	person_id two = town_person(&w, "TAZI", "ALI", "1990-05-01", "M", "AA2");
	struct acting by = town_agent();
	struct giving g = { .a = a, .d = { .by = &by, .person = one } };
	struct receipt_view v;

	t_rc(given(&w, &g), NOT_ALLOWED);
	by.what = acted(), by.reason = S("");
	t_rc(given(&w, &g), ASSIST_REASON);
	char *lengthy = arena_array(a, char, RECEIPT_REASON_MAX + 1);
	memset(lengthy, 'x', RECEIPT_REASON_MAX + 1);
	by.reason = (str){ lengthy, RECEIPT_REASON_MAX + 1 };
	t_rc(given(&w, &g), ASSIST_REASON);
	by.reason.n--;
	t_need(given(&w, &g));
	t_ok(g.reference.n == 14 && g.reference.p[0] == 'A');
	struct outbox o = outbox(w.db, a);
	t_int((int64_t)o.n, 1);
	t_str(o.list[0].kind, "agent.acted");
	t_ok(memmem(o.list[0].body.p, o.list[0].body.n, "coordonn", 8) != NULL);
	t_ok(memmem(o.list[0].body.p, o.list[0].body.n, g.reference.p, g.reference.n) != NULL);
	t_need(receipt_show(w.db, a, &by, one, g.reference, &v));
	t_str(v.r.what, "contact");
	t_int((int64_t)v.r.reason.n, RECEIPT_REASON_MAX);
	t_int(v.r.agent_id.v, TOWN_AGENT.v);
	t_str(v.last_name, "ALAMI");
	t_need(receipt_show(w.db, a, &by, (person_id){ 0 }, g.reference, &v));
	/* of somebody else, or of nobody */
	t_rc(receipt_show(w.db, a, &by, two, g.reference, &v), RECEIPT_NONE);
	t_rc(receipt_show(w.db, a, &by, one, S("A1000-0000-000"), &v), RECEIPT_NONE);
	t_rc(receipt_show(w.db, a, &by, one, S("nonsense"), &v), RECEIPT_NONE);
	/* nobody can be told: the paper is there all the same */
	by.reason = S("at the counter"), g.d.person = two, g.d.object = 4711;
	t_need(given(&w, &g));
	t_ok(str_eq(g.about, g.reference));
	t_int((int64_t)outbox(w.db, a).n, 1);
	g.d.person = (person_id){ 5 };
	t_rc(given(&w, &g), PERSON_NONE);
	by.user = (user_id){ 0 }, g.d.person = two;
	t_rc(given(&w, &g), NOT_ALLOWED);
	db_close(w.db);
}
