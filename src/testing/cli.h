/* testing/cli.h - the command line, run in a process of its own. */
#ifndef TESTING_CLI_H
#define TESTING_CLI_H

#include "face/cli/cli.h"
#include "testing/t.h"

#include <fcntl.h>

/* What a call printed and how it ended. */
struct ran {
	str out, err;
	int status;
};

static inline const char *dir(void) { return getenv("T_DIR") != NULL ? getenv("T_DIR") : "build"; }

static inline str content(struct arena *a, const char *path)
{
	enum { MAX = 1 << 18 };
	char *p = arena_array(a, char, MAX);
	FILE *f = fopen(path, "rb");
	size_t n = f != NULL ? fread(p, 1, MAX, f) : 0;

	if (f != NULL)
		(void)fclose(f);
	return (str){ p, n };
}

static inline void to(const char *path, int fd)
{
	int f = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (f < 0 || dup2(f, fd) < 0)
		_Exit(99);
}

/* `words` as a shell would split them. */
static inline struct ran cli_run(struct arena *a, const char *url, const char *words)
{
	const char *out = str_printf(a, "%s/cli_test.%ld.out", dir(), (long)getpid()).p,
		   *err = str_printf(a, "%s/cli_test.%ld.err", dir(), (long)getpid()).p;
	char *argv[32] = { (char *)(uintptr_t) "sanad" };
	int argc = 1, status;
	str s = str_of(words);

	while (s.n > 0 && argc < 31) {
		size_t n = 0;
		while (n < s.n && s.p[n] != ' ')
			n++;
		argv[argc++] = (char *)(uintptr_t)str_c(a, (str){ s.p, n });
		n += n < s.n;
		s = (str){ s.p + n, s.n - n };
	}
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		setenv("SANAD_STORE", url, 1);
		to(out, STDOUT_FILENO);
		to(err, STDERR_FILENO);
		int code = cli_main(argc, argv);
		fflush(NULL);
		_Exit(code);
	}
	waitpid(pid, &status, 0);
	struct ran r = { content(a, out), content(a, err), WIFEXITED(status) ? WEXITSTATUS(status) : 100 };
	unlink(out);
	unlink(err);
	return r;
}

static inline bool has(str s, const char *part) { return memmem(s.p, s.n, part, strlen(part)) != NULL; }

#endif
