/* domain/attestation/content.c - the signed text, written and read. */
#include "domain/attestation/content.h"

#include "domain/attestation/reference.h"

#include "base/json.h"
#include "base/out.h"

#include <sodium.h>
#include <string.h>

#define HEALTH_CARD "https://smarthealth.cards#health-card"
enum { NUMBER_DIGITS_MAX = 18, US = 1000000 };

/* The register has no families yet. When it has, the row of FAMILY becomes available, and what it shows is
 * added in content_of() of service/issue_attestation.c. */
static const struct attestation_kind kinds[] = {
	{ { "REGISTRATION", 12 }, { "registration", 12 }, .available = true },
	{ { "RIGHTS", 6 }, { "rights", 6 }, .available = true, .day_only = true },
	{ { "FAMILY", 6 }, { "family", 6 }, .available = false },
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

const struct attestation_kind *attestation_kinds(size_t *ret_n)
{
	*ret_n = KINDS;
	return kinds;
}

const struct attestation_kind *attestation_kind_of(str word)
{
	for (size_t i = 0; i < KINDS; i++)
		if (str_eq(kinds[i].word, word))
			return &kinds[i];
	return NULL;
}

/* ---- writing ---- */

/* The name in Arabic script is the one that is "official", the other one its transcription. */
static void put_name(struct out *o, str family, str given, bool arabic)
{
	out_str(o, arabic ? S("{\"use\":\"official\"") : S("{"));
	if (family.n > 0) {
		out_json_name(o, S("family"));
		out_json_str(o, family);
	}
	if (given.n > 0) {
		out_json_name(o, S("given"));
		out_char(o, '[');
		out_json_str(o, given);
		out_char(o, ']');
	}
	out_char(o, '}');
}

/* A year alone is a date of FHIR too. */
static str fhir_birth(str born)
{
	return born.n == 10 && memcmp(born.p + 4, "-00-00", 6) == 0 ? (str){ born.p, 4 } : born;
}

static void put_patient(struct out *o, const struct attestation_content *c)
{
	bool latin = c->last_name.n + c->first_name.n > 0,
	     arabic = c->last_name_ar.n + c->first_name_ar.n > 0;

	out_printf(o,
		   "{\"fullUrl\":\"resource:0\",\"resource\":{\"resourceType\":\"Patient\",\"identifier\":[{"
		   "\"value\":\"%lld\"}],\"name\":[",
		   (long long)c->number);
	if (latin)
		put_name(o, c->last_name, c->first_name, false);
	if (latin && arabic)
		out_char(o, ',');
	if (arabic)
		put_name(o, c->last_name_ar, c->first_name_ar, true);
	out_lit(o, "],\"birthDate\":");
	out_json_str(o, fhir_birth(c->born));
	out_lit(o, "}}");
}

static const char *fhir_status(str state)
{
	return str_eq(state, S("ACTIVE")) ? "active" : str_eq(state, S("PENDING")) ? "draft" : "cancelled";
}

static void put_coverage(struct out *o, const struct attestation_content *c, size_t i)
{
	const struct attested_membership *m = &c->memberships[i];
	char day[11];

	out_printf(o,
		   ",{\"fullUrl\":\"resource:%zu\",\"resource\":{\"resourceType\":\"Coverage\",\"status\":\"%"
		   "s\",\"type\":{\"text\":",
		   i + 1, fhir_status(m->state));
	out_json_str(o, m->scheme);
	out_printf(o,
		   "},\"subscriberId\":\"%lld\",\"beneficiary\":{\"reference\":\"resource:0\"},\"period\":{"
		   "\"start\":\"%s\"",
		   (long long)c->number, date_put(m->from, day));
	if (m->until.days != DATE_NEVER.days)
		out_printf(o, ",\"end\":\"%s\"", date_put((date){ m->until.days - 1 }, day));
	out_lit(o, "},\"payor\":[{\"display\":");
	out_json_str(o, c->issuer);
	out_lit(o, "}],\"class\":[{\"type\":{\"text\":\"state\"},\"value\":");
	out_json_str(o, m->state);
	out_lit(o, "}]}}");
}

str attestation_payload(struct arena *a, const struct attestation_content *c)
{
	struct out o;

	out_init(&o, a, 4096);
	out_lit(&o, "{\"iss\":");
	out_json_str(&o, c->issuer);
	out_printf(&o, ",\"nbf\":%lld,\"vc\":{\"type\":[\"" HEALTH_CARD "\",",
		   (long long)(c->issued_at.us / US));
	out_json_str(&o, str_printf(a, "%.*s#%.*s", STR_ARG(c->issuer), STR_ARG(c->kind->word)));
	out_lit(
	    &o,
	    "],\"credentialSubject\":{\"fhirVersion\":\"4.0.1\",\"fhirBundle\":{\"resourceType\":\"Bundle\","
	    "\"type\":\"collection\",\"identifier\":{\"value\":");
	out_json_str(&o, c->reference);
	out_lit(&o, "},\"entry\":[");
	put_patient(&o, c);
	for (size_t i = 0; i < c->memberships_n; i++)
		put_coverage(&o, c, i);
	out_lit(&o, "]}}}}");
	return out_view(&o);
}

str attestation_content_hash(struct arena *a, const struct attestation_content *c)
{
	struct attestation_content bare = *c;
	unsigned char hash[crypto_hash_sha256_BYTES];
	char *hex = arena_array(a, char, 2 * sizeof hash + 1);

	bare.reference = S("");
	bare.issued_at = (instant){ 0 };
	str text = attestation_payload(a, &bare);
	must(crypto_hash_sha256(hash, (const unsigned char *)text.p, text.n) == 0);
	must(sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash) != NULL);
	return (str){ hex, 2 * sizeof hash };
}

