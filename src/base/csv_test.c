#include "base/csv.h"
#include "testing/t.h"

#include <dirent.h>
#include <stdio.h>

/* Everything that a text says, as one line a row: fields in [], a broken row as its fault and raw bytes. */
static str told(struct arena *a, str text, size_t step, size_t size, size_t limit)
{
	char *buffer = arena_array(a, char, size), *out = arena_array(a, char, text.n * 40 + 4096);
	size_t used = 0, room, at = 0;
	struct csv c;
	struct csv_row row;

	csv_init(&c, buffer, size);
	if (limit > 0)
		c.limit = limit;
	for (;;) {
		char *p = csv_room(&c, &room);
		size_t n = text.n - at < step ? text.n - at : step;
		n = n < room ? n : room;
		must(room > 0);
		if (n > 0)
			memcpy(p, text.p + at, n);
		at += n;
		if (n > 0)
			csv_filled(&c, n);
		else
			csv_end(&c);
		while (csv_next(&c, &row)) {
			char *o = out + used;
			int w = sprintf(o, "%d:", (int)row.line);
			must(row.raw.n == 0 || memcmp(row.raw.p, text.p + row.at, row.raw.n) == 0);
			must(row.broken == (row.fault != CSV_SOUND) && (!row.broken || row.n == 0));
			if (row.broken)
				w += sprintf(o + w, "!%d %.*s", (int)row.fault, STR_ARG(row.raw));
			for (int i = 0; i < row.n; i++)
				w += sprintf(o + w, "[%.*s]", STR_ARG(row.field[i]));
			o[w++] = ';';
			used += (size_t)w;
		}
		if (n == 0)
			return (str){ out, used };
	}
}

static str all(struct arena *a, str text) { return told(a, text, 4096, CSV_BUFFER_MIN, 0); }

T(csv_rows)
{
	t_str(all(a, S("a,b\n1,2\n")), "1:[a][b];2:[1][2];");
	t_str(all(a, S("a,b\r\n1,2\r\n")), "1:[a][b];2:[1][2];");
	t_str(all(a, S("a,b\n1,2")), "1:[a][b];2:[1][2];");
	t_str(all(a, S("\xEF\xBB\xBF"
		       "a")),
	      "1:[a];");
	t_str(all(a, S("\xEF\xBB")), "1:[\xEF\xBB];");
	t_str(all(a, S("a\n\n,\n")), "1:[a];2:[];3:[][];");
	t_str(all(a, S("")), "");
	t_str(all(a, S("a\rb,c\r")), "1:[a\rb][c];");
	t_str(all(a, S(" a , b ")), "1:[ a ][ b ];");
}

T(csv_quotes)
{
	t_str(all(a, S("\"a\",\"b,c\"\n")), "1:[a][b,c];");
	t_str(all(a, S("\"a\"\"b\",\"\",\"\"\"\"\r\nx")), "1:[a\"b][][\"];2:[x];");
	t_str(all(a, S("\"two\nlines\",1\nx")), "1:[two\nlines][1];3:[x];");
	t_str(all(a, S("\"two\r\nlines\"\r\nx\r\n")), "1:[two\r\nlines];3:[x];");
	t_str(all(a, S("a,\"b\"")), "1:[a][b];");
	t_str(all(a, S("\"a\"\"\"\"b\",\"c\"\"d\"")), "1:[a\"\"b][c\"d];");
	t_str(all(a, S("\"x\",a\r\n")), "1:[x][a];");
}

/* One bad row costs one row. */
T(csv_broken_rows)
{
	t_str(all(a, S("a,b\"c\nx,y\n")), "1:!1 a,b\"c;2:[x][y];");
	t_str(all(a, S("\"a\"b,c\nx,y\n")), "1:!1 \"a\"b,c;2:[x][y];");
	t_str(all(a, S("\"a,b\nx,y\nz,\"w\"\n")), "1:!1 \"a,b;2:[x][y];3:[z][w];");
	t_str(all(a, S("\"a,b\nx,y\n")), "1:!2 \"a,b;2:[x][y];");
	t_str(all(a, S("\"a\"\rb\nx\n")), "1:!1 \"a\"\rb;2:[x];");
	t_str(all(a, S("\"")), "1:!2 \";");
}

