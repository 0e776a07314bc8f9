/* The printed page: as much as a statement can hold fits on it, in every language. */
#include "face/portal/paper.h"

#include "port/pdf/pdf.h"
#include "service/check_attestation.h"

#include "testing/t.h"

static struct attestation_view view(struct arena *a, const struct keys *k, const char *kind, str language,
				    size_t memberships)
{
	struct attestation_content c = { .issuer = S("https://sanad.test/ma"),
					 .issued_at = { INT64_C(1795521600000000) },
					 .kind = attestation_kind_of(str_of(kind)),
					 .reference = reference_make(a, 5),
					 .number = 100000017,
					 .last_name =
					     S("BEN ABDELKADER EL IDRISSI EL BOUKHARI EL HASSANI EL ALAOUI"),
					 .first_name = S("Mohammed Abderrahmane Salaheddine"),
					 .last_name_ar = S("بن عبد القادر الإدريسي البخاري الحسني العلوي"),
					 .first_name_ar = S("محمد عبد الرحمان صلاح الدين"),
					 .born = S("1954-00-00"),
					 .memberships_n = memberships };
	static struct scheme long_name = {
		.scheme = { "AMO-X", 5 },
		.name_fr = { "Assurance maladie obligatoire des travailleurs non salariés", 0 },
		.name_ar = { "التأمين الإجباري عن المرض للعمال غير الأجراء", 0 },
		.name_en = { "Mandatory health insurance of the self-employed", 47 }
	};
	struct attestation_view v;

	long_name.name_fr.n = strlen(long_name.name_fr.p), long_name.name_ar.n = strlen(long_name.name_ar.p);
	for (size_t i = 0; i < memberships; i++)
		c.memberships[i] =
		    (struct attested_membership){ S("AMO-X"), { 19000 }, { 19900 }, S("SUSPENDED") };
	v = (struct attestation_view){ .content = c,
				       .language = language,
				       .reference = reference_text(a, c.reference),
				       .number = S("100 000 017"),
				       .country = S("dz"),
				       .fund_fr = S("Caisse"),
				       .fund_ar = S("صندوق"),
				       .fund_en = S("Fund"),
				       .schemes = &long_name,
				       .schemes_n = 1 };
	must(rc_ok(jws_sign(a, k->paper, attestation_payload(a, &c), true, &v.jws)));
	return v;
}

T(paper_holds_what_a_statement_holds)
{
	static const str languages[] = { { "ar", 2 }, { "fr", 2 }, { "en", 2 } };
	struct keys k = { .paper = { 1 }, .papers_n = 1 };
	struct attestation_checked got;
	str pdf;

	t_need(jws_public_of(k.paper, &k.papers[0]));
	for (size_t l = 0; l < 3; l++)
		for (size_t n = 0; n <= ATTESTED_MEMBERSHIPS_MAX; n += ATTESTED_MEMBERSHIPS_MAX / 2)
			for (int rights = 0; rights < 2; rights++) {
				struct attestation_view v =
				    view(a, &k, rights ? "rights" : "registration", languages[l], n);
				t_need(paper_of(a, &k, &v, &pdf));
				t_need(attestation_check_file(a, pdf, k.papers, 1, &got));
				t_ok(got.page && got.content.memberships_n == n);
			}
}

/* A family of names of usual length, or of long ones. */
static struct attestation_content family(struct arena *a, size_t n, int scripts, bool long_names)
{
	static const struct {
		const char *last, *first, *last_ar, *first_ar;
	} names[ATTESTED_RELATIVES_MAX] = { { "BENNANI", "Fatima Zahra", "بناني", "فاطمة الزهراء" },
					    { "EL IDRISSI", "Mohamed Amine", "الإدريسي", "محمد أمين" },
					    { "EL IDRISSI", "Salma", "الإدريسي", "سلمى" },
					    { "EL IDRISSI", "Youssef", "الإدريسي", "يوسف" },
					    { "EL IDRISSI", "Khadija", "الإدريسي", "خديجة" },
					    { "EL IDRISSI", "Abdellah", "الإدريسي", "عبد الله" },
					    { "EL IDRISSI", "Imane", "الإدريسي", "إيمان" },
					    { "EL IDRISSI", "Hamza", "الإدريسي", "حمزة" },
					    { "KAFIL", "Zineb", "كافل", "زينب" } };
	struct attestation_content c = { .issuer = S("https://sanad.test/ma"),
					 .issued_at = { INT64_C(1795521600000000) },
					 .kind = attestation_kind_of(S("family")),
					 .reference = reference_make(a, 5),
					 .number = 100000017,
					 .last_name = S("EL IDRISSI"),
					 .first_name = S("Abderrahmane"),
					 .last_name_ar = S("الإدريسي"),
					 .first_name_ar = S("عبد الرحمان"),
					 .born = S("1974-03-09"),
					 .relatives_n = n,
					 .unconfirmed = true };

