#include "domain/feed/resolve.h"

#include "testing/t.h"

static struct resolved rows[10];

static struct resolved earlier(void *cls, int64_t row)
{
	(void)cls;
	return rows[row];
}

static struct resolved one(enum feed_code reject, int warnings, enum row_action action,
			   const struct finding *f, size_t n)
{
	struct resolved r;
	row_resolve(reject, warnings, action, f, n, earlier, NULL, 41, &r);
	return r;
}

#define IS(r, o, c) is((r), OUT_##o, CODE_##c)
static void is(struct resolved r, enum feed_outcome outcome, enum feed_code code)
{
	t_int(r.outcome, outcome);
	t_int(r.code, code);
}

T(resolve_registers_who_resembles_nobody)
{
	struct resolved r = one(CODE_NONE, 0, ROW_NEW, NULL, 0);
	IS(r, REGISTERED, NONE);
	t_int(r.nth, 41);
	r = one(CODE_NONE, WARN_PHONE | WARN_RIB, ROW_UPDATE, NULL, 0);
	t_int(r.outcome, OUT_REGISTERED);
	t_str(feed_code_name(r.code), "PHONE_INVALID+RIB_KEY_INVALID");
	IS(one(CODE_SEX_INVALID, 0, ROW_NEW, NULL, 0), REJECTED, SEX_INVALID);
	IS(one(CODE_NONE, 0, ROW_CEASE, NULL, 0), REJECTED, RECORD_UNKNOWN);
}

T(resolve_follows_the_bodys_key_first)
{
	struct finding known[] = { { FOUND_RECORD, 0, 900, true, false, false },
				   { FOUND_ID_SHARED, 0, 901, false, false, false } };
	struct resolved r = one(CODE_NONE, 0, ROW_NEW, known, 2);
	IS(r, UNCHANGED, NONE);
	t_int(r.person_id, 900);
	known[0].equal = false;
	IS(one(CODE_NONE, 0, ROW_UPDATE, known, 2), UPDATED, NONE);
	IS(one(CODE_NONE, 0, ROW_CEASE, known, 1), CEASED, NONE);
	rows[3] = (struct resolved){ 0, 7, OUT_REGISTERED, CODE_NONE };
	struct finding again = { FOUND_RECORD, 3, 0, true, false, false };
	r = one(CODE_NONE, 0, ROW_NEW, &again, 1);
	IS(r, DUPLICATE, SAME_RECORD);
	t_int(r.nth, 7);
	/* a rejected row stands for nobody */
	rows[3] = (struct resolved){ 0, -1, OUT_REJECTED, CODE_RECORD_UNKNOWN };
	IS(one(CODE_NONE, 0, ROW_NEW, &again, 1), REGISTERED, NONE);
}

T(resolve_certain_before_probable)
{
	struct finding f[] = { { FOUND_PROBABLE, 0, 1, false, false, false },
			       { FOUND_ID_SHARED, 0, 2, false, false, false },
			       { FOUND_SAME, 0, 3, false, false, false } };
	struct resolved r = one(CODE_NONE, 0, ROW_NEW, f, 1);
	IS(r, REVIEW, PROBABLE_DUPLICATE);
	IS(one(CODE_NONE, 0, ROW_NEW, f, 2), REVIEW, ID_SHARED);
	r = one(CODE_NONE, WARN_EMAIL, ROW_NEW, f, 3);
	IS(r, DUPLICATE, SAME_PERSON);
	t_int(r.person_id, 3);
	f[2].covered = true;
	IS(one(CODE_NONE, 0, ROW_NEW, f, 3), CONFLICT, ALREADY_COVERED);
	/* like a row that is in question: the same question */
	rows[5] = (struct resolved){ 77, -1, OUT_REVIEW, CODE_ID_SHARED };
	struct finding like = { FOUND_SAME, 5, 0, false, false, false };
	r = one(CODE_NONE, 0, ROW_NEW, &like, 1);
	IS(r, REVIEW, ID_SHARED);
	t_int(r.person_id, 77);
}

/* The person said no: only what is news asks, and an end needs no question. */
T(resolve_disputed_asks)
{
	struct finding f = { FOUND_RECORD, 0, 900, true, false, true };

	IS(one(CODE_NONE, 0, ROW_UPDATE, &f, 1), UNCHANGED, NONE);
	f.equal = false;
	struct resolved r = one(CODE_NONE, WARN_EMAIL, ROW_UPDATE, &f, 1);
	IS(r, REVIEW, DISPUTED);
	t_int(r.person_id, 900);
	IS(one(CODE_NONE, 0, ROW_CEASE, &f, 1), CEASED, NONE);
	f.kind = FOUND_SAME;
	IS(one(CODE_NONE, 0, ROW_NEW, &f, 1), REVIEW, DISPUTED);
	f.covered = true;
	IS(one(CODE_NONE, 0, ROW_NEW, &f, 1), CONFLICT, ALREADY_COVERED);
}
