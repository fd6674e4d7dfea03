#include <config.h>

#include <string.h>

#include "base/text.h"
#include "note/note.h"
#include "scale/ticket.h"
#include "trade/mass.h"

struct writing {
	struct ck_doc *doc;
	const struct ck_ticket *ticket;
	const struct ck_value *record;
	struct ck_ticket_line *lines;
	size_t count;
};

struct sentence {
	const char *code;
	const char *text;
};

static const struct sentence outcomes[] = {
	{ "within", N_("within tolerance") },
	{ "outside", N_("outside tolerance") },
	{ "over-legal", N_("over the legal limit or the permitted mass") },
	{ "unverified", N_("proves nothing: it is not verified") },
	{ "in-question", N_("weighings disagree: they are in question") },
	{ "none", N_("nothing to compare with") },
	{ NULL, NULL },
};

static const struct sentence countings[] = {
	{ "latest-verified", N_("yes: the latest on a verified scale") },
	{ "later-weighing", N_("no: a later weighing does") },
	{ "unverified", N_("no: it is not verified") },
	{ "scale-question", N_("no: weighings disagree") },
	{ NULL, NULL },
};

static const struct sentence nets[] = {
	{ "two-pass", N_("gross less tare, both weighed on this trip") },
	{ "stored", N_("gross less a tare weighed on an earlier trip") },
	{ "preset", N_("gross less a preset tare (PT): nobody weighed it") },
	{ NULL, NULL },
};

static const struct sentence doubts[] = {
	{ "certificate", N_("no: no certificate, or past its date") },
	{ "seal", N_("no: the scale has no seal") },
	{ "limits", N_("no: Max or Min of the scale is not known") },
	{ "protocol", N_("no: the protocol has no public layout") },
	{ "over-max", N_("no: more than the scale is made for") },
	{ "under-min", N_("no: less than the scale is made for") },
	{ "device", N_("no: not read as the site says this scale is read") },
	{ "record", N_("no: it came as a record, not from the scale's device") },
	{ "axle-sum", N_("no: a sum, weighed axle after axle") },
	{ "zero", N_("no: the empty scale had not shown zero") },
	{ "under-own", N_("no: less than the vehicle alone; did it stand on the scale whole?") },
	{ NULL, NULL },
};

static const char *sentence_of(const struct sentence *all, const char *code)
{
	for (; code && all->code; all++)
		if (!strcmp(all->code, code))
			return _(all->text);
	return code;
}

static void add(struct writing *w, const char *label, const char *value)
{
	if (value && w->count < CK_TICKET_LINES)
		w->lines[w->count++] =
			(struct ck_ticket_line){ label, value, false };
}

static void add_code(struct writing *w, const char *label, const char *value)
{
	size_t before = w->count;

	add(w, label, value);
	if (w->count > before)
		w->lines[before].code = true;
}

static const char *text_of(const struct writing *w, const char *member)
{
	return ck_get_str(w->record, member);
}

/* "49860 kg" */
static const char *mass(const struct writing *w, const char *member)
{
	const char *kg = ck_number_text(ck_get(w->record, member));

	return kg ? ck_doc_format(w->doc, "%s kg", kg) : NULL;
}

static bool is_set(const struct writing *w, const char *member)
{
	return ck_is_true(ck_get(w->record, member));
}

const char *ck_ticket_title(void)
{
	return _("WEIGH TICKET");
}

const char *ck_ticket_site(const struct ck_ticket *ticket)
{
	const char *name = NULL;

	if (ticket->site)
		name = ck_site_word(ticket->site,
				    ck_get(ticket->site->document, "name"),
				    ticket->language);
	return name ? name : ck_get_str(ticket->record, "site");
}

const char *ck_ticket_notice(void)
{
	return _("ck-weigh list prints the frames, any copy of ck-weigh decode, told this protocol and unit, reads these digits in them, and ck-store log --hash shows the event.");
}

/* -- parts ---------------------------------------------------------------- */

/* A time without its seconds would not be the one in the log. */
static void add_what(struct writing *w)
{
	const char *by = text_of(w, "actor");
	const char *whom = text_of(w, "for");

	add_code(w, _("Weighing"), text_of(w, "weighing"));
	add(w, _("Vehicle"), ck_str(ck_pointer(w->record, "/vehicle/label")));
	add(w, _("Container"),
	    ck_str(ck_pointer(w->record, "/vehicle/container")));
	add_code(w, _("Time"), text_of(w, "at"));
	add(w, _("Weighed by"),
	    whom ? ck_doc_format(w->doc, _("%s for %s"), by, whom) : by);
}

