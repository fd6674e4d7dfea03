/* The first byte chooses the protocol; the rest is as in scale.h. */
#include <config.h>

#include "scale.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t n = 0;

	while (ck_scale_protocols[n])
		n++;
	if (size)
		check_protocol(ck_scale_protocols[data[0] % n], data + 1,
			       size - 1);
	return 0;
}
