/* domain/document/kind.c - which papers a fund keeps. */
#include "domain/document/document.h"

bool document_kind_good(str kind)
{
	static const char *const kinds[] = { "BIRTH",	"MARRIAGE",   "DIVORCE",      "DEATH",	 "IDENTITY",
					     "STUDIES", "DISABILITY", "GUARDIANSHIP", "MANDATE", "OTHER" };

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (str_eq(kind, str_of(kinds[i])))
			return true;
	return false;
}
