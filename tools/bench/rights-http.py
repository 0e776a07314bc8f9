#!/usr/bin/env python3
"""script/bench rights-http - checks of rights over HTTP in a large register, next to a bare reply of the same server.

    --people N    size of the register (200000)
    --seconds N   of each measurement (10)
    --tokens N    that ask (64), each of a program and allowed 60000 questions a minute
    --connections N  of wrk (64)
    --engine E    sqlite or postgresql; both without it
    --perf FILE   records a profile of the server (perf) while it is asked on the first engine

A demo fund whose law is signed for, so that rights are decided. wrk asks `sanad serve` about 20,000 numbers drawn evenly:
first as fast as the server can, then at half of that rate, paced, which is where p99 is read. Every check is written down and
committed before it is answered. `bare` is GET /health over the same connections, `cpu us` what the server and its
children took for one reply. On PostgreSQL `libpq` is the look-up alone,
one number after the other, by as many connections as the server has workers (rights-http.c). The store is removed.
"""
import argparse, datetime, json, os, re, subprocess, sys, time
from feed import DIR, SANAD, SHARED, engines, sanad
from find import rows

LUA, HELPER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rights-http.lua"), os.path.abspath("build/bench-rights-http")
NUMBERS = 20000

def fund(store, people):
    sanad(store, "init", "--fund", "ma")
    sanad(store, "demo", "begin")
    for f in ("regions", "provinces", "communes"):
        sanad(store, "territory", "import", os.path.join(SHARED, "data/ma_%s.csv" % f), "--country", "ma")
    sanad(store, "demo", "users")
    sanad(store, "demo", "--people", str(people), "--seed", "1")

def tokens(store, n):
    """Of one program."""
    sanad(store, "user", "add", "pharmacies", "--role", "program", "--name", "Pharmacies")
    env = dict(os.environ, SANAD_STORE=store, SANAD_KEYS=os.path.join(DIR, "keys"))
    return [subprocess.run([SANAD, "user", "token", "pharmacies", "--per-minute", "60000", "--as", "direction"], env=env, check=True,
                           capture_output=True, text=True).stdout.strip() for _ in range(n)]

def write(name, lines):
    path = os.path.join(DIR, name)
    open(path, "w").writelines(line + "\n" for line in lines)
    return path

def wrk(site, paths, who, o, pause):
    """Requests a second, p50 and p99 in ms, bytes a request."""
    out = subprocess.run(["wrk", "-t1", "--timeout", "30s", "-c%d" % o.connections, "-d%ds" % o.seconds, "-s", LUA, site, "--", paths, who, "%d" % pause],
                         check=True, capture_output=True, text=True).stdout
    n, us, size, p50, p99, errors = re.search(r"RESULT (.*)", out).group(1).split()
    if int(errors):
        sys.exit("bench: %s of %s replies are errors" % (errors, n))
    return int(n) * 1e6 / int(us), float(p50), float(p99), int(size) // max(int(n), 1)

def cpu(server):
    """Seconds of CPU of the server and its children so far: what other work on the machine doesn't change."""
    pids = [server.pid] + [int(p) for p in open("/proc/%d/task/%d/children" % (server.pid, server.pid)).read().split()]
    return sum(int(t) for p in pids for t in open("/proc/%d/stat" % p).read().rsplit(")", 1)[1].split()[11:13]) / os.sysconf("SC_CLK_TCK")

