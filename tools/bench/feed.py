#!/usr/bin/env python3
"""script/bench feed - a delivery through the whole pipeline, receive to answer, on an empty and on a large register.

    --rows N      rows of the delivery (1600000), made by ../shared/tools/make_feed.py
    --people N    size of the large register (5000000); 0: the empty one only
    --engine E    sqlite or postgresql; both without it
    --case C      empty or large; both without it
    --quiet       nobody else writes meanwhile

Each step is a process of its own, as a jobs server runs it; `cpu` is the program's (on PostgreSQL the server's comes on
top). All the while another process makes a small durable write every 20 ms and notes how long it waits. `raw` is the
time in which tools/bench/feed.c loads the very same rows into a store that hasn't seen the delivery, with the same
indexes, sorted, nobody else writing: what the engine can do. Deliveries are kept in build/bench, stores are removed.
"""
import argparse, json, os, shutil, signal, subprocess, sys, time

SANAD, HELPER, DIR = os.path.abspath("build/sanad"), os.path.abspath("build/bench-feed"), os.path.abspath("build/bench")
SHARED = os.environ.get("SHARED", "../shared")
STEPS = ["receive", "check", "simulate", "approve", "apply", "answer"]

def sanad(store, *words, out=subprocess.DEVNULL):
    """Runs the program; returns seconds, CPU seconds and peak memory in MB."""
    env = dict(os.environ, SANAD_STORE=store, SANAD_KEYS=os.path.join(DIR, "keys"))
    began = time.monotonic()
    p = subprocess.Popen([SANAD, *words], env=env, stdout=out, stderr=subprocess.PIPE)
    why = p.stderr.read()
    _, status, use = os.wait4(p.pid, 0)
    p.returncode = os.waitstatus_to_exitcode(status)
    if p.returncode != 0:
        sys.exit("bench: sanad %s: %s" % (" ".join(words), why.decode().strip()))
    return time.monotonic() - began, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024

def delivery(body, rows, seed):
    """DIR/BODY-1 of a delivery with so many rows; made once."""
    home = os.path.join(DIR, "feed-%s-%d-%d" % (body, rows, seed))
    if not os.path.exists(os.path.join(home, body + "-1.manifest.p7s")):
        print("# making a delivery of %d rows" % rows, file=sys.stderr)
        subprocess.run([sys.executable, os.path.join(SHARED, "tools/make_feed.py"), "--rows", str(rows), "--seed",
                        str(seed), "--body", body, "--out", home], check=True, stderr=subprocess.DEVNULL)
    return os.path.join(home, body + "-1")

def trust(store, stem):
    sanad(store, "body", "add", os.path.basename(stem)[:-2], "--cert", stem[:-2] + ".cert.pem", "--scheme", "AMO-TNS")

def fund(store, people):
    """A new Moroccan fund with its territories; a demo of so many people if there are to be any."""
    sanad(store, "init", "--fund", "ma")
    if people:
        sanad(store, "demo", "begin")
    for f in ("regions", "provinces", "communes"):
        sanad(store, "territory", "import", os.path.join(SHARED, "data/ma_%s.csv" % f), "--country", "ma")
    if people:
        sanad(store, "demo", "--people", str(people), "--seed", "1")

class Sqlite:
    name = "sqlite"
    def url(self, store):
        return "sqlite:" + os.path.join(DIR, store + ".db")
    def drop(self, store):
        for end in ("", "-wal", "-shm"):
            if os.path.exists(os.path.join(DIR, store + ".db" + end)):
                os.remove(os.path.join(DIR, store + ".db" + end))
    def create(self, store):
        self.drop(store)
    def copy(self, store, to):
        self.drop(to)
        subprocess.run(["cp", "--reflink=auto", os.path.join(DIR, store + ".db"), os.path.join(DIR, to + ".db")], check=True)
        os.sync()  # else the first steps share the disk with the copy
    def stop(self):
        pass

class Postgresql:
    name = "postgresql"
    def __init__(self):
        self.server = subprocess.run(["tools/pg", "start", os.path.join(DIR, "pg")], capture_output=True, text=True,
                                     check=True).stdout.strip()
    def url(self, store):
        return self.server.replace("@/sanad?", "@/%s?" % store)
    def sql(self, text):
        subprocess.run(["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", self.server, "-c", text], check=True,
                       env=dict(os.environ, PGOPTIONS="-c client_min_messages=error"))
    def drop(self, store):
        self.sql("DROP DATABASE IF EXISTS %s" % store)
    def create(self, store):
        self.drop(store)
        self.sql("CREATE DATABASE %s" % store)
    def copy(self, store, to):
        self.drop(to)
        self.sql("CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy" % (to, store))
        self.sql("CHECKPOINT")
    def stop(self):
        subprocess.run(["tools/pg", "stop", os.path.join(DIR, "pg")], check=True)

