/* face/cli/journal.c - sanad verify, backup, restore, keys, journal ...: what keeps the store's history
 * trustworthy. */
#include "face/cli/cli.h"

#include "service/backup.h"
#include "service/fund.h"
#include "service/keys.h"
#include "service/seal_journal.h"
#include "service/verify.h"

enum { NOTE_FILE_MAX = 65536, KEY_FILE_MAX = 1024, BATCHES_A_CALL = 1000000 };

static const struct cli_option verify_options[] = {
	{ "checkpoint", "FILE", "a checkpoint kept outside: the journal must go on from it" },
	{ "key", "FILE", "the fund's verifier key; else seal.pub among its keys" },
	{ 0 },
};
static const struct cli_option restore_options[] = {
	{ "replace", NULL, "what is in the store is lost" },
	{ 0 },
};

static void watch(void *cls, const char *what, int64_t done, int64_t total)
{
	cli_progress(cls, what, "rows", done, total);
}

static str line_of(str text)
{
	while (text.n > 0 && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == '\r'))
		text.n--;
	return text;
}

/* ---- verify ---- */

static rc verifier(struct cli *c, str *ret)
{
	const char *file = cli_option(c, "key"), *dir = keys_directory(c->a, c->url);

	if (file != NULL) {
		TRY(cli_read_file(c, file, KEY_FILE_MAX, ret));
		*ret = line_of(*ret);
		return OK;
	}
	rc r = keys_verifier(c->a, dir, ret);
	if (!rc_ok(r))
		cli_why(c, "%s/seal.pub cannot be read; name the verifier key with --key FILE", dir);
	return r;
}

static void say_report(struct cli *c, const struct verify_report *r)
{
	str fault = r->holds ? (str){ 0 }
			     : str_printf(c->a, "%.*s %.*s: %.*s", STR_ARG(r->table), STR_ARG(r->key),
					  STR_ARG(r->what));
	struct out o;

	if (c->json) {
		cli_object_begin(c, &o);
		cli_field_bool(&o, S("holds"), r->holds);
		cli_field_int(&o, S("events"), r->events);
		cli_field_int(&o, S("leaves"), r->leaves);
		cli_field_int(&o, S("unsealed"), r->unsealed);
		cli_field_int(&o, S("checkpoints"), r->checkpoints);
		cli_field_int(&o, S("checkpoint"), r->checkpoint);
		cli_field_int(&o, S("persons"), r->persons);
		cli_field_int(&o, S("memberships"), r->memberships);
		cli_field_int(&o, S("identifiers"), r->identifiers);
		cli_field_int(&o, S("feeds"), r->feeds);
		cli_field_int(&o, S("digests"), r->digests);
		cli_field(&o, S("first_fault"), fault);
		cli_object_end(c, &o);
	}
	if (!r->holds)
		cli_why(c, "%.*s", STR_ARG(fault));
	else
		cli_say(c,
			"Everything holds: %lld events, %lld of them sealed, %lld checkpoints signed; %lld "
			"people, "
			"%lld memberships, %lld deliveries, %lld people as the journal registered them.",
			(long long)r->events, (long long)r->leaves, (long long)r->checkpoints,
			(long long)r->persons, (long long)r->memberships, (long long)r->feeds,
			(long long)r->digests);
}

static rc run_verify(struct cli *c)
{
	struct verify_call call = { .now = clock_now(), .watch = watch, .cls = c };
	struct verify_report r;

	TRY(verifier(c, &call.verifier));
	if (cli_has(c, "checkpoint"))
		TRY(cli_read_file(c, cli_option(c, "checkpoint"), NOTE_FILE_MAX, &call.note));
	TRY(verify(c->db, &call, c->a, &r));
	cli_progress_end(c);
	say_report(c, &r);
	CHECK(r.holds, VERIFY_FAULT);
	return OK;
}

/* ---- backup and restore ---- */

static rc run_backup(struct cli *c)
{
	struct backup_report r;
	struct out o;

	TRY(backup(c->db, c->url, cli_operand(c, 0), c->a, &r));
	cli_say(c, "%s: %lld bytes\nsha256 %.*s", cli_operand(c, 0), (long long)r.bytes, STR_ARG(r.sha256));
	cli_say(c, "The fund's keys in %s are not in it: keep a copy of them in another place.",
		keys_directory(c->a, c->url));
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field(&o, S("file"), str_of(cli_operand(c, 0)));
		cli_field_int(&o, S("bytes"), r.bytes);
		cli_field(&o, S("sha256"), r.sha256);
		cli_object_end(c, &o);
	}
	return OK;
}

/* What came back is read as a whole before it is called restored; without the fund's public key that is left
 * to do. */
