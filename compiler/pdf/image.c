#include "pdf/image.h"

#include "pdf/pdf.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>

/* Rows of pixels, eight bits a part. */
struct pixels {
	unsigned char *bytes; /* freed by who asked for them */
	uint32_t width, height;
	int parts;            /* 1 grey, 3 colours, 4 with opacity */
};

static uint32_t write_image(struct file *f, const struct pixels *p,
			    struct str entries, struct str bytes, bool pack)
{
	uint32_t object = file_reserve(f);

	file_put_stream(f, object, str_printf(f->arena,
		"/Type/XObject/Subtype/Image/Width %u/Height %u%.*s",
		p->width, p->height, STR_ARG(entries)), bytes, pack);
	return object;
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

/* Each row is decoded, and none is kept: a file that was cut or changed is
 * found out. */
static void read_rows(struct jpeg_decompress_struct *info)
{
	JSAMPARRAY row;

	jpeg_start_decompress(info);
	row = info->mem->alloc_sarray((j_common_ptr)info, JPOOL_IMAGE,
				      info->output_width *
				      (JDIMENSION)info->output_components, 1);
	while (info->output_scanline < info->output_height)
		jpeg_read_scanlines(info, row, 1);
}

/* Grey or in the colours of a screen, which the output intent speaks of. */
static bool read_jpeg(const struct galley_picture *picture, struct pixels *out,
		      bool whole)
{
	struct jpeg_decompress_struct info;
	struct failure failure;
	volatile bool good = false;

	info.err = jpeg_std_error(&failure.manager);
	failure.manager.error_exit = fail;
	failure.manager.output_message = keep_quiet;
	jpeg_create_decompress(&info);
	if (!setjmp(failure.back)) {
		jpeg_mem_src(&info, (const unsigned char *)picture->bytes.p,
			     picture->bytes.n);
		jpeg_read_header(&info, TRUE);
		*out = (struct pixels){ NULL, info.image_width,
					info.image_height,
					info.num_components };
		if (whole)
			read_rows(&info);
		good = out->parts == 1 || out->parts == 3;
	}
	jpeg_destroy_decompress(&info);
	return good;
}

static uint32_t write_jpeg(struct file *f, const struct galley_picture *picture)
{
	struct pixels p;

	if (!read_jpeg(picture, &p, false))
		return 0;
	return write_image(f, &p, p.parts == 1
		? STR("/ColorSpace/DeviceGray/BitsPerComponent 8"
		      "/Filter/DCTDecode")
		: STR("/ColorSpace/DeviceRGB/BitsPerComponent 8"
		      "/Filter/DCTDecode"),
		picture->bytes, false);
}

/* ---- PNG ---------------------------------------------------------------- */

static bool read_png(const struct galley_picture *picture, struct pixels *out)
{
	png_image image = { .version = PNG_IMAGE_VERSION };
	size_t room;

	if (!png_image_begin_read_from_memory(&image, picture->bytes.p,
					      picture->bytes.n))
		return false;
	image.format = image.format & PNG_FORMAT_FLAG_ALPHA ? PNG_FORMAT_RGBA
		       : image.format & PNG_FORMAT_FLAG_COLOR ? PNG_FORMAT_RGB
							     : PNG_FORMAT_GRAY;
	*out = (struct pixels){ .width = image.width, .height = image.height,
				.parts = PNG_IMAGE_PIXEL_CHANNELS(image.format) };
	room = PNG_IMAGE_SIZE(image);
	out->bytes = room < UINT32_MAX ? malloc(room) : NULL;
	if (out->bytes && png_image_finish_read(&image, NULL, out->bytes, 0,
						NULL))
		return true;
	png_image_free(&image);
	free(out->bytes);
	return false;
}

/* Takes the opacity out of the rows: 255 is opaque. */
static struct str split_opacity(struct arena *arena, struct pixels *p)
{
	uint32_t count = p->width * p->height;
	char *opacity = arena_array(arena, char, count);

	for (uint32_t i = 0; i < count; i++) {
		opacity[i] = (char)p->bytes[4 * (size_t)i + 3];
		memmove(p->bytes + 3 * (size_t)i, p->bytes + 4 * (size_t)i, 3);
	}
	p->parts = 3;
	return (struct str){ opacity, count };
}

/* A bit a dot, 1 where it is hidden. */
static struct str to_bits(struct arena *arena, const struct pixels *p,
			  struct str opacity)
{
	uint32_t stride = (p->width + 7) / 8;
	char *bits = arena_array(arena, char, stride * p->height);

	for (uint32_t y = 0; y < p->height; y++)
		for (uint32_t x = 0; x < p->width; x++)
			if ((unsigned char)opacity.p[y * p->width + x] < 128)
				bits[y * stride + x / 8] = (char)(
					bits[y * stride + x / 8] | 0x80 >> x % 8);
	return (struct str){ bits, stride * p->height };
}

static struct str write_opacity(struct file *f, struct pixels *p,
				bool half_tones)
{
	struct str opacity = split_opacity(f->arena, p);

	if (half_tones)
		return str_printf(f->arena, "/SMask %u 0 R", write_image(f, p,
			STR("/ColorSpace/DeviceGray/BitsPerComponent 8"),
			opacity, true));
	return str_printf(f->arena, "/Mask %u 0 R", write_image(f, p,
		STR("/ImageMask true/BitsPerComponent 1"),
		to_bits(f->arena, p, opacity), true));
}

static uint32_t write_png(struct file *f, const struct galley_picture *picture,
			  bool half_tones)
{
	struct pixels p;
	struct str mask = STR("");
	uint32_t object;

	if (!read_png(picture, &p))
		return 0;
	if (p.parts == 4)
		mask = write_opacity(f, &p, half_tones);
	object = write_image(f, &p, str_printf(f->arena,
		"/ColorSpace/%s/BitsPerComponent 8%.*s",
		p.parts == 1 ? "DeviceGray" : "DeviceRGB", STR_ARG(mask)),
		(struct str){ (char *)p.bytes,
			      p.width * p.height * (uint32_t)p.parts }, true);
	free(p.bytes);
	return object;
}

uint32_t image_write(struct file *f, const struct galley_picture *picture,
		     bool half_tones)
{
	return picture->is_jpeg ? write_jpeg(f, picture)
				: write_png(f, picture, half_tones);
}

bool pdf_picture_is_good(const struct galley_picture *picture)
{
	struct pixels p;

	if (picture->is_jpeg)
		return read_jpeg(picture, &p, true);
	if (!read_png(picture, &p))
		return false;
	free(p.bytes);
	return true;
}
