/* Contact details: a code to the new number, the old one told, a paper at the counter, limits, nobody else's
 * file. */
#include "service/change_contact.h"

#include "service/note_use.h"

#include "testing/outbox.h"
#include "testing/people.h"

static const struct keys keys = { .totp = "not a real key" };

#define OLD_PHONE INT64_C(212612345678)
#define NEW_PHONE INT64_C(212698765432)

T(contact_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_contact_statements");

	for (const struct db_stmt *const *s = contact_stmts; *s != NULL; s++)
		t_need(db_check(db, *s));
	db_close(db);
}

struct scene {
	struct town w;
	person_id one, two;
	struct contact_order o;
	struct contact_ordered out;
	str receipt;
};

static void scene(struct scene *s, struct arena *a, const char *name)
{
	*s = (struct scene){ .w = town_open(a, name, "ma") };
	s->w.phone = OLD_PHONE;
	s->one = town_person(&s->w, "ALAMI", "SARA", "1990-05-01", "F", "AA1");
	s->two = town_person(&s->w, "TAZI", "ALI", "1990-05-01", "M", "AA2"); /* they share a phone */
	s->o = (struct contact_order){ .by = town_self(s->one), .person = s->one, .keys = &keys };
}

static rc ordered(struct scene *s) { return contact_change(s->w.db, s->w.a, &s->o, &s->out); }

static rc say_phone(struct scene *s, const char *phone)
{
	s->o.given = CONTACT_BIT(CONTACT_PHONE), s->o.phone = str_of(phone);
	return ordered(s);
}

static rc confirmed(struct scene *s, enum contact_kind kind, str code)
{
	struct contact_confirming c = {
		.by = s->o.by, .person = s->one, .keys = &keys, .kind = kind, .code = code
	};

	c.by.reason = S("");
	return contact_confirm(s->w.db, s->w.a, &c, &s->receipt);
}

static struct contact_view view(struct scene *s)
{
	struct acting self = town_self(s->one);
	struct contact_view v;

	t_rc(contact_show(s->w.db, s->w.a, &self, s->one, &v), OK);
	return v;
}

/* The newest message of a kind; n 0 when there is none. */
static struct message *newest(struct scene *s, const char *kind)
{
	struct outbox o = outbox(s->w.db, s->w.a);

	for (size_t i = 0; i < o.n; i++)
		if (str_eq(o.list[i].kind, str_of(kind)))
			return &o.list[i];
	return NULL;
}

struct minute {
	struct arena *a;
	person_id person;
	struct service_use *uses;
	size_t uses_n;
};

/* The code that was sent is a minute older: another one may go. */
static rc minute_later(struct tx *tx, void *cls)
{
	struct minute *m = cls;
	struct member_code c;

	TRY(code_get(tx, m->person, CODE_FOR_CONTACT, m->a, &c));
	c.made_at.us -= CODE_AGAIN_S * INT64_C(1000000);
	return code_put(tx, &c);
}

static rc look(struct tx *tx, void *cls)
{
	struct minute *m = cls;

	return service_uses_of(tx, m->person, 100, m->a, &m->uses, &m->uses_n);
}

T(new_phone_waits_for_its_code)
{
	struct scene s;
	struct minute m = { .a = a };

	scene(&s, a, "t_contact_phone");
	m.person = s.one;
	t_need(say_phone(&s, "06 98 76 54 32"));
	t_ok(s.out.waits && s.out.waiting == CONTACT_PHONE && s.out.changed == 0);
	struct message *sent = newest(&s, "contact.confirm");
	t_ok(sent != NULL && str_eq(sent->receiver, S("212698765432")));
	struct contact_view v = view(&s);
	t_ok(v.p.phone == OLD_PHONE && v.waiting_n == 1 && v.confirmed.us == 0);
	t_str(v.waiting[0].value, "+212698765432");
	/* again at once */
	t_rc(say_phone(&s, "0698765433"), CONTACT_OFTEN);
	t_str(view(&s).waiting[0].value, "+212698765432");
	str code = message_code(sent), wrong = str_eq(code, S("000000")) ? S("000001") : S("000000");
	t_rc(confirmed(&s, CONTACT_PHONE, wrong), CONTACT_CODE);
	t_rc(confirmed(&s, CONTACT_EMAIL, code), CONTACT_NONE);
	t_need(confirmed(&s, CONTACT_PHONE, code));
	t_str(s.receipt, "");
	v = view(&s);
	t_ok(v.p.phone == NEW_PHONE && v.waiting_n == 0 && v.confirmed.us != 0);
	/* whoever has the old one is told there */
	sent = newest(&s, "contact.changed");
	t_ok(sent != NULL && str_eq(sent->receiver, S("212612345678")));
	t_ok(memmem(sent->body.p, sent->body.n, "num", 3) != NULL);
	t_need(db_read(s.w.db, FOR_COUNTER, "test", look, &m));
	t_ok(m.uses_n == 1 && str_eq(m.uses[0].service, S("CONTACT")) &&
	     str_eq(m.uses[0].channel, USE_ONLINE));
	t_rc(confirmed(&s, CONTACT_PHONE, code), CONTACT_NONE);
	/* the same number again is nothing new, and asks for no code */
	t_need(say_phone(&s, "+212698765432"));
	t_ok(!s.out.waits && s.out.changed == 0);
	db_close(s.w.db);
}

