/* The jobs process does what was asked for: a paper is shown to the scanner. */
#include "face/jobs/jobs.h"

#include "service/fund.h"
#include "service/keep_document.h"
#include "service/keys.h"

#include "testing/people.h"

#include <signal.h>
#include <sys/wait.h>

T(jobs_show_papers_to_the_scanner)
{
	enum { TRIES = 100, PAUSE_US = 100000 };
	static const char pdf[] = "%PDF-1.7\nstartxref\n9\n%%EOF\n";
	struct fund_making m = { .country = S("ma") };
	struct document_kept kept;
	struct document_content c;
	struct town w = { .a = a, .country = S("ma"), .commune = TOWN_COMMUNE };
	struct keys keys;
	bool made;
	rc r = OK;

	unsetenv("T_DB"); /* keys lie beside the file */
	w.url = fresh_url(a, "t_jobs_scan");
	struct jobs_config config = { w.url, keys_directory(a, w.url) };
	t_need(fund_make(w.url, &m, clock_now(), &made));
	t_need(keys_read(config.keys, &keys));
	t_need(fund_open(a, w.url, &w.db));
	person_id one = town_person(&w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	struct acting by = town_self(one);
	struct document_new d = { by, one, S("BIRTH"), { pdf, sizeof pdf - 1 }, true };
	t_need(document_keep(w.db, a, keys.totp, &d, &kept));
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		setenv("SANAD_SCAN", "/bin/grep -q PDF", 1);
		_Exit(jobs_work(&config));
	}
	for (int i = 0; i < TRIES; i++) {
		r = document_read(w.db, a, keys.totp, kept.document_id, &by, &c);
		if (!rc_is(r, E_DOCUMENT_WAITS))
			break;
		usleep(PAUSE_US);
	}
	kill(pid, SIGKILL);
	t_ok(waitpid(pid, NULL, 0) == pid);
	t_rc(r, OK);
	t_str(c.document.verdict, "CLEAN");
	keys_forget(&keys);
	fund_close(w.db);
}
