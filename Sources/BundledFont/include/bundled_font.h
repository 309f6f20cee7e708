#ifndef BUNDLED_FONT_H
#define BUNDLED_FONT_H

#include <stddef.h>

/// Letters for captions, in GNU Unifont's own format: a line of ASCII for each, as in "0041:0000000018242442427E424242420000",
/// which is the code point, and then the 16 rows of 8 pixels from the top, whose highest bit is the left pixel.
const char *bundled_font(size_t *size);

#endif
