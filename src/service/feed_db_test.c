/* Deliveries from arrival to answer: what later ones change, what bad ones are told, what faults leave. */
#include "testing/bad_disk.h"
#include "testing/deliveries.h"
#include "testing/t.h"

#include "service/feed_receive.h"

#include <sys/resource.h>

/* Columns of one row, in words, of what the store holds. */
struct told_by_store {
	struct office *w;
	const char *last_name;
	struct known_person known;
	struct person person;
	struct membership *members;
	size_t members_n;
	bool found;
};

static rc found(void *cls, const void *row)
{
	struct told_by_store *t = cls;

	t->known = *(const struct known_person *)row;
	t->found = true;
	return OK;
}

static rc ask(struct tx *tx, void *cls)
{
	struct told_by_store *t = cls;
	str key = str_of(t->last_name);

	t->found = false;
	TRY(db_lookup(tx, &person_by_identifier, NULL, &key, 1, found, t));
	CHECK(t->found, PERSON_NONE);
	TRY(person_get(tx, t->known.person_id, t->w->a, &t->person));
	return membership_list(tx, t->known.person_id, t->w->a, &t->members, &t->members_n);
}

/* Who has this identifier, as known now. */
static rc holder(struct office *w, const char *id, struct told_by_store *ret)
{
	*ret = (struct told_by_store){ .w = w, .last_name = id };
	return db_read(w->db, FOR_AUDIT, "test", ask, ret);
}

struct number {
	int64_t n;
};
static const struct db_stmt counts[] = {
#define COUNT(of) \
	{ \
		.name = "test_count " of, .sql = "SELECT count(*) AS n FROM " of, \
		.out = DB_SHAPE(DB_FIELD(struct number, n)), .out_size = sizeof(struct number), \
		.data = DATA_NONE \
	}
	COUNT("person"),
	COUNT("person_past"),
	COUNT("membership"),
	COUNT("bank_account"),
	COUNT("identifier"),
	COUNT("feed_record"),
	COUNT("review"),
	COUNT("feed WHERE attempt = 0"),
	COUNT("feed_piece WHERE part = 'CSV'"),
	COUNT("person_cell"),
	COUNT("membership WHERE known_until = 9223372036854775807"),
	COUNT("bank_account WHERE known_until = 9223372036854775807"),
	COUNT("person WHERE state = 'WITHDRAWN'"),
	COUNT("event WHERE kind = 'feed.rejected'"),
};
enum {
	PERSON,
	PERSON_PAST,
	MEMBERSHIP,
	ACCOUNT,
	IDENTIFIER,
	RECORD,
	REVIEW,
	LIVE_FEEDS,
	PIECES,
	CELL,
	MEMBERSHIP_NOW,
	ACCOUNT_NOW,
	WITHDRAWN,
	REJECTIONS,
	COUNTS
};

struct counting {
	struct arena *a;
	int64_t n[COUNTS];
};

static rc count(struct tx *tx, void *cls)
{
	struct counting *c = cls;
	struct number n;

	for (int i = 0; i < COUNTS; i++) {
		TRY(db_one(tx, &counts[i], NULL, c->a, &n));
		c->n[i] = n.n;
	}
	return OK;
}

static struct counting counted(struct office *w)
{
	struct counting c = { .a = w->a };

	must(rc_ok(db_read(w->db, FOR_AUDIT, "test", count, &c)));
	return c;
}

/* The outcomes of an answer, one after the other. */
static const char *outcomes(struct office *w, str answer)
{
	char *to = arena_array(w->a, char, answer.n + 2), *at = to;
	int comma = 0, line = 0;

	for (size_t i = 0; i < answer.n; i++) {
		char c = answer.p[i];
		if (c == '\n') {
			if (line++ > 0)
				*at++ = ' ';
			comma = 0;
		} else if (c == ',') {
			comma++;
			if (comma == 3 && line > 0)
				*at++ = ':';
		} else if (line > 0 && (comma == 2 || comma == 3)) {
			*at++ = c;
		}
	}
	*at = '\0';
	return to;
}
#define t_outcomes(answer, want) \
	do { \
		const char *o_ = outcomes(&w, (answer)); \
		t_checks++; \
		if (strcmp(o_, want) != 0) \
			t_fail("got '%s', want '%s'", o_, want); \
	} while (0)

