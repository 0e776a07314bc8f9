#include "face/http/multipart.h"

#include "testing/t.h"

/* What the sink was told, written down: "[name|filename|type]bytes;" for each file. */
struct heard {
	char text[4096];
	size_t n;
	long fail_after;
};

static rc hear(struct heard *h, const char *p, size_t n)
{
	if (h->fail_after > 0 && --h->fail_after == 0)
		FAIL(IO);
	must(h->n + n < sizeof h->text);
	memcpy(h->text + h->n, p, n);
	h->n += n;
	return OK;
}

static rc begin(void *cls, const struct part *p)
{
	char line[512];
	int n = snprintf(line, sizeof line, "[%.*s|%.*s|%.*s]", STR_ARG(p->name), STR_ARG(p->filename),
			 STR_ARG(p->type));

	return hear(cls, line, (size_t)n);
}

static rc data(void *cls, str s) { return hear(cls, s.p, s.n); }
static rc end(void *cls) { return hear(cls, ";", 1); }

static struct heard heard;
static struct fields fields;

static rc parse(struct arena *a, str body, size_t step)
{
	struct part_sink sink = { begin, data, end, &heard };
	struct multipart *m = arena_new(a, struct multipart);

	heard.n = 0;
	fields_init(&fields, a, &FORM_LIMITS);
	multipart_init(m, S("xyz"), &fields, &sink);
	for (size_t i = 0; i < body.n; i += step)
		TRY(multipart_feed(m, (str){ body.p + i, body.n - i < step ? body.n - i : step }));
	return multipart_end(m);
}

static str heard_text(void) { return (str){ heard.text, heard.n }; }

#define FIELD(name) "Content-Disposition: form-data; name=\"" name "\"\r\n\r\n"
#define FILE_(name, fn) \
	"content-disposition:form-data; name=" name "; filename=\"" fn "\"\r\nContent-Type: " \
	"text/csv\r\n\r\n"

T(fields_and_files_in_their_order_however_the_body_is_cut)
{
	str body = S("--xyz\r\n" FIELD("a") "1\r\n2\r\n--xyz\r\n" FILE_(
	    "f", "C:\\d\\x;y.csv") "\r\n--xy\r\r\n-\r\n-"
				   "-x\r\n--"
				   "xyz\r\n" FILE_("g", "") "\r\n--xyz\r\n" FIELD(
				       "\xd8\xb3") "\r\n"
						   "--"
						   "xyz"
						   "\r"
						   "\n" FILE_("\"h\"", "e") "\r\n--xyz--\r\nepilogue");

	for (size_t step = 1; step <= body.n; step++) {
		t_need(parse(a, body, step));
		t_int((int64_t)fields.n, 2);
		t_str(fields.list[0].name, "a");
		t_str(fields.list[0].value, "1\r\n2");
		t_str(fields.list[1].name, "\xd8\xb3");
		t_str(fields.list[1].value, "");
		t_str(heard_text(), "[f|x;y.csv|text/csv]\r\n--xy\r\r\n-\r\n--x;[h|e|text/csv];");
	}
	t_need(parse(a, S("--xyz--"), 1));
	t_int((int64_t)fields.n, 0);
}

T(broken_bodies_are_refused)
{
	static const char *const bad[] = {
		"",
		"--xyz",
		"--xy",
		"x--xyz--",
		"\r\n--xyz--",
		"--xyzq",
		"--xyz\n",
		"--xyz \r\n",
		"--xyz\r\n\r\nx\r\n--xyz--",
		"--xyz\r\n" FIELD("a") "1\r\n--xyz",
		"--xyz\r\n" FIELD("a") "1",
		"--xyz\r\nContent-Disposition: form-data\r\n\r\n1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\n1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; name=a; filename*=UTF-8''x\r\n\r\n1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; name=a\n\n1\r\n--xyz--",
		"--xyz\r\nno colon\r\n" FIELD("a") "1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; name=a\r\n" FIELD("b") "1\r\n--xyz--",
		"--xyz\r\nContent-Transfer-Encoding: base64\r\n" FIELD("b") "1\r\n--xyz--",
		"--xyz\r\n" FILE_("f", "") "content\r\n--xyz--"
	};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		int before = t_bad;
		t_rc(parse(a, str_of(bad[i]), 3), MULTIPART);
		if (t_bad != before)
			printf("# %zu: %s\n", i, bad[i]);
	}
	t_rc(parse(a, S("--xyz\r\n" FIELD("a") "\xff\r\n--xyz--"), 1), UTF8);
	t_rc(parse(a, S("--xyz\r\n" FIELD("\xff") "\r\n--xyz--"), 1), UTF8);
}

