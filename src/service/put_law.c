/* service/put_law.c - proposing a law and putting it in force. */
#include "service/put_law.h"

#include "domain/fund/fund.h"
#include "domain/scheme/scheme.h"
#include "service/fund_law.h"
#include "service/simulate_law.h"
#include "service/work.h"

#include <string.h>

struct putting {
	struct arena *a;
	instant now;
	const struct actor *by;
	const struct law_proposal *p;
	int64_t nth;
	str to, reason; /* of a refusal or withdrawal */
	struct law_problem problem;
};

static rc reason_check(str reason)
{
	CHECK(0 < reason.n && reason.n <= LAW_REASON_MAX, LAW_VERSION_REASON);
	return OK;
}

static rc event(struct tx *tx, const struct putting *w, str kind, const struct law_version *v)
{
	return law_event(tx, w->a, w->now, kind, w->by->user_id, v);
}

/* ---- proposing ---- */

static rc files_check(const struct law_proposal *p, str country)
{
	for (size_t i = 0; i < p->n; i++) {
		CHECK(law_file_of(&p->file[i], country), LAW_VERSION_FILE);
		for (size_t k = 0; k < i; k++)
			CHECK(!str_eq(p->file[i].name, p->file[k].name), LAW_VERSION_FILE);
	}
	CHECK(p->program || p->n > 0, LAW_VERSION_FILE);
	return OK;
}

/* Mistakes are told, and a law that requests couldn't hold is refused before anybody needs it. */
static rc read_check(struct arena *a, const struct law_file *file, size_t n, struct law_problem *ret_problem)
{
	struct arena own;
	struct law l;
	size_t bytes = 0;

	for (size_t i = 0; i < n; i++)
		bytes += file[i].text.n;
	CHECK(n <= LAW_FILES_MAX && bytes <= LAW_VERSION_BYTES_MAX, LAW_VERSION_LARGE);
	arena_init(&own, (size_t)1 << 30);
	law_read(&own, file, n, &l);
	bool large = own.used > LAW_VERSION_MEMORY;
	if (l.problems_n > 0)
		*ret_problem = law_problem_copy(a, &l.problem[0]);
	bool bad = l.problems_n > 0, empty = l.n == 0;
	arena_done(&own);
	CHECK(!bad, LAW_FILES);
	CHECK(!empty, LAW_VERSION_FILE);
	CHECK(!large, LAW_VERSION_LARGE);
	return OK;
}

static bool same(blob x, const unsigned char digest[LAW_DIGEST_BYTES])
{
	return x.n == LAW_DIGEST_BYTES && memcmp(x.p, digest, LAW_DIGEST_BYTES) == 0;
}

/* The number that it gets; E_LAW_VERSION_AGAIN when the same waits already: w->nth is its. */
static rc number(struct tx *tx, struct putting *w, const unsigned char digest[LAW_DIGEST_BYTES], int64_t base)
{
	struct law_version *all;
	size_t n;

	TRY(law_version_list(tx, w->a, &all, &n));
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].state, LAW_PROPOSED) && all[i].base == base &&
		    same(all[i].digest, digest)) {
			w->nth = all[i].nth;
			FAIL(LAW_VERSION_AGAIN);
		}
	w->nth = n > 0 ? all[0].nth + 1 : 1;
	return OK;
}

rc law_proposed_files(struct tx *tx, struct arena *a, const struct law_proposal *p, struct law_file **ret,
		      size_t *ret_n, struct law_problem *ret_problem)
{
	struct law_version now;
	struct law_file *was;
	struct fund fund;
	size_t n;

	TRY(fund_read(tx, a, &fund));
	TRY(files_check(p, fund.country));
	if (p->program) {
		law_files_carried(a, fund.country, ret, ret_n);
	} else {
		TRY(law_version_now(tx, a, &now));
		TRY(law_version_files(tx, &now, a, &was, &n));
		law_files_with(a, was, n, p->file, p->n, ret, ret_n);
	}
	return read_check(a, *ret, *ret_n, ret_problem);
}

