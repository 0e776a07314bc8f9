/* service/message_text.h - the words of a message, in the language of whom it is for. */
#ifndef SERVICE_MESSAGE_TEXT_H
#define SERVICE_MESSAGE_TEXT_H

#include "service/write_message.h"

/* Subject and body of a kind in a language, of the text in force now; into ret->kind, channel, language,
 * subject, body. `values` holds one for each placeholder that the kind knows, whether today's text uses it or
 * not (struct message_value, template.h); {fund} is the fund's name in that language if it isn't among them.
 * E_MESSAGE_TEMPLATE (no such kind, channel or language), E_MESSAGE_LONG */
rc message_text(struct tx *tx, struct arena *a, str kind, str channel, str language,
		const struct message_value *values, size_t n, struct message_new *ret) MUST_USE;

#endif
