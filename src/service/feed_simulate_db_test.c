/* A simulation made anew voids the one before, and its approval, from its first moment. */
#include "service/feed_show.h"

#include "testing/deliveries.h"
#include "testing/t.h"

#include <signal.h>
#include <sys/resource.h>

/* Somebody who wants to decide while it is being simulated. */
struct meddling {
	struct office *w;
	feed_id id;
	rc approved, sent_back, applied;
	bool done;
};

static void meddle(void *cls, const char *step, int64_t done, int64_t total)
{
	struct meddling *m = cls;

	(void)step, (void)done, (void)total;
	if (m->done)
		return;
	m->done = true;
	m->approved = feed_approve(m->w->db, m->id, APPROVER, S(""));
	m->applied = feed_apply(m->w->db, m->id, AGENT, nobody_watches, NULL);
	m->sent_back = feed_send_back(m->w->db, m->id, APPROVER, S("no"));
}

static feed_id simulated(struct office *w)
{
	struct parcel p = parcel_of(w, 1, row_of(w, "R1", "NEW", "AA1", "ALAMI,SARA", "1990-05-01", USUAL));
	feed_id id;
	bool again;

	must(rc_ok(receive_parcel(w, &p, &id, &again)));
	must(rc_ok(feed_check(w->db, id, AGENT, nobody_watches, NULL)));
	must(rc_ok(feed_simulate(w->db, id, AGENT, nobody_watches, NULL)));
	return id;
}

static void anew(struct office *w, feed_id id)
{
	struct meddling m = { .w = w, .id = id };
	bool done = false;

	t_need(feed_simulate(w->db, id, AGENT, meddle, &m));
	t_ok(m.done);
	t_rc(m.approved, FEED_STATE);
	t_rc(m.applied, FEED_STATE);
	t_rc(m.sent_back, FEED_STATE);
	t_str(feed_now(w, id).state, "SIMULATED");
	while (!done)
		t_need(next_step(w, id, &done));
	t_str(feed_now(w, id).state, "ANSWERED");
}

T(feed_simulated_anew)
{
	struct office w = office_open(a, "t_feed_anew");

	anew(&w, simulated(&w));
	db_close(w.db);
}

T(feed_simulated_anew_after_approval)
{
	struct office w = office_open(a, "t_feed_anew_approved");
	feed_id id = simulated(&w);

	t_need(feed_approve(w.db, id, APPROVER, S("")));
	anew(&w, id);
	db_close(w.db);
}

/* Of those who would be registered, and of nobody else. */
T(feed_simulation_says_how_people_could_be_told)
{
	struct office w = office_open(a, "t_feed_reach");
	struct feed_report r;
	struct parcel p = parcel_of(
	    &w, 1,
	    str_printf(
		a, "%.*s%.*s%.*s%.*s%.*s",
		STR_ARG(row_of(&w, "R1", "NEW", "AA1", "ALAMI,SARA", "1990-05-01", USUAL)),
		STR_ARG(row_of(&w, "R2", "NEW", "AA2", "IDRISSI,MONA", "1991-06-02", USUAL)),
		STR_ARG(row_of(&w, "R3", "NEW", "AA3", "TAZI,NADIA", "1992-07-03",
			       "1 rue du port,0522345678,nadia@exemple.ma,ar,TAXI,CPU,2020-01-01,")),
		STR_ARG(row_of(&w, "R4", "NEW", "AA4", "FASSI,HODA", "1993-08-04",
			       "1 rue du port,,,xx,TAXI,CPU,2020-01-01,")),
		STR_ARG(row_of(&w, "R5", "NEW", "AA5", "SBAI,LINA", "1993-08-xx", USUAL)))); /* refused */
	feed_id id;
	bool again;

	t_need(receive_parcel(&w, &p, &id, &again));
	t_need(feed_check(w.db, id, AGENT, nobody_watches, NULL));
	for (int i = 0; i < 2; i++) { /* also when it is done again */
		t_need(feed_simulate(w.db, id, AGENT, nobody_watches, NULL));
		t_need(feed_report_get(w.db, a, id, &r));
		t_int((int64_t)r.reach_n, 3);
		t_str(r.reach[0].language, "ar");
		t_ok(!r.reach[0].mobile && !r.reach[0].mail);
		t_int(r.reach[0].n, 1);
		t_ok(!r.reach[1].mobile && r.reach[1].mail); /* a landline takes no SMS */
		t_int(r.reach[1].n, 1);
		t_str(r.reach[2].language, "fr");
		t_ok(r.reach[2].mobile && !r.reach[2].mail);
		t_int(r.reach[2].n, 2);
	}
	db_close(w.db);
}

