/* What is said about a family, what an agent answers, and what the register holds then; on both engines. */
#include "service/decide_family.h"
#include "service/declare_family.h"
#include "service/requests.h"

#include "domain/access/access.h"
#include "domain/message/message.h"

#include "testing/people.h"

#include <sys/wait.h>

static date day(const char *iso)
{
	date d;

	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

/* Omar, insured, and nobody else; the clock stands still. */
struct home {
	struct town w;
	person_id omar;
	struct family_declaring f;
	struct family_declared out;
};

static struct home home(struct arena *a, const char *name)
{
	struct home h;

	must(setenv("SANAD_NOW", "2026-11-27T12:00:00Z", 1) == 0);
	h.w = town_open(a, name, "ma");
	h.omar = town_person(&h.w, "TAZI", "OMAR", "1980-05-01", "M", "AA1");
	h.f = (struct family_declaring){ .by = town_self(h.omar), .person = h.omar, .client_id = 1 };
	h.f.relative = (struct relative){ .role = ROLE_CHILD,
					  .last_name = S("TAZI"),
					  .first_name = S("YASSINE"),
					  .born = S("2015-02-03"),
					  .sex = S("M"),
					  .from = day("2015-02-03") };
	return h;
}

static rc declared(struct home *h) { return family_declare(h->w.db, h->w.a, &h->f, &h->out); }

static struct acting agent(void) { return (struct acting){ .why = FOR_COUNTER, .user = TOWN_AGENT }; }

static void take(struct home *h, request_id id)
{
	struct acting by = agent();
	struct fund_request r;

	t_rc(request_act(h->w.db, h->w.a, &by, id, DO_TAKE, S(""), &r), OK);
}

static rc answer(struct home *h, unsigned seen, enum relative_is is, person_id person,
		 struct family_accepted *ret)
{
	struct family_answer f = {
		.by = agent(), .request_id = h->out.request_id, .seen = seen, .is = is, .person = person
	};

	return family_accept(h->w.db, h->w.a, &f, ret);
}

struct look {
	struct home *h;
	person_id of;
	struct family_link *l;
	size_t n;
	struct dependant_proof *proof;
	size_t proofs_n;
	struct guardianship *g;
	size_t guards_n;
	struct person p;
	struct identifier *ids;
	size_t ids_n;
};

static rc look_now(struct tx *tx, void *cls)
{
	struct look *l = cls;
	struct arena *a = l->h->w.a;

	TRY(person_get(tx, l->of, a, &l->p));
	TRY(person_identifiers(tx, l->of, a, &l->ids, &l->ids_n));
	TRY(family_links(tx, l->of, KNOWN_NOW, a, &l->l, &l->n));
	TRY(dependant_proofs(tx, l->of, KNOWN_NOW, a, &l->proof, &l->proofs_n));
	return guardianships(tx, l->of, KNOWN_NOW, a, &l->g, &l->guards_n);
}

static struct look look(struct home *h, person_id of)
{
	struct look l = { .h = h, .of = of };

	must(rc_ok(db_read(h->w.db, FOR_COUNTER, "test", look_now, &l)));
	return l;
}

T(new_child_is_registered_when_accepted)
{
	struct home h = home(a, "t_family_new");
	struct family_accepted got;

	h.f.relative.id_kind = S("birth no"), h.f.relative.id_value = S("ab-12 3");
	t_need(declared(&h));
	t_ok(!h.out.refused && !h.out.again && h.out.asks == 0);
	t_ok(h.out.dependant.is && h.out.dependant.why == WHY_AGE);
	t_int((int64_t)look(&h, h.omar).n, 0);
	take(&h, h.out.request_id);
	t_need(answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got));
	t_ok(got.registered && got.number.n > 0);
	t_str(got.request.state, "ACCEPTED");
	struct look l = look(&h, h.omar);
	t_int((int64_t)l.n, 1);
	t_int(l.l[0].relative_id.v, got.relative.v);
	t_int(l.l[0].from_day.days, day("2015-02-03").days);
	t_str(l.l[0].role, "CHILD");
	l = look(&h, got.relative);
	t_str(l.p.first_name, "YASSINE");
	t_int(l.p.commune_id, TOWN_COMMUNE);
	t_int((int64_t)l.ids_n, 1);
	t_str(l.ids[0].value, "AB123");
	t_str(l.ids[0].kind, "BIRTHNO");
	/* decided once */
	t_rc(answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got), REQUEST_STATE);
	/* the same child again, on another form: found by the identifier */
	h.f.client_id = 2;
	t_rc(declared(&h), FAMILY_TIED);
	db_close(h.w.db);
}

