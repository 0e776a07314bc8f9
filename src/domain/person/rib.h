/* domain/person/rib.h - bank account numbers as people write them: RIB of Morocco, RIB and RIP of Algeria.
 *
 * law: facts.md 1.1 and 1.3. Morocco: 24 digits = bank 3, city 3, account 16, key 2; key = 97 - (first 22
 * digits x 100) mod 97. Algeria: 20 digits = bank 3, agency 5, account 10, key 2; the same over agency and
 * account: a wrong digit of the bank is found by nobody. So keys are 01..97; the post of Algeria (007 99999
 * and the CCP) also prints 00 for 97.
 *
 * A wrong digit under the key is always found, and so are two neighbours that were swapped. `country` is ma
 * or dz; another country has no valid account.
 */
#ifndef DOMAIN_PERSON_RIB_H
#define DOMAIN_PERSON_RIB_H

#include "base/rc.h"
#include "base/str.h"

enum { RIB_DIGITS_MAX = 24, RIB_TYPED_MAX = 120 /* bytes */, RIB_SHOWN = 4 };

/* Digits only, of the right number, with the right key. */
bool rib_valid(str country, str rib);
/* Writes the right key over the last two digits: for accounts that are made up. The rest must be digits, as
 * many as the country has. */
void rib_seal(str country, char *rib);
/* How many digits; 0: no such country. */
size_t rib_digits(str country);

enum rib_verdict {
	RIB_GOOD,
	RIB_EMPTY,
	RIB_IBAN, /* letters of a country and a check in front: neither country is in the register of IBANs */
	RIB_LETTERS, /* something that is no digit */
	RIB_SHORT,
	RIB_LONG,
	RIB_KEY, /* the last two digits don't belong to the others */
};
/* KEY, as messages and programs call it. */
str rib_verdict_name(enum rib_verdict v);
/* What somebody typed: blanks, dots, dashes, slashes, marks of direction between; European, Arabic or Persian
 * digits. *ret: the digits that were read, in `a`, also of a number that is none, at most RIB_DIGITS_MAX. */
enum rib_verdict rib_read(struct arena *a, str country, str typed, str *ret);

/* The groups of a number with as many digits as the country has. */
struct rib_parts {
	str bank, place /* city or agency */, account, key;
};
struct rib_parts rib_parts(str country, str rib);
/* In these groups: "007 450 0015205000300491 13". */
str rib_text(struct arena *a, str country, str rib);
/* "***9113": the last RIB_SHOWN digits. Empty for none. */
str rib_masked(struct arena *a, str rib);

#endif
