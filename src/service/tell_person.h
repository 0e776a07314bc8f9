/* service/tell_person.h - a person of the register is told something, the way the fund can reach them. */
#ifndef SERVICE_TELL_PERSON_H
#define SERVICE_TELL_PERSON_H

#include "domain/person/person.h"

#include "service/message_text.h"

/* For whoever tells many people the same kind of thing in one transaction: the words are read once. */
struct telling_words {
	struct message_words list[6]; /* two channels, three languages */
	size_t n;
};

struct telling {
	str kind;     /* of service/message_text.h */
	str language; /* empty: the person's own */
	int64_t cause;
	bool secret, awaited;	     /* as in struct message_new */
	struct telling_words *words; /* begins empty; NULL: read from the store */
	instant expires_at;	     /* 0: of no use any more after a week */
};

/* By SMS when a mobile phone is known, else by e-mail, within the transaction that is the reason. *ret_told
 * (which may be NULL) is false when there is no way to the person: nothing is written. */
rc tell_person(struct tx *tx, struct arena *a, instant now, const struct person *p, const struct telling *t,
	       const struct message_value *values, size_t n, bool *ret_told) MUST_USE;

/* From 18 years on somebody is told about themselves: not a value of the law on health insurance, but the age
 * at which the fund writes to a child too and not only to the parent. */
bool told_themselves(const struct person *p, date day);

#endif
