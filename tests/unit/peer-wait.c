/* How long a peer is left alone before it is asked again. */
#include <config.h>

#include <stdint.h>

#include "peer/peer.h"
#include "tap.h"

static const struct ck_peer peer = { .backoff_ms = 500 };

static int64_t longest(int n)
{
	return ck_peer_wait_ms(&peer, n, 0, 0);
}

static int64_t shortest(int n)
{
	return ck_peer_wait_ms(&peer, n, 0, UINT32_MAX);
}

static bool between(void)
{
	for (uint32_t i = 0; i < 1000; i++) {
		int64_t ms = ck_peer_wait_ms(&peer, 5, 0, i * 4294967);

		if (ms < shortest(5) || ms > longest(5))
			return false;
	}
	return true;
}

int main(void)
{
	ok(longest(2) == 500, "the second try comes after the backoff");
	ok(longest(3) == 1000 && longest(4) == 2000, "it doubles each time");
	ok(longest(9) == 60000 && longest(1000000000) == 60000,
	   "a minute at most");
	ok(shortest(2) == 375 && shortest(9) == 45000,
	   "the last quarter is drawn");
	ok(between(), "a draw lies between");
	ok(ck_peer_wait_ms(&peer, 2, 1000, 7) == 1000,
	   "longer when the peer asks for it");
	ok(ck_peer_wait_ms(&peer, 4, 1000, 0) == 2000,
	   "not shorter because it asks");
	ok(ck_peer_wait_ms(&peer, 2, 3600000, 0) == 500,
	   "more than a minute is not waited for in a run");
	return tap_done();
}
