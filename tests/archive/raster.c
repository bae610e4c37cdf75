/* Do two engines draw the same pages? raster A.pdf B.pdf: both through
 * pdftoppm, grey, 150 dots an inch. "Inked" is a pixel darker than 255 - 32
 * in either: only such a one can be off by more than 32, so the share is a
 * share of ink and not of white paper. Prints the worst figures; exit status
 * 1 when a pixel is off by more than 96 or 0.5 % of a page's ink by more than
 * 32, when sizes or counts of pages differ, or where there is no ink at all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OFF = 32, FAR_OFF = 96, DPI = 150, MAX_SIDE = 20000 };

struct picture {
	int width, height;
	unsigned char *grey;
};

struct worst {
	int pages, bad_pages;
	int difference, difference_page;
	double share;
	int share_page;
	long inked;
};

static FILE *rasterise(const char *pdf)
{
	char command[4200];

	if (strlen(pdf) > 4000 || strpbrk(pdf, "'\n"))
		return NULL;
	snprintf(command, sizeof(command), "pdftoppm -gray -r %d '%s'", DPI, pdf);
	return popen(command, "r");
}

/* The next page of a stream of PGM pictures; false at its end. */
static int next_picture(FILE *f, struct picture *p)
{
	int most;
	size_t n;

	if (fscanf(f, "P5 %d %d %d", &p->width, &p->height, &most) != 3 ||
	    most != 255 || p->width < 1 || p->height < 1 ||
	    p->width > MAX_SIDE || p->height > MAX_SIDE || fgetc(f) == EOF)
		return 0;
	n = (size_t)p->width * (size_t)p->height;
	p->grey = malloc(n);
	return p->grey && fread(p->grey, 1, n, f) == n;
}

static int page_is_same(const struct picture *a, const struct picture *b,
			struct worst *w)
{
	long inked = 0, off = 0;
	int most = 0;
	double share;

	if (a->width != b->width || a->height != b->height)
		return 0;
	for (long i = 0; i < (long)a->width * a->height; i++) {
		int x = a->grey[i], y = b->grey[i];
		int d = abs(x - y);

		inked += x < 255 - OFF || y < 255 - OFF;
		off += d > OFF;
		most = d > most ? d : most;
	}
	share = inked ? 100.0 * (double)off / (double)inked : 0;
	if (most > w->difference) {
		w->difference = most;
		w->difference_page = w->pages;
	}
	if (share > w->share) {
		w->share = share;
		w->share_page = w->pages;
	}
	w->inked += inked;
	return most <= FAR_OFF && share < 0.5;
}

/* False where one has more pages than the other. */
static int compare(FILE *one, FILE *other, struct worst *w)
{
	for (;;) {
		struct picture a = {0}, b = {0};
		int has_a = next_picture(one, &a), has_b = next_picture(other, &b);

		if (has_a && has_b) {
			w->pages++;
			w->bad_pages += !page_is_same(&a, &b, w);
		}
		free(a.grey);
		free(b.grey);
		if (!has_a || !has_b)
			return has_a == has_b;
	}
}

int main(int argc, char **argv)
{
	struct worst w = {0};
	FILE *one, *other;
	int same, well;

	if (argc != 3)
		return 2;
	one = rasterise(argv[1]);
	other = rasterise(argv[2]);
	if (!one || !other)
		return 2;
	same = compare(one, other, &w);
	well = !pclose(one);
	well = !pclose(other) && well;
	printf("%s %d pages, %d bad; worst pixel off by %d (page %d), "
	       "%.3f %% of ink off by more than %d (page %d)%s%s%s\n", argv[1],
	       w.pages, w.bad_pages, w.difference, w.difference_page, w.share,
	       OFF, w.share_page, same ? "" : "; NOT AS MANY PAGES",
	       well ? "" : "; pdftoppm FAILED", w.inked ? "" : "; NO INK");
	return !(same && well && w.pages && w.inked && !w.bad_pages);
}
