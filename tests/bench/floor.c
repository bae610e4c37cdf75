/* floor - the least that a Pango/Cairo compiler would do.
 *
 * It typesets a plan whose words, numbers and punctuation are ready-made: no
 * language to parse, nothing to count or check, no keeps, no widows. What is
 * left is the usual work of a Pango program, done as its manual teaches it:
 * one font map, one context and one PangoLayout that is reused for every
 * paragraph; Pango shapes, breaks and justifies; the lines are dealt over
 * pages with a PangoLayoutIter and drawn by pango_cairo on Cairo's PDF
 * surface, with the system's fontconfig. Nothing is slowed down and no trick
 * is played (no word cache, no writer of our own), so "times the floor" says
 * what our ways of shaping and writing are worth with the whole compiler on
 * top of them. The page is that of our plans: A4, margins 20/20/30/15 mm,
 * 14 pt justified at single leading, 1.27 cm first-line indent, 6 pt between
 * paragraphs, two-column head, signature, page numbers from page 2 on.
 *
 *   floor [--minimal-fontconfig FONTDIR] INPUT OUTPUT.pdf …
 *
 * More pairs are a batch in one process: Pango's default font map stays, and
 * with it the open fonts and their shaping; a surface is a document's.
 *
 * INPUT has one paragraph a line: a style letter (see `styles`), a space, the
 * text. '=' levels the two columns. With --minimal-fontconfig the fonts come
 * from FONTDIR alone, by an FcConfig made current before the font map exists.
 */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#define FAMILY "Liberation Serif"
#define MM (72.0 / 25.4)                /* all lengths are in points */
#define PAGE_W (210 * MM)
#define PAGE_H (297 * MM)
#define TOP (20 * MM)
#define BOTTOM (PAGE_H - 20 * MM)
#define LEFT (30 * MM)
#define RIGHT (PAGE_W - 15 * MM)
#define INDENT (12.7 * MM)
#define LEADING 1.149                   /* single spacing, times the size */
#define ASCENT 0.794                    /* the baseline's share of the leading */
#define FOLIO_Y (10 * MM)               /* top of the page number's line */
#define COLUMNS 0.42                    /* the left column's share */
#define PAIR_ROOM (60 * MM)             /* what the two columns at the end need */

enum column { FULL, LEFT_COLUMN, RIGHT_COLUMN };
enum align { JUSTIFY, CENTRE, FLUSH };

struct style {
        char key;
        enum column column;
        enum align align;
        PangoWeight weight;
        PangoStyle slant;
        double size;
        double before;                  /* space above */
        double rule;                    /* line below, times the text's width */
};

#define REGULAR PANGO_WEIGHT_NORMAL, PANGO_STYLE_NORMAL
#define BOLD    PANGO_WEIGHT_BOLD, PANGO_STYLE_NORMAL
#define ITALIC  PANGO_WEIGHT_NORMAL, PANGO_STYLE_ITALIC
#define SLANTED_BOLD PANGO_WEIGHT_BOLD, PANGO_STYLE_ITALIC

static const struct style styles[] = {
        { 'Q', RIGHT_COLUMN, CENTRE,  BOLD,    13,  0, 0 },    /* Quốc hiệu */
        { 'T', RIGHT_COLUMN, CENTRE,  BOLD,    14,  0, 1 },    /* Tiêu ngữ */
        { 'D', RIGHT_COLUMN, CENTRE,  ITALIC,  14,  0, 0 },    /* địa danh, ngày */
        { 'U', LEFT_COLUMN,  CENTRE,  REGULAR, 13,  0, 0 },    /* cơ quan chủ quản */
        { 'A', LEFT_COLUMN,  CENTRE,  BOLD,    13,  0, 0.4 },  /* cơ quan ban hành */
        { 'S', LEFT_COLUMN,  CENTRE,  REGULAR, 13,  0, 0 },    /* số, ký hiệu */
        { 'K', FULL,         CENTRE,  BOLD,    14, 12, 0 },    /* tên loại */
        { 'Y', FULL,         CENTRE,  BOLD,    14,  0, 0.4 },  /* trích yếu */
        { 'C', FULL,         JUSTIFY, ITALIC,  14,  6, 0 },    /* căn cứ */
        { 'H', FULL,         JUSTIFY, BOLD,    14,  6, 0 },    /* heading */
        { 'P', FULL,         JUSTIFY, REGULAR, 14,  6, 0 },    /* paragraph, item */
        { 'N', LEFT_COLUMN,  FLUSH,   SLANTED_BOLD, 12, 12, 0 }, /* Nơi nhận: */
        { 'n', LEFT_COLUMN,  FLUSH,   REGULAR, 11,  0, 0 },    /* recipients */
        { 'G', RIGHT_COLUMN, CENTRE,  BOLD,    14, 12, 0 },    /* quyền hạn */
        { 'V', RIGHT_COLUMN, CENTRE,  BOLD,    14,  0, 0 },    /* chức vụ */
        { 'E', RIGHT_COLUMN, CENTRE,  BOLD,    14, 80, 0 },    /* họ và tên */
};
enum { STYLES = sizeof styles / sizeof styles[0] };

