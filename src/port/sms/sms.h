/* port/sms/sms.h - text messages through Kannel's sendsms over HTTP (Kannel user guide 1.4.5, "Using the SMS
 * gateway").
 *
 * Nothing is ever sent a second time here. What Kannel answers, and what becomes of it:
 *
 *   202                      TAKEN      also when it only waits in Kannel's store
 *   403 "Not routable..."    REFUSED    no operator takes this number; Kannel has no other status for it
 *   401, 403, 404, 407, 3xx  FORBIDDEN  wrong user, password or address: the same for every message
 *   other 4xx                REFUSED    this message or this number
 *   5xx                      NOT_NOW
 *   no answer                NOT_NOW    before the request began to leave, UNSURE afterwards
 *   anything else            UNSURE     not Kannel's
 */
#ifndef PORT_SMS_SMS_H
#define PORT_SMS_SMS_H

#include "port/carried.h"

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"

struct sms_gateway_config {
	str url; /* http://127.0.0.1:13013/cgi-bin/sendsms, without a query */
	str user, password;
	str sender;	/* shown to the receiver, printable ASCII; empty: Kannel's own default-sender */
	str report_url; /* base of delivery reports, without a query; empty: none. "?id=7&secret=ab&status="
			   and Kannel's %d (1 delivered, 2 not, 4 queued, 8 given to the operator, 16 refused
			   by it) are added */
	int timeout_ms; /* for one message, from connecting to the last byte of the answer; 1..600000 */
	int at_once;	/* connections in parallel, 1..64 */
};

struct sms {
	int64_t id;
	int64_t to; /* E.164 without plus */
	str text;   /* UTF-8 */
	bool ucs2;  /* else the GSM alphabet */
	str secret; /* for the report's address, hexadecimal */
};

struct sms_gateway;

/* Copies the settings to `life`; connects to nothing yet. E_SMS_CONFIG */
rc sms_gateway_open(struct arena *life, const struct sms_gateway_config *c,
		    struct sms_gateway **ret) MUST_USE;
void sms_gateway_close(struct sms_gateway *g);

/* Sends `n` messages; ret[i] answers m[i]. Connections are kept for the next call. Fails only by our own
 * fault, E_IO, and then too ret[i] is right: NOT_NOW what had not begun, UNSURE what was under way. The words
 * of an answer are in `a`; long numbers in them are masked. */
rc sms_send(struct sms_gateway *g, struct arena *a, const struct sms *m, size_t n,
	    struct carried_answer *ret) MUST_USE;

#endif
