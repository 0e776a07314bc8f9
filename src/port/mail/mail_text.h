/* port/mail/mail_text.h - one message as mail servers take it: RFC 5322 header fields, MIME body (RFC 2045),
 * words in other letters than ASCII in the subject (RFC 2047).
 *
 * Pure. Everything composed is ASCII, its lines end with CR LF and have at most 76 bytes; only an address,
 * which can't be folded, may make a longer one (below 300; RFC 5322 allows 998). Nothing that stands in an
 * address, a subject or a text can become a header field.
 */
#ifndef PORT_MAIL_MAIL_TEXT_H
#define PORT_MAIL_MAIL_TEXT_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/rc.h"
#include "base/str.h"

enum { MAIL_ADDRESS_MAX = 254, MAIL_LINE_MAX = 76 };

/* Texts are the caller's. */
struct mail {
	int64_t id; /* sent again, a message keeps it: receivers know the second one by its Message-ID */
	str to;
	str subject; /* UTF-8; control characters become spaces */
	str text;    /* UTF-8; lines end with LF, CR LF or CR; the last one is ended when it isn't */
	instant at;
};

/* name@domain in ASCII, without comments, quotes or display name (RFC 5321, 4.1.2: dot-string and domain), at
 * most MAIL_ADDRESS_MAX bytes. E_MAIL_ADDRESS */
rc mail_address_check(str address) MUST_USE;

/* What is sent for `m`, in `a`; bytes that aren't UTF-8 are U+FFFD in it. E_MAIL_ADDRESS (of sender or
 * receiver) */
rc mail_compose(struct arena *a, str sender, const struct mail *m, str *ret) MUST_USE;

#endif
