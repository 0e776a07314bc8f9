/* face/portal/message_words.c - the words of messages: read, tried, written anew by the direction. */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/part.h"

#include "pages.h"
#include "service/message_template.h"

enum { WORDS_MAX = TEMPLATE_BODY_MAX };

/* ---- all kinds ---- */

static rc list(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_CAMPAIGNS);
	struct show_message_kinds v = { .n = 0 };
	const struct template_kind *kinds = template_kinds(&v.n);
	str *names = arena_array(q->a, str, v.n + 1);

	for (size_t i = 0; i < v.n; i++)
		names[i] = kinds[i].kind;
	v.kinds = names;
	frame_reply(q, p, 200, page_message_kinds, &page, &v);
	return OK;
}

/* ---- one ---- */

/* {fund} {code}* {days}: a star behind those that no text may lack. */
static str placeholders(struct request *q, const struct template_kind *k)
{
	struct out o;
	size_t n;
	const struct message_value *v = template_examples(&n);

	out_init(&o, q->a, 256);
	for (size_t i = 0; i < n; i++)
		if ((k->knows & 1U << i) != 0)
			out_printf(&o, "%s{%s}%s", o.n > 0 ? " " : "", v[i].name,
				   (k->needs & 1U << i) != 0 ? "*" : "");
	return out_view(&o);
}

static struct show_message_words words_of(const struct template_view *t)
{
	struct sms_size size = { .parts = 0 };
	bool sms = str_eq(t->t.channel, CHANNEL_SMS);

	if (sms)
		(void)sms_measure(t->body, &size);
	return (struct show_message_words){ .version = t->t.version,
					    .subject = t->t.subject,
					    .body = t->t.body,
					    .filled_subject = t->subject,
					    .filled_body = t->body,
					    .parts = size.parts,
					    .latin = sms && size.alphabet == SMS_GSM7,
					    .at = t->t.written_at,
					    .in_force = t->in_force };
}

/* SMS in the reader's language, if nothing else is asked for. */
static void choice_of(struct request *q, struct show_message_text *v)
{
	str channel = request_text(q, "channel"), language = request_text(q, "language");

	v->kind = request_text(q, "kind");
	v->channel = str_eq(channel, CHANNEL_EMAIL) ? CHANNEL_EMAIL : CHANNEL_SMS;
	v->language = str_eq(language, S("ar")) || str_eq(language, S("fr")) || str_eq(language, S("en"))
			  ? language
			  : text_lang((enum lang)q->lang);
}

/* The versions of the channel and language, newest first. E_MESSAGE_TEMPLATE */
static rc history_of(struct request *q, struct show_message_text *v)
{
	struct template_view *all;
	size_t n;

	TRY(message_template_history(portal_of(q)->db, q->a, v->kind, &all, &n));
	struct show_message_words *versions = arena_array(q->a, struct show_message_words, n + 1);
	for (size_t i = n; i-- > 0;)
		if (str_eq(all[i].t.channel, v->channel) && str_eq(all[i].t.language, v->language))
			versions[v->versions_n++] = words_of(&all[i]);
	v->versions = versions;
	v->placeholders = placeholders(q, template_kind(v->kind));
	return OK;
}

static rc show(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_CAMPAIGNS);
	struct show_message_text v = { .tried = false };

	choice_of(q, &v);
	TRY(history_of(q, &v));
	v.subject = v.versions[0].subject;
	v.body = v.versions[0].body;
	frame_reply(q, p, 200, page_message_text, &page, &v);
	return OK;
}

/* What a form sends has CR LF at the ends of its lines. */
static str lines(struct request *q, str typed)
{
	char *to = arena_array(q->a, char, typed.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < typed.n; i++)
		if (typed.p[i] != '\r')
			to[n++] = typed.p[i];
	return (str){ to, n };
}

static bool about_words(rc r)
{
	return rc_is(r, E_MESSAGE_TEXT) || rc_is(r, E_MESSAGE_PLACEHOLDER) || rc_is(r, E_MESSAGE_LACKS) ||
	       rc_is(r, E_MESSAGE_LONG) || rc_is(r, E_UTF8);
}

/* The form again, with what is wrong, or with what it would be. */
static rc tried(struct request *q, struct reply *p, struct show_message_text *v, rc r, str name)
{
	struct page page = frame_page(q, MENU_CAMPAIGNS);
	int status = 200;

	page.path = str_printf(q->a, "/messages/texts/%.*s?channel=%.*s&language=%.*s", STR_ARG(v->kind),
			       STR_ARG(v->channel), STR_ARG(v->language));
	if (!rc_ok(r)) {
		str why = text_of_rc(page.at.lang, r);
		frame_problem(q, &page, "body",
			      name.n > 0 ? str_printf(q->a, "%.*s {%.*s}", STR_ARG(why), STR_ARG(name))
					 : why);
		status = rc_info(r)->http;
	}
	TRY(history_of(q, v));
	frame_reply(q, p, status, page_message_text, &page, v);
	return OK;
}

static rc change(struct request *q, struct reply *p)
{
	struct show_message_text v = { .tried = false };
	struct template_view would;
	str name = S("");

	choice_of(q, &v);
	v.subject = str_eq(v.channel, CHANNEL_EMAIL) ? request_text(q, "subject") : S("");
	v.body = lines(q, request_text(q, "body"));
	const struct message_template t = { .kind = v.kind,
					    .channel = v.channel,
					    .language = v.language,
					    .subject = v.subject,
					    .body = v.body };
	const bool now = str_eq(request_text(q, "act"), S("write"));
	rc r = now ? message_template_write(portal_of(q)->db, q->a, &t, actor_of(q)->user_id, &would, &name)
		   : message_template_try(portal_of(q)->db, q->a, &t, &would, &name);
	if (about_words(r))
		return tried(q, p, &v, r, name);
	TRY(r);
	if (now) {
		frame_go(q, p,
			 str_printf(q->a, "/messages/texts/%.*s?channel=%.*s&language=%.*s&did=message_text",
				    STR_ARG(v.kind), STR_ARG(v.channel), STR_ARG(v.language)));
		return OK;
	}
	v.tried = true;
	v.would = words_of(&would);
	return tried(q, p, &v, OK, name);
}

#define CHOICE PARAM("channel", PARAM_WORD), PARAM("language", PARAM_WORD)

const struct route message_words_routes[] = {
	ROUTE(HTTP_GET, "/messages/texts", MAY_WRITE_TEXTS, FOR_SYSTEM, list, "Kinds of messages"),
	ROUTE(HTTP_GET, "/messages/texts/{kind:word}", MAY_WRITE_TEXTS, FOR_SYSTEM, show,
	      "The words of one kind, and those before", .params = PARAMS(CHOICE)),
	ROUTE(HTTP_POST, "/messages/texts/{kind:word}", MAY_WRITE_TEXTS, FOR_SYSTEM, change,
	      "Shows what new words would be, or puts them in force",
	      .params = PARAMS(CHOICE, PARAM("subject", PARAM_TEXT, .max = TEMPLATE_SUBJECT_MAX),
			       PARAM("body", PARAM_TEXT, .max = WORDS_MAX), PARAM("act", PARAM_WORD)),
	      .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true),
	{ 0 },
};
