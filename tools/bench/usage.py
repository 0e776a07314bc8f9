#!/usr/bin/env python3
"""script/bench usage - uses of services counted into months and trips, and a campaign's waves counted into its funnel.

    --uses N      uses of N / 10 people over three years (5000000)
    --people N    people of the fund whom the campaign tells (1000000)
    --engine E    sqlite or postgresql; both without it

Uses lie in the store as if nobody had counted them for three years; `roll` counts them as the server's counter does, without
its pauses. `look` is the page of trips over five years, `count` is one count of every wave of the campaign (messages written,
none sent), `funnel` the campaign's page: what the service takes, without HTTP. The store is removed.
"""
import argparse, json, os, subprocess
from feed import DIR, engines, sanad

HELPER, LOOKS = os.path.abspath("build/bench-usage"), 50

def helper(*words):
    return json.loads(subprocess.run([HELPER, *words], check=True, stdout=subprocess.PIPE, text=True).stdout)

def measure(engine, uses, people):
    store = engine.url("usage")
    engine.create("usage")
    sanad(store, "init", "--fund", "ma")
    sanad(store, "demo", "begin")
    sanad(store, "demo", "--people", str(people), "--seed", "1")
    got = {"load": helper("uses", store, str(uses)), "roll": helper("roll", store), "look": helper("look", store, str(LOOKS))}
    subprocess.run([os.path.abspath("build/sanad"), "trips", "--check", "--store", store], check=True, stdout=subprocess.DEVNULL)
    got["campaign"] = helper("campaign", store)
    got["count"] = helper("count", store)
    got["funnel"] = helper("funnel", store, str(LOOKS))
    engine.drop("usage")
    return got

def main():
    a = argparse.ArgumentParser(prog="script/bench usage", usage=__doc__)
    a.add_argument("--uses", type=int, default=5000000)
    a.add_argument("--people", type=int, default=1000000)
    a.add_argument("--engine", choices=["sqlite", "postgresql"])
    o = a.parse_args()
    lines = []
    for engine in engines(o.engine):
        got = measure(engine, o.uses, o.people)
        roll = got["roll"]["n"] / got["roll"]["seconds"]
        look, funnel = (1000 * got[k]["seconds"] / got[k]["n"] for k in ("look", "funnel"))
        told, count = got["campaign"]["n"], got["count"]["seconds"]
        print("\n%s: %d uses, %d people" % (engine.name, o.uses, o.people))
        print("  roll     %10.0f uses a second (%.1f s)" % (roll, got["roll"]["seconds"]))
        print("  look     %10.1f ms" % look)
        print("  told     %10.0f people a second" % (told / got["campaign"]["seconds"]))
        print("  count    %10.2f s for %d waves of %d people" % (count, got["count"]["n"], told))
        print("  funnel   %10.1f ms" % funnel)
        head = {"bench": "usage", "engine": engine.name}
        lines.append({**head, "figure": "roll", "uses": o.uses, "value": round(roll), "unit": "uses/s"})
        lines.append({**head, "figure": "look", "value": round(look, 2), "unit": "ms"})
        lines.append({**head, "figure": "count", "people": told, "value": round(count, 2), "unit": "s"})
        lines.append({**head, "figure": "funnel", "value": round(funnel, 2), "unit": "ms"})
    print()
    for line in lines:
        print(json.dumps(line))

if __name__ == "__main__":
    main()