/* ---- who is told ---- */

struct counting {
	struct arena *a;
	person_id person;
	int64_t n;
	str body;
};

static rc count_told(struct tx *tx, void *cls)
{
	struct counting *c = cls;
	struct message *list;
	size_t n;

	TRY(message_list(tx, c->person, (message_id){ INT64_MAX }, 20, c->a, &list, &n));
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].kind, S("family.linked"))) {
			c->n++;
			c->body = list[i].body;
		}
	return OK;
}

static struct counting told(struct home *h, person_id who)
{
	struct counting c = { .a = h->w.a, .person = who };

	must(rc_ok(db_read(h->w.db, FOR_MESSAGE, "told", count_told, &c)));
	return c;
}

struct reaching {
	struct arena *a;
	person_id who;
};

static rc reach(struct tx *tx, void *cls)
{
	struct reaching *r = cls;
	struct person was, is;

	TRY(person_get(tx, r->who, r->a, &was));
	is = was;
	is.email = S("relative@exemple.invalid");
	is.known_from.us++;
	return person_correct(tx, &was, &is);
}

/* Somebody of the register becomes a relative; told when a spouse, or grown up. */
static int64_t told_as(struct home *h, person_id who, enum family_role role, const char *first,
		       const char *born, const char *id, int64_t client)
{
	struct reaching r = { .a = h->w.a, .who = who };
	struct family_accepted got;

	must(rc_ok(db_write(h->w.db, FOR_REGISTRATION, "reach", reach, &r)));
	h->f.client_id = client;
	h->f.relative = (struct relative){ .role = role,
					   .last_name = S("TAZI"),
					   .first_name = str_of(first),
					   .born = str_of(born),
					   .sex = S("F"),
					   .id_kind = S("CNIE"),
					   .id_value = str_of(id),
					   .from = day(role == ROLE_SPOUSE ? "2020-01-01" : born),
					   .proves = role != ROLE_SPOUSE,
					   .proof_kind = PROOF_DISABILITY,
					   .proof = { day("2026-01-01"), DATE_NEVER } };
	must(rc_ok(declared(h)));
	take(h, h->out.request_id);
	must(rc_ok(answer(h, ASK_ALL, RELATIVE_IS_PERSON, who, &got)));
	t_ok(!got.registered);
	struct counting c = told(h, who);
	t_ok(c.n == 0 || memmem(c.body.p, c.body.n, "OMAR TAZI", 9) != NULL);
	t_ok(c.n == 0 || memmem(c.body.p, c.body.n, "1980", 4) == NULL);
	return c.n;
}

T(who_is_linked_is_told)
{
	struct home h = home(a, "t_family_told");
	person_id wife = town_person(&h.w, "TAZI", "SARA", "1982-01-01", "F", "BB1");
	person_id grown = town_person(&h.w, "TAZI", "HIND", "2000-01-01", "F", "BB2");
	person_id small = town_person(&h.w, "TAZI", "NOUR", "2015-01-01", "F", "BB3");

	t_int(told_as(&h, wife, ROLE_SPOUSE, "SARA", "1982-01-01", "BB1", 1), 1);
	t_int(told_as(&h, grown, ROLE_CHILD, "HIND", "2000-01-01", "BB2", 2), 1);
	t_int(told_as(&h, small, ROLE_CHILD, "NOUR", "2015-01-01", "BB3", 3), 0);
	t_int(told(&h, h.omar).n, 0);
	db_close(h.w.db);
}

T(asking_writes_nothing)
{
	struct home h = home(a, "t_family_ask");
	struct request_item *list;
	struct acting by = town_self(h.omar);
	size_t n;

	h.f.only_ask = true;
	t_need(declared(&h));
	t_ok(!h.out.refused && h.out.dependant.is && h.out.request_id.v == 0);
	t_need(request_mine(h.w.db, a, &by, h.omar, 10, &list, &n));
	t_int((int64_t)n, 0);
	h.f.relative.born = S("1990-01-01"), h.f.relative.from = day("1990-01-01");
	t_need(declared(&h));
	t_ok(h.out.refused);
	h.f.relative.born = S("2015-00-00"), h.f.relative.from = day("2015-01-01");
	t_need(declared(&h));
	/* known to the year: a dependant until the last day that the birthday can be */
	t_int(h.out.dependant.until.days, day("2037-01-01").days);
	db_close(h.w.db);
}

