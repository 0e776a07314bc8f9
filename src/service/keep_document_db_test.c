/* Papers come back byte by byte, only for whom they are meant, and never with a virus. */
#include "service/keep_document.h"

#include "service/work.h"

#include "domain/journal/journal.h"

#include "testing/people.h"

#include <sys/wait.h>

static const unsigned char key[DOCUMENT_KEY_BYTES] = "a key of thirty-two bytes, no mo";
static const unsigned char other_key[DOCUMENT_KEY_BYTES] = "another key of thirty-two bytes.";

/* A photo of `n` bytes: a small one with notes of the phone behind it. */
static str photo(struct arena *a, size_t n, char fill)
{
	static const char jpeg[] = "\xFF\xD8\xFF\xC0\0\x0B\x08\x01\xE0\x02\x80\1\1\x11\0"
				   "\xFF\xDA\0\x08\1\1\0\0\x3F\0\x12\x34\xFF\xD9";
	char *p = arena_array(a, char, n);

	must(n >= sizeof jpeg);
	memset(p, fill, n);
	memcpy(p, jpeg, sizeof jpeg - 1);
	return (str){ p, n };
}

static struct document_kept kept(struct town *w, person_id owner, str bytes, bool scanned)
{
	struct document_new d = { town_self(owner), owner, S("BIRTH"), bytes, scanned };
	struct document_kept k = { 0 };

	t_rc(document_keep(w->db, w->a, key, &d, &k), OK);
	return k;
}

T(document_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_document_statements");

	for (const struct db_stmt *const *s = document_stmts; *s != NULL; s++)
		t_need(db_check(db, *s));
	db_close(db);
}

T(document_comes_back)
{
	static const size_t sizes[] = { 40, 65535, 65536, 65537, 200000, DOCUMENT_BYTES_MAX };
	struct town w = town_open(a, "t_document_back", "ma");
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	struct acting by = town_self(one);

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct arena tmp;
		struct document_content c;
		arena_init(&tmp, (size_t)64 << 20);
		w.a = &tmp;
		str bytes = photo(&tmp, sizes[i], 'x');
		struct document_kept k = kept(&w, one, bytes, false);
		t_int(k.verdict, SNIFF_TAKEN);
		t_str(k.media, "image/jpeg");
		t_rc(document_read(w.db, &tmp, key, k.document_id, &by, &c), OK);
		t_ok(str_eq(c.bytes, bytes));
		t_str(c.document.verdict, "NONE");
		/* the same paper again is the same document */
		struct document_kept again = kept(&w, one, bytes, false);
		t_ok(again.again && again.document_id.v == k.document_id.v);
		t_rc(document_read(w.db, &tmp, other_key, k.document_id, &by, &c), DOCUMENT_SEAL);
		arena_done(&tmp);
	}
	db_close(w.db);
}

T(document_limits)
{
	enum { N = DOCUMENTS_BYTES_MAX / DOCUMENT_BYTES_MAX };
	struct town w = town_open(a, "t_document_limits", "ma");
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");

	for (char i = 0; i <= N; i++) {
		struct arena tmp;
		struct document_kept k;
		arena_init(&tmp, (size_t)64 << 20);
		struct document_new d = { town_self(one), one, S("OTHER"),
					  photo(&tmp, DOCUMENT_BYTES_MAX, (char)('a' + i)), false };
		rc r = document_keep(w.db, &tmp, key, &d, &k);
		t_ok(i < N ? rc_ok(r) : rc_is(r, E_DOCUMENT_MANY));
		arena_done(&tmp);
	}
	db_close(w.db);
}

T(document_is_for_its_owner_and_agents)
{
	struct town w = town_open(a, "t_document_owner", "ma");
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	person_id two = town_person(&w, "TAZI", "OMAR", "1991-05-01", "M", "AA2");
	struct acting by = town_self(two), agent = town_agent();
	struct document_content c;
	struct document_kept k = kept(&w, one, photo(a, 100, 'x'), false), mine;

	t_rc(document_read(w.db, a, key, k.document_id, &by, &c), DOCUMENT_NONE);
	t_rc(document_read(w.db, a, key, (document_id){ 5 }, &by, &c), DOCUMENT_NONE);
	struct document *list;
	size_t n;
	t_need(document_list(w.db, a, &agent, one, &list, &n));
	t_int((int64_t)n, 1);
	t_int(list[0].document_id.v, k.document_id.v);
	t_rc(document_list(w.db, a, &by, one, &list, &n), PERSON_NONE);
	t_rc(document_read(w.db, a, key, k.document_id, &agent, &c), OK);
	struct document_new d = { by, one, S("BIRTH"), photo(a, 100, 'y'), false };
	t_rc(document_keep(w.db, a, key, &d, &mine), PERSON_NONE);
	d.by = agent;
	t_rc(document_keep(w.db, a, key, &d, &mine), OK);
	d.owner.v = 5;
	t_rc(document_keep(w.db, a, key, &d, &mine), PERSON_NONE);
	d.owner = one, d.kind = S("RECIPE");
	t_rc(document_keep(w.db, a, key, &d, &mine), DOCUMENT_KIND);
	/* what isn't taken is said, not kept */
	d.kind = S("BIRTH"), d.bytes = S("<html>");
	t_rc(document_keep(w.db, a, key, &d, &mine), OK);
	t_int(mine.verdict, SNIFF_UNKNOWN);
	t_int(mine.document_id.v, 0);
	db_close(w.db);
}

