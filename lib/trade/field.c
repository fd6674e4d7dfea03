#include <config.h>

#include <stddef.h>

#include "trade/field.h"

#define TEXT(name_, most_) \
	{ .name = name_, .type = CK_FIELD_TEXT, .most = most_ }
#define FIELD(name_, type_) { .name = name_, .type = CK_FIELD_##type_ }
#define WORD(name_, words_) \
	{ .name = name_, .type = CK_FIELD_WORD, .words = words_ }
#define MASS(name_, stored_) \
	{ .name = name_, .type = CK_FIELD_MASS, .stored = stored_ }
#define MONEY(name_, stored_) \
	{ .name = name_, .type = CK_FIELD_MONEY, .stored = stored_ }
#define COUNT(name_, least_, most_) \
	{ .name = name_, .type = CK_FIELD_COUNT, .least = least_, \
	  .most = most_ }
#define OBJECT(name_, members_) \
	{ .name = name_, .type = CK_FIELD_OBJECT, .members = members_ }
#define KEYED(name_, letter_, members_, most_) \
	{ .name = name_, .type = CK_FIELD_KEYED, .letter = letter_, \
	  .members = members_, .most = most_ }
#define PERSONAL(name_, most_) \
	{ .name = name_, .type = CK_FIELD_TEXT, .most = most_, \
	  .flags = CK_FIELD_PERSONAL }
#define PERSONAL_ID \
	{ .name = "id", .type = CK_FIELD_PERSON_ID, .most = 40, \
	  .flags = CK_FIELD_PERSONAL }
#define PHONE \
	{ .name = "phone", .type = CK_FIELD_PHONE, .most = 40, \
	  .flags = CK_FIELD_PERSONAL }
#define END { .name = NULL }

enum { PACKAGES_MOST = 100000000 };

static const char *const directions[] = { "export", "import", NULL };
static const char *const roles[] = {
	"main", "receiving", "goods", "power", NULL
};
static const char *const crew_roles[] = {
	"driver", "co_driver", "transfer_driver", "passenger", NULL
};
static const char *const seal_parties[] = {
	"shipper", "customs", "carrier", "foreign_customs", NULL
};

static const struct ck_field person[] = {
	PERSONAL("name", 200),
	PERSONAL_ID,
	PHONE,
	{ .name = "email", .type = CK_FIELD_EMAIL, .most = 200,
	  .flags = CK_FIELD_PERSONAL },
	END
};

static const struct ck_field party[] = {
	FIELD("tax_code", PARTY_CODE),
	TEXT("name", 300),
	TEXT("address", 500),
	PHONE,
	END
};

static const struct ck_field document[] = {
	TEXT("kind", 60),
	TEXT("number", 60),
	FIELD("issued", DATE),
	FIELD("valid_until", DATE),
	FIELD("digest", DIGEST),
	END
};

static const struct ck_field customs[] = {
	FIELD("number", CUSTOMS_NUMBER),
	FIELD("type", CUSTOMS_TYPE),
	FIELD("office", OFFICE),
	TEXT("paper", 60),
	COUNT("packages", 0, PACKAGES_MOST),
	MASS("gross_kg", "gross_g"),
	END
};

static const struct ck_field goods[] = {
	FIELD("customs", CUSTOMS_REF),
	{ .name = "hs", .type = CK_FIELD_HS, .flags = CK_FIELD_REQUIRED },
	TEXT("name", 500),
	FIELD("origin", COUNTRY),
	COUNT("packages", 0, PACKAGES_MOST),
	FIELD("unit", UNIT),
	MASS("gross_kg", "gross_g"),
	MASS("net_kg", "net_g"),
	FIELD("currency", CURRENCY),
	MONEY("value", "value_minor"),
	{ .name = "growing_area", .type = CK_FIELD_GROWING_AREA, .most = 60 },
	{ .name = "packing_house", .type = CK_FIELD_PACKING_HOUSE,
	  .most = 60 },
	END
};