T(code_of_another_number_is_none)
{
	struct scene s;
	struct minute m = { .a = a };

	scene(&s, a, "t_contact_other");
	m.person = s.one;
	t_need(say_phone(&s, "0698765432"));
	str first = message_code(newest(&s, "contact.confirm"));
	t_need(db_write(s.w.db, FOR_COUNTER, "test", minute_later, &m));
	t_need(say_phone(&s, "0711111111"));
	str second = message_code(newest(&s, "contact.confirm"));
	t_ok(str_eq(first, second) || !rc_ok(confirmed(&s, CONTACT_PHONE, first)));
	/* tried out: five wrong ones, then the right one doesn't help */
	for (int i = 0; i < CODE_TRIES; i++)
		t_rc(confirmed(&s, CONTACT_PHONE, S("12")), CONTACT_CODE);
	t_rc(confirmed(&s, CONTACT_PHONE, second), CONTACT_CODE);
	t_int(view(&s).p.phone, OLD_PHONE);
	db_close(s.w.db);
}

T(fields_that_cannot_be)
{
	struct scene s;

	scene(&s, a, "t_contact_wrong");
	t_rc(say_phone(&s, "12"), CONTACT_FIELD);
	t_str(s.out.wrong, "phone");
	t_rc(say_phone(&s, "0522123456"), CONTACT_FIELD); /* no SMS reaches it */
	t_rc(say_phone(&s, ""), CONTACT_FIELD);
	s.o.given = CONTACT_BIT(CONTACT_EMAIL), s.o.email = S("nobody");
	t_rc(ordered(&s), CONTACT_FIELD);
	t_str(s.out.wrong, "email");
	s.o.given = CONTACT_REACHES, s.o.phone = S("0698765432"), s.o.email = S("a@exemple.invalid");
	t_rc(ordered(&s), CONTACT_FIELD);
	t_str(s.out.wrong, "both");
	s.o.given = CONTACT_BIT(CONTACT_LANGUAGE), s.o.language = S("de");
	t_rc(ordered(&s), CONTACT_FIELD);
	s.o.given = CONTACT_BIT(CONTACT_ADDRESS), s.o.address = S("line\nline");
	t_rc(ordered(&s), CONTACT_FIELD);
	t_str(s.out.wrong, "address");
	/* only an agent has seen a paper */
	s.o.address = S("12, rue des Orangers"), s.o.paper = S("IDENTITY");
	t_rc(ordered(&s), CONTACT_FIELD);
	t_str(s.out.wrong, "paper");
	/* somebody else's file, and nobody's */
	s.o.paper = S(""), s.o.person = s.two;
	t_rc(ordered(&s), PERSON_NONE);
	struct acting self = town_self(s.one);
	struct contact_view v;
	t_rc(contact_show(s.w.db, a, &self, s.two, &v), PERSON_NONE);
	t_rc(contact_right(s.w.db, a, &self, s.two), PERSON_NONE);
	t_int((int64_t)outbox(s.w.db, a).n, 0);
	db_close(s.w.db);
}

