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
