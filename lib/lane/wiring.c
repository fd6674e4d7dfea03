#include <config.h>

#include <errno.h>
#include <string.h>

#include "lane/wiring.h"

static int read_wire(const struct ck_value *lane, const char *name,
		     struct ck_wire *wire)
{
	const char *line = ck_get_str(ck_get(lane, "lines"), name);
	const struct ck_value *w = ck_get(ck_get(lane, "wiring"), name);
	int bias = ck_gpio_bias_find(ck_get_str(w, "bias"));
	int r;

	if (!line)
		return 0;
	r = ck_gpio_place_read(line, &wire->place);
	if (r < 0)
		return r;
	wire->line = line;
	wire->label = ck_get_str(w, "label");
	wire->place.active_low = ck_is_true(ck_get(w, "active_low"));
	wire->place.bias = bias < 0 ? CK_BIAS_AS_IS : (enum ck_gpio_bias)bias;
	wire->place.debounce_ms = ck_get_int(w, "debounce_ms", 0);
	return 1;
}

/* The close contact is never one of them: nobody looks under the arm then. */
static uint32_t read_safe(const struct ck_value *lane)
{
	const struct ck_value *list = ck_get(lane, "safe");
	uint32_t safe = 0;

	for (size_t i = 0; i < ck_count(list); i++) {
		int line = ck_lane_output_find(ck_str(ck_at(list, i)));

		if (line >= 0 && line != CK_BARRIER_CLOSE)
			safe |= CK_LINE_BIT(line);
	}
	return safe;
}

static int read_into(const struct ck_value *lane, const char *name,
		     struct ck_wire *wire, uint32_t bit, uint32_t *bits,
		     const char **ret_at)
{
	int r = read_wire(lane, name, wire);

	if (r < 0)
		*ret_at = name;
	if (r > 0)
		*bits |= bit;
	return r < 0 ? r : 0;
}

int ck_wiring_read(const struct ck_value *lane, struct ck_wiring *ret_wiring,
		   const char **ret_at)
{
	struct ck_wiring w = { .watchdog = ck_get_str(lane, "watchdog") };
	int r = 0;

	for (int i = 0; r == 0 && i < CK_LANE_INPUTS; i++)
		r = read_into(lane, ck_lane_input_name((enum ck_lane_input)i),
			      &w.input[i], CK_LINE_BIT(i), &w.inputs, ret_at);
	for (int i = 0; r == 0 && i < CK_LANE_OUTPUTS; i++)
		r = read_into(lane, ck_lane_output_name((enum ck_lane_output)i),
			      &w.output[i], CK_LINE_BIT(i), &w.outputs, ret_at);
	if (r < 0)
		return r;
	w.safe = read_safe(lane) & w.outputs;
	*ret_wiring = w;
	return 0;
}

const struct ck_wire *ck_wiring_at(const struct ck_wiring *wiring, int line)
{
	return line < CK_LANE_INPUTS ? &wiring->input[line]
				     : &wiring->output[line - CK_LANE_INPUTS];
}
