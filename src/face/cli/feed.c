/* face/cli/feed.c - sanad feed ...: a delivery from its arrival to its answer. */
#include "face/cli/cli.h"

#include "face/portal/text.h"

#include "service/feed_apply.h"
#include "service/feed_receive.h"
#include "service/feed_show.h"
#include "service/feed_simulate.h"
#include "service/users.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { TAKEN_MS = 200 }; /* between two looks at work that another process does */

static const struct cli_option as_option[] = {
	{ "as", "LOGIN", "who does it" },
	{ 0 },
};
static const struct cli_option approve_options[] = {
	{ "as", "LOGIN", "who approves: not who received or simulated it" },
	{ "note", "TEXT", "a remark for the record" },
	{ 0 },
};
static const struct cli_option run_options[] = {
	{ "approve-as", "LOGIN", "who approves" },
	{ "apply-as", "LOGIN", "who receives, simulates and applies: somebody else" },
	{ 0 },
};

static void watch(void *cls, const char *step, int64_t done, int64_t total)
{
	cli_progress(cls, step, "rows", done, total);
}

/* Whoever runs the program on the store names who acts. A name that has no account yet gets one without a
 * password: the journal and the rule of two people need somebody to point to, and nobody can sign in with it.
 */
static rc user_named(struct cli *c, const char *option, user_id *ret)
{
	const char *login = cli_option(c, option);
	struct user u;

	if (login == NULL)
		return cli_usage(c, "--%s LOGIN is missing", option);
	str name = str_of(login);
	rc r = users_by_login(c->db, c->a, name, &u);
	if (rc_is(r, E_USER_NONE)) {
		struct user_new made = { .login = name,
					 .display_name = name,
					 .roles = FEED_AGENT | FEED_APPROVER,
					 .language = S("fr") };
		r = user_add(c->db, clock_now(), c->a, (user_id){ 0 }, &made, NULL, &u.user_id);
		if (rc_is(r, E_LOGIN_TAKEN)) /* somebody else who named it was faster */
			r = users_by_login(c->db, c->a, name, &u);
	}
	if (!rc_ok(r))
		cli_why(c, "--%s %s", option, login);
	TRY(r);
	*ret = u.user_id;
	return OK;
}

/* The delivery that the operands BODY SEQUENCE mean. */
static rc named(struct cli *c, struct feed_view *ret)
{
	const char *body = cli_operand(c, 0);
	char *end;
	long long sequence = strtoll(cli_operand(c, 1), &end, 10);

	if (*end != '\0' || sequence < 1)
		return cli_usage(c, "SEQUENCE is a number from 1 on");
	return feed_view_find(c->db, c->a, str_of(body), sequence, ret);
}

static void show(struct cli *c, const struct feed_view *v)
{
	struct out o;

	if (!c->json) {
		cli_say(c, "%.*s %lld: %.*s, %lld rows", STR_ARG(v->body_code), (long long)v->feed.sequence,
			STR_ARG(v->feed.state), (long long)v->feed.rows_told);
		if (v->feed.error != 0)
			cli_say(c, "  %s %.*s", rc_info((rc){ (int)v->feed.error })->name,
				STR_ARG(v->feed.error_detail));
		for (size_t i = 0; i < v->counts_n; i++)
			cli_say(c, "  %10lld  %.*s %.*s", (long long)v->counts[i].n,
				STR_ARG(v->counts[i].outcome), STR_ARG(v->counts[i].code));
		return;
	}
	cli_object_begin(c, &o);
	cli_field_int(&o, S("id"), v->feed.feed_id.v);
	cli_field(&o, S("body"), v->body_code);
	cli_field_int(&o, S("sequence"), v->feed.sequence);
	cli_field_int(&o, S("rows"), v->feed.rows_told);
	out_json_name(&o, S("outcomes"));
	out_char(&o, '{');
	for (size_t i = 0; i < v->counts_n; i++) {
		str code = v->counts[i].code;
		str key = code.n == 0
			      ? v->counts[i].outcome
			      : str_printf(c->a, "%.*s:%.*s", STR_ARG(v->counts[i].outcome), STR_ARG(code));
		out_json_name(&o, key);
		out_int(&o, v->counts[i].n);
	}
	out_char(&o, '}');
	cli_field(&o, S("state"), v->feed.state);
	if (v->feed.error != 0) {
		const char *name = rc_info((rc){ (int)v->feed.error })->name;
		cli_field(&o, S("error"), str_of(name));
		cli_field(&o, S("detail"), v->feed.error_detail);
	}
	cli_object_end(c, &o);
}

