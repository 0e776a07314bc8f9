/* domain/journal/digest.c */
#include "domain/journal/digest.h"

#include <inttypes.h>
#include <stdio.h>

static void value(struct digest *d, char type, const void *p, size_t n)
{
	char head[32];
	int len = snprintf(head, sizeof head, "%c%zu:", type, n);

	must(crypto_hash_sha256_update(&d->state, (const unsigned char *)head, (unsigned long long)len) == 0);
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
	char text[24];
	int n = snprintf(text, sizeof text, "%" PRId64, v);

	value(d, 'i', text, (size_t)n);
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