T(at_once_and_not_too_often)
{
	struct scene s;
	struct minute m = { .a = a };
	static const char *const street[] = { "1, rue A", "2, rue A", "3, rue A",
					      "4, rue A", "5, rue A", "6, rue A" };

	scene(&s, a, "t_contact_often");
	m.person = s.one;
	s.o.given = CONTACT_BIT(CONTACT_ADDRESS) | CONTACT_BIT(CONTACT_LANGUAGE), s.o.language = S("ar");
	for (int i = 0; i < CONTACT_A_DAY; i++) {
		s.o.address = str_of(street[i]);
		t_need(ordered(&s));
		t_int(s.out.changed, i == 0 ? s.o.given : CONTACT_BIT(CONTACT_ADDRESS));
	}
	s.o.address = S("7, rue A");
	t_rc(ordered(&s), CONTACT_OFTEN);
	t_str(view(&s).p.address, "6, rue A");
	t_ok(newest(&s, "contact.changed") != NULL);
	/* right as they are: once a day */
	struct acting self = town_self(s.two);
	m.person = s.two;
	t_need(contact_right(s.w.db, a, &self, s.two));
	t_need(contact_right(s.w.db, a, &self, s.two));
	t_need(db_read(s.w.db, FOR_COUNTER, "test", look, &m));
	t_int((int64_t)m.uses_n, 1);
	db_close(s.w.db);
}

T(email_added_and_taken_away)
{
	struct scene s;

	scene(&s, a, "t_contact_email");
	s.o.given = CONTACT_BIT(CONTACT_EMAIL), s.o.email = S("sara@exemple.invalid");
	t_need(ordered(&s));
	t_ok(s.out.waits && s.out.waiting == CONTACT_EMAIL);
	struct message *sent = newest(&s, "contact.confirm");
	t_str(sent->channel, "EMAIL");
	t_str(sent->receiver, "sara@exemple.invalid");
	t_need(confirmed(&s, CONTACT_EMAIL, message_code(sent)));
	t_str(view(&s).p.email, "sara@exemple.invalid");
	t_str(newest(&s, "contact.changed")->receiver, "212612345678");
	s.o.email = S("");
	t_need(ordered(&s));
	t_ok(!s.out.waits && s.out.changed == CONTACT_BIT(CONTACT_EMAIL));
	t_str(view(&s).p.email, "");
	/* to the old address */
	t_str(newest(&s, "contact.changed")->receiver, "sara@exemple.invalid");
	db_close(s.w.db);
}

T(at_the_counter)
{
	struct scene s;
	struct minute m = { .a = a };
	struct acted acted = { S("contact"), S("معلومات الاتصال"), S("coordonnées"), S("contact details") };

	scene(&s, a, "t_contact_counter");
	m.person = s.one;
	s.o.by = town_agent(), s.o.by.what = acted, s.o.by.reason = S("");
	t_rc(say_phone(&s, "0698765432"), ASSIST_REASON);
	/* the code is read out */
	s.o.by.reason = S("changed her number");
	t_need(say_phone(&s, "0698765432"));
	t_ok(s.out.waits && s.out.receipt.n == 0);
	t_need(confirmed(&s, CONTACT_PHONE, message_code(newest(&s, "contact.confirm"))));
	t_ok(s.receipt.n > 0);
	t_str(newest(&s, "contact.changed")->receiver, "212612345678");
	t_str(newest(&s, "agent.acted")->receiver, "212698765432");
	/* no network: an agent who sees a paper, a landline too */
	s.o.paper = S("NONSENSE");
	t_rc(say_phone(&s, "0522123456"), CONTACT_FIELD);
	s.o.paper = S("IDENTITY");
	t_need(say_phone(&s, "0522123456"));
	t_ok(!s.out.waits && s.out.changed == CONTACT_BIT(CONTACT_PHONE) && s.out.receipt.n > 0);
	t_int(view(&s).p.phone, INT64_C(212522123456));
	t_str(newest(&s, "contact.changed")->receiver, "212698765432");
	t_need(db_read(s.w.db, FOR_COUNTER, "test", look, &m));
	t_ok(m.uses_n == 2 && str_eq(m.uses[0].channel, USE_COUNTER));
	/* by number, as the command line has it */
	s.o.person = (person_id){ 0 }, s.o.number = S("12");
	t_rc(say_phone(&s, "0698765432"), PERSON_NONE);
	db_close(s.w.db);
}

/* The form sends everything again: what no SMS reaches, and is known already, stands in nobody's way. */
T(what_is_known_already_is_no_mistake)
{
	struct scene s;

	scene(&s, a, "t_contact_known");
	s.w.phone = INT64_C(212522123456);
	s.one = town_person(&s.w, "BENNIS", "HODA", "1990-05-01", "F", "AA3");
	s.o.by = town_self(s.one), s.o.person = s.one;
	s.o.given = CONTACT_BIT(CONTACT_PHONE) | CONTACT_BIT(CONTACT_EMAIL) | CONTACT_BIT(CONTACT_ADDRESS);
	s.o.phone = S("+212522123456"), s.o.address = S("12, rue des Orangers");
	t_need(ordered(&s));
	t_int(s.out.changed, CONTACT_BIT(CONTACT_ADDRESS));
	t_str(view(&s).p.address, "12, rue des Orangers");
	t_rc(say_phone(&s, "0522123457"), CONTACT_FIELD);
	db_close(s.w.db);
}

