#ifndef BUNDLED_MODEL_H
#define BUNDLED_MODEL_H

#include <stddef.h>

/// Weights inside the binary, which thus works wherever it is copied.
struct bundled_model {
  const char *name;
  /// Those of a safetensors file.
  const unsigned char *bytes;
  size_t size;
};

/// All of them and their number, in the order in which a digit is passed on: the fastest first, the most accurate last.
const struct bundled_model *bundled_models(size_t *count);

#endif
