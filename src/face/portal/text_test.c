#include "face/portal/text.h"

#include "domain/message/sms_text.h"
#include "face/portal/text_table.h"
#include "testing/t.h"

static const struct locale FR_MA = { LANG_FR, COUNTRY_MA }, FR_DZ = { LANG_FR, COUNTRY_DZ },
			   AR_MA = { LANG_AR, COUNTRY_MA }, AR_DZ = { LANG_AR, COUNTRY_DZ },
			   EN_MA = { LANG_EN, COUNTRY_MA };

#define SAYS(call, want) \
	do { \
		struct out o; \
		out_init(&o, a, 0); \
		call; \
		t_str(out_view(&o), want); \
	} while (0)

T(text_knows_its_languages)
{
	enum lang l = LANG_EN;
	t_ok(text_lang_of(S("ar"), &l) && l == LANG_AR);
	t_ok(!text_lang_of(S("de"), &l) && !text_lang_of(S(""), &l) && !text_lang_of(S("arx"), &l));
	t_str(text_lang(LANG_FR), "fr");
}

T(text_names_are_sorted_and_found)
{
	enum text_key key;
	for (int k = TEXT_NONE + 1; k < TEXT_N; k++) {
		t_ok(text_find("", text_names[k], &key) && key == (enum text_key)k);
		for (size_t i = 0; i <= text_names[k].n; i++) {
			char family[64] = "";
			memcpy(family, text_names[k].p, i);
			t_ok(text_find(family, (str){ text_names[k].p + i, text_names[k].n - i }, &key) &&
			     key == (enum text_key)k);
		}
	}
	t_ok(!text_find("err.", S("NO_SUCH_THING"), &key) && !text_find("err", S(""), &key) &&
	     !text_find("", S(""), &key));
}

/* Whatever fails, there is something to tell the reader, in each language. */
T(text_has_words_for_every_error)
{
	static const int codes[] = {
#define E(name, number, class, http, text) number,
#include "base/err.def"
#undef E
	};
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		for (enum lang l = LANG_AR; l < LANG_N; l++)
			t_ok(text_of_rc(l, (rc){ codes[i] }).n > 5);
}

T(text_takes_the_plural_form_of_the_language)
{
	/* CLDR: Arabic has six, French says singular for 0 and 1, English for 1 only. */
	static const struct {
		int64_t n;
		size_t ar, fr, en;
	} rows[] = { { 0, 0, 0, 1 },   { 1, 1, 0, 0 },	 { 2, 2, 1, 1 },      { 3, 3, 1, 1 },
		     { 10, 3, 1, 1 },  { 11, 4, 1, 1 },	 { 99, 4, 1, 1 },     { 100, 5, 1, 1 },
		     { 102, 5, 1, 1 }, { 103, 3, 1, 1 }, { 1600000, 5, 1, 1 } };
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		t_int((int64_t)text_form(LANG_AR, (uint64_t)rows[i].n), (int64_t)rows[i].ar);
		t_int((int64_t)text_form(LANG_FR, (uint64_t)rows[i].n), (int64_t)rows[i].fr);
		t_int((int64_t)text_form(LANG_EN, (uint64_t)rows[i].n), (int64_t)rows[i].en);
	}
	t_str(text_plural(LANG_EN, TEXT(span_days), 1), "{n} day");
	t_str(text_plural(LANG_AR, TEXT(span_days), 2), "يومان");
}

T(text_fills_and_escapes_placeholders)
{
	str who = S("<b>\"O'Hara\" & co");
	SAYS(text_put(&o, FR_MA, TEXT_INTO_PAGE, TEXT(feed_step_by), TEXT_ARGS(TEXT_ARG("who", who))),
	     "par <bdi>&lt;b&gt;&quot;O&#39;Hara&quot; &amp; co</bdi>");
	SAYS(text_put(&o, FR_MA, TEXT_INTO_ATTRIBUTE, TEXT(feed_step_by), TEXT_ARGS(TEXT_ARG("who", who))),
	     "par &lt;b&gt;&quot;O&#39;Hara&quot; &amp; co");
	t_str(text_str(a, EN_MA, TEXT(feed_step_by), TEXT_ARGS(TEXT_ARG("who", who))),
	      "by <b>\"O'Hara\" & co");
	SAYS(text_put(&o, EN_MA, TEXT_INTO_PAGE, TEXT(feed_rows), TEXT_ARGS(TEXT_ARG("n", 1600000))),
	     "<bdi class=\"num\">1,600,000</bdi> rows");
	/* A value that looks like a placeholder is not read again. */
	t_str(text_str(a, EN_MA, TEXT(feed_step_by), TEXT_ARGS(TEXT_ARG("who", S("{who}")))), "by {who}");
	t_dies((void)text_str(a, EN_MA, TEXT(feed_step_by), TEXT_ARGS(TEXT_ARG("n", 1))));
}

T(text_writes_numbers_as_the_country_does)
{
	SAYS(text_decimal(&o, FR_MA, TEXT_INTO_PLAIN, 1234550, 2), "12.345,50");
	SAYS(text_decimal(&o, FR_DZ, TEXT_INTO_PLAIN, 1234550, 2), "12\xE2\x80\xAF"
								   "345,50");
	SAYS(text_decimal(&o, AR_MA, TEXT_INTO_PAGE, -5, 2), "<bdi class=\"num\">\xE2\x88\x92"
							     "0,05</bdi>");
	SAYS(text_decimal(&o, EN_MA, TEXT_INTO_PLAIN, 1234550, 2), "12,345.50");
	SAYS(text_number(&o, FR_DZ, TEXT_INTO_PLAIN, 999), "999");
	SAYS(text_number(&o, AR_DZ, TEXT_INTO_PLAIN, 1000), "1.000");
	SAYS(text_number(&o, EN_MA, TEXT_INTO_PLAIN, INT64_MIN), "\xE2\x88\x92"
								 "9,223,372,036,854,775,808");
}

