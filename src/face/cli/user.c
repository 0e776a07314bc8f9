/* face/cli/user.c - sanad user add, list, close, password, person, totp, token, tokens, revoke.
 *
 * Passwords come on standard input or from a file, never as a word of the command: those stand in the shell's
 * history and in everybody's list of processes.
 */
#include "face/cli/cli.h"

#include "service/credentials.h"
#include "service/keys.h"
#include "service/users.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define OPERATOR ((user_id){ 0 })

enum { PASSWORD_FILE_MAX = 1024 };

/* ---- passwords ---- */

/* One line from the terminal, which doesn't show it. */
static rc ask(struct cli *c, const char *what, str *ret)
{
	struct termios shown, hidden;
	char line[PASSWORD_FILE_MAX];

	fprintf(stderr, "%s: ", what);
	fflush(stderr);
	CHECK(tcgetattr(STDIN_FILENO, &shown) == 0, IO);
	hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	CHECK(tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0, IO);
	char *got = fgets(line, sizeof line, stdin);
	(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
	fputc('\n', stderr);
	CHECK(got != NULL, IO);
	*ret = str_printf(c->a, "%.*s", (int)strcspn(line, "\r\n"), line);
	memset(line, 0, sizeof line);
	return OK;
}

static rc ask_twice(struct cli *c, str *ret)
{
	str again;

	TRY(ask(c, "Password (12 characters or more)", ret));
	TRY(ask(c, "Once more", &again));
	if (!str_eq(*ret, again))
		return cli_usage(c, "the two are not the same");
	return OK;
}

static rc read_password(struct cli *c, str *ret)
{
	const char *file = cli_option(c, "password-file");

	if (file == NULL && isatty(STDIN_FILENO)) {
		TRY(ask_twice(c, ret));
	} else {
		TRY(cli_read_line(c, file != NULL ? file : "-", PASSWORD_FILE_MAX, ret));
	}
	if (ret->n == 0)
		return cli_usage(c, "the password comes on standard input or with --password-file");
	return OK;
}

/* ---- sanad user ---- */

static rc say_user(struct cli *c, const char *what, str login)
{
	struct out o;

	cli_say(c, "%.*s: %s.", STR_ARG(login), what);
	if (!c->json)
		return OK;
	cli_object_begin(c, &o);
	cli_field(&o, S("login"), login);
	cli_field(&o, S("done"), str_of(what));
	cli_object_end(c, &o);
	return OK;
}

/* The failure, with the login behind it. */
static rc about(struct cli *c, rc r, str login)
{
	if (!rc_ok(r) && c->why.n == 0)
		cli_why(c, "%.*s", STR_ARG(login));
	return r;
}

static const struct cli_option add_options[] = {
	{ "name", "NAME", "as colleagues see it" },
	{ "role", "ROLE[,ROLE]",
	  "body, agent, approver, reviewer, counter, director, auditor, admin; provider, program" },
	{ "body", "CODE", "the managing body of a user with the role body" },
	{ "language", "ar|fr|en", "the language of the pages (fr)" },
	{ "password-file", "FILE", "the file's first line is the password; without: standard input" },
	{ "demo-secret", "BASE32", "a second factor that everybody may know: in demo funds only" },
	{ 0 },
};

static rc with_key(struct cli *c, const struct user_new *u)
{
	struct keys k = { 0 };
	user_id id;

	if (u->demo_secret.n > 0)
		TRY(keys_read(keys_directory(c->a, c->url), &k));
	rc r = user_add(c->db, clock_now(), c->a, OPERATOR, u, k.totp, &id);
	keys_forget(&k);
	return r;
}

static rc add(struct cli *c)
{
	struct user_new u = {
		.login = str_of(cli_operand(c, 0)),
		.display_name = cli_text(c, "name", S("")),
		.body_code = cli_text(c, "body", S("")),
		.language = cli_text(c, "language", S("fr")),
		.demo_secret = cli_text(c, "demo-secret", S("")),
	};

	if (!cli_has(c, "name") || !cli_has(c, "role"))
		return cli_usage(c, "--name NAME and --role ROLE are needed");
	TRY(about(c, access_roles_parse(cli_text(c, "role", S("")), &u.roles), cli_text(c, "role", S(""))));
	if ((u.roles & ROLES_TOKEN) == 0)
		TRY(read_password(c, &u.password));
	rc r = with_key(c, &u);
	if (rc_is(r, E_BODY_NONE))
		cli_why(c, "%.*s", STR_ARG(u.body_code));
	TRY(about(c, r, u.login));
	return say_user(c, "added", u.login);
}

static void show(struct cli *c, const struct user *u)
{
	str roles = access_roles_text(c->a, u->roles);
	struct out o;

	cli_say(c, "%-16.*s %-24.*s %-6.*s %-2.*s %-8.*s %s%.*s", STR_ARG(u->login), STR_ARG(roles),
		STR_ARG(u->state), STR_ARG(u->language), STR_ARG(u->body_code),
		u->enrolled ? "" : "(no second factor) ", STR_ARG(u->display_name));
	if (!c->json)
		return;
	cli_object_begin(c, &o);
	cli_field(&o, S("login"), u->login);
	cli_field(&o, S("name"), u->display_name);
	cli_field(&o, S("roles"), roles);
	cli_field(&o, S("body"), u->body_code);
	cli_field(&o, S("language"), u->language);
	cli_field(&o, S("state"), u->state);
	cli_field_bool(&o, S("second_factor"), u->enrolled);
	cli_field(&o, S("created_at"), instant_text(c->a, u->created_at));
	cli_object_end(c, &o);
}

static rc list(struct cli *c)
{
	struct user *u;
	size_t n;

	TRY(users_list(c->db, c->a, &u, &n));
	for (size_t i = 0; i < n; i++)
		show(c, &u[i]);
	if (n == 0)
		cli_say(c, "There are no accounts yet: sanad user add.");
	return OK;
}

static rc close_user(struct cli *c)
{
	str login = str_of(cli_operand(c, 0));

	TRY(about(c, user_close(c->db, clock_now(), c->a, OPERATOR, login), login));
	return say_user(c, "closed", login);
}

static const struct cli_option password_options[] = {
	{ "password-file", "FILE", "the file's first line is the password; without: standard input" },
	{ 0 },
};

static rc password(struct cli *c)
{
	str login = str_of(cli_operand(c, 0)), word;

	TRY(read_password(c, &word));
	TRY(about(c, password_set(c->db, clock_now(), c->a, OPERATOR, login, word), login));
	return say_user(c, "new password, signed out everywhere", login);
}

static rc totp(struct cli *c)
{
	str login = str_of(cli_operand(c, 0)), secret, url;
	struct out o;
	struct keys k;

	TRY(keys_read(keys_directory(c->a, c->url), &k));
	rc r = totp_set(c->db, clock_now(), c->a, OPERATOR, login, k.totp, &secret, &url);
	keys_forget(&k);
	TRY(about(c, r, login));
	cli_say(c, "%.*s", STR_ARG(url));
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field(&o, S("login"), login);
		cli_field(&o, S("secret"), secret);
		cli_field(&o, S("url"), url);
		cli_object_end(c, &o);
	}
	return OK;
}

