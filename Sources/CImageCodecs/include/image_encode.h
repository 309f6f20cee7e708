#ifndef IMAGE_ENCODE_H
#define IMAGE_ENCODE_H

#include <stddef.h>
#include <stdint.h>

// The bytes of a file, or why there is none. Free `bytes` with encoded_image_free.
typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
  char message[200];
} encoded_image;

// Samples as the file stores them: rows from the top, `row_bytes` apart; 16-bit samples most significant byte first.
typedef struct {
  const uint8_t *samples;
  size_t row_bytes;
  uint32_t width;
  uint32_t height;
} sample_rows;

// Colour types have PNG's own numbers: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.
typedef struct {
  int color_type;
  int bit_depth;
  int interlaced;
  const uint8_t *palette;  // RGB triplets, for colour type 3
  int palette_count;
} png_layout;

// `components`: 1 grey, 3 RGB, 4 CMYK.
typedef struct {
  int components;
  int quality;  // 1 ... 100
  int progressive;
  const uint8_t *app1;  // the payload of an APP1 (EXIF) segment, or NULL
  unsigned int app1_count;
} jpeg_layout;

// Both return 1 and fill `bytes`, or return 0 and fill `message`. `out` needs no initialisation.
int encode_png(sample_rows rows, png_layout layout, encoded_image *out);
int encode_jpeg(sample_rows rows, jpeg_layout layout, encoded_image *out);

void encoded_image_free(encoded_image *image);

#endif