struct who {
	user_id user;
	person_id is;
};

static rc name_agent(struct tx *tx, void *cls)
{
	struct who *w = cls;

	return user_person_set(tx, w->user, w->is);
}

/* An agent who is somebody of the register answers neither the own request nor one about themselves. */
T(nobody_answers_their_own)
{
	struct home h = home(a, "t_family_own");
	person_id sara = town_person(&h.w, "ALAMI", "SARA", "1982-01-01", "F", "BB1");
	struct family_accepted got;
	struct fund_request r;
	struct acting by = agent();
	struct who who = { TOWN_AGENT, h.omar };

	must(rc_ok(db_write(h.w.db, FOR_COUNTER, "who", name_agent, &who)));
	t_need(declared(&h));
	t_rc(request_act(h.w.db, a, &by, h.out.request_id, DO_TAKE, S(""), &r), REQUEST_OWN);
	who.is = sara;
	must(rc_ok(db_write(h.w.db, FOR_COUNTER, "who", name_agent, &who)));
	take(&h, h.out.request_id);
	t_need(answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got));
	h.f.client_id = 2;
	h.f.relative = (struct relative){ .role = ROLE_SPOUSE,
					  .last_name = S("ALAMI"),
					  .first_name = S("SARA"),
					  .born = S("1982-01-01"),
					  .sex = S("F"),
					  .from = day("2020-01-01") };
	t_need(declared(&h));
	take(&h, h.out.request_id);
	t_rc(answer(&h, ASK_ALL, RELATIVE_IS_PERSON, sara, &got), REQUEST_OWN);
	t_int((int64_t)look(&h, h.omar).n, 1);
	db_close(h.w.db);
}

T(sent_twice_is_one_declaration)
{
	struct home h = home(a, "t_family_twice");

	t_need(declared(&h));
	str reference = h.out.reference;
	t_need(declared(&h));
	t_ok(h.out.again);
	t_ok(str_eq(h.out.reference, reference));
	h.f.relative.first_name = S("ALI");
	t_rc(declared(&h), REQUEST_OTHER);
	db_close(h.w.db);
}

T(fields_that_cant_be)
{
	static const struct {
		const char *wrong, *last, *born, *sex, *from, *court;
	} cases[] = {
		{ "name", "", "2015-02-03", "M", "2015-02-03", "" },
		{ "name", "TAZI\n", "2015-02-03", "M", "2015-02-03", "" },
		{ "name", "TAZI\xE2\x80\xAE", "2015-02-03", "M", "2015-02-03", "" },
		{ "name", "TAZI\xFF", "2015-02-03", "M", "2015-02-03", "" },
		{ "born", "TAZI", "2015-02-30", "M", "2015-02-03", "" },
		{ "born", "TAZI", "2026-11-28", "M", "2026-11-28", "" },
		{ "sex", "TAZI", "2015-02-03", "X", "2015-02-03", "" },
		{ "from", "TAZI", "2015-02-03", "M", "2015-02-02", "" },
		{ "from", "TAZI", "2015-02-03", "M", "2026-11-28", "" },
		{ "court", "TAZI", "2015-02-03", "M", "2015-02-03", "12/2020" },
	};
	struct home h = home(a, "t_family_fields");

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		h.f.relative.last_name = str_of(cases[i].last);
		h.f.relative.born = str_of(cases[i].born);
		h.f.relative.sex = str_of(cases[i].sex);
		h.f.relative.from = day(cases[i].from);
		h.f.relative.court_reference = str_of(cases[i].court);
		t_rc(declared(&h), FAMILY_FIELD);
		if (!str_eq(h.out.wrong, str_of(cases[i].wrong)))
			t_fail("case %zu: %.*s", i, STR_ARG(h.out.wrong));
	}
	db_close(h.w.db);
}

