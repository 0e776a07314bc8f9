/* service/follow_facts.c */
#include "service/follow_facts.h"

#include "service/refresh_rights.h"

#include "domain/contribution/contribution.h"
#include "domain/employment/employment.h"
#include "domain/household/household.h"
#include "domain/journal/journal.h"
#include "domain/person/death.h"

#define NOW_KNOWN ((instant){ INT64_MAX - 1 })

struct following {
	struct arena *a;
	instant now; /* later than anything that is known of the withdrawn one */
	person_id withdrawn, survivor;
	user_id user;
	int64_t moved; /* object of the events, source of what becomes known of the survivor */
	size_t n;      /* facts */
};

static void later(struct following *f, instant known_from)
{
	if (f->now.us <= known_from.us)
		f->now.us = known_from.us + 1;
}

static rc contributions(struct tx *tx, struct following *f)
{
	struct contribution_period *list, *own;
	size_t n, own_n;

	TRY(contribution_list(tx, f->withdrawn, NOW_KNOWN, f->a, &list, &n));
	TRY(contribution_list(tx, f->survivor, NOW_KNOWN, f->a, &own, &own_n));
	for (size_t i = 0; i < n; i++) {
		struct contribution_period *p = &list[i];
		bool taken = false;
		for (size_t k = 0; k < own_n; k++)
			taken |= str_eq(own[k].scheme, p->scheme) &&
				 own[k].period_from.days < p->period_until.days &&
				 p->period_from.days < own[k].period_until.days;
		later(f, p->known_from);
		TRY(contribution_retract(tx, p, f->now));
		p->person_id = f->survivor;
		p->known_from = f->now;
		p->source_id = f->moved;
		if (!taken)
			TRY(contribution_set(tx, f->a, p, NULL));
	}
	f->n += n;
	return OK;
}

static rc months(struct tx *tx, struct following *f)
{
	struct worked_month *list, *own;
	size_t n, own_n;

	TRY(worked_month_list(tx, f->withdrawn, NOW_KNOWN, f->a, &list, &n));
	TRY(worked_month_list(tx, f->survivor, NOW_KNOWN, f->a, &own, &own_n));
	for (size_t i = 0; i < n; i++) {
		struct worked_month *m = &list[i];
		bool taken = false;
		for (size_t k = 0; k < own_n; k++)
			taken |= str_eq(own[k].scheme, m->scheme) && own[k].month.days == m->month.days;
		later(f, m->known_from);
		TRY(worked_month_retract(tx, m, f->now));
		m->person_id = f->survivor;
		m->known_from = f->now;
		m->source_id = f->moved;
		if (!taken)
			TRY(worked_month_set(tx, f->a, m, NULL));
	}
	f->n += n;
	return OK;
}

/* A household's scores follow each other: those of the survivor stay as a whole. */
static rc scores(struct tx *tx, struct following *f)
{
	struct household_score *list, *own;
	size_t n, own_n;

	TRY(household_score_list(tx, f->withdrawn, NOW_KNOWN, f->a, &list, &n));
	TRY(household_score_list(tx, f->survivor, NOW_KNOWN, f->a, &own, &own_n));
	for (size_t i = 0; i < n; i++) {
		struct household_score *h = &list[i];
		later(f, h->known_from);
		TRY(household_score_retract(tx, h, f->now));
		h->person_id = f->survivor;
		h->known_from = f->now;
		h->source_id = f->moved;
		if (own_n > 0)
			continue;
		TRY(household_score_set(tx, f->a, h, NULL));
		if (h->until_day.days == DATE_NEVER.days)
			continue;
		h->from_day = h->until_day;
		h->score = S("");
		TRY(household_score_set(tx, f->a, h, NULL));
	}
	f->n += n;
	return OK;
}

static rc death(struct tx *tx, struct following *f)
{
	struct person_death d, own;
	bool found, taken;

	TRY(death_row(tx, f->withdrawn, NOW_KNOWN, f->a, &d, &found));
	if (!found)
		return OK;
	TRY(death_row(tx, f->survivor, NOW_KNOWN, f->a, &own, &taken));
	TRY(death_retract(tx, f->a, f->withdrawn, f->now, S("moved to the person they really are")));
	d.person_id = f->survivor;
	d.known_from = f->now;
	d.source_id = f->moved;
	f->n++;
	return taken ? OK : death_set(tx, f->a, &d, NULL);
}

static rc tell(struct tx *tx, const struct following *f, person_id person)
{
	struct journal_entry e = { .user = f->user,
				   .why = FOR_REVIEW,
				   .kind = S("fact.moved"),
				   .person = person,
				   .object = f->moved,
				   .detail = str_printf(f->a, "%zu", f->n) };

	TRY(journal_write(tx, f->now, &e));
	return refresh_rights_telling(tx, f->now, person, f->moved);
}

rc facts_follow(struct tx *tx, struct arena *a, instant now, person_id withdrawn, person_id survivor,
		user_id user)
{
	struct following f = {
		.a = a, .now = now, .withdrawn = withdrawn, .survivor = survivor, .user = user
	};

	if (withdrawn.v == 0 || withdrawn.v == survivor.v)
		return OK;
	f.moved = id_new(now);
	TRY(contributions(tx, &f));
	TRY(months(tx, &f));
	TRY(scores(tx, &f));
	TRY(death(tx, &f));
	if (f.n == 0)
		return OK;
	TRY(tell(tx, &f, withdrawn));
	return tell(tx, &f, survivor);
}