struct floor {
        cairo_surface_t *surface;
        cairo_t *cr;
        PangoLayout *layout;            /* of every paragraph */
        PangoLayout *folio;             /* of the page number */
        PangoFontDescription *fonts[STYLES];
        int page;
        double y[3];                    /* next free y, by column */
};

static _Noreturn void die(const char *what)
{
        fprintf(stderr, "floor: %s\n", what);
        exit(1);
}

static PangoFontDescription *font_new(PangoWeight weight, PangoStyle slant,
                                      double size)
{
        PangoFontDescription *font = pango_font_description_new();

        pango_font_description_set_family_static(font, FAMILY);
        pango_font_description_set_weight(font, weight);
        pango_font_description_set_style(font, slant);
        pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
        return font;
}

/* It has a layout of its own: pages end in the middle of a paragraph. */
static void draw_folio(struct floor *f)
{
        char digits[16];

        snprintf(digits, sizeof digits, "%d", f->page);
        pango_layout_set_text(f->folio, digits, -1);
        cairo_move_to(f->cr, LEFT, FOLIO_Y);
        pango_cairo_show_layout(f->cr, f->folio);
}

static void next_page(struct floor *f)
{
        cairo_show_page(f->cr);
        f->page++;
        f->y[FULL] = f->y[LEFT_COLUMN] = f->y[RIGHT_COLUMN] = TOP;
        draw_folio(f);
}

/* What stands in two columns goes on below the lower of both. */
static void level_columns(struct floor *f)
{
        double y = fmax(f->y[LEFT_COLUMN], f->y[RIGHT_COLUMN]);

        f->y[FULL] = f->y[LEFT_COLUMN] = f->y[RIGHT_COLUMN] = y;
}

static void set_style(struct floor *f, const struct style *s, double width)
{
        PangoLayout *layout = f->layout;
        PangoAlignment align = s->align == CENTRE ? PANGO_ALIGN_CENTER
                                                  : PANGO_ALIGN_LEFT;
        double indent = s->align == JUSTIFY ? INDENT : 0;

        pango_layout_set_font_description(layout, f->fonts[s - styles]);
        pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
        pango_layout_set_indent(layout, (int)(indent * PANGO_SCALE));
        pango_layout_set_justify(layout, s->align == JUSTIFY);
        pango_layout_set_alignment(layout, align);
}

static void draw_rule(struct floor *f, double left, double column_width,
                      double y, double length)
{
        double x = left + (column_width - length) / 2;

        cairo_set_line_width(f->cr, 0.5);
        cairo_move_to(f->cr, x, y);
        cairo_line_to(f->cr, x + length, y);
        cairo_stroke(f->cr);
}

static void paragraph(struct floor *f, const struct style *s,
                      const char *text, int length)
{
        double split = LEFT + (RIGHT - LEFT) * COLUMNS;
        double left = s->column == RIGHT_COLUMN ? split : LEFT;
        double right = s->column == LEFT_COLUMN ? split : RIGHT;
        double leading = s->size * LEADING;
        double *y = &f->y[s->column];
        PangoRectangle box;
        PangoLayoutIter *iter;

        set_style(f, s, right - left);
        pango_layout_set_text(f->layout, text, length);

        if (*y > TOP)
                *y += s->before;
        iter = pango_layout_get_iter(f->layout);
        do {
                PangoLayoutLine *line = pango_layout_iter_get_line_readonly(iter);

                if (*y + leading > BOTTOM)
                        next_page(f);
                pango_layout_iter_get_line_extents(iter, NULL, &box);
                cairo_move_to(f->cr, left + (double)box.x / PANGO_SCALE,
                              *y + leading * ASCENT);
                pango_cairo_show_layout_line(f->cr, line);
                *y += leading;
        } while (pango_layout_iter_next_line(iter));
        pango_layout_iter_free(iter);

        if (s->rule > 0) {
                double rule = s->rule * box.width / PANGO_SCALE;

                draw_rule(f, left, right - left, *y + 3, rule);
                *y += 6;
        }
        if (s->column == FULL)
                f->y[LEFT_COLUMN] = f->y[RIGHT_COLUMN] = *y;
        else
                f->y[FULL] = fmax(f->y[LEFT_COLUMN], f->y[RIGHT_COLUMN]);
}

