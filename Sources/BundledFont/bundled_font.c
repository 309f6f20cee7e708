#include "bundled_font.h"

static const char font[] = {
#embed "unifont-8x16.hex"
};

const char *bundled_font(size_t *size) {
  *size = sizeof font;
  return font;
}
