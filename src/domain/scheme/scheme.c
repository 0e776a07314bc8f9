/* domain/scheme/scheme.c - names of schemes. */
#include "domain/scheme/scheme.h"

str scheme_name(const struct scheme *list, size_t n, str scheme, str language)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].scheme, scheme))
			return str_eq(language, S("ar"))   ? list[i].name_ar
			       : str_eq(language, S("fr")) ? list[i].name_fr
							   : list[i].name_en;
	return scheme;
}
