/* domain/journal/digest.c */
#include "domain/journal/digest.h"

enum { DECIMAL = 20 }; /* digits of the largest 64-bit number */

/* The digits of `v`, ending before `end`; returns how many. Twenty numbers a person: printf was a tenth of
 * the time of a bulk change. */
static size_t decimal(char *end, uint64_t v)
{
	size_t n = 0;

	do
		*(end - ++n) = (char)('0' + v % 10);
	while ((v /= 10) > 0);
	return n;
}

static void value(struct digest *d, char type, const void *p, size_t n)
{
	char head[DECIMAL + 2], *end = head + sizeof head - 1;
	size_t digits = decimal(end, n);

	*end = ':';
	*(end - digits - 1) = type;
	must(crypto_hash_sha256_update(&d->state, (const unsigned char *)end - digits - 1, digits + 2) == 0);
	if (n > 0)
		must(crypto_hash_sha256_update(&d->state, p, n) == 0);
}

void digest_begin(struct digest *d)
{
	d->rows = 0;
	must(crypto_hash_sha256_init(&d->state) == 0);
}

void digest_text(struct digest *d, str s) { value(d, 't', s.p, s.n); }
void digest_blob(struct digest *d, blob b) { value(d, 'b', b.p, b.n); }

void digest_int(struct digest *d, int64_t v)
{
	char text[DECIMAL + 1], *end = text + sizeof text;
	size_t n = decimal(end, v < 0 ? -(uint64_t)v : (uint64_t)v);

	if (v < 0)
		*(end - ++n) = '-';
	value(d, 'i', end - n, n);
}

void digest_row_end(struct digest *d)
{
	d->rows++;
	must(crypto_hash_sha256_update(&d->state, (const unsigned char *)"\n", 1) == 0);
}

void digest_end(struct digest *d, unsigned char ret[static DIGEST_BYTES])
{
	must(crypto_hash_sha256_final(&d->state, ret) == 0);
}

void digest_person(struct digest *d, const struct digest_person *p)
{
	digest_int(d, p->person_id.v);
	digest_int(d, p->number);
	digest_text(d, p->last_name);
	digest_text(d, p->first_name);
	digest_text(d, p->last_name_ar);
	digest_text(d, p->first_name_ar);
	digest_text(d, p->born);
	digest_text(d, p->sex);
	digest_int(d, p->commune_id);
	digest_text(d, p->address);
	digest_int(d, p->phone);
	digest_text(d, p->email);
	digest_text(d, p->language);
	digest_int(d, p->source_id);
	digest_row_end(d);
}
