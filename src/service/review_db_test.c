/* Questions whether two people are one: what each answer does to the register, and what taking it back does.
 */
#include "testing/deliveries.h"
#include "testing/t.h"

#include "service/review_show.h"

#include "domain/access/access.h"
#include "domain/contribution/contribution.h"
#include "domain/employment/employment.h"
#include "domain/household/household.h"
#include "domain/journal/journal.h"
#include "domain/payment_mode/payment_mode.h"
#include "domain/person/death.h"

#define REVIEWER_ONE ((user_id){ 9 })
#define REVIEWER_TWO ((user_id){ 10 })
#define NEWEST ((feed_id){ 0 })

/* What a test looks at, in one transaction. */
struct look {
	struct office *w;
	person_id id;
	struct person person;
	struct membership *members;
	size_t members_n;
	struct identifier *ids;
	size_t ids_n;
	str record;
	person_id means;
};

static rc look(struct tx *tx, void *cls)
{
	struct look *l = cls;

	TRY(person_get(tx, l->id, l->w->a, &l->person));
	TRY(membership_list(tx, l->id, l->w->a, &l->members, &l->members_n));
	return person_identifiers(tx, l->id, l->w->a, &l->ids, &l->ids_n);
}

static struct look person_now(struct office *w, person_id id)
{
	struct look l = { .w = w, .id = id };

	must(rc_ok(db_read(w->db, FOR_AUDIT, "test", look, &l)));
	return l;
}

static rc record_found(void *cls, const void *row)
{
	((struct look *)cls)->means = ((const struct feed_record *)row)->person_id;
	return OK;
}

static rc ask_record(struct tx *tx, void *cls)
{
	struct look *l = cls;
	struct feed_record key = { .body_id = { 5 } };

	return db_lookup(tx, &feed_record_lookup, &key, &l->record, 1, record_found, l);
}

/* Whom the body's key means, 0 if nobody. */
static int64_t meant(struct office *w, str record)
{
	struct look l = { .w = w, .record = record };

	must(rc_ok(db_read(w->db, FOR_AUDIT, "test", ask_record, &l)));
	return l.means.v;
}

/* Questions in a state, oldest first. */
static struct review_page in_state(struct office *w, str state)
{
	struct review_filter f = { .state = state, .asked_until = KNOWN_STILL, .max = 50 };
	struct review_page page;

	must(rc_ok(review_page_get(w->db, w->a, &f, REVIEWER_ONE, &page)));
	return page;
}

static review_id only_open(struct office *w)
{
	struct review_page p = in_state(w, REVIEW_OPEN);

	must(p.n == 1);
	return p.items[0].review.review_id;
}

/* R1 is registered; R2 of the second delivery has the identifier of R1, and R3 the birth and the name. */
static struct office asked(struct arena *a, const char *name, const char *row)
{
	struct office w = office_open(a, name);
	str answer;

	must(rc_ok(whole_delivery(&w, 1, row_of(&w, "R1", "NEW", "AA1", "ALAMI,SARA", "1990-05-01", USUAL),
				  &answer)));
	must(rc_ok(whole_delivery(&w, 2, str_of(row), &answer)));
	return w;
}
#define SHARED "R2,NEW,CNIE,AA1,ZIANI,MOUNA,,,1971-03-03,F,C2," USUAL "\n"
#define PROBABLE "R2,NEW,CNIE,BB2,EL ALAMI,SARA,,,1990-05-01,F,C1," USUAL RIB_ONE "\n"

