#ifndef BUNDLED_PAGE_H
#define BUNDLED_PAGE_H

#include <stddef.h>

/// A file of the web page inside the binary, or `openapi.json`.
struct bundled_page_file {
  /// Without a folder: `index.html` is served as `/`, `openapi.json` as `/openapi.json`, all others as `/page/<name>`.
  const char *name;
  const char *content_type;
  const unsigned char *bytes;
  size_t size;
};

/// All of them and their number.
const struct bundled_page_file *bundled_page_files(size_t *count);

#endif
