/* face/portal/part.h - small helpers of the templates: which colour, which icon, which address. No logic of
 * the fund. */
#ifndef FACE_PORTAL_PART_H
#define FACE_PORTAL_PART_H

#include "face/portal/page.h"
#include "face/portal/views.h"

/* One input with its label. Zero members are left out. */
struct entry {
	const char *id; /* also its name */
	enum text_key label, hint;
	str value;
	const char *type;	  /* text when NULL */
	const char *autocomplete; /* off when NULL */
	const char *keys;	  /* inputmode */
	const char *looks;	  /* more classes: in--short, in--code */
	bool ltr;		  /* numbers and codes: written from left to right in Arabic too */
	bool optional;		  /* said at the label */
};

/* Message of the catalogue in the reader's language, as a str. */
#define WORDS(key) text_get(p->at.lang, TEXT(key))
/* The same with placeholders: SAY(feed_title, TEXT_ARG("n", v->sequence)). */
#define SAY(key, ...) text_str(o->a, p->at, TEXT(key), TEXT_ARGS(__VA_ARGS__))

str page_dir(const struct page *p);
str page_country(const struct page *p);
/* An address of this site ("/..." but not "//...", "?..." or "#..."), escaped; anything else becomes "#". */
void page_link(struct out *o, str path);
/* An address of another site, http:// or https:// without blanks, escaped; anything else becomes "#". */
void page_away(struct out *o, str url);
bool page_is_away(str url);
/* "/feeds/17/approve" of "/feeds", 17, "/approve". */
str page_path(struct arena *a, const char *before, int64_t id, const char *after);
/* A symbol of the sprite. */
void page_icon(struct out *o, const char *name);
/* Attributes of an input that has a hint or a problem: aria-describedby, aria-invalid. */
void page_describe(struct out *o, const struct page *p, const char *id, bool hint);
str page_cstr(const char *s); /* NULL is empty */
bool page_bad(const struct page *p, const char *field);

enum tone { TONE_MUTE, TONE_OK, TONE_INFO, TONE_WARN, TONE_BAD };

/* Colour and icon that go with a word; the word itself is always written too. */
enum tone tone_of_outcome(str outcome);
enum tone tone_of_feed(str state);
enum tone tone_of_campaign(str state);
enum tone tone_of_review(str state);
enum tone tone_of_law(str state);
enum tone tone_of_right(str state);
/* Somebody could see what the proposed law would change, and still can. */
static inline bool law_was_seen(const struct show_simulation *v)
{
	return v->there && !v->waits && !v->running && !v->old;
}
enum tone tone_of_move(str state);
enum tone tone_of_request(str state);
enum tone tone_of_member(str state);
str tone_class(enum tone t); /* "tag--ok" */
const char *tone_icon(enum tone t);

/* In a line of an svg of `width` units, how many stand for part of whole: at least 1 when part is not 0. */
int64_t bar_width(int64_t part, int64_t whole, int64_t width);
/* How much of the counts is of one outcome; code NULL: whatever the code. */
int64_t counts_of(const struct show_count *counts, size_t n, str outcome);
bool same_word(str a, const char *b);
/* Takes a line off the front of a text; false behind the last one. */
bool page_line(str *rest, str *ret);
/* Name in the reader's script when known, else in the other one. */
str full_name(struct arena *a, enum lang lang, const struct show_person *v);
str full_name_other(struct arena *a, enum lang lang, const struct show_person *v);
/* One or two letters for the round picture of a person. */
str initials(struct arena *a, str name);

#endif
