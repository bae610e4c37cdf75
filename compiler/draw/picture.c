#include "draw/picture.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

/* ---- PNG: Cairo reads it ------------------------------------------------ */

struct reading {
	struct str left;
};

static cairo_status_t read_bytes(void *closure, unsigned char *out,
				 unsigned count)
{
	struct reading *r = closure;

	if (count > r->left.n)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(out, r->left.p, count);
	r->left = str_from(r->left, count);
	return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *checked(cairo_surface_t *surface)
{
	if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
		return surface;
	cairo_surface_destroy(surface);
	return NULL;
}

static cairo_surface_t *png_surface(const struct galley_picture *p)
{
	struct reading r = { p->bytes };

	return checked(cairo_image_surface_create_from_png_stream(read_bytes,
								  &r));
}

/* ---- JPEG --------------------------------------------------------------- */

struct failure {
	struct jpeg_error_mgr manager;
	jmp_buf back;
};

static void fail(j_common_ptr info)
{
	longjmp(((struct failure *)info->err)->back, 1);
}

static void keep_quiet(j_common_ptr info)
{
	(void)info;
}

/* Cairo's pixels are native words 0x00RRGGBB. */
static void copy_line(const unsigned char *rgb, uint32_t *out, uint32_t width)
{
	for (uint32_t x = 0; x < width; x++, rgb += 3)
		out[x] = (uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2];
}

static void read_lines(struct jpeg_decompress_struct *info,
		       cairo_surface_t *surface, unsigned char *line)
{
	unsigned char *pixels = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);

	while (info->output_scanline < info->output_height) {
		uint32_t y = info->output_scanline;

		jpeg_read_scanlines(info, &line, 1);
		copy_line(line, (uint32_t *)(void *)(pixels + y * stride),
			  info->output_width);
	}
	cairo_surface_mark_dirty(surface);
}

static cairo_surface_t *decode_jpeg(const struct galley_picture *p)
{
	struct jpeg_decompress_struct info;
	struct failure failure;
	cairo_surface_t *volatile surface = NULL;
	unsigned char *volatile line = NULL;

	info.err = jpeg_std_error(&failure.manager);
	failure.manager.error_exit = fail;
	failure.manager.output_message = keep_quiet;
	jpeg_create_decompress(&info);
	if (!setjmp(failure.back)) {
		jpeg_mem_src(&info, (const unsigned char *)p->bytes.p,
			     p->bytes.n);
		jpeg_read_header(&info, TRUE);
		info.out_color_space = JCS_RGB;
		jpeg_start_decompress(&info);
		surface = checked(cairo_image_surface_create(
			CAIRO_FORMAT_RGB24, (int)info.output_width,
			(int)info.output_height));
		line = malloc((size_t)info.output_width * 3);
		if (surface && line)
			read_lines(&info, surface, line);
	} else if (surface) {
		cairo_surface_destroy(surface);
		surface = NULL;
	}
	free(line);
	jpeg_destroy_decompress(&info);
	return surface;
}

static cairo_surface_t *jpeg_surface(const struct galley_picture *p)
{
	cairo_surface_t *surface = decode_jpeg(p);

	if (surface)
		cairo_surface_set_mime_data(
			surface, CAIRO_MIME_TYPE_JPEG,
			(const unsigned char *)p->bytes.p, p->bytes.n, NULL,
			NULL);
	return surface;
}

cairo_surface_t *picture_surface(const struct galley_picture *p)
{
	return p->is_jpeg ? jpeg_surface(p) : png_surface(p);
}
