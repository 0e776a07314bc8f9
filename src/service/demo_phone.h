/* service/demo_phone.h - what the phones of made-up people show: the messages that the simulated SMS gateway
 * of a demo fund took (tools/sms-sink). The outbox forgets the text of a code once it was sent; the simulator
 * has it, as a phone would. */
#ifndef SERVICE_DEMO_PHONE_H
#define SERVICE_DEMO_PHONE_H

#include "domain/message/sms_text.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/rc.h"

enum { PHONE_MESSAGES_MAX = 100 };

struct phone_message {
	instant at;
	str to, from, text;
	struct sms_size size;
};

/* The newest ones first, at most PHONE_MESSAGES_MAX. None when the simulator has taken nothing yet. E_IO */
rc demo_phone_read(struct arena *a, const char *path, struct phone_message **ret, size_t *ret_n) MUST_USE;

#endif
