#!/usr/bin/env bash
# The journal judged from outside: Go's own sumdb/note and sumdb/tlog (Debian: golang-go, golang-golang-x-mod-dev) check
# what `sanad` signs and proves, and refuse it once a byte is changed.   tests/outside/tlog.sh [path of sanad]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sanad=$(realpath "${1:-$here/../../build/sanad}")
if ! command -v go >/dev/null || [ ! -d /usr/share/gocode/src/golang.org/x/mod/sumdb/tlog ]; then
	echo "skip tlog: golang-go and golang-golang-x-mod-dev are not installed"
	exit 0
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
(cd "$here/tlog" && GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS= GOCACHE="$dir/cache" go build -o "$dir/tlog" main.go)
export SANAD_STORE="sqlite:$dir/fund.db"
unset SANAD_KEYS
n=0
good() { n=$((n + 1)); "$dir/tlog" "$1" "$key" "$2" >"$dir/said" || { echo "not ok: $1 $2: $(cat "$dir/said")"; exit 1; }; }
bad() {
	n=$((n + 1))
	! "$dir/tlog" "$1" "$key" "$2" >"$dir/said" || { echo "not ok: $1 $2 was accepted: $(cat "$dir/said")"; exit 1; }
}
# More events: a program that uses SQLite is all it takes to have some; they are written as the store's owner would.
events() {
	python3 - "$dir/fund.db" "$1" <<-'PY'
	import sqlite3, sys
	db = sqlite3.connect(sys.argv[1], isolation_level=None)
	first = db.execute("SELECT MAX(event_id) FROM event").fetchone()[0]
	db.execute("BEGIN")
	for i in range(1, int(sys.argv[2]) + 1):
	    db.execute("INSERT INTO event VALUES (?, ?, 7, 'COUNTER', 'person.read', ?, 0, ?, x'')",
	               (first + i, 1795521600000000 + i, i, "line %d\nand \\ a tab\t — صندوق <&>" % i))
	    db.execute("INSERT INTO event_unsealed VALUES (?)", (first + i,))
	db.execute("COMMIT")
	PY
}
"$sanad" init --fund ma --origin sanad.test/journal >/dev/null
"$sanad" keys >/dev/null
key=$dir/fund.db.keys/seal.pub
"$sanad" journal seal >/dev/null
old=()
for more in 0 1 1 3 7 20 400 6000; do
	events "$more"
	"$sanad" journal seal >/dev/null
	"$sanad" journal checkpoint >"$dir/checkpoint"
	good checkpoint "$dir/checkpoint"
	old+=("$(sed -n 2p "$dir/checkpoint")")
	ids=$(python3 -c 'import sqlite3, sys
rows = [r[0] for r in sqlite3.connect(sys.argv[1]).execute("SELECT event_id FROM leaf ORDER BY position")]
print(rows[0], rows[len(rows) // 3], rows[len(rows) // 2], rows[-1])' "$dir/fund.db")
	for id in $ids; do
		"$sanad" journal proof "$id" >"$dir/proof"
		good proof "$dir/proof"
	done
	for size in "${old[@]}"; do
		"$sanad" journal consistency "$size" >"$dir/consistency"
		good consistency "$dir/consistency"
	done
done
"$sanad" verify --checkpoint "$dir/checkpoint" >/dev/null
# Once something is changed nobody accepts it: each character of a hash, the event, the size, the signature.
"$sanad" journal consistency "${old[3]}" >"$dir/consistency"
python3 - "$dir" <<'PY'
import json, sys
d = sys.argv[1]
p, c = json.load(open(d + "/proof")), json.load(open(d + "/consistency"))
note = open(d + "/checkpoint").read()
lines = note.split("\n")
def put(name, what):
    open("%s/%s" % (d, name), "w").write(what if isinstance(what, str) else json.dumps(what))
def flip(s, i=5):
    return s[:i] + ("A" if s[i] != "A" else "B") + s[i + 1:]
put("bad.proof.event", {**p, "event": p["event"].replace("person.read", "person.reed")})
put("bad.proof.position", {**p, "position": p["position"] ^ 1})
put("bad.proof.hash", {**p, "proof": [flip(p["proof"][0])] + p["proof"][1:]})
put("bad.proof.short", {**p, "proof": p["proof"][:-1]})
put("bad.consistency.hash", {**c, "proof": c["proof"][:-1] + [flip(c["proof"][-1])]})
put("bad.consistency.same", {**c, "old_checkpoint": c["checkpoint"]})
put("bad.checkpoint.size", "\n".join([lines[0], str(int(lines[1]) + 1)] + lines[2:]))
put("bad.checkpoint.root", "\n".join(lines[:2] + [flip(lines[2])] + lines[3:]))
put("bad.checkpoint.signature", "\n".join(lines[:4] + [flip(lines[4], 40)] + lines[5:]))
PY
for f in "$dir"/bad.*; do
	what=${f##*/bad.}
	bad "${what%%.*}" "$f"
done
# The other way round: what Go's judge would not accept, sanad verify doesn't accept either.
! "$sanad" verify --checkpoint "$dir/bad.checkpoint.root" >/dev/null 2>&1 || { echo "not ok: verify accepted a forged checkpoint"; exit 1; }
echo "ok tlog: $n checks by golang.org/x/mod/sumdb"
