/* fuzz/name_fuzz.c - whatever bytes come: no crash, and a normal form's normal form is itself. */
#include "base/name.h"
#include "base/rc.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char once[NAME_NORMAL_MAX], twice[NAME_NORMAL_MAX];
	size_t half = size > 0 ? data[0] % size : 0;
	str all = { (const char *)data, size }, head = { all.p, half }, tail = { all.p + half, size - half };
	str normal = { once, name_normal_into(once, all) };
	str again = { twice, name_normal_into(twice, normal) };
	uint64_t from, to, key = name_skeleton(all);

	must(utf8_valid(normal) && str_eq(normal, again));
	must(normal.n == 0 || name_similar(all, normal) == NAME_EQUAL);
	must(key >> (NAME_SKELETON_BITS * NAME_SKELETON_SYMBOLS) == 0);
	must(name_similar(head, tail) == name_similar(tail, head));
	must(name_distance(head, tail) == name_distance(tail, head));
	name_skeleton_range(all, &from, &to);
	must(from <= to);
	return 0;
}
