/* domain/person/person.c - the keys that people are found by. */
#include "domain/person/person.h"

#include "base/name.h"

enum { COMMUNES_TO = 1000000000 };

void person_keys(str last_name, str first_name, str last_name_ar, str first_name_ar, int64_t *ret_last,
		 int64_t *ret_first)
{
	*ret_last = (int64_t)name_skeleton(last_name_ar.n > 0 ? last_name_ar : last_name);
	*ret_first = (int64_t)name_skeleton(first_name_ar.n > 0 ? first_name_ar : first_name);
}

int64_t person_cell_of(int32_t birth_ymd, int64_t commune_id)
{
	must(0 <= commune_id && commune_id < COMMUNES_TO);
	return birth_ymd * INT64_C(10000000000) + commune_id;
}

int32_t birth_number(str born)
{
	int64_t y, m, d;
	bool good = str_digits(&born, 4, 4, &y) && str_skip(&born, S("-")) && str_digits(&born, 2, 2, &m) &&
		    str_skip(&born, S("-")) && str_digits(&born, 2, 2, &d);

	must(good);
	return (int32_t)(y * 10000 + m * 100 + d);
}

/* Is it worth comparing the names? Skeletons that differ by more than two sounds are of different names. */
static bool near(int64_t x, int64_t y)
{
	enum { SYMBOLS = NAME_SKELETON_SYMBOLS, BITS = NAME_SKELETON_BITS };
	unsigned char a[SYMBOLS], b[SYMBOLS];
	int n = 0, k = 0, row[SYMBOLS + 1];

	if (x == y)
		return true;
	for (int shift = (SYMBOLS - 1) * BITS; shift >= 0; shift -= BITS) {
		if ((x >> shift & 31) != 0)
			a[n++] = (unsigned char)(x >> shift & 31);
		if ((y >> shift & 31) != 0)
			b[k++] = (unsigned char)(y >> shift & 31);
	}
	int most = n < 4 || k < 4 ? 1 : 2;
	if (n - k > most || k - n > most)
		return false;
	for (int j = 0; j <= k; j++)
		row[j] = j;
	for (int i = 1; i <= n; i++) {
		int corner = row[0];
		row[0] = i;
		for (int j = 1; j <= k; j++) {
			int up = row[j];
			int best = corner + (a[i - 1] != b[j - 1]);
			best = best < up + 1 ? best : up + 1;
			row[j] = best < row[j - 1] + 1 ? best : row[j - 1] + 1;
			corner = up;
		}
	}
	return row[k] <= most;
}

bool person_keys_near(int64_t last_x, int64_t first_x, int64_t last_y, int64_t first_y)
{
	return (near(last_x, last_y) && near(first_x, first_y)) ||
	       (near(last_x, first_y) && near(first_x, last_y));
}

struct person_facts person_known_facts(const struct known_person *p)
{
	return (struct person_facts){
		.last_name = p->last_name,
		.first_name = p->first_name,
		.last_name_ar = p->last_name_ar,
		.first_name_ar = p->first_name_ar,
		.birth = birth_of_number(birth_number(p->born)),
		.sex = p->sex,
		.commune_id = p->commune_id,
		.id_kind = p->kind,
		.id_value = p->value,
		.phone = p->phone,
	};
}

str person_called(struct arena *a, const struct person *p, str language)
{
	bool arabic = p->last_name_ar.n > 0 && (str_eq(language, S("ar")) || p->last_name.n == 0);

	return arabic ? str_printf(a, "%.*s %.*s", STR_ARG(p->first_name_ar), STR_ARG(p->last_name_ar))
		      : str_printf(a, "%.*s %.*s", STR_ARG(p->first_name), STR_ARG(p->last_name));
}

size_t identifier_plain(str s, char *to, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == ' ' || c == '-' || c == '.')
			continue;
		if (n == max) {
			n = 0;
			break;
		}
		to[n++] = 'a' <= c && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	}
	to[n] = '\0';
	return n;
}
