/* service/remind_rights.c */
#include "service/remind_rights.h"

#include "service/lease.h"
#include "service/tell_rights.h"
#include "service/work.h"

#include "domain/journal/journal.h"

enum { PAGE = 2000, PAGE_MEMORY = 256 << 20 };

static const str kinds[] = { [ENDS_BY_AGE] = { "rights.ends.age", 15 },
			     [ENDS_BY_PROOF] = { "rights.ends.proof", 17 },
			     [ENDS_BY_SCORE] = { "rights.ends.score", 17 },
			     [ENDS_BY_PAYMENT] = { "rights.ends.payment", 19 },
			     [ENDS_OTHERWISE] = { "rights.ends", 11 } };
enum { KINDS = sizeof kinds / sizeof kinds[0] };

struct reminding {
	struct arena *a; /* of the run */
	struct lease lease;
	user_id who;
	instant now;
	struct arena page;
	struct rights_reminder setting;
	struct rights_reminding run, next; /* as it is on the disk; as the page leaves it */
	struct telling_words words[KINDS]; /* of a page */
	bool done;
};

static rc event(struct tx *tx, const struct reminding *w, str kind)
{
	struct journal_entry e = { .user = w->who,
				   .why = FOR_CAMPAIGN,
				   .kind = kind,
				   .object = w->run.day.days,
				   .detail = str_printf(w->a, "%lld told, %lld without a way",
							(long long)w->run.told, (long long)w->run.no_way) };

	return journal_write(tx, w->now, &e);
}

static rc begin(struct tx *tx, void *cls)
{
	struct reminding *w = cls;
	date today = clock_day(w->now);
	bool added;

	TRY(rights_reminder_get(tx, w->a, &w->setting));
	CHECK(w->setting.days > 0 || w->setting.payment_days > 0, RIGHTS_REMINDER_NONE);
	TRY(lease_begin(tx, &w->lease));
	TRY(rights_reminding_add(tx, today, &added));
	TRY(rights_reminding_get(tx, today, w->a, &w->run));
	if (w->run.begun_at.us != 0 && w->run.done_at.us == 0)
		return OK;
	w->run = (struct rights_reminding){ .day = today, .begun_at = w->now };
	return rights_reminding_set(tx, &w->run);
}

/* ---- one end ---- */

/* Only because of the relative, who is told about the own right: unless that one goes on by something else.
 */
static rc alone(struct tx *tx, struct reminding *w, const struct rights_end *e, bool *ret)
{
	struct right own;
	rc r = rights_on(tx, e->insured_id, e->until_day, KNOWN_NOW, &w->page, &own);

	*ret = rc_ok(r) && str_eq(own.state, right_state_name(RIGHT_OPEN));
	return rc_is(r, E_DB_NONE) ? OK : r;
}

static rc remind(struct tx *tx, struct reminding *w, const struct rights_end *e)
{
	enum right_ending why = right_ending_of(e);
	int64_t ahead = e->until_day.days - clock_day(w->now).days;
	bool loses = true, told, reached;

	if (why == ENDS_UNSAID)
		return OK;
	if (why == ENDS_WITH_INSURED) {
		why = ENDS_OTHERWISE;
		TRY(alone(tx, w, e, &loses));
	}
	if (!loses || ahead > (why == ENDS_BY_PAYMENT ? w->setting.payment_days : w->setting.days))
		return OK;
	struct rights_told t = { e->person_id, e->until_day, kinds[why], w->now };
	TRY(rights_was_told(tx, &t, &told));
	if (told)
		return OK;
	struct right_notice n = { .person = e->person_id,
				  .insured = e->insured_id,
				  .because = e->because,
				  .kind = t.kind,
				  .last_day = { e->until_day.days - 1 },
				  .words = &w->words[why] };
	TRY(tell_right(tx, &w->page, w->now, &n, &reached));
	w->next.people++;
	*(reached ? &w->next.told : &w->next.no_way) += 1;
	return reached ? rights_told_add(tx, &t) : OK; /* who gets a phone meanwhile is told tomorrow */
}

/* ---- a page of people ---- */

static rc page(struct tx *tx, struct reminding *w)
{
	int64_t days = w->setting.days > w->setting.payment_days ? w->setting.days : w->setting.payment_days;
	struct rights_end *e;
	person_id last;
	size_t n;

	TRY(lease_go_on(tx, &w->lease));
	TRY(rights_next_people(tx, w->run.last_id, PAGE, &w->page, &last));
	w->done = last.v == 0;
	if (w->done) {
		w->next.done_at = w->now;
		TRY(event(tx, w, S("rights.reminded")));
		TRY(lease_end(tx, &w->lease));
		return rights_reminding_set(tx, &w->next);
	}
	TRY(rights_ends(tx, w->run.last_id, last, clock_day(w->now), days, &w->page, &e, &n));
	for (size_t i = 0; i < n; i++)
		TRY(remind(tx, w, &e[i]));
	TRY(rights_told_end(tx, w->run.last_id, last, clock_day(w->now)));
	w->next.last_id = last;
	return rights_reminding_set(tx, &w->next);
}

