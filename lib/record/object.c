#include <config.h>

#include <sys/random.h>

#include "base/memory.h"
#include "record/layout.h"

/* A large object carries an open-addressed index of twice its capacity behind
 * its members: positions from 1, 0 for empty. The hash is seeded, so that no
 * sender can choose names that all collide. */

static size_t index_mask(const struct ck_value *object)
{
	return 2 * (size_t)object->members_cap - 1;
}

static uint32_t *index_of(const struct ck_value *object)
{
	return (uint32_t *)(object->members + object->members_cap);
}

static bool is_indexed(const struct ck_value *object)
{
	return object->members_cap > CK_LINEAR_MAX;
}

static const uint64_t *secret(void)
{
	static uint64_t key[2];
	static bool chosen;

	/* Without entropy the table still works, only predictably. */
	if (!chosen && getrandom(key, sizeof(key), GRND_NONBLOCK) < 0)
		key[0] = (uintptr_t)key;
	chosen = true;
	return key;
}

static uint64_t rotate(uint64_t word, int bits)
{
	return word << bits | word >> (64 - bits);
}

static void sip_round(uint64_t v[static 4])
{
	v[0] += v[1];
	v[2] += v[3];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] = rotate(v[0], 32);
	v[2] += v[1];
	v[0] += v[3];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] = rotate(v[2], 32);
}

static void sip_word(uint64_t v[static 4], uint64_t word)
{
	v[3] ^= word;
	sip_round(v);
	v[0] ^= word;
}

/* SipHash-1-3 (Aumasson and Bernstein, 2012), its words in host order. */
static uint64_t key_hash(const char *key, size_t len)
{
	const uint64_t *k = secret();
	uint64_t v[] = {
		k[0] ^ 0x736f6d6570736575, k[1] ^ 0x646f72616e646f6d,
		k[0] ^ 0x6c7967656e657261, k[1] ^ 0x7465646279746573,
	};
	uint64_t last = (uint64_t)len << 56;

	for (; len >= 8; key += 8, len -= 8)
		sip_word(v, ck_key_head(key, 8));
	sip_word(v, last ^ ck_key_head(key, len));
	v[2] ^= 0xff;
	for (int i = 0; i < 3; i++)
		sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

static void index_add(struct ck_value *object, size_t position)
{
	const char *key = object->members[position].key;
	size_t mask = index_mask(object);
	size_t slot = key_hash(key, strlen(key)) & mask;

	while (index_of(object)[slot])
		slot = (slot + 1) & mask;
	index_of(object)[slot] = (uint32_t)position + 1;
}

static void index_build(struct ck_value *object)
{
	if (!is_indexed(object))
		return;
	memset(index_of(object), 0,
	       2 * sizeof(uint32_t) * object->members_cap);
	for (size_t i = 0; i < object->count; i++)
		index_add(object, i);
}

static struct ck_member *index_find(const struct ck_value *object,
				    const char *key, size_t len)
{
	size_t mask = index_mask(object);
	uint32_t position;

	for (size_t slot = key_hash(key, len) & mask;
	     (position = index_of(object)[slot]); slot = (slot + 1) & mask)
		if (!strcmp(object->members[position - 1].key, key))
			return &object->members[position - 1];
	return NULL;
}

struct ck_member *ck_member_find(const struct ck_value *object,
				 const char *key, size_t len)
{
	uint64_t head = ck_key_head(key, len);

	if (is_indexed(object))
		return index_find(object, key, len);
	for (size_t i = 0; i < object->count; i++) {
		struct ck_member *m = &object->members[i];

		if (m->head == head && (len < 8 || !strcmp(m->key + 8, key + 8)))
			return m;
	}
	return NULL;
}

static void members_grow(struct ck_value *object)
{
	uint32_t cap = object->members_cap ? 2 * object->members_cap : 8;
	size_t size = cap * sizeof(struct ck_member);
	struct ck_member *members;

	if (cap > CK_LINEAR_MAX)
		size += 2 * sizeof(uint32_t) * cap;
	members = ck_doc_take(object->doc, size);
	if (object->count)
		memcpy(members, object->members,
		       object->count * sizeof(*members));
	object->members = members;
	object->members_cap = cap;
	index_build(object);
}

void ck_member_add(struct ck_value *object, const char *key, size_t len,
		   const struct ck_value *v)
{
	if (object->count == object->members_cap)
		members_grow(object);
	object->members[object->count] = (struct ck_member){
		.key = key,
		.value = v,
		.head = ck_key_head(key, len),
	};
	if (is_indexed(object))
		index_add(object, object->count);
	object->count++;
}

void ck_set(struct ck_value *object, const char *key, const struct ck_value *v)
{
	size_t len = strlen(key);
	struct ck_member *m;

	if (!v)
		return;
	m = ck_member_find(object, key, len);
	if (m)
		m->value = v;
	else
		ck_member_add(object, ck_doc_text(object->doc, key, len), len,
			      v);
}

void ck_unset(struct ck_value *object, const char *key)
{
	struct ck_member *m = ck_member_find(object, key, strlen(key));

	if (!m)
		return;
	object->count--;
	memmove(m, m + 1,
		(size_t)(object->members + object->count - m) * sizeof(*m));
	index_build(object);
}

const struct ck_value *ck_get(const struct ck_value *object, const char *key)
{
	const struct ck_member *m;

	if (!ck_is_object(object))
		return NULL;
	m = ck_member_find(object, key, strlen(key));
	return m ? m->value : NULL;
}
