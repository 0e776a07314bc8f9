#!/usr/bin/env python3
"""script/bench portal - members' pages over HTTP in a large register, next to a bare reply of the same server.

    --people N    size of the register (5000000)
    --members N   who come in and open their pages (200)
    --seconds N   of each measurement (10)
    --engine E    sqlite or postgresql; both without it

Members drawn evenly from a demo fund come in as everybody does: a code is asked for, read in what tools/sms-sink took, a
password chosen. Then wrk asks `sanad serve` with their cookies, each request from another member and another address, over
16 connections: first as fast as the server can, then at half of that rate, paced, which is where p99 is read. `bare` is GET
/health, `activate` the page where a member types number and code, `home` the own page (it reads the register, and writes down
that it was read), `family` and `payment` the pages behind it. Then each member takes attestations (made, signed, kept, drawn as a
PDF), four at the same time. Cold: nobody's page was looked at before. The store is removed.
"""
import argparse, concurrent.futures, json, os, re, subprocess, sys, time
from feed import DIR, SANAD, engines, fund, sanad
from find import Clerk, rows

WORDS, CONNECTIONS, LUA = "figues et olives noires", 16, os.path.join(os.path.dirname(os.path.abspath(__file__)), "portal.lua")
PAGES = {"bare": "/health", "activate": "/ar/activate", "home": "/ar/", "family": "/ar/own/family",
         "payment": "/ar/own/payment"}
DRAW = ("SELECT number, phone FROM person WHERE person_id IN"
        " (SELECT max(person_id) FROM person WHERE person_id <= %d AND phone <> 0 AND state = 'ACTIVE')")

