/* face/cli/message.h - what the commands about messages share. */
#ifndef FACE_CLI_MESSAGE_H
#define FACE_CLI_MESSAGE_H

#include "face/cli/cli.h"

/* Says what the network will count of an SMS, and what that costs if the fund has said what a part costs; the
 * same as fields of the object `o`. */
rc cli_sms_size(struct cli *c, str text, struct out *o) MUST_USE;

#endif
