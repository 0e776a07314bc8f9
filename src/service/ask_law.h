/* service/ask_law.h - the value of a parameter on a day, for this fund: or why there is none.
 *
 * Whoever decides by the law opens a desk in the own transaction, asks it by scheme and key, and hands values
 * to a pure decision. The desk keeps what it answered with: which value of which parameter, by its digest, so
 * that the decision can be made again years later, and shown to be the same. Answers point into the law of
 * the fund (service/fund_law.h) or into the desk's arena: they are good as long as that.
 */
#ifndef SERVICE_ASK_LAW_H
#define SERVICE_ASK_LAW_H

#include "domain/law/law.h"

/* A value that an answer rests on. */
struct law_used {
	str path, starts;
	date from_day; /* of the signature, when it rests on one; else the first day on which it holds for
			  sure */
	bool by_signature;
	const unsigned char *digest; /* LAW_DIGEST_BYTES */
};

struct law_desk {
	struct arena *a;
	const struct law *law; /* of the fund */
	int64_t version;       /* its number */
	str country;
	struct law_signature *signature; /* those that stand */
	size_t signatures_n;
	struct law_used *used; /* each value once, as they were asked for */
	size_t used_n, used_room;
};

/* E_DB_EMPTY, E_LAW_VERSION_NONE, E_LAW_VERSION_BROKEN */
rc law_desk_open(struct tx *tx, struct arena *a, struct law_desk *ret) MUST_USE;
/* For making a decision again: the law and the signatures as they were known at a moment. E_LAW_VERSION_NONE:
 * before the first version was put down, no law was kept. */
rc law_desk_open_at(struct tx *tx, struct arena *a, instant at, struct law_desk *ret) MUST_USE;
/* `key` without the country, which is the fund's: common/smig.hour. Never fails: what can't be said is an
 * answer. */
struct law_answer law_ask(struct law_desk *d, str key, date day);

#endif
