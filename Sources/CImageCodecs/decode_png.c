// libpng's row interface, not its simplified one, which scrambles interlaced 16-bit files in Debian 12's
// 1.6.39-2+deb12u4 (differences of up to 208 shades, and no error).

#include "decode_clock.h"
#include "image_decode.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct decode_png_reader {
  png_structp png;
  png_infop info;
  decode_clock clock;
  const uint8_t *next;
  size_t left;
  /// Rows that have not been read yet, and how many more bytes may be supplied once there are none.
  uint64_t rows_left;
  size_t allowance;
  /// Where an error lands. Set anew by each function that calls libpng.
  jmp_buf landing;
  decode_failure failure;
};

// MARK: Callbacks

static void note(decode_png_reader *reader, decode_status status, const char *message) {
  reader->failure.status = status;
  snprintf(reader->failure.message, sizeof reader->failure.message, "%s", message);
}

static void on_error(png_structp png, png_const_charp message) {
  decode_png_reader *reader = png_get_error_ptr(png);
  // An early end has been noted already.
  if (reader->failure.status == DECODE_OK) note(reader, DECODE_CORRUPT, message);
  longjmp(reader->landing, 1);
}

/// Chunks that tell nothing of the pixels as they are read here.
static const png_byte unneeded[][5] = {"iCCP", "tEXt", "zTXt", "iTXt", "sPLT", "hIST", "pCAL", "sCAL",
                                       "eXIf", "tIME", "pHYs", "oFFs", "bKGD", "sBIT", "cHRM"};
enum { UNNEEDED_COUNT = sizeof unneeded / sizeof *unneeded };

/// libpng warns of a wrong checksum in an ancillary chunk and drops the chunk, as viewers do. With an unneeded chunk this
/// leaves every pixel as it was written. Without tRNS, gAMA or sRGB the pixels would be others, and what has an unknown
/// type may be one of these with damage to its name: there it is an error.
static void on_warning(png_structp png, png_const_charp message) {
  if (strstr(message, "CRC error") == NULL) return;
  png_uint_32 type = png_get_io_chunk_type(png);
  for (int index = 0; index < UNNEEDED_COUNT; index++) {
    if (type == png_get_uint_32(unneeded[index])) return;
  }
  png_error(png, message);
}

static void supply(png_structp png, png_bytep destination, size_t count) {
  decode_png_reader *reader = png_get_io_ptr(png);
  if (count > reader->left) {
    note(reader, DECODE_TRUNCATED, "the file ends early");
    png_error(png, "the file ends early");
  }
  if (reader->rows_left == 0) {
    if (count > reader->allowance) png_error(png, "more data than pixels");
    reader->allowance -= count;
  }
  if (decode_clock_is_over(&reader->clock)) {
    note(reader, DECODE_TOO_SLOW, "it takes too long");
    png_error(png, "it takes too long");
  }
  memcpy(destination, reader->next, count);
  reader->next += count;
  reader->left -= count;
}

// MARK: Steps

/// They are skipped, however large they grow when inflated. Exif is found without libpng.
static void skip_unneeded_chunks(png_structp png) {
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, unneeded[0], UNNEEDED_COUNT);
}

/// Eight bits or more, palette expanded; colour and alpha stay if the file has them.
static void ask_for_plain_bytes(decode_png_reader *reader, bool keep_16) {
  png_set_expand(reader->png);
  if (!keep_16) png_set_scale_16(reader->png);
  // Files that do not name their gamma hold sRGB values, 16-bit ones too.
  png_fixed_point gamma;
  if (png_get_gAMA_fixed(reader->png, reader->info, &gamma)) png_set_gamma_fixed(reader->png, PNG_DEFAULT_sRGB, gamma);
  png_read_update_info(reader->png, reader->info);
}

static uint64_t row_count(png_const_structp png, png_const_infop info) {
  uint64_t width = png_get_image_width(png, info), height = png_get_image_height(png, info);
  if (png_get_interlace_type(png, info) == PNG_INTERLACE_NONE) return height;
  uint64_t count = 0;
  for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; pass++) {
    if (PNG_PASS_COLS(width, pass) > 0) count += PNG_PASS_ROWS(height, pass);
  }
  return count;
}

static void read_header(decode_png_reader *reader, bool keep_16, decode_png_header *header) {
  reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, on_error, on_warning);
  if (reader->png != NULL) reader->info = png_create_info_struct(reader->png);
  if (reader->info == NULL) {
    note(reader, DECODE_CORRUPT, "out of memory");
    return;
  }
  png_set_read_fn(reader->png, reader, supply);
  // Header, palette and pixels must be whole; on_warning sees to the others.
  png_set_crc_action(reader->png, PNG_CRC_ERROR_QUIT, PNG_CRC_WARN_DISCARD);
  skip_unneeded_chunks(reader->png);
  reader->rows_left = UINT64_MAX;
  png_read_info(reader->png, reader->info);
  ask_for_plain_bytes(reader, keep_16);
  header->width = png_get_image_width(reader->png, reader->info);
  header->height = png_get_image_height(reader->png, reader->info);
  reader->rows_left = row_count(reader->png, reader->info);
  // With the last row libpng inflates what follows too, however much it is.
  reader->allowance = 2 * png_get_rowbytes(reader->png, reader->info) + (1 << 16);
  header->channels = png_get_channels(reader->png, reader->info);
  header->sample_bytes = png_get_bit_depth(reader->png, reader->info) == 16 ? 2 : 1;
  header->is_interlaced = png_get_interlace_type(reader->png, reader->info) != PNG_INTERLACE_NONE;
}

decode_png_reader *decode_png_open(
    const void *bytes, size_t count, double seconds, bool keep_16, decode_png_header *header,
    decode_failure *failure) {
  decode_png_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) {
    failure->status = DECODE_CORRUPT;
    snprintf(failure->message, sizeof failure->message, "out of memory");
    return NULL;
  }
  reader->next = bytes;
  reader->left = count;
  reader->clock = decode_clock_start(seconds);
  if (setjmp(reader->landing) == 0) read_header(reader, keep_16, header);
  if (reader->failure.status == DECODE_OK) return reader;
  *failure = reader->failure;
  decode_png_close(reader);
  return NULL;
}

static void read_rows(decode_png_reader *reader, uint32_t rows, uint8_t *pixels) {
  size_t row_size = png_get_rowbytes(reader->png, reader->info);
  for (size_t y = 0; y < rows && reader->rows_left > 0; y++) {
    reader->rows_left -= 1;
    png_read_row(reader->png, pixels + y * row_size, NULL);
  }
}

bool decode_png_read(decode_png_reader *reader, uint32_t rows, uint8_t *pixels, decode_failure *failure) {
  if (setjmp(reader->landing) == 0) read_rows(reader, rows, pixels);
  if (reader->failure.status == DECODE_OK) return true;
  *failure = reader->failure;
  return false;
}

void decode_png_close(decode_png_reader *reader) {
  if (reader == NULL) return;
  png_destroy_read_struct(&reader->png, &reader->info, NULL);
  free(reader);
}