static str rows_one(struct office *w)
{
	return str_printf(w->a, "%s%s%s%s",
			  row_of(w, "R1", "NEW", "AA1", "ALAMI,SARA", "1990-05-01", USUAL RIB_ONE).p,
			  row_of(w, "R2", "NEW", "AA2", "BENNANI,OMAR", "1985-02-03", USUAL).p,
			  row_of(w, "R3", "NEW", "AA3", "CHRAIBI,NADIA", "1979-11-30", USUAL).p,
			  row_of(w, "R4", "NEW", "AA4", "DAOUDI,HICHAM", "1966-01-20", USUAL).p);
}

/* A body corrects an identifier: from then on the person is known by it too, but not by somebody else's. */
T(feed_corrected_identifier)
{
	struct office w = office_open(a, "t_feed_corrected_id");
	struct told_by_store one, two, again;
	str answer;

	t_need(whole_delivery(&w, 1, rows_one(&w), &answer));
	t_need(holder(&w, "AA1", &one));
	t_need(holder(&w, "AA2", &two));
	t_need(whole_delivery(&w, 2, row_of(&w, "R1", "UPDATE", "BB7", "ALAMI,SARA", "1990-05-01", USUAL),
			      &answer));
	t_outcomes(answer, "UPDATED: ");
	t_need(holder(&w, "BB7", &again));
	t_int(again.person.number, one.person.number);
	t_need(holder(&w, "AA1", &again));
	t_int(again.person.number, one.person.number);
	t_need(whole_delivery(&w, 3, row_of(&w, "R8", "NEW", "BB7", "ALAMI,SARA", "1990-05-01", USUAL),
			      &answer));
	t_outcomes(answer, "DUPLICATE:SAME_PERSON ");
	t_need(whole_delivery(&w, 4, row_of(&w, "R1", "UPDATE", "AA2", "ALAMI,SARA", "1990-05-01", USUAL),
			      &answer));
	t_need(holder(&w, "AA2", &again));
	t_int(again.person.number, two.person.number);
	db_close(w.db);
}

/* Two keys of the body mean one person, and a key stands twice: the last word about the person counts, and
 * nothing is in the way of anything. */
T(feed_one_person_several_rows)
{
	struct office w = office_open(a, "t_feed_several_rows");
	struct told_by_store t;
	str answer;

	t_need(whole_delivery(
	    &w, 1,
	    str_printf(a, "%s%s", row_of(&w, "R1", "NEW", "AA1", "ALAMI,SARA", "1990-05-01", USUAL RIB_ONE).p,
		       row_of(&w, "R5", "NEW", "AA1", "EL ALAMI,SARA", "1990-05-01", USUAL).p),
	    &answer));
	t_outcomes(answer, "REGISTERED: DUPLICATE:SAME_PERSON ");
	str rows = str_printf(a, "%s%s%s%s",
			      row_of(&w, "R1", "UPDATE", "AA1", "ALAMI,SARA", "1990-05-01",
				     "2 rue neuve,0612345678,,fr,BAKER,CPU,2020-01-01," RIB_TWO)
				  .p,
			      row_of(&w, "R1", "UPDATE", "AA1", "ALAMI,SARA", "1990-05-01",
				     "not this one,0612345678,,fr,TAXI,CPU,2020-01-01," RIB_TWO)
				  .p,
			      "R5,CEASE,,,,,,,,,,,,,,,,,\n", "R1,CEASE,,,,,,,,,,,,,,,,,\n");
	t_need(whole_delivery(&w, 2, rows, &answer));
	t_outcomes(answer, "UPDATED: DUPLICATE:SAME_RECORD CEASED: DUPLICATE:SAME_RECORD ");
	rows = str_printf(a, "%s%s",
			  row_of(&w, "R1", "UPDATE", "AA1", "ALAMI,SARA", "1990-05-01",
				 "3 rue neuve,0612345678,,fr,BAKER,CPU,2020-01-01," RIB_ONE)
			      .p,
			  row_of(&w, "R5", "UPDATE", "AA1", "ALAMI,SARA", "1990-05-01",
				 "4 rue neuve,0612345678,,fr,TAXI,CPU,2020-01-01," RIB_TWO)
			      .p);
	t_need(whole_delivery(&w, 3, rows, &answer));
	t_outcomes(answer, "UPDATED: UPDATED: ");
	t_need(holder(&w, "AA1", &t));
	t_str(t.person.address, "4 rue neuve");
	t_str(t.members[t.members_n - 1].profession, "TAXI");
	struct counting is = counted(&w);
	t_int(is.n[PERSON], 1);
	t_int(is.n[PERSON_PAST], 3);
	t_int(is.n[ACCOUNT_NOW], 1);
	t_int(is.n[ACCOUNT], 4);
	db_close(w.db);
}

