/* testing/deliveries.h - a fund with two communes and one managing body, and small signed deliveries of it.
 *
 * Keys, certificates and signatures are made by the openssl command, as bodies make them.
 */
#ifndef TESTING_DELIVERIES_H
#define TESTING_DELIVERIES_H

#include "testing/fresh.h"

#include "domain/fund/fund.h"
#include "domain/membership/membership.h"
#include "domain/person/person.h"
#include "domain/place/place.h"
#include "domain/scheme/scheme.h"

#include "service/decide_review.h"
#include "service/feed_apply.h"
#include "service/feed_simulate.h"

#include "testing/law.h"

#include <sodium.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define AGENT ((user_id){ 7 })
#define APPROVER ((user_id){ 8 })
#define HEADER \
	"record_id,action,id_kind,id_value,last_name,first_name,last_name_ar,first_name_ar,birth_date,sex," \
	"commune," \
	"address,phone,email,language,profession,income_class,activity_start,rib\n"
/* Two accounts of Morocco with their keys. */
#define RIB_ONE "011780000000000000000150"
#define RIB_TWO "022780000000000000000268"

struct office {
	struct arena *a;
	struct db *db;
	const char *url, *dir;
};

/* A delivery as the body sends it. */
struct parcel {
	str manifest, signature, file;
};

static inline str office_file(struct office *w, const char *name)
{
	enum { ROOM = 1 << 16 };
	char *p = arena_array(w->a, char, ROOM);
	FILE *f = fopen(str_printf(w->a, "%s/%s", w->dir, name).p, "rb");

	must(f != NULL);
	size_t n = fread(p, 1, ROOM, f);
	(void)fclose(f);
	return (str){ p, n };
}

static inline void office_shell(struct office *w, const char *commands)
{
	str sh = str_printf(w->a, "cd '%s' && exec >log 2>&1 && %s", w->dir, commands);
	int status;

	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		execlp("bash", "bash", "-ec", sh.p, (char *)NULL);
		_Exit(127);
	}
	must(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static inline rc office_fill(struct tx *tx, void *cls)
{
	struct office *w = cls;
	struct fund f = { .country = S("ma"),
			  .name_fr = S("x"),
			  .name_ar = S("x"),
			  .name_en = S("x"),
			  .origin = S("sanad.test/ma"),
			  .next_number = 10000000,
			  .created_at = clock_now() };
	struct territory t = { .kind = S("COMMUNE"), .from_day = DATE_ALWAYS, .until_day = DATE_NEVER };
	struct body b = { .body_id = { 5 },
			  .code = S("DGI"),
			  .name_fr = S("x"),
			  .name_ar = S("x"),
			  .language = S("fr"),
			  .scheme = S("AMO-TNS"),
			  .certificate = office_file(w, "one.pem"),
			  .trusted_from = clock_now() };

	TRY(fund_create(tx, &f));
	TRY(scheme_plant(tx, law_carried(), f.country, clock_day(f.created_at)));
	TRY(law_planted(tx, f.created_at, f.country));
	t.territory_id = 1, t.code = t.name_fr = t.name_ar = t.name_key = S("C1");
	TRY(territory_add(tx, &t));
	t.territory_id = 2, t.code = t.name_fr = t.name_ar = t.name_key = S("C2");
	TRY(territory_add(tx, &t));
	return body_add(tx, &b);
}

static inline struct office office_open(struct arena *a, const char *name)
{
	const char *base = getenv("T_DIR") != NULL ? getenv("T_DIR") : "build";
	struct office w = { .a = a };

	w.dir = str_printf(a, "%s/%s_keys%s", base, name, fresh_is_pg() ? "_pg" : "").p;
	must(mkdir(w.dir, 0700) == 0 || access(w.dir, W_OK) == 0);
	office_shell(
	    &w, "new() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=$1"
		" -days 30 -keyout $1.key -out $1.pem; }; new one; new two");
	w.url = fresh_url(a, name);
	must(rc_ok(db_open(a, w.url, &w.db)) && rc_ok(db_migrate(w.db)));
	must(rc_ok(db_write(w.db, FOR_DEMO, "test", office_fill, &w)));
	return w;
}

/* A row: NAMES are "LAST,FIRST". Everything else is usual and fits. */
static inline str row_of(struct office *w, const char *record, const char *action, const char *id,
			 const char *names, const char *born, const char *rest)
{
	return str_printf(w->a, "%s,%s,CNIE,%s,%s,,,%s,F,C1,%s\n", record, action, id, names, born, rest);
}
#define USUAL "1 rue du port,0612345678,,fr,TAXI,CPU,2020-01-01,"

static inline str signed_by(struct office *w, const char *who, str text)
{
	FILE *f = fopen(str_printf(w->a, "%s/m", w->dir).p, "wb");

	must(f != NULL && fwrite(text.p, 1, text.n, f) == text.n && fclose(f) == 0);
	office_shell(w, str_printf(w->a,
				   "openssl cms -sign -binary -in m -signer %s.pem -inkey %s.key -outform PEM"
				   " -out p7s",
				   who, who)
			    .p);
	return office_file(w, "p7s");
}

/* What a manifest says of the file; a test changes what it wants wrong. */
struct told {
	const char *body, *scheme;
	int64_t sequence, rows, bytes;
	const char *sha256;
	const char *totals;
};

static inline struct told told_of(struct office *w, int64_t sequence, str file)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char *hex = arena_array(w->a, char, 2 * sizeof hash + 1);
	int64_t rows = -1; /* the header */

	crypto_hash_sha256(hash, (const unsigned char *)file.p, file.n);
	sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
	for (size_t i = 0; i < file.n; i++)
		rows += file.p[i] == '\n';
	return (struct told){ "DGI", "AMO-TNS", sequence, rows, (int64_t)file.n, hex, "" };
}

