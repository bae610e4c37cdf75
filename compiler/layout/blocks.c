/* Patterns and fields: which words a text block prints. */
#include "layout/set.h"

#include "base/utf8.h"

static const struct plan_signer *signer(const struct setter *s)
{
	return s->signer < s->plan->signer_count
		       ? &s->plan->signers[s->signer] : NULL;
}

static const struct plan_agency *agency(const struct setter *s)
{
	return s->agency < s->plan->agency_count
		       ? &s->plan->agencies[s->agency] : NULL;
}

/* The lines of a field that has lines; false for the others. */
static bool field_lines(const struct setter *s, enum field field,
			const struct str **lines, uint32_t *count)
{
	const struct plan_agency *a = agency(s);
	const struct plan_signer *g = signer(s);

	*lines = NULL;
	*count = 0;
	switch (field) {
	case FIELD_PARENTS:
		*lines = a ? a->parents : NULL;
		*count = a ? a->parent_count : 0;
		return true;
	case FIELD_AUTHORITY:
		*lines = g ? g->authority : NULL;
		*count = g ? g->authority_count : 0;
		return true;
	case FIELD_TITLES:
		*lines = g ? g->titles : NULL;
		*count = g ? g->title_count : 0;
		return true;
	case FIELD_OTHER_TITLES:
		*lines = g ? g->other_titles : NULL;
		*count = g ? g->other_title_count : 0;
		return true;
	default:
		return false;
	}
}

static struct str field_text(const struct setter *s, enum field field,
			     uint32_t line)
{
	const struct plan *p = s->plan;
	const struct str *lines;
	uint32_t count;

	if (field_lines(s, field, &lines, &count))
		return line < count ? lines[line] : STR("");
	switch (field) {
	case FIELD_ISSUER: return agency(s) ? agency(s)->name : STR("");
	case FIELD_NUMBER: return p->number;
	case FIELD_SYMBOL: return p->symbol;
	case FIELD_PLACE: return p->place;
	case FIELD_DAY: return p->day;
	case FIELD_MONTH: return p->month;
	case FIELD_YEAR: return p->year;
	case FIELD_KIND: return p->kind;
	case FIELD_KIND_NAME: return utf8_capitalized(s->arena, p->kind);
	case FIELD_SIGNER: return signer(s) ? signer(s)->name : STR("");
	case FIELD_COMPETENCE:
		return p->competence.n ? p->competence
				       : field_text(s, FIELD_ISSUER, line);
	case FIELD_ATTACHED: return p->attached;
	case FIELD_SECRECY: return p->secrecy;
	case FIELD_URGENCY: return p->urgency;
	case FIELD_CIRCULATION: return p->circulation;
	case FIELD_DRAFT: return p->draft;
	case FIELD_DRAFTER: return p->drafter;
	case FIELD_CONTACT: return p->contact;
	case FIELD_SIGNED: return p->signed_info;
	case FIELD_APPENDIX: return s->appendix ? s->appendix->number : STR("");
	case FIELD_ADDRESSEE:
		return line < p->addressee_count ? p->addressees[line]
						 : STR("");
	case FIELD_RECIPIENT:
		return line < p->recipient_count ? p->recipients[line].text
						 : STR("");
	case FIELD_PURPOSE:
		return line < p->recipient_count ? p->recipients[line].purpose
						 : STR("");
	default: return STR("");
	}
}

uint32_t block_lines(const struct setter *s, const struct block *block)
{
	const struct str *lines;
	uint32_t count;

	if (block->kind == BLOCK_RECIPIENTS)
		return s->plan->recipient_count;
	for (uint32_t i = 0; i < block->pattern.count; i++)
		if (field_lines(s, block->pattern.parts[i].field, &lines,
				&count))
			return count;
	return 1;
}

static bool field_is_blank(const struct setter *s, enum field field,
			   uint32_t line)
{
	if (field == FIELD_SUBJECT)
		return !s->plan->subject.count;
	if (field == FIELD_APPENDIX_TITLE)
		return !s->appendix || !s->appendix->title.count;
	return !field_text(s, field, line).n;
}

static bool group_is_blank(const struct setter *s, const struct pattern *p,
			   int group, uint32_t line)
{
	for (uint32_t i = 0; group && i < p->count; i++)
		if (p->parts[i].group == group && p->parts[i].field &&
		    field_is_blank(s, p->parts[i].field, line))
			return true;
	return false;
}

/* Where the author wrote it. */
static struct span field_span(const struct setter *s, enum field field,
			      uint32_t line)
{
	const struct plan *p = s->plan;

	switch (field) {
	case FIELD_PARENTS:
	case FIELD_ISSUER: return agency(s) ? agency(s)->span : p->head;
	case FIELD_AUTHORITY:
	case FIELD_TITLES:
	case FIELD_OTHER_TITLES:
	case FIELD_SIGNER: return signer(s) ? signer(s)->span : p->head;
	case FIELD_SUBJECT: return p->subject.span;
	case FIELD_APPENDIX:
	case FIELD_APPENDIX_TITLE:
		return s->appendix ? s->appendix->span : p->head;
	case FIELD_RECIPIENT:
	case FIELD_PURPOSE:
		return line < p->recipient_count ? p->recipients[line].span
						 : p->head;
	default: return p->head;
	}
}

bool block_fill(struct setter *s, const struct block *block, struct para *para,
		uint32_t line, uint32_t element)
{
	const struct pattern *p = &block->pattern;

	for (uint32_t i = 0; i < p->count; i++) {
		const struct pattern_part *part = &p->parts[i];
		struct str text = part->text;

		if (group_is_blank(s, p, part->group, line))
			continue;
		if (part->field)
			para->span = field_span(s, part->field, line);
		if (part->field == FIELD_SUBJECT && s->plan->subject.count) {
			para_add_text(s, para, &s->plan->subject, element);
			continue;
		}
		if (part->field == FIELD_APPENDIX_TITLE) {
			para_add_text(s, para, &s->appendix->title, element);
			continue;
		}
		if (part->field) {
			text = field_text(s, part->field, line);
			if (!text.n)
				text = part->blank;
		}
		para_add(s, para, text, element);
	}
	return para->count > 0;
}