static rc propose(struct tx *tx, void *cls)
{
	struct putting *w = cls;
	unsigned char digest[LAW_DIGEST_BYTES];
	struct law_version now;
	struct law_file *is;
	size_t n;

	w->nth = 0;
	TRY(law_version_now(tx, w->a, &now));
	TRY(law_proposed_files(tx, w->a, w->p, &is, &n, &w->problem));
	law_files_digest(is, n, digest);
	CHECK(!same(now.digest, digest), LAW_VERSION_SAME);
	TRY(number(tx, w, digest, now.nth));
	struct law_version v = { .version_id = id_new(w->now),
				 .nth = w->nth,
				 .base = now.nth,
				 .digest = { digest, sizeof digest },
				 .state = LAW_PROPOSED,
				 .reason = w->p->reason,
				 .proposed_by = w->by->user_id,
				 .proposed_at = w->now,
				 .decision = S("") };
	TRY(law_version_add(tx, w->a, &v, is, n));
	return event(tx, w, S("law.proposed"), &v);
}

rc law_propose(struct db *db, struct arena *a, instant now, const struct law_proposal *p, int64_t *ret,
	       struct law_problem *ret_problem)
{
	struct putting w = { .a = a, .now = now, .by = p->by, .p = p };

	*ret = 0;
	TRY(access_rc(access_may(p->by, TASK_SIGN_LAW)));
	TRY(reason_check(p->reason));
	rc r = db_write(db, FOR_SYSTEM, "propose a law", propose, &w);
	*ret = w.nth;
	*ret_problem = w.problem;
	return r;
}

/* ---- putting it in force ---- */

/* What a law brings along besides its values, in the transaction that puts it in force. */
static rc follow(struct tx *tx, const struct putting *w, const struct law_version *v, const struct law *l)
{
	struct fund fund;
	job_id job;

	TRY(fund_read(tx, w->a, &fund));
	TRY(scheme_plant(tx, l, fund.country, clock_day(w->now)));
	return job_ask(tx, w->now, WORK_RIGHTS_REFRESH, v->nth, w->by->user_id, &job);
}

static rc replace(struct tx *tx, const struct putting *w, struct law_version *old, struct law_version *new)
{
	/* One follows the other also when the clock was set back. */
	instant from = { w->now.us > old->known_from.us ? w->now.us : old->known_from.us + 1 };

	old->state = LAW_REPLACED;
	old->known_until = new->known_from = from;
	new->state = LAW_IN_FORCE;
	new->known_until = LAW_STILL;
	new->decided_by = w->by->user_id;
	new->decided_at = w->now;
	TRY(law_version_move(tx, LAW_IN_FORCE, old));
	return law_version_move(tx, LAW_PROPOSED, new);
}

static rc approve(struct tx *tx, void *cls)
{
	const struct putting *w = cls;
	struct law_version old, new;
	const struct law *l;

	TRY(law_version_now(tx, w->a, &old));
	TRY(law_version_get(tx, w->nth, w->a, &new));
	TRY(law_version_may_approve(&new, w->by->user_id, old.nth));
	TRY(law_of_version(tx, w->a, &new, &l));
	TRY(law_simulation_seen(tx, w->a, &new));
	TRY(replace(tx, w, &old, &new));
	TRY(event(tx, w, S("law.replaced"), &old));
	TRY(event(tx, w, S("law.put_in_force"), &new));
	TRY(law_simulation_cancel(tx, new.version_id, w->now));
	return follow(tx, w, &new, l);
}

rc law_approve(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth)
{
	struct putting w = { .a = a, .now = now, .by = by, .nth = nth };

	TRY(access_rc(access_may(by, TASK_SIGN_LAW)));
	return db_write(db, FOR_SYSTEM, "put a law in force", approve, &w);
}

/* ---- or not ---- */

static rc dismiss(struct tx *tx, void *cls)
{
	const struct putting *w = cls;
	bool refused = str_eq(w->to, LAW_REFUSED);
	struct law_version v;

	TRY(law_version_get(tx, w->nth, w->a, &v));
	CHECK(str_eq(v.state, LAW_PROPOSED), LAW_VERSION_STATE);
	bool own = v.proposed_by.v == w->by->user_id.v;
	CHECK(!refused || !own, LAW_VERSION_OWN);
	CHECK(refused || own, LAW_VERSION_HANDS);
	v.state = w->to;
	v.decided_by = w->by->user_id;
	v.decided_at = w->now;
	v.decision = w->reason;
	TRY(law_version_move(tx, LAW_PROPOSED, &v));
	TRY(law_simulation_cancel(tx, v.version_id, w->now));
	return event(tx, w, refused ? S("law.refused") : S("law.withdrawn"), &v);
}

