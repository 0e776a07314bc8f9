/* domain/journal/digest.c */
#include "domain/journal/digest.h"

#include <string.h>

enum { DIGITS_MAX = 20 };

static void flush(struct digest *d)
{
	sha256_add(&d->state, d->buffer, d->used);
	d->used = 0;
}

static void put(struct digest *d, const void *p, size_t n)
{
	if (n > DIGEST_BUFFER - d->used)
		flush(d);
	if (n > DIGEST_BUFFER) {
		sha256_add(&d->state, p, n);
	} else if (n > 0) {
		memcpy(d->buffer + d->used, p, n);
		d->used += n;
	}
}

/* In decimal, before `end`; gives back where it begins. */
static char *decimal(uint64_t v, char *end)
{
	do {
		*--end = (char)('0' + v % 10);
		v /= 10;
	} while (v > 0);
	return end;
}

static void value(struct digest *d, char type, const void *p, size_t n)
{
	char head[DIGITS_MAX + 2], *end = head + sizeof head, *at = end;

	*--at = ':';
	at = decimal(n, at);
	*--at = type;
	put(d, at, (size_t)(end - at));
	put(d, p, n);
}

void digest_begin(struct digest *d)
{
	d->rows = 0;
	d->used = 0;
	sha256_begin(&d->state);
}

void digest_text(struct digest *d, str s) { value(d, 't', s.p, s.n); }
void digest_blob(struct digest *d, blob b) { value(d, 'b', b.p, b.n); }

void digest_int(struct digest *d, int64_t v)
{
	char text[DIGITS_MAX + 1], *end = text + sizeof text;
	char *at = decimal(v < 0 ? 0 - (uint64_t)v : (uint64_t)v, end);

	if (v < 0)
		*--at = '-';
	value(d, 'i', at, (size_t)(end - at));
}

void digest_row_end(struct digest *d)
{
	d->rows++;
	put(d, "\n", 1);
}

void digest_end(struct digest *d, unsigned char ret[static DIGEST_BYTES])
{
	flush(d);
	sha256_end(&d->state, ret);
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

void digest_check(struct digest *d, int64_t nth, instant at, user_id user, person_id person, date day)
{
	digest_int(d, nth);
	digest_int(d, at.us);
	digest_int(d, user.v);
	digest_int(d, person.v);
	digest_int(d, day.days);
	digest_row_end(d);
}
