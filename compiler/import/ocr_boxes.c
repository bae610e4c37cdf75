#include "import/ocr_words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import/pdf_grid.h"

enum { MARGIN = 40, GAP = 50, MOST_BOXES = 2000, MOST_HEIGHT = 60000 };

struct box {
	double x0, y0, x1, y1;       /* points */
	uint32_t left, top, width, height; /* dots of the page */
	uint32_t down;               /* where it stands in the stack */
	bool heard;
};

struct boxes {
	struct box *box;
	uint32_t count, width, height;
};

static uint32_t dots(double points, double scale, uint32_t most)
{
	double d = floor(points / scale + 0.5);

	return d < 0 ? 0 : d > most ? most : (uint32_t)d;
}

static void add_box(struct arena *a, struct boxes *b, const struct image *image,
		    double scale, struct box one)
{
	uint32_t right = dots(one.x1, scale, image->width);
	uint32_t bottom = dots(one.y1, scale, image->height);

	one.left = dots(one.x0, scale, image->width);
	one.top = dots(one.y0, scale, image->height);
	if (right < one.left + 8 || bottom < one.top + 8 ||
	    b->count == MOST_BOXES || b->height > MOST_HEIGHT)
		return;
	one.width = right - one.left;
	one.height = bottom - one.top;
	one.down = b->height + GAP;
	b->height += one.height + GAP;
	b->width = one.width > b->width ? one.width : b->width;
	b->box = arena_grow(a, b->box, b->count, sizeof one);
	b->box[b->count++] = one;
}

static void add_cells(struct arena *a, struct boxes *b, const struct image *image,
		      double scale, const struct sheet *s)
{
	struct grids grids = grids_of_rules(a, s);

	for (uint32_t i = 0; i < grids.count; i++) {
		const struct paper_table *t = grids.table[i];
		const struct grid *g = &grids.grid[i];

		for (uint32_t k = 0; k < t->row_count * t->column_count; k++) {
			uint32_t r = k / t->column_count, c = k % t->column_count;
			const struct paper_cell *cell = &t->cells[k];

			if (!cell->covered)
				add_box(a, b, image, scale, (struct box){
					.x0 = g->x[c] + 0.7,
					.y0 = g->y[r] + 0.7,
					.x1 = g->x[c + cell->columns] - 0.7,
					.y1 = g->y[r + cell->rows] - 0.7 });
		}
	}
}

static bool has(const struct box *b, const struct word *w)
{
	double x = (w->x0 + w->x1) / 2, y = w->base - 0.3 * w->size;

	return x > b->x0 && x < b->x1 && y > b->y0 && y < b->y1;
}

static bool in_cell(const struct boxes *b, const struct word *w)
{
	for (uint32_t i = 0; i < b->count; i++)
		if (has(&b->box[i], w))
			return true;
	return false;
}

static void add_sides(struct arena *a, struct boxes *b,
		      const struct image *image, double scale,
		      const struct row *r)
{
	uint32_t last = r->table->column_count - 1;

	for (uint32_t c = 0; c <= last; c++)
		add_box(a, b, image, scale, (struct box){
			.x0 = r->edges[c] - (c ? 0 : 6),
			.y0 = r->top - 3,
			.x1 = r->edges[c + 1] + (c < last ? 0 : 6),
			.y1 = r->bottom + 2 });
}

/* What was heard of the whole page shows what stands side by side. */
static void add_columns(struct arena *a, struct boxes *b,
			const struct image *image, double scale,
			struct sheet *s)
{
	struct rows rows = { 0 };

	for (uint32_t i = 0; i < s->word_count; i++)
		s->words[i].taken = in_cell(b, &s->words[i]);
	columns_find(a, s, &rows);
	for (uint32_t i = 0; i < s->word_count; i++)
		s->words[i].taken = false;
	for (uint32_t i = 0; i < rows.count; i++)
		add_sides(a, b, image, scale, &rows.row[i]);
}

/* ---- the stack -------------------------------------------------------------- */

/* One box below the other on white. */
static bool make_stack(const struct boxes *b, const struct image *page,
		       struct image *stack)
{
	char head[64];
	int n;

	*stack = (struct image){ .width = b->width + 2 * MARGIN,
				 .height = b->height + GAP };
	n = snprintf(head, sizeof head, "P5 %u %u 255\n", stack->width,
		     stack->height);
	stack->count = (size_t)n + (size_t)stack->width * stack->height;
	if (stack->count > IMAGE_MOST_DOTS ||
	    !(stack->bytes = malloc(stack->count)))
		return false;
	memset(stack->bytes, 255, stack->count);
	memcpy(stack->bytes, head, (size_t)n);
	stack->dots = stack->bytes + n;
	for (uint32_t i = 0; i < b->count; i++)
		for (uint32_t y = 0; y < b->box[i].height; y++)
			memcpy(stack->dots + MARGIN + (size_t)stack->width *
				       (b->box[i].down + y),
			       page->dots + b->box[i].left + (size_t)page->width *
				       (b->box[i].top + y),
			       b->box[i].width);
	return true;
}

/* Back to where it stands on the page. */
static bool put_back(struct boxes *b, struct word *w, double scale)
{
	double y = (w->base - 0.3 * w->size) / scale;

	for (uint32_t i = 0; i < b->count; i++) {
		struct box *box = &b->box[i];
		double right = ((double)box->left - MARGIN) * scale;
		double down = ((double)box->top - box->down) * scale;

		if (y < box->down - GAP / 2.0 ||
		    y > box->down + box->height + GAP / 2.0)
			continue;
		w->x0 += right;
		w->x1 += right;
		w->base += down;
		box->heard = true;
		return true;
	}
	return false;
}

static bool is_heard(const struct boxes *b, const struct word *w)
{
	for (uint32_t i = 0; i < b->count; i++)
		if (b->box[i].heard && has(&b->box[i], w))
			return true;
	return false;
}

static void replace(struct arena *a, struct boxes *b, struct sheet *heard,
		    double scale, struct sheet *s)
{
	struct word *words = arena_array(a, struct word, s->word_count +
							 heard->word_count + 1);
	uint32_t n = 0;

	for (uint32_t i = 0; i < heard->word_count; i++) {
		words[n] = heard->words[i];
		n += put_back(b, &words[n], scale);
	}
	for (uint32_t i = 0; i < s->word_count; i++)
		if (!is_heard(b, &s->words[i]))
			words[n++] = s->words[i];
	s->words = words;
	s->word_count = n;
}

bool ocr_boxes(struct arena *a, const struct image *image, double scale,
	       struct sheet *s)
{
	struct boxes b = { 0 };
	struct sheet heard = { 0 };
	struct image stack = { 0 };
	bool good;

	add_cells(a, &b, image, scale, s);
	add_columns(a, &b, image, scale, s);
	if (!b.count)
		return true;
	good = make_stack(&b, image, &stack) &&
	       ocr_words(a, &stack, "6", scale, &heard);
	image_free(&stack);
	if (good)
		replace(a, &b, &heard, scale, s);
	return good;
}
