/* An answer is written by one process at a time: two would drop each other's pieces. */
#include "testing/deliveries.h"
#include "testing/t.h"

#include <signal.h>

enum { EXIT_ANSWERED = 0, EXIT_FAILED = 1, EXIT_STORE = 2 };

/* Says on `began` that the first page is written, and waits until `go_on` ends. */
struct pausing {
	int began, go_on;
	bool paused;
};

static void pause_once(void *cls, const char *step, int64_t done, int64_t total)
{
	struct pausing *p = cls;
	char c = 'x';

	(void)step, (void)done, (void)total;
	if (p->paused)
		return;
	p->paused = true;
	must(write(p->began, &c, 1) == 1);
	must(read(p->go_on, &c, 1) == 0);
}

static str few_words(str language, str outcome, str code)
{
	(void)language, (void)outcome, (void)code;
	return S("words");
}

/* Another process, which answers and stops in the middle. */
static pid_t answering(struct office *w, feed_id id, int began[2], int go_on[2])
{
	fflush(NULL);
	pid_t pid = fork();
	if (pid != 0)
		return pid;
	struct pausing p = { .began = began[1], .go_on = go_on[0] };
	(void)close(go_on[1]);
	if (!rc_ok(db_open(w->a, w->url, &w->db)))
		_Exit(EXIT_STORE);
	_Exit(rc_ok(feed_answer(w->db, id, AGENT, few_words, pause_once, &p)) ? EXIT_ANSWERED : EXIT_FAILED);
}

static void applied(struct office *w, feed_id *ret)
{
	struct parcel p = parcel_of(w, 1, row_of(w, "R1", "NEW", "AA1", "ALAMI,SARA", "1990-05-01", USUAL));
	bool again;

	must(rc_ok(receive_parcel(w, &p, ret, &again)));
	must(rc_ok(feed_check(w->db, *ret, AGENT, nobody_watches, NULL)));
	must(rc_ok(feed_simulate(w->db, *ret, AGENT, nobody_watches, NULL)));
	must(rc_ok(feed_approve(w->db, *ret, APPROVER, S(""))));
	must(rc_ok(feed_apply(w->db, *ret, AGENT, nobody_watches, NULL)));
}

/* An office whose delivery somebody else is answering at this moment. */
static pid_t busy_office(struct office *w, feed_id *ret, int go_on[2])
{
	int began[2];
	char c;

	applied(w, ret);
	db_close(w->db);
	must(pipe(began) == 0 && pipe(go_on) == 0);
	pid_t pid = answering(w, *ret, began, go_on);
	(void)close(began[1]);
	(void)close(go_on[0]);
	must(read(began[0], &c, 1) == 1);
	(void)close(began[0]);
	must(rc_ok(db_open(w->a, w->url, &w->db)));
	return pid;
}

static str whole_answer(struct office *w)
{
	return str_printf(w->a, "row,record_id,outcome,code,number,message\n1,R1,REGISTERED,,%lld,words\n",
			  (long long)number_make(S("ma"), 10000000));
}

T(feed_answered_by_one)
{
	struct office w = office_open(a, "t_feed_answer_one");
	int go_on[2], status;
	feed_id id;

	pid_t pid = busy_office(&w, &id, go_on);
	t_rc(feed_answer(w.db, id, AGENT, few_words, nobody_watches, NULL), LEASE_TAKEN);
	(void)close(go_on[1]);
	must(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	t_int(WEXITSTATUS(status), EXIT_ANSWERED);
	t_rc(feed_answer(w.db, id, AGENT, few_words, nobody_watches, NULL), FEED_STATE);
	t_ok(str_eq(answer_of(&w, id), whole_answer(&w)));
	db_close(w.db);
}

/* Whoever dies at it leaves it to the next, who begins anew. */
T(feed_answer_of_the_dead)
{
	struct office w = office_open(a, "t_feed_answer_dead");
	int go_on[2], status;
	feed_id id;

	pid_t pid = busy_office(&w, &id, go_on);
	must(kill(pid, SIGKILL) == 0);
	must(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
	(void)close(go_on[1]);
	t_need(feed_answer(w.db, id, AGENT, few_words, nobody_watches, NULL));
	t_ok(str_eq(answer_of(&w, id), whole_answer(&w)));
	db_close(w.db);
}