class Member(Clerk):
    def __init__(self, site, number, phone):
        super().__init__(site)
        self.number, self.phone, self.net = number, phone, "10.%d.%d" % (int(phone) // 250 % 250, int(phone) % 250)
    def post(self, path, form, page=None):
        """A form as its own page (or another one) has it, with the token of that page."""
        if page is not None:
            body = self.must(200, self.ask(page)).decode()
            form = dict(form, _token=re.search(r'action="%s"[^>]*>\s*<input type="hidden" name="_token" value="([0-9a-f]+)"' % re.escape(path), body).group(1))
        return self.ask(path, form)
    def come_in(self, taken):
        """From the page that asks for a code to the own account."""
        self.must(200, self.post("/fr/activate/code", {"number": self.number}))
        code = taken(self.phone)
        self.must(303, self.post("/fr/activate", {"number": self.number, "code": code}))
        self.must(303, self.post("/fr/activate/password", {"password": WORDS, "again": WORDS}, "/fr/activate/password"))
    def papers(self):
        """Takes every attestation there is without a family, in three languages, and fetches it: how many."""
        n = 0
        self.http.close()  # idle for as long as wrk measured: the server has ended it
        for kind in ("registration", "rights"):
            for lang in ("ar", "fr", "en"):
                self.must(303, self.post("/fr/own/attestations", {"kind": kind, "language": lang}, "/fr/"))
                paper = self.must(200, self.ask("/fr/own/attestations/" + re.search(r"ref=([^&]+)", self.location).group(1)))
                assert paper.startswith(b"%PDF"), paper[:100]
                n += 1
        return n

class Phones:
    """What the simulated gateway took."""
    def __init__(self, path):
        self.path = path
    def code(self, phone):
        for _ in range(600):
            if os.path.exists(self.path):
                for line in reversed(open(self.path, encoding="utf-8").readlines()):
                    m = json.loads(line)
                    if m["to"].lstrip("+") == phone:
                        return re.search(r"\d{6}", m["text"]).group(0)
            time.sleep(0.1)
        sys.exit("bench: no SMS for " + phone)

def draw(engine, members):
    first, last = map(int, rows(engine, "portal", "SELECT min(person_id), max(person_id) FROM person")[0])
    found = {}
    for i in range(members):
        for number, phone in rows(engine, "portal", DRAW % (first + (last - first) * (i + 1) // members)):
            found[phone] = number
    return found

def wrk(site, path, cookies, seconds, pause):
    """Requests a second, p50 and p99 in ms, bytes a request."""
    out = subprocess.run(["wrk", "-t1", "-c%d" % CONNECTIONS, "-d%ds" % seconds, "-s", LUA, site, "--", path, cookies, "%d" % pause],
                         check=True, capture_output=True, text=True).stdout
    n, us, size, p50, p99, errors = re.search(r"RESULT (.*)", out).group(1).split()
    if int(errors):
        sys.exit("bench: %s: %s of %s replies are errors" % (path, errors, n))
    return int(n) * 1e6 / int(us), float(p50), float(p99), int(size) // max(int(n), 1)

def loads(site, cookies, seconds):
    got = {}
    for name, path in PAGES.items():
        who = "-" if name in ("bare", "activate") else cookies
        most, *_ = wrk(site, path, who, seconds, 0)
        half, p50, p99, size = wrk(site, path, who, seconds, CONNECTIONS * 2000 / most)
        got[name] = (most, half, p50, p99, size)
    return got

def measure(engine, o):
    store, out = engine.url("portal"), os.path.join(DIR, "portal-sms.json")
    engine.create("portal")
    if os.path.exists(out):
        os.remove(out)
    env = dict(os.environ, SANAD_STORE=store, SANAD_KEYS=os.path.join(DIR, "keys"))
    fund(store, o.people)
    people = int(rows(engine, "portal", "SELECT count(*) FROM person")[0][0])
    sink = subprocess.Popen(["tools/sms-sink", "--out", out], stdout=subprocess.PIPE, text=True)
    server = None
    try:
        password = os.path.join(DIR, "portal-password")
        open(password, "w").write("bench\n")
        sanad(store, "message", "gateway", "--url", sink.stdout.readline().strip(), "--user", "bench", "--password-file", password,
              "--sender", "SANAD", "--quiet", "00:00-00:00")
        server = subprocess.Popen([SANAD, "serve", "--port", "0", "--front", "127.0.0.1"], env=env, stdout=subprocess.PIPE, text=True)
        site, phones = server.stdout.readline().strip(), Phones(out)
        members = [Member(site, number, phone) for phone, number in draw(engine, o.members).items()]
        with concurrent.futures.ThreadPoolExecutor(4) as four:
            list(four.map(lambda m: m.come_in(phones.code), members))
            cookies = os.path.join(DIR, "portal-cookies")
            with open(cookies, "w") as f:
                f.writelines("; ".join("%s=%s" % c for c in m.cookies.items()) + "\n" for m in members)
            got = loads(site, cookies, o.seconds)
            began = time.monotonic()
            papers = sum(four.map(Member.papers, members[:50]))
            papers = papers / (time.monotonic() - began)
    finally:
        for p in (server, sink):
            if p is not None:
                p.terminate()
                p.wait(30)
        engine.drop("portal")
    return people, len(members), got, papers

def main():
    a = argparse.ArgumentParser(prog="script/bench portal")
    a.add_argument("--people", type=int, default=5000000)
    a.add_argument("--members", type=int, default=200)
    a.add_argument("--seconds", type=int, default=10)
    a.add_argument("--engine", choices=["sqlite", "postgresql"])
    o = a.parse_args()
    lines = []
    for engine in engines(o.engine):
        people, members, got, papers = measure(engine, o)
        print("\n%s: %d people, %d members\n  %-10s %8s %8s | at half: %8s %8s %8s %8s" %
              (engine.name, people, members, "", "req/s", "of bare", "req/s", "p50 ms", "p99 ms", "bytes"))
        for name, (most, half, p50, p99, size) in got.items():
            print("  %-10s %8.0f %8.2f |          %8.0f %8.2f %8.2f %8d" % (name, most, most / got["bare"][0], half, p50, p99, size))
            lines.append({"bench": "portal", "case": name, "engine": engine.name, "people": people, "value": round(most), "unit": "req/s",
                          "of_bare": round(most / got["bare"][0], 2), "p50": p50, "p99": p99, "bytes": size})
        print("  attestations: %.0f a second" % papers)
        lines.append({"bench": "portal", "case": "attestations", "engine": engine.name, "value": round(papers), "unit": "papers/s"})
    print()
    for line in lines:
        print(json.dumps(line))

if __name__ == "__main__":
    main()
