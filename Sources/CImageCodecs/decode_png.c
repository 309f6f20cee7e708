#include "image_decode.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct decode_png_reader {
  png_image image;
};

static void report(const char *message, decode_failure *failure) {
  failure->status = DECODE_CORRUPT;
  snprintf(failure->message, sizeof failure->message, "%s", message);
}

decode_png_reader *decode_png_open(
    const void *bytes, size_t count, decode_png_header *header, decode_failure *failure) {
  decode_png_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) {
    report("out of memory", failure);
    return NULL;
  }
  png_image *image = &reader->image;
  image->version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(image, bytes, count)) {
    report(image->message, failure);
    decode_png_close(reader);
    return NULL;
  }
  // Without this, 16-bit files that do not name their gamma are taken for linear light.
  image->flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  // Eight bits, palette expanded; colour and alpha stay if the file has them.
  image->format &= PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA;
  header->width = image->width;
  header->height = image->height;
  header->channels = PNG_IMAGE_SAMPLE_CHANNELS(image->format);
  return reader;
}

bool decode_png_read(decode_png_reader *reader, uint8_t *pixels, size_t size, decode_failure *failure) {
  png_image *image = &reader->image;
  size_t row_size = (size_t)image->width * PNG_IMAGE_SAMPLE_CHANNELS(image->format);
  if (row_size > INT32_MAX || size != row_size * image->height) {
    report("the buffer does not fit the picture", failure);
    return false;
  }
  if (!png_image_finish_read(image, NULL, pixels, (png_int_32)row_size, NULL)) {
    report(image->message, failure);
    return false;
  }
  return true;
}

void decode_png_close(decode_png_reader *reader) {
  if (reader == NULL) return;
  png_image_free(&reader->image);
  free(reader);
}