T(feed_later_delivery)
{
	struct office w = office_open(a, "t_feed_later");
	struct told_by_store t;
	str answer;

	t_need(whole_delivery(&w, 1, rows_one(&w), &answer));
	t_outcomes(answer, "REGISTERED: REGISTERED: REGISTERED: REGISTERED: ");
	struct counting was = counted(&w);
	t_int(was.n[PERSON], 4);
	t_int(was.n[ACCOUNT], 1);
	t_int(was.n[MEMBERSHIP], 4);

	str rows =
	    str_printf(a, "%s%s%s%s%s%s%s",
		       /* other address and account; who moved keeps number and membership */
		       row_of(&w, "R1", "UPDATE", "AA1", "ALAMI,SARA", "1990-05-01",
			      "9 rue neuve,0612345678,,fr,TAXI,CPU,2020-01-01," RIB_TWO)
			   .p,
		       row_of(&w, "R2", "NEW", "AA2", "BENNANI,OMAR", "1985-02-03", USUAL).p,
		       "R3,CEASE,,,,,,,,,,,,,,,,,\n",
		       /* facts changed though it says NEW: another profession supersedes the membership */
		       row_of(&w, "R4", "NEW", "AA4", "DAOUDI,HICHAM", "1966-01-20",
			      "1 rue du port,0612345678,,fr,BAKER,CPU,2020-01-01,")
			   .p,
		       "R9,CEASE,,,,,,,,,,,,,,,,,\n",
		       /* the person of R1 under another key, spelled differently */
		       row_of(&w, "R5", "NEW", "aa-1", "EL ALAMI,SARA", "1990-05-01", USUAL).p,
		       row_of(&w, "R6", "NEW", "AA6", "FASSI,MOUNA", "1991-07-07", USUAL).p);
	t_need(whole_delivery(&w, 2, rows, &answer));
	t_outcomes(answer,
		   "UPDATED: UNCHANGED: CEASED: UPDATED: REJECTED:RECORD_UNKNOWN DUPLICATE:SAME_PERSON"
		   " REGISTERED: ");
	struct counting is = counted(&w);
	t_int(is.n[PERSON], 5);
	t_int(is.n[PERSON_PAST], 1);
	t_int(is.n[ACCOUNT], 2);
	t_int(is.n[ACCOUNT_NOW], 1);
	t_int(is.n[MEMBERSHIP], 7);
	t_int(is.n[MEMBERSHIP_NOW], 5);
	t_int(is.n[RECORD], 6);
	t_int(is.n[CELL], 5);

	t_need(holder(&w, "AA1", &t));
	t_str(t.person.address, "9 rue neuve");
	t_int(t.person.number, number_make(S("ma"), 10000000));
	t_need(holder(&w, "AA3", &t));
	t_int((int64_t)t.members_n, 1);
	t_str(t.members[0].state, "ENDED");
	t_str(date_text(a, t.members[0].until_day), "2026-03-01");
	t_str(date_text(a, t.members[0].from_day), "2026-02-01");
	t_need(holder(&w, "AA4", &t));
	t_int((int64_t)t.members_n, 1);
	t_str(t.members[0].profession, "BAKER");
	t_str(date_text(a, t.members[0].from_day), "2026-02-01");

	/* the very row that was true before CEASE: true again, from that day on */
	t_need(whole_delivery(&w, 3, row_of(&w, "R3", "NEW", "AA3", "CHRAIBI,NADIA", "1979-11-30", USUAL),
			      &answer));
	t_outcomes(answer, "UPDATED: ");
	t_need(holder(&w, "AA3", &t));
	t_int((int64_t)t.members_n, 2);
	t_str(t.members[1].state, "ACTIVE");
	t_str(date_text(a, t.members[1].from_day), "2026-04-01");
	db_close(w.db);
}

