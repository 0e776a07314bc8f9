/* face/cli/law_files.h - a directory of law files. */
#ifndef FACE_CLI_LAW_FILES_H
#define FACE_CLI_LAW_FILES_H

#include "face/cli/cli.h"

#include "domain/law/version.h"

/* DIR/COUNTRY/SCHEME.yaml; what begins with a dot is passed over, everything else must be a law file.
 * E_FILE_NONE, E_IO, E_LIMIT */
rc law_files_gather(struct cli *c, const char *dir, struct law_file **ret, size_t *ret_n) MUST_USE;
/* The same, read. Mistakes in them are in ret->problem. */
rc law_files_read(struct cli *c, const char *dir, struct law *ret) MUST_USE;
/* The operands as the files of a proposal, LAW_FILES_MAX at most: of a directory those of the country; a file
 * is one of them, whatever directory it lies in. E_FILE_NONE, E_IO, E_LIMIT, E_LAW_VERSION_LARGE */
rc law_files_proposed(struct cli *c, str country, struct law_file *file, size_t *n) MUST_USE;

#endif
