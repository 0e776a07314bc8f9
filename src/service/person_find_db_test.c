/* Whoever was registered is found, by whatever they can say; on both engines. */
#include "service/person_find.h"
#include "service/person_show.h"
#include "service/users.h"

#include "domain/feed/feed.h"
#include "domain/fund/fund.h"

#include "testing/fresh.h"
#include "testing/t.h"

enum { PEOPLE = 400, FEED = 100, CROWD = 700 };

static const instant noon = { INT64_C(1795521600000000) };

/* Spellings of one name; the first is the one in the register. */
static const char *const lasts[][4] = {
	{ "Benali", "Ben Ali", "BEN-ALI", "بن علي" },
	{ "El Idrissi", "Idrissi", "Elidrissi", "الإدريسي" },
	{ "Chraïbi", "chraibi", "Chraibi", "الشرايبي" },
	{ "Aït Lahcen", "Ait Lahcen", "AIT-LAHCEN", "آيت لحسن" },
	{ "Tazi", "TAZI", "Attazi", "التازي" },
	{ "Bouzidi", "Bouzidy", "bou zidi", "بوزيدي" },
	{ "Cherkaoui", "Charkaoui", "CHERKAOUI", "الشرقاوي" },
	{ "Ouahbi", "Wahbi", "OUAHBI", "وهبي" },
};
static const char *const firsts[][4] = {
	{ "Mohammed", "Mohamed", "M'hamed", "محمد" },
	{ "Fatima Zahra", "Fatima-Zahra", "FATIMA ZAHRA", "فاطمة الزهراء" },
	{ "Abdelkader", "Abd El Kader", "ABDELKADER", "عبد القادر" },
	{ "Khadija", "Khadidja", "KHADIJA", "خديجة" },
	{ "Youssef", "Yousef", "Youcef", "يوسف" },
	{ "Hassan", "HASSAN", "Hasan", "حسن" },
};
enum { LASTS = sizeof lasts / sizeof lasts[0], FIRSTS = sizeof firsts / sizeof firsts[0] };

struct made {
	struct arena *a;
	struct db *db;
	int64_t first; /* block of ids */
	int64_t i;
};

static size_t last_of(int64_t i) { return (size_t)(i % LASTS); }
static size_t first_of(int64_t i) { return (size_t)(i / LASTS % FIRSTS); }
static int64_t number_of(int64_t i) { return number_make(S("ma"), 10000000 + i); }

/* A third has Latin names only, a third Arabic only, a third both. */
static struct person nth(const struct made *m, int64_t i)
{
	bool latin = i % 3 != 1, arabic = i % 3 != 0;

	return (struct person){
		.person_id = { id_nth(m->first, i) },
		.number = number_of(i),
		.last_name = latin ? str_of(lasts[last_of(i)][0]) : S(""),
		.first_name = latin ? str_of(firsts[first_of(i)][0]) : S(""),
		.last_name_ar = arabic ? str_of(lasts[last_of(i)][3]) : S(""),
		.first_name_ar = arabic ? str_of(firsts[first_of(i)][3]) : S(""),
		.born = i % 10 == 0 ? str_printf(m->a, "%04d-00-00", (int)(1950 + i % 50))
				    : str_printf(m->a, "%04d-%02d-%02d", (int)(1950 + i % 50),
						 (int)(1 + i % 12), (int)(1 + i % 28)),
		.sex = S("F"),
		.commune_id = 7,
		.address = S("1 rue du port"),
		.phone = 212600000000 + i,
		.language = S("fr"),
		.state = S("ACTIVE"),
		.source_id = FEED,
		.known_from = noon,
	};
}

static rc add_nth(struct tx *tx, void *cls)
{
	struct made *m = cls;
	struct person p = nth(m, m->i);
	struct identifier id = { str_printf(m->a, "AB%06d", (int)m->i), S("CNIE"), p.person_id };
	struct membership ms = { .person_id = p.person_id,
				 .scheme = S("AMO-TNS"),
				 .known_from = noon,
				 .known_until = KNOWN_STILL,
				 .until_day = DATE_NEVER,
				 .state = S("ACTIVE"),
				 .source_id = FEED };

	TRY(date_parse(S("2020-01-01"), &ms.from_day));
	TRY(person_add(tx, &p, &id, 1, S("")));
	return membership_add(tx, &ms);
}