T(review_is_shown)
{
	struct office w = asked(a, "t_review_shown", SHARED);
	review_id id = only_open(&w);
	struct review_view v;

	t_need(review_view_get(w.db, a, id, REVIEWER_ONE, &v));
	t_str(v.body_code, "DGI");
	t_int(v.sequence, 2);
	t_str(v.known.last_name, "ALAMI");
	t_int(v.evidence, MATCHED_ID | MATCHED_SEX | MATCHED_PHONE);
	t_str(v.facts[0].name, "id_kind");
	t_int(v.facts[0].alike, ALIKE_SAME);
	t_int(v.facts[2].alike, ALIKE_OTHER);
	t_str(v.facts[2].delivered, "ZIANI");
	t_int(v.facts[4].alike, ALIKE_MISSING);
	t_int(v.next.v, 0);
	t_rc(review_view_get(w.db, a, (review_id){ 1 }, REVIEWER_ONE, &v), REVIEW_NONE);
	db_close(w.db);
}

T(review_same_and_undo)
{
	struct office w = asked(a, "t_review_same", PROBABLE);
	review_id id = only_open(&w);
	person_id person, one = in_state(&w, REVIEW_OPEN).items[0].review.other_id;

	t_int(meant(&w, S("R2")), 0);
	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_SAME, S("same papers"), &person));
	t_int(person.v, one.v);
	t_int(meant(&w, S("R2")), one.v);
	t_int((int64_t)person_now(&w, one).members_n, 1);
	/* whoever brings BB2 now brings somebody known */
	t_int((int64_t)person_now(&w, one).ids_n, 2);
	/* the second of two */
	t_rc(review_decide(w.db, id, NEWEST, REVIEWER_TWO, REVIEW_IS_NOT_SAME, S(""), &person), REVIEW_STATE);
	t_need(review_undo(w.db, id, REVIEWER_TWO, S("other papers")));
	t_int(meant(&w, S("R2")), 0);
	t_int((int64_t)person_now(&w, one).ids_n, 1);
	t_int((int64_t)person_now(&w, one).members_n, 1);
	t_rc(review_undo(w.db, id, REVIEWER_TWO, S("again")), REVIEW_STATE);
	t_int(only_open(&w).v, id.v);
	db_close(w.db);
}

/* The identifier that the answer gave leads to the person: whoever was recognised by it stays. */
T(review_same_and_used)
{
	struct office w = asked(a, "t_review_used", PROBABLE);
	review_id id = only_open(&w);
	person_id person;
	str answer;

	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_SAME, S(""), &person));
	t_need(whole_delivery(&w, 3, row_of(&w, "R9", "NEW", "BB2", "ALAMI,SARA", "1990-05-01", USUAL),
			      &answer));
	t_int(meant(&w, S("R9")), person.v);
	t_rc(review_undo(w.db, id, REVIEWER_ONE, S("")), REVIEW_BUILT_ON);
	t_int((int64_t)person_now(&w, person).ids_n, 2);
	db_close(w.db);
}

static rc link_in_family(struct tx *tx, void *cls)
{
	struct look *l = cls;
	struct journal_entry e = { .why = FOR_COUNTER, .kind = S("family.linked"), .person = l->id };

	return journal_write(tx, clock_now(), &e);
}

/* Whom the answer registered has a family by now: withdrawing would leave it without them. */
T(review_not_same_and_in_a_family)
{
	struct office w = asked(a, "t_review_family", PROBABLE);
	struct look l = { .w = &w };
	review_id id = only_open(&w);

	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S("sisters"), &l.id));
	t_need(db_write(w.db, FOR_COUNTER, "test", link_in_family, &l));
	t_rc(review_undo(w.db, id, REVIEWER_ONE, S("oh")), REVIEW_BUILT_ON);
	db_close(w.db);
}

