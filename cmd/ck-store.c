#include <config.h>

#include <string.h>

#include "base/text.h"
#include "keeper/keeper.h"

static struct ck_keeper settings;

static const struct argp_option options[] = {
	{ "simulated", CK_OPTION_FLAG(settings, simulated), NULL, 0,
	  N_("init: a store for trials, with a clock of its own"), 0 },
	{ "since", CK_OPTION_WORD(settings, since), "[ORIGIN:]SEQ", 0,
	  N_("log: only what follows this event"), 0 },
	{ "follow", CK_OPTION_FLAG(settings, follow), NULL, 0,
	  N_("log: wait for more"), 0 },
	{ "hash", CK_OPTION_FLAG(settings, hash), NULL, 0,
	  N_("log: the hash and a tab before each line"), 0 },
	{ "all", CK_OPTION_FLAG(settings, all), NULL, 0,
	  N_("verify: everything"), 0 },
	{ "expect", CK_OPTION_WORD(settings, expect), "[ORIGIN:]SEQ:HASH", 0,
	  N_("verify: the log must still hold this head"), 0 },
	{ "agency", CK_OPTION_WORD(settings, agencies), "CODE[,CODE...]", 0,
	  N_("staff add: the agencies to act for"), 0 },
	{ "lanes", CK_OPTION_WORD(settings, lanes), "LANE[,LANE...]", 0,
	  N_("staff add: only at these lanes or desks"), 0 },
	{ "from", CK_OPTION_WORD(settings, from), "DAY", 0,
	  N_("codes load, party, staff add, key make: first day"), 0 },
	{ "to", CK_OPTION_WORD(settings, to), "DAY", 0,
	  N_("codes load, party, staff, key make: last day"), 0 },
	{ "order", CK_OPTION_WORD(settings, order), "NUMBER", 0,
	  N_("staff add, erase-person: the order that says so"), 0 },
	{ "stands-in-for", CK_OPTION_WORD(settings, stands_in_for), "USER", 0,
	  N_("staff add: may act for this colleague"), 0 },
	{ "name", CK_OPTION_WORD(settings, name), "NAME", 0,
	  N_("party add: its name"), 0 },
	{ "address", CK_OPTION_WORD(settings, address), "TEXT", 0,
	  N_("party add: its address"), 0 },
	{ "phone", CK_OPTION_WORD(settings, phone), "NUMBER", 0,
	  N_("party add: its phone"), 0 },
	{ "document", CK_OPTION_WORD(settings, document), "TEXT", 0,
	  N_("party mandate: the contract that says so"), 0 },
	{ "source", CK_OPTION_WORD(settings, source), "TEXT", 0,
	  N_("codes load: who published the list, and when"), 0 },
	{ "reason", CK_OPTION_WORD(settings, reason), "WORD", 0,
	  N_("key retire: why"), 0 },
	{ "apply", CK_OPTION_WORD(settings, apply), "TRIPS", 0,
	  N_("site: to which open trips: new (none of them), waiting (not entered yet), all"),
	  0 },
	{ "lane", CK_OPTION_WORD(settings, lane), "LANE", 0,
	  N_("init: the store of a lane's own computer"), 0 },
	{ "sign", CK_OPTION_FLAG(settings, sign), NULL, 0,
	  N_("head: with the site's signature"), 0 },
	{ "check", CK_OPTION_WORD(settings, check), "FILE", 0,
	  N_("head: are these signed heads genuine, and does the log hold them?"), 0 },
	{ NULL, 0, NULL, 0, NULL, 0 },
};

static const struct ck_column staff_columns[] = {
	{ N_("Site"), "/site", 6 },
	{ N_("User"), "/user", 16 },
	{ N_("Agencies"), "/agencies", 32 },
	{ N_("Lanes"), "/lanes", 12 },
	{ N_("From"), "/from", CK_COLUMN_TIME },
	{ N_("Until"), "/to", CK_COLUMN_TIME },
	{ N_("Stands in for"), "/stands_in_for", 14 },
	{ NULL, NULL, 0 },
};

