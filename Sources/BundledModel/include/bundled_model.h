#ifndef BUNDLED_MODEL_H
#define BUNDLED_MODEL_H

#include <stddef.h>

/// The weights of the network "fast" inside the binary, which thus works wherever it is copied: the bytes of a
/// safetensors file, and their number.
const unsigned char *bundled_model_fast(size_t *size);

#endif
