/* face/portal/page.h - what every page knows besides its own view: reader, language, menu, message, form
 * tokens.
 *
 * Pages are the functions page_<name>(out, page, view) of build/gen/pages.h, compiled from templates/
 * (tools/tplc.py). They only read; everything they are given lives in the request's arena.
 */
#ifndef FACE_PORTAL_PAGE_H
#define FACE_PORTAL_PAGE_H

#include "base/out.h"
#include "face/portal/text.h"

/* An entry of the menu. On phones the first five make the bar at the bottom. */
struct nav_item {
	str path;	     /* "/feeds", without the language */
	enum text_key label; /* one short word or two */
	const char *icon;    /* a symbol of assets/i.svg */
	bool here;	     /* the page belongs to this entry */
	int64_t waiting;     /* things to do there, 0 for none */
};

/* What is wrong with a form. Shown in the summary on top and at the field; the page's title begins with
 * "Error". */
struct problem {
	const char *field; /* id of the input, which is also its name */
	str text;	   /* says what to do */
};

enum note_kind { NOTE_NONE, NOTE_OK, NOTE_INFO, NOTE_WARN, NOTE_BAD };

/* Shown once, after a redirect. */
struct notice {
	enum note_kind kind;
	str text;
	str reference; /* number to keep, empty if none */
};

struct page {
	struct locale at;
	str fund; /* name of the fund in the reader's language */
	str path; /* of this page after the language, with its query, at least "/": where the language switch
		     goes */
	str user; /* display name, empty when nobody is signed in */
	str role; /* in words, below the name */
	const struct nav_item *nav;
	size_t nav_n;
	const struct problem *problems;
	size_t problems_n;
	struct notice notice;
	int refresh_s; /* > 0: work is running; the face sends "Refresh: n", the page says so and offers to
			  stop (?still=1) */
	bool demo;     /* made-up people: said at the foot of every page */
	/* Writes the hidden inputs that a POST needs: token of the session for this form, one-time id. `form`
	 * is the path the form is sent to, without the language. NULL: none are written (pages without a
	 * session). */
	void (*form_marks)(struct out *o, const struct page *p, str form);
	void *session; /* for form_marks */
};

/* What is wrong with the field; empty when nothing is. */
str problem_of(const struct page *p, const char *field);

#endif
