/* An XML document as a JSON value, for adapters.
 *
 * An element with elements in it becomes an object, any other its text; of a
 * name that comes again an array is made. Names are local: makers change the
 * namespace with the firmware, and recorders put prefixes before it. Attributes
 * are left out; no camera says anything in them. A document with a DOCTYPE is
 * refused: none has one, and entities are how XML is attacked.
 *
 * Through expat, in the builds that have it.
 */
#ifndef CK_CAMERA_XML_H
#define CK_CAMERA_XML_H

#include "record/value.h"

/* {"EventNotificationAlert":{…}} in doc. -EBADMSG with a translated sentence
 * in doc and the line; -ENOSYS without expat. */
int ck_xml_read(struct ck_doc *doc, const char *bytes, size_t len,
		const struct ck_value **ret_value, size_t *ret_line,
		const char **ret_message) CK_MUST_CHECK;

#endif
