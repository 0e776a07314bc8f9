/* A scanner that says yes, no, nothing, or never ends. */
#include "port/scan/scan.h"

#include "testing/t.h"

#include <sys/stat.h>

static enum scan_verdict says(struct arena *a, const char *command, const char *bytes)
{
	enum scan_verdict v;
	rc r = scan_bytes(a, str_of(command), str_of(bytes), 3000, &v);

	t_ok(rc_ok(r));
	return v;
}

T(scanner_speaks_by_its_end)
{
	t_int(says(a, "/bin/true", "x"), SCAN_CLEAN);
	t_int(says(a, "/bin/false", "x"), SCAN_INFECTED);
	t_int(says(a, "/bin/nothing-here", "x"), SCAN_NO_VERDICT);
	/* grep: 0 found, 1 not found, 2 wrong call */
	t_int(says(a, "/bin/grep -q good", "all good"), SCAN_CLEAN);
	t_int(says(a, "/bin/grep -q good", "bad"), SCAN_INFECTED);
	t_int(says(a, "/bin/grep --no-such-option", "bad"), SCAN_NO_VERDICT);
}

T(scanner_gets_every_byte)
{
	enum { N = 3 << 20 };
	char *p = arena_array(a, char, N);
	enum scan_verdict v;

	memset(p, 'x', N);
	memcpy(p + N - 4, "good", 4);
	t_need(scan_bytes(a, S("/bin/grep -q -a xgood$"), (str){ p, N }, 10000, &v));
	t_int(v, SCAN_CLEAN);
	/* one that doesn't read to the end doesn't stop us */
	t_need(scan_bytes(a, S("/bin/true"), (str){ p, N }, 10000, &v));
	t_int(v, SCAN_CLEAN);
}

T(scanner_that_never_ends)
{
	enum scan_verdict v;

	t_need(scan_bytes(a, S("/bin/sleep 100"), S("x"), 50, &v));
	t_int(v, SCAN_NO_VERDICT);
}

T(scanner_isnt_a_shell)
{
	enum scan_verdict v;

	t_rc(scan_bytes(a, S(""), S("x"), 1000, &v), SCAN_COMMAND);
	t_rc(scan_bytes(a, S("true"), S("x"), 1000, &v), SCAN_COMMAND);
	t_rc(scan_bytes(a, S("/bin/true  x"), S("x"), 1000, &v), SCAN_COMMAND);
	t_rc(scan_bytes(a, S("/bin/true 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17"), S("x"), 1000, &v),
	     SCAN_COMMAND);
	t_int(says(a, "/bin/false || /bin/true", "x"), SCAN_INFECTED);
}
