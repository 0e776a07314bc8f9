/* domain/message/sms_text.h - how the network counts a text. Pure.
 *
 * standard: 3GPP TS 23.038 section 6.2.1 (the default alphabet and its extension), TS 23.040
 * section 9.2.3.24.1 (parts of a concatenated message with an 8-bit reference).
 */
#ifndef DOMAIN_MESSAGE_SMS_TEXT_H
#define DOMAIN_MESSAGE_SMS_TEXT_H

#include "base/str.h"

enum sms_alphabet { SMS_GSM7, SMS_UCS2 };

enum { SMS_PARTS_MAX = 10 };

struct sms_size {
	enum sms_alphabet
	    alphabet; /* UCS2 as soon as one character isn't in the other: any Arabic letter, ê, ’ */
	int units;    /* septets (an extended character is two), or UTF-16 units */
	int parts;    /* what is paid for; 0 for an empty text */
	int left;     /* units that the last part still holds */
};

/* False when the text isn't UTF-8 or takes more than SMS_PARTS_MAX parts: *ret counts as far as it went. */
bool sms_measure(str text, struct sms_size *ret);
/* The first character that makes it UCS2, 0 when none does: for whoever would rather pay less. */
uint32_t sms_foreign(str text);

#endif
