#include "decode_clock.h"
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
  decode_clock clock;
  const uint8_t *exif;
  size_t exif_size;
  /// Where an error lands. Set anew by each function that calls libjpeg.
  jmp_buf landing;
  decode_failure failure;
};

/// A progressive file of a few kilobytes may ask for thousands of passes over the whole picture. Encoders write 10, and
/// 18 for four components; the larger the picture, the fewer more it may have.
enum { FEWEST_SCANS = 30, MOST_SCANS = 200 };
static const double SCANNED_PIXELS = 1e9;

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

/// A word for a kind of JPEG that libjpeg knows of and does not read, NULL for what is no such thing. The frame's
/// marker is named in T.81, table B.1; 0xF7 is that of JPEG-LS (T.87).
static const char *unsupported_kind(const struct jpeg_error_mgr *errors) {
  int parameter = errors->msg_parm.i[0];
  switch (errors->msg_code) {
    case JERR_SOF_UNSUPPORTED:
      return parameter == 0xC8 ? NULL : parameter == 0xC3 || parameter == 0xCB ? "lossless" : "hierarchical";
    case JERR_UNKNOWN_MARKER:
      return parameter == 0xF7 ? "lossless (JPEG-LS)" : NULL;
    case JERR_ARITH_NOTIMPL:
      return "arithmetic-coded";
    case JERR_BAD_PRECISION:
      return parameter == 12 ? "12-bit" : parameter == 16 ? "16-bit" : NULL;
    default:
      return NULL;
  }
}

static void on_error(j_common_ptr decompress) {
  const char *kind = unsupported_kind(decompress->err);
  if (kind != NULL) fail(decompress->client_data, DECODE_UNSUPPORTED, kind);
  fail_with_current_message(decompress, DECODE_CORRUPT);
}

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
  const struct jpeg_decompress_struct *decompress = &reader->decompress;
  double scanned = (double)decompress->input_scan_number * decompress->image_width * decompress->image_height;
  bool is_much = decompress->input_scan_number > FEWEST_SCANS && scanned > SCANNED_PIXELS;
  if (is_much || decompress->input_scan_number > MOST_SCANS) fail(reader, DECODE_CORRUPT, "too many scans");
  if (decode_clock_is_over(&reader->clock)) fail(reader, DECODE_TOO_SLOW, "it takes too long");
}

/// Notes where the first Exif segment is. libjpeg's own saving would copy as many as the file has.
static boolean on_app1(j_decompress_ptr decompress) {
  decode_jpeg_reader *reader = decompress->client_data;
  struct jpeg_source_mgr *source = decompress->src;
  if (source->bytes_in_buffer < 2) fail(reader, DECODE_TRUNCATED, "the file ends early");
  const uint8_t *data = source->next_input_byte;
  size_t size = (size_t)data[0] << 8 | data[1];
  if (size < 2) fail(reader, DECODE_CORRUPT, "bogus marker length");
  if (source->bytes_in_buffer < size) fail(reader, DECODE_TRUNCATED, "the file ends early");
  source->next_input_byte += size;
  source->bytes_in_buffer -= size;
  size_t start = 2 + sizeof exif_signature;
  if (reader->exif == NULL && size >= start && memcmp(data + 2, exif_signature, sizeof exif_signature) == 0) {
    reader->exif = data + start;
    reader->exif_size = size - start;
  }
  return TRUE;
}

// MARK: Steps

static void set_up(decode_jpeg_reader *reader, const void *bytes, size_t count) {
  struct jpeg_decompress_struct *decompress = &reader->decompress;
  jpeg_create_decompress(decompress);
  reader->progress.progress_monitor = on_progress;
  decompress->progress = &reader->progress;
  jpeg_set_marker_processor(decompress, JPEG_APP0 + 1, on_app1);
  jpeg_mem_src(decompress, bytes, count);
}

/// Blocks of 64 pixels of all components.
static uint64_t block_count(const struct jpeg_decompress_struct *decompress) {
  uint64_t count = 0;
  for (int index = 0; index < decompress->num_components; index++) {
    const jpeg_component_info *component = &decompress->comp_info[index];
    count += (uint64_t)component->width_in_blocks * component->height_in_blocks;
  }
  return count;
}

static void describe(decode_jpeg_reader *reader, decode_jpeg_header *header) {
  struct jpeg_decompress_struct *decompress = &reader->decompress;
  header->channels = decompress->out_color_space == JCS_CMYK ? 4 : 1;
  header->has_color = decompress->jpeg_color_space == JCS_YCbCr || decompress->jpeg_color_space == JCS_RGB;
  header->has_adobe_marker = decompress->saw_Adobe_marker;
  uint64_t blocks = block_count(decompress);
  // A Huffman code has a bit at least, and a block two codes, one of them in the first scan of a progressive file.
  // Arithmetic coding has no such bound.
  header->minimum_bits = decompress->arith_code ? 0 : decompress->progressive_mode ? blocks : 2 * blocks;
  if (jpeg_has_multiple_scans(decompress)) header->coefficient_bytes = blocks * sizeof(JBLOCK);
  header->exif = reader->exif;
  header->exif_size = reader->exif_size;
}

decode_jpeg_reader *decode_jpeg_open(
    const void *bytes, size_t count, double seconds, decode_jpeg_header *header, decode_failure *failure) {
  memset(header, 0, sizeof *header);
  decode_jpeg_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) {
    failure->status = DECODE_CORRUPT;
    snprintf(failure->message, sizeof failure->message, "out of memory");
    return NULL;
  }
  reader->clock = decode_clock_start(seconds);
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
    describe(reader, header);
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
  jpeg_abort_decompress(&reader->decompress);  // gives back the coefficients' memory
  *failure = reader->failure;
  return false;
}

void decode_jpeg_close(decode_jpeg_reader *reader) {
  if (reader == NULL) return;
  jpeg_destroy_decompress(&reader->decompress);
  free(reader);
}