/* Shows a delivery as it is now. One that was refused as a whole ends the program with its code. */
static rc show_again(struct cli *c, feed_id id)
{
	struct feed_view v;

	cli_progress_end(c);
	TRY(feed_view_get(c->db, c->a, id, &v));
	show(c, &v);
	if (v.feed.error != 0) {
		cli_why(c, "%.*s", STR_ARG(v.feed.error_detail));
		return rc_raise((enum rc_code)v.feed.error, __FILE__, __LINE__);
	}
	return OK;
}

/* DIR/BODY-SEQ -> its parts; the CSV is plain, .gz or .zst. */
static rc open_csv(struct cli *c, const char *stem, int *ret)
{
	static const char *const ends[] = { ".csv", ".csv.gz", ".csv.zst" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		*ret = open(str_printf(c->a, "%s%s", stem, ends[i]).p, O_RDONLY | O_CLOEXEC);
		if (*ret >= 0)
			return OK;
	}
	cli_why(c, "%s.csv", stem);
	FAIL(FEED_NAME);
}

static rc send_file(struct cli *c, struct feed_receiving *in, int fd, int64_t size)
{
	enum { PART = 1 << 18 };
	char *part = arena_array(c->a, char, PART);
	int64_t sent = 0;

	for (;;) {
		ssize_t n = read(fd, part, PART);
		if (n < 0 && errno == EINTR)
			continue;
		CHECK(n >= 0, IO);
		if (n == 0)
			return feed_receive_end(in);
		TRY(feed_receive_data(in, part, (size_t)n));
		sent += n;
		cli_progress(c, "RECEIVE", "bytes", sent, size);
	}
}

static rc receive_stem(struct cli *c, const char *stem, user_id who, feed_id *ret)
{
	enum { SMALL = 1 << 20 };
	struct feed_receiving *in;
	str manifest, signature, why = S("");
	bool again;
	int fd;

	TRY(cli_read_file(c, str_printf(c->a, "%s.manifest.json", stem).p, SMALL, &manifest));
	TRY(cli_read_file(c, str_printf(c->a, "%s.manifest.p7s", stem).p, SMALL, &signature));
	TRY(open_csv(c, stem, &fd));
	rc r =
	    feed_receive_begin(c->db, c->a, manifest, signature, who, (body_id){ 0 }, &in, ret, &again, &why);
	if (!rc_ok(r) && why.n > 0)
		cli_why(c, "%.*s", STR_ARG(why));
	if (rc_ok(r)) {
		int64_t size = lseek(fd, 0, SEEK_END);
		(void)lseek(fd, 0, SEEK_SET);
		r = again ? OK : send_file(c, in, fd, size);
		feed_receive_free(in);
	}
	(void)close(fd);
	return r;
}

static rc receive(struct cli *c)
{
	user_id who;
	feed_id id;

	TRY(user_named(c, "as", &who));
	TRY(receive_stem(c, cli_operand(c, 0), who, &id));
	return show_again(c, id);
}

/* One step of the delivery that the operands name, done by --as. */
typedef rc feed_step_run(struct db *db, feed_id id, user_id who, feed_watch *watch, void *cls);

static rc step(struct cli *c, feed_step_run *run_step)
{
	user_id who;
	struct feed_view v;

	TRY(user_named(c, "as", &who));
	TRY(named(c, &v));
	TRY(run_step(c->db, v.feed.feed_id, who, watch, c));
	return show_again(c, v.feed.feed_id);
}

static rc check(struct cli *c) { return step(c, feed_check); }
static rc simulate(struct cli *c) { return step(c, feed_simulate); }
static rc apply(struct cli *c) { return step(c, feed_apply); }

static rc approve(struct cli *c)
{
	user_id who;
	struct feed_view v;

	TRY(user_named(c, "as", &who));
	TRY(named(c, &v));
	TRY(feed_approve(c->db, v.feed.feed_id, who, cli_text(c, "note", S(""))));
	return show_again(c, v.feed.feed_id);
}

static rc print_answer(struct cli *c, feed_id id)
{
	for (int64_t i = 0;; i++) {
		struct arena a;
		str piece;
		arena_init(&a, (size_t)8 << 20);
		rc r = feed_answer_read(c->db, &a, id, i, &piece);
		bool more = rc_ok(r) && piece.n > 0;
		if (more && fwrite(piece.p, 1, piece.n, stdout) != piece.n)
			r = rc_raise(E_IO, __FILE__, __LINE__);
		arena_done(&a);
		TRY(r);
		if (!more)
			return OK;
	}
}

