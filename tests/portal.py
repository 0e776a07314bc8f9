"""What tests that speak HTTP share: a fund of made-up people with its server, browsers without a screen, counted checks."""
import datetime, hashlib, http.cookiejar, json, os, re, shutil, subprocess, sys, tempfile, time
import urllib.error, urllib.parse, urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SANAD = os.path.join(ROOT, "build", "sanad")
PASSWORD = "essai-tajriba-2026"
checks, faults = 0, 0


def ok(cond, text):
    """Counts a check; says what is wrong."""
    global checks, faults
    checks += 1
    if not cond:
        faults += 1
        print("# " + text)
    return cond


def end(name):
    """The last line, and out."""
    print("%s - %s: %d checks, %d faults" % ("not ok" if faults else "ok", name, checks, faults))
    sys.exit(1 if faults else 0)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def multipart(form, files):
    """RFC 7578, as browsers write it. Returns the body and its type."""
    edge = "----sanad%d" % len(files)
    lines = []
    for name, value in form.items():
        lines.append(('--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (edge, name, value)).encode())
    for field, name, content in files:
        head = '--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: image/jpeg\r\n\r\n'
        lines.append((head % (edge, field, name)).encode() + content + b"\r\n")
    return b"".join(lines) + ("--%s--\r\n" % edge).encode(), "multipart/form-data; boundary=" + edge


class Browser:
    """One person's browser: cookies kept, redirects shown."""
    def __init__(self, site):
        Browser.seen = getattr(Browser, "seen", 0) + 1
        self.address = "192.0.2.%d" % Browser.seen  # as the front says it: each has tries of its own
        self.site, self.jar = site, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), NoRedirect())

    def ask(self, method, path, form=None, headers=None, files=None):
        """Status, page and headers. `files`: (field, name of the file, its bytes), sent as a browser does."""
        data = urllib.parse.urlencode(form or {}).encode() if method == "POST" else None
        if files is not None:
            data, kind = multipart(form or {}, files)
            headers = dict(headers or {}, **{"Content-Type": kind})
        req = urllib.request.Request(self.site + path, data=data, method=method)
        req.add_header("X-Forwarded-For", self.address)
        if method == "POST":
            req.add_header("Sec-Fetch-Site", "same-origin")
        for k, v in (headers or {}).items():
            req.add_header(k, v)
        try:
            with self.opener.open(req, timeout=20) as r:
                return r.status, r.read().decode(), r.headers
        except urllib.error.HTTPError as e:
            return e.code, e.read().decode(), e.headers

    def token(self, page, action):
        m = re.search(r'action="/fr%s"[^>]*>\s*<input type="hidden" name="_token" value="([0-9a-f]+)"' % re.escape(action), page)
        return m.group(1) if m else ""

    def open_account(self, fund, number, between=lambda half: None):
        """A member: a code asked for, read in the outbox (the fund has no gateway), a password chosen. `between` is done
        with the session that has shown a code and lacks a password."""
        self.ask("POST", "/fr/activate/code", {"number": number})
        code = fund.code_of(number)
        status, _, headers = self.ask("POST", "/fr/activate", {"number": number, "code": code})
        assert status == 303 and headers["Location"].endswith("/activate/password"), (number, status)
        between(self)
        page = self.ask("GET", "/fr/activate/password")[1]
        form = {"password": PASSWORD, "again": PASSWORD, "_token": self.token(page, "/activate/password")}
        assert self.ask("POST", "/fr/activate/password", form)[0] == 303, number

    def sign_in(self, login):
        status, _, headers = self.ask("POST", "/fr/signin", {"login": login, "password": PASSWORD, "back": "/"})
        assert status == 303, (login, status)
        self.half = {c.name: c.value for c in self.jar}
        while True:
            page = self.ask("GET", "/fr/signin/code")[1]
            if "demo_wait" not in page and not re.search(r"Il sera valable", page):
                break
            time.sleep(1)
        code = re.search(r'class="key-box num">\s*(\d{6})', page).group(1)
        status = self.ask("POST", "/fr/signin/code", {"code": code, "_token": self.token(page, "/signin/code")})[0]
        assert status == 303, (login, "code", status)


def code_of(page):
    if page.startswith("{"):
        return str(json.loads(page).get("code", ""))
    m = re.search(r'<bdi class="num">(\d{4}) [A-Z_]+</bdi>', page)
    return m.group(1) if m else ""