static rc make_all(struct tx *tx, void *cls)
{
	struct made *m = cls;
	struct fund fund = { .country = S("ma"),
			     .name_fr = S("x"),
			     .name_ar = S("x"),
			     .name_en = S("x"),
			     .origin = S("x"),
			     .next_number = 20000000,
			     .created_at = noon };
	struct territory t = { .territory_id = 7,
			       .code = S("01.001.01.01"),
			       .kind = S("COMMUNE"),
			       .name_fr = S("Tanger"),
			       .name_ar = S("طنجة"),
			       .name_key = S("tanger"),
			       .from_day = DATE_ALWAYS,
			       .until_day = DATE_NEVER };

	TRY(fund_create(tx, &fund));
	TRY(territory_add(tx, &t));
	for (m->i = 0; m->i < PEOPLE; m->i++)
		TRY(add_nth(tx, m));
	return OK;
}

static struct made make(struct arena *a, const char *name)
{
	struct made m = { .a = a, .db = fresh(a, name), .first = id_block(noon) };

	must(rc_ok(db_write(m.db, FOR_DEMO, "people", make_all, &m)));
	return m;
}

static struct person_found find(struct made *m, str q)
{
	struct person_query query = { .text = q };
	struct person_found f = { 0 };

	t_rc(person_find(m->db, m->a, &query, &f), OK);
	return f;
}

/* Where the i-th person stands among all that a search finds, page by page; -1: nowhere. */
static int place(struct made *m, str q, int64_t i)
{
	struct person_query query = { .text = q };
	struct person_found f;
	int at = 0;

	do {
		rc r = person_find(m->db, m->a, &query, &f);
		t_rc(r, OK);
		for (size_t k = 0; rc_ok(r) && k < f.n; k++, at++)
			if (f.hits[k].p.number == number_of(i))
				return at;
		query.after = f.next;
	} while (f.next.v != 0);
	return -1;
}

#define TEXT(...) str_printf(m.a, __VA_ARGS__)
static void found(struct made *m, str q, int64_t i, int at_most)
{
	int at = place(m, q, i);

	t_ok(0 <= at && at <= at_most);
	if (at < 0 || at > at_most)
		printf("# %.*s: person %lld at %d\n", STR_ARG(q), (long long)i, at);
}

T(found_by_what_only_they_have)
{
	struct made m = make(a, "t_find_keys");

	for (int64_t i = 0; i < PEOPLE; i += 7) {
		found(&m, TEXT("%lld", (long long)number_of(i)), i, 0);
		found(&m, number_text(a, S("ma"), number_of(i)), i, 0);
		found(&m, TEXT("ab %06d", (int)i), i, 0);
		found(&m, TEXT("AB%06d", (int)i), i, 0);
		found(&m, TEXT("0%lld", (long long)(600000000 + i)), i, 0);
		found(&m, TEXT("+%lld Nobody", (long long)(212600000000 + i)), i, 0);
	}
	struct person_found f = find(&m, S("١٠٠ ٠٠٠ ٠٠٨"));
	t_int((int64_t)f.n, 1);
	t_str(f.hits[0].number, "100 000 008");
	t_str(f.hits[0].commune_fr, "Tanger");
	t_str(f.hits[0].commune_ar, "طنجة");
	t_str(f.hits[0].scheme, "AMO-TNS");
	t_str(f.hits[0].member_state, "ACTIVE");
	t_str(person_by_text(f.hits[0].by), "number");
	t_ok(!f.more && f.all == 1);
	db_close(m.db);
}

T(found_by_name_in_any_spelling_order_and_script)
{
	struct made m = make(a, "t_find_names");

	for (int64_t i = 0; i < 3 * LASTS * FIRSTS; i += 5)
		for (int spelling = 0; spelling < 4; spelling++) {
			const char *last = lasts[last_of(i)][spelling],
				   *first = firsts[first_of(i)][(spelling + 1) % 4];
			found(&m, TEXT("%s %s", last, first), i, 30);
			found(&m, TEXT("%s %s", first, last), i, 30);
		}
	/* nearest first: nobody of another name stands before */
	struct person_found f = find(&m, S("Mohamed Ben Ali"));
	t_ok(f.n > 0 && f.hits[0].distance == 0);
	for (size_t k = 0; k < f.n; k++)
		t_ok(last_of(f.hits[k].p.number / 10 - 10000000) == 0 &&
		     first_of(f.hits[k].p.number / 10 - 10000000) == 0);
	/* still being typed */
	t_ok(find(&m, S("Bouz")).n > 0 && find(&m, S("Bouzidi Moh")).n > 0);
	t_int((int64_t)find(&m, S("Zzyzx")).n, 0);
	db_close(m.db);
}

