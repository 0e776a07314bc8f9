#include "face/http/route.h"

#include "testing/t.h"

static rc run(struct request *q, struct reply *p)
{
	(void)q, (void)p;
	return OK;
}

static const char *const languages[] = { "ar", "fr", "en" };

enum { CLERK = 1, CHIEF = 2 };

static const struct route rows[] = {
	ROUTE(HTTP_GET, "/", WHO_ANYONE, FOR_SYSTEM, run, "Home"),
	ROUTE(HTTP_GET, "/feeds", CLERK, FOR_REGISTRATION, run, "Feeds"),
	ROUTE(HTTP_POST, "/feeds", CHIEF, FOR_REGISTRATION, run, "Send", .body = BODY_FORM),
	ROUTE(HTTP_GET, "/feeds/{feed:id}", CLERK, FOR_REGISTRATION, run, "One"),
	ROUTE(HTTP_GET, "/feeds/new", CLERK, FOR_REGISTRATION, run, "New"),
	ROUTE(HTTP_GET, "/feeds/{feed:id}/{part:word}", CLERK, FOR_REGISTRATION, run, "Part"),
	ROUTE(HTTP_GET, "/feeds/{feed:id}/answer", CLERK, FOR_REGISTRATION, run, "Answer"),
	ROUTE(HTTP_GET, "/days/{day:day}/{n:int}", WHO_SIGNED_IN, FOR_REGISTRATION, run, "Day"),
	ROUTE(HTTP_GET, "/law/{country:word}/{key:rest}", CLERK, FOR_REGISTRATION, run, "Law"),
	ROUTE(HTTP_GET, "/law/{country:word}/all", CLERK, FOR_REGISTRATION, run, "All"),
	ROUTE(HTTP_GET, "/api/x", CLERK, FOR_REGISTRATION, run, "Bare", .bare = true),
};
enum { ROWS = sizeof rows / sizeof rows[0] };

static struct found find(struct arena *a, enum http_method m, const char *path)
{
	struct router *r = router_new(a, rows, ROWS, languages, 3);
	struct found f;

	router_find(r, a, m, str_of(path), S(""), &f);
	return f;
}

static const char *doc(struct arena *a, const char *path)
{
	struct found f = find(a, HTTP_GET, path);

	return f.what == FOUND_ROUTE ? f.route->doc : "none";
}

#define t_doc(path, want) t_ok(strcmp(doc(a, path), want) == 0)

T(rows_are_found)
{
	t_doc("/fr", "Home");
	t_doc("/fr/feeds", "Feeds");
	t_doc("/ar/feeds/12", "One");
	t_doc("/ar/feeds/new", "New");
	t_doc("/ar/feeds/old", "none");
	t_doc("/ar/feeds/-1", "none");
	t_doc("/en/feeds/1/answer", "Answer");
	t_doc("/en/feeds/1/a%6Eswer", "Answer");
	t_doc("/en/feeds/1/simulation", "Part");
	t_doc("/en/feeds/1/x%20y", "none");
	t_doc("/en/feeds/1/a/b", "none");
	t_doc("/en/days/2026-11-24/-5", "Day");
	t_doc("/en/days/2026-11-31/5", "none");
	t_doc("/api/x", "Bare");
	t_doc("/fr/api/x", "none");
	t_doc("/fr/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16", "none");
}