class Fund:
    def __init__(self, url):
        self.dir = tempfile.mkdtemp(prefix="sanad-portal-")
        self.env = dict(os.environ, SANAD_STORE=url or "sqlite:%s/fund.db" % self.dir, SANAD_KEYS=self.dir + "/keys")
        self.sanad("init", "--fund", "ma")
        self.sanad("demo", "begin")
        self.sanad("demo", "--people", "30")
        for body in ("DGI", "CHAMBRE"):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                            "-subj", "/O=%s" % body, "-days", "30", "-keyout", self.dir + "/%s.key" % body,
                            "-out", self.dir + "/%s.pem" % body], check=True, capture_output=True)
            self.sanad("body", "add", body, "--cert", self.dir + "/%s.pem" % body, "--scheme", "AMO-TNS")
        self.sanad("demo", "users", "--body", "DGI")
        self.log = self.dir + "/log"
        with open(self.log, "wb") as log:
            self.server = subprocess.Popen([SANAD, "serve", "--port", "0", "--front", "127.0.0.1"], env=self.env, stdout=subprocess.PIPE,
                                           stderr=log, text=True)
        self.site = self.server.stdout.readline().strip().rstrip("/")

    def sanad(self, *words):
        return subprocess.run([SANAD, *words], env=self.env, check=True, capture_output=True, text=True).stdout

    def deliver(self, body, rows=1):
        """A delivery of the body, received at the command line."""
        head = ("record_id,action,id_kind,id_value,last_name,first_name,last_name_ar,first_name_ar,birth_date,sex,"
                "commune,address,phone,email,language,profession,income_class,activity_start,rib\n")
        csv = (head + "R1,NEW,CNIE,XX100001,Exemple,Omar,,,1980-01-02,M,00.000,,,,fr,,CPU,,\n" * rows).encode()
        manifest = json.dumps({"format": "registration-feed/1", "body": body, "sequence": 1, "scheme": "AMO-TNS",
                               "rows": rows, "bytes": len(csv), "sha256": hashlib.sha256(csv).hexdigest(),
                               "control_totals": {"rows_by_income_class": {"CPU": rows}},
                               "created": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")})
        stem = "%s/%s-1" % (self.dir, body)
        open(stem + ".csv", "wb").write(csv)
        open(stem + ".manifest.json", "w").write(manifest)
        subprocess.run(["openssl", "cms", "-sign", "-binary", "-in", stem + ".manifest.json", "-signer",
                        "%s/%s.pem" % (self.dir, body), "-inkey", "%s/%s.key" % (self.dir, body), "-outform", "PEM",
                        "-out", stem + ".manifest.p7s"], check=True, capture_output=True)
        self.sanad("feed", "receive", stem, "--as", "agent")

    def members(self, n=2):
        """Numbers of members who can be reached, of the demo's people."""
        return self.query("SELECT number FROM person WHERE phone <> 0 AND state = 'ACTIVE' ORDER BY number LIMIT %d" % n)

    def forget_pauses(self):
        """As if the codes that were sent were sent long ago."""
        self.query("UPDATE member_code SET made_at = 1, day_from = 1")

    def code_of(self, number, n=1):
        """Of the n-th message with a code that was written to the member, waited for."""
        for _ in range(100):
            found = self.query("SELECT m.body FROM message m JOIN person p ON p.person_id = m.person_id WHERE p.number = %s"
                               " AND m.kind = 'access.code' ORDER BY m.message_id DESC" % number)
            if len(found) >= n:
                return re.search(r"\d{6}", found[0]).group(0)
            time.sleep(0.1)
        sys.exit("not ok - no code was written")

    def query(self, sql):
        store = self.env["SANAD_STORE"]
        words = ["sqlite3", "-newline", "\1", store.split(":", 1)[1]] if store.startswith("sqlite:") else ["psql", "-AtXq", "-R", "\1", store]
        out = subprocess.run(words + ([sql] if words[0] == "sqlite3" else ["-c", sql]), check=True, capture_output=True, text=True).stdout
        return [line for line in out.rstrip("\n").split("\1") if line]

    def close(self):
        self.server.terminate()
        self.server.wait(20)
        sys.stderr.write(open(self.log, errors="replace").read())
        shutil.rmtree(self.dir)