static rc verify_restored(struct cli *c)
{
	struct verify_call call = { .now = clock_now(), .watch = watch, .cls = c };
	const char *dir = keys_directory(c->a, c->url);
	struct verify_report r;
	struct db *db;

	if (!rc_ok(keys_verifier(c->a, dir, &call.verifier))) {
		cli_say(c, "The fund's keys are not in %s: put them there, then run sanad verify.", dir);
		return OK;
	}
	TRY(fund_open(c->a, c->url, &db));
	rc checked = verify(db, &call, c->a, &r);
	fund_close(db);
	TRY(checked);
	say_report(c, &r);
	CHECK(r.holds, VERIFY_FAULT);
	return OK;
}

static rc run_restore(struct cli *c)
{
	TRY(restore(cli_operand(c, 0), c->url, cli_has(c, "replace")));
	cli_say(c, "The store is what %s holds.", cli_operand(c, 0));
	return verify_restored(c);
}

/* ---- keys ---- */

static rc run_keys(struct cli *c)
{
	const char *dir = keys_directory(c->a, c->url);
	str origin, key;
	struct out o;

	TRY(journal_origin(c->db, c->a, &origin));
	rc r = keys_make(dir, origin);
	if (!rc_ok(r))
		cli_why(c, "in %s", dir);
	TRY(r);
	TRY(keys_verifier(c->a, dir, &key));
	cli_say(c, "%.*s", STR_ARG(key));
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field(&o, S("verifier"), key);
		cli_object_end(c, &o);
	}
	return OK;
}

/* ---- journal ---- */

static rc run_seal(struct cli *c)
{
	struct keys k;
	struct out o;
	int64_t n;

	TRY(keys_read(keys_directory(c->a, c->url), &k));
	rc r = seal_journal(c->db, &k, clock_now(), BATCHES_A_CALL, &n);
	keys_forget(&k);
	TRY(r);
	cli_say(c, "%lld events sealed.", (long long)n);
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field_int(&o, S("sealed"), n);
		cli_object_end(c, &o);
	}
	return OK;
}

static rc run_checkpoint(struct cli *c)
{
	struct out o;
	str note;

	TRY(journal_checkpoint(c->db, c->a, &note));
	cli_say(c, "%.*s", STR_ARG(line_of(note))); /* cli_say() ends the last line again */
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field(&o, S("checkpoint"), note);
		cli_object_end(c, &o);
	}
	return OK;
}

static void field_list(struct out *o, str name, const str *items, size_t n)
{
	out_json_name(o, name);
	out_char(o, '[');
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			out_char(o, ',');
		out_json_str(o, items[i]);
	}
	out_char(o, ']');
}

/* Proofs are for programs: JSON in any case. */
static rc run_proof(struct cli *c)
{
	struct journal_proof p;
	struct out o;
	event_id id;

	str text = str_of(cli_operand(c, 0));
	if (!str_digits(&text, 1, 19, &id.v) || text.n > 0)
		return cli_usage(c, "EVENT is an event's number");
	TRY(journal_prove(c->db, id, c->a, &p));
	cli_object_begin(c, &o);
	cli_field(&o, S("event"), p.text);
	cli_field_int(&o, S("position"), p.position);
	cli_field_int(&o, S("size"), p.size);
	field_list(&o, S("proof"), p.hashes, p.n);
	cli_field(&o, S("checkpoint"), p.note);
	cli_object_end(c, &o);
	return OK;
}

static rc run_consistency(struct cli *c)
{
	str text = str_of(cli_operand(c, 0));
	struct journal_consistency p;
	struct out o;
	int64_t old;

	if (!str_digits(&text, 1, 18, &old) || text.n > 0 || old == 0)
		return cli_usage(c, "SIZE is the second line of an older checkpoint");
	TRY(journal_prove_consistency(c->db, old, c->a, &p));
	cli_object_begin(c, &o);
	cli_field(&o, S("old_checkpoint"), p.old_note);
	field_list(&o, S("proof"), p.hashes, p.n);
	cli_field(&o, S("checkpoint"), p.note);
	cli_object_end(c, &o);
	return OK;
}

const struct cli_command journal_commands[];
const struct cli_command journal_commands[] = {
	{ "verify", "", 0, 0, CLI_STORE, "read the whole store and say what doesn't hold", verify_options,
	  run_verify },
	{ "backup", "FILE", 1, 1, CLI_STORE, "copy the store into a file while servers go on", NULL,
	  run_backup },
	{ "restore", "FILE", 1, 1, CLI_NO_STORE, "make the store what a backup holds", restore_options,
	  run_restore },
	{ "keys", "", 0, 0, CLI_STORE, "make the keys that are missing; print the verifier key", NULL,
	  run_keys },
	{ "journal seal", "", 0, 0, CLI_STORE, "give waiting events their place in the tree", NULL,
	  run_seal },
	{ "journal checkpoint", "", 0, 0, CLI_STORE, "the newest signed checkpoint", NULL, run_checkpoint },
	{ "journal proof", "EVENT", 1, 1, CLI_STORE, "prove that an event is in the journal", NULL,
	  run_proof },
	{ "journal consistency", "SIZE", 1, 1, CLI_STORE,
	  "prove that the journal goes on from an older checkpoint", NULL, run_consistency },
	{ 0 },
};
