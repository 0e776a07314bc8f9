/* A declaration from the queue to the family, by commands. */
#include "testing/cli.h"
#include "testing/people.h"

#include "service/declare_family.h"
#include "service/users.h"

static date day(const char *iso)
{
	date d;

	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

struct desk {
	struct town w;
	person_id omar;
	const char *number;
};

static struct desk desk(struct arena *a, const char *name)
{
	struct user_new u = { .login = S("amal"),
			      .display_name = S("Amal"),
			      .roles = COUNTER_AGENT,
			      .language = S("fr"),
			      .password = S("a long and winding password") };
	struct desk d;
	user_id id;

	unsetenv("T_DB"); /* the commands open a file */
	d.w = town_open(a, name, "ma");
	must(rc_ok(user_add(d.w.db, clock_now(), a, (user_id){ 0 }, &u, NULL, &id)));
	d.omar = town_person(&d.w, "TAZI", "OMAR", "1980-05-01", "M", "AA1");
	d.number = str_printf(a, "%lld", (long long)d.w.p.number).p;
	return d;
}

static const char *declared(struct desk *d, int64_t client, const char *first, const char *born)
{
	struct family_declaring f = { .by = town_self(d->omar), .person = d->omar, .client_id = client };
	struct family_declared out;

	f.relative = (struct relative){ .role = ROLE_CHILD,
					.last_name = S("TAZI"),
					.first_name = str_of(first),
					.born = str_of(born),
					.sex = S("M"),
					.from = day(born) };
	must(rc_ok(family_declare(d->w.db, d->w.a, &f, &out)));
	return str_c(d->w.a, out.reference);
}

T(request_from_the_queue_to_the_family)
{
	struct desk d = desk(a, "t_cli_request");
	const char *reference = declared(&d, 1, "YASSINE", "2015-02-03");
#define RUN(...) cli_run(a, d.w.url, str_printf(a, __VA_ARGS__).p)
	struct ran r = RUN("request list --as amal");

	t_ok(r.status == 0 && has(r.out, reference) && has(r.out, "FAMILY_ADD") && has(r.out, "1 shown"));
	t_int(RUN("request list").status, 2);
	t_int(RUN("request list --as amal --state LOST").status, 2);
	t_int(RUN("request list --as amal --kind LOST").status, 2);
	r = RUN("request show %s --as amal --json", reference);
	t_ok(r.status == 0 && has(r.out, "\"first_name\":\"YASSINE\"") &&
	     has(r.out, "\"state\":\"RECEIVED\""));
	t_ok(has(RUN("request show %s --as amal", reference).out, "CHILD  TAZI YASSINE"));
	r = RUN("request show R1 --as amal");
	t_ok(r.status == 1 && has(r.err, "REQUEST_NONE"));
	r = RUN("request accept %s --as amal", reference);
	t_ok(r.status == 1 && has(r.err, "REQUEST_STATE"));
	t_int(RUN("request take %s --as amal", reference).status, 0);
	r = RUN("request refuse %s --as amal", reference);
	t_ok(r.status == 1 && has(r.err, "REQUEST_REASON"));
	t_int(RUN("request accept %s --as amal --seen AUNT", reference).status, 2);
	t_int(RUN("request accept %s --as amal --new --is 1", reference).status, 2);
	r = RUN("request accept %s --as amal --note welcome", reference);
	t_ok(r.status == 0 && has(r.out, "ACCEPTED, relative"));
	r = RUN("family show %s --as amal --on 2026-11-27", d.number);
	t_ok(r.status == 0 && has(r.out, "CHILD") && has(r.out, "until 2036-02-03 (AGE; by values"));
	r = RUN("family show %s --as amal --on 2026-11-27 --json", d.number);
	t_ok(has(r.out, "\"dependant\":true,\"until\":\"2036-02-03\",\"why\":\"AGE\",\"confirmed\":false"));
	t_ok(has(RUN("family show %s --as amal --on 2010-01-01", d.number).out, "No family is known"));
	t_int(RUN("family show %s", d.number).status, 2);
	t_int(RUN("family show 12 --as amal").status, 1);
	db_close(d.w.db);
}

T(request_with_a_question)
{
	struct desk d = desk(a, "t_cli_question");
	const char *reference;

	(void)town_person(&d.w, "TAZI", "YASSIN", "2015-02-03", "M", "CC3");
	const char *known = str_printf(a, "%lld", (long long)d.w.p.number).p;
	reference = declared(&d, 1, "YASSINE", "2015-02-03");
	t_ok(has(RUN("request show %s --as amal", reference).out, "asks LIKELY"));
	t_int(RUN("request take %s --as amal", reference).status, 0);
	struct ran r = RUN("request accept %s --as amal", reference);
	t_ok(r.status == 1 && has(r.err, "FAMILY_QUESTION") && has(r.err, "LIKELY"));
	t_int(RUN("request more %s --as amal --note which", reference).status, 0);
	t_int(RUN("request back %s --as amal --note x", reference).status, 1);
	reference = declared(&d, 2, "YASSINE", "2015-02-03");
	t_int(RUN("request take %s --as amal", reference).status, 0);
	t_ok(has(RUN("request back %s --as amal --note lunch", reference).out, "RECEIVED"));
	t_int(RUN("request take %s --as amal", reference).status, 0);
	r = RUN("request accept %s --as amal --seen LIKELY --is %s --json", reference, known);
	t_ok(r.status == 0 && has(r.out, "\"state\":\"ACCEPTED\""));
	reference = declared(&d, 3, "ILYAS", "2016-02-03");
	t_int(RUN("request take %s --as amal", reference).status, 0);
	t_ok(has(RUN("request refuse %s --as amal --note no", reference).out, "REFUSED"));
	db_close(d.w.db);
}

T(document_scan_without_papers)
{
	struct desk d = desk(a, "t_cli_scan");
	struct ran r = RUN("document scan");

	/* the keys of the fund are made with it, and this one was made without */
	t_ok(r.status == 3 && has(r.err, "SEAL_KEY"));
	db_close(d.w.db);
}