T(found_by_name_and_birth)
{
	struct made m = make(a, "t_find_birth");

	for (int64_t i = 0; i < PEOPLE; i += 9) {
		str born = nth(&m, i).born;
		found(&m, TEXT("%s %s %.*s", lasts[last_of(i)][1], firsts[first_of(i)][1], STR_ARG(born)), i,
		      5);
		found(&m, TEXT("%.*s %s %s", STR_ARG(born), firsts[first_of(i)][3], lasts[last_of(i)][3]), i,
		      5);
		found(&m, TEXT("%s %.*s", firsts[first_of(i)][2], STR_ARG(born)), i, 20);
		found(&m, TEXT("%s %.4s", lasts[last_of(i)][2], born.p), i, 20);
		found(&m, born, i, 40);
		found(&m, TEXT("%.4s", born.p), i, 40);
	}
	/* a day that somebody of a presumed birth has since been given */
	found(&m,
	      TEXT("%s %s 03/04/%.4s", lasts[last_of(10)][0], firsts[first_of(10)][0], nth(&m, 10).born.p),
	      10, 5);
	/* another year is another person */
	t_int((int64_t)find(&m, S("Benali Mohammed 1901")).n, 0);
	/* the date in a field of its own */
	struct person_query q = { .text = S("Benali Mohammed"), .born = birth_of_number(19500101) };
	struct person_found f;
	t_need(person_find(m.db, a, &q, &f));
	for (size_t k = 0; k < f.n; k++)
		t_ok(str_eq(f.hits[k].p.born, S("1950-01-01")) || str_eq(f.hits[k].p.born, S("1950-00-00")));
	db_close(m.db);
}

static rc add_crowd(struct tx *tx, void *cls)
{
	struct made *m = cls;

	for (int64_t i = PEOPLE; i < PEOPLE + CROWD; i++) {
		struct person p = nth(m, 0);
		p.person_id.v = id_nth(m->first, i), p.number = number_of(i), p.phone = 0;
		TRY(person_add(tx, &p, NULL, 0, S("")));
	}
	return OK;
}

/* Too many of one name: a bounded number is looked at, and the answer says so. A given name alone isn't
 * looked for. */
T(a_crowd_is_not_read_whole)
{
	struct made m = make(a, "t_find_crowd");
	struct person_query q = { .text = S("Benali Mohammed") };
	struct person_found f;
	size_t pages = 0, seen = 0;

	t_need(db_write(m.db, FOR_DEMO, "crowd", add_crowd, &m));
	do {
		t_need(person_find(m.db, a, &q, &f));
		t_ok(f.n > 0 && f.n <= PERSON_PAGE && f.more && f.all == 500);
		q.after = f.next, pages++, seen += f.n;
	} while (f.next.v != 0 && pages < 100);
	t_int((int64_t)seen, 500);
	t_int((int64_t)pages, 25);
	f = find(&m, S("Youssef"));
	t_ok(f.n == 0 && f.more);
	f = find(&m, S("Youssef 1901"));
	t_ok(f.n == 0 && f.more);
	f = find(&m, S("Youssef 03/04/1901"));
	t_ok(f.n == 0 && !f.more);
	t_ok(!find(&m, S("123 456 788")).more);
	db_close(m.db);
}

static rc withdraw_third(struct tx *tx, void *cls)
{
	struct made *m = cls;
	struct person p = nth(m, 3);

	return person_withdraw(tx, &p, nth(m, 4).person_id, (instant){ noon.us + 1000000 });
}

T(withdrawn_people_lead_to_the_survivor)
{
	struct made m = make(a, "t_find_withdrawn");
	struct person_view v;

	t_need(db_write(m.db, FOR_DEMO, "withdraw", withdraw_third, &m));
	struct person_found f = find(&m, TEXT("%lld", (long long)number_of(3)));
	t_int((int64_t)f.n, 2);
	t_str(f.hits[0].p.state, "WITHDRAWN");
	t_ok(str_eq(f.hits[0].survivor, number_text(a, S("ma"), number_of(4))));
	t_ok(f.hits[1].by == BY_SURVIVOR && f.hits[1].p.number == number_of(4));
	t_int(place(&m, S("AB000003"), 3), -1);
	t_int(place(&m, TEXT("%s %s", lasts[last_of(3)][0], firsts[first_of(3)][0]), 3), -1);
	t_need(person_show_number(m.db, a, TEXT("%lld", (long long)number_of(3)), (user_id){ 0 }, &v));
	t_ok(str_eq(v.survivor, number_text(a, S("ma"), number_of(4))) && v.sources_n == 1);
	db_close(m.db);
}

