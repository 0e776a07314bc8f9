/* face/http/peer.h - the address of whom we talk to, also behind a front such as nginx or haproxy. */
#ifndef FACE_HTTP_PEER_H
#define FACE_HTTP_PEER_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"

#include <sys/socket.h>

/* IPv6, or IPv4 as ::ffff:a.b.c.d */
struct peer {
	unsigned char b[16];
};

/* Addresses whose first `bits` bits are those of `net`. */
struct peer_net {
	struct peer net;
	int bits;
};

/* E_USAGE when it isn't an address. */
rc peer_parse(str s, struct peer *ret) MUST_USE;
/* "10.1.2.3", "10.0.0.0/8", "::1". E_USAGE */
rc peer_net_parse(str s, struct peer_net *ret) MUST_USE;
/* All zero when it is neither IPv4 nor IPv6. */
struct peer peer_of(const struct sockaddr *sa);
bool peer_in(struct peer p, const struct peer_net *nets, size_t n);
bool peer_is_loopback(struct peer p);
bool peer_is_v4(struct peer p);
/* The client as the fronts say it: the last address of X-Forwarded-For that is no front of ours. Whatever
 * stands before that one was said by the client itself and is not believed. `p` when it is no front, or when
 * the field doesn't hold addresses. */
struct peer peer_client(struct peer p, const struct peer_net *fronts, size_t n, str forwarded_for);
str peer_text(struct arena *a, struct peer p);

#endif
