/* domain/message/template.h - what is said to people, as texts with placeholders: {code}. Pure.
 *
 * A kind of message says which placeholders its sender fills, and which no text may lack. The program brings
 * a text of each kind, for each channel and language (template.def); the fund may write others.
 */
#ifndef DOMAIN_MESSAGE_TEMPLATE_H
#define DOMAIN_MESSAGE_TEMPLATE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/rc.h"
#include "base/str.h"

/* Bytes of a text before it is filled. */
enum { TEMPLATE_SUBJECT_MAX = 200, TEMPLATE_BODY_MAX = 8000 };

struct message_template {
	str kind, channel, language;
	int64_t version; /* 0: the program's own */
	str subject;	 /* of an e-mail */
	str body;
	instant written_at;
	user_id written_by; /* 0: the operator */
};

struct message_value {
	const char *name; /* of the placeholder, without braces */
	str text;
};

struct template_kind {
	str kind;
	unsigned knows, needs; /* bits: the n-th of template_examples() is 1 << n */
};

const struct template_kind *template_kinds(size_t *ret_n);
/* NULL when there is no such kind. */
const struct template_kind *template_kind(str kind);
/* Every placeholder with a long value for it. */
const struct message_value *template_examples(size_t *ret_n);
/* The program's own text; NULL when there is no such kind, channel or language. */
const struct message_template *template_first(str kind, str channel, str language);

/* May this become a text of kind `k`? E_MESSAGE_TEXT (empty, or a subject where none belongs),
 * E_MESSAGE_PLACEHOLDER (unknown, or a brace that belongs to none), E_MESSAGE_LACKS (a needed one), E_UTF8,
 * E_MESSAGE_LONG. The name that E_MESSAGE_PLACEHOLDER and E_MESSAGE_LACKS are about is in *ret_name. */
rc template_check(const struct template_kind *k, const struct message_template *t, str *ret_name) MUST_USE;
/* The text with its placeholders filled. What stands in a value is never looked at again; control characters
 * in it become spaces, so that a name can't begin a line of its own. In an Arabic text U+200E keeps the
 * groups of a number in their order. A value must be given for every placeholder in the text. */
str template_fill(struct arena *a, str text, const struct message_value *values, size_t n);
/* Fits the channel once it is filled: E_MESSAGE_LONG. */
rc template_fits(str channel, str body) MUST_USE;

#endif