static rc answer(struct cli *c)
{
	struct feed_view v;

	TRY(named(c, &v));
	if (str_eq(v.feed.state, feed_state_name(FEED_APPLIED)))
		TRY(feed_answer(c->db, v.feed.feed_id, v.feed.received_by, text_of_line, watch, c));
	cli_progress_end(c);
	return print_answer(c, v.feed.feed_id);
}

static rc list(struct cli *c)
{
	struct feed_filter all = { .max = FEED_VIEWS_MAX };
	struct feed_view *v;
	int64_t total;
	size_t n;

	TRY(feed_view_list(c->db, c->a, &all, &v, &n, &total));
	for (size_t i = 0; i < n; i++)
		show(c, &v[i]);
	if (n == 0)
		cli_say(c, "No delivery has come yet: sanad feed receive DIR/BODY-SEQ --as LOGIN");
	return OK;
}

static rc show_one(struct cli *c)
{
	struct feed_view v;

	TRY(named(c, &v));
	show(c, &v);
	return OK;
}

/* The step that its state asks for; *ret_done when there is none. */
static rc next_step(struct cli *c, feed_id id, enum feed_state s, user_id apply_as, user_id approve_as,
		    bool *ret_done)
{
	*ret_done = false;
	if (s == FEED_RECEIVED)
		return feed_check(c->db, id, apply_as, watch, c);
	if (s >= FEED_VERIFIED && s < FEED_SIMULATED)
		return feed_simulate(c->db, id, apply_as, watch, c);
	if (s == FEED_SIMULATED)
		return feed_approve(c->db, id, approve_as, S(""));
	if (s == FEED_APPROVED)
		return feed_apply(c->db, id, apply_as, watch, c);
	if (s == FEED_APPLIED)
		return feed_answer(c->db, id, apply_as, text_of_line, watch, c);
	*ret_done = true;
	return OK;
}

/* From its state to ANSWERED, or to where it can't go on. Beside a running server somebody else may be at a
 * step, or have taken it since the state was read: then the state is read again. A step that is refused while
 * the state stays what it was is refused for good.
 */
static rc go_on(struct cli *c, feed_id id, user_id apply_as, user_id approve_as)
{
	enum feed_state refused = FEED_STATES_N;
	struct feed_view v;
	bool done = false;

	while (!done) {
		TRY(feed_view_get(c->db, c->a, id, &v));
		enum feed_state s = feed_state_of(v.feed.state);
		rc r = next_step(c, id, s, apply_as, approve_as, &done);
		if (rc_is(r, E_LEASE_TAKEN)) {
			(void)nanosleep(&(struct timespec){ .tv_nsec = TAKEN_MS * INT64_C(1000000) }, NULL);
			refused = FEED_STATES_N;
		} else if (rc_is(r, E_FEED_STATE) && s != refused) {
			refused = s;
		} else {
			TRY(r);
			refused = FEED_STATES_N;
		}
	}
	return OK;
}

static rc run(struct cli *c)
{
	user_id apply_as, approve_as;
	feed_id id;

	TRY(user_named(c, "apply-as", &apply_as));
	TRY(user_named(c, "approve-as", &approve_as));
	TRY(receive_stem(c, cli_operand(c, 0), apply_as, &id));
	TRY(go_on(c, id, apply_as, approve_as));
	return show_again(c, id);
}

const struct cli_command feed_commands[] = {
	{ "feed receive", "DIR/BODY-SEQ", 1, 1, CLI_STORE,
	  "take in a delivery: BODY-SEQ.manifest.json, .p7s and .csv[.gz|.zst]", as_option, receive },
	{ "feed check", "BODY SEQUENCE", 2, 2, CLI_STORE, "verify signature, size, hash, rows and totals",
	  as_option, check },
	{ "feed simulate", "BODY SEQUENCE", 2, 2, CLI_STORE, "what it would do, row by row; nothing changes",
	  as_option, simulate },
	{ "feed approve", "BODY SEQUENCE", 2, 2, CLI_STORE, "let a simulated delivery be applied",
	  approve_options, approve },
	{ "feed apply", "BODY SEQUENCE", 2, 2, CLI_STORE,
	  "register its people; goes on where an interrupted run stopped", as_option, apply },
	{ "feed answer", "BODY SEQUENCE", 2, 2, CLI_STORE, "the answer file on standard output", NULL,
	  answer },
	{ "feed list", "", 0, 0, CLI_STORE, "all deliveries, newest first", NULL, list },
	{ "feed show", "BODY SEQUENCE", 2, 2, CLI_STORE, "one delivery: state and outcomes", NULL, show_one },
	{ "feed run", "DIR/BODY-SEQ", 1, 1, CLI_STORE, "all steps in one go, for tests and measurements",
	  run_options, run },
	{ 0 },
};
