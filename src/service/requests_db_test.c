/* Requests: opened once, in one agent's hands, decided once. */
#include "service/requests.h"

#include "domain/access/access.h"
#include "domain/journal/journal.h"

#include "service/keep_document.h"

#include "testing/people.h"

#include <sys/wait.h>

static const unsigned char key[DOCUMENT_KEY_BYTES] = "a key of thirty-two bytes, no mo";

T(request_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_request_statements");

	for (const struct db_stmt *const *s = request_stmts; *s != NULL; s++)
		t_need(db_check(db, *s));
	db_close(db);
}

struct opening {
	struct arena *a;
	struct request_new n;
	struct fund_request r;
	bool again;
	str detail;
};

static rc newest_detail(struct tx *tx, void *cls)
{
	struct opening *o = cls;
	struct event *e;
	size_t n;

	TRY(journal_of_object(tx, o->r.request_id.v, (event_id){ INT64_MAX }, 1, o->a, &e, &n));
	o->detail = n > 0 ? e[0].detail : S("");
	return OK;
}

static rc open_one(struct tx *tx, void *cls)
{
	struct opening *o = cls;

	return request_open(tx, o->a, clock_now(), &o->n, &o->r, &o->again);
}

static const unsigned char digest[32] = "what was asked";

static struct opening opening(struct town *w, person_id p, int64_t client)
{
	return (struct opening){ .a = w->a,
				 .n = { .by = town_self(p),
					.person = p,
					.kind = S("QUESTION"),
					.client_id = client,
					.digest = { digest, sizeof digest } } };
}

static struct fund_request opened(struct town *w, person_id p, int64_t client)
{
	struct opening o = opening(w, p, client);

	t_rc(db_write(w->db, FOR_COUNTER, "test", open_one, &o), OK);
	return o.r;
}

static struct acting agent(user_id u) { return (struct acting){ .why = FOR_COUNTER, .user = u }; }

T(sent_twice_is_one)
{
	struct town w = town_open(a, "t_request_twice", "ma");
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	struct opening o = opening(&w, one, 77), other = opening(&w, one, 77);

	t_need(db_write(w.db, FOR_COUNTER, "test", open_one, &o));
	t_ok(!o.again && o.r.reference > 0 && o.r.due_at.us > o.r.opened_at.us);
	/* in the journal stands what was asked, not an agent's words about the person */
	struct opening said = opening(&w, one, 76);
	said.n.by.user = TOWN_AGENT, said.n.by.reason = S("SARA has no phone");
	t_need(db_write(w.db, FOR_COUNTER, "test", open_one, &said));
	t_need(db_read(w.db, FOR_AUDIT, "test", newest_detail, &said));
	t_str(said.detail, "QUESTION");
	int64_t reference = o.r.reference;
	t_need(db_write(w.db, FOR_COUNTER, "test", open_one, &o));
	t_ok(o.again && o.r.reference == reference);
	other.n.digest.n = 31;
	t_rc(db_write(w.db, FOR_COUNTER, "test", open_one, &other), REQUEST_OTHER);
	other.n.client_id = 0;
	t_rc(db_write(w.db, FOR_COUNTER, "test", open_one, &other), REQUEST_KIND);
	other.n.client_id = 78, other.n.kind = S("NONSENSE");
	t_rc(db_write(w.db, FOR_COUNTER, "test", open_one, &other), REQUEST_KIND);
	/* another person's form may have the same number */
	t_ok(opened(&w, town_person(&w, "TAZI", "ALI", "1990-05-01", "M", ""), 77).reference != reference);
	db_close(w.db);
}