T(who_may_declare)
{
	struct home h = home(a, "t_family_who");
	struct relative usual = h.f.relative;

	h.f.relative.id_value = S("AB1"); /* of which kind? */
	t_rc(declared(&h), FAMILY_FIELD);
	h.f.relative = usual;
	h.f.relative.proves = true, h.f.relative.proof = (span){ day("2026-01-01"), day("2026-01-01") };
	t_rc(declared(&h), FAMILY_FIELD);
	h.f.relative = usual;
	h.f.by = town_self((person_id){ 5 });
	t_rc(declared(&h), PERSON_NONE);
	h.f.by = agent();
	t_rc(declared(&h), REQUEST_REASON);
	h.f.by = town_agent();
	t_need(declared(&h));
	db_close(h.w.db);
}

T(beyond_the_age_is_refused_with_its_reason)
{
	struct home h = home(a, "t_family_old");

	h.f.relative.born = S("2000-02-03"), h.f.relative.from = day("2000-02-03");
	t_need(declared(&h));
	t_ok(h.out.refused && h.out.request_id.v == 0);
	t_int(h.out.dependant.why, WHY_AGE);
	t_int(h.out.dependant.until.days, day("2021-02-03").days);
	/* a student of 26 is too old too, a disabled person never */
	h.f.relative.proves = true, h.f.relative.proof = (span){ day("2026-09-01"), day("2027-09-01") };
	t_need(declared(&h));
	t_ok(h.out.refused);
	h.f.relative.proof_kind = PROOF_DISABILITY;
	t_need(declared(&h));
	t_ok(!h.out.refused);
	struct family_accepted got;
	take(&h, h.out.request_id);
	t_need(answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got));
	struct look l = look(&h, got.relative);
	t_int((int64_t)l.proofs_n, 1);
	t_str(l.proof[0].kind, "DISABILITY");
	db_close(h.w.db);
}

T(known_person_is_found)
{
	struct home h = home(a, "t_family_known");
	person_id sara = town_person(&h.w, "ALAMI", "SARA", "1982-05-01", "F", "BB2");
	struct family_accepted got;

	h.f.relative = (struct relative){ .role = ROLE_SPOUSE,
					  .last_name = S("EL ALAMI"),
					  .first_name = S("SARA"),
					  .born = S("1982-05-01"),
					  .sex = S("F"),
					  .from = day("2010-01-01"),
					  .id_kind = S("CNIE"),
					  .id_value = S("BB2") };
	t_need(declared(&h));
	t_int(h.out.asks, 0);
	take(&h, h.out.request_id);
	t_rc(answer(&h, 0, RELATIVE_IS_NEW, (person_id){ 0 }, &got), FAMILY_QUESTION);
	t_need(answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got));
	t_ok(!got.registered && got.relative.v == sara.v);
	/* a second wife is a question, not a refusal */
	h.f.relative = (struct relative){ .role = ROLE_SPOUSE,
					  .last_name = S("FASSI"),
					  .first_name = S("HIND"),
					  .born = S("1985-05-01"),
					  .sex = S("F"),
					  .from = day("2020-01-01") };
	h.f.client_id = 2;
	t_need(declared(&h));
	t_int(h.out.asks, ASK_SECOND_SPOUSE);
	take(&h, h.out.request_id);
	t_rc(answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got), FAMILY_QUESTION);
	t_int(got.asks, ASK_SECOND_SPOUSE);
	t_need(answer(&h, ASK_SECOND_SPOUSE, RELATIVE_AS_FOUND, (person_id){ 0 }, &got));
	t_int((int64_t)look(&h, h.omar).n, 2);
	/* themselves */
	h.f.relative = (struct relative){ .role = ROLE_SPOUSE,
					  .last_name = S("TAZI"),
					  .first_name = S("OMAR"),
					  .born = S("1980-05-01"),
					  .sex = S("M"),
					  .from = day("2020-01-01"),
					  .id_kind = S("CNIE"),
					  .id_value = S("AA1") };
	h.f.client_id = 3;
	t_rc(declared(&h), FAMILY_SELF);
	db_close(h.w.db);
}