T(feed_same_sequence)
{
	struct office w = office_open(a, "t_feed_sequence");
	str answer;
	feed_id first, id;
	bool again, done = false;
	struct parcel p = parcel_of(&w, 2, rows_one(&w)), other = parcel_of(&w, 2, S(""));

	t_need(receive_parcel(&w, &p, &first, &again));
	t_ok(!again);
	t_need(receive_parcel(&w, &p, &id, &again));
	t_ok(again && id.v == first.v);
	t_rc(receive_parcel(&w, &other, &id, &again), FEED_SEQUENCE);
	/* an earlier one may still come, and then goes first */
	struct parcel early = parcel_of(&w, 1, S(""));
	t_need(receive_parcel(&w, &early, &id, &again));
	t_need(feed_check(w.db, first, AGENT, nobody_watches, NULL));
	t_rc(feed_simulate(w.db, first, AGENT, nobody_watches, NULL), FEED_ORDER);
	while (!done)
		t_need(next_step(&w, id, &done));
	for (done = false; !done;)
		t_need(next_step(&w, first, &done));
	answer = answer_of(&w, first);
	/* applied: a sequence below can't come any more, this one gets its answer again */
	struct parcel late = parcel_of(&w, 1, rows_one(&w));
	t_rc(receive_parcel(&w, &late, &id, &again), FEED_SEQUENCE);
	t_need(receive_parcel(&w, &p, &id, &again));
	t_ok(again && id.v == first.v && str_eq(answer, answer_of(&w, id)));
	t_int(counted(&w).n[PERSON], 4);
	db_close(w.db);
}

/* ---- what is wrong as a whole ---- */

static rc checked(struct office *w, const struct parcel *p, struct feed *ret)
{
	feed_id id;
	bool again;

	TRY(receive_parcel(w, p, &id, &again));
	TRY(feed_check(w->db, id, AGENT, nobody_watches, NULL));
	*ret = feed_now(w, id);
	return OK;
}

static struct parcel told_wrong(struct office *w, const struct told *t, const char *who, str file)
{
	str manifest = manifest_of(w, t);

	return (struct parcel){ manifest, signed_by(w, who, manifest), file };
}

