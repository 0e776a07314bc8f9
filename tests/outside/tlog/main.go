// An outside judge of Sanad's journal: signatures by golang.org/x/mod/sumdb/note, trees by golang.org/x/mod/sumdb/tlog.
//
//	tlog checkpoint KEYFILE FILE     a checkpoint as `sanad journal checkpoint` prints it
//	tlog proof KEYFILE FILE          an inclusion as `sanad journal proof` prints it
//	tlog consistency KEYFILE FILE    a consistency as `sanad journal consistency` prints it
//
// Prints OK and what was found; exit status 1 when something isn't right.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type judged struct {
	Event         string
	Position      int64
	Size          int64
	Proof         []string
	Checkpoint    string
	OldCheckpoint string `json:"old_checkpoint"`
}

func check(err error) {
	if err != nil {
		fmt.Println("WRONG", err)
		os.Exit(1)
	}
}

func read(path string) string {
	b, err := os.ReadFile(path)
	check(err)
	return string(b)
}

func hash(text string) (h tlog.Hash) {
	b, err := base64.StdEncoding.DecodeString(text)
	check(err)
	if len(b) != len(h) {
		check(fmt.Errorf("a hash of %d bytes", len(b)))
	}
	copy(h[:], b)
	return h
}

// The head that a signed checkpoint speaks of: C2SP tlog-checkpoint, which this version of tlog doesn't read itself.
func open(verifier note.Verifier, text string) tlog.Tree {
	n, err := note.Open([]byte(text), note.VerifierList(verifier))
	check(err)
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		check(fmt.Errorf("not a checkpoint of %s", verifier.Name()))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	return tlog.Tree{N: size, Hash: hash(lines[2])}
}

func main() {
	if len(os.Args) != 4 {
		check(fmt.Errorf("tlog checkpoint|proof|consistency KEYFILE FILE"))
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(read(os.Args[2])))
	check(err)
	text := read(os.Args[3])
	if os.Args[1] == "checkpoint" {
		t := open(verifier, text)
		fmt.Println("OK checkpoint of", t.N)
		return
	}
	var j judged
	check(json.Unmarshal([]byte(text), &j))
	var proof []tlog.Hash
	for _, p := range j.Proof {
		proof = append(proof, hash(p))
	}
	t := open(verifier, j.Checkpoint)
	switch os.Args[1] {
	case "proof":
		check(tlog.CheckRecord(proof, t.N, t.Hash, j.Position, tlog.RecordHash([]byte(j.Event))))
		fmt.Println("OK inclusion", j.Position, "in", t.N)
	case "consistency":
		old := open(verifier, j.OldCheckpoint)
		check(tlog.CheckTree(proof, t.N, t.Hash, old.N, old.Hash))
		fmt.Println("OK consistency", old.N, "to", t.N)
	default:
		check(fmt.Errorf("unknown word %s", os.Args[1]))
	}
}