/* A code that is on its way somewhere else doesn't undo what an agent saw since. */
T(what_waited_is_over_when_another_is_known)
{
	struct scene s;
	struct acted acted = { S("contact"), S("معلومات الاتصال"), S("coordonnées"), S("contact details") };

	scene(&s, a, "t_contact_over");
	t_need(say_phone(&s, "0698765432"));
	str code = message_code(newest(&s, "contact.confirm"));
	s.o.by = town_agent(), s.o.by.what = acted, s.o.paper = S("IDENTITY");
	t_need(say_phone(&s, "0711111111"));
	t_int((int64_t)view(&s).waiting_n, 0);
	s.o.by = town_self(s.one);
	t_rc(confirmed(&s, CONTACT_PHONE, code), CONTACT_NONE);
	t_int(view(&s).p.phone, INT64_C(212711111111));
	db_close(s.w.db);
}

struct waits {
	struct scene *s;
	struct contact_change *list;
	size_t n;
	unsigned own;
};

static rc look_at_waiting(struct tx *tx, void *cls)
{
	struct waits *w = cls;

	TRY(contact_own(tx, w->s->one, w->s->w.a, &w->own));
	return contact_changes(tx, w->s->one, (instant){ 0 }, w->s->w.a, &w->list, &w->n);
}

/* A phone that nobody confirmed isn't kept. */
T(swept_when_over)
{
	struct scene s;
	struct waits w = { .s = &s };
	instant now = clock_now();

	scene(&s, a, "t_contact_swept");
	t_need(say_phone(&s, "0698765432"));
	t_need(contact_sweep(s.w.db, now));
	t_need(db_read(s.w.db, FOR_COUNTER, "test", look_at_waiting, &w));
	t_int((int64_t)w.n, 1);
	t_need(contact_sweep(s.w.db, (instant){ now.us + INT64_C(25) * 3600000000 }));
	t_need(db_read(s.w.db, FOR_COUNTER, "test", look_at_waiting, &w));
	t_int((int64_t)w.n, 0);
	db_close(s.w.db);
}

static rc say_often(struct tx *tx, void *cls)
{
	struct waits *w = cls;
	struct contact_said said = { .person_id = w->s->one,
				     .kind = contact_kind_name(CONTACT_PHONE),
				     .how = CONTACT_BY_CODE };

	for (int i = 0; i <= CONTACT_SAID_MAX; i++) {
		said.said_at = (instant){ clock_now().us + i };
		TRY(contact_said_add(tx, &said));
		said.kind = contact_kind_name(CONTACT_ADDRESS), said.how = CONTACT_BY_WORD;
	}
	return OK;
}

/* A phone once said stays one's own, however often the address changes. */
T(own_for_ever)
{
	struct scene s;
	struct waits w = { .s = &s };

	scene(&s, a, "t_contact_own");
	t_need(db_write(s.w.db, FOR_COUNTER, "test", say_often, &w));
	t_need(db_read(s.w.db, FOR_COUNTER, "test", look_at_waiting, &w));
	t_int(w.own, CONTACT_BIT(CONTACT_PHONE) | CONTACT_BIT(CONTACT_ADDRESS));
	db_close(s.w.db);
}

/* Wherever the store fails, either everything is there or nothing. */
T(contact_killed_between)
{
	struct scene s;
	long n = 0;
	rc r = OK;

	scene(&s, a, "t_contact_killed");
	s.o.given = CONTACT_BIT(CONTACT_ADDRESS), s.o.address = S("12, rue des Orangers");
	do {
		db_fail_after(s.w.db, n++, E_DB_DOWN);
		r = ordered(&s);
		db_fail_after(s.w.db, -1, E_OK);
		t_ok(rc_ok(r) || view(&s).p.address.n == 0);
	} while (!rc_ok(r) && n < 200);
	t_ok(n > 3 && rc_ok(r));
	t_str(view(&s).p.address, "12, rue des Orangers");
	t_int((int64_t)outbox(s.w.db, a).n, 1);
	db_close(s.w.db);
}
