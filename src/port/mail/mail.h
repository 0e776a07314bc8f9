/* port/mail/mail.h - handing e-mail to a mail server (SMTP, RFC 5321) through libcurl.
 *
 * One process, one thread: a server isn't shared and isn't carried over a fork(). No signal is used; the
 * program ignores SIGPIPE, as every process that writes to sockets must. Proxies of the environment and
 * ~/.netrc are not looked at. Nothing is logged here: `why` may quote the server's words, which may hold the
 * receiver's address, but never the password.
 *
 *   REFUSED    5xx for this receiver or this message, or an address that none can be
 *   NOT_NOW    4xx, unreachable, too slow, or the server refuses the sender
 *   UNSURE     the message's end was sent and no answer came
 *   FORBIDDEN  sign-in refused, or asked for and not configured
 */
#ifndef PORT_MAIL_MAIL_H
#define PORT_MAIL_MAIL_H

#include "port/carried.h"
#include "port/mail/mail_text.h"

struct mail_server_config {
	str url; /* smtp://HOST:PORT or smtps://HOST:PORT; /NAME behind it is how this host says it is called
		  */
	str user, password; /* empty: none */
	str sender;	    /* address */
	bool starttls;	    /* smtp: not a word, and no password, over a line that isn't encrypted */
	int timeout_ms;	    /* of one message, connecting included; > 0 */
};

struct mail_server;

/* Connects when the first message is sent. The server lives in `a` until it is closed. E_MAIL_CONFIG */
rc mail_server_open(struct arena *a, const struct mail_server_config *c, struct mail_server **ret) MUST_USE;
/* Takes leave of the server, which has timeout_ms to answer (rounded up to seconds). NULL is nothing. */
void mail_server_close(struct mail_server *s);

/* Sends `n` messages, one after another over the connection that is open, and answers each in ret[0..n). When
 * the server can't be reached, is too slow, or refuses the sign-in or the sender, the rest isn't tried and
 * gets CARRIED_NOT_NOW or CARRIED_FORBIDDEN. After a refusal libcurl leaves the connection: the next message
 * makes another. E_MAIL_CONFIG: nothing was sent. */
rc mail_send(struct mail_server *s, struct arena *a, const struct mail *m, size_t n,
	     struct carried_answer *ret) MUST_USE;

#endif
