/* face/http/assets.c - finding what assets.py compiled in. */
#include "face/http/assets.h"

#include "base/rc.h"

const struct asset *asset_find(str name)
{
	str file = name;

	(void)str_skip(&file, S("/assets/"));
	for (size_t i = 0; i < assets_n; i++) {
		str hashed = assets[i].url;
		(void)str_skip(&hashed, S("/assets/"));
		if (str_eq(file, hashed) || str_eq(name, assets[i].name))
			return &assets[i];
	}
	return NULL;
}

str asset_url(str name)
{
	const struct asset *a = asset_find(name);

	must(a != NULL);
	return a->url;
}
