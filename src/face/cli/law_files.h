/* face/cli/law_files.h - a directory of law files. */
#ifndef FACE_CLI_LAW_FILES_H
#define FACE_CLI_LAW_FILES_H

#include "face/cli/cli.h"

#include "domain/law/version.h"

/* DIR/COUNTRY/SCHEME.yaml; what begins with a dot is passed over, and so is a directory COUNTRY/cases,
 * everything else must be a law file. E_FILE_NONE, E_IO, E_LIMIT */
rc law_files_gather(struct cli *c, const char *dir, struct law_file **ret, size_t *ret_n) MUST_USE;
/* The same, read. Mistakes in them are in ret->problem. */
rc law_files_read(struct cli *c, const char *dir, struct law *ret) MUST_USE;
/* The operands as the files of a proposal, LAW_FILES_MAX at most: of a directory those of the country; a file
 * is one of them, whatever directory it lies in. E_FILE_NONE, E_IO, E_LIMIT, E_LAW_VERSION_LARGE */
rc law_files_proposed(struct cli *c, str country, struct law_file *file, size_t *n) MUST_USE;

/* The law that the program brings, or the one of `dir` when it isn't NULL. E_LAW_FILES, with the first
 * mistake. */
rc law_files_open(struct cli *c, const char *dir, const struct law **ret) MUST_USE;
/* Says where a file of `dir` holds a mistake, and what to do. */
void law_files_problem(struct cli *c, const char *dir, const struct law_problem *p);
/* COUNTRY/SCHEME.yaml:LINE:COLUMN: what is wrong */
str law_files_problem_text(struct cli *c, const struct law_problem *p);
/* DIR/COUNTRY/cases/NAME.yaml, which may be none. */
rc law_files_cases(struct cli *c, const char *dir, struct law_file **ret, size_t *ret_n) MUST_USE;

#endif
