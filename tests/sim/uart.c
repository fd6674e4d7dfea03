#include <config.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "uart.h"

struct wire {
	uint8_t *bits;		/* as sent, one each */
	size_t n;
	int64_t sent_bit;	/* their length, and the receiver's, in a unit
				 * in which both are whole */
	int64_t heard_bit;
};

struct uart uart_of(const char *text)
{
	struct uart uart = { 0 };

	if (sscanf(text, "%u %1u%c%u", &uart.baud, &uart.bits, &uart.parity,
		   &uart.stops) != 4)
		abort();
	return uart;
}

static int parity_bit(const struct uart *uart, unsigned byte)
{
	int ones = __builtin_popcount(byte & ((1 << uart->bits) - 1)) & 1;

	switch (uart->parity) {
	case 'E':
		return ones;
	case 'O':
		return !ones;
	default:
		return uart->parity == 'M';
	}
}

static void put(struct wire *wire, int bit, unsigned times)
{
	while (times--)
		wire->bits[wire->n++] = bit;
}

static void send_byte(struct wire *wire, const struct uart *uart, uint8_t byte)
{
	put(wire, 0, 1);
	for (unsigned i = 0; i < uart->bits; i++)
		put(wire, byte >> i & 1, 1);
	if (uart->parity != 'N')
		put(wire, parity_bit(uart, byte), 1);
	put(wire, 1, uart->stops);
}

static int level(const struct wire *wire, int64_t when)
{
	size_t at = when / wire->sent_bit;

	return at >= wire->n || wire->bits[at];
}

/* One byte whose start bit begins at *when; *when is then the middle of its
 * stop bit. */
static uint8_t sample(const struct wire *wire, const struct uart *uart,
		      int64_t *when, bool *ret_bad)
{
	int64_t middle = *when + wire->heard_bit / 2;
	uint8_t byte = 0;
	bool bad = false;

	for (unsigned i = 0; i < uart->bits; i++)
		byte |= level(wire, middle += wire->heard_bit) << i;
	if (uart->parity != 'N')
		bad = level(wire, middle += wire->heard_bit) !=
		      parity_bit(uart, byte);
	bad |= !level(wire, middle += wire->heard_bit);
	*when = middle;
	*ret_bad = bad;
	return byte;
}

static size_t receive(const struct wire *wire, const struct uart *uart,
		      uint8_t *out, size_t size)
{
	const int64_t step = wire->heard_bit / 16;
	const int64_t end = wire->n * wire->sent_bit;
	size_t n = 0;

	for (int64_t when = 0; when < end && n + 3 <= size; when += step) {
		uint8_t byte;
		bool bad;

		/* A start bit is one that is still there in its middle. */
		if (level(wire, when) ||
		    level(wire, when + wire->heard_bit / 2))
			continue;
		byte = sample(wire, uart, &when, &bad);
		if (bad || byte == 0xff)
			out[n++] = 0xff;
		if (bad)
			out[n++] = 0;
		out[n++] = byte;
	}
	return n;
}

size_t uart_hear(const struct uart *sent, const uint8_t *bytes, size_t n,
		 size_t every, unsigned pause, const struct uart *heard,
		 uint8_t *out, size_t size)
{
	struct wire wire = { .sent_bit = heard->baud * 16L,
			     .heard_bit = sent->baud * 16L };
	size_t got;

	wire.bits = malloc(12 * n + pause * (n + 2));
	if (!wire.bits)
		abort();
	put(&wire, 1, pause);
	for (size_t i = 0; i < n; i++) {
		send_byte(&wire, sent, bytes[i]);
		if ((i + 1) % every == 0)
			put(&wire, 1, pause);
	}
	got = receive(&wire, heard, out, size);
	free(wire.bits);
	return got;
}
