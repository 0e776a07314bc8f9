#include "port/sign/sign.h"
#include "testing/t.h"

#include <sys/stat.h>

/* Keys, certificates and signatures are made by the openssl command, once. */
static const char *made(struct arena *a)
{
	static char dir[200];
	const char *base = getenv("T_DIR") != NULL ? getenv("T_DIR") : "build";

	if (dir[0] != '\0')
		return dir;
	snprintf(dir, sizeof dir, "%s/sign_keys", base);
	mkdir(dir, 0700);
	str sh = str_printf(
	    a,
	    "cd '%s' && rm -f * && exec >log 2>&1 && "
	    "new() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj \"$2\" "
	    "-days 30 -keyout $1.key -out $1.pem; } && "
	    "new one '/CN=Registre/O=T' && new two '/CN=Registre/O=T' && "
	    "openssl req -x509 -newkey rsa:2048 -nodes -subj '/CN=R' -days 30 -keyout rsa.key -out rsa.pem "
	    "&& "
	    "printf '{\"rows\":1}\\n' >m && "
	    "sign() { openssl cms -sign -binary -in m -signer $1.pem -inkey $1.key \"${@:2}\"; } && "
	    "sign one -outform PEM -out one.p7s && sign one -outform DER -out one.der && "
	    "sign one -nocerts -outform PEM -out bare.p7s && sign one -noattr -outform PEM -out noattr.p7s "
	    "&& "
	    "sign two -outform PEM -out two.p7s && sign rsa -outform PEM -out rsa.p7s && "
	    "sign one -nodetach -outform PEM -out inside.p7s && "
	    "sign one -signer two.pem -inkey two.key -outform PEM -out both.p7s && "
	    "cat one.pem two.pem >chain.pem && touch done",
	    dir);
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		execlp("bash", "bash", "-c", sh.p, (char *)NULL);
		_Exit(127);
	}
	waitpid(pid, NULL, 0);
	must(access(str_printf(a, "%s/done", dir).p, F_OK) == 0);
	return dir;
}

static str file(struct arena *a, const char *name)
{
	char *p = arena_array(a, char, 16384);
	FILE *f = fopen(str_printf(a, "%s/%s", made(a), name).p, "rb");

	must(f != NULL);
	size_t n = fread(p, 1, 16384, f);
	(void)fclose(f);
	return (str){ p, n };
}

#define DAY_US INT64_C(86400000000)

/* A little later than the certificates were made: a machine's clock may be set back in between. */
static instant soon(void) { return (instant){ clock_now().us + DAY_US / 24 }; }

static rc check(struct arena *a, const char *bytes, const char *cms, const char *pem)
{
	return sign_check_cms(file(a, bytes), file(a, cms), file(a, pem), soon());
}

T(sign_good)
{
	t_need(check(a, "m", "one.p7s", "one.pem"));
	t_need(check(a, "m", "one.der", "one.pem"));
	t_need(check(a, "m", "bare.p7s", "one.pem"));
	t_need(check(a, "m", "noattr.p7s", "one.pem"));
	t_need(check(a, "m", "rsa.p7s", "rsa.pem"));
}

T(sign_of_another)
{
	t_rc(check(a, "m", "two.p7s", "one.pem"), SIGN_SIGNER); /* same name, another key */
	t_rc(check(a, "m", "rsa.p7s", "one.pem"), SIGN_SIGNER);
	t_rc(check(a, "m", "both.p7s", "one.pem"), SIGN_FORM);
}

T(sign_of_other_bytes)
{
	t_rc(check(a, "one.pem", "one.p7s", "one.pem"), SIGN_CONTENT);
	t_rc(check(a, "one.pem", "noattr.p7s", "one.pem"), SIGN_CONTENT);
	t_rc(sign_check_cms(S(""), file(a, "one.p7s"), file(a, "one.pem"), soon()), SIGN_CONTENT);
	/* A carriage return is a change: nothing is taken for text. */
	t_rc(sign_check_cms(S("{\"rows\":1}\r\n"), file(a, "one.p7s"), file(a, "one.pem"), soon()),
	     SIGN_CONTENT);
	t_need(sign_check_cms(S("{\"rows\":1}\n"), file(a, "one.p7s"), file(a, "one.pem"), soon()));
}

T(sign_out_of_time)
{
	instant before = { clock_now().us - DAY_US }, after = { clock_now().us + 31 * DAY_US };
	struct sign_cert c;

	t_rc(sign_check_cms(file(a, "m"), file(a, "one.p7s"), file(a, "one.pem"), after), SIGN_EXPIRED);
	t_rc(sign_check_cms(file(a, "m"), file(a, "one.p7s"), file(a, "one.pem"), before), SIGN_EXPIRED);
	t_need(sign_cert_read(a, file(a, "one.pem"), &c));
	t_str(c.subject, "O=T,CN=Registre");
	t_int((int64_t)c.sha256.n, 64);
	t_ok(c.from.us <= soon().us);
	t_int(c.until.us - c.from.us, 30 * DAY_US);
}

T(sign_malformed)
{
	struct sign_cert c;

	t_rc(check(a, "m", "inside.p7s", "one.pem"), SIGN_FORM);
	t_rc(check(a, "m", "one.pem", "one.pem"), SIGN_FORM);
	t_rc(check(a, "m", "m", "one.pem"), SIGN_FORM);
	t_rc(sign_check_cms(file(a, "m"), S(""), file(a, "one.pem"), clock_now()), SIGN_FORM);
	t_rc(check(a, "m", "one.p7s", "m"), SIGN_CERT);
	t_rc(check(a, "m", "one.p7s", "chain.pem"), SIGN_CERT);
	t_rc(sign_cert_read(a, file(a, "chain.pem"), &c), SIGN_CERT);
	t_rc(sign_cert_read(a, file(a, "one.key"), &c), SIGN_CERT);
	t_rc(sign_cert_read(a, S(""), &c), SIGN_CERT);
}

/* Whatever byte is changed, nothing is accepted and nothing breaks. */
T(sign_damaged)
{
	str der = file(a, "one.der"), m = file(a, "m"), pem = file(a, "one.pem");
	char *bent = arena_array(a, char, der.n);
	int taken = 0;

	t_seeds (300) {
		memcpy(bent, der.p, der.n);
		size_t at = (size_t)t_between(0, (int64_t)der.n - 1);
		bent[at] = (char)(bent[at] ^ (1 << t_between(0, 7)));
		taken += rc_ok(sign_check_cms(m, (str){ bent, der.n }, pem, clock_now()));
		t_ok(!rc_ok(sign_check_cms(m, (str){ der.p, (size_t)t_between(0, (int64_t)der.n - 1) }, pem,
					   clock_now())));
	}
	/* The certificate inside is not looked at: a change there may pass, as it must. */
	t_ok(taken < 250);
}