T(rest_of_an_address_is_one_value)
{
	char path[PARAM_MAX + 40] = "/fr/law/ma/a/";
	struct found f;

	t_doc("/fr/law/ma/all", "All");
	t_doc("/fr/law/ma/allx", "Law");
	t_doc("/fr/law/ma", "none");
	t_doc("/fr/law/ma/a/b%22c", "none");
	t_doc("/fr/law/ma/a/%D8%A7", "none");
	f = find(a, HTTP_GET, "/fr/law/ma/tnr.letter.K/Kc/AMO%28orthoph.%29");
	t_ok(f.what == FOUND_ROUTE && f.values_n == 2);
	t_str(f.values[0].text, "ma");
	t_str(f.values[1].text, "tnr.letter.K/Kc/AMO(orthoph.)");
	t_str(find(a, HTTP_GET, "/fr/law/ma/a").values[1].text, "a");
	f = find(a, HTTP_GET, "/fr/law/ma/a/b/");
	t_ok(f.what == FOUND_SLASH);
	t_str(find(a, HTTP_GET, "/law/ma/a/b").location, "/law/ma/a/b");
	memset(path + strlen(path), 'x', PARAM_MAX - 2); /* with "a/" as much as there may be */
	t_doc(path, "Law");
	memcpy(path, "/fr/law/ma/aa/x", 15);
	path[PARAM_MAX + 11] = 'x';
	t_doc(path, "none");
}

T(what_is_found_is_told)
{
	struct found f = find(a, HTTP_HEAD, "/en/days/2026-11-24/-5");

	t_ok(f.what == FOUND_ROUTE && f.lang == 2 && f.has_lang && f.values_n == 2);
	t_str(f.place, "/days/2026-11-24/-5");
	t_int(f.values[0].day.days, 20781);
	t_int(f.values[1].n, -5);
	t_ok(strcmp(f.values[1].name, "n") == 0 && f.values[1].state == VALUE_GOOD);
	f = find(a, HTTP_DELETE, "/fr/feeds");
	t_ok(f.what == FOUND_METHOD);
	t_str(f.allow, "GET, HEAD, POST, OPTIONS");
	t_str(find(a, HTTP_GET, "/fr").place, "/");
	f = find(a, HTTP_GET, "/fr/feeds/");
	t_ok(f.what == FOUND_SLASH);
	t_str(f.location, "/fr/feeds");
	f = find(a, HTTP_GET, "/feeds");
	t_ok(f.what == FOUND_LANG && !f.has_lang);
	t_str(f.location, "/feeds");
	t_ok(find(a, HTTP_POST, "/feeds").what == FOUND_NONE);
	t_ok(find(a, HTTP_GET, "/").what == FOUND_LANG);
	t_str(find(a, HTTP_GET, "/").location, "");
	t_ok(find(a, HTTP_GET, "/frr/feeds").what == FOUND_NONE);
}

/* Every row against every kind of caller: only what the row says. */
T(everything_not_allowed_is_refused)
{
	for (size_t i = 0; i < ROWS; i++)
		for (uint32_t roles = 0; roles < 4; roles++) {
			struct caller nobody = { .roles = roles },
				      somebody = { .roles = roles, .signed_in = true };
			bool anyone = (rows[i].who & WHO_ANYONE) != 0;
			bool allowed = anyone || (rows[i].who & WHO_SIGNED_IN) || (rows[i].who & roles);
			t_int(route_allows(&rows[i], &nobody).code, anyone ? E_OK : E_SIGN_IN_FIRST);
			t_int(route_allows(&rows[i], &somebody).code, allowed ? E_OK : E_NOT_ALLOWED);
		}
	struct route none = rows[0];
	none.who = 0;
	t_rc(route_allows(&none, &(struct caller){ .roles = UINT32_MAX, .signed_in = true }), NOT_ALLOWED);
}

static void start_with(struct arena *a, struct route r)
{
	struct route two[] = { rows[1], r };

	(void)router_new(a, two, 2, languages, 3);
}

T(a_row_that_is_not_well_formed_stops_the_program)
{
	struct route r = rows[2];

	start_with(a, r);
	t_dies({ start_with(a, rows[1]); }); /* twice */
	r.who = 0;
	t_dies({ start_with(a, r); });
	r = rows[2], r.complete = false;
	t_dies({ start_with(a, r); });
	r = rows[2], r.why = PURPOSES;
	t_dies({ start_with(a, r); });
	r = rows[2], r.run = NULL;
	t_dies({ start_with(a, r); });
	r = rows[2], r.doc = "";
	t_dies({ start_with(a, r); });
	r = rows[2], r.path = "/x/";
	t_dies({ start_with(a, r); });
	r = rows[2], r.path = "/{x:money}";
	t_dies({ start_with(a, r); });
	r = rows[2], r.path = "/{x}";
	t_dies({ start_with(a, r); });
	r = rows[2], r.method = HTTP_GET; /* with a body */
	t_dies({ start_with(a, r); });
	r = rows[2], r.body = BODY_STREAM;
	t_dies({ start_with(a, r); });
}

