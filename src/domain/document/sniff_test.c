/* Files as they come from phones, scanners and people with bad intentions. */
#include "domain/document/sniff.h"

#include "testing/t.h"

#define BYTES(text) ((str){ text, sizeof(text) - 1 })
/* A frame of 640 x 480 and a scan. */
#define JPEG_HEAD "\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
#define JPEG_FRAME "\xFF\xC0\0\x0B\x08\x01\xE0\x02\x80\1\1\x11\0"
#define JPEG_SCAN "\xFF\xDA\0\x08\1\1\0\0\x3F\0\x12\x34\xFF\0\x56\xFF\xD0\x78"
#define JPEG_END "\xFF\xD9"
#define JPEG JPEG_HEAD JPEG_FRAME JPEG_SCAN JPEG_END
#define PNG_HEAD "\x89PNG\r\n\x1A\n"
#define PNG_IHDR(w, h) "\0\0\0\x0DIHDR" w h "\x08\2\0\0\0crc!"
#define PNG_END "\0\0\0\4IDATxxxxcrc!\0\0\0\0IENDcrc!"
#define PNG PNG_HEAD PNG_IHDR("\0\0\2\x80", "\0\0\1\xE0") PNG_END
#define PDF_HEAD "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
#define PDF_END "xref\n0 1\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
#define PDF PDF_HEAD PDF_END

static enum sniff_verdict verdict(str bytes)
{
	struct sniffed s = document_sniff(bytes);

	t_ok((s.verdict == SNIFF_TAKEN) == (s.media.n > 0));
	return s.verdict;
}

T(photos_and_pdf_are_taken)
{
	struct sniffed s = document_sniff(BYTES(JPEG));

	t_str(s.media, "image/jpeg");
	t_int(s.width, 640);
	t_int(s.height, 480);
	s = document_sniff(BYTES(PNG));
	t_str(s.media, "image/png");
	t_int(s.width, 640);
	t_int(s.height, 480);
	t_str(document_sniff(BYTES(PDF)).media, "application/pdf");
	/* a phone's notes behind the picture, a second scan, fill bytes */
	t_int(verdict(BYTES(JPEG "SEFH more of it")), SNIFF_TAKEN);
	t_int(verdict(BYTES(JPEG_HEAD JPEG_FRAME JPEG_SCAN JPEG_SCAN "\xFF\xFF\xD9")), SNIFF_TAKEN);
}

T(other_kinds)
{
	t_int(verdict(S("")), SNIFF_EMPTY);
	t_int(verdict(BYTES("\0\0\0\x18"
			    "ftypheic\0\0\0\0mif1heic")),
	      SNIFF_HEIC);
	t_int(verdict(BYTES("\0\0\0\x18"
			    "ftypmp42\0\0\0\0mp42isom")),
	      SNIFF_UNKNOWN);
	t_int(verdict(BYTES("GIF89a\1\0\1\0")), SNIFF_UNKNOWN);
	t_int(verdict(BYTES("PK\3\4 a text document")), SNIFF_UNKNOWN);
	t_int(verdict(BYTES("MZ\x90\0")), SNIFF_UNKNOWN);
	t_int(verdict(BYTES("<html><body>photo.jpg</body></html>")), SNIFF_UNKNOWN);
	t_int(verdict(BYTES(" " PDF)), SNIFF_UNKNOWN);
	t_int(verdict(BYTES("%PDF-9.9\n" PDF_END)), SNIFF_UNKNOWN);
	char *p = arena_array(a, char, DOCUMENT_BYTES_MAX + 1);
	memcpy(p, JPEG, sizeof JPEG - 1);
	t_int(verdict((str){ p, DOCUMENT_BYTES_MAX + 1 }), SNIFF_LARGE);
	t_int(verdict((str){ p, DOCUMENT_BYTES_MAX }), SNIFF_TAKEN);
}

/* Cut anywhere, it is never taken. */
T(cut_short)
{
	for (size_t n = 1; n < sizeof JPEG - 1; n++)
		t_ok(verdict((str){ JPEG, n }) != SNIFF_TAKEN);
	for (size_t n = 1; n < sizeof PNG - 1; n++)
		t_ok(verdict((str){ PNG, n }) != SNIFF_TAKEN);
	for (size_t n = 1; n < sizeof PDF - 2; n++)
		t_ok(verdict((str){ PDF, n }) != SNIFF_TAKEN);
}

T(pictures_that_are_too_large_or_none)
{
	t_int(verdict(BYTES(PNG_HEAD PNG_IHDR("\0\1\0\0", "\0\0\0\1") PNG_END)), SNIFF_DIMENSIONS);
	t_int(verdict(BYTES(PNG_HEAD PNG_IHDR("\0\0\x40\0", "\0\0\x40\0") PNG_END)), SNIFF_DIMENSIONS);
	t_int(verdict(BYTES(PNG_HEAD PNG_IHDR("\xFF\xFF\xFF\xFF", "\xFF\xFF\xFF\xFF") PNG_END)),
	      SNIFF_DIMENSIONS);
	t_int(verdict(BYTES(PNG_HEAD PNG_IHDR("\0\0\0\0", "\0\0\0\1") PNG_END)), SNIFF_DIMENSIONS);
	t_int(verdict(BYTES(JPEG_HEAD "\xFF\xC2\0\x0B\x08\xFF\xFF\xFF\xFF\1\1\x11\0" JPEG_SCAN JPEG_END)),
	      SNIFF_DIMENSIONS);
	/* a height that only a later marker tells */
	t_int(verdict(BYTES(JPEG_HEAD "\xFF\xC0\0\x0B\x08\0\0\2\x80\1\1\x11\0" JPEG_SCAN JPEG_END)),
	      SNIFF_DIMENSIONS);
	/* two frames, two sizes */
	t_int(verdict(BYTES(JPEG_HEAD JPEG_FRAME JPEG_FRAME JPEG_SCAN JPEG_END)), SNIFF_CUT);
	/* nothing to see */
	t_int(verdict(BYTES(JPEG_HEAD JPEG_END)), SNIFF_CUT);
	t_int(verdict(BYTES(PNG_HEAD PNG_IHDR("\0\0\0\1", "\0\0\0\1") "\0\0\0\0IENDcrc!")), SNIFF_CUT);
	t_int(verdict(BYTES(PNG_HEAD PNG_END)), SNIFF_CUT);
}

