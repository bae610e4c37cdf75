/* A page that was laid askew on the scanner is made straight: of many slopes,
 * the one along which the rows of dots part most sharply into lines and white.
 * So small a turn is two shears. */
#include "import/ocr_image.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEP = 3, STEPS = 40, DARK_DOT = 120, MOST_POINTS = 400000 };

static const double SLOPE_STEP = 0.001; /* ± 2.3 degrees in all */
static const double STRAIGHT = 0.0015;

struct points {
	uint32_t *x, *y;
	uint32_t count;
};

static void find_points(struct arena *a, const struct image *i,
			struct points *p)
{
	for (uint32_t y = 0; y < i->height; y += STEP)
		for (uint32_t x = 0; x < i->width; x += STEP) {
			if (i->dots[(size_t)y * i->width + x] >= DARK_DOT ||
			    p->count == MOST_POINTS)
				continue;
			p->x = arena_grow(a, p->x, p->count, sizeof *p->x);
			p->y = arena_grow(a, p->y, p->count, sizeof *p->y);
			p->x[p->count] = x;
			p->y[p->count++] = y;
		}
}

static double sharpness(const struct points *p, double slope, uint32_t *row,
			uint32_t rows, double middle)
{
	double sum = 0;

	memset(row, 0, rows * sizeof *row);
	for (uint32_t i = 0; i < p->count; i++) {
		double y = (p->y[i] - slope * (p->x[i] - middle)) / STEP;

		if (y >= 0 && y < rows)
			row[(uint32_t)y]++;
	}
	for (uint32_t i = 0; i < rows; i++)
		sum += (double)row[i] * row[i];
	return sum;
}

static double find_slope(struct arena *a, const struct image *image)
{
	uint32_t rows = image->height / STEP + 1;
	uint32_t *row = arena_array(a, uint32_t, rows);
	struct points points = { 0 };
	double best = 0, most;

	find_points(a, image, &points);
	most = 1.02 * sharpness(&points, 0, row, rows, image->width / 2.0);
	for (int i = -STEPS; i <= STEPS; i++) {
		double now = sharpness(&points, i * SLOPE_STEP, row, rows,
				       image->width / 2.0);

		if (now > most) {
			most = now;
			best = i * SLOPE_STEP;
		}
	}
	return best;
}

/* Moves a line of `n` dots, `step` bytes apart, by `by` places. */
static void move_dots(unsigned char *dot, unsigned char *spare, uint32_t n,
		      size_t step, int64_t by)
{
	for (uint32_t i = 0; i < n; i++)
		spare[i] = dot[i * step];
	for (int64_t i = 0; i < n; i++)
		dot[(size_t)i * step] = i - by >= 0 && i - by < n
			? spare[i - by] : 255;
}

void image_straighten(struct arena *a, struct image *i)
{
	double slope = find_slope(a, i);
	uint32_t longer = i->width > i->height ? i->width : i->height;
	unsigned char *spare = arena_array(a, unsigned char, longer);

	if (fabs(slope) < STRAIGHT)
		return;
	for (uint32_t x = 0; x < i->width; x++)
		move_dots(i->dots + x, spare, i->height, i->width,
			  lround(-slope * (x - i->width / 2.0)));
	for (uint32_t y = 0; y < i->height; y++)
		move_dots(i->dots + (size_t)y * i->width, spare, i->width, 1,
			  lround(slope * (y - i->height / 2.0)));
}
