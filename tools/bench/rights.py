#!/usr/bin/env python3
"""script/bench rights - everybody's rights made anew in a large register, beside rewriting the same rows.

    --people N    people of a demo fund (5000000): families, contributions, scores
    --engine E    sqlite or postgresql; both without it
    --one         only `one` and `again`

`all` is the run after a director signed for the law: every span that rests on it is superseded. `none` is the same run once
more, when nothing differs: everything is read and decided, nothing is written. `one` is one paid month of one person with
their family, by the command line's import of 2,000 months: cost of a small change; `again` the next month of the same people, whose
rows the engine has at hand by then. `raw` is tools/bench/rights.c: the very
same rows ended and added again in the same chunks, by the engine alone, without reading or deciding. A ratio is raw's
time over the run's. The store is removed.
"""
import argparse, json, os, subprocess, time
from feed import DIR, engines, fund, sanad

HELPER, MONTHS = os.path.abspath("build/bench-rights"), 2000

def refresh(store):
    out = os.path.join(DIR, "refresh.json")
    with open(out, "w") as f:
        took = sanad(store, "rights", "refresh", "--json", out=f)
    return took, json.load(open(out))

def small(engine, store, month):
    """Seconds a row: one month of so many members of AMO-TNS each, in transactions of a thousand."""
    sql = "SELECT number FROM person p JOIN membership m ON m.person_id = p.person_id WHERE m.scheme = 'AMO-TNS' LIMIT %d"
    if engine.name == "sqlite":
        import sqlite3
        with sqlite3.connect(store[len("sqlite:"):]) as db:
            numbers = [r[0] for r in db.execute(sql % MONTHS)]
    else:
        numbers = subprocess.run(["psql", "-X", "-A", "-t", store, "-c", sql % MONTHS], check=True, capture_output=True,
                                 text=True).stdout.split()
    path = os.path.join(DIR, "months.csv")
    with open(path, "w") as f:
        f.write("number,scheme,period,amount,paid_on\n")
        for n in numbers:
            f.write("%s,AMO-TNS,%s,200.00,2026-11-20\n" % (n, month))
    took = sanad(store, "contribution", "import", path, "--as", "agent")
    return took[0] / len(numbers)

def measure(engine, people, only_one):
    store = engine.url("rights")
    engine.create("rights")
    fund(store, people)
    sanad(store, "demo", "users")
    got = {"all": refresh(store)}
    if not only_one:
        got["none"] = refresh(store)
        got["raw"] = json.loads(subprocess.run([HELPER, "raw", store], check=True, stdout=subprocess.PIPE, text=True).stdout)
    got["one"], got["again"] = small(engine, store, "2027-03"), small(engine, store, "2027-04")
    engine.drop("rights")
    return got

def main():
    a = argparse.ArgumentParser(prog="script/bench rights", usage=__doc__)
    a.add_argument("--people", type=int, default=5000000)
    a.add_argument("--engine", choices=["sqlite", "postgresql"])
    a.add_argument("--one", action="store_true")
    o = a.parse_args()
    lines = []
    for engine in engines(o.engine):
        got = measure(engine, o.people, o.one)
        head = {"bench": "rights", "engine": engine.name, "people": o.people}
        print("\n%s: %d people" % (engine.name, o.people))
        if "raw" in got:
            raw = got["raw"]["seconds"]
            print("  raw   %8.1f s  %8.0f rows/s  %d spans" % (raw, got["raw"]["rows"] / raw, got["raw"]["rows"]))
        for which in ("all", "none") if "raw" in got else ():
            (s, cpu, peak), run = got[which]
            rows = run["added"]
            # raw ends and adds every span; the run only those that differ: the ratio is of time for the same rows
            same = raw * (rows / got["raw"]["rows"] if which == "all" else 1)
            print("  %-5s %8.1f s  %8.0f people/s  ratio %.2f  cpu %.1f s  %.0f MB  changed %d, added %d, ended %d" % (
                which, s, run["people"] / s, same / s, cpu, peak, run["changed"], run["added"], run["ended"]))
            lines.append({**head, "figure": which, "value": round(run["people"] / s), "unit": "people/s", "ratio": round(same / s, 2)})
        for which in ("one", "again"):
            print("  %-5s %8.2f ms" % (which, 1000 * got[which]))
            lines.append({**head, "figure": which, "value": round(1000 * got[which], 3), "unit": "ms"})
    print()
    for line in lines:
        print(json.dumps(line))

if __name__ == "__main__":
    main()
