/* domain/feed/resolve.c */
#include "domain/feed/resolve.h"

#include "base/rc.h"

static void means(struct resolved *ret, const struct resolved *who, enum feed_outcome outcome,
		  enum feed_code code)
{
	ret->person_id = who->person_id;
	ret->nth = who->nth;
	ret->outcome = (uint8_t)outcome;
	ret->code = (uint8_t)code;
}

/* The body has told us about this record before. */
static void known_record(const struct finding *f, enum row_action action, int warnings,
			 const struct resolved *who, struct resolved *ret)
{
	enum feed_code code = warnings != 0 ? (enum feed_code)(CODE_WARNINGS + warnings) : CODE_NONE;

	if (who->outcome == OUT_REVIEW)
		means(ret, who, OUT_REVIEW, (enum feed_code)who->code); /* still the same question */
	else if (f->row != 0) /* a record stands once in a delivery, whatever it asks for */
		means(ret, who, OUT_DUPLICATE, CODE_SAME_RECORD);
	else if (action == ROW_CEASE)
		means(ret, who, OUT_CEASED, CODE_NONE);
	else if (f->equal)
		means(ret, who, OUT_UNCHANGED, CODE_NONE);
	else if (f->disputed)
		means(ret, who, OUT_REVIEW, CODE_DISPUTED);
	else
		means(ret, who, OUT_UPDATED, code);
}

/* The finding that decides, and who is meant by it. A row that was rejected stands for nobody. */
static const struct finding *strongest(const struct finding *f, size_t n,
				       struct resolved (*earlier)(void *cls, int64_t row), void *cls,
				       struct resolved *ret_who)
{
	const struct finding *best = NULL;

	for (size_t i = 0; i < n; i++) {
		struct resolved who = { .person_id = f[i].person_id, .nth = -1, .outcome = OUT_REGISTERED };
		if (best != NULL && f[i].kind >= best->kind)
			continue;
		if (f[i].row != 0)
			who = earlier(cls, f[i].row);
		if (who.outcome == OUT_REJECTED)
			continue;
		best = &f[i];
		*ret_who = who;
	}
	return best;
}

void row_resolve(enum feed_code reject, int warnings, enum row_action action, const struct finding *f,
		 size_t n, struct resolved (*earlier)(void *cls, int64_t row), void *cls, int32_t next,
		 struct resolved *ret)
{
	*ret = (struct resolved){ .nth = -1, .outcome = OUT_REJECTED, .code = (uint8_t)reject };
	if (reject != CODE_NONE)
		return;
	struct resolved who = { .nth = -1 };
	const struct finding *best = strongest(f, n, earlier, cls, &who);
	if (best != NULL && best->kind <= FOUND_RECORD) {
		known_record(best, action, warnings, &who, ret);
		return;
	}
	if (action == ROW_CEASE) { /* of somebody we never heard of */
		ret->code = CODE_RECORD_UNKNOWN;
		return;
	}
	if (best == NULL) {
		ret->outcome = OUT_REGISTERED;
		ret->code = (uint8_t)(warnings != 0 ? CODE_WARNINGS + warnings : CODE_NONE);
		ret->nth = next;
	} else if (who.outcome == OUT_REVIEW) {
		means(ret, &who, OUT_REVIEW, (enum feed_code)who.code);
	} else if (best->kind == FOUND_SAME && best->covered) {
		means(ret, &who, OUT_CONFLICT, CODE_ALREADY_COVERED);
	} else if (best->kind == FOUND_SAME && best->disputed) {
		means(ret, &who, OUT_REVIEW, CODE_DISPUTED);
	} else if (best->kind == FOUND_SAME) {
		means(ret, &who, OUT_DUPLICATE, CODE_SAME_PERSON);
	} else {
		means(ret, &who, OUT_REVIEW,
		      best->kind == FOUND_ID_SHARED ? CODE_ID_SHARED : CODE_PROBABLE_DUPLICATE);
	}
}
