/* service/check_attestation.c */
#include "service/check_attestation.h"

#include "base/out.h"
#include "port/pdf/pdf.h"
#include "port/sha256/sha256.h"

/* What the seal says. Nobody else's words can be taken for it, and it for nothing else. */
static str seal_text(struct arena *a, const struct attestation_content *c, const struct pdf_parts *parts)
{
	unsigned char hash[SHA256_SIZE];
	struct sha256 h;
	struct out o;

	sha256_begin(&h);
	sha256_add(&h, parts->before.p, parts->before.n);
	sha256_add(&h, parts->after.p, parts->after.n);
	sha256_end(&h, hash);
	out_init(&o, a, 256);
	out_lit(&o, "{\"iss\":");
	out_json_str(&o, c->issuer);
	out_lit(&o, ",\"page_of\":");
	out_json_str(&o, c->reference);
	out_lit(&o, ",\"sha256\":\"");
	for (size_t i = 0; i < sizeof hash; i++)
		out_printf(&o, "%02x", hash[i]);
	out_lit(&o, "\"}");
	return out_view(&o);
}

rc attestation_seal(struct arena *a, const unsigned char secret[static JWS_SECRET_BYTES],
		    const struct attestation_content *c, str pdf, str *ret)
{
	struct pdf_parts parts;
	str seal;

	TRY(pdf_parts(pdf, &parts));
	TRY(jws_sign(a, secret, seal_text(a, c, &parts), false, &seal));
	*ret = pdf_with_seal(a, &parts, seal);
	return OK;
}

rc attestation_check_text(struct arena *a, str text, const struct jws_public *keys, size_t n,
			  struct attestation_checked *ret)
{
	str jws = text, payload, head = text;

	*ret = (struct attestation_checked){ 0 };
	if (str_skip(&head, S("shc:/")))
		TRY(jws_of_shc(a, text, &jws));
	TRY(jws_check(a, jws, keys, n, &payload, &ret->key));
	return attestation_content_read(a, payload, &ret->content);
}

rc attestation_check_file(struct arena *a, str pdf, const struct jws_public *keys, size_t n,
			  struct attestation_checked *ret)
{
	const struct jws_public *by;
	struct pdf_parts parts;
	str text, seal;

	*ret = (struct attestation_checked){ 0 };
	TRY(pdf_keywords(pdf, &text));
	TRY(attestation_check_text(a, text, keys, n, ret));
	TRY(pdf_parts(pdf, &parts));
	/* By any of the fund's keys: a paper that was signed with an older one is drawn again under the
	 * newest. */
	CHECK(rc_ok(jws_check(a, parts.seal, keys, n, &seal, &by)), PDF_SEAL);
	CHECK(str_eq(seal, seal_text(a, &ret->content, &parts)), PDF_SEAL);
	ret->page = true;
	return OK;
}