static rc is_person(struct cli *c)
{
	str login = str_of(cli_operand(c, 0));

	TRY(about(c, user_is_person(c->db, clock_now(), c->a, OPERATOR, login, cli_words(c, 1)), login));
	return say_user(c, "told who it is in the register", login);
}

/* ---- tokens ---- */

static const struct cli_option token_options[] = {
	{ "days", "N", "good for so many days (365)" },
	{ "per-minute", "N", "how often it may ask (60)" },
	{ "as", "LOGIN", "the director who gives it" },
	{ 0 },
};
static const struct cli_option revoke_options[] = {
	{ "as", "LOGIN", "the director who takes it back" },
	{ 0 },
};

static rc give_token(struct cli *c)
{
	struct credential_order order = { .login = str_of(cli_operand(c, 0)) };
	credential_id id;
	struct actor by;
	struct out o;
	str token;

	TRY(cli_number(c, "days", 1, CREDENTIAL_DAYS_MAX, CREDENTIAL_DAYS, &order.days));
	TRY(cli_number(c, "per-minute", 1, CREDENTIAL_PER_MINUTE_MAX, CREDENTIAL_PER_MINUTE,
		       &order.per_minute));
	TRY(cli_actor(c, &by));
	order.by = &by;
	TRY(about(c, credential_give(c->db, clock_now(), c->a, &order, &token, &id), order.login));
	cli_say(c, "%.*s", STR_ARG(token));
	if (c->json) {
		cli_object_begin(c, &o);
		cli_field(&o, S("login"), order.login);
		cli_field_int(&o, S("id"), id.v);
		cli_field(&o, S("token"), token);
		cli_object_end(c, &o);
	}
	return OK;
}