static const struct ck_column site_columns[] = {
	{ N_("Site"), "/site", 6 },
	{ N_("Version"), "/version", -8 },
	{ N_("In effect"), "/in_effect", 10 },
	{ N_("Effective"), "/effective", CK_COLUMN_TIME },
	{ N_("Digest"), "/digest", 64 },
	{ NULL, NULL, 0 },
};

static const struct ck_column codes_columns[] = {
	{ N_("List"), "/list", 10 },
	{ N_("Code"), "/code", 12 },
	{ N_("Name"), "/name", 40 },
	{ N_("Most, kg"), "/max_kg", -8 },
	{ N_("Rows"), "/rows", -7 },
	{ N_("In force"), "/in_force", 8 },
	{ N_("From"), "/from", CK_COLUMN_TIME },
	{ N_("Until"), "/to", CK_COLUMN_TIME },
	{ N_("Source"), "/source", 40 },
	{ NULL, NULL, 0 },
};

static const struct ck_column party_columns[] = {
	{ N_("Tax code"), "/tax_code", 18 },
	{ N_("Name"), "/name", 40 },
	{ N_("Broker"), "/broker", 18 },
	{ N_("Enterprise"), "/enterprise", 18 },
	{ N_("Document"), "/document", 20 },
	{ N_("From"), "/from", CK_COLUMN_TIME },
	{ N_("Until"), "/to", CK_COLUMN_TIME },
	{ NULL, NULL, 0 },
};

/* All but what adds, loads and ends. */
static bool only_reads(char **words, int count)
{
	return count > 0 &&
	       (!strcmp(words[0], "list") || !strcmp(words[0], "show"));
}

static const struct ck_column log_columns[] = {
	{ N_("Seq"), "/line/seq", -8 },
	{ N_("At"), "/line/at", CK_COLUMN_TIME },
	{ N_("Actor"), "/line/actor", 16 },
	{ N_("Event"), "/line/event", 22 },
	{ N_("Subject"), "/line/subject", 28 },
	{ NULL, NULL, 0 },
};

static const struct ck_column head_columns[] = {
	{ N_("Origin"), "/origin", 12 },
	{ N_("Seq"), "/seq", -10 },
	{ N_("At"), "/at", CK_COLUMN_TIME },
	{ N_("Hash"), "/hash", 64 },
	{ N_("Signature"), "/signature", 0 },
	{ N_("Log"), "/log", 8 },
	{ NULL, NULL, 0 },
};

static const struct ck_column key_columns[] = {
	{ N_("Key"), "/key", 25 },
	{ N_("State"), "/state", 8 },
	{ N_("Signs"), "/signs", 5 },
	{ N_("From"), "/from", CK_COLUMN_TIME },
	{ N_("Until"), "/until", CK_COLUMN_TIME },
	{ N_("Public half"), "/public", 64 },
	{ NULL, NULL, 0 },
};

static const struct ck_column erasure_columns[] = {
	{ N_("Person"), "/person", 34 },
	{ N_("Data"), "/data", 8 },
	{ N_("Of"), "/of", 22 },
	{ N_("Erased"), "/erased", 6 },
	{ N_("Until"), "/until", CK_COLUMN_TIME },
	{ N_("Ground"), "/ground", 0 },
	{ NULL, NULL, 0 },
};

static const struct ck_column verify_columns[] = {
	{ N_("OK"), "/ok", 6 },
	{ N_("Faults"), "/faults", -7 },
	{ N_("Events"), "/events", -9 },
	{ N_("Fault"), "/code", 10 },
	{ N_("Where"), "/where", 40 },
	{ N_("What"), "/message", 60 },
	{ NULL, NULL, 0 },
};

static const struct ck_column stat_columns[] = {
	{ N_("Origin"), "/origin", 12 },
	{ N_("Bytes"), "/bytes", -12 },
	{ N_("Events"), "/events", -9 },
	{ N_("Trips"), "/trips", -8 },
	{ N_("Open"), "/trips_open", -6 },
	{ N_("Checks open"), "/checks_open", -11 },
	{ NULL, NULL, 0 },
};