static const struct param params[] = { { .name = "name", .type = PARAM_TEXT, .required = true, .max = 8 },
				       { .name = "word", .type = PARAM_WORD },
				       { .name = "n", .type = PARAM_INT },
				       { .name = "id", .type = PARAM_ID },
				       { .name = "day", .type = PARAM_DAY },
				       { .name = "yes", .type = PARAM_CHECK },
				       { .name = "tag", .type = PARAM_WORD, .many = true },
				       { 0 } };

static struct request read_all(struct arena *a, const char *body, rc *ret)
{
	struct request q = { .a = a };
	struct route r = rows[2];
	struct form f;

	r.params = params;
	fields_init(&q.fields, a, &FORM_LIMITS);
	fields_init(&q.files, a, &FORM_LIMITS);
	form_init(&f, &q.fields);
	must(rc_ok(form_feed(&f, str_of(body))) && rc_ok(form_end(&f)));
	*ret = route_params(&r, &q);
	return q;
}

T(parameters_are_read_by_their_type)
{
	rc r;
	struct request q =
	    read_all(a, "name=+Amina+&word=a-b.c&n=-12&id=7&day=2026-11-24&yes=on&tag=a&tag=b&other=1", &r);

	t_rc(r, OK);
	t_str(request_text(&q, "name"), "Amina");
	t_int(request_int(&q, "n"), -12);
	t_int(request_int(&q, "id"), 7);
	t_int(request_day(&q, "day").days, 20781);
	t_int(request_int(&q, "yes"), 1);
	t_str(request_text(&q, "tag"), "a");
	t_dies({ (void)request_value(&q, "other"); });
	q = read_all(a, "name=x&word=&n=", &r);
	t_rc(r, OK);
	t_ok(request_value(&q, "word")->state == VALUE_NONE && request_value(&q, "n")->state == VALUE_NONE);
}

T(bad_parameters_are_told)
{
	static const char *const bad[] = { "",
					   "name=",
					   "name=+",
					   "name=123456789",
					   "name=a%01",
					   "name=x&name=y",
					   "name=x&word=a+b",
					   "name=x&n=1.5",
					   "name=x&n=9223372036854775808",
					   "name=x&id=0",
					   "name=x&id=-1",
					   "name=x&day=2026-02-29",
					   "name=x&yes=2",
					   "name=x&tag=a&tag=b+c" };
	rc r;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct request q = read_all(a, bad[i], &r);
		t_rc(r, FORM_FIELD);
		t_int((int64_t)q.bad, 1);
		if (q.bad != 1)
			printf("# %s\n", bad[i]);
	}
	struct request q = read_all(a, "name=x&word=a+b", &r);
	t_ok(request_value(&q, "word")->state == VALUE_BAD);
	t_str(request_text(&q, "word"), "a b"); /* to show it again */
}

T(the_language_asked_for)
{
	t_int(language_choose(languages, 3, S("fr")), 1);
	t_int(language_choose(languages, 3, S("de, en;q=0.3, fr-MA;q=0.9")), 1);
	t_int(language_choose(languages, 3, S("en;q=0.35,fr;q=0.4")), 1);
	t_int(language_choose(languages, 3, S("en-US,en;q=0.9")), 2);
	t_int(language_choose(languages, 3, S("fra")), 0);
	t_int(language_choose(languages, 3, S("fr;q=0")), 0);
	t_int(language_choose(languages, 3, S("")), 0);
	t_int(language_choose(languages, 3, S(";;,=,q")), 0);
}
