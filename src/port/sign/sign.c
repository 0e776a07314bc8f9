/* port/sign/sign.c - CMS signatures through OpenSSL. */
#include "port/sign/sign.h"

#include <limits.h>
/* Before cms.h, which declares its PEM functions only then. */
#include <openssl/pem.h>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <time.h>

/* Nobody is asked for the pass phrase of something encrypted. */
static int no_phrase(char *buffer, int size, int writing, void *u)
{
	(void)buffer, (void)size, (void)writing, (void)u;
	return -1;
}

static BIO *reader(str s) { return s.n <= INT_MAX ? BIO_new_mem_buf(s.n > 0 ? s.p : "", (int)s.n) : NULL; }

static rc cert_parse(str pem, X509 **ret)
{
	BIO *in = reader(pem);
	X509 *cert, *second;

	CHECK(in != NULL, SIGN_CERT);
	cert = PEM_read_bio_X509(in, NULL, no_phrase, NULL);
	second = cert != NULL ? PEM_read_bio_X509(in, NULL, no_phrase, NULL) : NULL;
	bool one = cert != NULL && second == NULL;
	BIO_free(in);
	X509_free(second);
	ERR_clear_error();
	if (!one)
		X509_free(cert);
	CHECK(one, SIGN_CERT);
	*ret = cert;
	return OK;
}

static bool instant_of(const ASN1_TIME *t, instant *ret)
{
	struct tm tm;

	if (ASN1_TIME_to_tm(t, &tm) != 1)
		return false;
	*ret = (instant){ (int64_t)timegm(&tm) * 1000000 };
	return true;
}

static rc cert_describe(struct arena *a, X509 *cert, struct sign_cert *ret)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	char *subject;
	BIO *out = BIO_new(BIO_s_mem());

	CHECK(out != NULL, SIGN_BROKEN);
	X509_NAME_print_ex(out, X509_get_subject_name(cert), 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
	long subject_n = BIO_get_mem_data(out, &subject);
	ret->subject = (str){ subject, subject_n > 0 ? (size_t)subject_n : 0 };
	ret->subject = str_copy(a, ret->subject);
	BIO_free(out);
	CHECK(X509_digest(cert, EVP_sha256(), digest, &n) == 1, SIGN_BROKEN);
	char *text = arena_array(a, char, 2 * (size_t)n + 1);
	for (unsigned i = 0; i < n; i++) {
		text[2 * i] = hex[digest[i] >> 4];
		text[2 * i + 1] = hex[digest[i] & 15];
	}
	ret->sha256 = (str){ text, 2 * (size_t)n };
	bool dated = instant_of(X509_get0_notBefore(cert), &ret->from) &&
		     instant_of(X509_get0_notAfter(cert), &ret->until);
	CHECK(dated, SIGN_CERT);
	return OK;
}

rc sign_cert_read(struct arena *a, str pem, struct sign_cert *ret)
{
	X509 *cert;

	TRY(cert_parse(pem, &cert));
	rc r = cert_describe(a, cert, ret);
	X509_free(cert);
	return r;
}

/* PEM when it looks like it, else DER; nothing may stand behind a DER signature. */
static CMS_ContentInfo *cms_parse(str s)
{
	BIO *in = reader(s);
	CMS_ContentInfo *cms = NULL;

	if (in == NULL)
		return NULL;
	if (s.n > 0 && s.p[0] == '-')
		cms = PEM_read_bio_CMS(in, NULL, no_phrase, NULL);
	else
		cms = d2i_CMS_bio(in, NULL);
	BIO_free(in);
	ERR_clear_error();
	return cms;
}

static bool well_formed(CMS_ContentInfo *cms)
{
	if (OBJ_obj2nid(CMS_get0_type(cms)) != NID_pkcs7_signed || CMS_is_detached(cms) != 1)
		return false;
	return sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms)) == 1;
}

/* The signer that the signature names is the trusted certificate's owner. */
static bool names_signer(CMS_ContentInfo *cms, X509 *cert)
{
	CMS_SignerInfo *si = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms), 0);

	return CMS_SignerInfo_cert_cmp(si, cert) == 0;
}

/* Why OpenSSL said no: the first reason it put down. */
static rc verdict(void)
{
	unsigned long e = ERR_peek_error();
	int reason = ERR_GET_LIB(e) == ERR_LIB_CMS ? ERR_GET_REASON(e) : 0;

	ERR_clear_error();
	/* The digest of the content, or the signature over the attributes that hold it, doesn't fit. */
	CHECK(reason == CMS_R_CERTIFICATE_VERIFY_ERROR, SIGN_CONTENT);
	FAIL(SIGN_SIGNER);
}

/* CMS_verify() makes a copy of a memory BIO for itself and, in OpenSSL 3.0, loses it when the signature can't
 * be begun with: a filter in front keeps it from doing so. */
static BIO *content_of(str bytes)
{
	BIO *filter = BIO_new(BIO_f_null()), *memory = reader(bytes);

	if (filter != NULL && memory != NULL)
		return BIO_push(filter, memory);
	BIO_free(filter);
	BIO_free(memory);
	return NULL;
}

static rc check(CMS_ContentInfo *cms, X509 *cert, X509_STORE *store, str bytes)
{
	BIO *content = content_of(bytes);
	STACK_OF(X509) *certs = sk_X509_new_null();
	rc r = OK;

	if (content == NULL || certs == NULL || sk_X509_push(certs, cert) <= 0 ||
	    X509_STORE_add_cert(store, cert) != 1) {
		r = rc_raise(E_SIGN_BROKEN, __FILE__, __LINE__);
	} else {
		ERR_clear_error();
		/* Only the certificate given is looked at: those inside the signature are the sender's claim.
		 */
		if (CMS_verify(cms, certs, store, content, NULL, CMS_BINARY | CMS_NOINTERN) != 1)
			r = verdict();
	}
	BIO_free_all(content);
	sk_X509_free(certs);
	return r;
}

/* The store trusts one leaf; time is compared by ourselves, so that the answer says what is wrong. */
static rc check_with(CMS_ContentInfo *cms, X509 *cert, str bytes)
{
	X509_STORE *store = X509_STORE_new();

	CHECK(store != NULL, SIGN_BROKEN);
	X509_VERIFY_PARAM *param = X509_STORE_get0_param(store);
	X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME);
	/* Certificates of bodies are rarely made for e-mail, which is what CMS asks for by itself. */
	X509_STORE_set_purpose(store, X509_PURPOSE_ANY);
	rc r = check(cms, cert, store, bytes);
	X509_STORE_free(store);
	return r;
}

static rc check_parsed(CMS_ContentInfo *cms, X509 *cert, str bytes, instant now)
{
	instant from, until;

	CHECK(cms != NULL && well_formed(cms), SIGN_FORM);
	CHECK(names_signer(cms, cert), SIGN_SIGNER);
	CHECK(instant_of(X509_get0_notBefore(cert), &from), SIGN_CERT);
	CHECK(instant_of(X509_get0_notAfter(cert), &until), SIGN_CERT);
	TRY(check_with(cms, cert, bytes));
	CHECK(from.us <= now.us && now.us <= until.us, SIGN_EXPIRED);
	return OK;
}

rc sign_check_cms(str bytes, str cms_text, str trusted_pem, instant now)
{
	X509 *cert;

	TRY(cert_parse(trusted_pem, &cert));
	CMS_ContentInfo *cms = cms_parse(cms_text);
	rc r = check_parsed(cms, cert, bytes, now);
	CMS_ContentInfo_free(cms);
	X509_free(cert);
	return r;
}
