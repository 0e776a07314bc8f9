/* port/scan/scan.c - a virus scanner as a child process. */
#include "port/scan/scan.h"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static rc words_of(struct arena *a, str command, char *argv[static SCAN_WORDS_MAX + 1])
{
	size_t n = 0, at = 0;

	CHECK(command.n > 0 && command.n <= SCAN_COMMAND_MAX && command.p[0] == '/', SCAN_COMMAND);
	do {
		const char *space = memchr(command.p + at, ' ', command.n - at);
		size_t end = space != NULL ? (size_t)(space - command.p) : command.n;
		CHECK(n < SCAN_WORDS_MAX && end > at, SCAN_COMMAND);
		argv[n] = arena_array(a, char, end - at + 1);
		memcpy(argv[n++], command.p + at, end - at);
		at = end + 1;
	} while (at < command.n);
	argv[n] = NULL;
	return OK;
}

/* A file without a name, with the bytes in it, at its beginning. */
static rc in_memory(str bytes, int *ret)
{
	int fd = memfd_create("document", MFD_CLOEXEC);
	size_t done = 0;

	CHECK(fd >= 0, IO);
	while (done < bytes.n) {
		ssize_t n = write(fd, bytes.p + done, bytes.n - done);
		if (n <= 0)
			break;
		done += (size_t)n;
	}
	if (done < bytes.n || lseek(fd, 0, SEEK_SET) != 0) {
		(void)close(fd);
		FAIL(IO);
	}
	*ret = fd;
	return OK;
}

static bool start(char *const argv[], int fd, pid_t *ret)
{
	static const char path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
	char own[sizeof path], *env[] = { own, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;

	must(argv[0] != NULL);
	memcpy(own, path, sizeof path);
	(void)sigemptyset(&none);
	(void)sigfillset(&all);
	must(posix_spawn_file_actions_init(&files) == 0 && posix_spawnattr_init(&attr) == 0);
	must(posix_spawn_file_actions_adddup2(&files, fd, STDIN_FILENO) == 0 &&
	     posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", 1, 0) == 0 &&
	     posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", 1, 0) == 0);
	must(posix_spawnattr_setsigmask(&attr, &none) == 0 &&
	     posix_spawnattr_setsigdefault(&attr, &all) == 0 &&
	     posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) == 0);
	bool started = posix_spawn(ret, argv[0], &files, &attr, argv, env) == 0;
	(void)posix_spawn_file_actions_destroy(&files);
	(void)posix_spawnattr_destroy(&attr);
	return started;
}

/* Its exit status; -1 when it was late or was killed. */
static int wait_for(pid_t pid, int timeout_ms)
{
	int status = 0, fd = (int)syscall(SYS_pidfd_open, pid, 0);
	struct pollfd p = { .fd = fd, .events = POLLIN };
	bool ended = fd >= 0 && poll(&p, 1, timeout_ms) == 1;

	if (fd >= 0)
		(void)close(fd);
	if (!ended)
		(void)kill(pid, SIGKILL);
	if (waitpid(pid, &status, 0) != pid || !ended || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

rc scan_bytes(struct arena *a, str command, str bytes, int timeout_ms, enum scan_verdict *ret)
{
	char *argv[SCAN_WORDS_MAX + 1] = { NULL };
	int fd = -1;
	pid_t pid = -1;

	*ret = SCAN_NO_VERDICT;
	TRY(words_of(a, command, argv));
	TRY(in_memory(bytes, &fd));
	bool started = start(argv, fd, &pid);
	(void)close(fd);
	int status = started ? wait_for(pid, timeout_ms) : -1;
	if (status == 0)
		*ret = SCAN_CLEAN;
	if (status == 1)
		*ret = SCAN_INFECTED;
	return OK;
}
