/* service/body.h - trusting managing bodies. */
#ifndef SERVICE_BODY_H
#define SERVICE_BODY_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/rc.h"
#include "base/str.h"

struct db;

/* A body as the faces show it. */
struct body_view {
	body_id body_id;
	str code, name_fr, name_ar, language, scheme;
	str subject;		       /* of its certificate */
	str sha256;		       /* of its certificate, 64 hexadecimal digits */
	instant cert_from, cert_until; /* when the certificate is valid */
	instant trusted_from;
};

struct body_adding {
	str code;	      /* see body_code_is_good() */
	str certificate;      /* PEM */
	str scheme;	      /* empty: each manifest says */
	str name_fr, name_ar; /* empty: the code */
	str language;	      /* ar, fr or en; empty: fr */
};

/* The same body again, with the same certificate and facts, changes nothing (*ret_added is false). E_USAGE
 * (code or language), E_SIGN_CERT, E_SIGN_EXPIRED, E_SCHEME_NONE, E_DB_EXISTS (another body of this code). */
rc body_trust(struct db *db, struct arena *a, const struct body_adding *b, instant now,
	      bool *ret_added) MUST_USE;
/* By code. */
rc body_show_all(struct db *db, struct arena *a, struct body_view **ret, size_t *ret_n) MUST_USE;

#endif