static const char *reason_name(const struct writing *w, const char *code)
{
	const struct ck_site *site = w->ticket->site;
	const char *name = NULL;

	if (code && site)
		name = ck_site_word(site,
				    ck_site_find_reason(site, "reweigh", code),
				    w->ticket->language);
	return name ? name : code;
}

static void add_scale(struct writing *w)
{
	const char *lane = text_of(w, "lane");

	add(w, _("Scale"), lane ? ck_doc_format(w->doc, _("%s, lane %s"),
						text_of(w, "scale"), lane)
				: text_of(w, "scale"));
	add(w, _("Certificate"), text_of(w, "certificate"));
	add(w, _("Verified until"), text_of(w, "verified_until"));
	add(w, _("Seal of the scale"), text_of(w, "seal"));
	add(w, _("Verified"), is_set(w, "verified")
				      ? _("yes")
				      : sentence_of(doubts,
						    text_of(w, "doubt")));
	add_code(w, _("Read from"), text_of(w, "device"));
	add(w, _("Empty before, it showed"), mass(w, "zero_kg"));
	add(w, _("The indicator said"),
	    ck_doc_format(w->doc, "%s %s  (%s)", text_of(w, "weight"),
			  text_of(w, "unit"), text_of(w, "protocol")));
	add(w, "Max", mass(w, "max_kg"));
	add(w, "Min", mass(w, "min_kg"));
	add(w, _("Scale interval e"), mass(w, "e_kg"));
	add(w, _("Error limit in service"), mass(w, "limit_kg"));
}

static const char *time_between(const struct writing *w)
{
	int64_t min = ck_get_int(w->record, "between_ms", 0) / 60000;

	return ck_doc_format(w->doc, _("%lld d %02lld:%02lld between them"),
			     (long long)(min / 1440),
			     (long long)(min / 60 % 24), (long long)(min % 60));
}

static void add_net(struct writing *w)
{
	const char *declared = mass(w, "declared_net_kg");
	const char *apart = mass(w, "net_difference_kg");
	const char *tolerance = mass(w, "net_tolerance_kg");

	if (!text_of(w, "net_by"))
		return;
	add(w, _("Net from"), sentence_of(nets, text_of(w, "net_by")));
	if (!is_set(w, "net_counts"))
		add(w, _("Net counts"), _("no: the other weighing does not"));
	if (text_of(w, "pair"))
		add(w, _("With"), ck_doc_format(w->doc, "%s, %s",
						text_of(w, "pair"),
						time_between(w)));
	add(w, _("Net in intervals of"), mass(w, "net_e_kg"));
	add(w, _("Error limit of the net"), mass(w, "net_limit_kg"));
	if (declared && tolerance)
		add(w, _("Declared load"),
		    ck_doc_format(w->doc, _("%s; apart %s, tolerance %s"),
				  declared, apart, tolerance));
	else if (declared)
		add(w, _("Declared load"),
		    ck_doc_format(w->doc, _("%s; apart %s"), declared, apart));
}

static void add_judgement(struct writing *w)
{
	const char *legal = mass(w, "legal_kg");
	const char *declared = mass(w, "declared_kg");

	if (declared)
		add(w, _("Declared"),
		    ck_doc_format(w->doc, _("%s; apart %s, tolerance %s"),
				  declared, mass(w, "difference_kg"),
				  mass(w, "tolerance_kg")));
	add(w, _("Unloaded before, as declared"), mass(w, "unloaded_kg"));
	add_net(w);
	if (legal && is_set(w, "legal_unconfirmed"))
		legal = ck_doc_format(w->doc, _("%s (unconfirmed)"), legal);
	add(w, _("Legal limit"), legal);
	add(w, _("Source of the limit"),
	    text_of(w, "legal_date")
		    ? ck_doc_format(w->doc, "%s; %s", text_of(w, "legal_source"),
				    text_of(w, "legal_date"))
		    : text_of(w, "legal_source"));
	if (mass(w, "permitted_kg"))
		add(w, _("Permitted by the registry"),
		    ck_doc_format(w->doc, _("%s, tolerance %s"),
				  mass(w, "permitted_kg"),
				  mass(w, "permitted_tolerance_kg")));
	add(w, _("Vehicle registry"), text_of(w, "registry"));
	add(w, _("Outcome of the weighing"),
	    sentence_of(outcomes, text_of(w, "outcome")));
	add(w, _("Weighed again"), reason_name(w, text_of(w, "again")));
	if (text_of(w, "against"))
		add(w, _("Against"),
		    ck_doc_format(w->doc, _("%s: %s apart, %s allowed"),
				  text_of(w, "against"), mass(w, "apart_kg"),
				  mass(w, "allowed_kg")));
	add(w, _("Counts"), sentence_of(countings, text_of(w, "counts_why")));
}