static const struct ck_verb verbs[] = {
	{ .name = "init",
	  .arguments = "--site FILE [--lane LANE] [--simulated]",
	  .summary = N_("make a store for a site"),
	  .run = ck_keeper_init },
	{ .name = "site",
	  .arguments = "[FILE]",
	  .summary = N_("load a site file, or list what is loaded"),
	  .flags = CK_VERB_WRITES | CK_VERB_LISTS | CK_VERB_WHOLE,
	  .columns = site_columns,
	  .run = ck_keeper_site },
	{ .name = "staff",
	  .arguments = "[add USER | end USER]",
	  .summary = N_("who may act for which agency"),
	  .flags = CK_VERB_WRITES | CK_VERB_LISTS | CK_VERB_WHOLE,
	  .columns = staff_columns,
	  .run = ck_keeper_staff },
	{ .name = "party",
	  .arguments = "[add TAX_CODE | show TAX_CODE | list | end [BROKER] TAX_CODE | mandate BROKER ENTERPRISE]",
	  .summary = N_("enterprises and brokers, and who may declare for whom"),
	  .flags = CK_VERB_WRITES | CK_VERB_LISTS | CK_VERB_WHOLE,
	  .columns = party_columns,
	  .only_reads = only_reads,
	  .run = ck_keeper_party },
	{ .name = "codes",
	  .arguments = "[load LIST FILE | list [LIST] | show LIST [CODE]]",
	  .summary = N_("lists of codes: goods, countries, units, vehicles"),
	  .flags = CK_VERB_WRITES | CK_VERB_LISTS | CK_VERB_WHOLE,
	  .columns = codes_columns,
	  .only_reads = only_reads,
	  .run = ck_keeper_codes_verb },
	{ .name = "log",
	  .arguments = "[--since SEQ] [--follow] [--hash]",
	  .summary = N_("print the log, line by line"),
	  .flags = CK_VERB_READS | CK_VERB_WHOLE,
	  .columns = log_columns,
	  .run = ck_keeper_log },
	{ .name = "key",
	  .arguments = "[list | make | show KEY | retire KEY | import FILE]",
	  .summary = N_("what the site signs passes and heads with"),
	  .flags = CK_VERB_WRITES | CK_VERB_LISTS | CK_VERB_WHOLE,
	  .columns = key_columns,
	  .only_reads = only_reads,
	  .run = ck_keeper_key },
	{ .name = "erase-person",
	  .arguments = "PERSON | -",
	  .summary = N_("forget a person: a reference, or all with a number"),
	  .flags = CK_VERB_WRITES,
	  .columns = erasure_columns,
	  .run = ck_keeper_erase_person },
	{ .name = "head",
	  .arguments = "[--sign | --check FILE]",
	  .summary = N_("print where each log ends"),
	  .flags = CK_VERB_READS | CK_VERB_WHOLE,
	  .columns = head_columns,
	  .run = ck_keeper_head },
	{ .name = "verify",
	  .arguments = "[--all] [--expect HEAD] [ROOT...]",
	  .summary = N_("prove that the tables say what the log says"),
	  .flags = CK_VERB_READS | CK_VERB_WHOLE,
	  .columns = verify_columns,
	  .run = ck_keeper_verify },
	{ .name = "stat",
	  .summary = N_("sizes and counts"),
	  .flags = CK_VERB_READS | CK_VERB_WHOLE,
	  .columns = stat_columns,
	  .run = ck_keeper_stat },
	{ .name = "backup",
	  .arguments = "FILE",
	  .summary = N_("copy the store while others write"),
	  .flags = CK_VERB_READS | CK_VERB_WHOLE,
	  .run = ck_keeper_backup },
	{ .name = "migrate",
	  .summary = N_("bring an older store up to this version"),
	  .run = ck_keeper_migrate },
	{ .name = "tick",
	  .summary = N_("do what time alone brings: seals, site files coming into effect"),
	  .flags = CK_VERB_WRITES,
	  .run = ck_keeper_tick },
	{ .name = NULL },
};

int main(int argc, char **argv)
{
	static const struct ck_program program = {
		.name = "ck-store",
		.summary = N_("keep the shared store and its log"),
		.verbs = verbs,
		.options = options,
		.parse = ck_option_take,
		.settings = &settings,
	};

	return ck_main(&program, argc, argv);
}