def engines(only):
    """Each engine, or the one of this name; its server is stopped behind it."""
    os.makedirs(DIR, exist_ok=True)
    for make in (Sqlite, Postgresql):
        if only in (None, make.name):
            engine = make()
            try:
                yield engine
            finally:
                engine.stop()

def pipeline(store, stem):
    """The six steps: {step: (seconds, cpu, peak)}."""
    body = os.path.basename(stem)[:-2]
    took = {}
    for s in STEPS:
        words = [stem] if s == "receive" else [body, "1"]
        who = [] if s == "answer" else ["--as", "director" if s == "approve" else "agent"]
        took[s] = sanad(store, "feed", s, *words, *who)
    return took

def measure(engine, case, o, stem):
    base, run = engine.url("base"), engine.url("run")
    engine.create("base")
    fund(base, 0 if case == "empty" else o.people)
    trust(base, stem)
    engine.copy("base", "run")
    waiter = None if o.quiet else subprocess.Popen([HELPER, "wait", run], stdout=subprocess.PIPE, text=True)
    took = pipeline(run, stem)
    waited = None
    if waiter:
        waiter.send_signal(signal.SIGTERM)
        waited = json.loads(waiter.communicate()[0])
    raw = json.loads(subprocess.run([HELPER, "raw", run, base, os.path.basename(stem)[:-2], "1"], check=True,
                                    stdout=subprocess.PIPE, text=True).stdout)
    engine.drop("base")
    engine.drop("run")
    return took, waited, raw

def show(engine, case, took, waited, raw, rows):
    seconds = sum(t[0] for t in took.values())
    print("\n%s, %s register: %d rows" % (engine, case, rows))
    print("  %-10s %8s %8s %8s" % ("step", "s", "cpu s", "peak MB"))
    for s, t in took.items():
        print("  %-10s %8.2f %8.2f %8.0f" % (s, *t))
    print("  %-10s %8.2f %8.2f %8.0f  %.0f rows/s" % ("all", seconds, sum(t[1] for t in took.values()),
                                                     max(t[2] for t in took.values()), rows / seconds))
    print("  %-10s %8.2f  the same %d rows of all tables: ratio %.2f" % ("raw", raw["seconds"], raw["rows"],
                                                                       raw["seconds"] / seconds))
    if waited:
        print("  a small write by somebody else waited p50 %.1f, p99 %.1f, at most %.1f ms (%d writes)" %
              (waited["p50_ms"], waited["p99_ms"], waited["max_ms"], waited["writes"]))

def main():
    a = argparse.ArgumentParser(prog="script/bench feed")
    a.add_argument("--rows", type=int, default=1600000)
    a.add_argument("--people", type=int, default=5000000)
    a.add_argument("--engine", choices=["sqlite", "postgresql"])
    a.add_argument("--case", choices=["empty", "large"])
    a.add_argument("--quiet", action="store_true")
    o = a.parse_args()
    if not os.path.exists(os.path.join(SHARED, "tools/make_feed.py")):
        sys.exit("bench: %s isn't here: nothing makes a delivery" % SHARED)
    os.makedirs(DIR, exist_ok=True)
    stem = delivery("DGI", o.rows, 1)
    large = "%dm" % (o.people // 1000000) if o.people >= 1000000 else str(o.people)
    cases = ["empty"] if o.case == "empty" or o.people == 0 else [large] if o.case else ["empty", large]
    lines = []
    for engine in engines(o.engine):
        cost = {}
        for case in cases:
            took, waited, raw = measure(engine, case, o, stem)
            show(engine.name, case, took, waited, raw, o.rows)
            seconds = sum(t[0] for t in took.values())
            cost[case] = seconds
            head = {"bench": "feed", "case": case, "engine": engine.name}
            lines.append({**head, "value": round(o.rows / seconds), "unit": "rows/s",
                          "raw": round(o.rows / raw["seconds"]), "ratio": round(raw["seconds"] / seconds, 3),
                          "peak_mb": round(max(t[2] for t in took.values()))})
            if waited:
                lines.append({**head, "figure": "wait_p99", "value": waited["p99_ms"], "unit": "ms"})
            if case != "empty" and "empty" in cost:
                lines.append({**head, "figure": "cost_of_row", "value": round(cost[case] / cost["empty"], 2),
                              "unit": "x empty"})
    print()
    for line in lines:
        print(json.dumps(line))

if __name__ == "__main__":
    main()
