/* Writes every page with made-up people, in three languages, as build/<you>/pages/<name>.<lang>.html, and the
 * assets beside them: what check.mjs opens in a browser. */
#include "face/http/assets.h"
#include "pages.h"

#include "face/portal/menu.h"
#include "face/portal/rights_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static const char *dir;
static struct arena arena;
#define LEN(a) (sizeof(a) / sizeof(a)[0])

static instant at(const char *iso)
{
	instant t;

	must(rc_ok(instant_parse(str_of(iso), &t)));
	return t;
}

static date day(const char *iso)
{
	date d;

	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

static void save(const char *name, str bytes)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	f = fopen(path, "w");
	if (f == NULL || fwrite(bytes.p, 1, bytes.n, f) != bytes.n || fclose(f) != 0) {
		perror(path);
		exit(1);
	}
}

/* The same hidden inputs the server writes, with a made-up token. */
static void marks(struct out *o, const struct page *p, str form)
{
	(void)p;
	out_lit(o, "<input type=\"hidden\" name=\"csrf\" value=\"");
	out_url(o, form);
	out_lit(o, "\"><input type=\"hidden\" name=\"once\" value=\"1\">");
}

static struct page base_page(enum lang lang, enum country country, const char *path)
{
	struct page p = {
		.at = { lang, country }, .path = { path, strlen(path) }, .demo = true, .form_marks = marks
	};

	p.fund = lang == LANG_AR   ? S("صندوق التضامن الصحي")
		 : lang == LANG_FR ? S("Caisse de solidarité santé")
				   : S("Health solidarity fund");
	return p;
}

static struct page staff_page(enum lang lang, const char *path, enum menu here)
{
	struct page p = base_page(lang, COUNTRY_MA, path);
	struct nav_item *nav = arena_array(&arena, struct nav_item, MENU_N);

	for (enum menu m = MENU_HOME; m < MENU_N; m++)
		nav[m] = menu_item(m, m == here, m == MENU_REVIEWS ? 128 : m == MENU_FEEDS ? 2 : 0);
	p.nav = nav;
	p.nav_n = MENU_N;
	p.user = lang == LANG_AR ? S("نادية الفاسي") : S("Nadia El Fassi");
	p.role = role_words(lang, S("approver"));
	return p;
}

/* One page into one file. */
#define RENDER(file, function, page_, view) \
	do { \
		struct out o_; \
		char name_[96]; \
		out_init(&o_, &arena, 1 << 15); \
		function(&o_, (page_), (view)); \
		snprintf(name_, sizeof name_, "%s.%s.html", (file), str_c(&arena, text_lang((page_)->at.lang))); \
		save(name_, out_view(&o_)); \
	} while (0)

static str pick(enum lang lang, const char *ar, const char *other)
{
	return str_of(lang == LANG_AR ? ar : other);
}

static void doors(enum lang lang)
{
	const struct demo_user users[] = {
		{ S("dgi"), pick(lang, "كريم العلوي", "Karim Alaoui"), role_words(lang, S("body")),
		  S("demo-dgi-2026") },
		{ S("agent"), pick(lang, "سعاد بنجلون", "Souad Benjelloun"), role_words(lang, S("agent")),
		  S("demo-agent-2026") },
		{ S("chef"), pick(lang, "نادية الفاسي", "Nadia El Fassi"), role_words(lang, S("approver")),
		  S("demo-chef-2026") },
	};
	struct show_signin in = { .back = S("/"), .demo = users, .demo_n = LEN(users) };
	struct problem wrong[] = { { "login", text_of_rc(lang, (rc){ E_TOO_MANY }) },
				   { "password", text_of_rc(lang, (rc){ E_FORM_FIELD }) } };
	struct show_totp code = { .name = pick(lang, "نادية الفاسي", "Nadia El Fassi"), .back = S("/"), .demo_code = S("123456"), .demo_wait_s = 12 };
	struct show_totp_enrol enrol = {
		.name = code.name,
		.secret = S("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP"),
		.otpauth = S("otpauth://totp/Sanad:chef?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sanad"),
		.qr = S("M0 0h7v1h-7z"),
		.qr_side = 7,
		.offer = S("made-up"),
		.back = S("/"),
	};
	struct page p = base_page(lang, COUNTRY_MA, "/signin");

	RENDER("signin", page_signin, &p, &in);
	in.login = S("chef\"><b>");
	in.demo_n = 0;
	p.problems = wrong, p.problems_n = LEN(wrong);
	RENDER("signin-wrong", page_signin, &p, &in);
	p = base_page(lang, COUNTRY_DZ, "/signin/code");
	RENDER("totp", page_totp, &p, &code);
	p.path = S("/signin/enrol");
	RENDER("totp_enrol", page_totp_enrol, &p, &enrol);
}

static const char *const states[] = { "SIMULATED", "RECEIVED", "APPROVED", "ANSWERED", "REJECTED" };

static const struct show_feed_row *rows_of(enum lang lang)
{
	struct show_feed_row *rows = arena_array(&arena, struct show_feed_row, LEN(states));

	for (size_t i = 0; i < LEN(states); i++)
		rows[i] = (struct show_feed_row){ .id = 8001 + (int64_t)i,
					     .body = S("DGI"),
					     .body_name = pick(lang, "المديرية العامة للضرائب",
							       "Direction générale des impôts"),
					     .sequence = 14 - (int64_t)i,
					     .state = { states[i], strlen(states[i]) },
					     .rows = i == 1 ? -1 : 1600000 - (int64_t)i * 399998,
					     .received = at("2026-11-23T16:42:00Z"),
					     .mine_to_do = i == 0 };
	return rows;
}

static void homes(enum lang lang)
{
	const struct show_feed_row *rows = rows_of(lang);
	const struct tile staff[] = { menu_tile(TILE_APPROVE, 1), menu_tile(TILE_REVIEWS, 128),
				      menu_tile(TILE_PEOPLE, 0), menu_tile(TILE_FEEDS, 0),
				      menu_tile(TILE_SESSIONS, 0) };
	const struct tile body[] = { menu_tile(TILE_SEND, 0), menu_tile(TILE_FEEDS, 0),
				     menu_tile(TILE_SESSIONS, 0) };
	struct page p = staff_page(lang, "/", MENU_HOME);
	struct show_home v = { .name = p.user,
			       .follows_deliveries = true,
			       .tiles = staff,
			       .tiles_n = LEN(staff),
			       .work = rows,
			       .work_n = 2 };

	RENDER("home", page_home, &p, &v);
	p.nav_n = 2;
	p.user = pick(lang, "كريم العلوي", "Karim Alaoui");
	p.role = rows[0].body_name;
	p.notice = notice_did(lang, S("enrolled"), S(""));
	v = (struct show_home){
		.name = p.user, .body = rows[0].body_name, .tiles = body, .tiles_n = LEN(body), .follows_deliveries = true
	};
	RENDER("home-body", page_home, &p, &v);
}

static const struct show_count counts[] = {
	{ { "REGISTERED", 10 }, { "", 0 }, 1502113 },
	{ { "REGISTERED", 10 }, { "PHONE_INVALID", 13 }, 8120 },
	{ { "UPDATED", 7 }, { "", 0 }, 40211 },
	{ { "UNCHANGED", 9 }, { "", 0 }, 12008 },
	{ { "DUPLICATE", 9 }, { "SAME_PERSON", 11 }, 15020 },
	{ { "REVIEW", 6 }, { "PROBABLE_DUPLICATE", 18 }, 1204 },
	{ { "REVIEW", 6 }, { "ID_SHARED", 9 }, 310 },
	{ { "REJECTED", 8 }, { "BIRTH_DATE_INVALID", 18 }, 9400 },
	{ { "REJECTED", 8 }, { "COMMUNE_UNKNOWN", 15 }, 7600 },
	{ { "CONFLICT", 8 }, { "ALREADY_COVERED", 15 }, 4014 },
};

static void feed_lists(enum lang lang)
{
	const struct choice bodies[] = { { S("DGI"), pick(lang, "المديرية العامة للضرائب",
							  "Direction générale des impôts") } };
	struct choice st[LEN(states)];
	struct page p = staff_page(lang, "/feeds", MENU_FEEDS);
	struct show_feeds v = { .rows = rows_of(lang),
				.n = LEN(states),
				.states = st,
				.states_n = LEN(st),
				.bodies = bodies,
				.bodies_n = 1,
				.may_send = true,
				.paging = { .prev = S("/fr/feeds?after=1"),
					    .next = S("/fr/feeds?after=8005"),
					    .first = 6,
					    .last = 10,
					    .total = 42 } };
	struct show_feed_send send = { S("DGI"), bodies[0].text, S("AMO-TNS"), 15, INT64_C(4000000000) };
	struct problem none[] = { { "manifest", text_of_rc(lang, (rc){ E_FORM_FIELD }) } };
	struct show_done done = done_feed_sent(S("DGI-15"), S("/feeds/8006"));

	for (size_t i = 0; i < LEN(st); i++) {
		enum text_key key;
		must(text_find("feedstate.", str_of(states[i]), &key));
		st[i] = (struct choice){ { states[i], strlen(states[i]) }, text_get(lang, key) };
	}
	RENDER("feeds", page_feeds, &p, &v);
	v.n = 0, v.paging = (struct paging){ .total = 0 };
	RENDER("feeds-empty", page_feeds, &p, &v);
	v.state = S("REJECTED");
	RENDER("feeds-none", page_feeds, &p, &v);
	p.path = S("/feeds/send");
	RENDER("feed_send", page_feed_send, &p, &send);
	p.problems = none, p.problems_n = 1;
	RENDER("feed_send-wrong", page_feed_send, &p, &send);
	p.problems_n = 0;
	RENDER("done", page_done, &p, &done);
}

