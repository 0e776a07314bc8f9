/* Who is told that rights changed, and who isn't. */
#include "service/tell_rights.h"

#include "domain/message/message.h"
#include "domain/person/death.h"
#include "testing/people.h"

#define OPEN S("OPEN"), S("MEMBER|2026-01-01|||AMO-TADAMON")
#define ABOVE S("CLOSED"), S("SCORE_ABOVE|2026-05-01|||9.9 9.3264284")
#define ENDED S("CLOSED"), S("ENDED|2026-05-01|||AMO-TADAMON")
#define UNPAID S("SUSPENDED"), S("UNPAID|2026-04-01|2026-04-30")
#define UNKNOWN S("UNKNOWN"), S("LAW_UNKNOWN|||AMO-X")

struct call {
	struct town *w;
	person_id who;
	struct right was, is;
	bool first, told;
	struct message *m;
	size_t n;
};

static rc tell(struct tx *tx, void *cls)
{
	struct call *k = cls;

	return tell_rights_changed(tx, k->w->a, clock_now(), k->who, k->first ? NULL : &k->was, &k->is, 7,
				   &k->told);
}

static rc look(struct tx *tx, void *cls)
{
	struct call *k = cls;

	return message_list(tx, k->who, (message_id){ INT64_MAX }, 100, k->w->a, &k->m, &k->n);
}

/* The kind of the message that was written; empty: none was. */
static str told(struct call *k, person_id who, str was, str was_because, str is, str is_because)
{
	k->who = who;
	k->was = (struct right){ .person_id = who, .state = was, .because = was_because };
	k->is = (struct right){ .person_id = who, .state = is, .because = is_because };
	must(rc_ok(db_read(k->w->db, FOR_COUNTER, "test", look, k)));
	size_t before = k->n;
	must(rc_ok(db_write(k->w->db, FOR_COUNTER, "test", tell, k)));
	must(rc_ok(db_read(k->w->db, FOR_COUNTER, "test", look, k)));
	t_ok(k->told == (k->n == before + 1));
	return k->told ? k->m[0].kind : S("");
}

static rc die(struct tx *tx, void *cls)
{
	struct call *k = cls;
	struct person_death d = { .person_id = k->who,
				  .known_from = clock_now(),
				  .day = clock_day(clock_now()),
				  .reason = S("x"),
				  .end_reason = S(""),
				  .source_id = 1 };

	return death_set(tx, k->w->a, &d, NULL);
}

#define TOLD(who, ...) told(&k, (who), __VA_ARGS__)

T(a_closed_and_a_reopened_right_are_told)
{
	struct town w = town_open(a, "t_tell_rights", "ma");
	struct call k = { .w = &w };

	w.phone = INT64_C(212612345678);
	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	w.phone = 0;
	person_id silent = town_person(&w, "Fassi", "Hind", "1970-01-01", "F", "A2");

	t_str(TOLD(p, OPEN, ABOVE), "rights.closed");
	t_ok(k.m[0].cause == 7 && str_eq(k.m[0].language, S("fr")));
	t_str(TOLD(p, UNPAID, OPEN), "rights.opened");
	t_str(TOLD(p, ABOVE, OPEN), "rights.opened");
	/* what was closed already, or closes for another reason, or isn't known */
	t_str(TOLD(p, UNPAID, ABOVE), "");
	t_str(TOLD(p, OPEN, ENDED), "");
	t_str(TOLD(p, OPEN, UNPAID), "");
	t_str(TOLD(p, UNKNOWN, OPEN), "");
	t_str(TOLD(p, OPEN, OPEN), "");
	/* the first that is ever said is no change */
	k.first = true;
	t_str(TOLD(p, OPEN, OPEN), "");
	k.first = false;
	/* nobody who can't be reached, nobody who has died */
	t_str(TOLD(silent, OPEN, ABOVE), "");
	k.who = p;
	must(rc_ok(db_write(w.db, FOR_COUNTER, "test", die, &k)));
	t_str(TOLD(p, OPEN, ABOVE), "");
	db_close(w.db);
}
