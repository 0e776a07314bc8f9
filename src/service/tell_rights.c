/* service/tell_rights.c */
#include "service/tell_rights.h"

#include "domain/person/death.h"
#include "domain/rights/reminder.h"

static bool is_state(const struct right *r, enum right_state s)
{
	return str_eq(r->state, right_state_name(s));
}

static bool closed_by_score(const struct right *r)
{
	struct because b;

	return is_state(r, RIGHT_CLOSED) && because_find(r->because, BECAUSE_SCORE_ABOVE, &b);
}

static bool waits(const struct right *r) { return is_state(r, RIGHT_SUSPENDED) || is_state(r, RIGHT_CLOSED); }

/* Empty: nothing that is told. */
static str kind_of(const struct right *was, const struct right *is)
{
	bool opens = waits(was) && is_state(is, RIGHT_OPEN), closes = is_state(was, RIGHT_OPEN) && waits(is);

	if ((!opens && !closes) ||
	    (was->insured_id.v == is->insured_id.v && right_follows(opens ? was->because : is->because)))
		return S("");
	if (opens)
		return S("rights.opened");
	return closed_by_score(is) ? S("rights.closed") : S("rights.ended");
}

static bool is_childs(str because)
{
	struct because b;

	return because_find(because, BECAUSE_DEPENDANT, &b) && !str_eq(b.text, family_role_name(ROLE_SPOUSE));
}

static rc get_living(struct tx *tx, struct arena *a, person_id id, struct person *ret, bool *ret_lives)
{
	date died;
	bool dead;

	TRY(person_get(tx, id, a, ret));
	TRY(death_get(tx, id, KNOWN_NOW, a, &died, &dead));
	*ret_lives = !dead && str_eq(ret->state, S("ACTIVE"));
	return OK;
}

static rc tell(struct tx *tx, struct arena *a, instant now, const struct right_notice *t,
	       const struct person *whose, const struct person *to, bool *ret_told)
{
	struct telling x = { .kind = t->kind, .cause = t->cause, .words = t->words };
	struct message_value values[] = {
		{ "name", person_called(a, whose, to->language.n > 0 ? to->language : S("ar")) },
		{ "day", t->last_day.days == DATE_NEVER.days ? S("") : date_text(a, t->last_day) },
	};

	return tell_person(tx, a, now, to, &x, values, sizeof values / sizeof values[0], ret_told);
}

rc tell_right(struct tx *tx, struct arena *a, instant now, const struct right_notice *t, bool *ret_told)
{
	struct person p, head = { .phone = 0 };
	bool lives, through = t->insured.v != 0 && t->insured.v != t->person.v && is_childs(t->because);

	*ret_told = false;
	TRY(get_living(tx, a, t->person, &p, &lives));
	if (!lives)
		return OK;
	if (through)
		TRY(get_living(tx, a, t->insured, &head, &through));
	if (through)
		TRY(tell(tx, a, now, t, &p, &head, ret_told));
	/* a small child's own phone is the last way; one phone of both rings once */
	if (*ret_told &&
	    (!told_themselves(&p, clock_day(now)) || (p.phone == head.phone && str_eq(p.email, head.email))))
		return OK;
	bool self;
	TRY(tell(tx, a, now, t, &p, &p, &self));
	*ret_told |= self;
	return OK;
}

bool right_change_is_told(const struct right_change *t) { return kind_of(&t->was, &t->is).n > 0; }

rc tell_right_change(struct tx *tx, struct arena *a, instant now, const struct right_change *t, int64_t cause,
		     struct change_words *words, bool *ret_told)
{
	str kind = kind_of(&t->was, &t->is);
	bool opens = is_state(&t->is, RIGHT_OPEN);
	const struct right *open = opens ? &t->is : &t->was;
	struct right_notice n = { .person = open->person_id,
				  .insured = open->insured_id,
				  .because = open->because,
				  .kind = kind,
				  .cause = cause,
				  .last_day = DATE_NEVER,
				  .words = opens		     ? &words->opened
					   : closed_by_score(&t->is) ? &words->closed
								     : &words->ended };

	*ret_told = false;
	return kind.n == 0 ? OK : tell_right(tx, a, now, &n, ret_told);
}
