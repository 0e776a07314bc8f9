/* base/version.h - which program this is. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define SANAD_VERSION "0.2"

#endif