#define t_refused(sent, want) \
	do { \
		struct parcel p_ = (sent); \
		struct feed f_ = { .error = 0 }; \
		rc r_ = checked(&w, &p_, &f_); \
		int got_ = rc_ok(r_) ? (int)f_.error : r_.code; \
		t_checks++; \
		if (got_ != E_##want) \
			t_fail("got %s, want %s", rc_info((rc){ got_ })->name, #want); \
	} while (0)

T(feed_wrong_as_a_whole)
{
	struct office w = office_open(a, "t_feed_wrong");
	str file = str_printf(a, HEADER "%s", rows_one(&w).p);
	struct told good = told_of(&w, 1, file), t;

	t = good, t.body = "XYZ";
	t_refused(told_wrong(&w, &t, "one", file), BODY_NONE);
	t = good, t.scheme = "TADAMON";
	t_refused(told_wrong(&w, &t, "one", file), FEED_SCHEME);
	t = good, t.rows++;
	t_refused(told_wrong(&w, &t, "one", file), FEED_ROWS);
	t = good, t.bytes--;
	t_refused(told_wrong(&w, &t, "one", file), FEED_BYTES);
	t = good, t.bytes++;
	t_refused(told_wrong(&w, &t, "one", file), FEED_BYTES);
	t = good, t.sha256 = told_of(&w, 1, S("other")).sha256;
	t_refused(told_wrong(&w, &t, "one", file), FEED_SHA256);
	t = good, t.totals = "\"CPU\":3";
	t_refused(told_wrong(&w, &t, "one", file), FEED_TOTALS);
	t = good, t.totals = "\"CPU\":4";
	t_refused(told_wrong(&w, &good, "two", file), SIGN_SIGNER);
	struct parcel p = told_wrong(&w, &good, "one", file);
	p.signature = S("no signature");
	t_refused(p, SIGN_FORM);
	p = told_wrong(&w, &good, "one", file);
	p.signature = signed_by(&w, "one", S("other"));
	t_refused(p, SIGN_CONTENT);
	str header = str_printf(a, "nothing,%s", file.p);
	struct told h = told_of(&w, 1, header);
	header = str_printf(a, "record%s", file.p + 6); /* still good */
	header = str_printf(a, "ricord%s", file.p + 6);
	h = told_of(&w, 1, header);
	t_refused(told_wrong(&w, &h, "one", header), FEED_HEADER);
	/* and after all that the sequence can be delivered */
	t_refused(told_wrong(&w, &t, "one", file), OK);
	t_int(counted(&w).n[LIVE_FEEDS], 1);
	db_close(w.db);
}

T(feed_certificate_expired)
{
	struct office w = office_open(a, "t_feed_expired");
	struct parcel p = parcel_of(&w, 1, rows_one(&w));
	instant later = { clock_now().us + INT64_C(40) * 86400000000 };

	setenv("SANAD_NOW", instant_text(a, later).p, 1);
	t_refused(p, SIGN_EXPIRED);
	unsetenv("SANAD_NOW");
	db_close(w.db);
}

T(feed_sent_back_with_reason)
{
	struct office w = office_open(a, "t_feed_back");
	struct parcel p = parcel_of(&w, 1, rows_one(&w));
	feed_id id, next;
	bool again;

	t_need(receive_parcel(&w, &p, &id, &again));
	t_need(feed_check(w.db, id, AGENT, nobody_watches, NULL));
	t_rc(feed_send_back(w.db, id, APPROVER, S("too early")), FEED_STATE);
	t_need(feed_simulate(w.db, id, AGENT, nobody_watches, NULL));
	t_rc(feed_send_back(w.db, id, APPROVER, S("")), FEED_REASON);
	t_rc(feed_approve(w.db, id, AGENT, S("")), FEED_APPROVER);
	t_need(feed_send_back(w.db, id, APPROVER, S("half of them are bakers")));
	struct feed f = feed_now(&w, id);
	t_int(f.error, E_FEED_SENT_BACK);
	t_str(f.error_detail, "half of them are bakers");
	t_rc(feed_approve(w.db, id, APPROVER, S("")), FEED_STATE);
	t_need(receive_parcel(&w, &p, &next, &again));
	t_ok(!again && next.v != id.v);
	db_close(w.db);
}

/* ---- interrupted, raced, broken ---- */

T(feed_interrupted)
{
	struct office w = office_open(a, "t_feed_interrupted");
	struct parcel p = parcel_of(&w, 1, rows_one(&w)), other = parcel_of(&w, 1, S(""));
	struct feed_receiving *slow, *in;
	feed_id id, next;
	bool again;
	str why;

	/* dies after a piece: nothing gives it up */
	t_need(feed_receive_begin(w.db, a, p.manifest, p.signature, AGENT, (body_id){ 0 }, &slow, &id, &again,
				  &why));
	t_need(feed_receive_data(slow, p.file.p, p.file.n));
	/* taken over, even with other content; the slow one finds out when it ends, and leaves nothing */
	t_need(receive_parcel(&w, &other, &next, &again));
	t_ok(!again);
	t_str(feed_now(&w, id).state, "REJECTED");
	t_int(counted(&w).n[REJECTIONS], 1);
	t_rc(feed_receive_end(slow), FEED_STATE);
	feed_receive_free(slow);
	t_int(counted(&w).n[PIECES], 1);
	t_int(counted(&w).n[LIVE_FEEDS], 1);
	t_str(feed_now(&w, next).state, "RECEIVED");
	/* a body that goes away in the middle */
	struct parcel two = parcel_of(&w, 2, rows_one(&w));
	t_need(feed_receive_begin(w.db, a, two.manifest, two.signature, AGENT, (body_id){ 0 }, &in, &id,
				  &again, &why));
	t_need(feed_receive_data(in, two.file.p, 100));
	feed_receive_free(in);
	t_str(feed_now(&w, id).error_detail, "interrupted");
	t_int(counted(&w).n[PIECES], 1);
	t_int(counted(&w).n[REJECTIONS], 2);
	db_close(w.db);
}

/* Two processes bring the same delivery at once: one delivery results. */
T(feed_brought_twice_at_once)
{
	struct office w = office_open(a, "t_feed_race");
	struct parcel p = parcel_of(&w, 1, rows_one(&w));
	pid_t child[2];
	int status, good = 0;

	db_close(w.db);
	fflush(NULL);
	for (int i = 0; i < 2; i++) {
		child[i] = fork();
		if (child[i] == 0) {
			feed_id id;
			bool again;
			if (!rc_ok(db_open(a, w.url, &w.db)))
				_Exit(9);
			rc r = receive_parcel(&w, &p, &id, &again);
			_Exit(rc_ok(r) ? 0 : rc_is(r, E_FEED_STATE) ? 1 : 2);
		}
	}
	for (int i = 0; i < 2; i++) {
		must(waitpid(child[i], &status, 0) == child[i] && WIFEXITED(status));
		t_ok(WEXITSTATUS(status) <= 1);
		good += WEXITSTATUS(status) == 0;
	}
	t_ok(good >= 1);
	must(rc_ok(db_open(a, w.url, &w.db)));
	t_int(counted(&w).n[LIVE_FEEDS], 1);
	t_int(counted(&w).n[PIECES], 1);
	db_close(w.db);
}

/* ---- a fault at the n-th call of the engine, for every n ---- */

/* The whole way with a fault in each step, again and again until it succeeds. */
static bool run_with_faults(struct office *w, const struct parcel *p, enum rc_code code, long step, str *ret)
{
	feed_id id = { 0 };
	bool again;
	int faults = 0;

	for (long n = 0;; n += step) {
		db_fail_after(w->db, n, code);
		rc r = receive_parcel(w, p, &id, &again);
		db_fail_after(w->db, -1, E_OK);
		faults += !rc_ok(r);
		if (rc_ok(r))
			break;
	}
	for (long n = 0; feed_state_of(feed_now(w, id).state) != FEED_ANSWERED; n += step) {
		enum feed_state before = feed_state_of(feed_now(w, id).state);
		db_fail_after(w->db, n, code);
		rc r = step_from(w, id, before);
		db_fail_after(w->db, -1, E_OK);
		faults += !rc_ok(r);
		if (feed_state_of(feed_now(w, id).state) == FEED_REJECTED)
			break;
		n = rc_ok(r) ? -step : n;
	}
	*ret = answer_of(w, id);
	return faults > 0;
}

static str second(struct office *w)
{
	return str_printf(w->a, "%s%s%s%s%s",
			  row_of(w, "R1", "UPDATE", "AA1", "ALAMI,SARA", "1990-05-01",
				 "9 rue neuve,0612345678,,fr,TAXI,CPU,2020-01-01," RIB_TWO)
			      .p,
			  "R3,CEASE,,,,,,,,,,,,,,,,,\n",
			  row_of(w, "R5", "NEW", "AA1", "ALAMI,SARAH", "1990-05-01", USUAL).p,
			  row_of(w, "R6", "NEW", "AA2", "ZIANI,MOUNA", "1991-07-07", USUAL).p,
			  row_of(w, "R7", "NEW", "AA7", "FASSI,MOUNA", "1991-07-07", USUAL).p);
}

static void faults(struct arena *a, enum rc_code code)
{
	struct office w = office_open(a, "t_feed_calm"), bad = office_open(a, "t_feed_faults");
	str first, calm, again;
	struct parcel p = parcel_of(&bad, 2, second(&bad));

	t_need(whole_delivery(&w, 1, rows_one(&w), &first));
	t_need(whole_delivery(&w, 2, second(&w), &calm));
	t_need(whole_delivery(&bad, 1, rows_one(&bad), &first));
	t_ok(run_with_faults(&bad, &p, code, 1, &again) || code == E_DB_CONFLICT);
	t_outcomes(calm, "UPDATED: CEASED: DUPLICATE:SAME_PERSON REVIEW:ID_SHARED REGISTERED: ");
	t_ok(str_eq(calm, again));
	struct counting x = counted(&w), y = counted(&bad);
	for (int i = 0; i < COUNTS; i++)
		if (i != REJECTIONS && x.n[i] != y.n[i])
			t_fail("count %d: %lld, not %lld", i, (long long)y.n[i], (long long)x.n[i]);
	db_close(w.db);
	db_close(bad.db);
}

T(feed_fault_conflict) { faults(a, E_DB_CONFLICT); }
T(feed_fault_down) { faults(a, E_DB_DOWN); }
T(feed_fault_io) { faults(a, E_IO); }

/* ---- bytes that aren't what they seem ---- */

/* `plain` bytes of one line, packed by a program, sent as the file of a delivery that tells `bytes`. */
static rc send_packed(struct office *w, const char *packing, int64_t bytes, int64_t cut, int64_t *ret_peak_kb)
{
	struct told t = { "DGI", "AMO-TNS", 1, 1, bytes, told_of(w, 1, S("x")).sha256, "" };
	str manifest = manifest_of(w, &t);
	str signature = signed_by(w, "one", manifest);
	struct feed_receiving *in;
	struct rusage before, after;
	static char part[1 << 16];
	feed_id id;
	bool again;
	str why;
	rc r = OK;

	office_shell(w, str_printf(w->a, "%s >packed", packing).p);
	FILE *f = fopen(str_printf(w->a, "%s/packed", w->dir).p, "rb");
	must(f != NULL && getrusage(RUSAGE_SELF, &before) == 0);
	TRY(feed_receive_begin(w->db, w->a, manifest, signature, AGENT, (body_id){ 0 }, &in, &id, &again,
			       &why));
	for (size_t n; rc_ok(r) && cut > 0 && (n = fread(part, 1, sizeof part, f)) > 0; cut -= (int64_t)n)
		r = feed_receive_data(in, part, (int64_t)n < cut ? n : (size_t)cut);
	(void)fclose(f);
	if (rc_ok(r))
		r = feed_receive_end(in);
	feed_receive_free(in);
	if (rc_ok(r))
		r = feed_check(w->db, id, AGENT, nobody_watches, NULL);
	must(getrusage(RUSAGE_SELF, &after) == 0);
	*ret_peak_kb = after.ru_maxrss - before.ru_maxrss;
	if (rc_ok(r) && feed_now(w, id).error != 0)
		return rc_raise((enum rc_code)feed_now(w, id).error, __FILE__, __LINE__);
	return r;
}

T(feed_bombs_and_stumps)
{
	struct office w = office_open(a, "t_feed_bomb");
	int64_t peak, all = INT64_MAX, mb = 1 << 20;

	/* far more than was told: stops at once */
	t_rc(send_packed(&w, "head -c 300M /dev/zero | gzip -1", mb, all, &peak), FEED_BYTES);
	t_ok(peak < 64 * 1024);
	t_rc(send_packed(&w, "head -c 300M /dev/zero | zstd -q -1", mb, all, &peak), FEED_BYTES);
	t_ok(peak < 64 * 1024);
	t_int(counted(&w).n[PIECES], 0);
	/* cut short, and followed by something */
	t_rc(send_packed(&w, "seq 100000 | gzip", mb, 1000, &peak), PACKED);
	t_rc(send_packed(&w, "seq 100000 | zstd -q", mb, 1000, &peak), PACKED);
	t_rc(send_packed(&w, "{ seq 1000 | gzip; echo more; }", mb, all, &peak), PACKED);
	t_int(counted(&w).n[PIECES], 0);
	t_int(counted(&w).n[LIVE_FEEDS], 0);
	t_int(counted(&w).n[REJECTIONS], 5);
	db_close(w.db);
}

/* One line of hundreds of megabytes, as long as it was told: in bounded memory. */
T(feed_one_long_line)
{
	struct office w = office_open(a, "t_feed_long");
	enum { LONG = 200 << 20 };
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[2 * sizeof hash + 1];
	static char part[1 << 20];
	crypto_hash_sha256_state state;
	struct rusage before, after;
	struct feed_receiving *in;
	feed_id id;
	bool again;
	str why;

	memset(part, 'a', sizeof part);
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, (const unsigned char *)HEADER, sizeof HEADER - 1);
	for (int i = 0; i < LONG / (int)sizeof part; i++)
		crypto_hash_sha256_update(&state, (const unsigned char *)part, sizeof part);
	crypto_hash_sha256_final(&state, hash);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	struct told t = { "DGI", "AMO-TNS", 1, 1, LONG + (int64_t)sizeof HEADER - 1, hex, "" };
	str manifest = manifest_of(&w, &t);
	str signature = signed_by(&w, "one", manifest);

	must(getrusage(RUSAGE_SELF, &before) == 0);
	t_need(
	    feed_receive_begin(w.db, a, manifest, signature, AGENT, (body_id){ 0 }, &in, &id, &again, &why));
	t_need(feed_receive_data(in, HEADER, sizeof HEADER - 1));
	for (int i = 0; i < LONG / (int)sizeof part; i++)
		t_need(feed_receive_data(in, part, sizeof part));
	t_need(feed_receive_end(in));
	feed_receive_free(in);
	t_need(feed_check(w.db, id, AGENT, nobody_watches, NULL));
	must(getrusage(RUSAGE_SELF, &after) == 0);
	t_int(feed_now(&w, id).error, E_FEED_LINE_LONG);
	t_ok(after.ru_maxrss - before.ru_maxrss < 64 * 1024);
	db_close(w.db);
}

T(feed_whoever_had_a_hand_in_it)
{
	struct office w = office_open(a, "t_feed_hands");
	struct parcel p = parcel_of(&w, 1, rows_one(&w));
	user_id other = { 12 };
	feed_id id;
	bool again;

	t_need(receive_parcel(&w, &p, &id, &again)); /* by AGENT */
	t_need(feed_check(w.db, id, other, nobody_watches, NULL));
	t_need(feed_simulate(w.db, id, other, nobody_watches, NULL));
	t_rc(feed_approve(w.db, id, AGENT, S("")), FEED_APPROVER);
	t_rc(feed_approve(w.db, id, other, S("")), FEED_APPROVER);
	t_need(feed_approve(w.db, id, APPROVER, S("")));
	/* simulated anew: the approval is void, and who gave it may give it again */
	t_need(feed_simulate(w.db, id, other, nobody_watches, NULL));
	t_rc(feed_apply(w.db, id, other, nobody_watches, NULL), FEED_STATE);
	t_rc(feed_approve(w.db, id, other, S("")), FEED_APPROVER);
	t_need(feed_approve(w.db, id, APPROVER, S("")));
	/* who approved and then simulated has a hand in it */
	t_need(feed_simulate(w.db, id, APPROVER, nobody_watches, NULL));
	t_rc(feed_approve(w.db, id, APPROVER, S("")), FEED_APPROVER);
	db_close(w.db);
}

/* ---- a disk that fills up, and is emptied again ---- */

static void full_after(long n)
{
	bad_disk.left = n;
	bad_disk.code = SQLITE_FULL;
	bad_disk.stay = 1;
}

static void said_full(rc r)
{
	if (!rc_ok(r) && !rc_is(r, E_DB_FULL) && !rc_is(r, E_DB_UNSURE))
		t_fail("a full disk is said to be %s", rc_info(r)->name);
}

T(feed_full_disk)
{
	enum { STEP = 3 };
	int refused = 0;

	if (fresh_is_pg()) {
		printf("# skip: the disk is PostgreSQL's\n");
		return;
	}
	bad_disk_install();
	struct office w = office_open(a, "t_feed_disk");
	struct parcel p = parcel_of(&w, 2, second(&w));
	feed_id id = { 0 };
	bool again;
	str first;

	t_need(whole_delivery(&w, 1, rows_one(&w), &first));
	for (long n = 0;; n += STEP) {
		full_after(n);
		rc r = receive_parcel(&w, &p, &id, &again);
		full_after(-1);
		said_full(r);
		if (rc_ok(r))
			break;
		refused++;
	}
	for (long n = 0; feed_state_of(feed_now(&w, id).state) != FEED_ANSWERED; n += STEP) {
		enum feed_state before = feed_state_of(feed_now(&w, id).state);
		full_after(n);
		rc r = step_from(&w, id, before);
		full_after(-1);
		said_full(r);
		refused += !rc_ok(r);
		n = rc_ok(r) ? -STEP : n;
	}
	t_ok(refused > 10);
	t_outcomes(answer_of(&w, id), "UPDATED: CEASED: DUPLICATE:SAME_PERSON REVIEW:ID_SHARED REGISTERED: ");
	struct counting c = counted(&w);
	t_int(c.n[PERSON], 5);
	t_int(c.n[REVIEW], 1);
	t_int(c.n[LIVE_FEEDS], 2);
	t_int(c.n[PIECES], 2);
	db_close(w.db);
}
