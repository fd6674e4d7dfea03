/* What was heard of an unknown indicator, whatever it is. The first byte
 * chooses the line, and whether faults are marked. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "scale/identify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool held)
{
	if (!held)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CK_CLEANUP(ck_identify_free)
	struct ck_identify *identify = ck_identify_new();
	struct ck_port_setting line = { .data_bits = 8, .parity = 'N',
					.stop_bits = 1 };
	struct ck_port_setting likely;
	const struct ck_identified *all;
	size_t n;

	if (!size || size > 4096)
		return 0;
	line.baud = data[0] & 1 ? 9600 : 0;
	line.marked = data[0] & 2;
	line.parity = data[0] & 4 ? 'E' : 'N';
	(void)ck_identify_hear(identify, &line, data[0] & 8, data + 1,
			       size - 1);
	all = ck_identify_results(identify, &n);
	require(ck_identify_heard(identify, &likely) < size);
	require((n == 0) == (ck_identify_sure(identify) == CK_IDENTIFY_NONE));
	for (size_t i = 0; i < n; i++) {
		require(all[i].good >= 3 && *all[i].last && *all[i].first);
		require(all[i].good_bytes < size);
		require(i || all[i].agrees);
		for (size_t j = 0; j < i; j++)
			require(all[j].protocol != all[i].protocol);
	}
	return 0;
}