struct asked {
	struct made *m;
	struct event *events;
	size_t n;
};

static rc read_journal(struct tx *tx, void *cls)
{
	struct asked *q = cls;

	return journal_of_person(tx, nth(q->m, 5).person_id, (event_id){ INT64_MAX }, 10, q->m->a, &q->events,
				 &q->n);
}

static rc add_questions(struct tx *tx, void *cls)
{
	struct made *m = cls;
	struct review r = { .feed_id = { FEED },
			    .line = 9,
			    .body_id = { 1 },
			    .record_id = S("x"),
			    .code = S("PROBABLE_DUPLICATE"),
			    .other_id = nth(m, 5).person_id,
			    .state = REVIEW_OPEN,
			    .asked_at = noon };

	r.review_id.v = 1;
	TRY(review_ask(tx, &r));
	r.review_id.v = 2, r.record_id = S("y"), r.state = REVIEW_SAME;
	TRY(review_ask(tx, &r));
	r.review_id.v = 3, r.record_id = S("z"), r.state = REVIEW_LATER, r.other_id = nth(m, 6).person_id;
	return review_ask(tx, &r);
}

static rc add_delivery(struct tx *tx, void *cls)
{
	unsigned char hash[32] = { 0 };
	blob bytes = { hash, sizeof hash };
	struct body b = { .body_id = { 1 },
			  .code = S("DGI"),
			  .name_fr = S("x"),
			  .name_ar = S("x"),
			  .language = S("fr"),
			  .scheme = S("AMO-TNS"),
			  .certificate = S("x"),
			  .trusted_from = noon };
	struct feed f = { .feed_id = { FEED },
			  .body_id = { 1 },
			  .sequence = 12,
			  .state = feed_state_name(FEED_ANSWERED),
			  .scheme = S("AMO-TNS"),
			  .sha256 = bytes,
			  .manifest = bytes,
			  .signature = bytes };

	(void)cls;
	TRY(body_add(tx, &b));
	return feed_add(tx, &f);
}

T(one_person_with_everything)
{
	struct made m = make(a, "t_find_show");
	struct person_view v;
	struct user_new u = { .login = S("nadia"),
			      .display_name = S("Nadia B."),
			      .roles = COUNTER_AGENT,
			      .language = S("fr") };
	user_id who;

	t_need(user_add(m.db, noon, a, (user_id){ 0 }, &u, NULL, &who));
	t_need(db_write(m.db, FOR_DEMO, "questions", add_questions, &m));
	t_need(db_write(m.db, FOR_DEMO, "delivery", add_delivery, &m));
	t_need(person_show(m.db, a, nth(&m, 5).person_id, who, &v));
	t_ok(v.p.number == number_of(5) && v.identifiers_n == 1 && v.memberships_n == 1 && v.events_n == 0);
	t_str(v.identifiers[0].value, "AB000005");
	t_str(v.phone, "+212600000005");
	t_int((int64_t)v.territories_n, 1);
	t_str(v.territory[0].name_fr, "Tanger");
	t_int((int64_t)v.sources_n, 1);
	t_str(v.sources[0].body_code, "DGI");
	t_int(v.sources[0].sequence, 12);
	t_int(v.sources[0].at.us, noon.us);
	t_int((int64_t)v.reviews_n, 1);
	t_str(v.reviews[0].record_id, "x");
	t_need(person_show(m.db, a, nth(&m, 5).person_id, (user_id){ 0 }, &v));
	t_int((int64_t)v.events_n, 1);
	t_str(v.events[0].event.kind, "person.read");
	t_str(v.events[0].event.purpose, "COUNTER");
	t_str(v.events[0].who, "Nadia B.");
	t_rc(person_show(m.db, a, (person_id){ 5 }, who, &v), PERSON_NONE);
	t_rc(person_show(m.db, a, (person_id){ 0 }, who, &v), PERSON_NONE);
	t_rc(person_show_number(m.db, a, S("nobody"), who, &v), PERSON_NONE);
	db_close(m.db);
}

/* The journal has the search, not what was typed. */
T(searches_are_written_down)
{
	struct made m = make(a, "t_find_journal");
	struct asked q = { .m = &m };

	(void)find(&m, TEXT("AB000005 %s", lasts[last_of(5)][0]));
	(void)find(&m, S("Benali"));
	t_need(db_read(m.db, FOR_COUNTER, "journal", read_journal, &q));
	t_int((int64_t)q.n, 1);
	t_str(q.events[0].kind, "person.searched");
	t_str(q.events[0].detail, "identifier name 1 found");
	db_close(m.db);
}
