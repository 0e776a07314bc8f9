/* Signed notes: what we sign opens, what anyone changed doesn't. */
#include "domain/journal/note.h"

#include "testing/t.h"

#include <sodium.h>

struct pair {
	unsigned char key[NOTE_PUBLIC_BYTES], secret[NOTE_SECRET_BYTES];
};

static struct pair pair_of(unsigned char seed_byte)
{
	unsigned char seed[crypto_sign_SEEDBYTES];
	struct pair p;

	memset(seed, seed_byte, sizeof seed);
	must(crypto_sign_seed_keypair(p.key, p.secret, seed) == 0);
	return p;
}

static struct note_head head_of(int64_t size)
{
	struct note_head h = { .origin = S("sanad.example/ma"), .size = size };

	memset(h.root.b, 0x5a, sizeof h.root.b);
	return h;
}

/* The example of golang.org/x/mod/sumdb/note: made by another program. */
T(verifier_key_of_another_program)
{
	static const char peter[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
	unsigned char typed[1 + NOTE_PUBLIC_BYTES];

	must(sodium_base642bin(typed, sizeof typed, "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", 44, NULL,
			       NULL, NULL, sodium_base64_VARIANT_ORIGINAL) == 0);
	t_str(note_verifier(a, S("PeterNeumann"), typed + 1),
	      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
	/* Its note isn't a checkpoint, but it is well signed: only the head is refused. */
	struct note_head h;
	t_rc(note_open(S("If you think cryptography is the answer to your problem,\n"
			 "then you don't know what your problem is.\n\n"
			 "\u2014 PeterNeumann "
			 "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6K"
			 "Us+wR+qsNRrfbgA=\n"),
		       str_of(peter), &h),
	     NOTE);
}

T(what_is_signed_opens)
{
	struct pair p = pair_of(1);
	static const int64_t sizes[] = { 0, 1, 9, 10, 1207, INT64_C(999999999999999999) };

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct note_head h = head_of(sizes[i]), got;
		str note = note_sign(a, &h, p.secret), v = note_verifier(a, h.origin, p.key);
		t_need(note_open(note, v, &got));
		t_int(got.size, h.size);
		t_ok(hash_eq(&got.root, &h.root) && str_eq(got.origin, h.origin));
	}
}

T(every_changed_byte_is_found)
{
	struct pair p = pair_of(2);
	struct note_head h = head_of(1207), got;
	str note = note_sign(a, &h, p.secret), v = note_verifier(a, h.origin, p.key);

	for (size_t i = 0; i < note.n; i++) {
		char *copy = arena_array(a, char, note.n);
		memcpy(copy, note.p, note.n);
		for (int bit = 0; bit < 8; bit++) {
			copy[i] = (char)(note.p[i] ^ 1 << bit);
			t_ok(!rc_ok(note_open((str){ copy, note.n }, v, &got)));
		}
	}
	for (size_t n = 0; n < note.n; n++)
		t_ok(!rc_ok(note_open((str){ note.p, n }, v, &got)));
}

T(another_key_is_no_signature)
{
	struct pair ours = pair_of(3), other = pair_of(4);
	struct note_head h = head_of(5), got;
	str note = note_sign(a, &h, ours.secret);

	t_rc(note_open(note, note_verifier(a, h.origin, other.key), &got), NOTE_SIGNATURE);
	t_rc(note_open(note, note_verifier(a, S("sanad.example/dz"), ours.key), &got), NOTE);
	/* A witness's line below ours, or above, changes nothing. */
	str theirs = note_sign(a, &h, other.secret), tail = theirs;
	tail.p = strstr(theirs.p, "\u2014"), tail.n = theirs.n - (size_t)(tail.p - theirs.p);
	str both = str_printf(a, "%.*s%.*s", STR_ARG(note), STR_ARG(tail));
	t_need(note_open(both, note_verifier(a, h.origin, ours.key), &got));
	t_need(note_open(both, note_verifier(a, h.origin, other.key), &got));
}

T(forms_that_are_refused)
{
	struct pair p = pair_of(5);
	struct note_head h = head_of(5), got;
	str v = note_verifier(a, h.origin, p.key), note = note_sign(a, &h, p.secret);

	t_rc(note_open(S(""), v, &got), NOTE);
	t_rc(note_open(S("\n\n"), v, &got), NOTE);
	t_rc(note_open(S("sanad.example/ma\n5\n"), v, &got), NOTE);
	t_rc(note_open(note, S(""), &got), NOTE);
	t_rc(note_open(note, S("sanad.example/ma+00000000+AQ=="), &got), NOTE);
	t_rc(note_open(str_printf(a, "%.*sx", STR_ARG(note)), v, &got), NOTE);
	t_ok(!note_origin_valid(S("")) && !note_origin_valid(S("a b")) && !note_origin_valid(S("a+b")));
	t_ok(!note_origin_valid(S("a\nb")) && !note_origin_valid(S("\xff")) &&
	     note_origin_valid(S("sanad/ma")));
	h.origin = S("a b");
	t_dies((void)note_sign(a, &h, p.secret));
}
