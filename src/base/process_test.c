#include "base/process.h"
#include "testing/t.h"

#include <string.h>

T(process_lives_until_it_ends)
{
	int to_parent[2], to_child[2];
	char name[256], ready;

	t_ok(!process_is_gone(process_self(a)));
	must(pipe(to_parent) == 0 && pipe(to_child) == 0);
	pid_t pid = fork();
	if (pid == 0) {
		str self = process_self(a);
		close(to_child[1]);
		if (write(to_parent[1], self.p, self.n) < 0 || read(to_child[0], &ready, 1) != 0)
			_Exit(1);
		_Exit(0);
	}
	ssize_t n = read(to_parent[0], name, sizeof name);
	must(n > 0);
	str child = { name, (size_t)n };
	t_ok(!process_is_gone(child) && !str_eq(child, process_self(a)));
	close(to_child[0]);
	close(to_child[1]);
	waitpid(pid, NULL, 0);
	t_ok(process_is_gone(child));
}

T(process_number_used_again_is_another)
{
	str self = process_self(a);
	char *other = arena_array(a, char, self.n + 1);

	memcpy(other, self.p, self.n);
	other[self.n - 1] = other[self.n - 1] == '1' ? '2' : '1';
	t_ok(process_is_gone((str){ other, self.n }));
}

T(process_elsewhere_may_live)
{
	t_ok(!process_is_gone(S("other/12345678:1:1")));
	t_ok(!process_is_gone(S("")));
	str self = process_self(a);
	t_ok(!process_is_gone(str_printf(a, "%.*s ", STR_ARG(self))));
}