T(review_not_same_and_undo)
{
	struct office w = asked(a, "t_review_not_same", PROBABLE);
	review_id id = only_open(&w);
	person_id person, again;
	str answer;

	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S("sisters"), &person));
	t_int(meant(&w, S("R2")), person.v);
	struct look l = person_now(&w, person);
	t_str(l.person.last_name, "EL ALAMI");
	t_int((int64_t)l.members_n, 1);
	t_int((int64_t)l.ids_n, 1);
	/* not asked again: the record is known, and so is the identifier under another one */
	t_need(whole_delivery(
	    &w, 3,
	    (str){ PROBABLE "R7,NEW,CNIE,BB2,EL ALAMI,SARA,,,1990-05-01,F,C1," USUAL "\n",
		   sizeof PROBABLE "R7,NEW,CNIE,BB2,EL ALAMI,SARA,,,1990-05-01,F,C1," USUAL "\n" - 1 },
	    &answer));
	t_int((int64_t)in_state(&w, REVIEW_OPEN).n, 0);
	/* R7 means the person by now: withdrawing would leave it behind */
	t_rc(review_undo(w.db, id, REVIEWER_ONE, S("oh")), REVIEW_BUILT_ON);
	db_close(w.db);

	w = asked(a, "t_review_not_same", PROBABLE);
	id = only_open(&w);
	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S("sisters"), &person));
	int64_t number = person_now(&w, person).person.number;
	t_need(review_undo(w.db, id, REVIEWER_ONE, S("oh")));
	l = person_now(&w, person);
	t_str(l.person.state, "WITHDRAWN");
	t_int((int64_t)l.members_n, 0);
	t_int((int64_t)l.ids_n, 0);
	t_int(meant(&w, S("R2")), 0);
	/* and the other way round: another number, never the old one */
	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S("sisters after all"),
			     &again));
	t_ok(again.v != person.v && person_now(&w, again).person.number != number);
	db_close(w.db);
}

static rc pay(struct tx *tx, void *cls)
{
	struct payment_mode m = { .payment_mode_id = { 77 },
				  .person_id = *(person_id *)cls,
				  .kind = S("CARD"),
				  .state = PAYMENT_ACTIVE,
				  .known_from = clock_now(),
				  .known_until = KNOWN_STILL,
				  .channel = S("PORTAL") };

	return payment_mode_add(tx, &m);
}

static rc stop_paying(struct tx *tx, void *cls)
{
	(void)cls;
	return payment_mode_end(tx, (payment_mode_id){ 77 }, PAYMENT_REVOKED,
				(instant){ clock_now().us + 1 });
}

/* Whoever pays can't be withdrawn: nobody could stop the mandate afterwards. */
T(review_person_who_pays)
{
	struct office w = asked(a, "t_review_pays", PROBABLE);
	review_id id = only_open(&w);
	person_id person;

	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S("sisters"), &person));
	must(rc_ok(db_write(w.db, FOR_PAYMENT, "pay", pay, &person)));
	t_rc(review_undo(w.db, id, REVIEWER_ONE, S("oh")), REVIEW_BUILT_ON);
	t_str(person_now(&w, person).person.state, "ACTIVE");
	must(rc_ok(db_write(w.db, FOR_PAYMENT, "stop", stop_paying, NULL)));
	t_need(review_undo(w.db, id, REVIEWER_ONE, S("oh")));
	t_str(person_now(&w, person).person.state, "WITHDRAWN");
	db_close(w.db);
}

T(review_identifier_stays)
{
	struct office w = asked(a, "t_review_shared", SHARED);
	person_id person, one = in_state(&w, REVIEW_OPEN).items[0].review.other_id;

	t_need(review_decide(w.db, only_open(&w), NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &person));
	t_int((int64_t)person_now(&w, person).ids_n, 0);
	t_int((int64_t)person_now(&w, one).ids_n, 1);
	db_close(w.db);
}

T(review_later)
{
	struct office w = asked(a, "t_review_later", SHARED);
	review_id id = only_open(&w);
	person_id person;
	str answer;

	t_need(
	    review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_LATER, S("asked for a paper"), &person));
	t_int(person.v, 0);
	t_int((int64_t)in_state(&w, REVIEW_LATER).n, 1);
	/* the row comes again: the same question, which waits already */
	t_need(whole_delivery(&w, 3, S(SHARED), &answer));
	t_int((int64_t)in_state(&w, REVIEW_OPEN).n, 0);
	t_need(review_undo(w.db, id, REVIEWER_ONE, S("paper came")));
	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_LATER, S(""), &person));
	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_SAME, S(""), &person));
	t_ok(person.v != 0);
	db_close(w.db);
}

