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

/// All of them and their number: those that read digits, the fastest first, and the one that finds ink.
const struct bundled_model *bundled_models(size_t *count);

#endif
