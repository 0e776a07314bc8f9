/* face/cli/attestation.c - sanad attestation issue, and sanad check: a paper made, a paper proved. */
#include "face/cli/cli.h"

#include "face/portal/paper.h"
#include "face/portal/text.h"
#include "port/pdf/pdf.h"
#include "service/check_attestation.h"
#include "service/issue_attestation.h"

#include <fcntl.h>
#include <unistd.h>

enum { KEYS_FILE_MAX = 65536, PAPER_MODE = 0600 };

static const struct cli_option issue_options[] = {
	{ "kind", "KIND", "registration, rights or family; else registration" },
	{ "lang", "LANG", "of the paper: ar, fr or en; else fr" },
	{ "out", "FILE", "where the PDF goes; only its owner may read it" },
	{ "as", "LOGIN", "who asks for it; without: the operator" },
	{ "reason", "TEXT",
	  "why somebody asks for it in the person's name: with a receipt and a message to them" },
	{ 0 },
};
static const struct cli_option check_options[] = {
	{ "qr", "TEXT", "what a scanner read from the code, instead of a file" },
	{ "keys", "FILE",
	  "the fund's public keys, from /.well-known/jwks.json; else paper.jwks among its keys" },
	{ 0 },
};

/* ---- issuing ---- */

static rc write_paper(const char *path, str pdf)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, PAPER_MODE);

	CHECK(fd >= 0, IO);
	bool ok = true;
	while (ok && pdf.n > 0) {
		ssize_t n = write(fd, pdf.p, pdf.n);
		ok = n > 0;
		if (ok)
			pdf = (str){ pdf.p + n, pdf.n - (size_t)n };
	}
	ok = close(fd) == 0 && ok;
	CHECK(ok, IO);
	return OK;
}

static rc issue_with(struct cli *c, const struct keys *keys, const char *path)
{
	struct attestation_order order = { .number = cli_words(c, 0),
					   .kind = cli_text(c, "kind", S("registration")),
					   .language = cli_text(c, "lang", S("fr")),
					   .on_behalf = true,
					   .why = FOR_COUNTER };
	struct attestation_view v;
	struct out o;
	str pdf;

	TRY(cli_user(c, "as", &order.user));
	if (cli_has(c, "reason"))
		order.assisted = (struct acting){ .why = FOR_COUNTER,
						  .user = order.user,
						  .reason = cli_text(c, "reason", S("")),
						  .what = text_acted("attestation") };
	TRY(attestation_issue(c->db, c->a, keys, &order, &v));
	TRY(paper_of(c->a, keys, &v, &pdf));
	TRY(write_paper(path, pdf));
	cli_say(c, "%.*s  %s", STR_ARG(v.reference), path);
	if (!c->json)
		return OK;
	cli_object_begin(c, &o);
	cli_field(&o, S("reference"), v.reference);
	cli_field(&o, S("kind"), v.content.kind->word);
	cli_field(&o, S("language"), v.language);
	cli_field(&o, S("issued"), instant_text(c->a, v.content.issued_at));
	cli_field(&o, S("file"), str_of(path));
	cli_field_int(&o, S("bytes"), (int64_t)pdf.n);
	if (v.receipt.n > 0)
		cli_field(&o, S("receipt"), v.receipt);
	cli_field(&o, S("qr"), jws_to_shc(c->a, v.jws));
	cli_object_end(c, &o);
	return OK;
}

static rc issue(struct cli *c)
{
	const char *path = cli_option(c, "out");
	struct keys keys;

	if (path == NULL)
		return cli_usage(c, "--out FILE is missing");
	if (attestation_kind_of(cli_text(c, "kind", S("registration"))) == NULL)
		return cli_usage(c, "--kind is registration, rights or family");
	TRY(keys_read(keys_directory(c->a, c->url), &keys));
	rc r = issue_with(c, &keys, path);
	keys_forget(&keys);
	return r;
}

/* ---- checking ---- */

static rc public_keys(struct cli *c, struct jws_public **ret, size_t *ret_n)
{
	const char *file = cli_option(c, "keys"), *dir = keys_directory(c->a, c->url);
	str json;

	if (file != NULL) {
		TRY(cli_read_file(c, file, KEYS_FILE_MAX, &json));
		return jws_keys_read(c->a, json, ret, ret_n);
	}
	rc r = keys_papers(c->a, dir, ret, ret_n);
	if (!rc_ok(r))
		cli_why(c, "%s/paper.jwks cannot be read; name the fund's public keys with --keys FILE", dir);
	return r;
}

