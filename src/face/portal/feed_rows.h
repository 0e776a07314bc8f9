/* face/portal/feed_rows.h - deliveries of the services as the views of pages show them. */
#ifndef FACE_PORTAL_FEED_ROWS_H
#define FACE_PORTAL_FEED_ROWS_H

#include "face/portal/frame.h"

#include "service/feed_show.h"

struct show_feed_row feed_row_of(struct request *q, const struct feed_view *v);
/* What it went through, and what is to come. */
void feed_steps_of(struct request *q, const struct feed_view *v, const struct show_step **ret, size_t *ret_n);
void feed_counts_of(struct request *q, const struct feed_view *v, const struct show_count **ret,
		    size_t *ret_n);
/* "DGI-12" */
str feed_reference(struct request *q, const struct feed_view *v);
/* The delivery of the row's {feed:id}, for a task that the caller may do with it. E_FEED_NONE (also when it
 * is another body's), E_ROLE, E_FEED_APPROVER */
rc feed_asked(struct request *q, enum task task, struct feed_view *ret) MUST_USE;
/* May the reader do this to this delivery? */
bool feed_may(const struct request *q, const struct feed_view *v, enum task task);

#endif