/* ---- one row, two people it may be ---- */

/* R2 is asked about for R1's sake; then it comes with an identifier that is R4's. */
static struct office two_questions(struct arena *a, const char *name, review_id q[static 2],
				   person_id of[static 2])
{
	struct office w =
	    asked(a, name, SHARED "R4,NEW,CNIE,AA4,DAOUDI,HICHAM,,,1966-01-20,M,C1," USUAL "\n");
	str answer;

	must(rc_ok(
	    whole_delivery(&w, 3, S("R2,NEW,CNIE,AA4,ZIANI,MOUNA,,,1971-03-03,F,C2," USUAL "\n"), &answer)));
	struct review_page p = in_state(&w, REVIEW_OPEN);
	must(p.n == 2);
	for (int i = 0; i < 2; i++) {
		q[i] = p.items[i].review.review_id;
		of[i] = p.items[i].review.other_id;
	}
	return w;
}

T(review_two_questions_same)
{
	review_id q[2];
	person_id of[2], person;
	struct office w = two_questions(a, "t_review_two_same", q, of);

	t_need(review_decide(w.db, q[0], NEWEST, REVIEWER_ONE, REVIEW_IS_SAME, S(""), &person));
	t_int(person.v, of[0].v);
	t_int((int64_t)in_state(&w, REVIEW_OPEN).n, 0);
	t_int((int64_t)in_state(&w, REVIEW_SETTLED).n, 1);
	t_rc(review_decide(w.db, q[1], NEWEST, REVIEWER_ONE, REVIEW_IS_SAME, S(""), &person), REVIEW_STATE);
	t_rc(review_undo(w.db, q[1], REVIEWER_ONE, S("")), REVIEW_STATE);
	t_need(review_undo(w.db, q[0], REVIEWER_ONE, S("no")));
	t_int((int64_t)in_state(&w, REVIEW_OPEN).n, 2);
	t_need(review_decide(w.db, q[1], NEWEST, REVIEWER_ONE, REVIEW_IS_SAME, S(""), &person));
	t_int(person.v, of[1].v);
	db_close(w.db);
}

T(review_two_questions_not_same)
{
	review_id q[2];
	person_id of[2], person, waits;
	struct office w = two_questions(a, "t_review_two_not", q, of);

	t_need(review_decide(w.db, q[1], NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &waits));
	t_int(waits.v, 0); /* the other question is open: nobody is registered yet */
	t_int(meant(&w, S("R2")), 0);
	t_need(review_decide(w.db, q[0], NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &person));
	t_ok(person.v != 0);
	t_int((int64_t)person_now(&w, person).ids_n, 0);
	/* undoing the first answer withdraws the person that the last one registered */
	t_need(review_undo(w.db, q[1], REVIEWER_ONE, S("no")));
	t_str(person_now(&w, person).person.state, "WITHDRAWN");
	t_int(meant(&w, S("R2")), 0);
	t_need(review_decide(w.db, q[1], NEWEST, REVIEWER_ONE, REVIEW_IS_SAME, S(""), &person));
	t_int(person.v, of[1].v);
	t_int(meant(&w, S("R2")), of[1].v);
	db_close(w.db);
}

/* A delivery said meanwhile who the row is. */
T(review_contradicted)
{
	struct office w = asked(a, "t_review_contradicted", SHARED);
	review_id id = only_open(&w);
	person_id person;
	str answer;

	/* the body corrects the identifier: nothing resembles R2 any more */
	t_need(whole_delivery(&w, 3, S("R2,UPDATE,CNIE,BB9,ZIANI,MOUNA,,,1971-03-03,F,C2," USUAL "\n"),
			      &answer));
	int64_t known = meant(&w, S("R2"));
	t_ok(known != 0);
	t_rc(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_SAME, S(""), &person),
	     REVIEW_CONTRADICTS);
	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &person));
	t_int(person.v, known);
	/* nothing was done, so nothing is undone */
	t_need(review_undo(w.db, id, REVIEWER_ONE, S("")));
	t_int(meant(&w, S("R2")), known);
	t_str(person_now(&w, (person_id){ known }).person.state, "ACTIVE");
	db_close(w.db);
}

