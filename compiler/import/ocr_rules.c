/* Long dark lines in a picture: the rules of tables. A run of dark dots that is
 * longer than any letter belongs to one; runs on neighbouring rows are one
 * line as long as it stays thin. */
#include "import/ocr_image.h"

#include <stdlib.h>

enum { DARK = 140, FAINT = 235, MOST_FOUND = 4000 };

static const double LEAST = 24; /* points: no stroke of a letter is so long */
static const double THICK = 3;
static const double LEAN = 0.015; /* of a page that lies askew */

/* The picture, or the picture on its side. */
struct view {
	struct image *image;
	bool turned;
	uint32_t length, count; /* of a row of dots; rows */
};

static unsigned char *dot(const struct view *v, uint32_t row, uint32_t at)
{
	return v->turned ? &v->image->dots[(size_t)at * v->image->width + row]
			 : &v->image->dots[(size_t)row * v->image->width + at];
}

struct run {
	uint32_t from, to, row, last; /* rows it covers */
};

struct runs {
	struct run *run;
	uint32_t count;
	uint32_t open; /* runs before this one end above the row at hand */
};

/* Scans lean: a run that overlaps one of the rows just above goes on there. */
static void add_run(struct arena *a, struct runs *r, struct run one)
{
	for (uint32_t i = r->count; i-- > r->open;) {
		struct run *old = &r->run[i];

		if (old->last + 2 < one.row || one.from > old->to + 4 ||
		    old->from > one.to + 4)
			continue;
		old->last = one.row;
		old->from = one.from < old->from ? one.from : old->from;
		old->to = one.to > old->to ? one.to : old->to;
		return;
	}
	if (r->count == MOST_FOUND)
		return;
	r->run = arena_grow(a, r->run, r->count, sizeof *r->run);
	r->run[r->count++] = one;
}

/* A gap of two dots does not end a run. */
static void scan_row(struct arena *a, const struct view *v, uint32_t row,
		     uint32_t least, struct runs *out)
{
	uint32_t from = 0, dark = 0, gap = 0;

	for (uint32_t i = 0; i <= v->length; i++) {
		if (i < v->length && *dot(v, row, i) < DARK) {
			if (!dark)
				from = i;
			dark = i + 1;
			gap = 0;
		} else if (dark && (++gap > 2 || i == v->length)) {
			if (dark - from >= least)
				add_run(a, out, (struct run){ from, dark, row,
							      row });
			dark = 0;
			gap = 0;
		}
	}
	while (out->open < out->count && out->run[out->open].last + 2 < row)
		out->open++;
}

static bool is_dark(const struct view *v, int64_t row, uint32_t at)
{
	return row >= 0 && row < v->count && *dot(v, (uint32_t)row, at) < FAINT;
}

/* Whitens the dots across the line at one place, unless a letter crosses it
 * there. */
static void whiten_across(const struct view *v, int64_t row, uint32_t at,
			  int64_t most)
{
	int64_t from = row, to = row;

	while (is_dark(v, from - 1, at) && row - from <= most)
		from--;
	while (is_dark(v, to + 1, at) && to - row <= most)
		to++;
	if (to - from < most)
		for (; from <= to; from++)
			*dot(v, (uint32_t)from, at) = 255;
}

static void whiten(const struct view *v, const struct run *r, int64_t most)
{
	uint32_t from = r->from > 3 ? r->from - 4 : 0;
	uint32_t to = r->to + 4 < v->length ? r->to + 4 : v->length;
	int64_t first = r->row > 0 ? (int64_t)r->row - 1 : 0;

	for (uint32_t at = from; at < to; at++)
		for (int64_t row = first; row <= (int64_t)r->last + 1; row++)
			if (is_dark(v, row, at))
				whiten_across(v, row, at, most);
}

/* A line that leans covers more rows than it is thick. */
static bool is_thin(const struct run *r, double scale)
{
	return (r->last - r->row + 1) * scale <
	       THICK + LEAN * (r->to - r->from) * scale;
}

static void add_rule(struct arena *a, const struct view *v, const struct run *r,
		     double scale, struct sheet *s)
{
	double middle = (r->row + r->last + 1) / 2.0 * scale;
	struct rule rule = { r->from * scale, middle, r->to * scale, middle };

	if (v->turned)
		rule = (struct rule){ middle, r->from * scale, middle,
				      r->to * scale };
	s->rules = arena_grow(a, s->rules, s->rule_count, sizeof *s->rules);
	s->rules[s->rule_count++] = rule;
}

static struct runs find_runs(struct arena *a, const struct view *v,
			     uint32_t least)
{
	struct runs runs = { 0 };

	for (uint32_t row = 0; row < v->count; row++)
		scan_row(a, v, row, least, &runs);
	return runs;
}

void image_take_rules(struct arena *a, struct image *image, double scale,
		      struct sheet *s)
{
	struct view level = { image, false, image->width, image->height };
	struct view upright = { image, true, image->height, image->width };
	uint32_t least = (uint32_t)(LEAST / scale);
	struct view *views[] = { &level, &upright };
	struct runs runs[2];

	/* both are sought before one is whitened: they cross */
	for (int i = 0; i < 2; i++)
		runs[i] = find_runs(a, views[i], least);
	for (int i = 0; i < 2; i++)
		for (uint32_t k = 0; k < runs[i].count; k++) {
			const struct run *r = &runs[i].run[k];

			if (!is_thin(r, scale))
				continue;
			add_rule(a, views[i], r, scale, s);
			whiten(views[i], r, (int64_t)(THICK / scale) + 1);
		}
}