static rc list_tokens(struct cli *c)
{
	struct credential *t;
	struct out o;
	size_t n;

	TRY(about(c, credentials_list(c->db, c->a, str_of(cli_operand(c, 0)), &t, &n),
		  str_of(cli_operand(c, 0))));
	for (size_t i = 0; i < n; i++) {
		bool ended = t[i].ended_at.us != CREDENTIAL_STANDS.us,
		     used = t[i].used_day.days != DATE_NEVER.days;
		str end = ended ? instant_text(c->a, t[i].ended_at) : S("");
		str day = used ? date_text(c->a, t[i].used_day) : S("");
		cli_say(c, "%lld  given %.*s, until %.*s, %lld a minute, last used %.*s%s%.*s",
			(long long)t[i].credential_id.v, STR_ARG(instant_text(c->a, t[i].given_at)),
			STR_ARG(instant_text(c->a, t[i].expires_at)), (long long)t[i].per_minute,
			STR_ARG(used ? day : S("never")), ended ? ", taken back " : "", STR_ARG(end));
		if (!c->json)
			continue;
		cli_object_begin(c, &o);
		cli_field_int(&o, S("id"), t[i].credential_id.v);
		cli_field(&o, S("given_at"), instant_text(c->a, t[i].given_at));
		cli_field(&o, S("expires_at"), instant_text(c->a, t[i].expires_at));
		cli_field(&o, S("ended_at"), end);
		cli_field(&o, S("used_on"), day);
		cli_field_int(&o, S("per_minute"), t[i].per_minute);
		cli_object_end(c, &o);
	}
	if (n == 0)
		cli_say(c, "The account was given no token.");
	return OK;
}

static rc revoke_token(struct cli *c)
{
	str word = str_of(cli_operand(c, 0)), rest = word;
	credential_id id;
	struct actor by;

	if (!str_digits(&rest, 1, 19, &id.v) || rest.n > 0)
		return cli_usage(c, "the id of a token, as sanad user tokens lists them");
	TRY(cli_actor(c, &by));
	TRY(about(c, credential_take_back(c->db, clock_now(), c->a, &by, id), word));
	return say_user(c, "taken back", word);
}

enum { PERSON_WORDS_MAX = 9 };

const struct cli_command user_commands[];
const struct cli_command user_commands[] = {
	{ "user add", "LOGIN", 1, 1, CLI_STORE, "an account; its password comes on standard input",
	  add_options, add },
	{ "user list", "", 0, 0, CLI_STORE, "all accounts", NULL, list },
	{ "user close", "LOGIN", 1, 1, CLI_STORE, "no more signing in with the account", NULL, close_user },
	{ "user password", "LOGIN", 1, 1, CLI_STORE, "a new password, from standard input; unlocks",
	  password_options, password },
	{ "user person", "LOGIN NUMBER", 2, PERSON_WORDS_MAX, CLI_STORE,
	  "who somebody is in the register: nobody decides about their own", NULL, is_person },
	{ "user token", "LOGIN", 1, 1, CLI_STORE, "a token for a provider or a program: prints it once",
	  token_options, give_token },
	{ "user tokens", "LOGIN", 1, 1, CLI_STORE, "the tokens that an account was given", NULL,
	  list_tokens },
	{ "user revoke", "TOKEN-ID", 1, 1, CLI_STORE, "take a token back: good for 5 seconds more at most",
	  revoke_options, revoke_token },
	{ "user totp", "LOGIN", 1, 1, CLI_STORE, "a new second factor: prints, once, what the phone needs",
	  NULL, totp },
	{ 0 },
};
