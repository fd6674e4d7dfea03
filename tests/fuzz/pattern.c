/* A pattern up to the first line feed, then what it reads. */
#include <config.h>

#include "scale.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = memchr(data, '\n', size);
	struct ck_scale_options options = { 0 };
	char pattern[512] = "";
	struct readings whole;
	struct readings cut;
	size_t n;

	if (!end || (size_t)(end - data) >= sizeof(pattern))
		return 0;
	memcpy(pattern, data, end - data);
	options.pattern = pattern;
	n = size - (end + 1 - data);
	whole = decode(&ck_regex, &options, end + 1, n, n + 1);
	cut = decode(&ck_regex, &options, end + 1, n, 3);
	require(whole.n == cut.n);
	for (size_t i = 0; i < whole.n; i++) {
		require(ck_reading_equal(&whole.all[i], &cut.all[i]));
		if (whole.all[i].ok)
			check_good(&ck_regex, &options, &whole.all[i]);
	}
	free(whole.all);
	free(cut.all);
	return 0;
}
