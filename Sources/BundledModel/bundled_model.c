#include "bundled_model.h"

static const unsigned char fast[] = {
#embed "fast.safetensors"
};

const unsigned char *bundled_model_fast(size_t *size) {
  *size = sizeof fast;
  return fast;
}
