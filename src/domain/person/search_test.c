#include "domain/person/search.h"

#include "base/name.h"
#include "testing/t.h"

#define MA S("ma")

/* The reading as one line: what it holds, in a fixed order. */
static str read_line(struct arena *a, str country, str text)
{
	struct person_search s;
	str line = S("");

	search_read(a, country, text, &s);
	if (s.number != 0)
		line = str_printf(a, "%.*s n%lld", STR_ARG(line), (long long)s.number);
	if (s.phone != 0)
		line = str_printf(a, "%.*s p%lld", STR_ARG(line), (long long)s.phone);
	for (size_t i = 0; i < s.ids_n; i++)
		line = str_printf(a, "%.*s #%.*s", STR_ARG(line), STR_ARG(s.id[i]));
	if (s.born.year != 0)
		line = str_printf(a, "%.*s %.*s", STR_ARG(line), STR_ARG(birth_text(a, s.born)));
	for (size_t i = 0; i < s.words_n; i++)
		line = str_printf(a, "%.*s '%.*s'", STR_ARG(line), STR_ARG(s.word[i]));
	return line.n > 0 ? (str){ line.p + 1, line.n - 1 } : line;
}

static const struct {
	const char *text, *means;
} ma[] = {
	{ "", "" },
	{ " - , ", "" },
	{ "123456788", "n123456788 #123456788" },
	{ "123 456 788", "n123456788 #123456788" },
	{ "123-456.788 Benali", "n123456788 #123456788 'Benali'" },
	{ "Benali 123 456 788 12/03/1980", "n123456788 #123456788 1980-03-12 'Benali'" },
	{ "١٢٣ ٤٥٦ ٧٨٨", "n123456788 #123456788" },
	{ "123456787", "#123456787" },
	{ "0612345678", "p212612345678 #0612345678" },
	{ "06 12 34 56 78", "p212612345678 #0612345678" },
	{ "+212 (0)6 12-34-56-78", "p212612345678 #2120612345678" },
	{ "الهاتف ٠٦١٢٣٤٥٦٧٨", "p212612345678 #0612345678 'الهاتف'" },
	{ "0612345678 1980", "p212612345678 #0612345678 1980-00-00" },
	{ "1980 0612345678", "p212612345678 #0612345678 1980-00-00" },
	{ "AB123456", "#AB123456" },
	{ "ab 123456", "#123456 #AB123456" },
	{ "Benali ab-123.456", "#AB123456 'Benali'" },
	{ "Benali AB 123456", "#123456 #AB123456 'Benali'" },
	{ "BE 1980", "#1980 #BE1980" },
	{ "1234 5678 9012 3456", "#1234567890123456" },
	{ "1987-02-28", "1987-02-28" },
	{ "28/02/1987", "1987-02-28" },
	{ "28-02-1987 Tazi", "1987-02-28 'Tazi'" },
	{ "28.2.1987", "1987-02-28" },
	{ "28 02 1987", "1987-02-28" },
	{ "٢٨/٠٢/١٩٨٧ التازي", "1987-02-28 'التازي'" },
	{ "\u200F٢٨/٠٢/١٩٨٧\u200F", "1987-02-28" },
	{ "1954-00-00", "1954-00-00" },
	{ "Tazi 1954", "1954-00-00 'Tazi'" },
	{ "30/02/1987", "#30021987" },
	{ "Benali Mohammed", "'Benali' 'Mohammed'" },
	{ "M'hamed, El-Idrissi", "'M'hamed' 'El-Idrissi'" },
	{ "محمد بن علي", "'محمد' 'بن' 'علي'" },
	{ "Benali Mohammed بن علي محمد", "'بن' 'علي' 'محمد'" },
	{ "Benali محمد", "'Benali' 'محمد'" },
	{ "Tazi \xFF Ali", "'Tazi' 'Ali'" },
	{ "a b c d e f g h", "'a' 'b' 'c' 'd' 'e' 'f'" },
};

T(what_was_typed)
{
	for (size_t i = 0; i < sizeof ma / sizeof ma[0]; i++) {
		str want = str_of(ma[i].means);
		str got = read_line(a, MA, str_of(ma[i].text));
		t_ok(str_eq(got, want));
		if (!str_eq(got, want))
			printf("# %s: got %.*s, want %s\n", ma[i].text, STR_ARG(got), ma[i].means);
	}
	t_str(read_line(a, S("dz"), S("100 000 000 009")), "n100000000009 #100000000009");
	t_str(read_line(a, S("dz"), S("0555 12 34 56")), "p213555123456 #0555123456");
}

/* Nothing that anybody types breaks anything, however long. */
T(anything_may_be_typed)
{
	static const char *const bits[] = { " ",  "1980", "/", "٣",    "بن",	 "AB", "-", "+212", "06",
					    "()", "\xFF", "é", "Tazi", "\u202E", "0",  ".", "99",   "," };
	enum { BITS = sizeof bits / sizeof bits[0] };

	t_seeds (500) {
		char text[600];
		size_t n = 0;
		struct person_search s;
		struct search_way ways[SEARCH_WAYS_MAX];
		for (int64_t i = 0, k = t_between(0, 80); i < k; i++) {
			const char *bit = bits[t_between(0, BITS - 1)];
			memcpy(text + n, bit, strlen(bit));
			n += strlen(bit);
		}
		search_read(a, MA, (str){ text, n }, &s);
		t_ok(s.ids_n <= SEARCH_IDS_MAX && s.words_n <= SEARCH_WORDS_MAX);
		t_ok(search_ways(a, &s, ways) <= SEARCH_WAYS_MAX);
	}
}

