/* service/purpose.h - why personal data is used: the purposes of store/purpose.def, for the rows of routes and of the
 * command line. Faces name a purpose and hand it down; what it allows is decided and enforced in the store. */
#ifndef SERVICE_PURPOSE_H
#define SERVICE_PURPOSE_H

#include "store/db.h"

#endif
