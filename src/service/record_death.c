/* service/record_death.c */
#include "service/record_death.h"

#include "service/refresh_rights.h"

#include "base/utf8.h"
#include "domain/document/document.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/person/person.h"

struct recording {
	struct arena *a;
	const struct death_order *o;
	instant now;
	struct person p;
	int64_t source_id;
};

static rc whom(struct tx *tx, struct recording *w)
{
	struct fund fund;

	w->now = clock_now();
	w->source_id = id_new(w->now);
	TRY(fund_read(tx, w->a, &fund));
	TRY(person_asked(tx, w->o->person, fund.country, w->o->number, w->a, &w->p));
	CHECK(str_eq(w->p.state, S("ACTIVE")), PERSON_NONE);
	return OK;
}

static rc tell(struct tx *tx, struct recording *w, str kind, date day)
{
	struct journal_entry e = { .user = w->o->by->user_id,
				   .why = FOR_COUNTER,
				   .kind = kind,
				   .person = w->p.person_id,
				   .object = w->source_id,
				   .detail = date_text(w->a, day) };

	TRY(journal_write(tx, w->now, &e));
	return refresh_rights_telling(tx, w->now, w->p.person_id, w->source_id);
}

static bool day_good(const struct recording *w)
{
	date day = w->o->day;
	int y, m, d;

	date_split(day, &y, &m, &d);
	/* of those born "in a year" 00-00 is below every day of it */
	return day.days <= clock_day(w->now).days && y * 10000 + m * 100 + d >= birth_number(w->p.born);
}

static rc paper_good(struct tx *tx, const struct recording *w)
{
	struct document d;

	if (w->o->document_id.v == 0)
		return OK;
	TRY(document_get(tx, w->o->document_id, w->a, &d));
	CHECK(d.owner_id.v == w->p.person_id.v, DEATH_PAPER);
	return OK;
}

static rc record(struct tx *tx, void *cls)
{
	struct recording *w = cls;
	bool changed;

	TRY(whom(tx, w));
	CHECK(day_good(w), DEATH_DAY);
	TRY(paper_good(tx, w));
	struct person_death is = { .person_id = w->p.person_id,
				   .known_from = w->now,
				   .day = w->o->day,
				   .document_id = w->o->document_id,
				   .reason = w->o->reason,
				   .source_id = w->source_id };
	TRY(death_set(tx, w->a, &is, &changed));
	return changed ? tell(tx, w, S("death.recorded"), is.day) : OK;
}

static rc take_back(struct tx *tx, void *cls)
{
	struct recording *w = cls;
	date day;
	bool found;

	TRY(whom(tx, w));
	TRY(death_get(tx, w->p.person_id, (instant){ INT64_MAX - 1 }, w->a, &day, &found));
	CHECK(found, DEATH_NONE);
	TRY(death_retract(tx, w->a, w->p.person_id, w->now, w->o->reason));
	return tell(tx, w, S("death.taken_back"), day);
}

static rc run(struct db *db, struct arena *a, const struct death_order *o, const char *name, db_body *body)
{
	struct recording w = { .a = a, .o = o };

	TRY(access_rc(access_may(o->by, TASK_ANSWER_REQUEST)));
	CHECK(0 < o->reason.n && o->reason.n <= DEATH_REASON_MAX && utf8_valid(o->reason), DEATH_REASON);
	return db_write(db, FOR_COUNTER, name, body, &w);
}

rc death_record(struct db *db, struct arena *a, const struct death_order *o)
{
	return run(db, a, o, "record a death", record);
}

rc death_take_back(struct db *db, struct arena *a, const struct death_order *o)
{
	return run(db, a, o, "take a death back", take_back);
}
