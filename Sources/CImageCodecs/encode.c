#include "image_encode.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

static int append(encoded_image *out, const uint8_t *bytes, size_t count) {
  if (count > out->capacity - out->count) {
    size_t capacity = out->capacity * 2 + count + 4096;
    uint8_t *grown = realloc(out->bytes, capacity);
    if (grown == NULL) return 0;
    out->bytes = grown;
    out->capacity = capacity;
  }
  memcpy(out->bytes + out->count, bytes, count);
  out->count += count;
  return 1;
}

void encoded_image_free(encoded_image *image) {
  free(image->bytes);
  image->bytes = NULL;
  image->count = image->capacity = 0;
}

// MARK: PNG

static void png_failed(png_structp png, png_const_charp message) {
  encoded_image *out = png_get_error_ptr(png);
  snprintf(out->message, sizeof out->message, "%s", message);
  png_longjmp(png, 1);
}

static void png_warned(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void png_append(png_structp png, png_bytep bytes, size_t count) {
  if (!append(png_get_io_ptr(png), bytes, count)) png_error(png, "out of memory");
}

static void png_flush_nothing(png_structp png) { (void)png; }

int encode_png(sample_rows rows, png_layout layout, encoded_image *out) {
  memset(out, 0, sizeof *out);
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, out, png_failed, png_warned);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  if (info == NULL) {
    png_destroy_write_struct(&png, NULL);
    snprintf(out->message, sizeof out->message, "out of memory");
    return 0;
  }
  if (setjmp(png_jmpbuf(png))) {
    png_destroy_write_struct(&png, &info);
    encoded_image_free(out);
    return 0;
  }
  png_set_write_fn(png, out, png_append, png_flush_nothing);
  png_set_IHDR(png, info, rows.width, rows.height, layout.bit_depth, layout.color_type,
               layout.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (layout.palette_count > 0) {
    // png_color is three bytes, red first, so the triplets are its array.
    png_set_PLTE(png, info, (png_const_colorp)layout.palette, layout.palette_count);
  }
  png_write_info(png, info);
  for (int pass = png_set_interlace_handling(png); pass > 0; pass--) {
    for (size_t y = 0; y < rows.height; y++) png_write_row(png, rows.samples + y * rows.row_bytes);
  }
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return 1;
}

// MARK: JPEG

typedef struct {
  struct jpeg_error_mgr base;
  jmp_buf escape;
  encoded_image *out;
} jpeg_errors;

static void jpeg_failed(j_common_ptr jpeg) {
  jpeg_errors *errors = (jpeg_errors *)jpeg->err;
  char message[JMSG_LENGTH_MAX];
  jpeg->err->format_message(jpeg, message);
  snprintf(errors->out->message, sizeof errors->out->message, "%.*s",
           (int)sizeof errors->out->message - 1, message);
  longjmp(errors->escape, 1);
}

static void jpeg_silent(j_common_ptr jpeg) { (void)jpeg; }

// libjpeg's own memory destination loses track of its buffer when encoding fails half-way.
typedef struct {
  struct jpeg_destination_mgr base;
  encoded_image *out;
  JOCTET buffer[4096];
} jpeg_sink;

static void sink_reset(j_compress_ptr jpeg) {
  jpeg_sink *sink = (jpeg_sink *)jpeg->dest;
  sink->base.next_output_byte = sink->buffer;
  sink->base.free_in_buffer = sizeof sink->buffer;
}

static void sink_append(j_compress_ptr jpeg, size_t count) {
  jpeg_sink *sink = (jpeg_sink *)jpeg->dest;
  if (append(sink->out, sink->buffer, count)) return;
  jpeg_errors *errors = (jpeg_errors *)jpeg->err;
  snprintf(sink->out->message, sizeof sink->out->message, "out of memory");
  longjmp(errors->escape, 1);
}

// libjpeg calls this when the buffer is full, and asks for all of it to be written whatever free_in_buffer says.
static boolean sink_empty(j_compress_ptr jpeg) {
  sink_append(jpeg, sizeof((jpeg_sink *)jpeg->dest)->buffer);
  sink_reset(jpeg);
  return TRUE;
}

static void sink_finish(j_compress_ptr jpeg) {
  jpeg_sink *sink = (jpeg_sink *)jpeg->dest;
  sink_append(jpeg, sizeof sink->buffer - sink->base.free_in_buffer);
}

static J_COLOR_SPACE color_space(int components) {
  switch (components) {
    case 1: return JCS_GRAYSCALE;
    case 3: return JCS_RGB;
    case 4: return JCS_CMYK;
    default: return JCS_UNKNOWN;
  }
}

static void start_jpeg(j_compress_ptr jpeg, sample_rows rows, jpeg_layout layout) {
  jpeg->image_width = rows.width;
  jpeg->image_height = rows.height;
  jpeg->input_components = layout.components;
  jpeg->in_color_space = color_space(layout.components);
  jpeg_set_defaults(jpeg);
  jpeg_set_quality(jpeg, layout.quality, TRUE);
  if (layout.progressive) jpeg_simple_progression(jpeg);
  jpeg_start_compress(jpeg, TRUE);
  if (layout.app1 != NULL) jpeg_write_marker(jpeg, JPEG_APP0 + 1, layout.app1, layout.app1_count);
}

int encode_jpeg(sample_rows rows, jpeg_layout layout, encoded_image *out) {
  memset(out, 0, sizeof *out);
  struct jpeg_compress_struct jpeg;
  memset(&jpeg, 0, sizeof jpeg);
  jpeg_errors errors = {.out = out};
  jpeg_sink sink = {.out = out};
  jpeg.err = jpeg_std_error(&errors.base);
  errors.base.error_exit = jpeg_failed;
  errors.base.output_message = jpeg_silent;
  sink.base.init_destination = sink_reset;
  sink.base.empty_output_buffer = sink_empty;
  sink.base.term_destination = sink_finish;
  if (setjmp(errors.escape)) {
    jpeg_destroy_compress(&jpeg);
    encoded_image_free(out);
    return 0;
  }
  jpeg_create_compress(&jpeg);
  jpeg.dest = &sink.base;
  start_jpeg(&jpeg, rows, layout);
  while (jpeg.next_scanline < jpeg.image_height) {
    JSAMPROW row = (JSAMPROW)(rows.samples + jpeg.next_scanline * rows.row_bytes);
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  return 1;
}
