/* service/body.c - trusting managing bodies. */
#include "service/body.h"

#include "domain/feed/body.h"
#include "domain/journal/journal.h"
#include "domain/scheme/scheme.h"
#include "port/sign/sign.h"

static str or_else(str given, str otherwise) { return given.n > 0 ? given : otherwise; }

struct trusting {
	struct arena *a;
	struct body body;
	str sha256;
	instant now;
	bool added;
};

static bool same(const struct body *a, const struct body *b)
{
	return str_eq(a->certificate, b->certificate) && str_eq(a->scheme, b->scheme) &&
	       str_eq(a->name_fr, b->name_fr) && str_eq(a->name_ar, b->name_ar) &&
	       str_eq(a->language, b->language);
}

static rc trust(struct tx *tx, void *cls)
{
	struct trusting *t = cls;
	struct scheme scheme;
	struct body there;
	struct journal_entry e = {
		.why = FOR_REGISTRATION,
		.kind = S("body.trusted"),
		.object = t->body.body_id.v,
		.detail =
		    str_printf(t->a, "%.*s certificate %.*s", STR_ARG(t->body.code), STR_ARG(t->sha256)),
	};

	t->added = false;
	if (t->body.scheme.n > 0)
		TRY(scheme_read(tx, t->body.scheme, t->a, &scheme));
	rc r = body_by_code(tx, t->body.code, t->a, &there);
	if (rc_ok(r)) {
		CHECK(same(&there, &t->body), DB_EXISTS);
		return OK;
	}
	if (!rc_is(r, E_DB_NONE))
		return r;
	TRY(body_add(tx, &t->body));
	TRY(journal_write(tx, t->now, &e));
	t->added = true;
	return OK;
}

rc body_trust(struct db *db, struct arena *a, const struct body_adding *b, instant now, bool *ret_added)
{
	struct sign_cert cert;
	str language = or_else(b->language, S("fr"));
	struct trusting t = {
		.a = a,
		.body = { .body_id = { id_new(now) },
			  .code = b->code,
			  .name_fr = or_else(b->name_fr, b->code),
			  .name_ar = or_else(b->name_ar, b->code),
			  .language = language,
			  .scheme = b->scheme,
			  .certificate = b->certificate,
			  .trusted_from = now },
		.now = now,
	};

	*ret_added = false;
	CHECK(body_code_is_good(b->code), USAGE);
	CHECK(str_eq(language, S("fr")) || str_eq(language, S("ar")) || str_eq(language, S("en")), USAGE);
	TRY(sign_cert_read(a, b->certificate, &cert));
	CHECK(now.us <= cert.until.us, SIGN_EXPIRED);
	t.sha256 = cert.sha256;
	TRY(db_write(db, FOR_REGISTRATION, "trust a body", trust, &t));
	*ret_added = t.added;
	return OK;
}

struct listing {
	struct arena *a;
	struct body *rows;
	size_t n;
};

static rc list(struct tx *tx, void *cls)
{
	struct listing *l = cls;

	return body_list(tx, l->a, &l->rows, &l->n);
}

rc body_show_all(struct db *db, struct arena *a, struct body_view **ret, size_t *ret_n)
{
	struct listing l = { .a = a };

	TRY(db_read(db, FOR_REGISTRATION, "list bodies", list, &l));
	*ret = arena_array(a, struct body_view, l.n + 1);
	*ret_n = l.n;
	for (size_t i = 0; i < l.n; i++) {
		const struct body *b = &l.rows[i];
		struct sign_cert cert;
		TRY(sign_cert_read(a, b->certificate, &cert));
		(*ret)[i] =
		    (struct body_view){ b->body_id, b->code, b->name_fr,  b->name_ar, b->language, b->scheme,
					cert.subject, cert.sha256, cert.from,  cert.until,  b->trusted_from };
	}
	return OK;
}
