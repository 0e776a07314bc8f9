#!/usr/bin/env python3
"""script/bench move - all members of one scheme moved to another one on a day, with their families.

    --families N  members of RAMED, each with a spouse and two children (50000)
    --engine E    sqlite or postgresql; both without it

`rehearse` writes what would become of each, `run` moves them and decides the rights of everybody again, `count` makes the
headcounts of both days, `undo` brings them back. `raw` writes their memberships and rights once more and nothing else, in the
same transactions: `ratio` is run to raw. The store is removed.
"""
import argparse, json, os, subprocess
from feed import engines, sanad

HELPER, STEPS = os.path.abspath("build/bench-move"), ["rehearse", "run", "count", "raw", "undo"]

def helper(*words):
    return json.loads(subprocess.run([HELPER, *words], check=True, stdout=subprocess.PIPE, text=True).stdout)

def measure(engine, families):
    store = engine.url("move")
    engine.create("move")
    sanad(store, "init", "--fund", "ma")
    sanad(store, "demo", "begin")
    sanad(store, "demo", "users")
    got = {"fill": helper("fill", store, str(families))}
    for step in STEPS:
        got[step] = helper(step, store)
    engine.drop("move")
    return got

def main():
    a = argparse.ArgumentParser(prog="script/bench move", usage=__doc__)
    a.add_argument("--families", type=int, default=50000)
    a.add_argument("--engine", choices=["sqlite", "postgresql"])
    o = a.parse_args()
    lines = []
    for engine in engines(o.engine):
        got = measure(engine, o.families)
        print("\n%s: %d families" % (engine.name, o.families))
        head = {"bench": "move", "engine": engine.name, "families": o.families}
        for step in ["rehearse", "run", "undo", "raw", "count"]:
            rate = got[step]["n"] / got[step]["seconds"]
            print("  %-9s %9.0f families a second (%.1f s), at most %d MB" %
                  (step, rate, got[step]["seconds"], got[step]["memory_mb"]))
            lines.append({**head, "figure": step, "value": round(rate), "unit": "families/s", "memory_mb": got[step]["memory_mb"]})
        ratio = got["run"]["seconds"] / got["raw"]["seconds"]
        print("  ratio     %9.1f" % ratio)
        lines.append({**head, "figure": "ratio", "value": round(ratio, 2)})
    print()
    for line in lines:
        print(json.dumps(line))

if __name__ == "__main__":
    main()
