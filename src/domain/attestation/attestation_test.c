/* References as people type them; what is signed says the same when it is read. */
#include "domain/attestation/attestation.h"

#include "testing/t.h"

T(references_are_typed)
{
	str r = reference_make(a, UINT64_C(0x1234567890abc)), got;

	t_int((int64_t)r.n, REFERENCE_CHARS);
	str shown = reference_text(a, r);
	t_int((int64_t)shown.n, REFERENCE_CHARS + 2);
	t_ok(reference_parse(a, shown, &got) && str_eq(got, r));
	t_ok(reference_parse(a, reference_text(a, reference_make(a, 0)), &got));
	t_str(got, "000000000000");
	t_ok(reference_parse(a, S("oOoO 0000.0o0o"), &got));
	t_str(got, "000000000000");
	str one = reference_make(a, 1);
	t_str(one, "000000000101");
	t_ok(reference_parse(a, S("0000-0000-0i0L"), &got) && str_eq(got, one));
	t_ok(!reference_parse(a, S("0000-0000-010U"), &got));
	t_ok(!reference_parse(a, S("0000-0000-010"), &got));
	t_ok(!reference_parse(a, S("0000-0000-01010"), &got));
	t_ok(!reference_parse(a, S("                                         "), &got));
	t_ok(!reference_parse(a, S(""), &got));
}

/* Every wrong character, and every two neighbours swapped among the first ten, is found. */
T(references_know_a_slip)
{
	static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

	t_seeds (200) {
		str r = reference_make(a, t_random()), got;
		char text[REFERENCE_CHARS];
		for (size_t i = 0; i < REFERENCE_CHARS; i++)
			for (const char *c = digits; *c != 0; c++) {
				memcpy(text, r.p, sizeof text);
				text[i] = *c;
				t_ok(reference_parse(a, (str){ text, sizeof text }, &got) == (*c == r.p[i]));
			}
		for (size_t i = 0; i + 1 < 10; i++) {
			memcpy(text, r.p, sizeof text);
			text[i] = r.p[i + 1], text[i + 1] = r.p[i];
			t_ok(reference_parse(a, (str){ text, sizeof text }, &got) == (r.p[i] == r.p[i + 1]));
		}
	}
}

static struct attestation_content content(struct arena *a)
{
	return (struct attestation_content){
		.issuer = S("https://sanad.test/ma"),
		.issued_at = { INT64_C(1795521600000000) },
		.kind = attestation_kind_of(S("registration")),
		.reference = reference_make(a, 77),
		.number = 100000017,
		.last_name = S("KADIRI \"x\" & <y>"),
		.first_name = S("Salma"),
		.last_name_ar = S("القادري"),
		.first_name_ar = S("سلمى"),
		.born = S("1990-05-01"),
		.memberships = { { S("AMO-TNS"), { 20000 }, DATE_NEVER, S("ACTIVE") },
				 { S("AMO-S"), { 19000 }, { 20000 }, S("ENDED") } },
		.memberships_n = 2,
	};
}

T(content_says_the_same)
{
	struct attestation_content c = content(a), got;

	for (int turn = 0; turn < 4; turn++) {
		if (turn == 1)
			c.born = S("1954-00-00"), c.last_name = c.first_name = S("");
		if (turn == 2)
			c.memberships_n = 0, c.last_name_ar = S("");
		if (turn == 3)
			c = content(a), c.last_name_ar = c.first_name_ar = S("");
		str p = attestation_payload(a, &c);
		t_need(attestation_content_read(a, p, &got));
		t_ok(str_eq(attestation_payload(a, &got), p));
		t_ok(str_eq(got.born, c.born) && got.number == c.number &&
		     got.memberships_n == c.memberships_n);
		t_ok(str_eq(got.first_name_ar, c.first_name_ar) && str_eq(got.last_name, c.last_name));
		t_ok(got.memberships_n < 2 || got.memberships[1].until.days == 20000);
	}
	str all = attestation_payload(a, &c);
	t_ok(memmem(all.p, all.n, "\"end\":\"2024-10-03\"", 18) != NULL); /* the last day inside */
	t_ok(attestation_kind_of(S("death")) == NULL);
}

static struct attestation_content family(struct arena *a)
{
	struct attestation_content c = content(a);

