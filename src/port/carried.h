/* port/carried.h - what a gateway said to one message that it was given, SMS or e-mail alike. Whether to try
 * again is the caller's decision; this is what it may know.
 */
#ifndef PORT_CARRIED_H
#define PORT_CARRIED_H

#include "base/str.h"

enum carried {
	CARRIED_TAKEN,
	CARRIED_REFUSED,  /* for good: this receiver or this message */
	CARRIED_NOT_NOW,  /* surely not taken: unreachable, busy, the gateway's own failure before it took it
			   */
	CARRIED_UNSURE,	  /* it went out and no answer came: it may have been taken; sent again, it may arrive
			     twice */
	CARRIED_FORBIDDEN /* wrong user, password or address: nothing goes until somebody mends that */
};

struct carried_answer {
	enum carried how;
	str why; /* the gateway's words, or what went wrong; one line of ASCII */
};

#endif
