/* domain/law/complain.c - what is wrong in a file, and where. */
#include "domain/law/law.h"

#include "base/out.h"
#include "base/yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void law_complain_at(struct law_reading *r, size_t line, size_t column, str what)
{
	r->mistakes++;
	if (r->n < r->max)
		r->problem[r->n++] = (struct law_problem){ r->file, line, column, what };
}

void law_complain(struct law_reading *r, const struct yaml *at, const char *fmt, ...)
{
	char what[LAW_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	must(n >= 0);
	law_complain_at(r, at->line, at->column, str_printf(r->a, "%s", what));
}

bool law_is_map(struct law_reading *r, const struct yaml *y, const char *what, const char *const *known)
{
	if (y->kind != YAML_MAP || y->n == 0) {
		law_complain(r, y, "%s is a map of names and values here", what);
		return false;
	}
	for (size_t i = 0; known != NULL && i < y->n; i++) {
		struct out o;
		bool is = false;
		out_init(&o, r->a, 128);
		for (size_t k = 0; known[k] != NULL; k++) {
			is |= str_eq(y->name[i].s, (str){ known[k], strlen(known[k]) });
			out_printf(&o, "%s%s", k > 0 ? ", " : "", known[k]);
		}
		if (!is)
			law_complain(r, &y->name[i], "%.*s is no name that %s may have: %.*s",
				     STR_ARG(y->name[i].s), what, STR_ARG(out_view(&o)));
	}
	return true;
}