T(two_files_in_one)
{
	t_int(verdict(BYTES(JPEG PDF)), SNIFF_TWO);
	t_int(verdict(BYTES("\xFF\xD8\xFF\xFE\0\x0B%PDF-1.7\n" JPEG_FRAME JPEG_SCAN JPEG_END)), SNIFF_TWO);
	t_int(verdict(BYTES("\xFF\xD8\xFF\xFE\0\x0C<ScRiPt>x\n" JPEG_FRAME JPEG_SCAN JPEG_END)), SNIFF_TWO);
	t_int(verdict(BYTES(JPEG "<!DOCTYPE html>")), SNIFF_TWO);
	t_int(verdict(BYTES(JPEG "PK\3\4 a.class PK\1\2 PK\5\6 and so on")), SNIFF_TWO);
	t_int(verdict(BYTES(PNG "more")), SNIFF_TWO);
	t_int(verdict(BYTES(PDF "PK\5\6 and so on")), SNIFF_TWO);
}

T(pdf_that_does_something)
{
	t_int(verdict(BYTES(PDF_HEAD "3 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj " PDF_END)),
	      SNIFF_ACTIVE);
	t_int(verdict(BYTES(PDF_HEAD "3 0 obj << /S/#4aava#53cript>> endobj " PDF_END)), SNIFF_ACTIVE);
	t_int(verdict(BYTES(PDF_HEAD "3 0 obj << /S /Launch /F (cmd.exe) >> endobj " PDF_END)), SNIFF_ACTIVE);
	t_int(verdict(
		  BYTES(PDF_HEAD
			"3 0 obj << /Names [ (x) << /EF << /F 9 0 R >> /Type/EmbeddedFile >> ] >> " PDF_END)),
	      SNIFF_ACTIVE);
	t_int(verdict(BYTES(PDF_HEAD "3 0 obj << /Encrypt 4 0 R >> " PDF_END)), SNIFF_SEALED);
	/* hidden where a stream is, or in a comment: programs follow offsets, not lines */
	t_int(verdict(BYTES(PDF_HEAD "4 0 obj << >> stream\n<< /S/JavaScript >>\nendstream endobj " PDF_END)),
	      SNIFF_ACTIVE);
	/* words that only look like it */
	t_int(verdict(BYTES(PDF_HEAD
			    "3 0 obj << /Launcher /XFAR /EncryptMetadata (JavaScript) >> endobj " PDF_END)),
	      SNIFF_TAKEN);
}

/* zlib.compress(b"3 0 << /S /JavaScript /JS (x) >>") and zlib.compress(b"3 0 << /S /GoTo /D [1] >>") */
#define PACKED_ACTIVE \
	"\170\234\063\126\060\120\260\261\121\320\017\126\320\367\112\054" \
	"\113\014\116\056\312\054\050\001\262\203\025\064\052\064\025\354" \
	"\354\000\205\324\010\165"
#define PACKED_CALM \
	"\170\234\063\126\060\120\260\261\121\320\017\126\320\167\317\017" \
	"\311\127\320\167\121\210\066\214\125\260\263\003\000\106\170\005" \
	"\276"
#define OBJECTS(dictionary, data) "5 0 obj\n<< " dictionary " >>\nstream\n" data "\nendstream\nendobj\n"

T(pdf_with_packed_objects)
{
	t_int(verdict(BYTES(PDF_HEAD OBJECTS("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", PACKED_CALM)
				PDF_END)),
	      SNIFF_TAKEN);
	t_int(verdict(BYTES(PDF_HEAD OBJECTS("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
					     PACKED_ACTIVE) PDF_END)),
	      SNIFF_ACTIVE);
	t_int(verdict(BYTES(PDF_HEAD OBJECTS("/Filter/FlateDecode/Type/Obj#53tm", PACKED_ACTIVE) PDF_END)),
	      SNIFF_ACTIVE);
	t_int(verdict(BYTES(PDF_HEAD OBJECTS("/Type/ObjStm/Filter/ASCIIHexDecode", "33") PDF_END)),
	      SNIFF_OBSCURE);
	t_int(verdict(
		  BYTES(PDF_HEAD OBJECTS("/Type/ObjStm/Filter[/ASCIIHexDecode/FlateDecode]", "33") PDF_END)),
	      SNIFF_OBSCURE);
	t_int(verdict(BYTES(PDF_HEAD OBJECTS("/Type/ObjStm/Filter/FlateDecode", "not packed") PDF_END)),
	      SNIFF_OBSCURE);
	t_int(verdict(BYTES(PDF_HEAD OBJECTS("/Type/ObjStm/Filter/FlateDecode %", PACKED_CALM) PDF_END)),
	      SNIFF_OBSCURE);
	t_int(verdict(BYTES(PDF_HEAD "5 0 obj << /Type/ObjStm/Filter/FlateDecode >> stream\n" PDF_END)),
	      SNIFF_CUT);
}

T(names_of_verdicts)
{
	t_str(sniff_verdict_name(SNIFF_TAKEN), "TAKEN");
	t_str(sniff_verdict_name(SNIFF_TWO), "TWO");
}
