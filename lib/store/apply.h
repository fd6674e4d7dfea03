/* The apply functions, one an event kind, each in the room of its subject
 * (lib/ROOM/apply.c). The bodies they read are listed in ck-record(5). */
#ifndef CK_STORE_APPLY_H
#define CK_STORE_APPLY_H

#include "store/log.h"
#include "store/query.h"

ck_apply_fn ck_apply_site_loaded;
ck_apply_fn ck_apply_site_activated;
ck_apply_fn ck_apply_log_sealed;
ck_apply_fn ck_apply_staff_added;
ck_apply_fn ck_apply_staff_ended;

ck_apply_fn ck_apply_codes_loaded;
ck_apply_fn ck_apply_codes_listed;

ck_apply_fn ck_apply_party_added;
ck_apply_fn ck_apply_party_ended;
ck_apply_fn ck_apply_party_mandated;
ck_apply_fn ck_apply_party_mandate_ended;

ck_apply_fn ck_apply_entry_saved;
ck_apply_fn ck_apply_entry_removed;

ck_apply_fn ck_apply_declaration_submitted;
ck_apply_fn ck_apply_declaration_amended;
ck_apply_fn ck_apply_amendment_requested;
ck_apply_fn ck_apply_amendment_declined;
ck_apply_fn ck_apply_amendment_granted;
ck_apply_fn ck_apply_declaration_cancelled;
ck_apply_fn ck_apply_message_sent;
ck_apply_fn ck_apply_trip_moved;
ck_apply_fn ck_apply_trip_leg_opened;
ck_apply_fn ck_apply_trip_rejudged;
ck_apply_fn ck_apply_trip_turned_back;
ck_apply_fn ck_apply_trip_closed;
ck_apply_fn ck_apply_customs_declared;
ck_apply_fn ck_apply_customs_updated;
ck_apply_fn ck_apply_customs_passed;
ck_apply_fn ck_apply_customs_reduced;

ck_apply_fn ck_apply_check_needed;
ck_apply_fn ck_apply_check_unneeded;
ck_apply_fn ck_apply_check_opened;
ck_apply_fn ck_apply_check_requested;
ck_apply_fn ck_apply_check_started;
ck_apply_fn ck_apply_check_sampled;
ck_apply_fn ck_apply_check_resulted;
ck_apply_fn ck_apply_check_confirmed;
ck_apply_fn ck_apply_check_refused;
ck_apply_fn ck_apply_check_withdrawn;
ck_apply_fn ck_apply_check_staled;
ck_apply_fn ck_apply_check_expired;
ck_apply_fn ck_apply_check_dated;
ck_apply_fn ck_apply_load_moved;
ck_apply_fn ck_apply_goods_refused;
ck_apply_fn ck_apply_goods_readmitted;
ck_apply_fn ck_apply_goods_decided;
ck_apply_fn ck_apply_trip_decided;
ck_apply_fn ck_apply_hold_placed;
ck_apply_fn ck_apply_hold_lifted;
ck_apply_fn ck_apply_note_written;
ck_apply_fn ck_apply_note_answered;
ck_apply_fn ck_apply_note_closed;

ck_apply_fn ck_apply_fee_assessed;
ck_apply_fn ck_apply_fee_paid;
ck_apply_fn ck_apply_fee_reduced;
ck_apply_fn ck_apply_fee_refunded;
ck_apply_fn ck_apply_fee_waived;
ck_apply_fn ck_apply_payment_settled;
ck_apply_fn ck_apply_receipt_issued;
ck_apply_fn ck_apply_receipt_voided;
ck_apply_fn ck_apply_closing_made;
ck_apply_fn ck_apply_weighing_recorded;

ck_apply_fn ck_apply_queue_joined;
ck_apply_fn ck_apply_queue_called;
ck_apply_fn ck_apply_queue_left;
ck_apply_fn ck_apply_queue_renamed;

ck_apply_fn ck_apply_key_made;
ck_apply_fn ck_apply_key_retired;

ck_apply_fn ck_apply_gate_decided;
ck_apply_fn ck_apply_gate_opened;
ck_apply_fn ck_apply_gate_passed;
ck_apply_fn ck_apply_gate_faulted;
ck_apply_fn ck_apply_gate_identified;
ck_apply_fn ck_apply_lane_put_in;
ck_apply_fn ck_apply_lane_reversed;
ck_apply_fn ck_apply_lane_taken_out;
ck_apply_fn ck_apply_permit_given;
ck_apply_fn ck_apply_permit_ended;

/* The declaration that the line's subject belongs to: what stands before
 * ".N" or "/…". Lives with the line. */
const char *ck_line_declaration(const struct ck_line *line);

#endif