T(likely_person_is_a_question)
{
	struct home h = home(a, "t_family_likely");
	person_id child = town_person(&h.w, "TAZI", "YASSIN", "2015-02-03", "M", "CC3");
	struct family_accepted got;

	t_need(declared(&h));
	t_int(h.out.asks, ASK_LIKELY);
	take(&h, h.out.request_id);
	t_rc(answer(&h, ASK_ALL, RELATIVE_AS_FOUND, (person_id){ 0 }, &got), FAMILY_QUESTION);
	t_rc(answer(&h, ASK_ALL, RELATIVE_IS_PERSON, (person_id){ 0 }, &got), PERSON_NONE);
	t_rc(answer(&h, ASK_ALL, RELATIVE_IS_PERSON, (person_id){ 5 }, &got), PERSON_NONE);
	t_rc(answer(&h, ASK_ALL, RELATIVE_IS_PERSON, h.omar, &got), FAMILY_SELF);
	t_need(answer(&h, ASK_LIKELY, RELATIVE_IS_PERSON, child, &got));
	t_int(got.relative.v, child.v);
	/* the identifier of somebody else: registered apart, without it */
	h.f.client_id = 2;
	h.f.relative.first_name = S("NADIA"), h.f.relative.sex = S("F"), h.f.relative.born = S("2018-01-01");
	h.f.relative.from = day("2018-01-01"), h.f.relative.id_kind = S("CNIE"),
	h.f.relative.id_value = S("CC3");
	t_need(declared(&h));
	t_ok((h.out.asks & ASK_IDENTIFIER) != 0);
	take(&h, h.out.request_id);
	t_need(answer(&h, ASK_ALL, RELATIVE_IS_NEW, (person_id){ 0 }, &got));
	t_ok(got.registered);
	t_int((int64_t)look(&h, got.relative).ids_n, 0);
	db_close(h.w.db);
}

/* Who moved, or was registered by a delivery under another commune, without an identifier in common. */
T(likely_person_lives_elsewhere)
{
	struct home h = home(a, "t_family_elsewhere");
	struct family_accepted got;

	h.w.commune = TOWN_COMMUNE + 1;
	(void)town_person(&h.w, "TAZI", "YASSIN", "2015-02-04", "M", "");
	person_id child = town_person(&h.w, "TAZI", "YASSIN", "2015-02-03", "M", "");
	(void)town_person(&h.w, "ALAMI", "SARA", "2015-02-03", "F", "");
	t_need(declared(&h));
	t_int(h.out.asks, ASK_LIKELY);
	take(&h, h.out.request_id);
	t_need(answer(&h, ASK_LIKELY, RELATIVE_IS_NEW, (person_id){ 0 }, &got));
	t_ok(got.registered && got.relative.v != child.v);
	db_close(h.w.db);
}

T(child_of_another_family)
{
	struct home h = home(a, "t_family_other");
	person_id sara = town_person(&h.w, "ALAMI", "SARA", "1982-05-01", "F", "BB2");
	struct family_accepted got;

	h.f.relative.id_kind = S("CNIE"), h.f.relative.id_value = S("DD4");
	t_need(declared(&h));
	/* both parents, before either was accepted: nobody can know yet */
	struct home other = h;
	other.f.person = sara, other.f.by = town_self(sara);
	t_need(declared(&other));
	t_int(other.out.asks, 0);
	take(&h, h.out.request_id);
	t_need(answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got));
	person_id child = got.relative;
	take(&other, other.out.request_id);
	t_rc(answer(&other, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got), FAMILY_QUESTION);
	t_int(got.asks, ASK_OTHER_FAMILY);
	t_need(answer(&other, ASK_OTHER_FAMILY, RELATIVE_AS_FOUND, (person_id){ 0 }, &got));
	t_int(got.relative.v, child.v);
	t_ok(!got.registered);
	db_close(h.w.db);
}

T(ward_has_a_guardian)
{
	struct home h = home(a, "t_family_ward");
	struct family_accepted got;

	h.f.relative.role = ROLE_WARD, h.f.relative.from = day("2020-01-01");
	t_rc(declared(&h), FAMILY_FIELD);
	h.f.relative.court_reference = S("1234/2020"), h.f.relative.court_until = day("2028-01-01");
	t_need(declared(&h));
	t_int(h.out.dependant.why, WHY_GUARDIANSHIP);
	take(&h, h.out.request_id);
	t_need(answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got));
	struct look l = look(&h, got.relative);
	t_int((int64_t)l.guards_n, 1);
	t_str(l.g[0].court_reference, "1234/2020");
	t_int(l.g[0].guardian_id.v, h.omar.v);
	db_close(h.w.db);
}

