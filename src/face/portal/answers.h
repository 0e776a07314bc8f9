/* face/portal/answers.h - "check your answers": what was typed is read once more before it is sent.
 *
 * The page is an answer to the form's own POST; what was typed goes along hidden, papers as those that are
 * kept (bring.h). Its two buttons send the field `step` to the same address: "send" does it, "change" shows
 * the form again. Without a step the form was just filled.
 */
#ifndef FACE_PORTAL_ANSWERS_H
#define FACE_PORTAL_ANSWERS_H

#include "face/portal/bring.h"

#define STEP_PARAM PARAM("step", PARAM_WORD)
enum { ANSWERS_MAX = 24 };

struct answers {
	struct arena *a;
	struct locale at;
	struct page *page;
	struct show_check view;
	struct show_answer rows[ANSWERS_MAX];
};

bool answers_sent(const struct request *q);    /* step=send */
bool answers_changed(const struct request *q); /* step=change */

void answers_begin(struct answers *s, struct request *q, struct page *page, enum text_key title,
		   enum text_key lead, enum text_key send);
/* Nothing when it is empty. `ltr`: digits and codes. */
void answers_add(struct answers *s, enum text_key label, str value, bool ltr);
void answers_add_born(struct answers *s, enum text_key label, str born);
void answers_add_day(struct answers *s, enum text_key label, date day);
/* A word of the store in the words of a family of texts ("familyrole."). */
void answers_add_word(struct answers *s, enum text_key label, const char *family, str word);
/* A paper that is kept, by what it is; nothing when there is none. */
void answers_add_paper(struct answers *s, const struct brought *b);
/* The page; `field` and `paper` are the inputs of files and what is kept of each. */
rc answers_show(struct request *q, struct reply *p, struct answers *s, const char *const *field,
		const struct brought *paper, size_t n);

#endif
