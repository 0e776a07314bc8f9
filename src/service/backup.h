/* service/backup.h - a copy of the whole store in one file, while servers go on working; and back.
 *
 * SQLite: a store of its own, which any SQLite reads. PostgreSQL: pg_dump's custom format. The fund's keys
 * (service/keys.h) are in neither: who finds a backup must not be able to sign or to open second factors.
 */
#ifndef SERVICE_BACKUP_H
#define SERVICE_BACKUP_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"

struct db;

struct backup_report {
	int64_t bytes;
	str sha256; /* of the file, hex */
};

/* Copies the open store `db` of `url` into `file`, reads the copy again, and only then gives it its name: it
 * is made as `file`.part and is whole and on the disk when this returns OK. E_BACKUP_EXISTS, E_BACKUP_BROKEN,
 * E_BACKUP_TOOL (no pg_dump, or it failed), E_IO. */
rc backup(struct db *db, const char *url, const char *file, struct arena *a,
	  struct backup_report *ret) MUST_USE;

/* Makes the store `url` what `file` holds and brings it to this version of the program. E_RESTORE_FULL when
 * the store isn't empty, unless `replace`: then what was there is gone, all at once. Nothing has changed when
 * it fails, but on PostgreSQL for E_DB_MIGRATION (a backup of a newer program). E_RESTORE_FILE,
 * E_BACKUP_BROKEN, E_BACKUP_TOOL. */
rc restore(const char *file, const char *url, bool replace) MUST_USE;

#endif
