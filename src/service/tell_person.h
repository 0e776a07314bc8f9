/* service/tell_person.h - a message to somebody of the register, in their language, where they can be
 * reached. */
#ifndef SERVICE_TELL_PERSON_H
#define SERVICE_TELL_PERSON_H

#include "domain/message/message.h"
#include "domain/person/person.h"

/* By SMS when the phone is a mobile one, else by e-mail; somebody without either isn't told, which is no
 * failure. `cause` is what it follows from. See message_text() for kind and values. Of no use any more after
 * a week. */
rc tell_person(struct tx *tx, struct arena *a, instant now, const struct person *p, str kind, int64_t cause,
	       const struct message_value *values, size_t n) MUST_USE;

#endif