static void put_memberships(struct out *o, const struct attestation_content *x)
{
	char day[11];

	out_json_name(o, S("memberships"));
	out_char(o, '[');
	for (size_t i = 0; i < x->memberships_n; i++) {
		const struct attested_membership *m = &x->memberships[i];
		out_str(o, i > 0 ? S(",{") : S("{"));
		cli_field(o, S("scheme"), m->scheme);
		cli_field(o, S("state"), m->state);
		(void)date_put(m->from, day);
		cli_field(o, S("from"), str_of(day));
		(void)date_put(m->until, day);
		cli_field(o, S("until"), str_of(day));
		out_char(o, '}');
	}
	out_char(o, ']');
}

static void put_relatives(struct cli *c, struct out *o, const struct attestation_content *x)
{
	char day[11];

	out_json_name(o, S("relatives"));
	out_char(o, '[');
	for (size_t i = 0; i < x->relatives_n; i++) {
		const struct attested_relative *r = &x->relatives[i];
		out_str(o, i > 0 ? S(",{") : S("{"));
		cli_field(o, S("role"), r->role);
		cli_field_int(o, S("number"), r->number);
		cli_field(o, S("last_name"), r->last_name);
		cli_field(o, S("first_name"), r->first_name);
		cli_field(o, S("last_name_ar"), r->last_name_ar);
		cli_field(o, S("first_name_ar"), r->first_name_ar);
		cli_field(o, S("born"), r->born);
		if (r->said) {
			cli_field(o, S("from"), str_copy(c->a, (str){ date_put(r->from, day), 10 }));
			cli_field(o, S("until"), str_copy(c->a, (str){ date_put(r->until, day), 10 }));
		}
		cli_field(o, S("court"), r->court);
		out_char(o, '}');
	}
	out_char(o, ']');
	cli_field_bool(o, S("unconfirmed"), x->unconfirmed);
}

/* What was proved, for programs: JSON in any case. */
static void say_checked(struct cli *c, const struct attestation_checked *r, bool good)
{
	const struct attestation_content *x = &r->content;
	struct out o;

	cli_object_begin(c, &o);
	cli_field_bool(&o, S("good"), good);
	cli_field_bool(&o, S("statement"), true);
	cli_field_bool(&o, S("page"), r->page);
	cli_field(&o, S("issuer"), x->issuer);
	cli_field(&o, S("key"), (str){ r->key->kid, JWS_KID_TEXT });
	cli_field(&o, S("kind"), x->kind->word);
	cli_field(&o, S("reference"), reference_text(c->a, x->reference));
	cli_field(&o, S("issued"), instant_text(c->a, x->issued_at));
	cli_field_int(&o, S("number"), x->number);
	cli_field(&o, S("last_name"), x->last_name);
	cli_field(&o, S("first_name"), x->first_name);
	cli_field(&o, S("last_name_ar"), x->last_name_ar);
	cli_field(&o, S("first_name_ar"), x->first_name_ar);
	cli_field(&o, S("born"), x->born);
	if (x->kind->family)
		put_relatives(c, &o, x);
	else
		put_memberships(&o, x);
	cli_object_end(c, &o);
}

static rc check(struct cli *c)
{
	const char *code = cli_option(c, "qr"), *file = cli_operand(c, 0);
	struct attestation_checked got = { 0 };
	struct jws_public *keys;
	size_t n;
	str text;
	rc r;

	if ((code == NULL) == (file == NULL))
		return cli_usage(c, "name a file, or what was scanned with --qr TEXT");
	TRY(public_keys(c, &keys, &n));
	if (file != NULL) {
		TRY(cli_read_file(c, file, PDF_BYTES_MAX, &text));
		r = attestation_check_file(c->a, text, keys, n, &got);
	} else {
		r = attestation_check_text(c->a, str_of(code), keys, n, &got);
	}
	/* A file whose statement is the fund's and whose page isn't: both are said. */
	if (rc_ok(r) || rc_is(r, E_PDF_SEAL))
		if (got.content.kind != NULL)
			say_checked(c, &got, rc_ok(r));
	return r;
}

enum { WORDS_MAX = 8 };

const struct cli_command attestation_commands[];
const struct cli_command attestation_commands[] = {
	{ "attestation issue", "NUMBER", 1, WORDS_MAX, CLI_STORE,
	  "say on paper what the fund knows about a person: a PDF with a signed code", issue_options, issue },
	{ "check", "[FILE]", 0, 1, CLI_NO_STORE,
	  "prove an attestation without store and network, and print what it says", check_options, check },
	{ 0 },
};