T(csv_limits)
{
	t_str(told(a, S("12345678,\nx\n"), 4, 64, 8), "1:!3 12345678;2:[x];");
	t_str(told(a, S("12345678\nx\n"), 4, 64, 8), "1:[12345678];2:[x];");
	t_str(told(a, S("\"345678\"\nx\n"), 4, 64, 8), "1:[345678];2:[x];");
	t_str(told(a, S("\"345678\"\"\"\nx\n"), 4, 64, 8), "1:!3 \"345678\";2:[x];");
	t_str(told(a, S("\"345\n78\"\"\"\nx\n"), 64, 64, 8), "1:!3 \"345;2:!1 78\"\"\";3:[x];");
	t_str(told(a, S("\"3\n5\n789\n123\nx\n"), 64, 64, 8), "1:!3 \"3;2:[5];3:[789];4:[123];5:[x];");
	char *wide = arena_array(a, char, 200);
	memset(wide, ',', CSV_COLUMNS_MAX - 1);
	t_int((int64_t)all(a, (str){ wide, CSV_COLUMNS_MAX - 1 }).n, 2 + 2 * CSV_COLUMNS_MAX + 1);
	memset(wide, ',', CSV_COLUMNS_MAX);
	wide[CSV_COLUMNS_MAX] = '\n';
	wide[CSV_COLUMNS_MAX + 1] = 'x';
	str many = all(a, (str){ wide, CSV_COLUMNS_MAX + 2 });
	t_ok(str_skip(&many, S("1:!4 ,,,")));
	t_ok(str_eq((str){ many.p + many.n - 7, 7 }, S(";2:[x];")));
}

/* A row is the same however the bytes arrive. */
T(csv_pieces_make_no_difference)
{
	static const char alphabet[] = "ab,,\"\"\n\n\r\xD9\x85";
	t_seeds (3000) {
		char text[120];
		size_t n = (size_t)t_between(0, sizeof text);
		for (size_t i = 0; i < n; i++)
			text[i] = alphabet[t_between(0, (int64_t)sizeof alphabet - 2)];
		size_t limit = (size_t)t_between(1, 60);
		str whole = told(a, (str){ text, n }, 4096, 512, limit);
		str drops = told(a, (str){ text, n }, (size_t)t_between(1, 9), 2 * 60 + 32, limit);
		t_ok(str_eq(whole, drops));
		/* A lowered limit can only break rows, and every line is accounted for. */
		t_ok(n == 0 || whole.n > 0 || (n == 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0));
	}
}

/* Written by the rules and read back. */
T(csv_written_is_read)
{
	t_seeds (2000) {
		char text[2000], want[2000];
		size_t n = 0, w = 0;
		int rows = (int)t_between(1, 5);
		for (int r = 0, line = 1; r < rows; r++) {
			int fields = (int)t_between(1, 6), first = line;
			w += (size_t)sprintf(want + w, "%d:", first);
			for (int f = 0; f < fields; f++) {
				int len = (int)t_between(0, 6);
				if (f > 0)
					text[n++] = ',';
				text[n++] = '"';
				want[w++] = '[';
				for (int i = 0; i < len; i++) {
					char ch = "ab,\"\n\r x"[t_between(0, 7)];
					line += ch == '\n';
					if (ch == '"')
						text[n++] = '"';
					text[n++] = want[w++] = ch;
				}
				text[n++] = '"';
				want[w++] = ']';
			}
			want[w++] = ';';
			n += (size_t)sprintf(text + n, "%s", t_between(0, 1) ? "\r\n" : "\n");
			line++;
		}
		t_ok(str_eq(told(a, (str){ text, n }, 17, 4096, 0), (str){ want, w }));
	}
}

