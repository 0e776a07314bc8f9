/* face/cli/law_files.h - a directory of law files. */
#ifndef FACE_CLI_LAW_FILES_H
#define FACE_CLI_LAW_FILES_H

#include "face/cli/cli.h"

#include "domain/law/law.h"

/* DIR/COUNTRY/SCHEME.yaml; what begins with a dot is passed over, everything else must be a law file.
 * E_FILE_NONE, E_IO, E_LIMIT */
rc law_files_gather(struct cli *c, const char *dir, struct law_file **ret, size_t *ret_n) MUST_USE;
/* The same, read. Mistakes in them are in ret->problem. */
rc law_files_read(struct cli *c, const char *dir, struct law *ret) MUST_USE;

#endif