T(link_ends)
{
	struct home h = home(a, "t_family_end");
	struct family_accepted got;
	struct family_ending e = { .by = town_self(h.omar),
				   .person = h.omar,
				   .client_id = 2,
				   .role = ROLE_CHILD,
				   .until = day("2026-11-01"),
				   .reason = S("DEATH") };

	t_need(declared(&h));
	take(&h, h.out.request_id);
	t_need(answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got));
	t_rc(family_end(h.w.db, a, &e, &h.out), FAMILY_LINK_NONE);
	e.relative = got.relative, e.reason = S("DIVORCE");
	t_rc(family_end(h.w.db, a, &e, &h.out), FAMILY_FIELD);
	e.reason = S("DEATH"), e.until = day("2026-12-01");
	t_rc(family_end(h.w.db, a, &e, &h.out), FAMILY_FIELD);
	t_str(h.out.wrong, "until");
	e.until = day("2015-02-02"); /* before it began */
	t_rc(family_end(h.w.db, a, &e, &h.out), FAMILY_FIELD);
	t_str(h.out.wrong, "until");
	e.until = day("2026-11-01");
	t_need(family_end(h.w.db, a, &e, &h.out));
	str reference = h.out.reference;
	t_need(family_end(h.w.db, a, &e, &h.out));
	t_ok(h.out.again && str_eq(h.out.reference, reference));
	take(&h, h.out.request_id);
	t_need(answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got));
	struct look l = look(&h, h.omar);
	t_int((int64_t)l.n, 1);
	t_str(l.l[0].state, "ENDED");
	t_str(l.l[0].reason, "DEATH");
	t_int(l.l[0].until_day.days, day("2026-11-01").days);
	e.client_id = 3;
	t_rc(family_end(h.w.db, a, &e, &h.out), FAMILY_LINK_NONE);
	db_close(h.w.db);
}

T(studies_go_on)
{
	struct home h = home(a, "t_family_proof");
	struct family_accepted got;
	struct family_proving p = { .by = town_self(h.omar),
				    .person = h.omar,
				    .client_id = 2,
				    .role = ROLE_CHILD,
				    .proof = { PROOF_STUDENT, { day("2026-09-01"), day("2027-09-01") } } };

	h.f.relative.born = S("2006-02-03"), h.f.relative.from = day("2006-02-03");
	t_need(declared(&h));
	take(&h, h.out.request_id);
	t_need(answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got));
	person_id child = got.relative;
	t_rc(family_prove(h.w.db, a, &p, &h.out), FAMILY_LINK_NONE);
	p.relative = child, p.proof.when.until = p.proof.when.from;
	t_rc(family_prove(h.w.db, a, &p, &h.out), FAMILY_FIELD);
	p.proof.when.until = day("2027-09-01");
	t_need(family_prove(h.w.db, a, &p, &h.out));
	t_ok(!h.out.refused);
	t_int(h.out.dependant.why, WHY_STUDENT_PROOF);
	str reference = h.out.reference;
	t_need(family_prove(h.w.db, a, &p, &h.out));
	t_ok(h.out.again && str_eq(h.out.reference, reference));
	take(&h, h.out.request_id);
	t_need(answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got));
	t_int(got.relative.v, child.v);
	struct look l = look(&h, child);
	t_int((int64_t)l.proofs_n, 1);
	t_int(l.proof[0].until_day.days, day("2027-09-01").days);
	/* a proof for a time when nobody may study any more */
	p.client_id = 3, p.proof.when = (span){ day("2036-09-01"), day("2037-09-01") };
	t_need(family_prove(h.w.db, a, &p, &h.out));
	t_ok(h.out.refused && h.out.request_id.v == 0);
	db_close(h.w.db);
}

struct told {
	struct home *h;
	person_id of;
	struct message *m;
	size_t n;
};

static rc list_told(struct tx *tx, void *cls)
{
	struct told *t = cls;

	return message_list(tx, t->of, (message_id){ INT64_MAX }, 10, t->h->w.a, &t->m, &t->n);
}

