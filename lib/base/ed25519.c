#include <config.h>

#include <nettle/eddsa.h>
#include <stdbool.h>

#include "base/ed25519.h"
#include "base/library.h"

static struct {
	bool loaded;
	__typeof__(ed25519_sha512_public_key) *public_key;
	__typeof__(ed25519_sha512_sign) *sign;
	__typeof__(ed25519_sha512_verify) *verify;
} hogweed;

#define NAME_OF(function) NAME_TEXT(function)
#define NAME_TEXT(function) #function

/* nettle's headers give the functions other names by macros. */
static int load(void)
{
	static const struct ck_library_entry entries[] = {
		{ NAME_OF(ed25519_sha512_public_key), &hogweed.public_key },
		{ NAME_OF(ed25519_sha512_sign), &hogweed.sign },
		{ NAME_OF(ed25519_sha512_verify), &hogweed.verify },
	};
	int r;

	if (hogweed.loaded)
		return 0;
	r = ck_library_load(HOGWEED_SONAME, entries,
			    sizeof(entries) / sizeof(*entries));
	hogweed.loaded = r == 0;
	return r;
}

int ck_ed25519_public(const uint8_t secret[CK_ED25519_KEY],
		      uint8_t ret_public[CK_ED25519_KEY])
{
	int r = load();

	if (r == 0)
		hogweed.public_key(ret_public, secret);
	return r;
}

int ck_ed25519_sign(const uint8_t secret[CK_ED25519_KEY], const void *message,
		    size_t len, uint8_t ret_signature[CK_ED25519_SIGNATURE])
{
	uint8_t public_key[CK_ED25519_KEY];
	int r = ck_ed25519_public(secret, public_key);

	if (r == 0)
		hogweed.sign(public_key, secret, len, message, ret_signature);
	return r;
}

int ck_ed25519_verify(const uint8_t public_key[CK_ED25519_KEY],
		      const void *message, size_t len,
		      const uint8_t signature[CK_ED25519_SIGNATURE])
{
	int r = load();

	return r < 0 ? r
		     : hogweed.verify(public_key, len, message, signature) != 0;
}