T(way_of_a_request)
{
	struct town w = town_open(a, "t_request_way", "ma");
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	struct acting self = town_self(one), stranger = town_self((person_id){ 5 }),
		      first = agent(TOWN_AGENT), second = agent(TOWN_OTHER_AGENT), own = agent(TOWN_AGENT);
	struct fund_request r = opened(&w, one, 1);
	request_id id = r.request_id;

	own.person = one;
	t_rc(request_act(w.db, a, &self, id, DO_TAKE, S(""), &r), NOT_ALLOWED);
	t_rc(request_act(w.db, a, &stranger, id, DO_WITHDRAW, S(""), &r), REQUEST_NONE);
	t_rc(request_act(w.db, a, &own, id, DO_TAKE, S(""), &r), REQUEST_OWN);
	t_rc(request_act(w.db, a, &first, id, DO_ACCEPT, S(""), &r), REQUEST_STATE);
	t_rc(request_act(w.db, a, &first, (request_id){ 5 }, DO_TAKE, S(""), &r), REQUEST_NONE);
	t_need(request_act(w.db, a, &first, id, DO_TAKE, S(""), &r));
	t_rc(request_act(w.db, a, &second, id, DO_TAKE, S(""), &r), REQUEST_STATE);
	t_rc(request_act(w.db, a, &second, id, DO_ACCEPT, S(""), &r), REQUEST_HANDS);
	t_rc(request_act(w.db, a, &first, id, DO_REFUSE, S(""), &r), REQUEST_REASON);
	t_need(request_act(w.db, a, &first, id, DO_ASK_MORE, S("the birth certificate"), &r));
	t_str(r.answer, "the birth certificate");
	instant due = r.due_at;
	t_need(request_complete(w.db, a, &self, id, S("it is in the post"), NULL, 0, &r));
	t_ok(r.due_at.us > due.us && r.handled_by.v == 0);
	t_need(request_act(w.db, a, &first, id, DO_TAKE, S(""), &r));
	/* the first one fell ill */
	t_need(request_act(w.db, a, &second, id, DO_HAND_BACK, S("away"), &r));
	t_need(request_act(w.db, a, &second, id, DO_TAKE, S(""), &r));
	t_need(request_act(w.db, a, &second, id, DO_REFUSE, S("not ours"), &r));
	t_rc(request_act(w.db, a, &second, id, DO_ACCEPT, S(""), &r), REQUEST_STATE);
	t_rc(request_act(w.db, a, &self, id, DO_WITHDRAW, S(""), &r), REQUEST_STATE);
	struct request_view v;
	t_need(request_view_get(w.db, a, &self, id, &v));
	t_int((int64_t)v.steps_n, 8);
	t_str(v.steps[7].step.to_state, "REFUSED");
	t_str(v.item.r.answer, "not ours");
	/* what colleagues tell each other isn't for the person */
	t_str(v.steps[5].step.to_state, "RECEIVED");
	t_str(v.steps[5].step.note, "");
	t_need(request_view_get(w.db, a, &first, id, &v));
	t_str(v.steps[5].step.note, "away");
	t_rc(request_view_get(w.db, a, &stranger, id, &v), REQUEST_NONE);
	request_id found;
	t_need(request_find(w.db, a, v.item.reference, &self, &found));
	t_int(found.v, id.v);
	t_rc(request_find(w.db, a, v.item.reference, &stranger, &found), REQUEST_NONE);
	t_rc(request_find(w.db, a, S("R 1"), &self, &found), REQUEST_NONE);
	db_close(w.db);
}

T(withdrawn_by_the_person_only)
{
	struct town w = town_open(a, "t_request_withdrawn", "ma");
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	struct acting self = town_self(one), there = town_agent(), alone = agent(TOWN_AGENT);
	struct fund_request r = opened(&w, one, 1);

	t_rc(request_act(w.db, a, &alone, r.request_id, DO_WITHDRAW, S(""), &r), NOT_ALLOWED);
	t_need(request_act(w.db, a, &there, r.request_id, DO_WITHDRAW, S(""), &r));
	r = opened(&w, one, 2);
	t_need(request_act(w.db, a, &alone, r.request_id, DO_TAKE, S(""), &r));
	t_need(request_act(w.db, a, &self, r.request_id, DO_WITHDRAW, S(""), &r));
	t_rc(request_act(w.db, a, &alone, r.request_id, DO_ACCEPT, S(""), &r), REQUEST_STATE);
	db_close(w.db);
}

T(queue_is_in_the_order_of_due_days)
{
	struct town w = town_open(a, "t_request_queue", "ma");
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	struct acting by = agent(TOWN_AGENT), self = town_self(one);
	struct request_filter f = { .state = REQUEST_RECEIVED, .max = 2 };
	struct request_page page;
	struct request_item *mine;
	size_t n;

	for (int i = 1; i <= 3; i++)
		(void)opened(&w, one, i);
	t_need(request_page_get(w.db, a, &f, &by, &page));
	t_int((int64_t)page.n, 2);
	t_ok(page.more && !page.items[0].late);
	t_str(page.items[0].last_name, "ALAMI");
	t_int(page.items[0].r.client_id, 1);
	f.after = page.items[1].r.due_at, f.after_id = page.items[1].r.request_id;
	t_need(request_page_get(w.db, a, &f, &by, &page));
	t_int((int64_t)page.n, 1);
	t_ok(!page.more);
	t_int((int64_t)page.counts_n, 1);
	t_int(page.counts[0].n, 3);
	f.after.us = 0, f.after_id.v = 0, f.kind = S("FAMILY_ADD");
	t_need(request_page_get(w.db, a, &f, &by, &page));
	t_int((int64_t)page.n, 0);
	t_rc(request_page_get(w.db, a, &f, &self, &page), NOT_ALLOWED);
	t_need(request_mine(w.db, a, &self, one, 10, &mine, &n));
	t_int((int64_t)n, 3);
	t_int(mine[0].r.client_id, 3);
	t_rc(request_mine(w.db, a, &self, (person_id){ 5 }, 10, &mine, &n), REQUEST_NONE);
	db_close(w.db);
}