	c.kind = attestation_kind_of(S("family"));
	c.memberships_n = 0;
	c.unconfirmed = true;
	c.relatives_n = 4;
	c.relatives[0] = (struct attested_relative){ .role = S("SPOUSE"),
						     .number = 100000025,
						     .last_name = S("TAZI"),
						     .first_name = S("Omar"),
						     .born = S("1954-00-00"),
						     .said = true,
						     .from = { 15000 },
						     .until = DATE_NEVER };
	/* since birth: the day is said once */
	c.relatives[1] = (struct attested_relative){ .role = S("CHILD"),
						     .number = 100000033,
						     .last_name_ar = S("التازي"),
						     .first_name_ar = S("نور"),
						     .born = S("2014-06-01"),
						     .said = true,
						     .from = { 16222 },
						     .until = { 23892 } };
	c.relatives[2] = (struct attested_relative){ .role = S("WARD"),
						     .number = 100000041,
						     .last_name = S("BENNIS"),
						     .first_name = S("Adam"),
						     .born = S("2013-06-01"),
						     .said = true,
						     .from = { 18262 },
						     .until = { 21915 },
						     .court = S("12/2020") };
	c.relatives[3] = (struct attested_relative){ .role = S("CHILD"),
						     .number = 100000058,
						     .last_name = S("TAZI"),
						     .first_name = S("Ali"),
						     .born = S("2004-06-01") };
	return c;
}

T(content_of_a_family_says_the_same)
{
	struct attestation_content c = family(a), got;

	for (int turn = 0; turn < 3; turn++) {
		if (turn == 1) /* from birth, without an end: a period needs one of the two */
			c.relatives[1].until = DATE_NEVER, c.unconfirmed = false;
		if (turn == 2)
			c.relatives[1].from.days++;
		str p = attestation_payload(a, &c);
		t_need(attestation_content_read(a, p, &got));
		t_ok(str_eq(attestation_payload(a, &got), p));
		t_ok(got.relatives_n == 4 && got.memberships_n == 0 && got.unconfirmed == c.unconfirmed);
		for (size_t i = 0; i < 4; i++) {
			const struct attested_relative *x = &c.relatives[i], *y = &got.relatives[i];
			t_ok(str_eq(x->role, y->role) && x->number == y->number && str_eq(x->born, y->born));
			t_ok(x->said == y->said && x->from.days == y->from.days &&
			     x->until.days == y->until.days);
			t_ok(str_eq(x->first_name, y->first_name) &&
			     str_eq(x->last_name_ar, y->last_name_ar));
			t_ok(str_eq(x->court, y->court));
		}
	}
	t_seeds (500) {
		str p = attestation_payload(a, &c);
		char *bent = arena_array(a, char, p.n);
		memcpy(bent, p.p, p.n);
		bent[t_between(0, (int64_t)p.n - 1)] ^= (char)(1 << t_between(0, 6));
		if (rc_ok(attestation_content_read(a, (str){ bent, p.n }, &got)))
			t_ok(str_eq(attestation_payload(a, &got), (str){ bent, p.n }));
	}
}

T(content_of_others_is_refused)
{
	struct attestation_content c = content(a), got;
	str p = attestation_payload(a, &c);

	t_rc(attestation_content_read(a, S("{}"), &got), ATTESTATION_CONTENT);
	t_rc(attestation_content_read(a, S("{\"iss\":\"x\",\"sha256\":\"y\"}"), &got), ATTESTATION_CONTENT);
	t_rc(attestation_content_read(a, str_printf(a, "%.*s ", STR_ARG(p)), &got), ATTESTATION_CONTENT);
	for (size_t i = 0; i < p.n; i++)
		t_rc(attestation_content_read(a, (str){ p.p, i }, &got), ATTESTATION_CONTENT);
	t_seeds (500) {
		char *bent = arena_array(a, char, p.n);
		memcpy(bent, p.p, p.n);
		bent[t_between(0, (int64_t)p.n - 1)] ^= (char)(1 << t_between(0, 6));
		if (rc_ok(attestation_content_read(a, (str){ bent, p.n }, &got)))
			t_ok(str_eq(attestation_payload(a, &got), (str){ bent, p.n }));
	}
}

T(content_hash_forgets_when)
{
	struct attestation_content c = content(a);
	str h = attestation_content_hash(a, &c);

	c.issued_at.us += 1000000, c.reference = S("X");
	t_ok(str_eq(attestation_content_hash(a, &c), h));
	c.number++;
	t_ok(!str_eq(attestation_content_hash(a, &c), h));
}
