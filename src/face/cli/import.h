/* face/cli/import.h - what the commands that import files share. */
#ifndef FACE_CLI_IMPORT_H
#define FACE_CLI_IMPORT_H

#include "face/cli/cli.h"

#include "service/import.h"

enum { IMPORT_FILE_MAX = 64 << 20 };

/* Prints counts and findings; with --report FILE every finding goes there as CSV. */
rc import_say(struct cli *c, const char *what, const struct import_report *r) MUST_USE;

#endif
