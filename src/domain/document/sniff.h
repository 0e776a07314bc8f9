/* domain/document/sniff.h - what a file really is, by its content and never by its name. Pure.
 *
 * Photos (JPEG, PNG) and PDF are taken. Each is read as far as its own structure goes: to the end of the
 * picture, to the last line of a PDF, so that what is cut short or carries a second file inside is found.
 * Nothing is decoded. standards: ITU-T T.81 annex B (JPEG), RFC 2083 section 3 (PNG), ISO 32000-1 section 7
 * (PDF).
 */
#ifndef DOMAIN_DOCUMENT_SNIFF_H
#define DOMAIN_DOCUMENT_SNIFF_H

#include "base/str.h"

enum {
	DOCUMENT_BYTES_MAX = 8 << 20,
	PICTURE_SIDE_MAX = 20000,     /* pixels */
	PICTURE_AREA_MAX = 110000000, /* the largest cameras of phones have 108 million */
	PDF_UNPACKED_MAX = 16 << 20,  /* of the objects that a PDF keeps packed, together */
};

enum sniff_verdict {
	SNIFF_TAKEN,
	SNIFF_EMPTY,
	SNIFF_LARGE,	  /* above DOCUMENT_BYTES_MAX */
	SNIFF_UNKNOWN,	  /* none of the three */
	SNIFF_HEIC,	  /* an iPhone's own format: the phone can send JPEG */
	SNIFF_CUT,	  /* not whole, or not well formed */
	SNIFF_DIMENSIONS, /* too many pixels, or none */
	SNIFF_ACTIVE,  /* a PDF that would do something: scripts, programs, files inside, forms that send */
	SNIFF_SEALED,  /* a PDF with a password: it can't be looked into */
	SNIFF_OBSCURE, /* a PDF whose objects are packed in a way that can't be looked into */
	SNIFF_TWO,     /* something else at the same time: a PDF, an archive or a page inside of a picture */
};

struct sniffed {
	enum sniff_verdict verdict;
	str media;	   /* image/jpeg, image/png, application/pdf; empty unless it was taken */
	int width, height; /* of a picture */
};

struct sniffed document_sniff(str bytes);
/* TAKEN, EMPTY, LARGE... */
str sniff_verdict_name(enum sniff_verdict v);

/* Of a PDF; for document_sniff(). */
enum sniff_verdict pdf_look(str bytes);
/* The first place of `word` in `bytes` from `at` on; bytes.n when there is none. */
size_t bytes_find(str bytes, size_t at, str word);

#endif