struct looking {
	struct office *w;
	feed_id id;
	struct feed_line **lines;
	size_t *n;
};

static rc look(struct tx *tx, void *cls)
{
	struct looking *l = cls;

	return feed_lines(tx, l->id, 0, 10, l->w->a, l->lines, l->n);
}

/* One that fails leaves nothing that could be approved. */
T(feed_simulated_anew_and_interrupted)
{
	struct office w = office_open(a, "t_feed_anew_fault");
	feed_id id = simulated(&w);
	struct feed_line *lines;
	size_t n_lines;
	bool done = false, failed = true;

	for (long n = 0; failed; n++) {
		db_fail_after(w.db, n, E_IO);
		failed = !rc_ok(feed_simulate(w.db, id, AGENT, nobody_watches, NULL));
		db_fail_after(w.db, -1, E_OK);
		struct looking l = { &w, id, &lines, &n_lines };
		t_need(db_read(w.db, FOR_AUDIT, "test", look, &l));
		if (str_eq(feed_now(&w, id).state, feed_state_name(FEED_SIMULATED)))
			t_int((int64_t)n_lines, 1);
	}
	while (!done)
		t_need(next_step(&w, id, &done));
	t_str(feed_now(&w, id).state, "ANSWERED");
	db_close(w.db);
}

/* More rows than the files of a process that may write LIMIT bytes hold. */
enum { MANY = 30000, ROW_BYTES = 200, LIMIT = 4 << 20 };

static str many_rows(struct office *w)
{
	char *p = arena_array(w->a, char, (size_t)MANY *ROW_BYTES), *to = p;

	for (int i = 0; i < MANY; i++)
		to += snprintf(
		    to, ROW_BYTES,
		    "R%d,NEW,CNIE,AA%d,ALAMI,SARA,,,%d-%02d-%02d,F,C1,%d avenue des Forces Armees Royales et "
		    "de la Marche Verte " USUAL "\n",
		    i, i, 1950 + i % 50, i / 50 % 12 + 1, i / 600 % 28 + 1, i);
	return (str){ p, (size_t)(to - p) };
}

/* In a process of its own, since a limit can't be taken back; 0: refused as a full disk is. */
static int simulate_without_room(struct office *w, feed_id id)
{
	struct rlimit room = { LIMIT, LIMIT };
	struct db *db;
	int status;

	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		signal(SIGXFSZ, SIG_IGN);
		must(rc_ok(db_open(w->a, w->url, &db)) && setrlimit(RLIMIT_FSIZE, &room) == 0);
		rc r = feed_simulate(db, id, AGENT, nobody_watches, NULL);
		db_close(db);
		_Exit(!rc_is(r, E_DB_FULL) ? 1 : strstr(rc_trail(), "spool.c") == NULL ? 2 : 0);
	}
	must(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* No room for what is staged: said as such, nothing is lost, and with room it goes on. */
T(feed_simulated_without_room)
{
	struct office w = office_open(a, "t_feed_no_room");
	struct parcel p = parcel_of(&w, 1, many_rows(&w));
	feed_id id;
	bool again;

	t_need(receive_parcel(&w, &p, &id, &again));
	t_need(feed_check(w.db, id, AGENT, nobody_watches, NULL));
	t_int(simulate_without_room(&w, id), 0);
	t_str(feed_now(&w, id).state, "VERIFIED");
	t_need(feed_simulate(w.db, id, AGENT, nobody_watches, NULL));
	t_str(feed_now(&w, id).state, "SIMULATED");
	/* as many as there are birth dates: of the others somebody must say whether they are those */
	t_int(feed_now(&w, id).registered, 50 * 12 * 28);
	db_close(w.db);
}
