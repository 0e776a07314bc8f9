/* face/portal/part.c - small helpers of the templates. */
#include "face/portal/part.h"

#include "asset_urls.h"
#include "base/utf8.h"

str page_cstr(const char *s) { return s != NULL ? str_of(s) : S(""); }

bool same_word(str a, const char *b) { return str_eq(a, page_cstr(b)); }

str page_dir(const struct page *p) { return p->at.lang == LANG_AR ? S("rtl") : S("ltr"); }

str page_country(const struct page *p) { return p->at.country == COUNTRY_MA ? S("MA") : S("DZ"); }

str problem_of(const struct page *p, const char *field)
{
	for (size_t i = 0; i < p->problems_n; i++)
		if (strcmp(p->problems[i].field, field) == 0)
			return p->problems[i].text;
	return S("");
}

bool page_bad(const struct page *p, const char *field) { return problem_of(p, field).n > 0; }

void page_link(struct out *o, str path)
{
	bool ours =
	    path.n > 0 && (path.p[0] == '?' || path.p[0] == '#' ||
			   (path.p[0] == '/' && (path.n == 1 || (path.p[1] != '/' && path.p[1] != '\\'))));

	out_html(o, ours ? path : S("#"));
}

bool page_is_away(str url)
{
	str rest = url;

	if (!str_skip(&rest, S("https://")) && !str_skip(&rest, S("http://")))
		return false;
	for (size_t i = 0; i < rest.n; i++)
		if ((unsigned char)rest.p[i] <= ' ' || rest.p[i] == 0x7f)
			return false;
	return rest.n > 0 && rest.p[0] != '/';
}

void page_away(struct out *o, str url) { out_html(o, page_is_away(url) ? url : S("#")); }

str page_path(struct arena *a, const char *before, int64_t id, const char *after)
{
	return str_printf(a, "%s/%lld%s", before, (long long)id, after);
}

void page_icon(struct out *o, const char *name)
{
	out_lit(o, "<svg class=\"i\" aria-hidden=\"true\"><use href=\"" ASSET_I_SVG "#");
	out_html(o, page_cstr(name));
	out_lit(o, "\"/></svg>");
}

void page_describe(struct out *o, const struct page *p, const char *id, bool hint)
{
	bool bad = page_bad(p, id);

	if (!hint && !bad)
		return;
	out_lit(o, " aria-describedby=\"");
	if (hint)
		out_printf(o, "%s-h%s", id, bad ? " " : "");
	if (bad)
		out_printf(o, "%s-e\" aria-invalid=\"true", id);
	out_lit(o, "\"");
}

/* Words of the store and the tone they are shown in; what is not listed is mute. */
struct toned {
	const char *word;
	enum tone tone;
};

static enum tone tone_in(const struct toned *list, size_t n, str word)
{
	for (size_t i = 0; i < n; i++)
		if (same_word(word, list[i].word))
			return list[i].tone;
	return TONE_MUTE;
}

enum tone tone_of_outcome(str outcome)
{
	static const struct toned list[] = { { "REGISTERED", TONE_OK }, { "UPDATED", TONE_OK },
					     { "CEASED", TONE_INFO },	{ "DUPLICATE", TONE_INFO },
					     { "REVIEW", TONE_WARN },	{ "CONFLICT", TONE_WARN },
					     { "REJECTED", TONE_BAD } };

	return tone_in(list, sizeof list / sizeof list[0], outcome);
}

enum tone tone_of_feed(str state)
{
	static const struct toned list[] = { { "SIMULATED", TONE_WARN }, { "APPROVED", TONE_INFO },
					     { "APPLIED", TONE_OK },	 { "ANSWERED", TONE_OK },
					     { "REJECTED", TONE_BAD },	 { "SENT_BACK", TONE_BAD },
					     { "RECEIVED", TONE_INFO },	 { "VERIFIED", TONE_INFO },
					     { "STAGED", TONE_INFO },	 { "MATCHED", TONE_INFO } };

	return tone_in(list, sizeof list / sizeof list[0], state);
}

enum tone tone_of_campaign(str state)
{
	static const struct toned list[] = {
		{ "DRAFT", TONE_WARN }, { "RUNNING", TONE_INFO }, { "STOPPED", TONE_BAD }, { "DONE", TONE_OK }
	};

	return tone_in(list, sizeof list / sizeof list[0], state);
}

enum tone tone_of_request(str state)
{
	static const struct toned list[] = { { "RECEIVED", TONE_INFO },
					     { "IN_HAND", TONE_INFO },
					     { "MORE_NEEDED", TONE_WARN },
					     { "ACCEPTED", TONE_OK },
					     { "REFUSED", TONE_BAD } };

	return tone_in(list, sizeof list / sizeof list[0], state);
}

