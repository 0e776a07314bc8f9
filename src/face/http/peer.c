/* face/http/peer.c - addresses of clients and fronts. */
#include "face/http/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static const unsigned char v4_head[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

rc peer_parse(str s, struct peer *ret)
{
	char text[INET6_ADDRSTRLEN] = { 0 };

	CHECK(0 < s.n && s.n < sizeof text, USAGE);
	memcpy(text, s.p, s.n);
	*ret = (struct peer){ 0 };
	if (inet_pton(AF_INET, text, ret->b + 12) == 1) {
		memcpy(ret->b, v4_head, sizeof v4_head);
		return OK;
	}
	CHECK(inet_pton(AF_INET6, text, ret->b) == 1, USAGE);
	return OK;
}

rc peer_net_parse(str s, struct peer_net *ret)
{
	const char *slash = s.n > 0 ? memchr(s.p, '/', s.n) : NULL;
	str address = { s.p, slash == NULL ? s.n : (size_t)(slash - s.p) };
	int64_t bits = 128;

	TRY(peer_parse(address, &ret->net));
	int shift = memcmp(ret->net.b, v4_head, sizeof v4_head) == 0 ? 96 : 0;
	if (slash != NULL) {
		str rest = { slash + 1, s.n - address.n - 1 };
		CHECK(str_digits(&rest, 1, 3, &bits) && rest.n == 0 && bits + shift <= 128, USAGE);
		bits += shift;
	}
	ret->bits = (int)bits;
	return OK;
}

struct peer peer_of(const struct sockaddr *sa)
{
	struct peer p = { 0 };

	if (sa != NULL && sa->sa_family == AF_INET) {
		struct sockaddr_in in;
		memcpy(&in, sa, sizeof in);
		memcpy(p.b, v4_head, sizeof v4_head);
		memcpy(p.b + 12, &in.sin_addr, 4);
	} else if (sa != NULL && sa->sa_family == AF_INET6) {
		struct sockaddr_in6 in;
		memcpy(&in, sa, sizeof in);
		memcpy(p.b, &in.sin6_addr, 16);
	}
	return p;
}

static bool in_net(struct peer p, const struct peer_net *net)
{
	size_t whole = (size_t)net->bits / 8;
	int rest = net->bits % 8;

	if (memcmp(p.b, net->net.b, whole) != 0)
		return false;
	return rest == 0 || ((p.b[whole] ^ net->net.b[whole]) & (0xff00 >> rest) & 0xff) == 0;
}

bool peer_in(struct peer p, const struct peer_net *nets, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (in_net(p, &nets[i]))
			return true;
	return false;
}

bool peer_is_v4(struct peer p) { return memcmp(p.b, v4_head, sizeof v4_head) == 0; }

bool peer_is_loopback(struct peer p)
{
	static const unsigned char one[16] = { [15] = 1 };

	return memcmp(p.b, one, 16) == 0 || (peer_is_v4(p) && p.b[12] == 127);
}

struct peer peer_client(struct peer p, const struct peer_net *fronts, size_t n, str forwarded_for)
{
	str s = forwarded_for;

	while (peer_in(p, fronts, n) && s.n > 0) {
		size_t from = s.n, to;
		struct peer next;
		while (from > 0 && s.p[from - 1] != ',')
			from--;
		str last = { s.p + from, s.n - from };
		s.n = from > 0 ? from - 1 : 0;
		for (to = last.n; to > 0 && last.p[to - 1] == ' '; to--)
			;
		last.n = to;
		while (str_skip(&last, S(" ")))
			;
		if (!rc_ok(peer_parse(last, &next)))
			return p;
		p = next;
	}
	return p;
}

str peer_text(struct arena *a, struct peer p)
{
	char text[INET6_ADDRSTRLEN];
	bool v4 = peer_is_v4(p);

	must(inet_ntop(v4 ? AF_INET : AF_INET6, v4 ? p.b + 12 : p.b, text, sizeof text) != NULL);
	return str_printf(a, "%s", text);
}
