/* Codes against RFC 6238's vectors and against oathtool; base 32 against RFC 4648's. */
#include "domain/access/totp.h"

#include "testing/t.h"

/* RFC 6238, appendix B: the last six of the eight digits. */
static const unsigned char rfc_secret[] = "12345678901234567890";
static const struct {
	int64_t s;
	const char *code;
} vectors[] = {
	{ 59, "287082" },	  { 1111111109, "081804" }, { 1111111111, "050471" },
	{ 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" },
};

static instant at(int64_t s) { return (instant){ s * 1000000 }; }

T(rfc_vectors)
{
	for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
		char code[TOTP_DIGITS + 1];
		totp_code(rfc_secret, totp_step_at(at(vectors[i].s)), code);
		t_ok(strcmp(code, vectors[i].code) == 0);
	}
}

/* Another program says the same: oathtool reads our base 32. */
T(oathtool_agrees)
{
	char line[32], code[TOTP_DIGITS + 1];

	if (system("command -v oathtool >/dev/null 2>&1") != 0) {
		printf("# oathtool is not installed\n");
		return;
	}
	t_seeds (10) {
		unsigned char secret[TOTP_SECRET_BYTES];
		for (size_t i = 0; i < sizeof secret; i++)
			secret[i] = (unsigned char)t_random();
		int64_t s = t_between(1700000000, 1900000000);
		str cmd = str_printf(a, "oathtool --totp=SHA1 --base32 --now '@%" PRId64 "' %.*s", s,
				     STR_ARG(totp_base32(a, secret)));
		FILE *f = popen(cmd.p, "r");
		t_ok(f != NULL && fgets(line, sizeof line, f) != NULL);
		t_ok(f != NULL && pclose(f) == 0);
		totp_code(secret, totp_step_at(at(s)), code);
		t_ok(strncmp(line, code, TOTP_DIGITS) == 0);
	}
}

T(one_step_around_and_once)
{
	int64_t step = 60000000, now = step * TOTP_STEP_S;
	char code[5][TOTP_DIGITS + 1];

	for (int i = 0; i < 5; i++)
		totp_code(rfc_secret, step - 2 + i, code[i]);
	t_int(totp_judge(rfc_secret, at(now), 0, code[0]), 0);
	t_int(totp_judge(rfc_secret, at(now), 0, code[1]), step - 1);
	t_int(totp_judge(rfc_secret, at(now), 0, code[2]), step);
	t_int(totp_judge(rfc_secret, at(now + 29), 0, code[3]), step + 1);
	t_int(totp_judge(rfc_secret, at(now + 29), 0, code[4]), 0);
	t_int(totp_judge(rfc_secret, at(now), step, code[2]), 0);
	t_int(totp_judge(rfc_secret, at(now), step, code[1]), 0);
	t_int(totp_judge(rfc_secret, at(now), step, code[3]), step + 1);
	t_int(totp_judge(rfc_secret, at(now), step + 1, code[3]), 0);
}

T(digits_as_typed)
{
	char code[TOTP_DIGITS + 1];

	t_ok(totp_typed(S("287082"), code) && strcmp(code, "287082") == 0);
	t_ok(totp_typed(S(" 287 082 "), code) && strcmp(code, "287082") == 0);
	t_ok(totp_typed(S("٢٨٧٠٨٢"), code) && strcmp(code, "287082") == 0);
	t_ok(totp_typed(S("۲۸۷ ۰۸۲"), code) && strcmp(code, "287082") == 0);
	t_ok(!totp_typed(S("28708"), code));
	t_ok(!totp_typed(S("2870821"), code));
	t_ok(!totp_typed(S("28708a"), code));
	t_ok(!totp_typed(S("28-7082"), code));
	t_ok(!totp_typed(S("28708\xd9"), code));
	t_ok(!totp_typed(S("28708\xda\xa0"), code));
	t_ok(!totp_typed(S(""), code));
}

T(base32)
{
	unsigned char back[TOTP_SECRET_BYTES];

	t_str(totp_base32(a, rfc_secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
	t_need(totp_base32_parse(S("gezdgnbvgy3tqojqGEZDGNBVGY3TQOJQ"), back));
	t_ok(memcmp(back, rfc_secret, sizeof back) == 0);
	t_seeds (100) {
		unsigned char secret[TOTP_SECRET_BYTES];
		for (size_t i = 0; i < sizeof secret; i++)
			secret[i] = (unsigned char)t_random();
		t_need(totp_base32_parse(totp_base32(a, secret), back));
		t_ok(memcmp(back, secret, sizeof back) == 0);
	}
	t_rc(totp_base32_parse(S(""), back), TOTP_SECRET);
	t_rc(totp_base32_parse(S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ"), back), TOTP_SECRET);
	t_rc(totp_base32_parse(S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1"), back), TOTP_SECRET);
	t_rc(totp_base32_parse(S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ="), back), TOTP_SECRET);
}

T(addresses_for_phones)
{
	t_str(totp_url(a, S("Sanad"), S("nadia"), rfc_secret),
	      "otpauth://totp/Sanad:nadia?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sanad&algorithm=SHA1"
	      "&digits=6&period=30");
}
