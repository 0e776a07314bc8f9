/* service/sign_law.c - signatures of a fund under values of the law. */
#include "service/sign_law.h"

#include "service/work.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "service/fund_law.h"

#include <string.h>

struct signing {
	struct arena *a;
	instant now;
	const struct law_signing *s;
	const struct law_value *value; /* found */
	size_t n;		       /* signed, in a demo fund */
};

static rc may(const struct law_signing *s)
{
	TRY(access_rc(access_may(s->by, TASK_SIGN_LAW)));
	CHECK(0 < s->reason.n && s->reason.n <= LAW_REASON_MAX, LAW_REASON);
	return OK;
}

static rc event(struct tx *tx, const struct signing *w, str kind, str path, str starts)
{
	struct journal_entry e = { .user = w->s->by->user_id,
				   .why = FOR_SYSTEM,
				   .kind = kind,
				   .detail = str_printf(w->a, "%.*s %.*s", STR_ARG(path), STR_ARG(starts)) };

	return journal_write(tx, w->now, &e);
}

static rc end(struct tx *tx, const struct signing *w, struct law_signature *s)
{
	s->known_until = w->now;
	s->ended_by = w->s->by->user_id;
	s->end_reason = w->s->reason;
	return law_signature_end(tx, s);
}

/* One that stands for an earlier wording or another day gives way. */
static rc replace(struct tx *tx, const struct signing *w, const struct law_signature *new)
{
	struct law_signature *all;
	size_t n;

	TRY(law_signatures_of(tx, new->path, w->a, &all, &n));
	for (size_t i = 0; i < n; i++) {
		if (all[i].known_until.us != LAW_STILL.us || !str_eq(all[i].starts, new->starts))
			continue;
		bool the_same = all[i].from_day.days == new->from_day.days &&all[i].digest.n ==
				new->digest.n &&memcmp(all[i].digest.p, new->digest.p, new->digest.n) == 0;
		CHECK(!the_same, LAW_SIGNED);
		TRY(end(tx, w, &all[i]));
	}
	return OK;
}

static rc sign_value(struct tx *tx, const struct signing *w, const struct law_parameter *p,
		     const struct law_value *v, date from)
{
	struct law_signature new = { .path = p->path,
				     .starts = v->start.text,
				     .from_day = from,
				     .digest = { v->digest, LAW_DIGEST_BYTES },
				     .user_id = w->s->by->user_id,
				     .reason = w->s->reason,
				     .known_from = w->now,
				     .known_until = LAW_STILL,
				     .end_reason = S("") };

	TRY(replace(tx, w, &new));
	TRY(law_signature_add(tx, &new));
	return event(tx, w, S("law.signed"), new.path, new.starts);
}

static bool certain(const struct law_value *v)
{
	return v->status == LAW_VOTED && v->start.first.days == v->start.sure.days;
}

/* What rests on the value is decided anew. */
static rc follow(struct tx *tx, const struct signing *w)
{
	struct law_version v;
	job_id job;

	TRY(law_version_now(tx, w->a, &v));
	return job_ask(tx, w->now, WORK_RIGHTS_REFRESH, v.nth, w->s->by->user_id, &job);
}

static rc sign(struct tx *tx, void *cls)
{
	struct signing *w = cls;
	const struct law *l;
	struct fund fund;
	str path = w->s->path;

	TRY(fund_read(tx, w->a, &fund));
	CHECK(path.n < 3 || path.p[2] != '/' || str_skip(&path, fund.country), LAW_COUNTRY);
	TRY(law_of_fund(tx, w->a, &l, NULL));
	const struct law_parameter *p = law_find(l, w->s->path);
	CHECK(p != NULL, LAW_PARAMETER);
	w->value = law_value_starting(p, w->s->from);
	CHECK(w->value != NULL, LAW_START);
	CHECK(w->value->status != LAW_DRAFT, LAW_ONLY_DRAFT);
	CHECK(!certain(w->value), LAW_CERTAIN);
	TRY(sign_value(tx, w, p, w->value, w->s->from));
	return follow(tx, w);
}