T(text_writes_shares)
{
	SAYS(text_percent(&o, EN_MA, TEXT_INTO_PLAIN, 1, 8), "12.5%");
	SAYS(text_percent(&o, EN_MA, TEXT_INTO_PLAIN, 2, 3), "66.7%");
	SAYS(text_percent(&o, EN_MA, TEXT_INTO_PLAIN, 1, 1600000), "< 0.1%");
	SAYS(text_percent(&o, EN_MA, TEXT_INTO_PAGE, 1, 1600000), "<bdi class=\"num\">&lt; 0.1%</bdi>");
	SAYS(text_percent(&o, EN_MA, TEXT_INTO_PLAIN, 0, 0), "0.0%");
	SAYS(text_percent(&o, FR_MA, TEXT_INTO_PLAIN, 7, 7), "100,0\xE2\x80\xAF%");
}

T(text_writes_dates_as_the_country_does)
{
	date d;
	instant t;
	t_need(date_parse(S("2026-11-24"), &d));
	SAYS(text_day(&o, FR_MA, TEXT_INTO_PLAIN, d), "24\xC2\xA0novembre 2026");
	SAYS(text_day(&o, AR_MA, TEXT_INTO_PLAIN, d), "24\xC2\xA0نونبر 2026");
	SAYS(text_day(&o, AR_DZ, TEXT_INTO_PLAIN, d), "24\xC2\xA0نوفمبر 2026");
	t_need(date_parse(S("2026-08-01"), &d));
	SAYS(text_day(&o, FR_DZ, TEXT_INTO_PLAIN, d), "1er\xC2\xA0"
						      "août 2026");
	SAYS(text_day(&o, AR_MA, TEXT_INTO_PLAIN, d), "1\xC2\xA0غشت 2026");
	SAYS(text_day(&o, AR_DZ, TEXT_INTO_PLAIN, d), "1\xC2\xA0"
						      "أوت 2026");
	/* The fund's clock is an hour ahead of UTC: the day changes with it. */
	t_need(instant_parse(S("2026-12-31T23:05:00Z"), &t));
	SAYS(text_when(&o, EN_MA, TEXT_INTO_PLAIN, t), "1\xC2\xA0January 2027 at 00:05");
	t_need(instant_parse(S("2026-11-24T08:40:59Z"), &t));
	SAYS(text_when(&o, FR_MA, TEXT_INTO_PLAIN, t), "24\xC2\xA0novembre 2026 à 9\xC2\xA0h\xC2\xA0"
						       "40");
	SAYS(text_born(&o, FR_MA, TEXT_INTO_PLAIN, S("1954-00-00")), "1954 (jour inconnu)");
	SAYS(text_born(&o, FR_MA, TEXT_INTO_PLAIN, S("1983-04-12")), "12\xC2\xA0"
								     "avril 1983");
	SAYS(text_born(&o, FR_MA, TEXT_INTO_PAGE, S("<1983>")), "&lt;1983&gt;");
}

T(text_rounds_spans_and_sizes)
{
	SAYS(text_span(&o, EN_MA, TEXT_INTO_PLAIN, 1), "1 second");
	SAYS(text_span(&o, EN_MA, TEXT_INTO_PLAIN, 119), "119 seconds");
	SAYS(text_span(&o, FR_MA, TEXT_INTO_PLAIN, 120), "2 minutes");
	SAYS(text_span(&o, EN_MA, TEXT_INTO_PLAIN, 7200), "2 hours");
	SAYS(text_span(&o, EN_MA, TEXT_INTO_PLAIN, 200000), "2 days");
	SAYS(text_size(&o, EN_MA, TEXT_INTO_PLAIN, 999), "999 bytes");
	SAYS(text_size(&o, EN_MA, TEXT_INTO_PLAIN, 412345678), "412 MB");
}

T(text_of_a_word_nobody_knows_is_the_word)
{
	SAYS(text_named(&o, FR_MA, TEXT_INTO_PAGE, "outcome.", S("REJECTED")), "Refusée");
	SAYS(text_named(&o, FR_MA, TEXT_INTO_PAGE, "outcome.", S("<NEW>")), "&lt;NEW&gt;");
}

/* What an agent did goes into an SMS: one letter outside of its alphabet doubles what the whole text costs.
 */
T(acted_in_an_sms)
{
	int found = 0;

	for (enum text_key k = TEXT_NONE + 1; k < TEXT_N; k++) {
		if (text_names[k].n < 9 || memcmp(text_names[k].p, "assisted.", 9) != 0)
			continue;
		found++;
		t_int(sms_foreign(text_plain[LANG_FR][k]), 0);
		t_int(sms_foreign(text_plain[LANG_EN][k]), 0);
		struct acted what = text_acted(text_names[k].p + 9);
		t_ok(what.word.n == text_names[k].n - 9 && str_eq(what.ar, text_plain[LANG_AR][k]));
	}
	t_ok(found >= 6);
}
