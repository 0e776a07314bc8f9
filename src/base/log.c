/* base/log.c */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const names[] = { "debug", "info", "warn", "error" };
static enum log_level least_level = LOG_WARN;

__attribute__((constructor)) static void from_environment(void)
{
	const char *want = getenv("SANAD_LOG");

	for (int i = 0; want != NULL && i < 4; i++)
		if (strcmp(want, names[i]) == 0)
			least_level = (enum log_level)i;
}

void log_level_set(enum log_level least) { least_level = least; }

void log_line(enum log_level level, const char *fmt, ...)
{
	char line[1024];
	va_list ap;
	int n;

	if (level < least_level)
		return;
	n = snprintf(line, sizeof line, "sanad[%d] %s: ", (int)getpid(), names[level]);
	va_start(ap, fmt);
	n += vsnprintf(line + n, sizeof line - (size_t)n - 1, fmt, ap);
	va_end(ap);
	if (n > (int)sizeof line - 2)
		n = (int)sizeof line - 2;
	for (int i = 0; i < n; i++)
		if ((unsigned char)line[i] < ' ')
			line[i] = ' ';
	line[n++] = '\n';
	/* One write: lines of several processes don't mix. */
	if (write(STDERR_FILENO, line, (size_t)n) < 0)
		return;
}
