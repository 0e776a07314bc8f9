/* port/scan/scan.h - a virus scanner of the operator's: a program that reads a file from its standard input.
 *
 * It ends with 0 when the file is clean and with 1 when it isn't (as clamdscan does); anything else, and no
 * end in time, is no verdict. It is started directly, never through a shell, with nothing of our environment
 * but PATH, and gets the file in memory: it is written to no disk.
 */
#ifndef PORT_SCAN_SCAN_H
#define PORT_SCAN_SCAN_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"

enum scan_verdict { SCAN_CLEAN, SCAN_INFECTED, SCAN_NO_VERDICT };

enum { SCAN_WORDS_MAX = 16, SCAN_COMMAND_MAX = 1000 };

/* `command` is an absolute path and words behind it, with single spaces between; there is no quoting.
 * E_SCAN_COMMAND when it is none, E_IO when the file can't be handed over. Waits at most `timeout_ms`. */
rc scan_bytes(struct arena *a, str command, str bytes, int timeout_ms, enum scan_verdict *ret) MUST_USE;

#endif