static inline str manifest_of(struct office *w, const struct told *t)
{
	return str_printf(
	    w->a,
	    "{\"format\":\"registration-feed/1\",\"body\":\"%s\",\"sequence\":%lld,\"scheme\":\"%s\","
	    "\"rows\":%lld,\"bytes\":%lld,\"sha256\":\"%s\",\"created\":\"2026-%02d-01T08:00:00Z\","
	    "\"control_totals\":{\"rows_by_income_class\":{%s}}}",
	    t->body, (long long)t->sequence, t->scheme, (long long)t->rows, (long long)t->bytes, t->sha256,
	    (int)(t->sequence % 10 + 1), t->totals);
}

static inline struct parcel parcel_of(struct office *w, int64_t sequence, str rows)
{
	str file = str_printf(w->a, HEADER "%.*s", STR_ARG(rows));
	struct told t = told_of(w, sequence, file);
	str manifest = manifest_of(w, &t);

	return (struct parcel){ manifest, signed_by(w, "one", manifest), file };
}

static inline rc receive_parcel(struct office *w, const struct parcel *p, feed_id *ret, bool *ret_again)
{
	struct feed_receiving *in;
	str why;

	TRY(feed_receive_begin(w->db, w->a, p->manifest, p->signature, AGENT, (body_id){ 0 }, &in, ret,
			       ret_again, &why));
	rc r = OK;
	for (size_t at = 0; rc_ok(r) && at < p->file.n; at += 1000)
		r = feed_receive_data(in, p->file.p + at, p->file.n - at < 1000 ? p->file.n - at : 1000);
	if (rc_ok(r))
		r = feed_receive_end(in);
	feed_receive_free(in);
	return r;
}

static inline void nobody_watches(void *cls, const char *step, int64_t done, int64_t total)
{
	(void)cls, (void)step, (void)done, (void)total;
}

static inline str no_words(str language, str outcome, str code)
{
	(void)language, (void)outcome, (void)code;
	return S("");
}

/* A look at the store in one transaction. */
struct feed_look {
	struct office *w;
	feed_id id;
	person_id person;
	struct feed feed;
};

static inline rc feed_looked_at(struct tx *tx, void *cls)
{
	struct feed_look *l = cls;

	return feed_get(tx, l->id, l->w->a, &l->feed);
}

static inline struct feed feed_now(struct office *w, feed_id id)
{
	struct feed_look l = { .w = w, .id = id };

	must(rc_ok(db_read(w->db, FOR_AUDIT, "test", feed_looked_at, &l)));
	return l.feed;
}

/* The step that a delivery in state `s` asks for. */
static inline rc step_from(struct office *w, feed_id id, enum feed_state s)
{
	if (s == FEED_RECEIVED)
		return feed_check(w->db, id, AGENT, nobody_watches, NULL);
	if (s >= FEED_VERIFIED && s < FEED_SIMULATED)
		return feed_simulate(w->db, id, AGENT, nobody_watches, NULL);
	if (s == FEED_SIMULATED)
		return feed_approve(w->db, id, APPROVER, S(""));
	if (s == FEED_APPROVED)
		return feed_apply(w->db, id, AGENT, nobody_watches, NULL);
	if (s == FEED_APPLIED)
		return feed_answer(w->db, id, AGENT, no_words, nobody_watches, NULL);
	return OK;
}

static inline rc next_step(struct office *w, feed_id id, bool *ret_done)
{
	enum feed_state s = feed_state_of(feed_now(w, id).state);

	*ret_done = s == FEED_ANSWERED || s == FEED_REJECTED;
	return step_from(w, id, s);
}

static inline str answer_of(struct office *w, feed_id id)
{
	str piece = S("");

	if (!rc_ok(feed_answer_read(w->db, w->a, id, 0, &piece)))
		return S("no answer");
	return piece;
}

/* From arrival to the answer, which is returned. */
static inline rc whole_delivery(struct office *w, int64_t sequence, str rows, str *ret_answer)
{
	struct parcel p = parcel_of(w, sequence, rows);
	feed_id id;
	bool again, done = false;

	TRY(receive_parcel(w, &p, &id, &again));
	while (!done)
		TRY(next_step(w, id, &done));
	*ret_answer = answer_of(w, id);
	return OK;
}

#endif