	for (size_t i = 0; i < n; i++) {
		struct attested_relative *r = &c.relatives[i];
		char *born = arena_array(a, char, 11);
		date day;
		must(rc_ok(date_make(2006 + (int)i, 1 + (int)(i * 5) % 12, 1 + (int)(i * 7) % 28, &day)));
		*r = (struct attested_relative){ .role = i == 0	  ? S("SPOUSE")
							 : i == 8 ? S("WARD")
								  : S("CHILD"),
						 .number = 100000017 + (int64_t)(i * 7919123) % 799999999,
						 .born = { date_put(day, born), 10 },
						 .said = true,
						 .from = day,
						 .until = i == 0 ? DATE_NEVER : (date){ day.days + 21 * 365 },
						 .court = i == 8 ? S("2019/345") : S("") };
		if (scripts != 2)
			r->last_name =
			    str_printf(a, "%s%s", long_names ? "BEN ABDELKADER " : "", names[i].last),
			r->first_name = str_of(names[i].first);
		if (scripts != 1)
			r->last_name_ar =
			    str_printf(a, "%s%s", long_names ? "بن عبد القادر " : "", names[i].last_ar),
			r->first_name_ar = str_of(names[i].first_ar);
	}
	return c;
}

/* What a code holds fits on its page, and what it holds of names of usual length: seven relatives in both
 * scripts, eight or nine in one, as papers of the court are among them. */
T(paper_holds_the_family_that_a_code_holds)
{
	static const str languages[] = { { "ar", 2 }, { "fr", 2 }, { "en", 2 } };
	static const size_t holds[] = { 7, 9, 8 };
	struct keys k = { .paper = { 1 }, .papers_n = 1 };
	struct attestation_checked got;

	t_need(jws_public_of(k.paper, &k.papers[0]));
	for (int scripts = 0; scripts < 3; scripts++)
		for (size_t n = 1; n <= 2 * ATTESTED_RELATIVES_MAX; n++) {
			struct arena b;
			bool long_names = n > ATTESTED_RELATIVES_MAX;
			size_t people = long_names ? n - ATTESTED_RELATIVES_MAX : n;
			arena_init(&b, 64 << 20);
			struct attestation_view v = { .content = family(&b, people, scripts, long_names),
						      .number = S("100 000 017"),
						      .country = S("ma"),
						      .fund_fr = S("Caisse"),
						      .fund_ar = S("صندوق"),
						      .fund_en = S("Fund") };
			v.reference = reference_text(&b, v.content.reference);
			t_need(jws_sign(&b, k.paper, attestation_payload(&b, &v.content), true, &v.jws));
			if (!long_names)
				t_ok((v.jws.n <= ATTESTATION_JWS_MAX) == (people <= holds[scripts]));
			for (size_t l = 0; l < 3 && v.jws.n <= ATTESTATION_JWS_MAX; l++) {
				str pdf;
				v.language = languages[l];
				if (n % 3 != 0 && people != holds[scripts]) /* drawing takes long */
					continue;
				t_need(paper_of(&b, &k, &v, &pdf));
				t_need(attestation_check_file(&b, pdf, k.papers, 1, &got));
				t_ok(got.page && got.content.relatives_n == people);
			}
			arena_done(&b);
		}
}

T(paper_has_a_name)
{
	struct attestation_view v = { .reference = S("7K4M-92QX-TB5D") };

	t_str(paper_filename(a, &v), "attestation-7K4M-92QX-TB5D.pdf");
}