/* The body delivers the row again while it waits: the question is about what it says now. */
T(review_newer_row)
{
	struct office w = asked(a, "t_review_newer", PROBABLE);
	review_id id = only_open(&w);
	struct review_view v;
	person_id person;
	str answer;

	t_need(review_view_get(w.db, a, id, REVIEWER_ONE, &v));
	feed_id before = v.review.feed_id;
	t_need(whole_delivery(
	    &w, 3,
	    S("R2,NEW,CNIE,BB2,EL ALAMI,SARA,,,1990-05-01,F,C1,9 rue neuve,,,fr,TAXI,CPU,2020-01-01,\n"),
	    &answer));
	t_int(only_open(&w).v, id.v);
	t_need(review_view_get(w.db, a, id, REVIEWER_ONE, &v));
	t_int(v.sequence, 3);
	t_rc(review_decide(w.db, id, before, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &person),
	     REVIEW_CHANGED);
	t_int(only_open(&w).v, id.v);
	t_need(review_decide(w.db, id, v.review.feed_id, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &person));
	t_str(person_now(&w, person).person.address, "9 rue neuve");
	t_int(meant(&w, S("R2")), person.v);
	db_close(w.db);
}

/* What a colleague answers in a process of their own. 0: written, 1: another one was quicker, 2: neither. */
static pid_t colleague(struct office *w, review_id id, enum review_answer answer)
{
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		struct db *db;
		person_id person;
		must(rc_ok(db_open(w->a, w->url, &db)));
		rc r = review_decide(db, id, NEWEST, REVIEWER_TWO, answer, S(""), &person);
		db_close(db);
		if (!rc_ok(r) && !rc_is(r, E_REVIEW_STATE))
			printf("# %s\n", rc_trail());
		fflush(stdout);
		_Exit(rc_ok(r) ? 0 : rc_is(r, E_REVIEW_STATE) ? 1 : 2);
	}
	return pid;
}

T(review_decided_by_several_at_once)
{
	enum { COLLEAGUES = 4, ROUNDS = 5 };

	for (int round = 0; round < ROUNDS; round++) {
		struct office w = asked(a, "t_review_race", PROBABLE);
		review_id id = only_open(&w);
		pid_t pid[COLLEAGUES];
		int ended[3] = { 0 };
		for (int i = 0; i < COLLEAGUES; i++)
			pid[i] = colleague(&w, id, i % 2 == 0 ? REVIEW_IS_SAME : REVIEW_IS_NOT_SAME);
		for (int i = 0; i < COLLEAGUES; i++) {
			int status;
			must(waitpid(pid[i], &status, 0) == pid[i]);
			t_ok(WIFEXITED(status) && WEXITSTATUS(status) < 2);
			ended[WIFEXITED(status) ? WEXITSTATUS(status) % 3 : 2]++;
		}
		t_int(ended[0], 1);
		t_int((int64_t)(in_state(&w, REVIEW_SAME).n + in_state(&w, REVIEW_NOT_SAME).n), 1);
		t_ok(meant(&w, S("R2")) != 0);
		db_close(w.db);
	}
}