static const struct ck_field seal[] = {
	{ .name = "number", .type = CK_FIELD_CODE, .most = 40,
	  .flags = CK_FIELD_REQUIRED },
	WORD("by", seal_parties),
	FIELD("applied_at", TIME),
	END
};

static const struct ck_field load[] = {
	{ .name = "goods", .type = CK_FIELD_GOODS_REF,
	  .flags = CK_FIELD_REQUIRED },
	COUNT("packages", 0, PACKAGES_MOST),
	MASS("gross_kg", "gross_g"),
	END
};

static const struct ck_field crew[] = {
	WORD("role", crew_roles),
	PERSONAL("name", 200),
	PERSONAL_ID,
	FIELD("nationality", COUNTRY),
	PHONE,
	END
};

static const struct ck_field permit[] = {
	TEXT("number", 60),
	FIELD("valid_until", DATE),
	END
};

static const struct ck_field vehicle[] = {
	WORD("role", roles),
	FIELD("class", CLASS),
	FIELD("nationality", COUNTRY),
	FIELD("plate", PLATE),
	{ .name = "other_plates", .type = CK_FIELD_PLATES, .most = 8 },
	FIELD("chassis", CHASSIS),
	{ .name = "unit", .type = CK_FIELD_CODE, .most = 40 },
	FIELD("trailer", TRAILER),
	FIELD("container", CONTAINER),
	COUNT("axles", 2, 20),
	MASS("self_kg", "self_g"),
	KEYED("seals", "s", seal, 50),
	{ .name = "carries", .type = CK_FIELD_ROWS, .members = load,
	  .most = 1000 },
	{ .name = "crew", .type = CK_FIELD_KEYED, .letter = "p",
	  .members = crew, .most = 20, .flags = CK_FIELD_QUIET },
	OBJECT("licence", permit),
	OBJECT("insurance", permit),
	PERSONAL("parking", 100),
	PERSONAL("unloading", 100),
	FIELD("continues", TRIP),
	END
};

static const struct ck_field transfer[] = {
	{ .name = "from", .type = CK_FIELD_VEHICLE_REF,
	  .flags = CK_FIELD_REQUIRED },
	FIELD("to", VEHICLE_REF),
	{ .name = "goods", .type = CK_FIELD_GOODS_REF,
	  .flags = CK_FIELD_REQUIRED },
	COUNT("packages", 0, PACKAGES_MOST),
	MASS("gross_kg", "gross_g"),
	{ .name = "from_unit", .type = CK_FIELD_CODE, .most = 40 },
	{ .name = "to_unit", .type = CK_FIELD_CODE, .most = 40 },
	END
};

const struct ck_field ck_declaration_fields[] = {
	{ .name = "direction", .type = CK_FIELD_WORD, .words = directions,
	  .flags = CK_FIELD_REQUIRED },
	FIELD("regime", REGIME),
	FIELD("expected_at", TIME),
	{ .name = "declared_by", .type = CK_FIELD_PERSON, .members = person,
	  .flags = CK_FIELD_QUIET },
	{ .name = "contact", .type = CK_FIELD_PERSON, .members = person,
	  .flags = CK_FIELD_QUIET },
	{ .name = "linked", .type = CK_FIELD_CODE, .most = 60,
	  .flags = CK_FIELD_QUIET },
	KEYED("documents", "d", document, 100),
	{ .name = "enterprise", .type = CK_FIELD_OBJECT, .members = party,
	  .flags = CK_FIELD_PARTY },
	{ .name = "payer", .type = CK_FIELD_OBJECT, .members = party,
	  .flags = CK_FIELD_PARTY },
	KEYED("customs", "c", customs, 200),
	KEYED("goods", "g", goods, 1000),
	{ .name = "vehicles", .type = CK_FIELD_KEYED, .letter = "v",
	  .members = vehicle, .most = 200, .flags = CK_FIELD_REQUIRED },
	KEYED("transfers", "t", transfer, 1000),
	FIELD("ext", ANY),
	END
};
