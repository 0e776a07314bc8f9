/* service/demo_file.h - the two files of a delivery as docs/feeds.md has them, written row by row. */
#ifndef SERVICE_DEMO_FILE_H
#define SERVICE_DEMO_FILE_H

#include "domain/feed/row.h"

#include "base/arena.h"
#include "base/clock.h"

#include <sodium.h>
#include <stdio.h>

enum { DEMO_CLASSES_MAX = 64 };

struct demo_file {
	struct arena *a; /* as long as the file is written */
	FILE *file;
	bool failed; /* a row wasn't written: demo_file_end() says so */
	crypto_hash_sha256_state sha;
	int64_t bytes, rows;
	struct {
		str class;
		int64_t rows;
	} total[DEMO_CLASSES_MAX];
	int totals;
};

struct demo_row {
	str f[FEED_COLUMNS];
	bool surplus; /* a field more than the header has */
};

/* STEM.csv with its header. E_IO */
rc demo_file_begin(struct arena *a, str stem, struct demo_file *ret) MUST_USE;
void demo_file_row(struct demo_file *f, struct arena *tmp, const struct demo_row *r);
/* Also after a failure: closes the file. E_IO when anything wasn't written. */
rc demo_file_end(struct demo_file *f) MUST_USE;
/* STEM.manifest.json of an ended file. E_IO */
rc demo_file_manifest(struct demo_file *f, str stem, str body, int64_t sequence, str scheme,
		      instant created) MUST_USE;

#endif
