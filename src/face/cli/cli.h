/* face/cli/cli.h - the program on the command line: commands as rows of data.
 *
 * A file of commands defines `const struct cli_command x_commands[]`, ended by an empty row, and has one line
 * in commands.c. Its run functions call services and print; what is printed goes to standard output, as text
 * for people or, with --json, as one object a line. Failures are returned: cli_main() says them and makes the
 * exit status: 0 done, 1 refused, 2 not a well-formed call, 3 fault (disk, network, race).
 */
#ifndef FACE_CLI_CLI_H
#define FACE_CLI_CLI_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/id.h"
#include "base/out.h"
#include "base/rc.h"
#include "base/str.h"

struct actor;
struct db;

/* Ends with an empty row. Every command knows --store URL, --json and --help besides. */
struct cli_option {
	const char *name;  /* without the dashes */
	const char *value; /* what follows, in capitals, such as FILE; NULL: nothing does */
	const char *help;
};

enum cli_store {
	CLI_NO_STORE, /* the command opens what it needs itself, or nothing */
	CLI_STORE,    /* cli->db is open, migrated and holds a fund */
};

struct cli;

struct cli_command {
	const char *words;    /* "feed apply" */
	const char *operands; /* as in the usage line: "FILE", "BODY SEQUENCE", "" */
	int min, max;	      /* how many operands */
	enum cli_store store;
	const char *help;		  /* one line */
	const struct cli_option *options; /* NULL: none of its own */
	rc (*run)(struct cli *c);
};

struct cli {
	struct arena *a; /* as long as the command runs */
	const struct cli_command *command;
	const char *url; /* the store's: --store, else SANAD_STORE, else sqlite:var/sanad.db */
	struct db *db;	 /* with CLI_STORE */
	bool json;
	bool terminal; /* a person watches standard error */
	const char **operand;
	int operands;
	const char *
	    *given; /* value of each option in the order of the command's rows; "" for a flag; NULL: absent */
	str why;    /* see cli_why() */
	bool usage; /* the failure is one of the call: exit status 2 */
	struct cli_progress {
		const char *step;
		int64_t began_us, shown_us;
		bool open; /* a line is on the terminal without its end */
	} progress;
};

/* The value of an option, NULL if it wasn't given; "" for a flag that was. */
const char *cli_option(const struct cli *c, const char *name);
static inline bool cli_has(const struct cli *c, const char *name) { return cli_option(c, name) != NULL; }
/* The same as text; `otherwise` if it wasn't given. */
str cli_text(const struct cli *c, const char *name, str otherwise);
/* Whole number min..max; `otherwise` if not given. E_USAGE */
rc cli_number(struct cli *c, const char *name, int64_t min, int64_t max, int64_t otherwise,
	      int64_t *ret) MUST_USE;
/* YYYY-MM-DD; `otherwise` if not given. E_USAGE */
rc cli_day(struct cli *c, const char *name, date otherwise, date *ret) MUST_USE;
/* The user whose login it is; 0, the operator, if it wasn't given. With CLI_STORE. E_USER_NONE */
rc cli_user(struct cli *c, const char *name, user_id *ret) MUST_USE;
/* Who --as LOGIN is, which must be given: E_USAGE. With CLI_STORE. E_USER_NONE, E_USER_CLOSED */
rc cli_actor(struct cli *c, struct actor *ret) MUST_USE;
/* The i-th operand, NULL if there are fewer. */
const char *cli_operand(const struct cli *c, int i);
/* The operands from number `from` on, with spaces between them. */
str cli_words(struct cli *c, int from);

/* More about the failure that the caller is going to return; shown behind the code's own text. */
void cli_why(struct cli *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The call isn't well formed: says so (exit status 2). Use: return cli_usage(c, "--cert is missing"); */
rc cli_usage(struct cli *c, const char *fmt, ...) __attribute__((format(printf, 2, 3))) MUST_USE;

/* Text for people: nothing with --json. */
void cli_say(struct cli *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* One line on standard output: `o` holds a whole JSON object. */
void cli_object(struct cli *c, const struct out *o);
/* An object that is closed by cli_object_end(), which prints it. Fields in between with cli_field_*() or
 * out_json_*(). */
void cli_object_begin(struct cli *c, struct out *o);
void cli_object_end(struct cli *c, struct out *o);
void cli_field(struct out *o, str name, str value);
void cli_field_int(struct out *o, str name, int64_t value);
void cli_field_bool(struct out *o, str name, bool value);

/* How far `step` is: how many `unit` ("rows"), the rate and the time left, on one line of the terminal that
 * is written over, at most ten times a second. Nothing when nobody watches or with --json. `total` 0:
 * unknown. */
void cli_progress(struct cli *c, const char *step, const char *unit, int64_t done, int64_t total);
/* Ends that line; cli_say() and failures do it by themselves. */
void cli_progress_end(struct cli *c);

/* A whole file into c->a; "-" is standard input. E_FILE_NONE, E_IO, E_LIMIT above `max` bytes. */
rc cli_read_file(struct cli *c, const char *path, size_t max, str *ret) MUST_USE;
/* The first line of a file, without its end, also as Windows ends it. */
rc cli_read_line(struct cli *c, const char *path, size_t max, str *ret) MUST_USE;

/* Runs the command that the words name; returns the exit status. */
int cli_main(int argc, char **argv);

/* All arrays of commands; ends with NULL. In commands.c. */
extern const struct cli_command *const cli_groups[];

/* Changes (one letter put in, left out, replaced or swapped with its neighbour) between two short words. */
int cli_distance(const char *a, const char *b);

#endif