/* The identifier of a row that waits is given to somebody nobody was asked about. */
T(review_identifier_taken)
{
	struct office w = asked(a, "t_review_taken", PROBABLE);
	review_id id = only_open(&w);
	person_id person;
	str answer;

	t_need(
	    whole_delivery(&w, 3, S("R8,NEW,CNIE,BB2,CHRAIBI,NADIA,,,1979-11-30,F,C2," USUAL "\n"), &answer));
	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &person));
	t_int(person.v, 0);
	struct review_page p = in_state(&w, REVIEW_OPEN);
	t_int((int64_t)p.n, 1);
	t_str(p.items[0].review.code, "ID_SHARED");
	t_str(p.items[0].known_last_name, "CHRAIBI");
	t_need(review_decide(w.db, p.items[0].review.review_id, NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME,
			     S(""), &person));
	t_ok(person.v != 0);
	t_int((int64_t)person_now(&w, person).ids_n, 0);
	db_close(w.db);
}

/* Whoever was registered apart lacks the identifier: another key of theirs is asked about both, not
 * registered once more. */
T(review_likely_person_is_asked_about_next)
{
	struct office w = asked(a, "t_review_likely", SHARED);
	person_id apart, person;
	str answer;

	t_need(review_decide(w.db, only_open(&w), NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &apart));
	t_need(
	    whole_delivery(&w, 3, S("R7,NEW,CNIE,AA1,ZIANI,MOUNA,,,1971-03-03,F,C2," USUAL "\n"), &answer));
	t_need(review_decide(w.db, only_open(&w), NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &person));
	t_int(person.v, 0);
	struct review_page p = in_state(&w, REVIEW_OPEN);
	t_int((int64_t)p.n, 1);
	t_str(p.items[0].review.code, "PROBABLE_DUPLICATE");
	t_int(p.items[0].review.other_id.v, apart.v);
	t_need(review_decide(w.db, only_open(&w), NEWEST, REVIEWER_ONE, REVIEW_IS_SAME, S(""), &person));
	t_int(person.v, apart.v);
	t_int(meant(&w, S("R7")), apart.v);
	db_close(w.db);
}

T(review_undo_after_changes)
{
	struct office w = asked(a, "t_review_changed", PROBABLE);
	review_id id = only_open(&w);
	person_id person;
	str answer;

	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_SAME, S(""), &person));
	t_need(whole_delivery(
	    &w, 3,
	    S("R2,UPDATE,CNIE,BB2,EL ALAMI,SARA,,,1990-05-01,F,C1,9 rue neuve,,,fr,TAXI,CPU,2020-01-01,\n"),
	    &answer));
	t_str(person_now(&w, person).person.address, "9 rue neuve");
	t_rc(review_undo(w.db, id, REVIEWER_ONE, S("")), REVIEW_BUILT_ON);
	db_close(w.db);

	w = asked(a, "t_review_changed", PROBABLE);
	id = only_open(&w);
	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &person));
	t_need(whole_delivery(&w, 3, S("R2,CEASE,,,,,,,,,,,,,,,,,\n"), &answer));
	t_rc(review_undo(w.db, id, REVIEWER_ONE, S("")), REVIEW_BUILT_ON);
	t_str(person_now(&w, person).person.state, "ACTIVE");
	db_close(w.db);
}

/* ---- faults ---- */

T(review_faults)
{
	struct office w = asked(a, "t_review_faults", PROBABLE);
	review_id id = only_open(&w);
	person_id person;
	int faults = 0;

	for (int round = 0; round < 2; round++) {
		for (long n = 0;; n++) {
			db_fail_after(w.db, n, round == 0 ? E_DB_DOWN : E_IO);
			rc r =
			    review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &person);
			db_fail_after(w.db, -1, E_OK);
			if (rc_ok(r))
				break;
			faults++;
			t_int(meant(&w, S("R2")), 0);
			t_int(only_open(&w).v, id.v);
		}
		t_int(meant(&w, S("R2")), person.v);
		for (long n = 0;; n++) {
			db_fail_after(w.db, n, round == 0 ? E_DB_DOWN : E_IO);
			rc r = review_undo(w.db, id, REVIEWER_ONE, S("x"));
			db_fail_after(w.db, -1, E_OK);
			if (rc_ok(r))
				break;
			faults++;
			t_int(meant(&w, S("R2")), person.v);
		}
		t_int(meant(&w, S("R2")), 0);
	}
	t_ok(faults > 40);
	db_close(w.db);
}