T(nobody_fills_the_queue)
{
	struct town w = town_open(a, "t_request_many", "ma");
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	struct acting self = town_self(one);
	struct fund_request r;

	for (int i = 1; i <= REQUESTS_OPEN_MAX; i++)
		r = opened(&w, one, i);
	struct opening o = opening(&w, one, 100);
	t_rc(db_write(w.db, FOR_COUNTER, "test", open_one, &o), REQUEST_MANY);
	t_need(request_act(w.db, a, &self, r.request_id, DO_WITHDRAW, S(""), &r));
	t_need(db_write(w.db, FOR_COUNTER, "test", open_one, &o));
	/* what was sent before is still answered */
	o = opening(&w, one, 1);
	t_need(db_write(w.db, FOR_COUNTER, "test", open_one, &o));
	t_ok(o.again);
	db_close(w.db);
}

T(documents_of_a_request_are_the_persons)
{
	struct town w = town_open(a, "t_request_documents", "ma");
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	person_id two = town_person(&w, "TAZI", "OMAR", "1991-05-01", "M", "AA2");
	static const char pdf[] = "%PDF-1.7\nstartxref\n9\n%%EOF\n";
	struct document_new d = { town_self(two), two, S("BIRTH"), { pdf, sizeof pdf - 1 }, false };
	struct document_kept hers, his;
	struct opening o = opening(&w, one, 1);

	t_need(document_keep(w.db, a, key, &d, &his));
	d.by = town_self(one), d.owner = one;
	t_need(document_keep(w.db, a, key, &d, &hers));
	o.n.document = &his.document_id, o.n.documents_n = 1;
	t_rc(db_write(w.db, FOR_COUNTER, "test", open_one, &o), REQUEST_DOCUMENT);
	o.n.document = &hers.document_id;
	t_need(db_write(w.db, FOR_COUNTER, "test", open_one, &o));
	struct acting by = agent(TOWN_AGENT), self = town_self(one);
	struct fund_request r;
	struct request_view v;
	t_need(request_act(w.db, a, &by, o.r.request_id, DO_TAKE, S(""), &r));
	t_need(request_act(w.db, a, &by, o.r.request_id, DO_ASK_MORE, S("more"), &r));
	t_rc(request_complete(w.db, a, &self, r.request_id, S(""), &his.document_id, 1, &r),
	     REQUEST_DOCUMENT);
	t_need(request_complete(w.db, a, &self, r.request_id, S(""), &hers.document_id, 1, &r));
	t_need(request_view_get(w.db, a, &by, r.request_id, &v));
	t_int((int64_t)v.documents_n, 1);
	db_close(w.db);
}

/* Of agents who take and decide the same requests at once, one does each. */
T(two_agents_at_once)
{
	enum { BOTH = 2, TIMES = 12 };
	struct town w = town_open(a, "t_request_agents", "ma");
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	request_id id[TIMES];
	pid_t pid[BOTH];
	int status, taken = 0;

	for (int i = 0; i < TIMES; i++)
		id[i] = opened(&w, one, i + 1).request_id;
	for (int i = 0; i < BOTH; i++) {
		fflush(NULL);
		pid[i] = fork();
		if (pid[i] != 0)
			continue;
		struct acting by = agent(i == 0 ? TOWN_AGENT : TOWN_OTHER_AGENT);
		struct fund_request r;
		struct db *db;
		int n = 0;
		must(rc_ok(db_open(a, w.url, &db)));
		for (int j = 0; j < TIMES; j++) {
			rc t = request_act(db, a, &by, id[j], DO_TAKE, S(""), &r);
			if (!rc_ok(t) && !rc_is(t, E_REQUEST_STATE))
				_Exit(100);
			n += rc_ok(t) && rc_ok(request_act(db, a, &by, id[j], DO_ACCEPT, S("yes"), &r));
		}
		_Exit(n);
	}
	for (int i = 0; i < BOTH; i++) {
		t_ok(waitpid(pid[i], &status, 0) == pid[i] && WIFEXITED(status));
		taken += WEXITSTATUS(status);
	}
	t_int(taken, TIMES);
	db_close(w.db);
}
