#include "pages.h"

#include "face/http/assets.h"
#include "face/portal/menu.h"
#include "face/portal/part.h"
#include "testing/t.h"

static bool holds(str page, const char *text) { return memmem(page.p, page.n, text, strlen(text)) != NULL; }

static str signin(struct arena *a, enum lang lang, const struct problem *problems, size_t n, str login)
{
	struct page p = { .at = { lang, COUNTRY_MA },
			  .fund = S("Caisse"),
			  .path = S("/signin?back=%2Ffeeds"),
			  .problems = problems,
			  .problems_n = n };
	struct show_signin v = { .login = login, .back = S("/feeds") };
	struct out o;

	out_init(&o, a, 0);
	page_signin(&o, &p, &v);
	return out_view(&o);
}

T(page_escapes_what_people_typed)
{
	str page = signin(a, LANG_FR, NULL, 0, S("\"><script>alert(1)</script>"));
	t_ok(!holds(page, "<script"));
	t_ok(holds(page, "value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""));
}

T(page_tells_its_language_and_offers_the_others)
{
	str page = signin(a, LANG_AR, NULL, 0, S(""));
	t_ok(holds(page, "<html lang=\"ar-MA\" dir=\"rtl\">"));
	t_ok(holds(page, "href=\"/fr/signin?back=%2Ffeeds\" lang=\"fr\" hreflang=\"fr\""));
	t_ok(holds(page, "href=\"/en/signin?back=%2Ffeeds\"") && !holds(page, "hreflang=\"ar\""));
	t_ok(holds(signin(a, LANG_EN, NULL, 0, S("")), "dir=\"ltr\""));
}

T(page_with_a_problem_says_so_three_times)
{
	struct problem wrong[] = { { "password", S("Mot de passe faux.") } };
	str page = signin(a, LANG_FR, wrong, 1, S("amina"));
	t_ok(holds(page, "<title>Erreur\xC2\xA0: Connexion"));
	t_ok(holds(page, "<a href=\"#password\">Mot de passe faux.</a>"));
	t_ok(holds(page, "aria-describedby=\"password-e\" aria-invalid=\"true\""));
	t_ok(holds(page, "value=\"amina\""));
	/* The summary comes before the heading. */
	const char *summary = memmem(page.p, page.n, "id=\"problems\"", 13),
		   *h1 = memmem(page.p, page.n, "<h1>", 4);
	t_ok(summary != NULL && h1 != NULL && summary < h1);
	page = signin(a, LANG_FR, NULL, 0, S("amina"));
	t_ok(!holds(page, "Erreur") && !holds(page, "aria-invalid"));
}

static void marks(struct out *o, const struct page *p, str form)
{
	(void)p;
	out_lit(o, "[mark ");
	out_html(o, form);
	out_lit(o, "]");
}

T(page_marks_every_form_that_posts)
{
	const struct show_session_row rows[] = { { .id = 7, .browser = S("Firefox") } };
	struct show_sessions v = { rows, 1 };
	struct page p = {
		.at = { LANG_EN, COUNTRY_DZ }, .path = S("/sessions"), .user = S("Amina"), .form_marks = marks
	};
	struct out o;
	int forms = 0, marked = 0;

	out_init(&o, a, 0);
	page_sessions(&o, &p, &v);
	out_char(&o, '\0');
	for (const char *s = o.p; (s = strstr(s, "method=\"post\"")) != NULL; s++)
		forms++;
	for (const char *s = o.p; (s = strstr(s, "[mark /")) != NULL; s++)
		marked++;
	t_int(forms, 3); /* sign out, close one, close all */
	t_int(marked, forms);
	t_ok(holds(out_view(&o), "[mark /sessions/close]") && holds(out_view(&o), "[mark /signout]"));
}

T(page_links_stay_on_this_site)
{
	static const char *const away[] = {
		"//evil.example", "https://evil.example", "javascript:alert(1)", "", "/\\evil", "feeds"
	};
	struct out o;
	out_init(&o, a, 0);
	for (size_t i = 0; i < sizeof away / sizeof away[0]; i++) {
		o.n = 0;
		page_link(&o, page_cstr(away[i]));
		t_str(out_view(&o), "#");
	}
	o.n = 0;
	page_link(&o, S("/feeds?a=1&b=2")), page_link(&o, S("?q=x")), page_link(&o, S("#top"));
	t_str(out_view(&o), "/feeds?a=1&amp;b=2?q=x#top");
}

T(page_links_elsewhere_are_addresses_only)
{
	static const char *const bad[] = {
		"javascript:alert(1)", "//evil.example",   "/law", "https://",	   "http:///x",
		"https://a b",	       "data:text/html,x", "",	   "see https://a"
	};
	struct out o;

	out_init(&o, a, 0);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		o.n = 0;
		page_away(&o, page_cstr(bad[i]));
		t_str(out_view(&o), "#");
	}
	o.n = 0;
	page_away(&o, S("https://a.example/?b=1&c=\"2"));
	t_str(out_view(&o), "https://a.example/?b=1&amp;c=&quot;2");
}

T(page_bars_show_what_is_small)
{
	t_int(bar_width(0, 100, 200), 0);
	t_int(bar_width(1, 1600000, 200), 1);
	t_int(bar_width(100, 100, 200), 200);
	t_int(bar_width(5, 0, 200), 0);
	t_int(bar_width(300, 100, 200), 200);
}

T(page_names_people_in_the_readers_script)
{
	struct show_person v = { .last_name = S("BENNANI"),
				 .first_name = S("Salma"),
				 .last_name_ar = S("بناني"),
				 .first_name_ar = S("سلمى") };
	t_str(full_name(a, LANG_FR, &v), "Salma BENNANI");
	t_str(full_name(a, LANG_AR, &v), "سلمى بناني");
	t_str(full_name_other(a, LANG_AR, &v), "Salma BENNANI");
	v.last_name = v.first_name = S("");
	t_str(full_name(a, LANG_FR, &v), "سلمى بناني");
	t_str(full_name_other(a, LANG_FR, &v), "");
	t_str(initials(a, S("Salma BENNANI")), "SB");
	t_str(initials(a, S("سلمى بناني")), "س");
	t_str(initials(a, S("")), "");
}

T(notices_are_words_of_ours_only)
{
	t_int(notice_did(LANG_FR, S("approved"), S("DGI-1")).kind, NOTE_OK);
	t_int(notice_did(LANG_FR, S("<script>"), S("")).kind, NOTE_NONE);
	t_str(role_words(LANG_EN, S("auditor")), "Auditor");
}

T(assets_are_found_by_either_name_and_only_whole)
{
	const struct asset *css = asset_find(S("sanad.css"));
	t_ok(css != NULL && css == asset_find(css->url) && str_eq(asset_url(S("sanad.css")), css->url));
	t_ok(asset_find(S("/assets/sanad-000000000000.css")) == NULL && asset_find(S("sanad.cs")) == NULL);
	t_ok(asset_find(S("")) == NULL && asset_find(S("/assets/")) == NULL);
	t_str(css->type, "text/css; charset=utf-8");
	t_ok(css->gzip.n > 0 && css->gzip.n <= 8192 && css->gzip.n < css->bytes.n &&
	     (unsigned char)css->gzip.p[0] == 0x1F);
	for (size_t i = 1; i < assets_n; i++)
		t_ok(strncmp(assets[i - 1].name.p, assets[i].name.p, assets[i].name.n) < 0);
	/* The stylesheet asks for its pictures by their hashed names. */
	t_ok(holds(css->bytes, "url(zellige-") && !holds(css->bytes, "url(zellige.svg)"));
}