static rc dismissed(struct db *db, struct putting *w)
{
	TRY(access_rc(access_may(w->by, TASK_SIGN_LAW)));
	TRY(reason_check(w->reason));
	return db_write(db, FOR_SYSTEM, "a law stays a proposal", dismiss, w);
}

rc law_refuse(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth, str reason)
{
	struct putting w = { .a = a, .now = now, .by = by, .nth = nth, .to = LAW_REFUSED, .reason = reason };

	return dismissed(db, &w);
}

rc law_withdraw(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth, str reason)
{
	struct putting w = {
		.a = a, .now = now, .by = by, .nth = nth, .to = LAW_WITHDRAWN, .reason = reason
	};

	return dismissed(db, &w);
}

/* ---- looking ---- */

struct looking {
	struct arena *a;
	int64_t nth;
	struct law_versions all;
	struct law_version_shown one;
};

static rc view(struct tx *tx, struct arena *a, const struct law_version *v, struct law_version_view *ret)
{
	ret->v = *v;
	TRY(user_name(tx, a, v->proposed_by, &ret->proposed_by));
	return user_name(tx, a, v->decided_by, &ret->decided_by);
}

static rc list(struct tx *tx, void *cls)
{
	struct looking *w = cls;
	struct law_version *rows, now;
	struct fund fund;

	TRY(fund_read(tx, w->a, &fund));
	TRY(law_version_now(tx, w->a, &now));
	TRY(law_version_list(tx, w->a, &rows, &w->all.n));
	w->all.program_differs = law_program_differs(w->a, fund.country, &now);
	w->all.list = arena_array(w->a, struct law_version_view, w->all.n + 1);
	for (size_t i = 0; i < w->all.n; i++)
		TRY(view(tx, w->a, &rows[i], &w->all.list[i]));
	return OK;
}

rc law_versions_list(struct db *db, struct arena *a, struct law_versions *ret)
{
	struct looking w = { .a = a };

	TRY(db_read(db, FOR_SUPERVISION, "list laws", list, &w));
	*ret = w.all;
	return OK;
}

static const struct law_file *named(const struct law_file *file, size_t n, str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(file[i].name, name))
			return &file[i];
	return NULL;
}

static void files_differ(struct looking *w, const struct law_file *was, size_t was_n,
			 const struct law_file *is, size_t is_n)
{
	struct law_version_shown *s = &w->one;

	s->file = arena_array(w->a, str, was_n + is_n + 1);
	s->files_n = 0;
	for (size_t i = 0; i < is_n; i++) {
		const struct law_file *f = named(was, was_n, is[i].name);
		if (f == NULL || !str_eq(f->text, is[i].text))
			s->file[s->files_n++] = is[i].name;
	}
	for (size_t i = 0; i < was_n; i++)
		if (named(is, is_n, was[i].name) == NULL)
			s->file[s->files_n++] = was[i].name;
}

static rc compare(struct tx *tx, struct looking *w)
{
	const struct law *was, *is;
	struct law_file *old, *new;
	struct law_version base;
	size_t old_n, new_n;

	TRY(law_version_get(tx, w->one.head.v.base, w->a, &base));
	TRY(law_of_version(tx, w->a, &base, &was));
	TRY(law_of_version(tx, w->a, &w->one.head.v, &is));
	law_diff(w->a, was, is, &w->one.d, &w->one.n);
	TRY(law_version_files(tx, &base, w->a, &old, &old_n));
	TRY(law_version_files(tx, &w->one.head.v, w->a, &new, &new_n));
	files_differ(w, old, old_n, new, new_n);
	return OK;
}

static rc show(struct tx *tx, void *cls)
{
	struct looking *w = cls;
	struct law_version v, now;

	w->one = (struct law_version_shown){ .n = 0 };
	TRY(law_version_get(tx, w->nth, w->a, &v));
	TRY(law_version_now(tx, w->a, &now));
	TRY(view(tx, w->a, &v, &w->one.head));
	w->one.in_force = now.nth;
	return v.base > 0 ? compare(tx, w) : OK;
}

rc law_version_show(struct db *db, struct arena *a, int64_t nth, struct law_version_shown *ret)
{
	struct looking w = { .a = a, .nth = nth };

	TRY(db_read(db, FOR_SUPERVISION, "show a law", show, &w));
	*ret = w.one;
	return OK;
}
