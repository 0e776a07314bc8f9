/* service/feed_rules.h - what the rows of a delivery are checked against: communes, classes, the day. */
#ifndef SERVICE_FEED_RULES_H
#define SERVICE_FEED_RULES_H

#include "domain/feed/feed.h"

struct db;

/* All but the columns, which row_columns() finds in the header. */
rc feed_rules_load(struct db *db, struct arena *a, const struct feed *f, struct row_rules *ret) MUST_USE;

#endif
