/* libjq, loaded when the first filter is compiled: it brings three libraries
 * with it and makes a start a tenth of a millisecond or three longer, which a
 * lane that decides never needs. Inside the record room only; the functions
 * keep their names.
 */
#ifndef CK_RECORD_LIBJQ_H
#define CK_RECORD_LIBJQ_H

#include <jq.h>
#include <jv.h>

#include "base/status.h"

#define CK_LIBJQ_EACH(X)						\
	X(jq_compile) X(jq_get_error_message) X(jq_halted) X(jq_init)	\
	X(jq_next) X(jq_set_attr) X(jq_set_debug_cb) X(jq_set_error_cb)	\
	X(jq_set_input_cb) X(jq_start) X(jq_teardown)			\
	X(jv_array) X(jv_array_get) X(jv_array_length) X(jv_copy)	\
	X(jv_dump_string) X(jv_free) X(jv_get_kind)			\
	X(jv_invalid_get_msg) X(jv_invalid_has_msg) X(jv_number_value)	\
	X(jv_object_iter) X(jv_object_iter_key) X(jv_object_iter_next)	\
	X(jv_object_iter_valid) X(jv_object_iter_value)			\
	X(jv_parse_sized) X(jv_string) X(jv_string_length_bytes)	\
	X(jv_string_value)

#define CK_LIBJQ_POINTER(name) __typeof__(name) *name;
struct ck_libjq {
	CK_LIBJQ_EACH(CK_LIBJQ_POINTER)
};
#undef CK_LIBJQ_POINTER

/* The loaded library; what follows is called through it. */
extern struct ck_libjq ck_libjq;

/* -ENOSYS when there is none: the package libjq1 is not installed. */
int ck_libjq_load(void) CK_MUST_CHECK;

#ifndef CK_LIBJQ_REAL_NAMES
#define jq_compile ck_libjq.jq_compile
#define jq_get_error_message ck_libjq.jq_get_error_message
#define jq_halted ck_libjq.jq_halted
#define jq_init ck_libjq.jq_init
#define jq_next ck_libjq.jq_next
#define jq_set_attr ck_libjq.jq_set_attr
#define jq_set_debug_cb ck_libjq.jq_set_debug_cb
#define jq_set_error_cb ck_libjq.jq_set_error_cb
#define jq_set_input_cb ck_libjq.jq_set_input_cb
#define jq_start ck_libjq.jq_start
#define jq_teardown ck_libjq.jq_teardown
#define jv_array ck_libjq.jv_array
#define jv_array_get ck_libjq.jv_array_get
#define jv_array_length ck_libjq.jv_array_length
#define jv_copy ck_libjq.jv_copy
#define jv_dump_string ck_libjq.jv_dump_string
#define jv_free ck_libjq.jv_free
#define jv_get_kind ck_libjq.jv_get_kind
#define jv_invalid_get_msg ck_libjq.jv_invalid_get_msg
#define jv_invalid_has_msg ck_libjq.jv_invalid_has_msg
#define jv_number_value ck_libjq.jv_number_value
#define jv_object_iter ck_libjq.jv_object_iter
#define jv_object_iter_key ck_libjq.jv_object_iter_key
#define jv_object_iter_next ck_libjq.jv_object_iter_next
#define jv_object_iter_valid ck_libjq.jv_object_iter_valid
#define jv_object_iter_value ck_libjq.jv_object_iter_value
#define jv_parse_sized ck_libjq.jv_parse_sized
#define jv_string ck_libjq.jv_string
#define jv_string_length_bytes ck_libjq.jv_string_length_bytes
#define jv_string_value ck_libjq.jv_string_value
#endif

#endif
