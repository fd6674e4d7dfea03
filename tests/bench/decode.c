/* How fast a protocol is decoded, with nothing beside it.
 *
 *	decode PROTOCOL FILE MB		writes MB megabytes of its frames
 *	decode PROTOCOL FILE		prints {"bytes":…,"good":…,"ns":…}
 *
 * The file is read as it is timed, as grep reads it; ns are of the processor,
 * which others may be using too. */
#include <config.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../sim/scale-frames.h"
#include "scale/decoder.h"

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void count(const struct ck_reading *reading, void *user)
{
	*(size_t *)user += reading->ok;
}

static int write_frames(const struct speech *speech, const char *path,
			size_t size)
{
	struct indicator say = { .check = true };
	FILE *file = fopen(path, "we");
	uint8_t frame[FRAME_MAX];
	size_t done = 0;

	while (file && done < size) {
		size_t n = speech->write(frame, &say);

		say.digits = (say.digits + 20) % 100000;
		done += fwrite(frame, 1, n, file);
	}
	return file && !fclose(file) ? 0 : 74;
}

static int time_file(const struct ck_scale_protocol *protocol,
		     const char *path)
{
	CK_CLEANUP(ck_scale_decoder_free) struct ck_scale_decoder *decoder =
		ck_scale_decoder_new(protocol, NULL);
	static uint8_t bytes[1 << 16];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int64_t start = now();
	size_t all = 0;
	size_t good = 0;
	ssize_t n;

	while ((n = read(fd, bytes, sizeof(bytes))) > 0) {
		ck_scale_decoder_feed(decoder, bytes, n, count, &good);
		all += n;
	}
	ck_scale_decoder_finish(decoder, count, &good);
	printf("{\"bytes\":%zu,\"good\":%zu,\"ns\":%lld}\n", all, good,
	       (long long)(now() - start));
	return n < 0 ? 66 : 0;
}

int main(int argc, char **argv)
{
	const struct speech *speech = argc > 2 ? speech_find(argv[1]) : NULL;

	if (!speech)
		return 64;
	if (argc > 3)
		return write_frames(speech, argv[2],
				    strtoul(argv[3], NULL, 10) * 1000000);
	return time_file(ck_scale_protocol_find(argv[1]), argv[2]);
}
