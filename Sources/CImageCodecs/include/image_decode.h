// Reading PNG and JPEG from memory in two steps, so that the caller knows the size before any pixel memory is taken,
// and owns that memory: `open` reads the header, `read` fills the caller's buffer, `close` frees the reader.
// A shim is needed because libpng's sizes are macros and libjpeg reports errors by a callback that must not return:
// each jump begins and ends inside one call here. The bytes must outlive the reader. Nothing is printed.
// `seconds` of this thread's processor time are what decoding may take. A reader takes memory for a few rows, and
// where a JPEG is in several scans, for its coefficients.

#ifndef IMAGE_DECODE_H
#define IMAGE_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DECODE_MESSAGE_SIZE = 200 };

typedef enum {
  DECODE_OK = 0,
  /// The bytes ended before the picture did.
  DECODE_TRUNCATED,
  /// Some of the bytes make no sense; `message` says which.
  DECODE_CORRUPT,
  /// A JPEG that may be whole, but of a kind that libjpeg does not read; `message` is a word for the kind.
  DECODE_UNSUPPORTED,
  /// The seconds that `open` was given are over.
  DECODE_TOO_SLOW,
} decode_status;

typedef struct {
  decode_status status;
  /// The library's own words, terminated by zero.
  char message[DECODE_MESSAGE_SIZE];
} decode_failure;

// MARK: PNG

typedef struct {
  uint32_t width, height;
  /// Interleaved bytes for each pixel: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA; sRGB, alpha not premultiplied.
  uint32_t channels;
  /// 2 if the file has 16 bits and they were to be kept, the more significant byte first; else 1.
  uint32_t sample_bytes;
  /// Whether the pixels come in the seven passes of Adam7, each a picture with fewer columns and rows.
  bool is_interlaced;
} decode_png_header;

typedef struct decode_png_reader decode_png_reader;

/// Reads everything before the pixels. Returns NULL and fills `failure` if that is damaged. Samples of 16 bits are
/// scaled to 8 unless `keep_16` is set.
decode_png_reader *decode_png_open(
    const void *bytes, size_t count, double seconds, bool keep_16, decode_png_header *header,
    decode_failure *failure);

/// Fills `pixels` with the next `rows`, width * channels * sample_bytes bytes each. A row of a pass has its pixels at its beginning;
/// passes without any are left out. On false the contents are worthless, and nothing more can be read.
bool decode_png_read(decode_png_reader *reader, uint32_t rows, uint8_t *pixels, decode_failure *failure);

void decode_png_close(decode_png_reader *reader);

// MARK: JPEG

typedef struct {
  /// Full size. Set as soon as it is read, even if `open` fails later; else 0.
  uint32_t width, height;
  /// Interleaved bytes for each pixel: 1 luma, 4 CMYK.
  uint32_t channels;
  /// Whether the file holds red, green and blue in some form.
  bool has_color;
  /// Whether the file has Adobe's marker; then its CMYK values are inverted (255 is no ink).
  bool has_adobe_marker;
  /// The least number of bits in which the picture's blocks can be written.
  uint64_t minimum_bits;
  /// What `read` takes to keep the coefficients of a file in several scans; else 0.
  uint64_t coefficient_bytes;
  /// What follows "Exif\0\0" in the first such APP1 segment, or NULL. Points into the file's bytes.
  const uint8_t *exif;
  size_t exif_size;
} decode_jpeg_header;

typedef struct decode_jpeg_reader decode_jpeg_reader;

/// Reads everything before the pixels. Returns NULL and fills `failure` if that is damaged.
decode_jpeg_reader *decode_jpeg_open(
    const void *bytes, size_t count, double seconds, decode_jpeg_header *header, decode_failure *failure);

/// Before `read`: of a file that `has_color`, wants three bytes for each pixel, red, green and blue, in place of luma.
void decode_jpeg_want_color(decode_jpeg_reader *reader);

/// Fills `pixels` with the picture at `eighths`/8 of its size (1 ... 8), each side rounded up, times `channels`:
/// `size` must be exactly that. Works once. On false its contents are worthless.
bool decode_jpeg_read(
    decode_jpeg_reader *reader, uint32_t eighths, uint8_t *pixels, size_t size, decode_failure *failure);

void decode_jpeg_close(decode_jpeg_reader *reader);

#endif