static void feed_pages(enum lang lang)
{
	str karim = pick(lang, "كريم العلوي", "Karim Alaoui"),
	    nadia = pick(lang, "نادية الفاسي", "Nadia El Fassi");
	const struct show_step steps[] = {
		{ S("RECEIVED"), at("2026-11-23T16:42:00Z"), karim, S("") },
		{ S("VERIFIED"), at("2026-11-23T16:42:21Z"), S(""), S("") },
		{ S("STAGED"), at("2026-11-23T16:43:05Z"), S(""), S("") },
		{ S("MATCHED"), at("2026-11-23T16:44:41Z"), S(""), S("") },
		{ S("SIMULATED"), at("2026-11-23T16:44:59Z"), S(""), S("") },
		{ S("APPROVED"), at("2026-11-24T08:01:00Z"), nadia, S("") },
		{ S("APPLIED"), at("2026-11-24T08:05:00Z"), nadia, S("") },
		{ S("ANSWERED"), at("2026-11-24T08:05:40Z"), S(""), S("") },
	};
	struct show_step now[LEN(steps)];
	struct page p = staff_page(lang, "/feeds/8001", MENU_FEEDS);
	struct show_feed v = { .head = rows_of(lang)[0],
			       .scheme = S("AMO-TNS"),
			       .sha256 =
				   S("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
			       .bytes = 412345678,
			       .created = at("2026-11-22T09:00:00Z"),
			       .steps = now,
			       .steps_n = LEN(now) };

	memcpy(now, steps, sizeof now);
	for (size_t i = 3; i < LEN(now); i++)
		now[i].at.us = 0, now[i].who = S("");
	v.head.step = S("match"), v.head.state = S("STAGED"), v.done = 712000, v.total = 1600000,
	v.rate = 48211;
	v.seconds_left = 19, p.refresh_s = 5;
	p.notice = notice_did(lang, S("feed_sent"), S("DGI-14"));
	RENDER("feed-running", page_feed, &p, &v);
	p.refresh_s = 0, p.notice.kind = NOTE_NONE;
	v.head.step = S(""), v.head.state = S("SIMULATED"), v.counts = counts, v.counts_n = LEN(counts);
	now[3] = steps[3], now[4] = steps[4];
	v.may_read_report = v.may_approve = v.may_send_back = true;
	RENDER("feed-simulated", page_feed, &p, &v);
	v.may_approve = false, v.same_person = true, v.may_send_back = false, v.may_simulate = true;
	RENDER("feed-same", page_feed, &p, &v);
	memcpy(now, steps, sizeof now);
	v.head.state = S("ANSWERED"), v.same_person = v.may_simulate = false, v.answer_bytes = 88123456;
	RENDER("feed-answered", page_feed, &p, &v);
}

static void refused(enum lang lang)
{
	const struct show_step steps[] = {
		{ S("RECEIVED"), at("2026-11-23T16:42:00Z"), pick(lang, "كريم العلوي", "Karim Alaoui"),
		  S("") },
		{ S("REJECTED"), at("2026-11-23T16:42:21Z"), S(""), S("") },
	};
	struct page p = staff_page(lang, "/feeds/8005", MENU_FEEDS);
	struct show_feed_refused v = {
		.head = rows_of(lang)[4],
		.error = E_SIGN_CONTENT,
		.error_name = S("SIGN_CONTENT"),
		.check = S("signature"),
		.told = S("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
		.found = S("1c86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00bff"),
		.steps = steps,
		.steps_n = LEN(steps),
		.may_send = true
	};

	RENDER("feed_refused", page_feed_refused, &p, &v);
}

static void report(enum lang lang)
{
	const struct show_example examples[] = {
		{ S("REVIEW"), S("PROBABLE_DUPLICATE"), 1042, S("TP-0001042"), S("BENNANI Salma"),
		  S("Salma Benani, 118204557") },
		{ S("REVIEW"), S("PROBABLE_DUPLICATE"), 99120, S("TP-0099120"), S("عمراني يوسف"),
		  S("Omrani Youcef, 118209871") },
		{ S("REJECTED"), S("BIRTH_DATE_INVALID"), 17, S("TP-0000017"), S("IDRISSI Omar"),
		  S("1984-02-31") },
		{ S("REJECTED"), S("COMMUNE_UNKNOWN"), 20431, S("TP-0020431"), S("AMRANI Hind"),
		  S("07.999.01") },
	};
	const struct show_total totals[] = {
		{ S("rows"), S("1600000"), S("1600000"), true },
		{ S("bytes"), S("412345678"), S("412345678"), true },
		{ S("sha256"), S("9f86d081884c7d659a2feaa0c55ad015"), S("9f86d081884c7d659a2feaa0c55ad015"),
		  true },
		{ S("FARM-1"), S("210034"), S("210033"), false },
	};
	struct problem no_reason[] = { { "reason", text_of_rc(lang, (rc){ E_FORM_FIELD }) } };
	struct page p = staff_page(lang, "/feeds/8001/report", MENU_FEEDS);
	struct show_feed_report v = { .head = rows_of(lang)[0],
				      .simulated = at("2026-11-23T16:44:59Z"),
				      .rows = 1600000,
				      .counts = counts,
				      .counts_n = LEN(counts),
				      .examples = examples,
				      .examples_n = LEN(examples),
				      .totals = totals,
				      .totals_n = LEN(totals),
				      .effects = { 1510233, 0, 1514 },
				      .may_approve = true };

	RENDER("report", page_feed_report, &p, &v);
	p.problems = no_reason, p.problems_n = 1, v.stale = true;
	RENDER("report-wrong", page_feed_report, &p, &v);
	p.problems_n = 0, v.may_approve = v.stale = false, v.same_person = true;
	RENDER("report-same", page_feed_report, &p, &v);
}

static void review_pages(enum lang lang)
{
	const struct show_review_row rows[] = {
		{ 31, S("PROBABLE_DUPLICATE"), S("OPEN"), pick(lang, "سلمى بناني", "Salma BENNANI"),
		  pick(lang, "سلمى بنّاني", "Selma BENANI"), S("DGI"), S("1983-04-12"),
		  at("2026-11-12T10:00:00Z"), 12 },
		{ 32, S("ID_SHARED"), S("LATER"), S("Abdelkader-Mohammed OULD BENSALEM EL IDRISSI"),
		  S("Hind AMRANI"), S("DGI"), S("1954-00-00"), at("2026-11-24T08:00:00Z"), 0 },
		{ 33, S("PROBABLE_DUPLICATE"), S("SAME"), S("Omar TAZI"), S("Omar TAZZI"), S("DGI"),
		  S("1990-01-01"), at("2026-11-01T10:00:00Z"), 23 },
	};
	const struct show_compare_row lines[] = {
		{ S("last_name"), S("BENNANI"), S("BENANI"), LIKE_CLOSE, false },
		{ S("first_name"), S("Salma"), S("Selma"), LIKE_CLOSE, false },
		{ S("last_name_ar"), S("بناني"), S("بناني"), LIKE_SAME, false },
		{ S("first_name_ar"), S("سلمى"), S(""), LIKE_MISSING, false },
		{ S("birth_date"), S("1983-04-12"), S("1983-04-12"), LIKE_SAME, false },
		{ S("sex"), S("F"), S("F"), LIKE_SAME, false },
		{ S("identifier"), S("CNIE AB123456"), S("PASSPORT XZ9981234"), LIKE_OTHER, true },
		{ S("commune"), pick(lang, "القنيطرة", "Kénitra"), pick(lang, "القنيطرة", "Kénitra"),
		  LIKE_SAME, false },
		{ S("phone"), S("+212 612 34 56 78"), S(""), LIKE_MISSING, true },
		{ S("address"), S("12, rue des Orangers, quartier Maamora"), S("14 avenue Mohammed V"),
		  LIKE_OTHER, false },
	};
	const struct show_evidence why[] = { { S("same_birth"), true },
					{ S("same_commune"), true },
					{ S("close_name"), true },
					{ S("other_identifier"), false } };
	struct problem none[] = { { "decision", text_of_rc(lang, (rc){ E_FORM_FIELD }) } };
	struct page p = staff_page(lang, "/reviews", MENU_REVIEWS);
	struct show_reviews list = {
		.rows = rows,
		.n = LEN(rows),
		.state = S("OPEN"),
		.open = 1514,
		.later = 12,
		.decided = 3102,
		.paging = { .next = S("/fr/reviews?after=33"), .first = 1, .last = 3, .total = -1 }
	};
	struct show_review v = { .id = 31,
				 .code = S("PROBABLE_DUPLICATE"),
				 .state = S("OPEN"),
				 .body = S("DGI"),
				 .feed_id = 8001,
				 .line = 1042,
				 .sequence = 14,
				 .asked = at("2026-11-12T10:00:00Z"),
				 .person_id = 77,
				 .person_number = S("118204557"),
				 .rows = lines,
				 .rows_n = LEN(lines),
				 .evidence = why,
				 .evidence_n = LEN(why),
				 .may_decide = true,
				 .next = S("/reviews/32") };

	RENDER("reviews", page_reviews, &p, &list);
	list.n = 0, list.paging = (struct paging){ .total = 0 };
	RENDER("reviews-empty", page_reviews, &p, &list);
	p.path = S("/reviews/31");
	RENDER("review", page_review, &p, &v);
	v.code = S("DISPUTED");
	RENDER("review-disputed", page_review, &p, &v);
	v.code = S("PROBABLE_DUPLICATE");
	p.problems = none, p.problems_n = 1;
	RENDER("review-wrong", page_review, &p, &v);
	p.problems_n = 0, v.state = S("NOT_SAME"), v.decided_by = S("Nadia El Fassi"),
	v.decided = at("2026-11-24T08:20:00Z");
	v.decided_note = S("Deux sœurs, vérifié au guichet."), v.may_undo = true;
	p.notice = notice_did(lang, S("review_decided"), S("31"));
	RENDER("review-decided", page_review, &p, &v);
}

static void people(enum lang lang)
{
	const struct show_person_row rows[] = {
		{ 77, S("118204557"), pick(lang, "سلمى بناني", "Salma BENNANI"),
		  pick(lang, "Salma BENNANI", "سلمى بناني"), S("1983-04-12"), S("F"),
		  pick(lang, "القنيطرة", "Kénitra"), S("AMO-TNS"), S("ACTIVE") },
		{ 78, S("118209871"), S("Abdelkader-Mohammed OULD BENSALEM EL IDRISSI"), S(""),
		  S("1954-00-00"), S("M"), pick(lang, "سيدي سليمان", "Sidi Slimane"), S(""), S("WITHDRAWN") },
	};
	struct page p = staff_page(lang, "/people", MENU_PEOPLE);
	struct show_people v = { 0 };
	struct problem bad[] = { { "born", text_of_rc(lang, (rc){ E_DATE_TEXT }) } };

	RENDER("people", page_people, &p, &v);
	v = (struct show_people){ .q = S("bennani"),
				  .born.year = S("1983"),
				  .asked = true,
				  .rows = rows,
				  .n = LEN(rows),
				  .paging = { .first = 1, .last = 2, .total = 2 } };
	RENDER("people-found", page_people, &p, &v);
	v.n = 0, v.paging = (struct paging){ .total = 0 }, v.q = S("xyz");
	RENDER("people-none", page_people, &p, &v);
	v.asked = false, v.born.month = S("13"), p.problems = bad, p.problems_n = 1;
	RENDER("people-wrong", page_people, &p, &v);
}

static void person(enum lang lang)
{
	const struct show_identifier_row ids[] = { { S("CNIE"), S("AB123456") },
					      { S("PASSPORT"), S("XZ9981234") } };
	const struct show_membership_row members[] = {
		{ S("AMO-TNS"), pick(lang, "أمو العمال غير الأجراء", "AMO TNS"), S("ACTIVE"), pick(lang, "خياطة", "Couturière"), S("RNR-LOW"),
		  day("2026-12-01"), DATE_NEVER },
		{ S("AMO-TADAMON"), pick(lang, "أمو تضامن", "AMO Tadamon"), S("ENDED"), S(""), S(""), day("2023-01-01"), day("2026-11-30") },
	};
	const struct show_source_row sources[] = { { 8001, S("DGI-14"), S("/feeds/8001"), false, at("2026-11-24T08:05:00Z") } };
	const struct show_journal_row journal[] = {
		{ at("2026-11-24T09:31:00Z"), S("Nadia El Fassi"), S("person.read"), S("COUNTER"), S("") },
		{ at("2026-11-24T08:05:00Z"), S(""), S("feed.applied"), S("REGISTRATION"), S("DGI-14") },
		{ at("2026-11-24T08:05:00Z"), S(""), S("person.registered"), S("REGISTRATION"), S("") },
	};
	const struct show_review_row reviews[] = {
		{ .id = 31, .code = S("PROBABLE_DUPLICATE"), .state = S("OPEN") }
	};
	const struct show_paper_row papers[] = {
		{ S("7K4M-92QX-TB5D"), S("REGISTRATION"), S("ar"), at("2026-11-24T09:31:00Z") },
		{ S("0A1B-2C3D-4E5F"), S("RIGHTS"), S("fr"), at("2026-11-20T09:31:00Z") },
	};
	const struct choice kinds[] = {
		{ S("registration"), pick(lang, "شهادة التسجيل", "Attestation d’immatriculation") },
		{ S("rights"), pick(lang, "شهادة الانخراط", "Attestation d’affiliation") },
	};
	struct page p = staff_page(lang, "/people/77", MENU_PEOPLE);
	struct show_person v = { .id = 77,
				 .number = S("118204557"),
				 .last_name = S("BENNANI"),
				 .first_name = S("Salma"),
				 .last_name_ar = S("بناني"),
				 .first_name_ar = S("سلمى"),
				 .born = S("1983-04-12"),
				 .sex = S("F"),
				 .commune = pick(lang, "القنيطرة", "Kénitra"),
				 .address = S("12, rue des Orangers"),
				 .phone = S("+212 612 34 56 78"),
				 .email = S("salma.bennani.couture.kenitra@exemple.invalid"),
				 .language = S("ar"),
				 .state = S("ACTIVE"),
				 .identifiers = ids,
				 .identifiers_n = LEN(ids),
				 .memberships = members,
				 .memberships_n = LEN(members),
				 .sources = sources,
				 .sources_n = 1,
				 .journal = journal,
				 .journal_n = LEN(journal),
				 .reviews = reviews,
				 .reviews_n = 1,
				 .papers = papers,
				 .papers_n = LEN(papers),
				 .paper_kinds = kinds,
				 .paper_kinds_n = LEN(kinds),
				 .died = DATE_NEVER,
				 .right = { .state = S("SUSPENDED"), .title = text_get(lang, TEXT(rightstate_SUSPENDED)), .todo = text_get(lang, TEXT(rightdo_ASK)) },
				 .serves = true };
	struct show_death death = {
		.person = 78, .name = v.last_name, .number = v.number, .died = DATE_NEVER
	};

	RENDER("person", page_person, &p, &v);
	RENDER("death", page_death, &p, &death);
	death.died = v.died = (date){ 20000 };
	RENDER("death-known", page_death, &p, &death);
	v.state = S("WITHDRAWN"), v.survivor_id = 78, v.reviews_n = 0, v.memberships_n = 0, v.email = S("");
	v.papers_n = v.paper_kinds_n = 0;
	RENDER("person-withdrawn", page_person, &p, &v);
}

/* What agents do for people who are there. */
static void counters(enum lang lang)
{
	struct page p = staff_page(lang, "/people/77/receipts/A4821-9037-512", MENU_PEOPLE);
	const struct show_receipt v = { .person = 77,
					.reference = S("A4821-9037-512"),
					.name = pick(lang, "سلمى بناني", "Salma BENNANI"),
					.name_other = pick(lang, "Salma BENNANI", "سلمى بناني"),
					.number = S("118 204 557"),
					.what = S("contact"),
					.at = at("2026-11-24T09:31:00Z"),
					.who = pick(lang, "نادية الفاسي", "Nadia El Fassi"),
					.reason = pick(lang, "غيرت رقم هاتفها ولا تقرأ الرسائل", "A changé de numéro et ne lit pas les SMS") };

	RENDER("receipt", page_receipt, &p, &v);

	const struct choice papers[] = { { S("IDENTITY"), pick(lang, "بطاقة الهوية", "Pièce d’identité") } };
	struct problem wrong[] = { { "phone", text_of_rc(lang, (rc){ E_CONTACT_OFTEN }) }, { "here", text_of_rc(lang, (rc){ E_ASSIST_REASON }) } };
	struct show_contact c = { .whose = { .base = S("/people/77"), .agent = true },
				  .base = S("/people/77/contact"),
				  .form = S("/people/77/contact"),
				  .name = v.name,
				  .number = v.number,
				  .phone = S("+212612345678"),
				  .email = S("salma.bennani.couture.kenitra@exemple.invalid"),
				  .address = S("12, rue des Orangers \"><b>"),
				  .language = S("ar"),
				  .waiting = { { S("PHONE"), S("+212698765432") } },
				  .waiting_n = 1,
				  .papers = papers,
				  .papers_n = LEN(papers) };
	p.path = S("/people/77/contact");
	RENDER("contact-counter", page_contact_change, &p, &c);
	c.now = c.waiting;
	RENDER("contact-read-out", page_contact_code, &p, &c);
	p.problems = wrong, p.problems_n = LEN(wrong);
	RENDER("contact-wrong", page_contact_change, &p, &c);
	p.problems_n = 0;
	c.whose = (struct show_whose){ .base = S("/own") }, c.base = S("/own/contact"), c.form = S("/own/contact/change");
	c.confirmed = at("2026-11-24T09:31:00Z");
	RENDER("contact", page_contact, &p, &c);
	RENDER("contact-code", page_contact_code, &p, &c);
	struct show_statement t = { .whose = { .base = S("/own") },
				    .client = 5,
				    .kind = S("STOPPED"),
				    .scheme = S("AMO-TNS"),
				    .from = day("2026-12-01"),
				    .about = pick(lang, "أمو العمال غير الأجراء", "AMO TNS"),
				    .sent_by = S("DGI-14, Direction générale exemple"),
				    .at = at("2026-11-24T09:31:00Z") };
	RENDER("statement-stopped", page_statement, &p, &t);
	t.kind = S("CORRECTION"), t.about = t.sent_by = S(""), t.whose = (struct show_whose){ .base = S("/people/77"), .agent = true };
	RENDER("statement-correction", page_statement, &p, &t);
}

static void attestations(enum lang lang)
{
	const struct show_attested_membership members[] = {
		{ pick(lang, "أمو العمال غير الأجراء", "AMO TNS"), S("ACTIVE"), day("2026-12-01"), DATE_NEVER },
		{ pick(lang, "أمو تضامن", "AMO Tadamon"), S("ENDED"), day("2023-01-01"), day("2026-11-30") },
	};
	struct problem wrong[] = { { "reference", text_of_rc(lang, (rc){ E_ATTESTATION_NONE }) } };
	struct page p = base_page(lang, COUNTRY_MA, "/attestations");
	struct show_attestation v = { .typed = S("") };

	RENDER("attestation", page_attestation, &p, &v);
	v.typed = S("7k4m 92qx\"><b>"), p.problems = wrong, p.problems_n = LEN(wrong);
	RENDER("attestation-unknown", page_attestation, &p, &v);
	p.problems_n = 0;
	v = (struct show_attestation){ .typed = S("7k4m92qxtb5d"),
				       .known = true,
				       .reference = S("7K4M-92QX-TB5D"),
				       .kind = S("REGISTRATION"),
				       .number = S("118 204 557"),
				       .name = pick(lang, "سلمى بناني", "Salma BENNANI"),
				       .name_other = pick(lang, "Salma BENNANI", "سلمى بناني"),
				       .born = S("1954-00-00"),
				       .issued = at("2026-11-24T09:31:00Z"),
				       .memberships = members,
				       .memberships_n = LEN(members) };
	RENDER("attestation-known", page_attestation, &p, &v);
	const struct show_attested_relative relatives[] = {
		{ S("SPOUSE"), pick(lang, "كريم التازي", "Karim TAZI"), pick(lang, "Karim TAZI", "كريم التازي"),
		  S("118 204 565"), S("1950-03-09"), true, DATE_NEVER, S("") },
		{ S("WARD"), S("Adam EXEMPLE"), S(""), S("118 204 573"), S("2013-06-01"), true, day("2029-12-31"), S("2019/345") },
		{ S("CHILD"), pick(lang, "نور التازي", "Nour TAZI"), S(""), S("118 204 581"), S("2014-06-01"), false, DATE_NEVER, S("") },
	};
	v.kind = S("FAMILY"), v.family = true, v.relatives = relatives, v.relatives_n = LEN(relatives), v.unconfirmed = true;
	RENDER("attestation-family", page_attestation, &p, &v);
	v.kind = S("RIGHTS"), v.family = false, v.day_only = true, v.memberships_n = 0, v.name_other = S("");
	RENDER("attestation-rights", page_attestation, &p, &v);
}

static void families(enum lang lang)
{
	const struct show_proof proofs[] = { { S("STUDENT"), day("2025-09-01"), day("2026-11-30") },
					     { S("DISABILITY"), day("2024-01-01"), DATE_NEVER } };
	const struct show_relative rows[] = {
		{ .id = 5, .name = pick(lang, "كريم التازي", "Karim TAZI"), .name_other = pick(lang, "Karim TAZI", "كريم التازي"),
		  .number = S("118 204 565"), .born = S("1950-00-00"), .role = S("SPOUSE"), .is = true, .last = DATE_NEVER,
		  .why = S("NO_END"), .since = day("1979-05-01") },
		{ .id = 6, .name = pick(lang, "نور التازي", "Nour TAZI"), .number = S("118 204 581"), .born = S("2004-06-01"),
		  .role = S("CHILD"), .is = true, .last = day("2026-11-30"), .why = S("STUDENT_PROOF"), .since = day("2004-06-01"),
		  .proofs = proofs, .proofs_n = LEN(proofs), .days_left = 6 },
		{ .id = 7, .name = S("Adam EXEMPLE"), .number = S("118 204 573"), .born = S("2013-06-01"), .role = S("WARD"),
		  .is = true, .last = day("2029-12-31"), .why = S("GUARDIANSHIP"), .since = day("2019-01-01"), .court = S("2019/345") },
		{ .id = 8, .name = S("Ali TAZI"), .number = S("118 204 599"), .born = S("2000-06-01"), .role = S("CHILD"),
		  .is = false, .last = day("2026-06-30"), .why = S("STUDENT_PROOF"), .since = day("2000-06-01"), .lapsed = true },
	};
	const struct show_request_row asked[] = {
		{ .id = 9, .reference = S("R 4821-9037-512"), .kind = S("FAMILY_ADD"), .state = S("RECEIVED"),
		  .opened = at("2026-11-24T09:31:00Z"), .due = at("2026-12-09T09:31:00Z"), .person = 17, .name = S("Salma BENNANI") },
		{ .id = 10, .reference = S("R 4821-9037-520"), .kind = S("FAMILY_PROOF"), .state = S("MORE_NEEDED"),
		  .opened = at("2026-11-23T09:31:00Z"), .due = at("2026-12-09T09:31:00Z"), .person = 17, .name = S("Salma BENNANI") },
		{ .id = 11, .reference = S("R 4821-9037-538"), .kind = S("FAMILY_END"), .state = S("REFUSED"),
		  .opened = at("2026-11-20T09:31:00Z"), .due = at("2026-12-09T09:31:00Z"), .person = 17, .name = S("Salma BENNANI") },
	};
	const struct show_answer answers[] = { { TEXT(family_role), pick(lang, "ابن أو ابنة", "Enfant"), false },
					       { TEXT(requests_relative), S("Salma EXEMPLE"), false },
					       { TEXT(family_id), S("AB 123456"), true } };
	const struct show_hidden hidden[] = { { "role", S("CHILD") } };
	const struct show_step steps[] = { { S("RECEIVED"), at("2026-11-23T09:31:00Z"), S(""), S("") },
					   { S("MORE_NEEDED"), at("2026-11-24T09:31:00Z"), S(""), S("Il manque le certificat de scolarité.") } };
	const struct show_document_row papers[] = { { 3, S("STUDIES"), S("image/jpeg"), 812345, S("CLEAN") },
						    { 4, S("BIRTH"), S("application/pdf"), 91234, S("WAITING") } };
	struct problem wrong[] = { { "why", text_get(lang, TEXT(familybad_why)) }, { "until", text_get(lang, TEXT(familybad_until)) } };
	const struct show_whose own = { .base = S("/own") },
				agent = { .base = S("/people/17"), .agent = true, .assisted = { S("Ne lit pas"), true } };
	struct page p = staff_page(lang, "/own/family", MENU_FAMILY);
	struct show_family f = { .whose = own, .relatives = rows, .relatives_n = LEN(rows), .requests = asked, .requests_n = LEN(asked) };
	struct show_family_member m = { .whose = own, .r = rows[1] };
	struct show_about_relative about = { .whose = own, .r = rows[0], .spouse = true, .client = 5,
					     .paper = { 3, S("image/jpeg"), 812345 } };
	struct show_check check = { TEXT(check_title), TEXT(check_lead), TEXT(family_send), S("/own/family/declare"), answers, LEN(answers), hidden, LEN(hidden) };
	struct show_followed followed = { .whose = own, .rows = asked, .n = LEN(asked) };
	struct show_follow follow = { .whose = own, .may_withdraw = true, .may_complete = true, .ended = DATE_NEVER,
				      .r = { .head = asked[1], .answer = S("Il manque le certificat de scolarité."), .family = true,
					     .role = S("CHILD"), .relative = S("Nour TAZI"), .born = S("2004-06-01"), .from = day("2004-06-01"),
					     .proof_kind = S("STUDENT"), .proof_last = day("2027-06-30"), .steps = steps, .steps_n = LEN(steps),
					     .documents = papers, .documents_n = LEN(papers) } };
	struct show_declare d = { .whose = agent, .name = S("Salma BENNANI"), .client = 7, .role = S("CHILD"), .last_name = S("TAZI") };

	RENDER("family", page_family, &p, &f);
	f = (struct show_family){ .whose = agent, .name = S("Salma BENNANI"), .confirmed = true };
	RENDER("family-none", page_family, &p, &f);
	RENDER("relative", page_relative, &p, &m);
	RENDER("relative-prove", page_relative_prove, &p, &about);
	p.problems = wrong, p.problems_n = LEN(wrong);
	RENDER("relative-end", page_relative_end, &p, &about);
	p.problems_n = 0;
	RENDER("declare", page_declare, &p, &d);
	RENDER("check", page_check, &p, &check);
	RENDER("followed", page_followed, &p, &followed);
	followed.n = 0;
	RENDER("followed-none", page_followed, &p, &followed);
	RENDER("follow", page_follow, &p, &follow);
	follow.whose = agent;
	RENDER("withdraw", page_withdraw, &p, &follow);
}

static void payments(enum lang lang)
{
	const struct show_payment_way debit = { .kind = S("DIRECT_DEBIT"),
						.state = S("ACTIVE"),
						.account = S("***9113"),
						.holder = pick(lang, "خالد مثال", "Khalid Exemple"),
						.day = 5,
						.since = day("2026-11-27"),
						.until = DATE_NEVER,
						.reference = S("7K4M-92QX-TB5D"),
						.signing = S("CODE"),
						.differs = true };
	struct show_payment_way past[] = { debit, { .kind = S("CASH_POINT"),
						    .state = S("REVOKED"),
						    .since = day("2026-10-01"),
						    .until = day("2026-10-20") } };
	const struct show_payment_scheme schemes[] = {
		{ pick(lang, "أمو تضامن", "AMO Tadamon"), S("STATE") },
		{ pick(lang, "تأمين غير الأجراء", "Assurance des non-salariés"), S("UNCONFIRMED") },
	};
	const str kinds[] = { S("DIRECT_DEBIT"), S("TRANSFER"), S("CARD"), S("CASH_POINT") };
	struct show_payer agent = { S("/people/77/payment"), 77, pick(lang, "سلمى بناني", "Salma BENNANI"),
				    S("118 204 557") };
	struct page p = staff_page(lang, "/people/77/payment", MENU_PEOPLE);
	struct show_payment v = { .payer = agent,
				  .chosen = true,
				  .now = debit,
				  .past = past,
				  .past_n = LEN(past),
				  .schemes = schemes,
				  .schemes_n = LEN(schemes),
				  .offered = true,
				  .account = S("***9113") };
	struct show_payment_kinds k = { agent, 1, S("CARD"), kinds, LEN(kinds) };
	struct show_payment_account account = { .payer = agent,
						.client = 1,
						.rib = S("007 450 0015205000300491 14"),
						.how = S("PAPER"),
						.day_only = 1 };
	struct problem bad[] = { { "rib", text_get(lang, TEXT(ribbad_IBAN)) },
				 { "holder", text_get(lang, TEXT(paybad_holder)) },
				 { "how", text_get(lang, TEXT(paybad_how)) } };

	past[0].state = S("REPLACED"), past[0].until = day("2026-11-27");
	RENDER("payment-agent", page_payment, &p, &v);
	v.chosen = v.offered = false, v.schemes_n = v.past_n = 0, v.account = S("");
	RENDER("payment-nothing", page_payment, &p, &v);
	RENDER("payment-kinds", page_payment_kinds, &p, &k);
	p.problems = bad, p.problems_n = LEN(bad);
	RENDER("payment-account-wrong", page_payment_account, &p, &account);
}

static void moves(enum lang lang)
{
	const str from = pick(lang, "راميد (نظام المساعدة الطبية)", "RAMED (régime d’assistance médicale, remplacé par AMO Tadamon)"),
		  to = pick(lang, "أمو تضامن", "AMO Tadamon"), who = pick(lang, "نادية الفاسي", "Nadia El Fassi"),
		  other = pick(lang, "عمر بناني", "Omar Bennani"), why = pick(lang, "مرسوم 2.22.797", "Décret 2.22.797 du 29 novembre 2022");
	struct show_move_row rows[] = {
		{ 2, from, to, day("2026-12-01"), S("REHEARSED"), 4012345, 312, at("2026-11-24T09:12:00Z") },
		{ 1, from, to, day("2022-12-01"), S("DONE"), 4012345, 312, at("2022-11-24T09:12:00Z") },
	};
	const struct show_move_line moved[] = { { S("100000017"), S("MOVED"), S(""), S(""), 3, S("") }, { S("100000025"), S("MOVED"), S(""), S(""), 0, S("UNDONE") } };
	const struct show_move_line left[] = { { S("100000033"), S("LEFT_OUT"), S("CONDITION"), pick(lang, "المؤشر فوق العتبة (9.74 9.3264284)", "score au-dessus du seuil (9.74 9.3264284)"), 2, S("") } };
	const struct show_move_reason reasons[] = {
		{ S("MOVED"), S(""), S(""), 4012345, 9876543, moved, 2 },
		{ S("LEFT_OUT"), S("CONDITION"), S(""), 200, 512, left, 1 },
		{ S("LEFT_OUT"), S("COVERED_BY_PRIORITY"), S(""), 112, 0, left, 1 },
	};
	struct page p = staff_page(lang, "/moves", MENU_MOVES);
	struct show_moves all = { rows, LEN(rows) };
	struct show_move v = { .head = rows[0], .from_code = S("RAMED"), .to_code = S("AMO-TADAMON"), .reason = why, .prepared_by = who,
			       .rehearsed = at("2026-11-25T08:00:00Z"), .undo_until = day("2026-12-31"), .dependants = 9876543, .law = 3, .listed = true,
			       .may_rehearse = true, .may_approve = true, .may_cancel = true, .may_count = true, .reasons = reasons, .n = LEN(reasons) };
	const struct choice schemes[] = { { S("RAMED"), from }, { S("AMO-TADAMON"), to } };
	struct show_move_form form = { .from = S("RAMED"), .to = S("RAMED"), .day = { S("1"), S("12"), S("2022") }, .reason = why, .undo_days = S("30"),
				       .schemes = schemes, .schemes_n = 2 };
	struct show_move_lines lines = { 1, S("LEFT_OUT"), S("CONDITION"), left, 1, S("/fr/moves/1/lines?outcome=LEFT_OUT&reason=CONDITION&after=17") };
	const struct show_head_scheme heads[] = { { S("AMO-TADAMON"), 0, 13888888, 0, 13888888, 0, 0, 4012345, 0, 9876543 }, { S("RAMED"), 13889200, 0, 13888888, 312, 0, 4012657, 312, 9876543, 0 } };
	const struct show_head_line doubles[] = { { pick(lang, "منخرط في AMO-PENSION + من ذوي حقوق RAMED", "membre AMO-PENSION + ayant droit RAMED"), 1200, 1200 } };
	const struct show_head_line none[] = { { pick(lang, "متوفى", "décès"), 812, 0 }, { pick(lang, "لم يعد منخرطا", "n’est plus membre"), 77, 0 } };
	const struct show_head_line rights[] = { { pick(lang, "RAMED · حق مفتوح", "RAMED · droit ouvert"), 4012657, 0 } };
	const struct show_head_line misfits[] = { { .what = pick(lang, "100000041 · منقول وغائب عن النظام الجديد", "100000041 · transféré, absent du nouveau régime") } };
	const struct show_head_change changes[] = { { pick(lang, "منخرط في RAMED", "membre RAMED"), pick(lang, "منخرط في AMO-TADAMON", "membre AMO-TADAMON"), 4012345 },
						    { pick(lang, "من ذوي حقوق RAMED", "ayant droit RAMED"), pick(lang, "من ذوي حقوق AMO-TADAMON", "ayant droit AMO-TADAMON"), 9876543 } };
	const struct show_head_told told[] = { { S(""), pick(lang, "جريدة", "Presse, janvier 2023"), 23200000, 20800000, 23100000, 20800000, 20800000, 100000, S("OPEN") },
					       { S("AMO-TADAMON"), pick(lang, "جريدة", "Presse, janvier 2023"), 9400000, 4012345, 13888888, 13888888, 0, -4488888, S("OPEN") },
					       { S("RAMED"), pick(lang, "الوكالة", "ANAM"), 4012657, 312, 312, 312, 4012657, 0, S("BEFORE") } };
	struct show_move_report r = { .head = rows[1], .before = day("2022-11-30"), .counted = at("2022-12-02T08:00:00Z"), .holds = true,
				      .sides = { { 9012657, 11876543, 12, 1200, 20888012, 0, 889 }, { 9012657, 11876543, 12, 1200, 20888012, 0, 889 } },
				      .schemes = heads, .schemes_n = 2, .doubles = { doubles, doubles }, .nowhere = { none, none }, .states = { rights, rights },
				      .doubles_n = { 1, 0 }, .nowhere_n = { 2, 2 }, .states_n = { 1, 1 }, .changes = changes, .changes_n = 2, .same = 6999124,
				      .told = told, .told_n = 3, .told_sum = 20800000, .told_all = 23200000, .choices = schemes, .choices_n = 2 };
	struct problem tick[] = { { "run", text_get(lang, TEXT(move_not_sure)) } };
	struct problem wrong[] = { { "to", text_get(lang, TEXT(err_MOVE_SCHEMES)) }, { "day", text_get(lang, TEXT(move_no_day)) } };
	struct problem figure[] = { { "people", text_get(lang, TEXT(err_MOVE_TOLD)) } };

	RENDER("moves", page_moves, &p, &all);
	all.n = 0;
	RENDER("moves-none", page_moves, &p, &all);
	RENDER("move-decide", page_move, &p, &v);
	v.own = true;
	RENDER("move-own", page_move, &p, &v);
	v.may_rehearse = v.may_approve = v.may_count = false, v.may_run = true;
	v.head.state = S("APPROVED"), v.approved = v.rehearsed, v.approved_by = other;
	p.problems = tick, p.problems_n = 1;
	RENDER("move-run", page_move, &p, &v);
	p.problems_n = 0;
	v.may_run = v.may_cancel = false, v.going = true, v.step = S("move"), v.done = 1200000, v.total = 4012345, v.head.state = S("RUNNING");
	RENDER("move-running", page_move, &p, &v);
	v.going = false, v.head.state = S("DONE"), v.ended = v.counted = at("2026-12-01T02:00:00Z");
	v.may_tell = v.may_ask_undo = v.may_count = true, v.told = 4000000, v.no_way = 12345, v.telling = true;
	RENDER("move-done", page_move, &p, &v);
	v.may_tell = v.may_ask_undo = false, v.may_agree_undo = true, v.undo_by = who, v.head.state = S("UNDO_ASKED");
	RENDER("move-undo", page_move, &p, &v);
	RENDER("move-lines", page_move_lines, &p, &lines);
	RENDER("move-report", page_move_report, &p, &r);
	r.holds = false, r.misfits = misfits, r.misfits_n = 1, r.told_n = 0, r.told_all = r.told_sum = 0;
	p.problems = figure, p.problems_n = 1;
	RENDER("move-report-open", page_move_report, &p, &r);
	p.problems = wrong, p.problems_n = LEN(wrong);
	RENDER("move-form", page_move_form, &p, &form);
}

static void laws(enum lang lang)
{
	const str why = pick(lang, "مرسوم 2.26.700 المنشور في 12 نونبر", "Décret 2.26.700 du 12 novembre, lu au Bulletin officiel");
	const struct show_law_row rows[] = {
		{ 3, S("PROPOSED"), pick(lang, "نادية الفاسي", "Nadia El Fassi"), at("2026-11-24T09:12:00Z"), why },
		{ 2, S("IN_FORCE"), pick(lang, "عمر بناني", "Omar Bennani"), at("2026-10-02T10:00:00Z"), why },
		{ 1, S("REPLACED"), S(""), at("2026-01-05T08:00:00Z"), S("") },
	};
	const str name = pick(lang, "نسبة اشتراك التأمين الاختياري", "Taux de cotisation AMO de l'assurance volontaire");
	const struct show_law_change changes[] = {
		{ S("CHANGED"), S("ma/AMO_VOLUNTARY/amo.rate"), name, S("2017-01-01"), S("décret 2.26.700"),
		  { .there = true, .text = S("4.52"), .unit = S("%"), .status = S("UNCONFIRMED") },
		  { .there = true, .text = S("5.5"), .unit = S("%"), .until = S("2028-01-01"), .status = S("VOTED") } },
		{ S("ADDED"), S("ma/common/child.age.a_rather_long_key.that_goes_on.and_on"), name, S("2027-01-01"), S(""),
		  { .there = false }, { .there = true, .gap = S("the decree was not seen yet") } },
	};
	const str files[] = { S("ma/AMO_VOLUNTARY.yaml"), S("ma/common.yaml") };
	struct page p = staff_page(lang, "/law-versions", MENU_LAW);
	struct show_laws all = { rows, LEN(rows), true };
	struct show_law v = { .head = rows[0], .base = 2, .changes = changes, .n = LEN(changes), .more = 12,
			      .file = files, .files_n = LEN(files), .proposed = true };
	struct show_law_form form = { .max_bytes = 1 << 20 };
	struct problem wrong[] = { { "file", text_get(lang, TEXT(err_LAW_VERSION_SAME)) } };
	struct problem reason[] = { { "reason", text_get(lang, TEXT(err_LAW_VERSION_REASON)) } };
	struct show_done done = done_law(S("PROPOSED"), S("LAW-3"), S("/law-versions/3"));

	RENDER("laws", page_laws, &p, &all);
	all = (struct show_laws){ &rows[2], 1, false };
	RENDER("laws-first", page_laws, &p, &all);
	RENDER("law-decide", page_law, &p, &v);
	v.own = v.stale = true;
	p.problems = reason, p.problems_n = LEN(reason);
	RENDER("law-own", page_law, &p, &v);
	p.problems_n = 0;
	v = (struct show_law){ .head = rows[1], .base = 1, .decided = rows[1].when, .decided_by = rows[0].who,
			       .from = rows[1].when, .until = rows[0].when, .decision = why };
	RENDER("law-in-force", page_law, &p, &v);
	RENDER("law-done", page_done, &p, &done);
	p.problems = wrong, p.problems_n = LEN(wrong);
	RENDER("law-form", page_law_form, &p, &form);
	p.problems_n = 0;
	form.program = true;
	RENDER("law-form-program", page_law_form, &p, &form);
}

static void simulations(enum lang lang)
{
	const struct show_law_row row = { 3, S("PROPOSED"), pick(lang, "نادية الفاسي", "Nadia El Fassi"), at("2026-11-24T09:12:00Z"),
					  pick(lang, "مرسوم 2.26.700", "Décret 2.26.700") };
	const struct show_outcome_row schemes[] = {
		{ S(""), S(""), { { 0, false }, { 0, false }, { 0, false }, { 0, false }, { 0, false }, { 0, false }, { 1200345, false } } },
		{ S("AMO-TADAMON"), S(""), { { 12340, false }, { 3, false }, { 0, false }, { 871, false }, { 0, false }, { 0, false }, { 3400122, false } } },
		{ S("AMO-TNS"), S(""), { { 0, false }, { 0, false }, { 118, false }, { 0, false }, { 5120, false }, { 77, false }, { 412876, false } } },
	};
	struct show_outcome_row ages[5];
	const char *const groups[] = { "A0", "A6", "A21", "A26", "A60" };
	const struct show_outcome_row territories[] = {
		{ S(""), S(""), { { 12, false }, { 0, false }, { 0, false }, { 0, false }, { 0, false }, { 0, false }, { 1201, false } } },
		{ pick(lang, "أكادير إدا وتنان", "Agadir-Ida-Ou-Tanane"), S(""), { { 5400, false }, { 2, true }, { 60, false }, { 400, false }, { 0, false }, { 9, false }, { 51234, false } } },
		{ pick(lang, "الدار البيضاء", "Casablanca"), S(""), { { 6928, false }, { 1, true }, { 58, false }, { 471, false }, { 5120, false }, { 68, false }, { 951234, false } } },
	};
	struct show_outcome_month months[13];
	const struct show_outcome_lack lacks[] = {
		{ S("RIGHT"), S("AMO-TNS"), S("ma/AMO_TNS/rights.stage.of_a_rather_long_name"), S("UNCONFIRMED_UNSIGNED"), 5197 },
		{ S("WAS"), S("AMO-TNS"), S("ma/AMO_TNS/forfait.rns"), S("DRAFT"), 418191 },
		{ S("BECOMES"), S("AMO-SALARIES"), S("ma/AMO_SALARIES/rule.contribution"), S("VALUE"), 980100 },
		{ S("BECOMES"), S("AMO-NEW"), S(""), S("NO_PARAMETER"), 4 },
	};
	const struct show_outcome_cost costs[] = { { S("AMO-TADAMON"), S("GAINS"), 12340, 0, 0 },
						   { S("AMO-STUDENT"), S("SAME"), 30210, 302100000, 251750000 } };
	struct page p = staff_page(lang, "/law-versions/3", MENU_LAW);
	struct show_law v = { .head = row, .base = 2, .proposed = true, .would = { .version = 3, .may_ask = true } };

	for (size_t i = 0; i < LEN(ages); i++) {
		ages[i] = schemes[1];
		ages[i].age = str_of(groups[i]);
	}
	for (size_t i = 0; i < LEN(months); i++)
		months[i] = (struct show_outcome_month){ date_add_months(day("2027-02-01"), (int)i), 4012345, 4024567 + (int64_t)i, 12340, 3, 5197 };
	RENDER("law-unseen", page_law, &p, &v);
	v.would = (struct show_simulation){ .version = 3, .there = true, .waits = true, .seconds_left = -1 };
	p.refresh_s = 3;
	RENDER("law-simulation-waits", page_law, &p, &v);
	v.would = (struct show_simulation){ .version = 3, .there = true, .running = true, .people = 412000, .total = 5012345, .seconds_left = 340 };
	RENDER("law-simulation-runs", page_law, &p, &v);
	p.refresh_s = 0;
	v.would = (struct show_simulation){ .version = 3, .there = true, .day = day("2027-02-01"), .began = at("2026-11-26T10:00:00Z"), .ended = at("2026-11-26T10:11:00Z"),
					    .people = 5012345, .n = { 12340, 3, 118, 871, 5120, 77, 4993816 }, .currency = S("MAD"), .payers = 42550,
					    .was = 302100000, .becomes = 251750000, .schemes = schemes, .schemes_n = LEN(schemes), .ages = ages, .ages_n = LEN(ages),
					    .territories = territories, .territories_n = LEN(territories), .any_hidden = true, .months = months, .months_n = LEN(months),
					    .lacks = lacks, .lacks_n = LEN(lacks), .costs = costs, .costs_n = LEN(costs), .may_ask = true };
	RENDER("law-simulated", page_law, &p, &v);
	RENDER("simulation", page_simulation, &p, &v.would);
	v.would.old = true;
	v.would.people = 0;
	v.would.payers = 0;
	v.would.costs_n = v.would.lacks_n = v.would.territories_n = v.would.schemes_n = 0;
	v.would.any_hidden = false;
	RENDER("law-simulation-old", page_law, &p, &v);
	RENDER("simulation-empty", page_simulation, &p, &v.would);
}

static void law_book(enum lang lang)
{
	const struct show_law_value voted = { .value = pick(lang, "14,81 درهم في الساعة", "14,81 dirhams par heure"),
					      .state = S("VOTED"),
					      .from = pick(lang, "فاتح شتنبر 2022", "1er septembre 2022"),
					      .last = pick(lang, "31 دجنبر 2025", "31 décembre 2025") },
				    used = { .value = pick(lang, "21 سنة", "21 ans"),
					     .state = S("SIGNED"),
					     .from = pick(lang, "يوم غير معروف، شوهدت القيمة في 17 نونبر 2026", "jour inconnu, valeur vue le 17 novembre 2026"),
					     .by_signature = true,
					     .used_from = day("2026-01-01") },
				    rule = { .value = S("PAID period=MONTH covers=NEXT late=NEXT_MONTH wait=AMO_TNS/rights.stage"),
					     .code = true,
					     .words = str_printf(&arena, "%.*s %.*s", STR_ARG(text_get(lang, TEXT(lawpaid_MONTH_NEXT))), STR_ARG(text_get(lang, TEXT(lawlate_NEXT_MONTH)))),
					     .state = S("UNSIGNED"),
					     .perhaps = true,
					     .from = S("2018") },
				    gap = { .state = S("MISSING"),
					    .missing = S("the decree that sets the table by disease was not seen") };
	const struct show_law_line rows[] = {
		{ S("/law/ma/common/smig.hour"), S("ma/common/smig.hour"), pick(lang, "الحد الأدنى للأجر بالساعة", "SMIG horaire"), voted },
		{ S("/law/ma/common/child.age.general"), S("ma/common/child.age.general"), pick(lang, "سن الأبناء على العموم", "Âge limite d’un enfant à charge"), used },
		{ S("/law/ma/AMO_TNS/rule.rights"), S("ma/AMO_TNS/rule.rights"), pick(lang, "فتح الحقوق", "Ouverture des droits"), rule },
		{ S("/law/ma/TNR/tnr.letter.AMO%28orthoph.%29"), S("ma/TNR/tnr.letter.AMO(orthoph.)"), pick(lang, "الحرف المفتاح AMO", "Valeur de la lettre clé AMO (orthophonie)"), gap },
	};
	const struct show_law_scheme schemes[] = {
		{ S("/law/ma/AMO_TNS"), S("ma"), pick(lang, "التأمين الإجباري عن المرض للعمال غير الأجراء", "AMO des travailleurs non salariés"), true, 21, 24, 3, 12, 9, 0, 4 },
		{ S("/law/ma/common"), S("ma"), pick(lang, "معايير مشتركة", "Paramètres communs à plusieurs régimes"), false, 31, 40, 12, 2, 26, 26, 7 },
		{ S("/law/dz/CNAS"), S("dz"), pick(lang, "الصندوق الوطني للتأمينات الاجتماعية", "CNAS"), true, 40, 41, 10, 1, 30, 0, 5 },
	};
	const struct show_law_seen where[] = { { S("https://maroc-diplomatique.net/adoption-en-conseil-de-gouvernement-dun-projet-de-decret-fixant-les-taux-de-cotisation"), true },
					       { S("page 12, <b>annexe</b>"), false } };
	const struct show_law_entry entries[] = {
		{ .is = rule, .from_note = S("from the first quarter on"), .reference = S("loi 98-15, article 4"), .confidence = S("MEDIUM"), .confidence_note = S("medium (press report of draft decree)"), .seen = where, .seen_n = LEN(where) },
		{ .is = voted, .reference = S("décret 2.19.422"), .confidence = S("HIGH"), .seen = where, .seen_n = 1 },
		{ .is = gap, .said = S("77..97") },
	};
	const struct show_law_signature signatures[] = { { day("2026-11-20"), day("2026-01-01"), used.value, pick(lang, "رأي الوزارة رقم 12", "Avis du ministère no 12") } };
	struct problem wrong[] = { { "on", text_of_rc(lang, (rc){ E_LAW_DAY }) } };
	struct page p = base_page(lang, COUNTRY_MA, "/law");
	struct show_law_asked asked = { .path = S("/law"), .words = S("enfant \"<b>"), .day = S("2026-11-27"), .on = day("2026-11-27"), .searches = true };
	struct show_law_book v = { asked, true, rows, LEN(rows), 120, schemes, LEN(schemes) };
	struct show_law_parameters list = { asked, schemes[0].name, S("ma"), rows, LEN(rows) };
	struct show_law_parameter one = { .asked = asked, .id = rows[1].id, .name = rows[1].name, .scheme_name = schemes[1].name, .scheme_path = schemes[1].path,
					  .json = S("/law/ma/common/child.age.general?as=json"), .unit_note = S("years"), .is = used,
					  .entries = entries, .n = LEN(entries), .signatures = signatures, .signatures_n = 1, .role = role_words(lang, S("director")) };

	RENDER("law", page_law_book, &p, &v);
	v.found_n = 0, v.all = 0, v.asked.day = S("2026-13-01");
	p.problems = wrong, p.problems_n = LEN(wrong);
	RENDER("law-nothing", page_law_book, &p, &v);
	p.problems_n = 0;
	RENDER("law-none", page_law_none, &p, &asked);
	list.asked.searches = one.asked.searches = false;
	p.path = list.asked.path = S("/law/ma/AMO_TNS");
	RENDER("law-scheme", page_law_parameters, &p, &list);
	p.path = one.asked.path = rows[1].path;
	RENDER("law-parameter", page_law_parameter, &p, &one);
	one.id = rows[2].id, one.name = rows[2].name, one.is = rule, one.elsewhere = true, one.signatures_n = 0;
	RENDER("law-rule", page_law_parameter, &p, &one);
	one.id = rows[3].id, one.name = rows[3].name, one.is = gap, one.elsewhere = false, one.entries = entries + 2, one.n = 1;
	RENDER("law-gap", page_law_parameter, &p, &one);
}

static void others(enum lang lang)
{
	const struct show_session_row rows[] = {
		{ 1, S("Firefox 128, Linux"), S("10.0.3.17"), at("2026-11-24T07:58:00Z"),
		  at("2026-11-24T09:12:00Z"), true },
		{ 2, S("Chrome 130, Android"), S("2001:db8:aa:bb::17"), at("2026-11-20T17:00:00Z"),
		  at("2026-11-21T06:10:00Z"), false },
	};
	struct page p = staff_page(lang, "/sessions", MENU_SESSIONS);
	struct show_sessions s = { rows, LEN(rows) };
	const struct show_phone_row got[] = {
		{ at("2026-11-24T09:12:00Z"), S("+212612345678"), S("SANAD"),
		  S("صندوق الضمان الاجتماعي\nفعل حسابك: https://assures.example.ma/\nرقمك 123456782\nرمزك ABCD-EFGH"),
		  S("UCS-2"), 2 },
		{ at("2026-11-24T08:00:00Z"), S("+212612345678"), S("SANAD"),
		  S("Caisse de sécurité sociale: votre demande R-2026-17 est enregistrée."), S("GSM-7"), 1 },
	};
	struct show_phone phone = { got, LEN(got), true }, none = { got, 0, true }, real = { got, 0, false };
	struct show_problem fault = { E_NOT_SAVED, S("NOT_SAVED"), S("7K4M-92QX"), true };
	struct show_about about = { S("0.1"), S("08 00 00 00 00") };

	RENDER("sessions", page_sessions, &p, &s);
	RENDER("phone", page_phone, &p, &phone);
	RENDER("phone-none", page_phone, &p, &none);
	RENDER("phone-real", page_phone, &p, &real);
	RENDER("problem", page_problem, &p, &fault);
	p = base_page(lang, COUNTRY_DZ, "/about");
	RENDER("about", page_about, &p, &about);
}

/* ---- rights ---- */

#define RULE_BASIS \
	S("ma/AMO_TNS/rule.rights|PAID period=MONTH covers=NEXT late=NEXT_MONTH wait=AMO_TNS/rights.stage|rule|2018-01-01|UNCONFIRMED|décret 2.18.623\n" \
	  "ma/AMO_TADAMON/rsu.threshold|9.3264284|RSU score|2022-12-01|VOTED|unknown\n" \
	  "ma/AMO_TNS/rights.stage||UNCONFIRMED_UNSIGNED|||")

static struct rights_words rights_words_in(enum lang lang)
{
	struct scheme *list = arena_array(&arena, struct scheme, 2);
	struct fund_law *l = arena_new(&arena, struct fund_law);

	list[0] = (struct scheme){ .scheme = S("AMO-TNS"), .name_fr = S("AMO des travailleurs non salariés"), .name_ar = S("التأمين الإجباري عن المرض للعمال غير الأجراء"), .name_en = S("Health insurance of the self-employed") };
	list[1] = (struct scheme){ .scheme = S("AMO-TADAMON"), .name_fr = S("AMO Tadamon"), .name_ar = S("أمو تضامن"), .name_en = S("AMO Tadamon") };
	l->law = law_carried();
	return (struct rights_words){ .at = { lang, COUNTRY_MA }, .schemes = list, .schemes_n = 2, .law = l, .on = day("2026-06-15") };
}

static const struct show_right_reason *why(enum lang lang, str because, size_t *ret_n)
{
	struct rights_words w = rights_words_in(lang);
	const struct right_reason *list = rights_sentences(&arena, &w, because, RULE_BASIS, ret_n);
	struct show_right_reason *rows = arena_array(&arena, struct show_right_reason, *ret_n + 1);

	for (size_t i = 0; i < *ret_n; i++) {
		const struct right_reason *r = &list[i];
		rows[i] = (struct show_right_reason){ r->text, r->rule, r->machine, r->path, r->reference, r->state };
		if (r->path.n > 0)
			rows[i].path = str_printf(&arena, "/law/%.*s", STR_ARG(r->path));
	}
	return rows;
}

static str family_word(enum lang lang, const char *family, const char *word)
{
	enum text_key key;

	must(text_find(family, str_of(word), &key));
	return text_get(lang, key);
}

#define RSAY(lang, key, ...) text_str(&arena, (struct locale){ (lang), COUNTRY_MA }, TEXT(key), TEXT_ARGS(__VA_ARGS__))

static struct show_right right_in(enum lang lang, const char *family, const char *state)
{
	struct rights_words w = rights_words_in(lang);

	return (struct show_right){ .state = { state, strlen(state) },
				    .title = family_word(lang, family, state),
				    .scheme = scheme_name(w.schemes, 2, S("AMO-TNS"), text_lang(lang)) };
}

static const struct show_right_span *right_spans_in(enum lang lang, size_t *ret_n)
{
	static const struct { const char *from, *last, *state, *because; bool past, now; } all[] = {
		{ "2026-01-01", "2026-04-30", "CLOSED", "WAITING|2026-01-10|2026-05-01|3", true, false },
		{ "2026-05-01", "2026-05-31", "OPEN", "PAID|2026-04-01|2026-04-30", true, false },
		{ "2026-06-01", "2026-12-31", "SUSPENDED", "UNPAID|2026-05-01|2026-05-31|27600", false, true },
		{ "2027-01-01", NULL, "UNKNOWN", "LAW_UNKNOWN|||||2", false, false },
	};
	struct show_right_span *rows = arena_array(&arena, struct show_right_span, LEN(all));
	size_t n;

	for (size_t i = 0; i < LEN(all); i++)
		rows[i] = (struct show_right_span){ .from = day(all[i].from),
						    .last = all[i].last == NULL ? DATE_NEVER : day(all[i].last),
						    .state = { all[i].state, strlen(all[i].state) },
						    .scheme = right_in(lang, "rightstate.", "OPEN").scheme,
						    .text = why(lang, str_of(all[i].because), &n)[0].text,
						    .past = all[i].past,
						    .now = all[i].now };
	*ret_n = LEN(all);
	return rows;
}

static const struct show_right_relative *right_family_in(enum lang lang)
{
	struct show_right_relative *rows = arena_array(&arena, struct show_right_relative, 3);
	static const char *const state[] = { "SUSPENDED", "OPEN", "CLOSED" };
	static const char *const role[] = { "SPOUSE", "CHILD", "CHILD" };
	const str name[] = { pick(lang, "سلمى الإدريسي", "Salma IDRISSI"), pick(lang, "نور العمراني", "Nour AMRANI"), pick(lang, "علي العمراني", "Ali AMRANI") };
	size_t n;

	for (size_t i = 0; i < 3; i++) {
		rows[i] = (struct show_right_relative){ .name = name[i], .number = S("118 204 557"), .role = { role[i], strlen(role[i]) }, .is = right_in(lang, "rightstate.", state[i]) };
		rows[i].is.when = RSAY(lang, rights_since, TEXT_ARG("from", day("2026-06-01")));
	}
	rows[0].text = why(lang, S("INSURED||||SUSPENDED"), &n)[0].text;
	rows[1].text = text_get(lang, TEXT(rights_family_other));
	rows[1].is.when = text_get(lang, TEXT(rights_no_end));
	rows[2].text = why(lang, S("DEPENDANT_END|2026-06-01||21|AGE"), &n)[0].text;
	return rows;
}

/* A member's page for each state. */
static void own_rights(enum lang lang)
{
	struct page p = staff_page(lang, "/own/rights", MENU_RIGHTS);
	struct locale at = { lang, COUNTRY_MA };
	struct show_rights v = { .whose = { .base = S("/own") }, .is = right_in(lang, "rightown.", "OPEN") };
	str todo[3] = { RSAY(lang, rightdo_KEEP, TEXT_ARG("period", rights_period(&arena, at, day("2026-05-01"), day("2026-05-31"))), TEXT_ARG("last", day("2026-05-31"))) };
	const struct show_right_offer offers[] = {
		{ pick(lang, "أمو الشامل", "AMO Achamil"), pick(lang, "الأشخاص القادرون على تحمل واجبات الاشتراك", "Les personnes qui peuvent payer une cotisation et n'exercent aucune activité"), S(""), S("/law/ma/AMO_ACHAMIL") },
		{ pick(lang, "أمو غير الأجراء", "AMO TNS"), pick(lang, "المهنيون", "Les professionnels"), RSAY(lang, lawrule_FIXED, TEXT_ARG("amount", rights_amount(&arena, at, 30000))), S("/law/ma/AMO_TNS") },
	};

	v.todo = todo, v.todo_n = 1;
	v.is.when = RSAY(lang, rights_until_unless_paid, TEXT_ARG("last", day("2026-05-31")));
	v.reasons = why(lang, S("PAID|2026-04-01|2026-04-30|||0\nOTHER_COVER||||AMO-TADAMON"), &v.reasons_n);
	v.spans = right_spans_in(lang, &v.spans_n);
	v.family = right_family_in(lang), v.family_n = 3;
	v.object = S("/own/statement?kind=NOT_ME&scheme=AMO-TNS&from=2026-01-01");
	RENDER("rights-open", page_rights, &p, &v);
	v.is = right_in(lang, "rightown.", "SUSPENDED");
	v.is.when = RSAY(lang, rights_since, TEXT_ARG("from", day("2026-06-01")));
	todo[0] = RSAY(lang, rightdo_PAY_MANY, TEXT_ARG("amount", rights_amount(&arena, at, 1234550)), TEXT_ARG("count", (int64_t)13), TEXT_ARG("from", rights_period(&arena, at, day("2025-05-01"), day("2025-05-31"))), TEXT_ARG("until", rights_period(&arena, at, day("2026-05-01"), day("2026-05-31"))), TEXT_ARG("day", day("2026-07-01")));
	todo[1] = RSAY(lang, rightdo_then, TEXT_ARG("period", rights_period(&arena, at, day("2026-06-01"), day("2026-06-30"))));
	v.todo_n = 2, v.may_pay = true;
	v.reasons = why(lang, S("UNPAID|2026-05-01|2026-05-31|27600||0"), &v.reasons_n);
	RENDER("rights-suspended", page_rights, &p, &v);
	v.is = right_in(lang, "rightown.", "UNKNOWN");
	todo[0] = text_get(lang, TEXT(rightdo_LAW)), v.todo_n = 1, v.may_pay = false;
	v.is.when = RSAY(lang, rights_since, TEXT_ARG("from", day("2026-01-01")));
	v.reasons = why(lang, S("LAW_UNKNOWN|||||2"), &v.reasons_n);
	v.family_n = 0;
	RENDER("rights-unknown", page_rights, &p, &v);
	v.is = right_in(lang, "rightown.", "CLOSED");
	todo[0] = text_get(lang, TEXT(rightdo_OFFER));
	v.reasons = why(lang, S("SCORE_ABOVE|2026-05-01|||9.5012345 9.3264284|1"), &v.reasons_n);
	v.score = true, v.offers = offers, v.offers_n = LEN(offers);
	RENDER("rights-closed", page_rights, &p, &v);
	v = (struct show_rights){ .whose = { .base = S("/own") }, .is = right_in(lang, "rightown.", "NONE") };
	v.is.scheme = S("");
	todo[0] = text_get(lang, TEXT(rightdo_ASK)), v.todo = todo, v.todo_n = 1;
	RENDER("rights-none", page_rights, &p, &v);
}

/* An agent's page: a day as it was known, the same or not, and days that aren't. */
static void person_rights(enum lang lang)
{
	struct page p = staff_page(lang, "/people/77/rights", MENU_PEOPLE);
	const str member[] = { RSAY(lang, person_since, TEXT_ARG("from", day("2026-01-01"))) },
		  months[] = { RSAY(lang, rights_fact_paid_on, TEXT_ARG("day", day("2026-04-10"))), text_get(lang, TEXT(rights_fact_unpaid)) };
	const struct show_right_facts facts[] = { { TEXT(rights_fact_member), member, 1, 0 }, { TEXT(rights_fact_paid), months, 2, 31 } };
	static const str differ[] = { { "STATE", 5 }, { "REASON", 6 }, { "LAW", 3 } };
	const struct problem bad[] = { { "on", text_of_rc(lang, (rc){ E_LAW_DAY }) }, { "known", text_of_rc(lang, (rc){ E_RIGHTS_KNOWN }) } };
	struct show_rights v = { .whose = { .base = S("/people/77"), .agent = true },
				 .name = pick(lang, "سلمى الإدريسي", "Salma IDRISSI"),
				 .through = pick(lang, "كريم العمراني", "Karim AMRANI"),
				 .is = right_in(lang, "rightstate.", "SUSPENDED"),
				 .day = { .shown = true, .on = S("2026-06-15"), .known = S("2026-06-20"), .on_day = day("2026-06-15"), .known_day = day("2026-06-20"), .there = true, .law_version = 3, .facts = facts, .facts_n = LEN(facts) } };
	const str todo[] = { text_get(lang, TEXT(rightdo_INSURED)), RSAY(lang, rightdo_cannot, TEXT_ARG("name", S("AMO_TNS"))) };

	v.todo = todo, v.todo_n = 2, v.cannot = S("/law/ma/AMO_TNS/hours.year");
	v.reasons = why(lang, S("DEPENDANT|2000-01-01|||SPOUSE|0\nINSURED||||SUSPENDED\nUNPAID|2026-05-01|2026-05-31|27600||0"), &v.reasons_n);
	v.spans = right_spans_in(lang, &v.spans_n);
	v.spans_older = 1;
	v.day.is = v.spans[2], v.day.reasons = v.reasons, v.day.reasons_n = v.reasons_n;
	RENDER("person-rights", page_rights, &p, &v);
	v.day.differs = differ, v.day.differs_n = LEN(differ), v.day.again_there = true, v.day.again = v.spans[1];
	RENDER("person-rights-differ", page_rights, &p, &v);
	v.day = (struct show_right_day){ .on = S("2026-13"), .known = S("2030-01-01") };
	p.problems = bad, p.problems_n = LEN(bad);
	RENDER("person-rights-wrong", page_rights, &p, &v);
}

/* A member's first page. */
static void own(enum lang lang)
{
	struct page p = staff_page(lang, "/", MENU_HOME);
	const struct show_task tasks[] = { { TEXT(task_contact), TEXT(task_contact_text), S("/own/contact"), true } };
	struct show_own v = { .person = { .id = 77, .number = S("118 204 557"), .last_name = S("AMRANI"), .first_name = S("Karim"), .last_name_ar = S("العمراني"), .first_name_ar = S("كريم"), .born = S("1970-01-01"), .sex = S("M"), .language = S("fr"), .state = S("ACTIVE"), .died = DATE_NEVER, .right = right_in(lang, "rightown.", "OPEN") }, .tasks = tasks, .tasks_n = 1 };

	v.person.right.when = RSAY(lang, rights_until_unless_paid, TEXT_ARG("last", day("2026-05-31")));
	v.person.right.todo = RSAY(lang, rightdo_KEEP, TEXT_ARG("period", rights_period(&arena, p.at, day("2026-05-01"), day("2026-05-31"))), TEXT_ARG("last", day("2026-05-31")));
	RENDER("own", page_own, &p, &v);
}

int main(int argc, char **argv)
{
	char path[512];

	if (argc != 2)
		return 2;
	dir = argv[1];
	arena_init(&arena, 256 << 20);
	for (enum lang l = LANG_AR; l < LANG_N; l++) {
		doors(l), homes(l), feed_lists(l), feed_pages(l), refused(l), report(l);
		review_pages(l), people(l), person(l), counters(l), attestations(l), families(l), own(l), own_rights(l), person_rights(l), payments(l), moves(l), laws(l), simulations(l), law_book(l), others(l);
	}
	snprintf(path, sizeof path, "%s/assets", dir);
	(void)mkdir(path, 0777);
	for (size_t i = 0; i < assets_n; i++) {
		str url = assets[i].url;
		must(str_skip(&url, S("/")));
		save(str_c(&arena, url), assets[i].bytes);
	}
	arena_done(&arena);
	return 0;
}
