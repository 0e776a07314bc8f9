/* base/process.h - which process this is, in a form that another one can check. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/arena.h"
#include "base/str.h"

/* "host:pid:start": the start time (clock ticks since the machine's) tells the process from a later one of
 * the same number. The host is its name and the boot's id, so that a restarted machine is another host. */
str process_self(struct arena *a);
/* True when `name` (of process_self()) ran on this host and is no longer there. A process of another host, or
 * a text that isn't such a name, may be alive. */
bool process_is_gone(str name);

#endif