/* ---- the account of somebody who was registered by mistake ---- */

struct owning {
	struct office *w;
	person_id id;
	struct account acc;
	rc got;
};

static rc own_account(struct tx *tx, void *cls)
{
	struct owning *o = cls;
	struct person p;

	TRY(person_get(tx, o->id, o->w->a, &p));
	o->acc = (struct account){ .user_id = { p.person_id.v },
				   .login = str_printf(o->w->a, "%lld", (long long)p.number),
				   .display_name = S("SARA"),
				   .roles = MEMBER,
				   .language = S("fr"),
				   .password_hash = S("not a real hash"),
				   .state = S("ACTIVE"),
				   .created_at = clock_now() };
	TRY(account_add(tx, o->w->a, &o->acc));
	struct session s = { .token_hash = { (const unsigned char *)"0123456789abcdef0123456789abcdef", 32 },
			     .session_id = { id_new(clock_now()) },
			     .user_id = o->acc.user_id,
			     .step = step_text(STEP_FULL),
			     .csrf_key = { (const unsigned char *)"0123456789abcdef0123456789abcdef", 32 },
			     .created_at = clock_now(),
			     .seen_at = clock_now(),
			     .expires_at = { clock_now().us + INT64_C(3600000000) } };
	return session_add(tx, &s);
}

static rc look_account(struct tx *tx, void *cls)
{
	struct owning *o = cls;

	o->got = account_by_id(tx, o->w->a, (user_id){ o->id.v }, &o->acc);
	return OK;
}

static rc look_session(struct tx *tx, void *cls)
{
	struct owning *o = cls;
	struct session s;

	o->got = session_by_token(
	    tx, o->w->a, (blob){ (const unsigned char *)"0123456789abcdef0123456789abcdef", 32 }, &s);
	return OK;
}

/* Nobody's file is shown while the question is open; answered, the account is the survivor's. */
T(account_follows_its_person)
{
	struct office w = asked(a, "t_review_account", PROBABLE);
	review_id id = only_open(&w);
	person_id one = in_state(&w, REVIEW_OPEN).items[0].review.other_id, apart, same;
	struct owning o = { .w = &w };

	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &apart));
	t_ok(apart.v != 0 && apart.v != one.v);
	o.id = apart;
	t_need(db_write(w.db, FOR_ACTIVATION, "test", own_account, &o));
	t_need(review_undo(w.db, id, REVIEWER_TWO, S("one person after all")));
	t_need(db_read(w.db, FOR_SIGN_IN, "test", look_session, &o));
	t_rc(o.got, SIGN_IN_FIRST);
	t_need(db_read(w.db, FOR_SIGN_IN, "test", look_account, &o));
	t_ok(rc_ok(o.got) && str_eq(o.acc.state, S("ACTIVE")));
	o.id = one;
	t_need(db_read(w.db, FOR_SIGN_IN, "test", look_account, &o));
	t_rc(o.got, USER_NONE);
	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_SAME, S("same papers"), &same));
	t_int(same.v, one.v);
	t_need(db_read(w.db, FOR_SIGN_IN, "test", look_account, &o));
	t_need(o.got);
	t_str(o.acc.password_hash, "not a real hash");
	t_int(person_now(&w, one).person.number, strtoll(o.acc.login.p, NULL, 10));
	o.id = apart;
	t_need(db_read(w.db, FOR_SIGN_IN, "test", look_account, &o));
	t_ok(rc_ok(o.got) && str_eq(o.acc.state, S("CLOSED")));
	db_close(w.db);
}

/* ---- facts ---- */

struct facts_told {
	struct office *w;
	person_id id;
	int64_t amount; /* of what is told */
	bool scores, died;
	struct contribution_period *periods;
	struct worked_month *months;
	struct household_score *scored;
	size_t periods_n, months_n, scored_n;
	date day;
};

