/* service/message_template.c */
#include "service/message_template.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"

#include "store/db.h"

#include <string.h>

struct work {
	struct arena *a;
	str kind;
	struct template_view *views;
	size_t n;
	struct message_template t;
	struct template_view view;
	user_id who;
	str *name;
};

/* ---- with long values ---- */

static struct template_view view_of(struct arena *a, const struct fund *f, const struct message_template *t)
{
	size_t n;
	const struct message_value *examples = template_examples(&n);
	struct message_value *v = arena_array(a, struct message_value, n);

	memcpy(v, examples, n * sizeof *v);
	for (size_t i = 0; i < n; i++)
		if (strcmp(v[i].name, "fund") == 0)
			v[i].text = fund_name(f, t->language);
	return (struct template_view){ .t = *t,
				       .subject = template_fill(a, t->subject, v, n),
				       .body = template_fill(a, t->body, v, n) };
}

/* ---- looking ---- */

/* The program's text of one channel and language, then what the fund wrote instead. */
static void put_series(struct work *w, const struct fund *f, const struct message_template *first,
		       const struct message_template *newer, size_t n)
{
	w->views[w->n++] = view_of(w->a, f, first);
	for (size_t i = 0; i < n; i++)
		if (str_eq(newer[i].channel, first->channel) && str_eq(newer[i].language, first->language))
			w->views[w->n++] = view_of(w->a, f, &newer[i]);
	w->views[w->n - 1].in_force = true;
}

static rc history(struct tx *tx, void *cls)
{
	const str channels[] = { CHANNEL_SMS, CHANNEL_EMAIL }, languages[] = { S("fr"), S("ar"), S("en") };
	struct work *w = cls;
	struct message_template *newer;
	struct fund f;
	size_t n;

	TRY(fund_read(tx, w->a, &f));
	TRY(message_template_versions(tx, w->kind, TEMPLATE_VERSIONS_MAX, w->a, &newer, &n));
	w->views = arena_array(w->a, struct template_view, n + 6);
	w->n = 0;
	for (int c = 0; c < 2; c++)
		for (int l = 0; l < 3; l++) {
			const struct message_template *first =
			    template_first(w->kind, channels[c], languages[l]);
			CHECK(first != NULL, MESSAGE_TEMPLATE);
			put_series(w, &f, first, newer, n);
		}
	return OK;
}

rc message_template_history(struct db *db, struct arena *a, str kind, struct template_view **ret,
			    size_t *ret_n)
{
	struct work w = { .a = a, .kind = kind };

	TRY(db_read(db, FOR_SYSTEM, "message templates", history, &w));
	*ret = w.views;
	*ret_n = w.n;
	return OK;
}

/* ---- writing ---- */

static rc would_be(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct message_template was;
	struct fund f;

	TRY(message_template_get(tx, w->t.kind, w->t.channel, w->t.language, w->a, &was));
	TRY(template_check(template_kind(w->t.kind), &w->t, w->name));
	TRY(fund_read(tx, w->a, &f));
	w->t.version = was.version + 1;
	w->view = view_of(w->a, &f, &w->t);
	w->view.in_force = true;
	return template_fits(w->t.channel, w->view.body);
}

rc message_template_try(struct db *db, struct arena *a, const struct message_template *t,
			struct template_view *ret, str *ret_name)
{
	struct work w = { .a = a, .t = *t, .name = ret_name };

	*ret_name = S("");
	TRY(db_read(db, FOR_SYSTEM, "message template", would_be, &w));
	*ret = w.view;
	return OK;
}

static rc write_newer(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct journal_entry e = { .user = w->who, .why = FOR_SYSTEM, .kind = S("message.template") };

	w->t.written_at = clock_now();
	w->t.written_by = w->who;
	TRY(would_be(tx, w));
	TRY(message_template_add(tx, w->a, &w->t));
	e.object = w->t.version;
	e.detail = str_printf(w->a, "%.*s %.*s %.*s", STR_ARG(w->t.kind), STR_ARG(w->t.channel),
			      STR_ARG(w->t.language));
	return journal_write(tx, w->t.written_at, &e);
}

rc message_template_write(struct db *db, struct arena *a, const struct message_template *t, user_id who,
			  struct template_view *ret, str *ret_name)
{
	struct work w = { .a = a, .t = *t, .who = who, .name = ret_name };

	*ret_name = S("");
	TRY(db_write(db, FOR_SYSTEM, "message template", write_newer, &w));
	*ret = w.view;
	return OK;
}
