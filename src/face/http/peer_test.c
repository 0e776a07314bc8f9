#include "face/http/peer.h"

#include "testing/t.h"

static struct peer addr(const char *s)
{
	struct peer p;

	must(rc_ok(peer_parse(str_of(s), &p)));
	return p;
}

T(addresses_and_nets)
{
	struct peer p;
	struct peer_net n;

	t_str(peer_text(a, addr("10.1.2.3")), "10.1.2.3");
	t_str(peer_text(a, addr("::1")), "::1");
	t_rc(peer_parse(S("10.1.2"), &p), USAGE);
	t_rc(peer_parse(S(""), &p), USAGE);
	t_rc(peer_parse(S("10.1.2.3 "), &p), USAGE);
	t_need(peer_net_parse(S("10.0.0.0/9"), &n));
	t_ok(peer_in(addr("10.127.0.1"), &n, 1) && !peer_in(addr("10.128.0.1"), &n, 1));
	t_need(peer_net_parse(S("10.0.0.7"), &n));
	t_ok(peer_in(addr("10.0.0.7"), &n, 1) && !peer_in(addr("10.0.0.6"), &n, 1));
	t_need(peer_net_parse(S("2001:db8::/33"), &n));
	t_ok(peer_in(addr("2001:db8:7fff::1"), &n, 1) && !peer_in(addr("2001:db8:8000::1"), &n, 1));
	t_rc(peer_net_parse(S("10.0.0.0/33"), &n), USAGE);
	t_rc(peer_net_parse(S("10.0.0.0/"), &n), USAGE);
	t_ok(peer_is_loopback(addr("127.8.0.1")) && peer_is_loopback(addr("::1")) &&
	     !peer_is_loopback(addr("10.0.0.1")));
}

T(only_what_a_front_says_is_believed)
{
	struct peer_net f[2];

	t_need(peer_net_parse(S("10.0.0.0/8"), &f[0]));
	t_need(peer_net_parse(S("::1"), &f[1]));
	t_str(peer_text(a, peer_client(addr("41.1.1.1"), f, 2, S("1.2.3.4"))), "41.1.1.1");
	t_str(peer_text(a, peer_client(addr("10.0.0.1"), f, 2, S("1.2.3.4"))), "1.2.3.4");
	t_str(peer_text(a, peer_client(addr("10.0.0.1"), f, 2, S("6.6.6.6, 1.2.3.4"))), "1.2.3.4");
	t_str(peer_text(a, peer_client(addr("::1"), f, 2, S("6.6.6.6, 1.2.3.4 ,10.0.0.9"))), "1.2.3.4");
	t_str(peer_text(a, peer_client(addr("10.0.0.1"), f, 2, S(""))), "10.0.0.1");
	t_str(peer_text(a, peer_client(addr("10.0.0.1"), f, 2, S("1.2.3.4, rubbish"))), "10.0.0.1");
	t_str(peer_text(a, peer_client(addr("10.0.0.1"), f, 2, S("10.0.0.2"))), "10.0.0.2");
	t_str(peer_text(a, peer_client(addr("10.0.0.1"), NULL, 0, S("1.2.3.4"))), "10.0.0.1");
}
