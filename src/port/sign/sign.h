/* port/sign/sign.h - signatures of managing bodies: detached CMS (RFC 5652), checked against one trusted
 * certificate.
 *
 * The fund trusts the very certificate that it was given for a body, self-signed or not; no chain above it,
 * no list of authorities and no network play a part.
 */
#ifndef PORT_SIGN_SIGN_H
#define PORT_SIGN_SIGN_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/rc.h"
#include "base/str.h"

struct sign_cert {
	str subject; /* RFC 2253 */
	str sha256;  /* 64 hexadecimal digits of the certificate's DER form */
	instant from, until;
};

/* What a certificate says; `pem` holds exactly one. E_SIGN_CERT */
rc sign_cert_read(struct arena *a, str pem, struct sign_cert *ret) MUST_USE;

/* `cms` (PEM or DER) is a detached signature of `bytes` by the owner of the certificate `trusted_pem`, which
 * is valid at `now`. E_SIGN_FORM, E_SIGN_SIGNER, E_SIGN_CONTENT, E_SIGN_EXPIRED, E_SIGN_CERT */
rc sign_check_cms(str bytes, str cms, str trusted_pem, instant now) MUST_USE;

#endif
