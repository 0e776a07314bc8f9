/* A code confirms what it was sent for, once, on both engines; and who finished what is written down. */
#include "service/confirm.h"

#include "service/note_use.h"

#include "testing/outbox.h"
#include "testing/people.h"

#define NOW ((instant){ INT64_C(1795500000000000) })
#define AFTER(s) ((instant){ NOW.us + (s)*INT64_C(1000000) })

static const struct keys keys = { .totp = "not a real key" };

struct
try {
	struct arena *a;
	struct person to;
	int64_t cause;
	int64_t at; /* seconds */
	str code;
	enum confirm_sent sent;
	bool right;
	enum used_service use;
	user_id agent;
	struct service_use *uses;
	size_t uses_n;
};

static struct person samia(void)
{
	return (struct person){ .person_id = { 77 },
				.number = number_make(S("ma"), 10000077),
				.last_name = S("Exemple"),
				.first_name = S("Samia"),
				.born = S("1990-02-03"),
				.sex = S("F"),
				.phone = 212612345678,
				.commune_id = 12,
				.language = S("fr"),
				.state = S("ACTIVE"),
				.source_id = 5,
				.known_from = NOW };
}

static rc make(struct tx *tx, void *cls)
{
	struct town w = { .country = S("ma") };
	struct person p = samia();

	(void)cls;
	TRY(town_fund(tx, &w));
	return person_add(tx, &p, NULL, 0, S(""));
}

static rc send(struct tx *tx, void *cls)
{
	struct try *t = cls;
	struct confirmation c = { .k = &keys,
				  .to = &t->to,
				  .purpose = CODE_FOR_CONTACT,
				  .cause = t->cause,
				  .kind = S("contact.confirm") };

	return confirm_send(tx, t->a, AFTER(t->at), &c, &t->sent);
}

static rc check(struct tx *tx, void *cls)
{
	struct try *t = cls;
	struct confirming c = { t->to.person_id, CODE_FOR_CONTACT, t->cause, t->code };

	return confirm_check(tx, t->a, AFTER(t->at), &keys, &c, &t->right);
}

static bool right(struct db *db, struct try t)
{
	must(rc_ok(db_write(db, FOR_SELF, "check", check, &t)));
	return t.right;
}

static enum confirm_sent sent(struct db *db, struct try *t)
{
	must(rc_ok(db_write(db, FOR_SELF, "send", send, t)));
	return t->sent;
}

static struct db *fund(struct arena *a, const char *name)
{
	struct db *db = fresh(a, name);

	must(rc_ok(db_write(db, FOR_REGISTRATION, "fund", make, NULL)));
	return db;
}

T(confirm_is_for_what_it_was_sent_for_and_once)
{
	struct db *db = fund(a, "t_confirm_once");
	struct try t = { .a = a, .to = samia(), .cause = 501 }, other = t;

	t_int(sent(db, &t), CONFIRM_SENT);
	t.code = other.code = outbox_code(db, a, S(""));
	other.cause = 502; /* something else that waits */
	t_ok(!right(db, other));
	other.cause = CONFIRM_ANY;
	other.to.person_id.v = 78;
	t_ok(!right(db, other)); /* somebody else */
	t_ok(right(db, t));
	t_ok(!right(db, t));
	db_close(db);
}

T(confirm_is_tried_out_and_expires)
{
	struct db *db = fund(a, "t_confirm_tries");
	struct try t = { .a = a, .to = samia(), .cause = 501 }, wrong;

	t_int(sent(db, &t), CONFIRM_SENT);
	t.code = outbox_code(db, a, S(""));
	wrong = t;
	wrong.code = str_eq(t.code, S("000000")) ? S("000001") : S("000000");
	for (int i = 0; i < CODE_TRIES; i++)
		t_ok(!right(db, wrong));
	t_ok(!right(db, t));

	t.at = 30;
	t_int(sent(db, &t), CONFIRM_OFTEN);
	t.at = 60;
	t_int(sent(db, &t), CONFIRM_SENT);
	t.code = outbox_code(db, a, S(""));
	t.at = 60 + CODE_MINUTES * 60;
	t_ok(!right(db, t));
	t.at--;
	t_ok(right(db, t));
	db_close(db);
}

T(confirm_needs_a_way)
{
	struct db *db = fund(a, "t_confirm_way");
	struct try t = { .a = a, .to = samia(), .cause = 501 };

	t.to.phone = 0;
	t_int(sent(db, &t), CONFIRM_NO_WAY);
	t_int((int)outbox(db, a).n, 0);
	t.to.email = S("samia@exemple.invalid"); /* at once: nothing was written before */
	t_int(sent(db, &t), CONFIRM_SENT);
	t_str(outbox(db, a).list[0].receiver, "samia@exemple.invalid");
	db_close(db);
}

static rc use(struct tx *tx, void *cls)
{
	struct try *t = cls;

	return note_use(tx, AFTER(t->at), t->agent, &t->to, t->use);
}

static rc uses(struct tx *tx, void *cls)
{
	struct try *t = cls;

	return service_uses_of(tx, t->to.person_id, 10, t->a, &t->uses, &t->uses_n);
}

T(use_is_written_down)
{
	struct db *db = fund(a, "t_use");
	struct try t = { .a = a, .to = samia(), .use = USE_ACCOUNT };

	for (size_t i = 0; usage_stmts[i] != NULL; i++)
		t_need(db_check(db, usage_stmts[i]));
	t_need(db_write(db, FOR_SELF, "use", use, &t));
	t.at = 9;
	t.use = USE_FAMILY;
	t.agent.v = 4;
	t_need(db_write(db, FOR_COUNTER, "use", use, &t));
	t_need(db_read(db, FOR_SUPERVISION, "uses", uses, &t));
	t_int((int)t.uses_n, 2);
	t_str(t.uses[0].service, "FAMILY");
	t_str(t.uses[0].channel, "COUNTER");
	t_str(t.uses[1].service, "ACCOUNT");
	t_str(t.uses[1].channel, "ONLINE");
	t_int(t.uses[1].commune_id, 12);
	db_close(db);
}
