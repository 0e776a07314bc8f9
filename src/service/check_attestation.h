/* service/check_attestation.h - is this paper the fund's, and what does it say? Without store and without
 * network: the public keys are enough.
 *
 * A file proves two things. Its statement (the PDF's keywords, the same text that its code holds) says who,
 * what and when: whoever has the fund's keys can check it. Its seal is a second statement, made over all
 * other bytes of the file: it proves that the visible page is the one that the fund drew for this statement.
 * A code scanned from paper proves the statement only: what is printed around it has to be compared with what
 * is said here. Neither says that the facts are still true: a paper is of its day.
 */
#ifndef SERVICE_CHECK_ATTESTATION_H
#define SERVICE_CHECK_ATTESTATION_H

#include "domain/attestation/content.h"

#include "port/jws/jws.h"

/* Puts the fund's seal on a file of pdf_draw(), in `a`. */
rc attestation_seal(struct arena *a, const unsigned char secret[static JWS_SECRET_BYTES],
		    const struct attestation_content *c, str pdf, str *ret) MUST_USE;

struct attestation_checked {
	struct attestation_content content;
	const struct jws_public *key; /* it was signed with */
	bool page;		      /* the page was proved too */
};

/* The text of a code ("shc:/...") or a compact JWS. E_JWS_FORM, E_JWS_KEY, E_JWS_SIGNATURE,
 * E_ATTESTATION_CONTENT */
rc attestation_check_text(struct arena *a, str text, const struct jws_public *keys, size_t n,
			  struct attestation_checked *ret) MUST_USE;
/* A file. The same, and E_PDF_SEAL: it has no seal of these keys over these bytes and this statement. */
rc attestation_check_file(struct arena *a, str pdf, const struct jws_public *keys, size_t n,
			  struct attestation_checked *ret) MUST_USE;

#endif
