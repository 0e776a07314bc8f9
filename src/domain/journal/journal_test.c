/* The canonical text of an event, and the digest of rows: no two different things read the same. */
#include "domain/journal/journal.h"

#include "testing/t.h"

#include <sodium.h>

#define BLOB(lit) ((blob){ (const unsigned char *)(lit), sizeof(lit) - 1 })

T(text_is_the_documented_one)
{
	struct event e = {
		.event_id = { 77 },
		.at = { -5 },
		.user_id = { INT64_MAX },
		.purpose = S("COUNTER"),
		.kind = S("person.read"),
		.person_id = { 12 },
		.object = INT64_MIN,
		.detail = S("two\nlines \\ and\\n a tab\t"),
		.digest = BLOB("\x00\x9f\xff"),
	};

	t_str(journal_text(a, &e),
	      "sanad-event 1\nevent 77\nat -5\nuser 9223372036854775807\npurpose COUNTER\n"
	      "kind person.read\nperson 12\nobject -9223372036854775808\n"
	      "detail two\\nlines \\\\ and\\\\n a tab\t\ndigest 009fff\n");
	t_str(journal_text(a, &(struct event){ 0 }),
	      "sanad-event 1\nevent 0\nat 0\nuser 0\npurpose \nkind \nperson 0\n"
	      "object 0\ndetail \ndigest \n");
}

/* A text made of the characters that could confuse the form. */
static str odd_text(struct arena *a)
{
	static const char letters[] = "\n\\n :\x00 digest";
	size_t n = (size_t)t_between(0, 6);
	char *p = arena_array(a, char, n + 1);

	for (size_t i = 0; i < n; i++)
		p[i] = letters[t_between(0, sizeof letters - 2)];
	return (str){ p, n };
}

static struct event odd_event(struct arena *a)
{
	return (struct event){ .event_id = { t_between(0, 2) },
			       .kind = odd_text(a),
			       .detail = odd_text(a),
			       .purpose = odd_text(a) };
}

T(different_events_have_different_texts)
{
	t_seeds (20000) {
		struct arena tmp;
		arena_init(&tmp, 1 << 20);
		struct event x = odd_event(&tmp), y = odd_event(&tmp);
		bool same = x.event_id.v == y.event_id.v && str_eq(x.kind, y.kind) &&
			    str_eq(x.detail, y.detail) && str_eq(x.purpose, y.purpose);
		str text = journal_text(&tmp, &x);
		int lines = 0;
		for (size_t i = 0; i < text.n; i++)
			lines += text.p[i] == '\n';
		t_int(lines, 10);
		t_ok(same == str_eq(text, journal_text(&tmp, &y)));
		arena_done(&tmp);
	}
}

T(purposes_have_their_names)
{
	t_str(journal_purpose(FOR_SYSTEM), "SYSTEM");
	t_str(journal_purpose(FOR_COUNTER), "COUNTER");
	for (int i = 0; i < PURPOSES; i++)
		t_ok(journal_purpose((enum purpose)i).n > 0);
	t_dies((void)journal_purpose(PURPOSES));
}

static str hex(struct arena *a, struct digest *d)
{
	unsigned char out[DIGEST_BYTES];
	char *text = arena_array(a, char, 2 * DIGEST_BYTES + 1);

	digest_end(d, out);
	must(sodium_bin2hex(text, 2 * DIGEST_BYTES + 1, out, sizeof out) != NULL);
	return (str){ text, 2 * DIGEST_BYTES };
}

/* The same bytes, hashed by `printf 't3:abci2:42b1:\377\n' | sha256sum`. */
T(digest_is_the_documented_one)
{
	struct digest d;

	digest_begin(&d);
	t_str(hex(a, &d), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest_begin(&d);
	digest_text(&d, S("abc"));
	digest_int(&d, 42);
	digest_blob(&d, BLOB("\xff"));
	digest_row_end(&d);
	t_int(d.rows, 1);
	t_str(hex(a, &d), "d9d5ebfca29d04a9d1cff0073702d6a139c581137f41c4e3fde80e3656a93a59");
}

/* Values of every length around the buffer's, and numbers of every length. */
T(digest_takes_values_of_any_length)
{
	enum { LONGEST = DIGEST_BUFFER + 40 };
	char *text = arena_array(a, char, LONGEST), *all = arena_array(a, char, LONGEST + 100);
	static const int64_t numbers[] = { 0, -1, 10, -10, INT64_MAX, INT64_MIN };
	unsigned char want[DIGEST_BYTES], got[DIGEST_BYTES];
	struct digest d;

	memset(text, 'x', LONGEST);
	for (size_t n = DIGEST_BUFFER - 60; n <= LONGEST; n++) {
		char number[32];
		int64_t v = numbers[n % (sizeof numbers / sizeof *numbers)];
		int digits = snprintf(number, sizeof number, "%" PRId64, v);
		int used = sprintf(all, "i%d:%s", digits, number);
		used += sprintf(all + used, "t%zu:%.*s\n", n, (int)n, text);
		crypto_hash_sha256(want, (const unsigned char *)all, (unsigned long long)used);
		digest_begin(&d);
		digest_int(&d, v);
		digest_text(&d, (str){ text, n });
		digest_row_end(&d);
		digest_end(&d, got);
		t_ok(memcmp(want, got, sizeof got) == 0);
	}
}

T(digest_keeps_values_and_rows_apart)
{
	struct digest x, y;

	digest_begin(&x), digest_begin(&y);
	digest_text(&x, S("ab")), digest_text(&x, S("c"));
	digest_text(&y, S("a")), digest_text(&y, S("bc"));
	t_ok(!str_eq(hex(a, &x), hex(a, &y)));
	digest_begin(&x), digest_begin(&y);
	digest_text(&x, S("1")), digest_int(&y, 1);
	t_ok(!str_eq(hex(a, &x), hex(a, &y)));
	digest_begin(&x), digest_begin(&y);
	digest_text(&x, S("a")), digest_row_end(&x), digest_text(&x, S("b")), digest_row_end(&x);
	digest_text(&y, S("a")), digest_text(&y, S("b")), digest_row_end(&y);
	t_ok(!str_eq(hex(a, &x), hex(a, &y)));
}

T(every_fact_of_a_person_counts)
{
	struct digest_person p = { { 1 },  2, S("a"), S("b"), S("c"), S("d"),  S("1990-01-02"),
				   S("F"), 3, S("e"), 4,      S("f"), S("fr"), 5 };
	struct digest_person q[14];
	struct digest d;

	digest_begin(&d);
	digest_person(&d, &p);
	str was = hex(a, &d);
	for (int i = 0; i < 14; i++)
		q[i] = p;
	q[0].person_id.v = 9, q[1].number = 9, q[2].last_name = S("x"), q[3].first_name = S("x");
	q[4].last_name_ar = S("x"), q[5].first_name_ar = S("x"), q[6].born = S("1990-01-03"),
	q[7].sex = S("M");
	q[8].commune_id = 9, q[9].address = S("x"), q[10].phone = 9, q[11].email = S("x"),
	q[12].language = S("ar");
	q[13].source_id = 9;
	for (int i = 0; i < 14; i++) {
		digest_begin(&d);
		digest_person(&d, &q[i]);
		t_ok(!str_eq(was, hex(a, &d)));
	}
}