enum tone tone_of_law(str state)
{
	static const struct toned list[] = { { "VOTED", TONE_OK },	{ "SIGNED", TONE_INFO },
					     { "UNSIGNED", TONE_WARN }, { "IMPRECISE", TONE_WARN },
					     { "MISSING", TONE_BAD },	{ "PROPOSED", TONE_WARN },
					     { "IN_FORCE", TONE_OK },	{ "REFUSED", TONE_BAD } };

	return tone_in(list, sizeof list / sizeof list[0], state);
}

enum tone tone_of_right(str state)
{
	static const struct toned list[] = { { "OPEN", TONE_OK },
					     { "SUSPENDED", TONE_WARN },
					     { "UNKNOWN", TONE_INFO },
					     { "CLOSED", TONE_BAD } };

	return tone_in(list, sizeof list / sizeof list[0], state);
}

enum tone tone_of_move(str state)
{
	static const struct toned list[] = {
		{ "PREPARED", TONE_WARN },  { "REHEARSING", TONE_INFO }, { "REHEARSED", TONE_WARN },
		{ "APPROVED", TONE_INFO },  { "RUNNING", TONE_INFO },	 { "DONE", TONE_OK },
		{ "UNDO_ASKED", TONE_BAD }, { "UNDOING", TONE_BAD },	 { "UNDONE", TONE_BAD },
	};

	return tone_in(list, sizeof list / sizeof list[0], state);
}

enum tone tone_of_review(str state)
{
	static const struct toned list[] = { { "OPEN", TONE_WARN },
					     { "LATER", TONE_INFO },
					     { "SAME", TONE_OK },
					     { "NOT_SAME", TONE_OK },
					     { "SETTLED", TONE_OK } };

	return tone_in(list, sizeof list / sizeof list[0], state);
}

enum tone tone_of_member(str state)
{
	static const struct toned list[] = { { "ACTIVE", TONE_OK },
					     { "PENDING", TONE_WARN },
					     { "SUSPENDED", TONE_BAD },
					     { "WITHDRAWN", TONE_BAD } };

	return tone_in(list, sizeof list / sizeof list[0], state);
}

str tone_class(enum tone t)
{
	switch (t) {
	case TONE_OK:
		return S("tag--ok");
	case TONE_INFO:
		return S("tag--info");
	case TONE_WARN:
		return S("tag--warn");
	case TONE_BAD:
		return S("tag--bad");
	case TONE_MUTE:
	default:
		return S("tag--mute");
	}
}

const char *tone_icon(enum tone t)
{
	switch (t) {
	case TONE_OK:
		return "check";
	case TONE_WARN:
		return "alert";
	case TONE_BAD:
		return "x";
	case TONE_INFO:
	case TONE_MUTE:
	default:
		return "info";
	}
}

int64_t bar_width(int64_t part, int64_t whole, int64_t width)
{
	if (part <= 0 || whole <= 0)
		return 0;
	int64_t w;
	must(!__builtin_mul_overflow(part, width, &w));
	w /= whole;
	return w < 1 ? 1 : w > width ? width : w;
}

int64_t counts_of(const struct show_count *counts, size_t n, str outcome)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		if (str_eq(counts[i].outcome, outcome))
			sum += counts[i].n;
	return sum;
}

bool page_line(str *rest, str *ret)
{
	const char *end = rest->n > 0 ? memchr(rest->p, '\n', rest->n) : NULL;

	*ret = (str){ rest->p, end != NULL ? (size_t)(end - rest->p) : rest->n };
	size_t gone = ret->n + (end != NULL);
	bool any = rest->n > 0;
	rest->p += gone, rest->n -= gone;
	return any;
}

static str joined(struct arena *a, str first, str last)
{
	if (first.n == 0 || last.n == 0)
		return first.n > 0 ? first : last;
	return str_printf(a, "%.*s %.*s", STR_ARG(first), STR_ARG(last));
}

str full_name(struct arena *a, enum lang lang, const struct show_person *v)
{
	str latin = joined(a, v->first_name, v->last_name),
	    arabic = joined(a, v->first_name_ar, v->last_name_ar);

	return (lang == LANG_AR && arabic.n > 0) || latin.n == 0 ? arabic : latin;
}

str full_name_other(struct arena *a, enum lang lang, const struct show_person *v)
{
	str latin = joined(a, v->first_name, v->last_name),
	    arabic = joined(a, v->first_name_ar, v->last_name_ar);

	return latin.n == 0 || arabic.n == 0 ? S("") : lang == LANG_AR ? latin : arabic;
}

str initials(struct arena *a, str name)
{
	char *out = arena_array(a, char, 2 * UTF8_MAX);
	size_t n = 0, letters = 0;
	bool begins = true;
	uint32_t c;

	while (letters < 2 && utf8_next(&name, &c)) {
		if (begins && c != ' ') {
			n += utf8_put(out + n, c);
			letters++;
			/* Arabic letters would join into something that is no word. */
			if (c >= 0x600 && c < 0x700)
				break;
		}
		begins = c == ' ' || c == '-';
	}
	return (str){ out, n };
}
