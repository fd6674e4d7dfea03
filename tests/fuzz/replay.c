/* Gives a fuzz target the inputs of its corpus, one by one, as an ordinary
 * test: what once went wrong is tried again without a fuzzing compiler.
 * Without operands it replays tests/fuzz/corpus/<name of the program>. */
#include <config.h>

#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int count;

/* The copy has exactly the input's size, so that reading past its end is
 * seen by the sanitizers and by valgrind. */
static void replay_bytes(const char *bytes, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	if (!copy)
		abort();
	memcpy(copy, bytes, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

static void replay_file(const char *path)
{
	static char bytes[4 << 20];
	FILE *file = fopen(path, "rb");
	size_t size;

	if (!file) {
		printf("Bail out! %s: %s\n", path, strerror(errno));
		exit(99);
	}
	size = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	/* The name first: a crash then shows which input it was. */
	printf("# %s\n", path);
	fflush(stdout);
	replay_bytes(bytes, size);
	printf("ok %d - %s\n", ++count, path);
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void replay_folder(void)
{
	struct dirent **entries;
	int n = scandir(".", &entries, visible, alphasort);

	for (int i = 0; i < n; i++) {
		replay_file(entries[i]->d_name);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

/* The corpus that has the program's name. */
static int enter_corpus(void)
{
	const char *tree = getenv("top_srcdir");

	return chdir(tree ? tree : ".") || chdir("tests/fuzz/corpus") ||
	       chdir(program_invocation_short_name);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		replay_file(argv[i]);
	if (argc == 1 && enter_corpus() == 0)
		replay_folder();
	if (!count)
		printf("not ok %d - there are inputs\n", ++count);
	printf("1..%d\n", count);
	return 0;
}
