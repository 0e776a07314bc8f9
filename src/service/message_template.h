/* service/message_template.h - the texts of messages as the fund keeps them: looking, writing newer ones. */
#ifndef SERVICE_MESSAGE_TEMPLATE_H
#define SERVICE_MESSAGE_TEMPLATE_H

#include "domain/message/message.h"

/* Newer versions that a kind may have, over all channels and languages. */
enum { TEMPLATE_VERSIONS_MAX = 5000 };

struct template_view {
	struct message_template t;
	bool in_force;
	str subject, body; /* filled with long values and the fund's name: what is measured */
};

/* Every version of a kind's texts, by channel and language, the program's first. E_MESSAGE_TEMPLATE */
rc message_template_history(struct db *db, struct arena *a, str kind, struct template_view **ret,
			    size_t *ret_n) MUST_USE;
/* What `t` would be in place of the text in force. The codes of template_check(), with *ret_name;
 * E_MESSAGE_TEMPLATE; E_MESSAGE_LONG also when it is too long only with long values. */
rc message_template_try(struct db *db, struct arena *a, const struct message_template *t,
			struct template_view *ret, str *ret_name) MUST_USE;
/* In force from now on; written down in the journal (message.template). Codes of message_template_try(). */
rc message_template_write(struct db *db, struct arena *a, const struct message_template *t, user_id who,
			  struct template_view *ret, str *ret_name) MUST_USE;

#endif