static rc go_on(struct tx *tx, void *cls)
{
	struct reminding *w = cls;

	w->next = w->run;
	for (int i = 0; i < KINDS; i++)
		w->words[i].n = 0;
	arena_done(&w->page); /* of the page before, or of a try that was lost */
	arena_init(&w->page, PAGE_MEMORY);
	return page(tx, w);
}

static rc run(struct db *db, struct reminding *w, remind_watch *watch, void *cls)
{
	while (!w->done) {
		TRY(db_write_bulk(db, FOR_CAMPAIGN, "remind of rights", go_on, w));
		w->run = w->next; /* not before: a commit that is lost is tried again from here */
		watch(cls, "REMIND", w->run.people, 0);
	}
	return OK;
}

rc rights_remind(struct db *db, instant now, user_id who, remind_watch *watch, void *cls,
		 struct rights_reminding *ret)
{
	struct arena a;

	arena_init(&a, 16 << 20);
	struct reminding w = {
		.a = &a, .lease = lease_named(&a, S("rights.remind")), .who = who, .now = now
	};
	rc r = db_write(db, FOR_CAMPAIGN, "remind of rights", begin, &w);
	if (rc_ok(r)) {
		r = run(db, &w, watch, cls);
		arena_done(&w.page);
		if (!rc_ok(r))
			lease_let_go(db, FOR_CAMPAIGN, &w.lease);
	}
	*ret = w.run;
	arena_done(&a);
	return r;
}

/* ---- asking for it, and how many days ---- */

struct asking {
	struct arena *a;
	instant now;
	bool asked;
	const struct actor *by;
	struct rights_reminder setting;
};

static rc ask(struct tx *tx, void *cls)
{
	struct asking *k = cls;
	job_id unused;

	k->asked = false;
	TRY(rights_reminder_get(tx, k->a, &k->setting));
	if (k->setting.days == 0 && k->setting.payment_days == 0)
		return OK;
	TRY(rights_reminding_add(tx, clock_day(k->now), &k->asked));
	return k->asked ? job_ask(tx, k->now, WORK_RIGHTS_REMIND, 0, (user_id){ 0 }, &unused) : OK;
}

rc rights_remind_ask(struct db *db, instant now, bool *ret_asked)
{
	struct arena a;

	arena_init(&a, 1 << 20);
	struct asking k = { .a = &a, .now = now };
	rc r = db_write(db, FOR_SYSTEM, "ask to remind of rights", ask, &k);
	arena_done(&a);
	*ret_asked = rc_ok(r) && k.asked;
	return r;
}

static rc set(struct tx *tx, void *cls)
{
	struct asking *k = cls;
	struct journal_entry e = { .user = k->by->user_id,
				   .why = FOR_SYSTEM,
				   .kind = S("rights.reminder"),
				   .detail = str_printf(k->a, "%lld days, %lld for payments",
							(long long)k->setting.days,
							(long long)k->setting.payment_days) };

	TRY(rights_reminder_set(tx, &k->setting));
	return journal_write(tx, k->now, &e);
}

static bool days_good(int64_t days) { return 0 <= days && days <= REMINDER_DAYS_MAX; }

rc rights_remind_days(struct db *db, const struct actor *by, int64_t days, int64_t payment_days)
{
	instant now = clock_now();
	struct arena a;

	TRY(access_rc(access_may(by, TASK_WRITE_TEXTS)));
	CHECK(days_good(days) && days_good(payment_days), RIGHTS_REMINDER_DAYS);
	arena_init(&a, 1 << 20);
	struct asking k = {
		.a = &a, .now = now, .by = by, .setting = { days, payment_days, now, by->user_id }
	};
	rc r = db_write(db, FOR_SYSTEM, "days to remind of rights", set, &k);
	arena_done(&a);
	return r;
}

static rc read_setting(struct tx *tx, void *cls)
{
	struct asking *k = cls;

	return rights_reminder_get(tx, k->a, &k->setting);
}

rc rights_remind_setting(struct db *db, struct arena *a, struct rights_reminder *ret)
{
	struct asking k = { .a = a };

	TRY(db_read(db, FOR_SYSTEM, "days to remind of rights", read_setting, &k));
	*ret = k.setting;
	return OK;
}
