/* domain/scheme/seed.c - the schemes that a new fund starts with.
 *
 * C rows rather than a file under law/: they need no parser, no installed file and can't be missing; they go
 * away when the law files describe schemes completely. Priorities are the fund's setting (see scheme.h). The
 * classes of AMO-TNS are those of design/feeds.md.
 */
#include "domain/scheme/scheme.h"

/* S() is not a constant expression. */
#define TEXT(lit) \
	{ \
		"" lit, sizeof(lit) - 1 \
	}
#define ROW(scheme, country, fr, ar, en, priority) \
	{ \
		TEXT(scheme), TEXT(country), TEXT(fr), TEXT(ar), TEXT(en), priority \
	}

static const struct scheme seed[] = {
	ROW("AMO-SALARIED", "ma", "AMO des salariés", "التأمين الإجباري عن المرض للأجراء",
	    "Compulsory health insurance of employees", 10),
	ROW("AMO-PENSION", "ma", "AMO des titulaires de pensions",
	    "التأمين الإجباري عن المرض لأصحاب المعاشات", "Compulsory health insurance of pensioners", 20),
	ROW("AMO-TNS", "ma", "AMO des travailleurs non salariés",
	    "التأمين الإجباري عن المرض للعمال غير الأجراء",
	    "Compulsory health insurance of the self-employed", 30),
	ROW("AMO-STUDENT", "ma", "AMO des étudiants", "التأمين الإجباري عن المرض للطلبة",
	    "Compulsory health insurance of students", 40),
	ROW("AMO-TADAMON", "ma", "AMO Tadamon", "أمو تضامن", "AMO Tadamon (people who cannot contribute)",
	    50),
	ROW("AMO-ACHAMIL", "ma", "AMO Achamil", "أمو الشامل",
	    "AMO Achamil (people who can contribute, without activity)", 60),
	ROW("CNAS-SALARIED", "dz", "Assurance des salariés", "تأمين العمال الأجراء", "Insurance of employees",
	    10),
	ROW("CNAS-PENSION", "dz", "Assurance des retraités", "تأمين المتقاعدين", "Insurance of pensioners",
	    20),
	ROW("CASNOS", "dz", "Assurance des non-salariés", "تأمين غير الأجراء",
	    "Insurance of the self-employed", 30),
	ROW("DIASPORA", "dz", "Assurance de la communauté nationale à l'étranger",
	    "تأمين الجالية الوطنية المقيمة بالخارج", "Insurance of nationals abroad", 40),
	ROW("DESTITUTE", "dz", "Démunis non assurés sociaux", "المعوزون غير المؤمن لهم اجتماعيا",
	    "People without income or insurance", 50),
};

#define CLASS(class) \
	{ \
		TEXT("AMO-TNS"), TEXT(class) \
	}

static const struct income_class classes[] = {
	CLASS("AE"),	   CLASS("BOAT"),    CLASS("CPU"),  CLASS("FARM-1"),
	CLASS("FARM-2"),   CLASS("FARM-3"),  CLASS("FLAT"), CLASS("GP"),
	CLASS("RNR-HIGH"), CLASS("RNR-LOW"), CLASS("RNS"),  CLASS("SPECIALIST"),
};

const struct scheme *scheme_seed(size_t *ret_n)
{
	*ret_n = sizeof seed / sizeof seed[0];
	return seed;
}

const struct income_class *scheme_seed_classes(size_t *ret_n)
{
	*ret_n = sizeof classes / sizeof classes[0];
	return classes;
}
