/* domain/document/document.h - papers that people brought: the front door of the room.
 *
 * The room knows what a paper is and keeps its sealed pieces; sealing and opening is
 * service/keep_document.h's.
 */
#ifndef DOMAIN_DOCUMENT_DOCUMENT_H
#define DOMAIN_DOCUMENT_DOCUMENT_H

#include "domain/document/sniff.h"

#include "store/db.h"

#define VERDICT_NONE S("NONE")	     /* the fund has no scanner */
#define VERDICT_WAITING S("WAITING") /* to be looked at */
#define VERDICT_CLEAN S("CLEAN")
#define VERDICT_INFECTED S("INFECTED")

enum {
	DOCUMENTS_MAX = 200,		 /* of one person */
	DOCUMENTS_BYTES_MAX = 100 << 20, /* of one person, together */
	DOCUMENT_PIECES_MAX = 256,
	DOCUMENTS_WAITING_MAX = 100,
};

struct document {
	document_id document_id;
	person_id owner_id;
	str kind;  /* document_kind_good() */
	str media; /* of struct sniffed */
	int64_t bytes;
	blob sha256; /* 32 bytes */
	blob header;
	int64_t pieces;
	user_id kept_by; /* 0: the person */
	instant kept_at;
	str verdict;
	instant scanned_at; /* 0: not yet */
};

struct document_piece {
	document_id document_id;
	int64_t piece;
	blob sealed;
};

/* BIRTH, MARRIAGE, DIVORCE, DEATH, IDENTITY, STUDIES, DISABILITY, GUARDIANSHIP, MANDATE, OTHER. */
bool document_kind_good(str kind);

/* E_DB_EXISTS when the owner has the same paper of this kind. */
rc document_add(struct tx *tx, const struct document *d, const struct document_piece *p, size_t n) MUST_USE;
/* E_DOCUMENT_NONE */
rc document_get(struct tx *tx, document_id id, struct arena *a, struct document *ret) MUST_USE;
/* The owner's paper of this kind with these bytes; E_DOCUMENT_NONE. */
rc document_same(struct tx *tx, person_id owner, str kind, blob sha256, struct arena *a,
		 struct document *ret) MUST_USE;
/* Newest first. */
rc document_of(struct tx *tx, person_id owner, struct arena *a, struct document **ret,
	       size_t *ret_n) MUST_USE;
rc document_pieces(struct tx *tx, document_id id, struct arena *a, struct document_piece **ret,
		   size_t *ret_n) MUST_USE;
/* The scanner's word about a paper that was WAITING; *ret_done is false when it no longer was. */
rc document_judge(struct tx *tx, document_id id, str verdict, instant now, bool *ret_done) MUST_USE;
/* Papers that wait for the scanner, the oldest first. */
rc document_waiting(struct tx *tx, struct arena *a, struct document **ret, size_t *ret_n) MUST_USE;

extern const struct db_stmt *const document_stmts[]; /* NULL terminated, for db_check() */

#endif