T(csv_columns_by_name)
{
	str f[] = { S("a"), S("b"), S("a") };
	struct csv_row head = { .field = f, .n = 3 };

	t_int(csv_column(&head, S("b")), 1);
	t_int(csv_column(&head, S("c")), -1);
	t_int(csv_column(&head, S("a")), -2);
}

static str file(struct arena *a, const char *path)
{
	char *p = arena_array(a, char, 8192);
	FILE *f = fopen(path, "rb");
	size_t n = f != NULL ? fread(p, 1, 8192, f) : 0;
	if (f != NULL)
		(void)fclose(f);
	return (str){ p, n };
}

/* The public collection of csv-test-data, when it lies beside the checkout: what is bad there is bad here. */
T(csv_test_data)
{
	const char *dir = "../shared/data/nasty/csv-test-data/csv";
	DIR *d = opendir(dir);
	int seen = 0;

	if (d == NULL) {
		printf("# skipped: no %s\n", dir);
		return;
	}
	for (struct dirent *e; (e = readdir(d)) != NULL;) {
		if (strstr(e->d_name, ".csv") == NULL)
			continue;
		str said = all(a, file(a, str_printf(a, "%s/%s", dir, e->d_name).p));
		bool broken = said.n > 0 && memchr(said.p, '!', said.n) != NULL;
		bool want = strncmp(e->d_name, "bad-", 4) == 0 && strstr(e->d_name, "quote") != NULL;
		if (broken != want)
			t_fail("%s: %.*s", e->d_name, STR_ARG(said));
		seen++;
	}
	closedir(d);
	t_ok(seen > 20);
}

T(csv_put_guards_formulas)
{
	static const char *const plain[] = { "", "a", "a=b", "2", "a,b", "\"" };
	static const char *const formula[] = { "=1+1", "+1", "-1", "@x", "\tx", "=a,b" };
	struct out o;

	for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
		struct out u;
		out_init(&o, a, 16);
		out_init(&u, a, 16);
		csv_put(&o, str_of(plain[i]));
		csv_put_guarded(&u, str_of(plain[i]));
		t_ok(str_eq(out_view(&o), out_view(&u)));
	}
	for (size_t i = 0; i < sizeof formula / sizeof formula[0]; i++) {
		out_init(&o, a, 16);
		csv_put_guarded(&o, str_of(formula[i]));
		t_ok(out_view(&o).p[0] == '\'' || (out_view(&o).p[0] == '"' && out_view(&o).p[1] == '\''));
	}
}

/* What csv_put() writes, csv_next() reads. */
T(csv_put_is_read)
{
	char buffer[4096];

	t_seeds (2000) {
		char text[5][8];
		str want[5];
		int fields = (int)t_between(1, 5);
		struct out o;
		struct csv c;
		struct csv_row row;
		size_t room;

		out_init(&o, a, 64);
		for (int f = 0; f < fields; f++) {
			want[f] = (str){ text[f], (size_t)t_between(0, sizeof text[f]) };
			for (size_t i = 0; i < want[f].n; i++)
				text[f][i] = "ab,\"\n\r x\t="[t_between(0, 9)];
			if (f > 0)
				out_char(&o, ',');
			csv_put(&o, want[f]);
		}
		out_char(&o, '\n');
		csv_init(&c, buffer, sizeof buffer);
		memcpy(csv_room(&c, &room), o.p, o.n);
		csv_filled(&c, o.n);
		csv_end(&c);
		t_ok(csv_next(&c, &row) && row.n == fields);
		for (int f = 0; f < fields && row.n == fields; f++)
			t_ok(str_eq(row.field[f], want[f]));
		t_ok(!csv_next(&c, &row));
	}
}
