/* domain/law/complain.c - what is wrong in a file, and where. */
#include "domain/law/law.h"

#include "base/out.h"
#include "base/yaml.h"

static const struct {
	str name, english;
} rows[] = {
#define MISTAKE(key, english) { { #key, sizeof #key - 1 }, { english, sizeof english - 1 } },
#define CASE_MISTAKE(key, english) MISTAKE(key, english)
#include "domain/law/mistake.def"
#undef MISTAKE
#undef CASE_MISTAKE
};

str mistake_number(struct arena *a, size_t n) { return str_printf(a, "%zu", n); }
str mistake_name(enum mistake_key k) { return rows[k].name; }

/* What stands for {a} to {d}; a mistake whose sentence wants a word that it wasn't given is our own bug. */
static str word_of(const struct mistake *m, char letter)
{
	str s = letter == 'a' ? m->a : letter == 'b' ? m->b : letter == 'c' ? m->c : m->d;

	must('a' <= letter && letter <= 'd' && s.p != NULL);
	return s;
}

str mistake_text(struct arena *a, const struct mistake *m)
{
	str s = rows[m->key].english;
	struct out o;

	out_init(&o, a, 128);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '{') {
			out_str(&o, word_of(m, s.p[i + 1]));
			i += 2;
		} else {
			out_char(&o, s.p[i]);
		}
	return out_view(&o);
}

/* Whole characters of UTF-8 only. */
static str word_copy(struct arena *a, str s)
{
	size_t n = s.n < MISTAKE_WORD_MAX ? s.n : MISTAKE_WORD_MAX;

	while (n < s.n && n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return s.p == NULL ? s : str_copy(a, (str){ s.p, n });
}

struct mistake mistake_copy(struct arena *a, const struct mistake *m)
{
	return MISTAKEN(m->key, word_copy(a, m->a), word_copy(a, m->b), word_copy(a, m->c),
			word_copy(a, m->d));
}

struct law_problem law_problem_copy(struct arena *a, const struct law_problem *p)
{
	return (struct law_problem){ str_copy(a, p->file), p->line, p->column, mistake_copy(a, &p->mistake) };
}

void law_complain_at(struct law_reading *r, size_t line, size_t column, const struct mistake *m)
{
	r->mistakes++;
	if (r->n < r->max)
		r->problem[r->n++] = (struct law_problem){ r->file, line, column, mistake_copy(r->a, m) };
}

void law_complain_of(struct law_reading *r, const struct yaml *at, const struct mistake *m)
{
	law_complain_at(r, at->line, at->column, m);
}

void law_complain_yaml(struct law_reading *r, const struct yaml_fault *f)
{
	static const enum mistake_key key[] = {
		[YAML_BAD_SYNTAX] = MISTAKE_YAML_WORDS,	   [YAML_BAD_REFERENCE] = MISTAKE_YAML_REFERENCE,
		[YAML_BAD_MARK] = MISTAKE_YAML_MARK,	   [YAML_BAD_ENTRIES] = MISTAKE_YAML_ENTRIES,
		[YAML_BAD_CONTROL] = MISTAKE_YAML_CONTROL, [YAML_BAD_NAME] = MISTAKE_YAML_NAME,
		[YAML_BAD_TWICE] = MISTAKE_YAML_TWICE,	   [YAML_BAD_PLACE] = MISTAKE_YAML_PLACE,
		[YAML_BAD_DEEP] = MISTAKE_YAML_DEEP,	   [YAML_BAD_EMPTY] = MISTAKE_YAML_EMPTY,
		[YAML_BAD_SECOND] = MISTAKE_YAML_SECOND,   [YAML_BAD_DIRECTIVE] = MISTAKE_YAML_DIRECTIVE,
		[YAML_BAD_LARGE] = MISTAKE_YAML_LARGE,
	};
	struct mistake m = MISTAKEN(key[f->bad], f->word);

	law_complain_at(r, f->line, f->column, &m);
}

bool law_is_any_map(struct law_reading *r, const struct yaml *y, enum mistake_key none)
{
	bool is = y->kind == YAML_MAP && y->n > 0;

	if (!is)
		law_complain(r, y, none);
	return is;
}

bool law_is_map(struct law_reading *r, const struct yaml *y, enum mistake_key none, enum mistake_key other,
		const char *const *known)
{
	if (!law_is_any_map(r, y, none))
		return false;
	for (size_t i = 0; i < y->n; i++) {
		struct out o;
		bool is = false;
		out_init(&o, r->a, 128);
		for (size_t k = 0; known[k] != NULL; k++) {
			is |= str_eq(y->name[i].s, str_of(known[k]));
			out_printf(&o, "%s%s", k > 0 ? ", " : "", known[k]);
		}
		if (!is)
			law_complain(r, &y->name[i], other, y->name[i].s, out_view(&o));
	}
	return true;
}
