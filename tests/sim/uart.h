/* A serial line as its bits: what a receiver makes of what was sent when both
 * are set differently. Written from the usual description of asynchronous
 * serial lines (start bit 0, data low bit first, parity, stop bits 1; sampled
 * in the middle of each bit), sharing no code with lib/scale. */
#ifndef CK_TESTS_UART_H
#define CK_TESTS_UART_H

#include <stddef.h>
#include <stdint.h>

struct uart {
	unsigned baud;
	unsigned bits;		/* 7 or 8 */
	char parity;		/* N, E, O, M, S */
	unsigned stops;
};

/* "4800 7E1". */
struct uart uart_of(const char *text);

/* Receives what was sent; a pause of the given bits follows each `every` bytes
 * (a frame). The bytes as PARMRK gives them: FF 00 X for X with a wrong parity
 * or stop bit, FF FF for FF. Their number, at most size. */
size_t uart_hear(const struct uart *sent, const uint8_t *bytes, size_t n,
		 size_t every, unsigned pause, const struct uart *heard,
		 uint8_t *out, size_t size);

#endif
