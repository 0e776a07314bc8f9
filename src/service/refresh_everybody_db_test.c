#include "domain/membership/membership.h"
#include "domain/message/message.h"

#include "service/refresh_everybody.h"
#include "service/refresh_rights.h"
#include "testing/people.h"

enum { PEOPLE = 4100 /* three chunks */ };

struct call {
	struct town *w;
	person_id who[PEOPLE];
	struct right *r;
	size_t n, at, messages;
	long seen;
};

static date on(const char *iso)
{
	date d;
	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

static rc fill(struct tx *tx, void *cls)
{
	struct call *k = cls;
	struct arena *a = k->w->a;
	struct person *p = arena_array(a, struct person, PEOPLE);
	struct membership *m = arena_array(a, struct membership, PEOPLE);
	instant now = clock_now();
	int64_t first;

	TRY(fund_take_ids(tx, now, PEOPLE, &first));
	for (int i = 0; i < PEOPLE; i++) {
		k->who[i] = (person_id){ id_nth(first, i) };
		p[i] = (struct person){ .person_id = k->who[i],
					.number = 20000000 + i,
					.last_name = S("A"),
					.first_name = S("B"),
					.last_name_ar = S(""),
					.first_name_ar = S(""),
					.born = S("1980-01-01"),
					.sex = S("F"),
					.commune_id = TOWN_COMMUNE,
					.phone = i == PEOPLE - 1 ? INT64_C(212612345678) : 0,
					.address = S(""),
					.email = S(""),
					.language = S("fr"),
					.state = S("ACTIVE"),
					.source_id = 1,
					.known_from = now };
		m[i] = (struct membership){ .person_id = k->who[i],
					    .scheme = S("AMO-PENSION"),
					    .from_day = on("2026-01-01"),
					    .known_from = now,
					    .known_until = KNOWN_STILL,
					    .until_day = DATE_NEVER,
					    .state = S("ACTIVE"),
					    .profession = S(""),
					    .income_class = S(""),
					    .activity_start = S(""),
					    .source_id = 1 };
	}
	TRY(db_load(tx, &person_table, p, PEOPLE));
	return db_load(tx, &membership_table, m, PEOPLE);
}

/* As if the law of the last chunk's last person had changed: nothing is refreshed with it. */
static rc end_last(struct tx *tx, void *cls)
{
	struct call *k = cls;
	struct membership *was, is;
	size_t n;

	TRY(membership_list(tx, k->who[PEOPLE - 1], k->w->a, &was, &n));
	is = was[0];
	is.known_from = (instant){ was[0].known_from.us + 1 };
	is.state = S("ENDED");
	is.until_day = on("2026-01-02");
	return membership_supersede(tx, &was[0], &is);
}

static rc outbox(struct tx *tx, void *cls)
{
	struct call *k = cls;
	struct message *m;

	return message_list(tx, (person_id){ 0 }, (message_id){ INT64_MAX }, 100, k->w->a, &m, &k->messages);
}

static size_t told(struct call *k)
{
	must(rc_ok(db_read(k->w->db, FOR_COUNTER, "test", outbox, k)));
	return k->messages;
}

static rc look(struct tx *tx, void *cls)
{
	struct call *k = cls;
	return rights_list(tx, k->who[k->at], KNOWN_NOW, k->w->a, &k->r, &k->n);
}

static str state(struct call *k, size_t at)
{
	k->at = at;
	must(rc_ok(db_read(k->w->db, FOR_COUNTER, "test", look, k)));
	return k->n == 0 ? S("") : k->r[0].state;
}

static rc sign(struct tx *tx, void *cls)
{
	struct call *k = cls;
	return law_signed_for_all(tx, k->w->a, k->w->country);
}

static void watch(void *cls, const char *step, int64_t done, int64_t total)
{
	struct call *k = cls;
	(void)step, (void)done, (void)total;
	if (++k->seen == 1) /* the connection breaks behind the first chunk, once */
		db_fail_after(k->w->db, 8, E_IO);
}

static void nobody(void *cls, const char *step, int64_t done, int64_t total)
{
	(void)cls, (void)step, (void)done, (void)total;
}

T(everybody_is_decided_anew_and_a_run_that_breaks_goes_on)
{
	struct town w = town_open(a, "t_refresh_everybody", "ma");
	struct call *k = arena_new(a, struct call);
	struct rights_run run;

	k->w = &w;
	t_need(db_write(w.db, FOR_DEMO, "test", fill, k));
	t_str(state(k, 0), "");
	t_rc(refresh_everybody(w.db, TOWN_AGENT, watch, k, &run), IO);
	db_fail_after(w.db, -1, E_OK);
	t_int(run.people, 2000);
	t_str(state(k, 1999), "UNKNOWN");
	t_str(state(k, 2000), "");
	t_need(refresh_everybody(w.db, TOWN_AGENT, nobody, NULL, &run));
	t_int(run.nth, 1);
	t_int(run.people, PEOPLE);
	t_int(run.changed, PEOPLE);
	t_str(state(k, PEOPLE - 1), "UNKNOWN");
	/* again: nothing differs */
	t_need(refresh_everybody(w.db, TOWN_AGENT, nobody, NULL, &run));
	t_int(run.nth, 2);
	t_int(run.changed, 0);
	/* somebody signs */
	t_need(db_write(w.db, FOR_SYSTEM, "test", sign, k));
	t_need(refresh_everybody(w.db, TOWN_AGENT, nobody, NULL, &run));
	t_int(run.changed, PEOPLE);
	t_int(run.ended, PEOPLE);
	t_str(state(k, 0), "OPEN");
	t_str(state(k, PEOPLE - 1), "OPEN");
	/* what couldn't be said is no right that opens */
	t_int((int64_t)told(k), 0);
	/* whom a change touches today is told, once */
	t_need(db_write(w.db, FOR_REGISTRATION, "test", end_last, k));
	t_need(refresh_everybody(w.db, TOWN_AGENT, nobody, NULL, &run));
	t_int(run.changed, 1);
	t_int(run.told, 1);
	t_int((int64_t)told(k), 1);
	t_need(refresh_everybody(w.db, TOWN_AGENT, nobody, NULL, &run));
	t_int(run.changed, 0);
	t_int(run.told, 0);
	t_int((int64_t)told(k), 1);
	t_int(run.nth, 5);
	t_ok(run.done_at.us > 0);
	db_close(w.db);
}

/* On PostgreSQL a commit can be lost to another one: the chunk is decided once more, and none is left out. */
struct joining {
	struct town *w;
	person_id who;
	size_t n;
};

static rc join(struct tx *tx, void *cls)
{
	struct joining *k = cls;
	struct membership m = { .person_id = k->who,
				.scheme = S("AMO-PENSION"),
				.from_day = on("2026-01-01"),
				.known_from = clock_now(),
				.known_until = KNOWN_STILL,
				.until_day = DATE_NEVER,
				.state = S("ACTIVE"),
				.profession = S(""),
				.income_class = S(""),
				.activity_start = S(""),
				.source_id = 1 };

	return membership_add(tx, &m);
}

static rc count_rights(struct tx *tx, void *cls)
{
	struct joining *k = cls;
	struct right *r;

	return rights_list(tx, k->who, KNOWN_NOW, k->w->a, &r, &k->n);
}

T(a_chunk_whose_commit_is_lost_is_not_left_out)
{
	struct town w = town_open(a, "t_refresh_lost", "ma");
	struct joining k = { .w = &w };
	struct rights_run run;

	for (int at = 0; at < 40; at++) {
		k.who = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", str_printf(a, "A%d", at).p);
		t_need(db_write(w.db, FOR_DEMO, "test", join, &k));
		db_fail_after(w.db, at, E_DB_CONFLICT);
		t_need(refresh_everybody(w.db, TOWN_AGENT, nobody, NULL, &run));
		db_fail_after(w.db, -1, E_OK);
		t_int(run.people, at + 1);
		t_need(db_read(w.db, FOR_COUNTER, "test", count_rights, &k));
		t_int((int64_t)k.n, 1);
	}
	db_close(w.db);
}
