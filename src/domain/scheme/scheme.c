/* domain/scheme/scheme.c - schemes of the law, and their names. */
#include "domain/scheme/scheme.h"

#include "domain/law/law.h"

static int64_t rank(const struct law *l, const struct law_scheme *s, date day, struct arena *a)
{
	struct law_answer x =
	    law_on(l, str_printf(a, "%.*s/%.*s/rule.priority", STR_ARG(s->country), STR_ARG(s->scheme)), day);
	int64_t own = SCHEME_LAST;

	if (x.value != NULL && x.value->rule != NULL)
		(void)rule_number(x.value->rule, "own", &own);
	return own;
}

void schemes_of_law(const struct law *l, str country, date day, struct arena *a, struct schemes_new *ret)
{
	*ret = (struct schemes_new){ .scheme = arena_array(a, struct scheme, l->schemes_n + 1),
				     .class = arena_array(a, struct income_class,
							  l->schemes_n * LAW_CLASSES_MAX + 1) };
	for (size_t i = 0; i < l->schemes_n; i++) {
		const struct law_scheme *s = &l->scheme[i];
		if (s->code.n == 0 || !str_eq(s->country, country))
			continue;
		ret->scheme[ret->n++] = (struct scheme){ .scheme = s->code,
							 .country = s->country,
							 .name_fr = s->fr,
							 .name_ar = s->ar,
							 .name_en = s->en,
							 .priority = rank(l, s, day, a) };
		for (size_t k = 0; k < s->classes_n; k++)
			ret->class[ret->classes_n++] = (struct income_class){ s->code, s->class[k] };
	}
}

str scheme_name(const struct scheme *list, size_t n, str scheme, str language)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].scheme, scheme))
			return str_eq(language, S("ar"))   ? list[i].name_ar
			       : str_eq(language, S("fr")) ? list[i].name_fr
							   : list[i].name_en;
	return scheme;
}
