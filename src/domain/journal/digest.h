/* domain/journal/digest.h - one SHA-256 over many rows, the same on every engine.
 *
 * The text that is hashed: each value is its type letter, its length in decimal, ':' and its bytes ("t3:abc"
 * a text, "i2:42" a number, "b1:x" bytes); each row ends with a newline. Because the length comes first, no
 * two different sequences of values have the same text. A bulk change keeps the digest in its event; `sanad
 * verify` makes it again.
 */
#ifndef DOMAIN_JOURNAL_DIGEST_H
#define DOMAIN_JOURNAL_DIGEST_H

#include "port/sha256/sha256.h"

#include "store/db.h"

enum { DIGEST_BYTES = SHA256_SIZE, DIGEST_BUFFER = 4096 };

struct digest {
	struct sha256 state;
	int64_t rows;
	size_t used;
	char buffer[DIGEST_BUFFER]; /* values are small: the hash takes many at once */
};

void digest_begin(struct digest *d);
void digest_text(struct digest *d, str s);
void digest_int(struct digest *d, int64_t v);
void digest_blob(struct digest *d, blob b);
void digest_row_end(struct digest *d);
/* Writes DIGEST_BYTES bytes; `d` must be begun again before further use. */
void digest_end(struct digest *d, unsigned char ret[static DIGEST_BYTES]);

/* The facts about one person as the tables person and person_past hold them. Not among them: the state and
 * the survivor, which a correction may change, and the derived keys. */
struct digest_person {
	person_id person_id;
	int64_t number; /* with its check digit */
	str last_name, first_name, last_name_ar, first_name_ar, born, sex;
	int64_t commune_id;
	str address;
	int64_t phone;
	str email, language;
	int64_t source_id;
};

/* One row: the members in the order above. A `feed.persons` event holds the digest of the people that it
 * registered, as they were first known, in the order of person_id; its object is the delivery and its detail
 * "first..last", the nth (from 0, both included) of the delivery's people. */
void digest_person(struct digest *d, const struct digest_person *p);

/* One row of the table rights_check. A `rights.checked` event holds the digest of the rows of one turn, in
 * the order of nth; its object is the turn and its detail how many they are. */
void digest_check(struct digest *d, int64_t nth, instant at, user_id user, person_id person, date day);

#endif
