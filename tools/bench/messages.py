#!/usr/bin/env python3
"""script/bench messages - activation messages queued as a campaign does, then sent to a gateway that takes everything.

    --messages N  how many (1000000)
    --engine E    sqlite or postgresql; both without it

`queue` composes each message from its template and loads them in bulk; `drain` is `sanad message post`, one process as the
sender of a server is, without a throttle and without delivery reports; `memory` is its peak. Beside them, of the same run and
to the same gateway (tools/bench/messages.c, one thread on loopback): `port`, the same messages through port/sms without a
store, and `raw`, as many requests as wrk sends over as many connections. The store is removed.
"""
import argparse, json, os, re, subprocess, sys
from feed import DIR, engines, sanad

HELPER, LINES, RAW_SECONDS = os.path.abspath("build/bench-messages"), 16, 10

def helper(*words):
    return json.loads(subprocess.run([HELPER, *words], check=True, stdout=subprocess.PIPE, text=True).stdout)

def raw_rate(url):
    out = subprocess.run(["wrk", "-t1", "-c%d" % LINES, "-d%ds" % RAW_SECONDS, url], check=True, capture_output=True, text=True)
    if "Non-2xx" in out.stdout or "Socket errors" in out.stdout:
        sys.exit("bench: wrk: " + out.stdout)
    return float(re.search(r"Requests/sec:\s*([\d.]+)", out.stdout).group(1))

def measure(engine, n):
    sink = subprocess.Popen([HELPER, "sink"], stdout=subprocess.PIPE, text=True)
    gateway, store = sink.stdout.readline().strip(), engine.url("messages")
    password = os.path.join(DIR, "gateway.password")
    with open(password, "w") as f:
        f.write("secret\n")
    engine.create("messages")
    sanad(store, "init", "--fund", "ma")
    sanad(store, "message", "gateway", "--url", gateway, "--user", "sanad", "--password-file", password, "--sender", "SANAD",
          "--per-second", "100000", "--quiet", "00:00-00:00")
    port = helper("carry", gateway, str(n))
    raw = raw_rate(port["url"])
    queued = helper("queue", store, str(n))
    seconds, cpu, peak = sanad(store, "message", "post")
    states = json.loads(subprocess.run([os.path.abspath("build/sanad"), "message", "status", "--json", "--store", store],
                                       check=True, stdout=subprocess.PIPE, text=True).stdout)
    if states["state"] != "SENT" or states["n"] != n:
        sys.exit("bench: not all were sent: %r" % states)
    sink.terminate()
    sink.wait()
    engine.drop("messages")
    return {"queue": n / queued["seconds"], "drain": n / seconds, "port": n / port["seconds"], "raw": raw, "cpu_s": cpu,
            "peak_mb": peak}

def main():
    a = argparse.ArgumentParser(prog="script/bench messages", usage=__doc__)
    a.add_argument("--messages", type=int, default=1000000)
    a.add_argument("--engine", choices=["sqlite", "postgresql"])
    o = a.parse_args()
    lines = []
    for engine in engines(o.engine):
        got = measure(engine, o.messages)
        print("\n%s: %d messages" % (engine.name, o.messages))
        for what in ("queue", "drain", "port", "raw"):
            print("  %-8s %10.0f a second" % (what, got[what]))
        print("  drain/raw %.3f, drain/port %.3f; the sender: %.0f s CPU, %.0f MB at most" %
              (got["drain"] / got["raw"], got["drain"] / got["port"], got["cpu_s"], got["peak_mb"]))
        head = {"bench": "messages", "engine": engine.name, "messages": o.messages}
        lines.append({**head, "figure": "queue", "value": round(got["queue"]), "unit": "messages/s"})
        lines.append({**head, "figure": "drain", "value": round(got["drain"]), "unit": "messages/s", "raw": round(got["raw"]),
                      "port": round(got["port"]), "ratio": round(got["drain"] / got["raw"], 3), "peak_mb": round(got["peak_mb"])})
    print()
    for line in lines:
        print(json.dumps(line))

if __name__ == "__main__":
    main()