static rc tell(struct tx *tx, void *cls)
{
	struct facts_told *t = cls;
	instant now = clock_now();
	struct contribution_period p = { .person_id = t->id,
					 .scheme = S("AMO-TNS"),
					 .period_from = { 90 },
					 .known_from = now,
					 .period_until = { 120 },
					 .amount = t->amount,
					 .paid_day = DATE_NEVER };
	struct worked_month m = { .person_id = t->id,
				  .scheme = S("AMO-TNS"),
				  .month = { t->died ? 31 : 59 },
				  .known_from = now,
				  .days = t->amount };
	struct household_score h = {
		.person_id = t->id, .from_day = { 10 }, .known_from = now, .score = S("9.1")
	};
	struct person_death d = { .person_id = t->id, .known_from = now, .day = { 200 }, .reason = S("act") };

	TRY(contribution_set(tx, t->w->a, &p, NULL));
	TRY(worked_month_set(tx, t->w->a, &m, NULL));
	if (t->scores) {
		TRY(household_score_set(tx, t->w->a, &h, NULL));
		h.from_day.days = 20, h.score = S("");
		TRY(household_score_set(tx, t->w->a, &h, NULL));
	}
	return t->died ? death_set(tx, t->w->a, &d, NULL) : OK;
}

static rc look_told(struct tx *tx, void *cls)
{
	struct facts_told *t = cls;
	instant at = { INT64_MAX - 1 };

	TRY(contribution_list(tx, t->id, at, t->w->a, &t->periods, &t->periods_n));
	TRY(worked_month_list(tx, t->id, at, t->w->a, &t->months, &t->months_n));
	TRY(household_score_list(tx, t->id, at, t->w->a, &t->scored, &t->scored_n));
	return death_get(tx, t->id, at, t->w->a, &t->day, &t->died);
}

/* What the survivor has for the same time stays; the rest goes along. */
T(facts_follow_their_person)
{
	struct office w = asked(a, "t_review_facts", PROBABLE);
	review_id id = only_open(&w);
	person_id one = in_state(&w, REVIEW_OPEN).items[0].review.other_id, apart, again, same;
	struct facts_told t = { .w = &w, .id = one, .amount = 1 };

	t_need(db_write(w.db, FOR_REGISTRATION, "test", tell, &t));
	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &apart));
	t = (struct facts_told){ .w = &w, .id = apart, .amount = 2, .scores = true, .died = true };
	t_need(db_write(w.db, FOR_REGISTRATION, "test", tell, &t));
	t_need(review_undo(w.db, id, REVIEWER_TWO, S("oh")));
	/* to somebody who is registered apart once more */
	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_NOT_SAME, S(""), &again));
	t.id = apart;
	t_need(db_read(w.db, FOR_REGISTRATION, "test", look_told, &t));
	t_ok(t.periods_n == 0 && t.months_n == 0 && t.scored_n == 0 && !t.died);
	t.id = again;
	t_need(db_read(w.db, FOR_REGISTRATION, "test", look_told, &t));
	t_ok(t.periods_n == 1 && t.months_n == 1 && t.scored_n == 1 && t.died);
	t_int(t.scored[0].until_day.days, 20);
	/* and to the one who is known */
	t_need(review_undo(w.db, id, REVIEWER_TWO, S("oh")));
	t_need(review_decide(w.db, id, NEWEST, REVIEWER_ONE, REVIEW_IS_SAME, S(""), &same));
	t_int(same.v, one.v);
	t.id = one;
	t_need(db_read(w.db, FOR_REGISTRATION, "test", look_told, &t));
	t_int((int64_t)t.periods_n, 1);
	t_int(t.periods[0].amount, 1); /* their own */
	t_int((int64_t)t.months_n, 2);
	t_int((int64_t)t.scored_n, 1);
	t_ok(t.died && t.day.days == 200);
	db_close(w.db);
}
