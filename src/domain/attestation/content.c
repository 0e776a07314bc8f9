/* domain/attestation/content.c - the signed text, written and read. */
#include "domain/attestation/content.h"

#include "domain/attestation/reference.h"

#include "base/json.h"
#include "base/out.h"

#include <sodium.h>
#include <string.h>

#define HEALTH_CARD "https://smarthealth.cards#health-card"
#define GUARDIANSHIP "guardianship"
#define UNCONFIRMED S("unconfirmed")
enum { NUMBER_DIGITS_MAX = 18, US = 1000000 };

static const struct attestation_kind kinds[] = {
	{ { "REGISTRATION", 12 }, { "registration", 12 }, .day_only = false },
	{ { "RIGHTS", 6 }, { "rights", 6 }, .day_only = true },
	{ { "FAMILY", 6 }, { "family", 6 }, .family = true },
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

/* A name in either script, and a birth date: what Patient and RelatedPerson have in common. */
struct named {
	str last_name, first_name, last_name_ar, first_name_ar, born;
};

static void put_named(struct out *o, const struct named *n)
{
	bool latin = n->last_name.n + n->first_name.n > 0,
	     arabic = n->last_name_ar.n + n->first_name_ar.n > 0;

	out_lit(o, "\"name\":[");
	if (latin)
		put_name(o, n->last_name, n->first_name, false);
	if (latin && arabic)
		out_char(o, ',');
	if (arabic)
		put_name(o, n->last_name_ar, n->first_name_ar, true);
	out_lit(o, "],\"birthDate\":");
	out_json_str(o, fhir_birth(n->born));
}

static void put_patient(struct out *o, const struct attestation_content *c)
{
	struct named n = { c->last_name, c->first_name, c->last_name_ar, c->first_name_ar, c->born };

	out_printf(o,
		   "{\"fullUrl\":\"resource:0\",\"resource\":{\"resourceType\":\"Patient\",\"identifier\":[{"
		   "\"value\":\"%lld\"}],",
		   (long long)c->number);
	put_named(o, &n);
	out_lit(o, "}}");
}

/* `until` is the first day outside, FHIR's end the last day inside. */
static void put_period(struct out *o, date from, date until)
{
	char day[11];

	out_printf(o, "\"period\":{\"start\":\"%s\"", date_put(from, day));
	if (until.days != DATE_NEVER.days)
		out_printf(o, ",\"end\":\"%s\"", date_put((date){ until.days - 1 }, day));
	out_char(o, '}');
}

static const char *fhir_status(str state)
{
	return str_eq(state, S("ACTIVE")) ? "active" : str_eq(state, S("PENDING")) ? "draft" : "cancelled";
}

static void put_coverage(struct out *o, const struct attestation_content *c, size_t i)
{
	const struct attested_membership *m = &c->memberships[i];

	out_printf(o,
		   ",{\"fullUrl\":\"resource:%zu\",\"resource\":{\"resourceType\":\"Coverage\",\"status\":\"%"
		   "s\",\"type\":{\"text\":",
		   i + 1, fhir_status(m->state));
	out_json_str(o, m->scheme);
	out_printf(o, "},\"subscriberId\":\"%lld\",\"beneficiary\":{\"reference\":\"resource:0\"},",
		   (long long)c->number);
	put_period(o, m->from, m->until);
	out_lit(o, ",\"payor\":[{\"display\":");
	out_json_str(o, c->issuer);
	out_lit(o, "}],\"class\":[{\"type\":{\"text\":\"state\"},\"value\":");
	out_json_str(o, m->state);
	out_lit(o, "}]}}");
}

/* Who has been a dependant from birth to an end says the birth date once: a code has room for two more. */
static bool since_birth(const struct attested_relative *r)
{
	char day[11];

	return r->until.days != DATE_NEVER.days && r->born.n == 10 &&
	       memcmp(date_put(r->from, day), r->born.p, 10) == 0;
}

/* Nothing refers to a relative, so that the entry needs no address. */
static void put_relative(struct out *o, const struct attested_relative *r)
{
	struct named n = { r->last_name, r->first_name, r->last_name_ar, r->first_name_ar, r->born };
	char day[11];

	out_printf(o,
		   ",{\"resource\":{\"resourceType\":\"RelatedPerson\",\"identifier\":[{\"value\":\"%lld\"}",
		   (long long)r->number);
	if (r->court.n > 0) {
		out_lit(o, ",{\"type\":{\"text\":\"" GUARDIANSHIP "\"},\"value\":");
		out_json_str(o, r->court);
		out_char(o, '}');
	}
	out_lit(o, "],\"patient\":{\"reference\":\"resource:0\"},\"relationship\":[{\"text\":");
	out_json_str(o, r->role);
	out_lit(o, "}],");
	put_named(o, &n);
	if (r->said && since_birth(r)) {
		out_printf(o, ",\"period\":{\"end\":\"%s\"}", date_put((date){ r->until.days - 1 }, day));
	} else if (r->said) {
		out_char(o, ',');
		put_period(o, r->from, r->until);
	}
	out_lit(o, "}}");
}

static void put_type(struct out *o, const struct attestation_content *c, str word)
{
	out_char(o, ',');
	out_json_str(o, str_printf(o->a, "%.*s#%.*s", STR_ARG(c->issuer), STR_ARG(word)));
}

str attestation_payload(struct arena *a, const struct attestation_content *c)
{
	struct out o;

	out_init(&o, a, 4096);
	out_lit(&o, "{\"iss\":");
	out_json_str(&o, c->issuer);
	out_printf(&o, ",\"nbf\":%lld,\"vc\":{\"type\":[\"" HEALTH_CARD "\"",
		   (long long)(c->issued_at.us / US));
	put_type(&o, c, c->kind->word);
	if (c->unconfirmed)
		put_type(&o, c, UNCONFIRMED);
	out_lit(
	    &o,
	    "],\"credentialSubject\":{\"fhirVersion\":\"4.0.1\",\"fhirBundle\":{\"resourceType\":\"Bundle\","
	    "\"type\":\"collection\",\"identifier\":{\"value\":");
	out_json_str(&o, c->reference);
	out_lit(&o, "},\"entry\":[");
	put_patient(&o, c);
	for (size_t i = 0; i < c->memberships_n; i++)
		put_coverage(&o, c, i);
	for (size_t i = 0; i < c->relatives_n; i++)
		put_relative(&o, &c->relatives[i]);
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
	const struct json *m = json_get(o, str_of(name));

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

static void read_name(const struct json *name, struct named *n)
{
	const struct json *given = item(in(name, "given"), 0);
	str family = text_in(name, "family"), first = given->type == JSON_TEXT ? given->s : S("");
	bool arabic = str_eq(text_in(name, "use"), S("official"));

	*(arabic ? &n->last_name_ar : &n->last_name) = family;
	*(arabic ? &n->first_name_ar : &n->first_name) = first;
}

/* Of a Patient or a RelatedPerson. */
static rc read_named(struct arena *a, const struct json *o, int64_t *ret_number, struct named *ret)
{
	str number = text_in(item(in(o, "identifier"), 0), "value");
	const struct json *names = in(o, "name");

	*ret = (struct named){ .born = text_in(o, "birthDate") };
	CHECK(str_digits(&number, 1, NUMBER_DIGITS_MAX, ret_number) && number.n == 0, ATTESTATION_CONTENT);
	CHECK(names->type == JSON_LIST && names->n <= 2, ATTESTATION_CONTENT);
	for (size_t i = 0; i < names->n; i++)
		read_name(&names->v[i], ret);
	if (ret->born.n == 4)
		ret->born = str_printf(a, "%.*s-00-00", STR_ARG(ret->born));
	return OK;
}

static rc read_patient(struct arena *a, const struct json *patient, struct attestation_content *c)
{
	struct named n;

	TRY(read_named(a, patient, &c->number, &n));
	c->last_name = n.last_name;
	c->first_name = n.first_name;
	c->last_name_ar = n.last_name_ar;
	c->first_name_ar = n.first_name_ar;
	c->born = n.born;
	return OK;
}

/* `born`: of whom a start that isn't there is the birth. */
static rc read_period(const struct json *period, str born, date *ret_from, date *ret_until)
{
	str start = text_in(period, "start"), end = text_in(period, "end");

	*ret_until = DATE_NEVER;
	CHECK(rc_ok(date_parse(start.n > 0 ? start : born, ret_from)), ATTESTATION_CONTENT);
	if (end.n == 0)
		return OK;
	CHECK(rc_ok(date_parse(end, ret_until)) && ret_until->days < DATE_NEVER.days, ATTESTATION_CONTENT);
	ret_until->days++;
	return OK;
}

static rc read_coverage(const struct json *o, struct attestation_content *c)
{
	CHECK(c->memberships_n < ATTESTED_MEMBERSHIPS_MAX, ATTESTATION_CONTENT);
	struct attested_membership *m = &c->memberships[c->memberships_n++];

	m->scheme = text_in(in(o, "type"), "text");
	m->state = text_in(item(in(o, "class"), 0), "value");
	return read_period(in(o, "period"), S(""), &m->from, &m->until);
}

static rc read_relative(struct arena *a, const struct json *o, struct attestation_content *c)
{
	struct named n;

	CHECK(c->relatives_n < ATTESTED_RELATIVES_MAX, ATTESTATION_CONTENT);
	struct attested_relative *r = &c->relatives[c->relatives_n++];
	TRY(read_named(a, o, &r->number, &n));
	r->role = text_in(item(in(o, "relationship"), 0), "text");
	r->last_name = n.last_name;
	r->first_name = n.first_name;
	r->last_name_ar = n.last_name_ar;
	r->first_name_ar = n.first_name_ar;
	r->born = n.born;
	r->court = text_in(item(in(o, "identifier"), 1), "value");
	r->said = in(o, "period")->type != JSON_NULL;
	return r->said ? read_period(in(o, "period"), r->born, &r->from, &r->until) : OK;
}

static rc read_entry(struct arena *a, const struct json *o, struct attestation_content *c)
{
	return str_eq(text_in(o, "resourceType"), S("RelatedPerson")) ? read_relative(a, o, c)
								      : read_coverage(o, c);
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
	CHECK(entry->type == JSON_LIST && entry->n >= 1, ATTESTATION_CONTENT);
	ret->issued_at = (instant){ seconds * US };
	TRY(read_patient(a, in(&entry->v[0], "resource"), ret));
	ret->unconfirmed = in(vc, "type")->n > 2;
	for (size_t i = 1; i < entry->n; i++)
		TRY(read_entry(a, in(&entry->v[i], "resource"), ret));
	/* Whatever else the fund signs one day with the same key can't be taken for this. */
	CHECK(str_eq(attestation_payload(a, ret), payload), ATTESTATION_CONTENT);
	return OK;
}
