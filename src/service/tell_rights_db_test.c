/* Who is told that rights changed, and who isn't. */
#include "service/tell_rights.h"

#include "domain/message/message.h"
#include "testing/rights.h"

#define OPEN S("OPEN"), S("MEMBER|2026-01-01|||AMO-TADAMON")
#define ABOVE S("CLOSED"), S("SCORE_ABOVE|2026-05-01|||9.9 9.3264284")
#define ENDED S("CLOSED"), S("ENDED|2026-05-01|||AMO-TADAMON")
#define UNPAID S("SUSPENDED"), S("UNPAID|2026-04-01|2026-04-30")
#define UNKNOWN S("UNKNOWN"), S("LAW_UNKNOWN|||AMO-X")
#define CHILDS S("OPEN"), S("DEPENDANT|2010-01-01|2031-01-01||CHILD")
#define SPOUSES S("OPEN"), S("DEPENDANT|2010-01-01|||SPOUSE")
#define GROWN S("CLOSED"), S("DEPENDANT_END|2026-01-01||21|AGE")
#define FOLLOWS S("CLOSED"), S("DEPENDANT|2010-01-01|||CHILD\nINSURED||||CLOSED")
#define WIDOWED S("CLOSED"), S("INSURED||||DIED")

struct call {
	struct town *w;
	person_id who, insured;
	struct right_change change;
	bool told;
	struct message *m;
	size_t n;
};

static rc tell(struct tx *tx, void *cls)
{
	struct call *k = cls;
	struct change_words words = { .closed.n = 0 };

	return tell_right_change(tx, k->w->a, clock_now(), &k->change, 7, &words, &k->told);
}

static bool holds(str text, str part) { return memmem(text.p, text.n, part.p, part.n) != NULL; }

static rc all(struct tx *tx, void *cls)
{
	struct call *k = cls;

	return message_list(tx, (person_id){ 0 }, (message_id){ INT64_MAX }, 100, k->w->a, &k->m, &k->n);
}

/* The kind of the messages that were written, with how many; empty: none was. */
static str told(struct call *k, person_id who, str was, str was_because, str is, str is_because)
{
	struct right r = { .person_id = who, .insured_id = k->insured.v != 0 ? k->insured : who };

	k->change = (struct right_change){ r, r };
	k->change.was.state = was;
	k->change.was.because = was_because;
	k->change.is.state = is;
	k->change.is.because = is_because;
	must(rc_ok(db_read(k->w->db, FOR_COUNTER, "test", all, k)));
	size_t before = k->n;
	must(rc_ok(db_write(k->w->db, FOR_COUNTER, "test", tell, k)));
	must(rc_ok(db_read(k->w->db, FOR_COUNTER, "test", all, k)));
	t_ok(k->told == (k->n > before));
	return k->told ? str_printf(k->w->a, "%zu %.*s", k->n - before, STR_ARG(k->m[0].kind)) : S("");
}

#define TOLD(who, ...) told(&k, (who), __VA_ARGS__)

T(a_closed_and_a_reopened_right_are_told)
{
	struct town w = town_open(a, "t_tell_rights", "ma");
	struct rights_case c = { .w = &w };
	struct call k = { .w = &w };

	w.phone = INT64_C(212612345678);
	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	w.phone = 0;
	person_id silent = town_person(&w, "Fassi", "Hind", "1970-01-01", "F", "A2");

	t_str(TOLD(p, OPEN, ABOVE), "1 rights.closed");
	t_ok(k.m[0].cause == 7 && str_eq(k.m[0].language, S("fr")));
	t_str(TOLD(p, UNPAID, OPEN), "1 rights.opened");
	t_str(TOLD(p, ABOVE, OPEN), "1 rights.opened");
	t_str(TOLD(p, OPEN, ENDED), "1 rights.ended");
	t_str(TOLD(p, OPEN, UNPAID), "1 rights.ended");
	/* what was closed already, or can't be said by the law */
	t_str(TOLD(p, UNPAID, ABOVE), "");
	t_str(TOLD(p, UNKNOWN, OPEN), "");
	t_str(TOLD(p, OPEN, UNKNOWN), "");
	t_str(TOLD(p, OPEN, OPEN), "");
	/* nobody who can't be reached, nobody who has died */
	t_str(TOLD(silent, OPEN, ABOVE), "");
	t_need(died(&c, p, "2026-01-02"));
	t_str(TOLD(p, OPEN, ABOVE), "");
	db_close(w.db);
}

T(of_a_childs_right_who_insures_it_hears)
{
	struct town w = town_open(a, "t_tell_rights_child", "ma");
	struct rights_case c = { .w = &w };
	struct call k = { .w = &w };

	w.phone = INT64_C(212612345678);
	k.insured = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	person_id same = town_person(&w, "Amrani", "Ali", "2000-01-01", "M", "");
	w.phone = INT64_C(212612345679);
	person_id grown = town_person(&w, "Amrani", "Sara", "2000-01-01", "F", "");
	w.phone = 0;
	person_id child = town_person(&w, "Amrani", "Adam", "2020-01-01", "M", "");

	t_str(TOLD(child, CHILDS, GROWN), "1 rights.ended");
	t_ok(k.m[0].person_id.v == k.insured.v && holds(k.m[0].body, S("Adam Amrani")));
	t_str(TOLD(grown, CHILDS, GROWN), "2 rights.ended");
	t_str(TOLD(same, CHILDS, GROWN), "1 rights.ended"); /* one phone of both */
	/* a spouse hears of the own right alone, and who only follows the insured doesn't */
	t_str(TOLD(grown, SPOUSES, ENDED), "1 rights.ended");
	t_ok(k.m[0].person_id.v == grown.v);
	t_str(TOLD(grown, CHILDS, FOLLOWS), "");
	t_str(TOLD(grown, FOLLOWS, CHILDS), "");
	/* the insured is dead */
	t_need(died(&c, k.insured, "2026-01-02"));
	t_str(TOLD(grown, CHILDS, WIDOWED), "1 rights.ended");
	t_ok(k.m[0].person_id.v == grown.v);
	t_str(TOLD(child, CHILDS, GROWN), "");
	db_close(w.db);
}