/* ---- reading: what is said is taken from its place, then the whole is written again and must be the same
 * ---- */

static const struct json nothing = { .type = JSON_NULL };

/* The member, or something that has none. */
static const struct json *in(const struct json *o, const char *name)
{
	const struct json *m = json_get(o, (str){ name, strlen(name) });

	return m != NULL ? m : &nothing;
}

static const struct json *item(const struct json *list, size_t i)
{
	return list->type == JSON_LIST && i < list->n ? &list->v[i] : &nothing;
}

static str text_in(const struct json *o, const char *name)
{
	const struct json *m = in(o, name);

	return m->type == JSON_TEXT ? m->s : S("");
}

static void read_name(const struct json *name, struct attestation_content *c)
{
	const struct json *given = item(in(name, "given"), 0);
	str family = text_in(name, "family"), first = given->type == JSON_TEXT ? given->s : S("");
	bool arabic = str_eq(text_in(name, "use"), S("official"));

	*(arabic ? &c->last_name_ar : &c->last_name) = family;
	*(arabic ? &c->first_name_ar : &c->first_name) = first;
}

static rc read_patient(struct arena *a, const struct json *patient, struct attestation_content *c)
{
	str number = text_in(item(in(patient, "identifier"), 0), "value");
	const struct json *names = in(patient, "name");

	CHECK(str_digits(&number, 1, NUMBER_DIGITS_MAX, &c->number) && number.n == 0, ATTESTATION_CONTENT);
	CHECK(names->type == JSON_LIST && names->n <= 2, ATTESTATION_CONTENT);
	for (size_t i = 0; i < names->n; i++)
		read_name(&names->v[i], c);
	c->born = text_in(patient, "birthDate");
	if (c->born.n == 4)
		c->born = str_printf(a, "%.*s-00-00", STR_ARG(c->born));
	return OK;
}

static rc read_coverage(const struct json *o, struct attested_membership *m)
{
	const struct json *period = in(o, "period");
	str end = text_in(period, "end");

	m->scheme = text_in(in(o, "type"), "text");
	m->state = text_in(item(in(o, "class"), 0), "value");
	m->until = DATE_NEVER;
	CHECK(rc_ok(date_parse(text_in(period, "start"), &m->from)), ATTESTATION_CONTENT);
	if (end.n > 0) {
		CHECK(rc_ok(date_parse(end, &m->until)) && m->until.days < DATE_NEVER.days,
		      ATTESTATION_CONTENT);
		m->until.days++;
	}
	return OK;
}

static const struct attestation_kind *kind_in(const struct json *types, str issuer)
{
	str text = item(types, 1)->type == JSON_TEXT ? item(types, 1)->s : S("");

	return str_skip(&text, issuer) && str_skip(&text, S("#")) ? attestation_kind_of(text) : NULL;
}

rc attestation_content_read(struct arena *a, str payload, struct attestation_content *ret)
{
	struct json all;
	int64_t seconds;

	*ret = (struct attestation_content){ 0 };
	CHECK(rc_ok(json_read(a, payload, &all)), ATTESTATION_CONTENT);
	const struct json *vc = in(&all, "vc"), *bundle = in(in(vc, "credentialSubject"), "fhirBundle");
	const struct json *entry = in(bundle, "entry");
	ret->issuer = text_in(&all, "iss");
	ret->reference = text_in(in(bundle, "identifier"), "value");
	ret->kind = kind_in(in(vc, "type"), ret->issuer);
	CHECK(rc_ok(json_int(&all, S("nbf"), 0, INT64_MAX / US, &seconds)) && ret->kind != NULL,
	      ATTESTATION_CONTENT);
	CHECK(reference_parse(a, ret->reference, &ret->reference), ATTESTATION_CONTENT);
	CHECK(entry->type == JSON_LIST && entry->n >= 1 && entry->n <= 1 + ATTESTED_MEMBERSHIPS_MAX,
	      ATTESTATION_CONTENT);
	ret->issued_at = (instant){ seconds * US };
	TRY(read_patient(a, in(&entry->v[0], "resource"), ret));
	ret->memberships_n = entry->n - 1;
	for (size_t i = 0; i < ret->memberships_n; i++)
		TRY(read_coverage(in(&entry->v[i + 1], "resource"), &ret->memberships[i]));
	/* Whatever else the fund signs one day with the same key can't be taken for this. */
	CHECK(str_eq(attestation_payload(a, ret), payload), ATTESTATION_CONTENT);
	return OK;
}
