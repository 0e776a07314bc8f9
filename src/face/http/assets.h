/* face/http/assets.h - stylesheet, icons and pictures, compiled into the program from assets/ by
 * tools/assets.py. */
#ifndef FACE_HTTP_ASSETS_H
#define FACE_HTTP_ASSETS_H

#include "base/str.h"

struct asset {
	str name;  /* sanad.css */
	str url;   /* /assets/sanad-1a2b3c4d5e6f.css: the hash of its bytes, so it may be kept for ever */
	str type;  /* of the content */
	str etag;  /* with its quotes */
	str bytes; /* as they are */
	str gzip;  /* packed */
};

/* In order of their names. */
extern const struct asset assets[];
extern const size_t assets_n;

/* `name` is the plain one, the hashed one or the whole address; NULL when there is none. A hash of other
 * bytes than these is not found. */
const struct asset *asset_find(str name);
/* The address of an asset that exists. */
str asset_url(str name);

#endif
