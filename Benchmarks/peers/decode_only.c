// decode-only FOLDER THREADS: decodes every PNG and JPEG of FOLDER to grey and prints the seconds it took.
// The floor for any program that reads the folder.
#include <dirent.h>
#include <png.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jpeglib.h>  // needs stdio.h before it

static char **paths;
static int path_count;
static atomic_int next_path;

static unsigned char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) exit(1);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(*size);
  if (!bytes || fread(bytes, 1, *size, file) != *size) exit(1);
  fclose(file);
  return bytes;
}

static void decode_png(const unsigned char *bytes, size_t size) {
  png_image image = {.version = PNG_IMAGE_VERSION};
  if (!png_image_begin_read_from_memory(&image, bytes, size)) exit(1);
  image.format = PNG_FORMAT_GRAY;
  unsigned char *pixels = malloc(PNG_IMAGE_SIZE(image));
  if (!pixels || !png_image_finish_read(&image, NULL, pixels, 0, NULL)) exit(1);
  free(pixels);
}

static void decode_jpeg(const unsigned char *bytes, size_t size) {
  struct jpeg_decompress_struct decoder;
  struct jpeg_error_mgr errors;
  decoder.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&decoder);
  jpeg_mem_src(&decoder, bytes, size);
  jpeg_read_header(&decoder, TRUE);
  decoder.out_color_space = JCS_GRAYSCALE;
  jpeg_start_decompress(&decoder);
  unsigned char *pixels = malloc((size_t)decoder.output_width * decoder.output_height);
  while (decoder.output_scanline < decoder.output_height) {
    JSAMPROW row = pixels + (size_t)decoder.output_scanline * decoder.output_width;
    jpeg_read_scanlines(&decoder, &row, 1);
  }
  jpeg_finish_decompress(&decoder);
  jpeg_destroy_decompress(&decoder);
  free(pixels);
}

static void *work(void *unused) {
  (void)unused;
  for (int i; (i = atomic_fetch_add(&next_path, 1)) < path_count;) {
    size_t size;
    unsigned char *bytes = read_file(paths[i], &size);
    if (size > 8 && !memcmp(bytes, "\x89PNG", 4)) decode_png(bytes, size);
    else decode_jpeg(bytes, size);
    free(bytes);
  }
  return NULL;
}

static void list_folder(const char *folder) {
  DIR *directory = opendir(folder);
  if (!directory) exit(1);
  int capacity = 0;
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (entry->d_name[0] == '.') continue;
    if (path_count == capacity) paths = realloc(paths, (capacity = capacity * 2 + 1024) * sizeof *paths);
    size_t length = strlen(folder) + strlen(entry->d_name) + 2;
    paths[path_count] = malloc(length);
    snprintf(paths[path_count++], length, "%s/%s", folder, entry->d_name);
  }
  closedir(directory);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  list_folder(argv[1]);
  pthread_t threads[64];
  int thread_count = atoi(argv[2]) < 64 ? atoi(argv[2]) : 64;
  for (int i = 0; i < thread_count; i++) pthread_create(&threads[i], NULL, work, NULL);
  for (int i = 0; i < thread_count; i++) pthread_join(threads[i], NULL);
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("%.6f\n", (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec));
  return 0;
}