T(limits_hold)
{
	char *big = arena_array(a, char, 40000);
	size_t n = sizeof("--xyz\r\n" FIELD("a")) - 1;

	memset(big, 'x', 40000);
	memcpy(big, "--xyz\r\n" FIELD("a"), n);
	t_rc(parse(a, (str){ big, n + 16 * 1024 }, 999), MULTIPART);
	t_rc(parse(a, (str){ big, n + 16 * 1024 + 1 }, 999), LIMIT);
	memset(big, 'x', 40000);
	memcpy(big, "--xyz\r\n", 7);
	t_rc(parse(a, (str){ big, 7 + PART_HEAD_MAX }, 999), MULTIPART);
	t_rc(parse(a, (str){ big, 8 + PART_HEAD_MAX }, 999), LIMIT);
}

T(the_sink_may_stop_at_any_call)
{
	str body = S("--xyz\r\n" FILE_("f", "a") "1\r\n--xyz\r\n" FILE_("g", "b") "2\r\n--xyz--");

	for (long i = 1; i <= 6; i++) {
		heard.fail_after = i;
		t_rc(parse(a, body, 1000), IO);
	}
	heard.fail_after = 7;
	t_rc(parse(a, body, 1000), OK);
	heard.fail_after = 0;
}

T(boundaries)
{
	str b;

	t_need(multipart_boundary(S("multipart/form-data; boundary=----W1"), &b));
	t_str(b, "----W1");
	t_need(multipart_boundary(S("Multipart/Form-Data; charset=utf-8; Boundary=\"a;b\""), &b));
	t_str(b, "a;b");
	t_rc(multipart_boundary(S("multipart/form-data"), &b), MULTIPART);
	t_rc(multipart_boundary(S("multipart/mixed; boundary=a"), &b), MULTIPART);
	t_rc(multipart_boundary(S("multipart/form-data; boundary="), &b), MULTIPART);
	t_rc(multipart_boundary(S("multipart/form-data; boundary=\"a"), &b), MULTIPART);
	t_rc(multipart_boundary(S("multipart/form-data; boundary=a; boundary=b"), &b), MULTIPART);
	t_rc(multipart_boundary(S("multipart/form-data; boundary=\"a b\""), &b), MULTIPART);
	t_rc(multipart_boundary(S(""), &b), MULTIPART);
}

/* Bytes that like to look like the mark, cut anywhere, come out as they went in. */
T(any_file_comes_out_as_it_went_in)
{
	static const char likes[] = "\r\n--xyz";

	t_seeds (500) {
		char body[1000], raw[300];
		size_t n = (size_t)t_between(0, 250), at;

		for (size_t i = 0; i < n; i++)
			raw[i] = likes[t_between(0, 6)];
		raw[n] = 0;
		if (n >= 7 && memmem(raw, n, "\r\n--xyz", 7) != NULL)
			continue;
		at = (size_t)snprintf(body, sizeof body, "--xyz\r\n%s", FILE_("f", "x"));
		memcpy(body + at, raw, n);
		memcpy(body + at + n, "\r\n--xyz--", 9);
		t_need(parse(a, (str){ body, at + n + 9 }, (size_t)t_between(1, 20)));
		t_int((int64_t)heard.n, (int64_t)(sizeof "[f|x|text/csv];" - 1 + n));
		t_ok(memcmp(heard.text + sizeof "[f|x|text/csv]" - 1, raw, n) == 0);
	}
}
