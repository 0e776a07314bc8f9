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
					 .kind = attestation_kind_of((str){ kind, strlen(kind) }),
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

T(paper_has_a_name)
{
	struct attestation_view v = { .reference = S("7K4M-92QX-TB5D") };

	t_str(paper_filename(a, &v), "attestation-7K4M-92QX-TB5D.pdf");
}