rc law_sign(struct db *db, struct arena *a, instant now, const struct law_signing *s,
	    const struct law_value **ret)
{
	struct signing w = { .a = a, .now = now, .s = s };

	TRY(may(s));
	TRY(db_write(db, FOR_SYSTEM, "sign for a value of the law", sign, &w));
	*ret = w.value;
	return OK;
}

static rc unsign(struct tx *tx, void *cls)
{
	struct signing *w = cls;
	struct law_signature *all;
	size_t n;

	TRY(law_signatures_of(tx, w->s->path, w->a, &all, &n));
	for (size_t i = 0; i < n; i++)
		if (all[i].known_until.us == LAW_STILL.us && all[i].from_day.days == w->s->from.days) {
			TRY(end(tx, w, &all[i]));
			TRY(event(tx, w, S("law.unsigned"), all[i].path, all[i].starts));
			return follow(tx, w);
		}
	FAIL(LAW_NOT_SIGNED);
}

rc law_unsign(struct db *db, struct arena *a, instant now, const struct law_signing *s)
{
	struct signing w = { .a = a, .now = now, .s = s };

	TRY(may(s));
	return db_write(db, FOR_SYSTEM, "take a signature back", unsign, &w);
}

/* ---- a demo fund ---- */

/* A day long before everything that a demo shows. */
static rc demo_day(const struct law_value *v, date *ret)
{
	*ret = v->start.first;
	return str_eq(v->start.text, S("unknown")) ? date_parse(S("1970-01-01"), ret) : OK;
}

static rc sign_all(struct tx *tx, void *cls)
{
	struct signing *w = cls;
	const struct law *l;
	struct fund fund;

	TRY(demo_need(tx));
	TRY(law_of_fund(tx, w->a, &l, NULL));
	TRY(fund_read(tx, w->a, &fund));
	w->n = 0;
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->parameter[i].n; k++) {
			const struct law_parameter *p = &l->parameter[i];
			const struct law_value *v = &p->value[k];
			date from;
			if (!str_eq(p->country, fund.country) || v->missing.n > 0 || v->status == LAW_DRAFT ||
			    certain(v))
				continue;
			TRY(demo_day(v, &from));
			rc r = sign_value(tx, w, p, v, from);
			if (rc_is(r, E_LAW_SIGNED))
				continue;
			TRY(r);
			w->n++;
		}
	return w->n > 0 ? follow(tx, w) : OK;
}

rc law_sign_demo(struct db *db, struct arena *a, instant now, const struct actor *by, str reason,
		 size_t *ret_n)
{
	struct law_signing s = { .by = by, .reason = reason };
	struct signing w = { .a = a, .now = now, .s = &s };

	TRY(may(&s));
	TRY(db_write(db, FOR_DEMO, "sign for a demo fund", sign_all, &w));
	*ret_n = w.n;
	return OK;
}

/* ---- looking ---- */

struct looking {
	struct arena *a;
	const struct law *law;
	struct law_signature *s;
	size_t n;
};

static rc look(struct tx *tx, void *cls)
{
	struct looking *w = cls;

	return law_signatures(tx, w->a, &w->s, &w->n);
}

rc law_signatures_standing(struct db *db, struct arena *a, struct law_signature **ret, size_t *ret_n)
{
	struct looking w = { .a = a };

	TRY(db_read(db, FOR_SYSTEM, "look at signatures", look, &w));
	*ret = w.s;
	*ret_n = w.n;
	return OK;
}

static rc look_at_law(struct tx *tx, void *cls)
{
	struct looking *w = cls;

	TRY(law_of_fund(tx, w->a, &w->law, NULL));
	return look(tx, w);
}

rc law_for_fund(struct db *db, struct arena *a, str path, date day, struct law_answer *ret)
{
	struct looking w = { .a = a };

	TRY(db_read(db, FOR_SYSTEM, "look at the law", look_at_law, &w));
	*ret = law_on_for(w.law, path, day, w.s, w.n);
	return OK;
}
