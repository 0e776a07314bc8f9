/* domain/person/contact.h - telephone numbers and addresses of electronic mail: what they look like when they
 * can be right. `country` is ma or dz; another country has no valid phone.
 */
#ifndef DOMAIN_PERSON_CONTACT_H
#define DOMAIN_PERSON_CONTACT_H

#include "base/rc.h"
#include "base/str.h"

struct arena;

/* A number of the country as people write it, with 0, +CC or 00CC before it and spaces, dots, dashes,
 * brackets within, also in Arabic digits. *ret is E.164 without the plus: 212612345678. E_PHONE_TEXT. law:
 * facts.md 1.1 (Morocco: [5-7] and 8 digits); in Algeria [5-7] and 8 digits, or [2-4] and 7 for a landline.
 */
rc phone_parse(str country, str text, int64_t *ret) MUST_USE;
/* "+212612345678"; "" for 0, no phone. */
str phone_text(struct arena *a, int64_t phone);
/* A mobile of Morocco or Algeria: it takes an SMS. */
bool phone_mobile(int64_t phone);

/* One @, a name before it, a domain with a dot behind it, nothing that mail can't carry, at most 254 bytes
 * (RFC 5321, 4.5.3.1). Says nothing about whether somebody reads it. */
bool email_plausible(str text);

#endif
