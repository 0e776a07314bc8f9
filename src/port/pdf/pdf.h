/* port/pdf/pdf.h - one printed page, A4, as a PDF that needs nothing else to be read: fonts embedded, text
 * shaped and in reading order, tagged, in a language and a direction.
 *
 * The caller says what stands on the page, not where: blocks from top to bottom, and a code with its lines at
 * the foot. What doesn't fit is written in smaller letters, down to 60 per cent. The same page gives the same
 * bytes on the same machine: nothing in it comes from the clock.
 *
 * A file can carry a seal: a comment line before its end. pdf_parts() gives the bytes around it, which is
 * what a seal is made over; whoever changes any of them breaks it.
 */
#ifndef PORT_PDF_PDF_H
#define PORT_PDF_PDF_H

#include "base/clock.h"
#include "base/qr.h"
#include "base/rc.h"

enum pdf_kind {
	PDF_TITLE,   /* the page's own, once */
	PDF_HEADING, /* of a section */
	PDF_TEXT,    /* a paragraph */
	PDF_FACT,    /* a line of a table: label and value */
	PDF_COLUMNS, /* the heads of a table's columns; rows follow */
	PDF_ROW,     /* one of its rows */
};

enum { PDF_CELLS = 3 };

struct pdf_block {
	enum pdf_kind kind;
	str text;	     /* UTF-8; of a fact its label */
	str value;	     /* of a fact */
	bool ltr;	     /* the value reads from left to right on every page: numbers, codes */
	str cell[PDF_CELLS]; /* of columns and rows; a line break begins a new line */
};

struct pdf_page {
	str language;	 /* ar, fr or en */
	bool rtl;	 /* begins at the right */
	str issuer;	 /* stands above; also the file's author */
	str title;	 /* of the file */
	str keywords;	 /* of the file, for programs: ASCII without ( ) and backslash */
	instant made_at; /* of the file */
	const struct pdf_block *blocks;
	size_t blocks_n;
	const struct qr *code;
	str code_name;		       /* stands beside the code, large, from left to right: a reference */
	const struct pdf_block *notes; /* PDF_HEADING, PDF_TEXT, PDF_FACT beside the code */
	size_t notes_n;
};

enum { PDF_SEAL_MAX = 2048, PDF_BYTES_MAX = 4 << 20 };

/* Draws it, in `a`, with an empty place for a seal. E_LIMIT: it doesn't fit on one page. E_PDF_LETTER: a
 * letter is in no font of this machine. E_PDF_DRAW */
rc pdf_draw(struct arena *a, const struct pdf_page *page, str *ret) MUST_USE;

/* A file of pdf_draw(): what stands before the seal, the seal (empty before it was sealed), what stands
 * behind. E_PDF_SEAL when it has no place for one, or several. */
struct pdf_parts {
	str before, seal, after;
};
rc pdf_parts(str pdf, struct pdf_parts *ret) MUST_USE;
/* The same file with `seal` (printable, no blanks) in its place, in `a`. */
str pdf_with_seal(struct arena *a, const struct pdf_parts *parts, str seal);
/* What the page's keywords were. E_PDF_SEAL when there aren't exactly one. */
rc pdf_keywords(str pdf, str *ret) MUST_USE;

#endif
