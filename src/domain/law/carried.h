/* domain/law/carried.h - law/ as compiled in by tools/embed.py. */
#ifndef DOMAIN_LAW_CARRIED_H
#define DOMAIN_LAW_CARRIED_H

#include "domain/law/law.h"

extern const struct law_file law_files[];
extern const size_t law_files_n;

#endif
