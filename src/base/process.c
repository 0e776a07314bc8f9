/* base/process.c - /proc tells who is alive. */
#include "base/process.h"

#include "base/rc.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { HOST_MAX = 128 };

/* The whole beginning of a small file, as text; empty if it can't be read. */
static void read_small(const char *path, char *text, size_t size)
{
	FILE *f = fopen(path, "re");
	size_t n = f != NULL ? fread(text, 1, size - 1, f) : 0;

	if (f != NULL)
		(void)fclose(f);
	text[n] = '\0';
}

/* Start time of a process in ticks since boot: the 22nd word of its stat, the 20th behind the name's ")". -1:
 * there is no such process. A zombie has ended. */
static int64_t started(int64_t pid)
{
	char path[64], stat[1024];
	int64_t v = -1;

	snprintf(path, sizeof path, "/proc/%lld/stat", (long long)pid);
	read_small(path, stat, sizeof stat);
	const char *p = strrchr(stat, ')');
	if (p == NULL || p[1] != ' ' || p[2] == 'Z')
		return -1;
	p++;
	for (int word = 1; word <= 20; word++) {
		p = strchr(p, ' ');
		if (p == NULL)
			return -1;
		p++;
	}
	str s = str_of(p);
	return str_digits(&s, 1, 18, &v) ? v : -1;
}

static void host(char text[static HOST_MAX])
{
	char name[64] = "", boot[64];

	must(gethostname(name, sizeof name - 1) == 0);
	read_small("/proc/sys/kernel/random/boot_id", boot, sizeof boot);
	boot[strcspn(boot, "-\n")] = '\0';
	snprintf(text, HOST_MAX, "%s/%s", name, boot);
}

str process_self(struct arena *a)
{
	char h[HOST_MAX];
	int64_t pid = getpid();

	host(h);
	return str_printf(a, "%s:%lld:%lld", h, (long long)pid, (long long)started(pid));
}

bool process_is_gone(str name)
{
	char h[HOST_MAX];
	int64_t pid, start;

	host(h);
	if (!str_skip(&name, str_of(h)) || !str_skip(&name, S(":")))
		return false;
	if (!str_digits(&name, 1, 10, &pid) || !str_skip(&name, S(":")) || !str_digits(&name, 1, 18, &start))
		return false;
	return name.n == 0 && started(pid) != start;
}