/* "CKHN-D00007" stands in the list of notes; "D-7" is what people say. */
static void add_dispute(struct writing *w)
{
	const struct ck_value *dispute = ck_get(w->record, "dispute");
	const char *agency = ck_get_str(dispute, "agency");
	const char *contact = ck_get_str(dispute, "contact");
	const struct ck_value *notes = ck_get(dispute, "notes");
	const char *name = NULL, *all = NULL;

	if (!agency)
		return;
	if (w->ticket->site)
		name = ck_site_word(w->ticket->site,
				    ck_get(ck_site_find_agency(w->ticket->site,
							       agency), "name"),
				    w->ticket->language);
	name = name ? name : agency;
	add(w, _("In a dispute turn to"),
	    contact ? ck_doc_format(w->doc, "%s, %s", name, contact) : name);
	for (size_t i = 0; i < ck_count(notes); i++)
		all = ck_doc_format(w->doc, "%s%s%s", all ? all : "",
				    all ? ", " : "",
				    ck_note_number(w->doc,
						   ck_str(ck_at(notes, i))));
	add(w, _("Disputed"), all);
}

static void add_proof(struct writing *w)
{
	const struct ck_value *log = ck_get(w->record, "log");

	add(w, _("Frames"),
	    ck_doc_format(w->doc, "%zu",
			  ck_count(ck_get(w->record, "frames"))));
	add_code(w, _("Pattern"), text_of(w, "pattern"));
	add(w, _("Decimals of the seven digits"),
	    ck_number_text(ck_get(w->record, "decimals")));
	add_code(w, _("SHA-256 of their bytes"), text_of(w, "frames_digest"));
	add_code(w, _("Event in the log"), ck_get_str(log, "event"));
	add_code(w, _("Its hash"), ck_get_str(log, "hash"));
}

/* Of the other weighing: what this one is less the net. */
static const char *gross_of(const struct writing *w)
{
	const char *tare = ck_number_text(ck_get(w->record, "tare_kg"));
	const char *net = ck_number_text(ck_get(w->record, "net_kg"));
	char kg[CK_DECIMAL_SIZE];
	int64_t tare_g, net_g;

	if (!tare || ck_mass_parse(tare, &tare_g) < 0 || !net ||
	    ck_mass_parse(net, &net_g) < 0)
		return NULL;
	ck_mass_text(tare_g + net_g, kg);
	return ck_doc_format(w->doc, "%s kg", kg);
}

/* Axle after axle: a sum must not be read as a weight that a scale has said. */
static const char *label_of(const struct writing *w, bool tare)
{
	if (ck_get(w->record, "parts"))
		return tare ? _("Tare, a sum") : _("Gross, a sum");
	return tare ? _("Tare") : _("Gross");
}

size_t ck_ticket_masses(struct ck_doc *doc, const struct ck_ticket *ticket,
			struct ck_ticket_line ret_lines[CK_TICKET_MASSES])
{
	struct writing w = {
		.doc = doc, .ticket = ticket, .record = ticket->record,
		.lines = ret_lines,
	};
	const char *weighs = text_of(&w, "weighs");
	bool tare = weighs && !strcmp(weighs, "tare");

	if (!text_of(&w, "net_by")) {
		add(&w, label_of(&w, tare), mass(&w, "gross_kg"));
		return w.count;
	}
	add(&w, _("Gross"), tare ? gross_of(&w) : mass(&w, "gross_kg"));
	add(&w, _("Tare"), mass(&w, "tare_kg"));
	add(&w, _("Net"), mass(&w, "net_kg"));
	return w.count;
}

size_t ck_ticket_lines(struct ck_doc *doc, const struct ck_ticket *ticket,
		       struct ck_ticket_line ret_lines[CK_TICKET_LINES])
{
	struct writing w = {
		.doc = doc, .ticket = ticket, .record = ticket->record,
		.lines = ret_lines,
	};

	add_what(&w);
	add_scale(&w);
	add_judgement(&w);
	add_dispute(&w);
	add_proof(&w);
	return w.count;
}