static rc count_events(struct tx *tx, void *cls)
{
	struct town *w = cls;
	struct event *e;
	size_t n, reads = 0;

	TRY(journal_of_person(tx, w->p.person_id, (event_id){ INT64_MAX }, 100, w->a, &e, &n));
	for (size_t i = 0; i < n; i++)
		reads += str_eq(e[i].kind, S("document.read"));
	t_int((int64_t)reads, 1);
	return OK;
}

T(document_waits_for_the_scanner)
{
	struct town w = town_open(a, "t_document_scan", "ma");
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	struct acting by = town_self(one);
	struct document_content c;
	struct document_kept good = kept(&w, one, photo(a, 100, 'x'), true);
	struct document_kept bad = kept(&w, one, photo(a, 100, 'v'), true);
	int64_t done, waiting;

	t_rc(document_read(w.db, a, key, good.document_id, &by, &c), DOCUMENT_WAITS);
	/* the jobs process is asked to do it */
	struct job job;
	bool found;
	t_need(work_next(w.db, a, clock_now(), &job, &found));
	t_ok(found && str_eq(job.kind, WORK_DOCUMENT_SCAN) && job.object == good.document_id.v);
	t_rc(document_scan(w.db, key, S("/bin/nothing"), good.document_id), SCAN_NOT);
	t_rc(document_scan(w.db, key, S("rm"), good.document_id), SCAN_COMMAND);
	t_need(document_scan_waiting(w.db, key, S("/bin/nothing"), &done, &waiting));
	t_int(done, 0);
	t_int(waiting, 2);
	/* grep ends with 1 when the word isn't there */
	t_need(document_scan_waiting(w.db, key, S("/bin/grep -q -a xxxxx"), &done, &waiting));
	t_int(done, 2);
	t_int(waiting, 0);
	t_need(document_read(w.db, a, key, good.document_id, &by, &c));
	t_str(c.document.verdict, "CLEAN");
	t_rc(document_read(w.db, a, key, bad.document_id, &by, &c), DOCUMENT_INFECTED);
	/* a verdict stays */
	t_need(document_scan(w.db, key, S("/bin/true"), bad.document_id));
	t_rc(document_read(w.db, a, key, bad.document_id, &by, &c), DOCUMENT_INFECTED);
	t_need(db_read(w.db, FOR_AUDIT, "test", count_events, &w));
	db_close(w.db);
}

T(document_twice_at_once)
{
	enum { BOTH = 2, TIMES = 10 };
	struct town w = town_open(a, "t_document_twice", "ma");
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	pid_t pid[BOTH];
	int status;

	for (int i = 0; i < BOTH; i++) {
		fflush(NULL);
		pid[i] = fork();
		if (pid[i] != 0)
			continue;
		struct document_new d = { town_self(one), one, S("BIRTH"), S(""), false };
		struct document_kept k;
		struct db *db;
		int bad = !rc_ok(db_open(a, w.url, &db));
		for (int j = 0; j < TIMES && !bad; j++) {
			d.bytes = photo(a, (size_t)100 + (size_t)j, 'x');
			bad = !rc_ok(document_keep(db, a, key, &d, &k)) || k.document_id.v == 0;
		}
		_Exit(bad);
	}
	for (int i = 0; i < BOTH; i++)
		t_ok(waitpid(pid[i], &status, 0) == pid[i] && WIFEXITED(status) && WEXITSTATUS(status) == 0);
	for (int j = 0; j < TIMES; j++)
		t_ok(kept(&w, one, photo(a, (size_t)100 + (size_t)j, 'x'), false).again);
	db_close(w.db);
}

T(intake_grows_up_to_the_limit)
{
	struct document_intake i;
	str part = photo(a, 100000, 'x');

	document_intake_init(&i, a);
	t_need(document_intake_feed(&i, S("")));
	while (i.n + part.n <= DOCUMENT_BYTES_MAX)
		t_need(document_intake_feed(&i, part));
	t_rc(document_intake_feed(&i, part), LIMIT);
	t_ok(memcmp(i.p + 100000, part.p, part.n) == 0);
}
