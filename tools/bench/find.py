#!/usr/bin/env python3
"""script/bench find - finding people over HTTP in a large register, next to a bare reply of the same server.

    --people N    size of the register (5000000)
    --asks N      questions of each kind (1000)
    --engine E    sqlite or postgresql; both without it

A clerk of a demo fund asks `sanad serve` for people drawn evenly from the register: by the fund's number, by identifier,
by phone and by name. One connection that is kept, one question after the other, as a front passes them on from many
offices (the server answers one address 50 times a second). `bare` is GET /health, what a reply costs that asks the
store next to nothing. `missed`: who was drawn isn't on the first page (names have namesakes). The first tenth of each
kind warms up and isn't counted. The store is removed.
"""
import argparse, csv, http.client, io, json, os, random, re, sqlite3, subprocess, sys, time, urllib.parse
from feed import DIR, SANAD, engines, fund, sanad

PASSWORD = "essai-tajriba-2026"  # of every account of a demo fund
SAMPLE = ("SELECT p.person_id, p.number, i.value, p.phone, p.first_name, p.last_name FROM person p"
          " JOIN person_identifier i ON i.person_id = p.person_id"
          " WHERE p.person_id IN (SELECT max(person_id) FROM person WHERE person_id <= %d)")

def rows(engine, store, sql):
    if engine.name == "sqlite":
        with sqlite3.connect(os.path.join(DIR, store + ".db")) as db:
            return [[str(v) for v in r] for r in db.execute(sql)]
    out = subprocess.run(["psql", "-X", "-q", "--csv", "-t", engine.url(store), "-c", sql], check=True,
                         capture_output=True, text=True).stdout
    return list(csv.reader(io.StringIO(out)))

def questions(engine, store, asks):
    """{kind: [(what a clerk would type, who is meant)]}; ids are drawn between the first and the last person's."""
    first, last = map(int, rows(engine, store, "SELECT min(person_id), max(person_id) FROM person")[0])
    draw, kinds = random.Random(1), {"number": [], "identifier": [], "phone": [], "name": []}
    while min(map(len, kinds.values())) < asks:
        for person, number, value, phone, given, family in rows(engine, store, SAMPLE % draw.randint(first, last)):
            for kind, text in (("number", number), ("identifier", value), ("phone", "" if phone == "0" else "+" + phone),
                               ("name", given and family and given + " " + family)):
                if text and len(kinds[kind]) < asks:
                    kinds[kind].append((text, person))
    return kinds

class Clerk:
    def __init__(self, site):
        self.http = http.client.HTTPConnection(urllib.parse.urlsplit(site).netloc, timeout=60)
        self.cookies, self.asked, self.net = {}, 0, "192.0.2"
    def ask(self, path, form=None):
        """Returns status, body and seconds."""
        self.asked += 1
        head = {"Cookie": "; ".join("%s=%s" % c for c in self.cookies.items()),
                "X-Forwarded-For": "%s.%d" % (self.net, self.asked % 250 + 1)}
        if form is not None:
            head.update({"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})
        began = time.perf_counter()
        self.http.request("GET" if form is None else "POST", path,
                          None if form is None else urllib.parse.urlencode(form), head)
        reply = self.http.getresponse()
        body = reply.read()
        took = time.perf_counter() - began
        self.location = reply.msg.get("Location", "")
        for line in reply.msg.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return reply.status, body, took
    def sign_in(self, login):
        self.must(303, self.ask("/fr/signin", {"login": login, "password": PASSWORD, "back": "/"}))
        for _ in range(90):  # a code is good for one sign-in only: the page may say to wait for the next
            page = self.must(200, self.ask("/fr/signin/code")).decode()
            code = re.search(r'class="key-box num">\s*(\d{6})', page)
            if code and "Il sera valable" not in page:
                break
            time.sleep(1)
        token = re.search(r'action="/fr/signin/code"[^>]*>\s*<input type="hidden" name="_token" value="([0-9a-f]+)"', page)
        self.must(303, self.ask("/fr/signin/code", {"code": code.group(1), "_token": token.group(1)}))
    @staticmethod
    def must(want, reply):
        if reply[0] != want:
            sys.exit("bench: the server says %d: %s" % (reply[0], reply[1][:300].decode(errors="replace")))
        return reply[1]

def timed(clerk, paths, found=lambda body, i: True):
    """Milliseconds of each, bytes of the last, how many weren't found."""
    took, missed, cold = [], 0, len(paths) // 10
    for i, path in enumerate(paths):
        reply = clerk.ask(path)
        body = clerk.must(200, reply)
        if i >= cold:
            took.append(reply[2] * 1000)
            missed += not found(body.decode(), i)
    return sorted(took), len(body), missed

def measure(engine, o):
    store = engine.url("find")
    engine.create("find")
    env = dict(os.environ, SANAD_STORE=store, SANAD_KEYS=os.path.join(DIR, "keys"))
    fund(store, o.people)
    sanad(store, "demo", "users")
    people = int(rows(engine, "find", "SELECT count(*) FROM person")[0][0])
    kinds = questions(engine, "find", o.asks)
    server = subprocess.Popen([SANAD, "serve", "--port", "0", "--front", "127.0.0.1"], env=env, stdout=subprocess.PIPE, text=True)
    try:
        clerk = Clerk(server.stdout.readline().strip())
        clerk.sign_in("guichet")
        got = {"bare": timed(clerk, ["/health"] * o.asks)}
        for kind, asked in kinds.items():
            got[kind] = timed(clerk, ["/fr/people?q=" + urllib.parse.quote(text) for text, _ in asked],
                              lambda body, i: re.search(r"/fr/people/%s\b" % asked[i][1], body) is not None)
    finally:
        server.terminate()
        server.wait(30)
        engine.drop("find")
    return people, got

def main():
    a = argparse.ArgumentParser(prog="script/bench find")
    a.add_argument("--people", type=int, default=5000000)
    a.add_argument("--asks", type=int, default=1000)
    a.add_argument("--engine", choices=["sqlite", "postgresql"])
    o = a.parse_args()
    lines = []
    for engine in engines(o.engine):
        people, got = measure(engine, o)
        print("\n%s: %d people\n  %-12s %8s %8s %8s %8s" % (engine.name, people, "", "p50 ms", "p99 ms", "bytes", "missed"))
        for kind, (ms, size, missed) in got.items():
            p50, p99 = ms[len(ms) // 2], ms[len(ms) - 1 - len(ms) // 100]
            print("  %-12s %8.2f %8.2f %8d %8d" % (kind, p50, p99, size, missed))
            lines.append({"bench": "find", "case": kind, "engine": engine.name, "people": people, "value": round(p99, 2),
                          "p50": round(p50, 2), "unit": "ms p99", "missed": missed})
    print()
    for line in lines:
        print(json.dumps(line))

if __name__ == "__main__":
    main()
