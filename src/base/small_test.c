/* What is hidden beside a sum. */
#include "base/small.h"

#include "testing/t.h"

/* "x" where it is hidden. */
static str hide(struct arena *a, const int64_t *n, size_t count)
{
	bool *hidden = arena_array(a, bool, count + 1);
	char *text = arena_array(a, char, count + 1);

	small_hide(n, hidden, count, 5);
	for (size_t i = 0; i < count; i++)
		text[i] = hidden[i] ? 'x' : '.';
	return (str){ text, count };
}

T(small_figures_are_hidden)
{
	t_str(hide(a, (const int64_t[]){ 100, 40, 60, 5 }, 4), "....");
	t_str(hide(a, (const int64_t[]){ 3, 9, 50, 6 }, 4), "x..x"); /* the smallest other one goes with it */
	t_str(hide(a, (const int64_t[]){ 3, 1, 50, 6 }, 4), "xx..");
	t_str(hide(a, (const int64_t[]){ 0, 0, 8, 0 }, 4), "...."); /* nobody is not a person */
	t_str(hide(a, (const int64_t[]){ 9, 4, 0, 7 }, 4), ".xx."); /* that may be nobody */
	t_str(hide(a, (const int64_t[]){ 2 }, 1), "x");
	t_str(hide(a, (const int64_t[]){ 0 }, 0), "");
}

T(small_keeps_what_is_hidden)
{
	bool hidden[3] = { false, true, true };

	small_hide((const int64_t[]){ 10, 20, 30 }, hidden, 3, 5);
	t_ok(!hidden[0] && hidden[1] && hidden[2]);
	hidden[2] = false;
	small_hide((const int64_t[]){ 10, 20, 30 }, hidden, 3, 5);
	t_ok(hidden[0] && hidden[1] && !hidden[2]);
}
