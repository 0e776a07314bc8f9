/* domain/law/search.c - looking for words in the law. */
#include "domain/law/search.h"

#include "base/name.h"
#include "base/out.h"

#include <string.h>

enum { SHORT_WORD = 2 /* letters, of at most two bytes each */ };

static bool splits(char c)
{
	bool letter = ('a' <= (c | 32) && (c | 32) <= 'z') || ('0' <= c && c <= '9') || (c & 0x80) != 0;

	return !letter;
}

/* Every word of `s` in its normal form, a blank before each; what is between words splits them here already,
 * so that no word is taken for a part of a name. */
static void fold(struct out *o, str s)
{
	char normal[NAME_NORMAL_MAX];

	for (size_t i = 0; i < s.n;) {
		size_t from = i;
		while (i < s.n && !splits(s.p[i]))
			i++;
		size_t n = i > from ? name_normal_into(normal, (str){ s.p + from, i - from }) : 0;
		if (n > 0) {
			out_char(o, ' ');
			out_mem(o, normal, n);
		}
		i += i == from;
	}
}

static void fold_parameter(struct out *o, const struct law *l, const struct law_parameter *p)
{
	o->n = 0;
	fold(o, p->path);
	fold(o, p->fr), fold(o, p->ar), fold(o, p->en);
	fold(o, p->said), fold(o, p->reference);
	for (size_t i = 0; i < l->schemes_n; i++)
		if (str_eq(l->scheme[i].file, p->file))
			fold(o, l->scheme[i].fr), fold(o, l->scheme[i].ar), fold(o, l->scheme[i].en);
	for (size_t i = 0; i < p->n; i++)
		fold(o, p->value[i].reference);
}

static size_t letters_of(str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (s.p[i] & 0xC0) != 0x80;
	return n;
}

/* `wanted` is " word word", as fold() writes it. */
static bool speaks_of(str text, str wanted)
{
	while (wanted.n > 0) {
		const char *next = memchr(wanted.p + 1, ' ', wanted.n - 1);
		size_t n = next == NULL ? wanted.n : (size_t)(next - wanted.p);
		bool whole = letters_of((str){ wanted.p + 1, n - 1 }) <= SHORT_WORD; /* with its blank */
		if (text.n == 0 || memmem(text.p, text.n, wanted.p + !whole, n - !whole) == NULL)
			return false;
		wanted = (str){ wanted.p + n, wanted.n - n };
	}
	return true;
}

void law_search(struct arena *a, const struct law *l, str words, str country,
		const struct law_parameter ***ret, size_t *ret_n, size_t *ret_all)
{
	struct out wanted, text;

	*ret = arena_array(a, const struct law_parameter *, LAW_FOUND_MAX);
	*ret_n = *ret_all = 0;
	out_init(&wanted, a, 512);
	out_init(&text, a, 4096);
	fold(&wanted, (str){ words.p, words.n < LAW_WORDS_MAX ? words.n : LAW_WORDS_MAX });
	if (wanted.n == 0)
		return;
	for (size_t i = 0; i < 2 * l->n; i++) {
		const struct law_parameter *p = &l->parameter[i % l->n];
		if (str_eq(p->country, country) != (i < l->n))
			continue;
		fold_parameter(&text, l, p);
		if (!speaks_of(out_view(&text), out_view(&wanted)))
			continue;
		if (*ret_n < LAW_FOUND_MAX)
			(*ret)[(*ret_n)++] = p;
		(*ret_all)++;
	}
}