T(person_is_told)
{
	struct home h = home(a, "t_family_told");
	struct told t = { .h = &h };
	struct family_accepted got;

	h.w.phone = 212612345678;
	t.of = town_person(&h.w, "ALAMI", "SARA", "1982-05-01", "F", "BB2");
	h.f.person = t.of, h.f.by = town_self(t.of);
	t_need(declared(&h));
	t_need(declared(&h));
	t_need(db_read(h.w.db, FOR_COUNTER, "test", list_told, &t));
	t_int((int64_t)t.n, 1);
	t_str(t.m[0].kind, "family.declared");
	t_str(t.m[0].receiver, "212612345678");
	t_int(t.m[0].cause, h.out.request_id.v);
	take(&h, h.out.request_id);
	t_need(answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got));
	t_need(db_read(h.w.db, FOR_COUNTER, "test", list_told, &t));
	t_int((int64_t)t.n, 2);
	t_str(t.m[0].kind, "request.answered");
	/* an agent did it */
	const struct acted acted = { S("family"), S("تصريح بطفل"), S("déclaration d'un enfant"),
				     S("a child") };
	h.f.by = town_agent(), h.f.by.what = acted, h.f.client_id = 2;
	h.f.relative.first_name = S("NADIA"), h.f.relative.sex = S("F");
	t_need(declared(&h));
	t_need(db_read(h.w.db, FOR_COUNTER, "test", list_told, &t));
	t_int((int64_t)t.n, 3);
	t_str(t.m[0].kind, "agent.acted");
	t_ok(memmem(t.m[0].body.p, t.m[0].body.n, "enfant", 6) != NULL);
	t_ok(memmem(t.m[0].body.p, t.m[0].body.n, h.out.receipt.p, h.out.receipt.n) != NULL);
	/* sent twice: the same receipt, and told once */
	str receipt = h.out.receipt;
	t_need(declared(&h));
	t_ok(h.out.again && receipt.n > 0 && str_eq(h.out.receipt, receipt));
	t_need(db_read(h.w.db, FOR_COUNTER, "test", list_told, &t));
	t_int((int64_t)t.n, 3);
	db_close(h.w.db);
}

/* Wherever the store fails, what was begun isn't there, and doing it again does it once. */
T(killed_between)
{
	struct home h = home(a, "t_family_killed");
	struct family_accepted got;
	long n = 0;
	rc r = OK;

	do {
		db_fail_after(h.w.db, n++, E_DB_DOWN);
		r = declared(&h);
		db_fail_after(h.w.db, -1, E_OK);
	} while (!rc_ok(r) && n < 200);
	t_ok(rc_ok(r) && n > 5);
	t_ok(!h.out.again);
	take(&h, h.out.request_id);
	n = 0;
	do {
		db_fail_after(h.w.db, n++, E_DB_DOWN);
		r = answer(&h, 0, RELATIVE_AS_FOUND, (person_id){ 0 }, &got);
		db_fail_after(h.w.db, -1, E_OK);
	} while (!rc_ok(r) && n < 200);
	t_ok(rc_ok(r) && n > 5);
	t_int((int64_t)look(&h, h.omar).n, 1);
	/* nobody was registered by the tries that failed: the next number follows */
	struct person child = look(&h, got.relative).p;
	t_int(child.number / 10, look(&h, h.omar).p.number / 10 + 1);
	db_close(h.w.db);
}

/* Two taps at the same time, of many forms: one request each. */
T(two_declare_at_once)
{
	enum { BOTH = 2, TIMES = 10 };
	struct home h = home(a, "t_family_at_once");
	pid_t pid[BOTH];
	int status;

	for (int i = 0; i < BOTH; i++) {
		fflush(NULL);
		pid[i] = fork();
		if (pid[i] != 0)
			continue;
		struct home mine = h;
		int bad = !rc_ok(db_open(a, h.w.url, &mine.w.db));
		for (int j = 1; j <= TIMES && !bad; j++) {
			mine.f.client_id = j;
			bad = !rc_ok(declared(&mine)) || mine.out.request_id.v == 0;
		}
		_Exit(bad);
	}
	for (int i = 0; i < BOTH; i++)
		t_ok(waitpid(pid[i], &status, 0) == pid[i] && WIFEXITED(status) && WEXITSTATUS(status) == 0);
	struct acting self = town_self(h.omar);
	struct request_item *mine;
	size_t n;
	t_need(request_mine(h.w.db, a, &self, h.omar, 100, &mine, &n));
	t_int((int64_t)n, TIMES);
	db_close(h.w.db);
}