def measure(engine, o, perf):
    store = engine.url("rightshttp")
    engine.create("rightshttp")
    env = dict(os.environ, SANAD_STORE=store, SANAD_KEYS=os.path.join(DIR, "keys"))
    fund(store, o.people)
    every = max(o.people // NUMBERS, 1)
    numbers = [r[0] for r in rows(engine, "rightshttp", "SELECT number FROM person WHERE number / 10 %% %d = 0 LIMIT %d" % (every, NUMBERS))]
    states = rows(engine, "rightshttp", "SELECT state, count(*) FROM rights WHERE from_day <= '%s' AND until_day > '%s' AND known_until = "
                  "9223372036854775807 GROUP BY state" % ((datetime.date.today(),) * 2))
    who, asked = write("rights-tokens", tokens(store, o.tokens)), write("rights-numbers", numbers)
    checks, bare = write("rights-paths", ["/api/rights?number=" + n for n in numbers]), write("rights-bare", ["/health"])
    workers = os.cpu_count()
    server = subprocess.Popen([SANAD, "serve", "--port", "0", "--front", "127.0.0.1", "--workers", str(workers)], env=env,
                              stdout=subprocess.PIPE, text=True)
    got = {}
    try:
        site = server.stdout.readline().strip()
        while rows(engine, "rightshttp", "SELECT count(*) FROM job WHERE state NOT IN ('DONE', 'FAILED')")[0][0] != "0":
            time.sleep(1)  # everybody's rights are looked at once more after the law was signed for
        if engine.name == "postgresql":
            engine.sql("CHECKPOINT")  # the log goes on in files that are there: a new one of 16 MB keeps commits waiting 50 ms and more
        for name, paths, tokens_of in (("bare", bare, "-"), ("checks", checks, who)):
            if name == "checks":
                wrk(site, paths, tokens_of, argparse.Namespace(seconds=3, connections=o.connections), 0)  # warm
            profile = perf and name == "checks" and subprocess.Popen(["perf", "record", "-q", "-g", "-a", "-F", "499", "-o", perf])
            began = cpu(server)
            most, *_ = wrk(site, paths, tokens_of, o, 0)
            us = (cpu(server) - began) * 1e6 / (most * o.seconds)
            if profile:
                profile.terminate()
                profile.wait()
            half, p50, p99, size = wrk(site, paths, tokens_of, o, o.connections * 2000 / most)
            got[name] = (most, half, p50, p99, size, us)
        libpq = None
        if engine.name == "postgresql":
            libpq = float(subprocess.run([HELPER, store, str(workers), str(o.seconds), asked, str(datetime.date.today())], check=True,
                                         capture_output=True, text=True).stdout)
    finally:
        server.terminate()
        server.wait(30)
    written = rows(engine, "rightshttp", "SELECT count(*), count(DISTINCT turn_id) FROM rights_check")[0]
    engine.drop("rightshttp")
    return states, got, libpq, written

def main():
    a = argparse.ArgumentParser(prog="script/bench rights-http")
    a.add_argument("--people", type=int, default=200000)
    a.add_argument("--seconds", type=int, default=10)
    a.add_argument("--tokens", type=int, default=64)
    a.add_argument("--connections", type=int, default=64)
    a.add_argument("--engine", choices=["sqlite", "postgresql"])
    a.add_argument("--perf")
    o = a.parse_args()
    lines, perf = [], o.perf
    for engine in engines(o.engine):
        began = os.getloadavg()[0]
        states, got, libpq, written = measure(engine, o, perf)
        perf = None
        print("\n%s: %d people (%s), %d connections; load before %.1f\n  %-8s %8s %8s | at half: %8s %8s %8s %8s %8s" %
              (engine.name, o.people, ", ".join("%s %s" % tuple(s) for s in states), o.connections, began, "", "req/s", "of bare", "req/s",
               "p50 ms", "p99 ms", "bytes", "cpu us"))
        for name, (most, half, p50, p99, size, us) in got.items():
            print("  %-8s %8.0f %8.2f |          %8.0f %8.2f %8.2f %8d %8.1f" % (name, most, most / got["bare"][0], half, p50, p99, size, us))
            lines.append({"bench": "rights-http", "case": name, "engine": engine.name, "people": o.people, "value": round(most), "unit": "req/s",
                          "of_bare": round(most / got["bare"][0], 2), "p50": p50, "p99": p99, "cpu_us": round(us, 1)})
        print("  written down: %s checks in %s turns" % tuple(written))
        if libpq:
            print("  libpq    %8.0f look-ups/s alone: checks are %.2f of it" % (libpq, got["checks"][0] / libpq))
            lines.append({"bench": "rights-http", "case": "libpq", "engine": engine.name, "value": round(libpq), "unit": "lookups/s",
                          "ratio": round(got["checks"][0] / libpq, 2)})
    print(flush=True)
    for line in lines:
        print(json.dumps(line))

if __name__ == "__main__":
    main()
