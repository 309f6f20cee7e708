#include "image_decode.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

struct decode_jpeg_reader {
  struct jpeg_decompress_struct decompress;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  /// Where an error lands. Set anew by each function that calls libjpeg.
  jmp_buf landing;
  decode_failure failure;
};

/// A progressive file of a few kilobytes may ask for thousands of passes over the whole picture; real ones have 10.
static const int scan_limit = 500;

static const char exif_signature[6] = "Exif\0";

// MARK: Callbacks

static void fail(decode_jpeg_reader *reader, decode_status status, const char *message) {
  reader->failure.status = status;
  snprintf(reader->failure.message, sizeof reader->failure.message, "%s", message);
  longjmp(reader->landing, 1);
}

static void fail_with_current_message(j_common_ptr decompress, decode_status status) {
  char message[JMSG_LENGTH_MAX];
  decompress->err->format_message(decompress, message);
  fail(decompress->client_data, status, message);
}

static void on_error(j_common_ptr decompress) { fail_with_current_message(decompress, DECODE_CORRUPT); }

/// libjpeg mends damaged data with grey and only warns. Those warnings are failures here; the others
/// (stray bytes between segments, odd version numbers) leave every pixel as it was written.
static void on_message(j_common_ptr decompress, int level) {
  if (level >= 0) return;
  switch (decompress->err->msg_code) {
    case JWRN_JPEG_EOF:
      fail_with_current_message(decompress, DECODE_TRUNCATED);
      break;
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
    case JWRN_BOGUS_PROGRESSION:
      fail_with_current_message(decompress, DECODE_CORRUPT);
      break;
  }
}

static void stay_silent(j_common_ptr decompress) { (void)decompress; }

static void on_progress(j_common_ptr common) {
  decode_jpeg_reader *reader = common->client_data;
  if (reader->decompress.input_scan_number > scan_limit) fail(reader, DECODE_CORRUPT, "too many scans");
}

// MARK: Steps

static void set_up(decode_jpeg_reader *reader, const void *bytes, size_t count) {
  struct jpeg_decompress_struct *decompress = &reader->decompress;
  jpeg_create_decompress(decompress);
  reader->progress.progress_monitor = on_progress;
  decompress->progress = &reader->progress;
  jpeg_save_markers(decompress, JPEG_APP0 + 1, 0xFFFF);
  jpeg_mem_src(decompress, bytes, count);
}

static void describe(const struct jpeg_decompress_struct *decompress, decode_jpeg_header *header) {
  header->channels = decompress->out_color_space == JCS_CMYK ? 4 : 1;
  header->has_color = decompress->jpeg_color_space == JCS_YCbCr || decompress->jpeg_color_space == JCS_RGB;
  header->has_adobe_marker = decompress->saw_Adobe_marker;
  for (jpeg_saved_marker_ptr marker = decompress->marker_list; marker != NULL; marker = marker->next) {
    if (marker->data_length < sizeof exif_signature) continue;
    if (memcmp(marker->data, exif_signature, sizeof exif_signature) != 0) continue;
    header->exif = marker->data + sizeof exif_signature;
    header->exif_size = marker->data_length - sizeof exif_signature;
    return;
  }
}

decode_jpeg_reader *decode_jpeg_open(
    const void *bytes, size_t count, decode_jpeg_header *header, decode_failure *failure) {
  memset(header, 0, sizeof *header);
  decode_jpeg_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) {
    failure->status = DECODE_CORRUPT;
    snprintf(failure->message, sizeof failure->message, "out of memory");
    return NULL;
  }
  struct jpeg_decompress_struct *decompress = &reader->decompress;
  decompress->err = jpeg_std_error(&reader->errors);
  decompress->client_data = reader;
  reader->errors.error_exit = on_error;
  reader->errors.emit_message = on_message;
  reader->errors.output_message = stay_silent;

  bool opened = false;
  if (setjmp(reader->landing) == 0) {
    set_up(reader, bytes, count);
    jpeg_read_header(decompress, TRUE);
    bool is_cmyk = decompress->jpeg_color_space == JCS_CMYK || decompress->jpeg_color_space == JCS_YCCK;
    decompress->out_color_space = is_cmyk ? JCS_CMYK : JCS_GRAYSCALE;
    describe(decompress, header);
    opened = true;
  }
  // The components follow the size: without them the file may have ended halfway through it.
  if (decompress->comp_info != NULL) {
    header->width = decompress->image_width;
    header->height = decompress->image_height;
  }
  if (opened) return reader;
  *failure = reader->failure;
  decode_jpeg_close(reader);
  return NULL;
}

void decode_jpeg_want_color(decode_jpeg_reader *reader) { reader->decompress.out_color_space = JCS_RGB; }

static void read_rows(decode_jpeg_reader *reader, uint32_t eighths, uint8_t *pixels, size_t size) {
  struct jpeg_decompress_struct *decompress = &reader->decompress;
  decompress->scale_num = eighths;
  decompress->scale_denom = 8;
  jpeg_calc_output_dimensions(decompress);
  size_t row_size = (size_t)decompress->output_width * decompress->output_components;
  if (size != row_size * decompress->output_height) {
    fail(reader, DECODE_CORRUPT, "the buffer does not fit the picture");
  }
  jpeg_start_decompress(decompress);
  while (decompress->output_scanline < decompress->output_height) {
    JSAMPROW row = pixels + row_size * decompress->output_scanline;
    jpeg_read_scanlines(decompress, &row, 1);
  }
  // Reads on to the end marker; what follows that (a second picture, a maker's data) is not looked at.
  jpeg_finish_decompress(decompress);
}

bool decode_jpeg_read(
    decode_jpeg_reader *reader, uint32_t eighths, uint8_t *pixels, size_t size, decode_failure *failure) {
  if (setjmp(reader->landing) == 0) {
    read_rows(reader, eighths, pixels, size);
  }
  if (reader->failure.status == DECODE_OK) return true;
  *failure = reader->failure;
  return false;
}

void decode_jpeg_close(decode_jpeg_reader *reader) {
  if (reader == NULL) return;
  jpeg_destroy_decompress(&reader->decompress);
  free(reader);
}