static const struct style *style_of(char key)
{
        for (int i = 0; i < STYLES; i++)
                if (styles[i].key == key)
                        return &styles[i];
        die("unknown style letter");
}

static void typeset(struct floor *f, const char *text, const char *end)
{
        enum column before = FULL;

        while (text < end) {
                const char *stop = memchr(text, '\n', (size_t)(end - text));

                if (!stop)
                        stop = end;
                if (*text == '=') {
                        level_columns(f);
                } else if (stop - text > 2) {
                        const struct style *s = style_of(*text);

                        if (before == FULL && s->column != FULL
                            && f->y[FULL] + PAIR_ROOM > BOTTOM)
                                next_page(f);
                        paragraph(f, s, text + 2, (int)(stop - text - 2));
                        before = s->column;
                }
                text = stop + 1;
        }
}

static char *read_file(const char *path, size_t *length)
{
        FILE *in = fopen(path, "rb");
        char *text;
        long size;

        if (!in || fseek(in, 0, SEEK_END) || (size = ftell(in)) < 0)
                die("cannot read the input");
        rewind(in);
        text = malloc((size_t)size + 1);
        if (!text || fread(text, 1, (size_t)size, in) != (size_t)size)
                die("cannot read the input");
        fclose(in);
        *length = (size_t)size;
        return text;
}

static void use_minimal_fontconfig(const char *folder)
{
        FcConfig *config = FcConfigCreate();
        DIR *dir = opendir(folder);
        struct dirent *entry;
        int files = 0;

        if (!config || !dir)
                die("cannot read the font folder");
        while ((entry = readdir(dir))) {
                char path[4096];

                if (entry->d_name[0] == '.')
                        continue;
                snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
                files += FcConfigAppFontAddFile(config, (const FcChar8 *)path);
        }
        closedir(dir);
        if (files == 0 || !FcConfigSetCurrent(config))
                die("no font in the font folder");
        FcConfigDestroy(config);        /* the current one keeps a reference */
}

static void open_floor(struct floor *f, const char *path)
{
        PangoContext *context;
        PangoFontDescription *font;

        f->surface = cairo_pdf_surface_create(path, PAGE_W, PAGE_H);
        f->cr = cairo_create(f->surface);
        context = pango_cairo_create_context(f->cr);
        pango_context_set_round_glyph_positions(context, FALSE);
        f->layout = pango_layout_new(context);
        f->folio = pango_layout_new(context);
        g_object_unref(context);

        for (int i = 0; i < STYLES; i++)
                f->fonts[i] = font_new(styles[i].weight, styles[i].slant,
                                       styles[i].size);
        font = font_new(REGULAR, 14);
        pango_layout_set_font_description(f->folio, font);
        pango_font_description_free(font);
        pango_layout_set_width(f->folio, (int)((RIGHT - LEFT) * PANGO_SCALE));
        pango_layout_set_alignment(f->folio, PANGO_ALIGN_CENTER);

        f->page = 1;
        f->y[FULL] = f->y[LEFT_COLUMN] = f->y[RIGHT_COLUMN] = TOP;
}

static void close_floor(struct floor *f)
{
        cairo_show_page(f->cr);
        cairo_surface_finish(f->surface);
        if (cairo_surface_status(f->surface) != CAIRO_STATUS_SUCCESS)
                die("cannot write the PDF");
        for (int i = 0; i < STYLES; i++)
                pango_font_description_free(f->fonts[i]);
        g_object_unref(f->folio);
        g_object_unref(f->layout);
        cairo_destroy(f->cr);
        cairo_surface_destroy(f->surface);
}

static void make(const char *input, const char *output)
{
        struct floor f;
        size_t length;
        char *text = read_file(input, &length);

        open_floor(&f, output);
        typeset(&f, text, text + length);
        close_floor(&f);
        free(text);
}

int main(int argc, char **argv)
{
        if (argc > 2 && !strcmp(argv[1], "--minimal-fontconfig")) {
                use_minimal_fontconfig(argv[2]);
                argc -= 2;
                argv += 2;
        }
        if (argc < 3 || argc % 2 == 0 || argv[1][0] == '-') {
                fputs("usage: floor [--minimal-fontconfig FONTDIR] "
                      "INPUT OUTPUT.pdf …\n", stderr);
                return 2;
        }
        for (int i = 1; i < argc; i += 2)
                make(argv[i], argv[i + 1]);
        return 0;
}
