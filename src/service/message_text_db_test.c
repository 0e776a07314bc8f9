/* The words of a message: the program's until the fund writes its own. */
#include "service/message_template.h"
#include "service/message_text.h"

#include "domain/fund/fund.h"

#include "testing/fresh.h"
#include "testing/t.h"

struct call {
	struct arena *a;
	str kind, channel, language;
	struct message_template t;
	struct message_new m;
	struct message_template *versions;
	size_t n;
};

static rc make_fund(struct tx *tx, void *cls)
{
	struct fund f = { .country = S("ma"),
			  .name_fr = S("La Caisse"),
			  .name_ar = S("الصندوق"),
			  .name_en = S("The Fund"),
			  .origin = S("test") };

	(void)cls;
	return fund_create(tx, &f);
}

static rc words(struct tx *tx, void *cls)
{
	struct message_value values[] = { { "code", S("123456") }, { "minutes", S("15") } };
	struct call *c = cls;

	return message_text(tx, c->a, c->kind, c->channel, c->language, values, 2, &c->m);
}

static rc write_newer(struct tx *tx, void *cls)
{
	struct call *c = cls;

	return message_template_add(tx, c->a, &c->t);
}

static rc versions(struct tx *tx, void *cls)
{
	struct call *c = cls;

	return message_template_versions(tx, c->kind, 10, c->a, &c->versions, &c->n);
}

static struct call call_of(struct arena *a, const char *channel, const char *language)
{
	return (struct call){
		.a = a, .kind = S("access.code"), .channel = str_of(channel), .language = str_of(language)
	};
}

T(words_are_the_programs_with_the_funds_name)
{
	struct db *db = fresh(a, "t_message_words");
	struct call c = call_of(a, "SMS", "fr"), mail = call_of(a, "EMAIL", "ar");

	t_need(db_write(db, FOR_SYSTEM, "fund", make_fund, NULL));
	t_need(db_read(db, FOR_MESSAGE, "words", words, &c));
	t_str(c.m.body, "123456 est votre code La Caisse, valable 15 minutes. Ne le donnez à personne.");
	t_str(c.m.subject, "");
	t_str(c.m.kind, "access.code");
	t_str(c.m.channel, "SMS");
	t_str(c.m.language, "fr");
	t_need(db_read(db, FOR_REGISTRATION, "words", words, &mail));
	t_str(mail.m.subject, "الصندوق: رمزكم");
	c.language = S("de");
	t_rc(db_read(db, FOR_MESSAGE, "words", words, &c), MESSAGE_TEMPLATE);
	c = call_of(a, "FAX", "fr");
	t_rc(db_read(db, FOR_MESSAGE, "words", words, &c), MESSAGE_TEMPLATE);
	c = call_of(a, "SMS", "fr");
	c.kind = S("no.such");
	t_rc(db_read(db, FOR_MESSAGE, "words", words, &c), MESSAGE_TEMPLATE);
	db_close(db);
}

static rc words_for_many(struct tx *tx, void *cls)
{
	struct call *c = cls;
	struct message_words w;
	char digit[] = "0";

	TRY(message_words(tx, c->a, c->kind, c->channel, c->language, &w));
	for (; digit[0] < '3'; digit[0]++) {
		struct message_value v[] = { { "code", { digit, 1 } },
					     { "minutes", S("15") },
					     { "fund", S("X") } };
		TRY(message_fill(c->a, &w, v, digit[0] == '2' ? 2 : 3, &c->m));
	}
	return OK;
}

T(words_are_read_once_for_many)
{
	struct db *db = fresh(a, "t_message_many");
	struct call c = call_of(a, "SMS", "en");

	t_need(db_write(db, FOR_SYSTEM, "fund", make_fund, NULL));
	t_need(db_read(db, FOR_MESSAGE, "words", words_for_many, &c));
	t_str(c.m.body, "2 is your code of The Fund, valid for 15 minutes. Give it to nobody.");
	c.kind = S("no.such");
	t_rc(db_read(db, FOR_MESSAGE, "words", words_for_many, &c), MESSAGE_TEMPLATE);
	db_close(db);
}

T(words_of_the_fund_supersede_and_stay)
{
	struct db *db = fresh(a, "t_message_newer");
	struct call c = call_of(a, "SMS", "fr");

	c.t = (struct message_template){ .kind = c.kind,
					 .channel = c.channel,
					 .language = c.language,
					 .body = S("Code {code}"),
					 .written_at = { 1000 },
					 .written_by = { 7 } };
	t_need(db_write(db, FOR_SYSTEM, "fund", make_fund, NULL));
	t_need(db_write(db, FOR_SYSTEM, "newer", write_newer, &c));
	t_int(c.t.version, 1);
	c.t.body = S("Voici: {code}");
	t_need(db_write(db, FOR_SYSTEM, "newer", write_newer, &c));
	t_int(c.t.version, 2);
	t_need(db_read(db, FOR_MESSAGE, "words", words, &c));
	t_str(c.m.body, "Voici: 123456");
	c.language = S("en");
	t_need(db_read(db, FOR_MESSAGE, "words", words, &c));
	t_str(c.m.body, "123456 is your code of The Fund, valid for 15 minutes. Give it to nobody.");
	t_need(db_read(db, FOR_SYSTEM, "versions", versions, &c));
	t_int((int64_t)c.n, 2);
	t_str(c.versions[0].body, "Code {code}");
	t_int(c.versions[1].version, 2);
	t_int(c.versions[1].written_by.v, 7);
	db_close(db);
}

T(words_are_tried_written_and_journalled)
{
	struct db *db = fresh(a, "t_message_written");
	struct message_template t = { .kind = S("access.code"),
				      .channel = S("SMS"),
				      .language = S("ar"),
				      .body = S("{fund} {code} {days}") };
	struct template_view v, *all;
	size_t n;
	str name;

	t_need(db_write(db, FOR_SYSTEM, "fund", make_fund, NULL));
	t_rc(message_template_write(db, a, &t, (user_id){ 7 }, &v, &name), MESSAGE_PLACEHOLDER);
	t_str(name, "days");
	t.body = S("{fund} {code}");
	t_need(message_template_try(db, a, &t, &v, &name));
	t_str(v.body, "الصندوق ABCD-EFGH-JK");
	t_need(message_template_history(db, a, t.kind, &all, &n));
	t_int((int64_t)n, 6);
	t_need(message_template_write(db, a, &t, (user_id){ 7 }, &v, &name));
	t_int(v.t.version, 1);
	t_need(message_template_history(db, a, t.kind, &all, &n));
	t_int((int64_t)n, 7);
	t_ok(all[0].in_force && !all[1].in_force && all[2].in_force);
	t_str(all[2].t.body, "{fund} {code}");
	t.kind = S("no.such");
	t_rc(message_template_write(db, a, &t, (user_id){ 7 }, &v, &name), MESSAGE_TEMPLATE);
	t_rc(message_template_history(db, a, t.kind, &all, &n), MESSAGE_TEMPLATE);
	db_close(db);
}
