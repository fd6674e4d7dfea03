#include <config.h>

#include <inttypes.h>

#include "pass/head.h"

static void put_message(const struct ck_signed_head *head, struct ck_buf *buf)
{
	ck_buf_printf(buf, "ck head 1\n%s\n%" PRId64 "\n%s\n%s\n",
		      head->origin, head->seq, head->hash, head->signed_at);
}

int ck_head_sign(const struct ck_signed_head *head,
		 const uint8_t secret[CK_ED25519_KEY],
		 uint8_t ret_signature[CK_ED25519_SIGNATURE])
{
	CK_BUF text = { 0 };

	put_message(head, &text);
	return ck_ed25519_sign(secret, text.data, text.len, ret_signature);
}

int ck_head_verify(const struct ck_signed_head *head,
		   const uint8_t public_half[CK_ED25519_KEY],
		   const uint8_t signature[CK_ED25519_SIGNATURE])
{
	CK_BUF text = { 0 };

	put_message(head, &text);
	return ck_ed25519_verify(public_half, text.data, text.len, signature);
}
