#include "bundled_page.h"

static const unsigned char index_html[] = {
#embed "page/index.html"
};

static const unsigned char openapi_json[] = {
#embed "openapi.json"
};

static const struct bundled_page_file files[] = {
    {"index.html", "text/html; charset=utf-8", index_html, sizeof index_html},
    {"openapi.json", "application/json", openapi_json, sizeof openapi_json},
};

const struct bundled_page_file *bundled_page_files(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
