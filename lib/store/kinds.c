#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "store/apply.h"

/* Sorted by name. An event's meaning never changes; new kinds are added. */
static const struct ck_event_kind kinds[] = {
	{ "amendment.declined", "declaration", ck_apply_amendment_declined },
	{ "amendment.granted", "declaration", ck_apply_amendment_granted },
	{ "amendment.requested", "declaration", ck_apply_amendment_requested },
	{ "check.confirmed", "verdict", ck_apply_check_confirmed },
	{ "check.dated", "verdict", ck_apply_check_dated },
	{ "check.expired", "verdict", ck_apply_check_expired },
	{ "check.needed", "declaration", ck_apply_check_needed },
	{ "check.opened", "verdict", ck_apply_check_opened },
	{ "check.refused", "verdict", ck_apply_check_refused },
	{ "check.requested", "verdict", ck_apply_check_requested },
	{ "check.resulted", "verdict", ck_apply_check_resulted },
	{ "check.sampled", "verdict", ck_apply_check_sampled },
	{ "check.staled", "verdict", ck_apply_check_staled },
	{ "check.started", "verdict", ck_apply_check_started },
	{ "check.unneeded", "declaration", ck_apply_check_unneeded },
	{ "check.withdrawn", "verdict", ck_apply_check_withdrawn },
	{ "clock.stepped", "site", NULL },
	{ "closing.made", "closing", ck_apply_closing_made },
	{ "codes.listed", "codes", ck_apply_codes_listed },
	{ "codes.loaded", "codes", ck_apply_codes_loaded },
	{ "customs.declared", "customs", ck_apply_customs_declared },
	{ "customs.passed", "customs", ck_apply_customs_passed },
	{ "customs.reduced", "customs", ck_apply_customs_reduced },
	{ "customs.updated", "customs", ck_apply_customs_updated },
	{ "declaration.amended", "declaration", ck_apply_declaration_amended },
	{ "declaration.cancelled", "declaration",
	  ck_apply_declaration_cancelled },
	{ "declaration.submitted", "declaration",
	  ck_apply_declaration_submitted },
	{ "entry.removed", "saved", ck_apply_entry_removed },
	{ "entry.saved", "saved", ck_apply_entry_saved },
	{ "entry.shown", "saved", NULL },
	{ "fee.assessed", "declaration", ck_apply_fee_assessed },
	{ "fee.paid", "declaration", ck_apply_fee_paid },
	{ "fee.reduced", "declaration", ck_apply_fee_reduced },
	{ "fee.refunded", "declaration", ck_apply_fee_refunded },
	{ "fee.waived", "declaration", ck_apply_fee_waived },
	{ "gate.decided", "lane", ck_apply_gate_decided },
	{ "gate.faulted", "lane", ck_apply_gate_faulted },
	{ "gate.identified", "lane", ck_apply_gate_identified },
	{ "gate.opened", "lane", ck_apply_gate_opened },
	{ "gate.passed", "lane", ck_apply_gate_passed },
	{ "goods.disposed", "declaration", ck_apply_goods_decided },
	{ "goods.diverted", "declaration", ck_apply_goods_decided },
	{ "goods.impounded", "declaration", ck_apply_goods_decided },
	{ "goods.readmitted", "declaration", ck_apply_goods_readmitted },
	{ "goods.refused", "declaration", ck_apply_goods_refused },
	{ "goods.turned_back", "declaration", ck_apply_goods_decided },
	{ "hold.lifted", "hold", ck_apply_hold_lifted },
	{ "hold.placed", "hold", ck_apply_hold_placed },
	{ "key.imported", "key", ck_apply_key_made },
	{ "key.made", "key", ck_apply_key_made },
	{ "key.retired", "key", ck_apply_key_retired },
	{ "lane.put_in", "lane", ck_apply_lane_put_in },
	{ "lane.reversed", "lane", ck_apply_lane_reversed },
	{ "lane.taken_out", "lane", ck_apply_lane_taken_out },
	{ "lane.tested", "lane", NULL },
	{ "load.moved", "declaration", ck_apply_load_moved },
	{ "load.returned", "declaration", ck_apply_load_moved },
	{ "log.sealed", "site", ck_apply_log_sealed },
	{ "message.sent", "declaration", ck_apply_message_sent },
	{ "note.answered", "note", ck_apply_note_answered },
	{ "note.closed", "note", ck_apply_note_closed },
	{ "note.shown", "note", NULL },
	{ "note.written", "note", ck_apply_note_written },
	{ "party.added", "party", ck_apply_party_added },
	{ "party.ended", "party", ck_apply_party_ended },
	{ "party.mandate_ended", "party", ck_apply_party_mandate_ended },
	{ "party.mandated", "party", ck_apply_party_mandated },
	{ "pass.issued", "declaration", NULL },
	{ "payment.settled", "declaration", ck_apply_payment_settled },
	{ "permit.ended", "permit", ck_apply_permit_ended },
	{ "permit.given", "permit", ck_apply_permit_given },
	{ "person.erased", "person", NULL },
	{ "person.shown", "declaration", NULL },
	{ "queue.called", "queue", ck_apply_queue_called },
	{ "queue.joined", "queue", ck_apply_queue_joined },
	{ "queue.left", "queue", ck_apply_queue_left },
	{ "queue.renamed", "queue", ck_apply_queue_renamed },
	{ "receipt.issued", "receipt", ck_apply_receipt_issued },
	{ "receipt.voided", "receipt", ck_apply_receipt_voided },
	{ "site.activated", "site", ck_apply_site_activated },
	{ "site.loaded", "site", ck_apply_site_loaded },
	{ "staff.added", "staff", ck_apply_staff_added },
	{ "staff.ended", "staff", ck_apply_staff_ended },
	{ "trip.closed", "declaration", ck_apply_trip_closed },
	{ "trip.disposed", "declaration", ck_apply_trip_decided },
	{ "trip.diverted", "declaration", ck_apply_trip_decided },
	{ "trip.impounded", "declaration", ck_apply_trip_decided },
	{ "trip.leg_opened", "declaration", ck_apply_trip_leg_opened },
	{ "trip.moved", "declaration", ck_apply_trip_moved },
	{ "trip.rejudged", "declaration", ck_apply_trip_rejudged },
	{ "trip.turned_back", "declaration", ck_apply_trip_turned_back },
	{ "weighing.recorded", "declaration", ck_apply_weighing_recorded },
	{ NULL, NULL, NULL },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) - 1 };

static int by_name(const void *key, const void *entry)
{
	return strcmp(key, ((const struct ck_event_kind *)entry)->name);
}

const struct ck_event_kind *ck_event_kind(const char *name)
{
	return bsearch(name, kinds, KINDS, sizeof(kinds[0]), by_name);
}

const struct ck_event_kind *ck_event_kind_at(size_t i)
{
	return i < KINDS ? &kinds[i] : NULL;
}