static struct search_person person(str last, str first, str last_ar, str first_ar)
{
	return (struct search_person){
		.last_name = last, .first_name = first, .last_name_ar = last_ar, .first_name_ar = first_ar
	};
}

/* Which way of reading `text` fits best, as "last|first", or nothing. */
static str best(struct arena *a, const char *text, const struct search_person *p)
{
	struct search_way ways[SEARCH_WAYS_MAX];
	struct person_search s;
	int64_t last, first;
	unsigned least = UINT32_MAX;
	str found = S("none");

	person_keys(p->last_name, p->first_name, p->last_name_ar, p->first_name_ar, &last, &first);
	search_read(a, MA, str_of(text), &s);
	for (size_t i = 0, n = search_ways(a, &s, ways); i < n; i++)
		if (search_way_fits(&ways[i], last, first) && search_distance(&ways[i], p) < least) {
			least = search_distance(&ways[i], p);
			found = str_printf(a, "%.*s|%.*s %u", STR_ARG(ways[i].last), STR_ARG(ways[i].first),
					   least);
		}
	return found;
}

T(names_are_read_in_every_way)
{
	struct search_person p = person(S("Benali"), S("Mohammed"), S("بن علي"), S("محمد"));
	struct search_person latin = person(S("AIT LAHCEN"), S("Fatima Zahra"), S(""), S(""));

	t_str(best(a, "Benali Mohammed", &p), "Benali|Mohammed 0");
	t_str(best(a, "mohamed ben ali", &p), "ben ali|mohamed 0");
	t_str(best(a, "Ben Ali M'hamed", &p), "Ben Ali|M'hamed 0");
	t_str(best(a, "محمد بن علي", &p), "بن علي|محمد 0");
	t_str(best(a, "بنعلي محمد", &p), "بنعلي|محمد 0");
	t_str(best(a, "Ben Ali", &p), "Ben Ali| 0");
	t_str(best(a, "Benali محمد", &p), "Benali|محمد 0");
	t_str(best(a, "Mohamed", &p), "|Mohamed 0");
	t_str(best(a, "Bennani Mohammed", &p), "none");
	t_str(best(a, "ait lahcen fatima zahra", &latin), "ait lahcen|fatima zahra 0");
	t_str(best(a, "Fatima Aït-Lahcen", &latin), "Aït-Lahcen|Fatima 6");
	t_str(best(a, "آيت لحسن فاطمة الزهراء", &latin), "آيت لحسن|فاطمة الزهراء 0");
}

T(no_part_is_in_two_scripts)
{
	struct search_person p = person(S("Benali"), S("Fatima"), S(""), S(""));
	struct search_way ways[SEARCH_WAYS_MAX];
	struct person_search s;

	t_str(best(a, "Benali محمد", &p), "none");
	search_read(a, MA, S("Benali محمد"), &s);
	t_int((int64_t)search_ways(a, &s, ways), 2);
	search_read(a, MA, S("Benali محمد Ali"), &s);
	t_int((int64_t)search_ways(a, &s, ways), 2);
}

/* For births: names that sound alike but begin with another consonant are found, others aren't. */
T(names_alike)
{
	struct search_person p = person(S("Belkacem"), S("Khadija"), S("بلقاسم"), S("خديجة"));
	struct search_way ways[SEARCH_WAYS_MAX];
	struct person_search s;

	search_read(a, MA, S("Belgacem Kadija"), &s);
	t_int((int64_t)search_ways(a, &s, ways), 4);
	t_ok(search_similar(&ways[0], &p) && !search_similar(&ways[1], &p));
	t_ok(!search_similar(&ways[2], &p));
}

/* Whether the way that reads "last first" reaches the person's keys through one other sound. */
static bool reaches(struct arena *a, const char *text, const struct search_person *p)
{
	struct search_way ways[SEARCH_WAYS_MAX], near[SEARCH_NEAR_MAX];
	struct person_search s;
	int64_t last, first;
	bool found = false;

	person_keys(p->last_name, p->first_name, p->last_name_ar, p->first_name_ar, &last, &first);
	search_read(a, MA, str_of(text), &s);
	must(search_ways(a, &s, ways) > 0);
	for (size_t i = 0, n = search_near(&ways[0], near); i < n; i++)
		found |= near[i].last_key == last && near[i].first_from <= first && first <= near[i].first_to;
	return found;
}

T(one_sound_for_another)
{
	struct search_person soraya = person(S("Tazi"), S("Soraya"), S("التازي"), S("ثريا"));
	struct search_person kacem = person(S("Belkacem"), S("Kacem"), S(""), S(""));

	t_ok(reaches(a, "Tazi Soraya", &soraya));
	t_ok(reaches(a, "Tazi Sor", &soraya));
	t_ok(reaches(a, "Belkacem Gacem", &kacem));
	t_ok(reaches(a, "Belgacem Kacem", &kacem));
	t_ok(!reaches(a, "Belgacem Gacem", &kacem)); /* two sounds */
	t_ok(!reaches(a, "Bennacem Kacem", &kacem));
}
