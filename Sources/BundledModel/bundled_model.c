#include "bundled_model.h"

static const unsigned char fast[] = {
#embed "fast.safetensors"
};

static const unsigned char accurate[] = {
#embed "accurate.safetensors"
};

static const unsigned char ink[] = {
#embed "ink.safetensors"
};

static const unsigned char strings[] = {
#embed "strings.safetensors"
};

static const struct bundled_model models[] = {
    {"fast", fast, sizeof fast},
    {"accurate", accurate, sizeof accurate},
    {"ink", ink, sizeof ink},
    {"strings", strings, sizeof strings},
};

const struct bundled_model *bundled_models(size_t *count) {
  *count = sizeof models / sizeof models[0];
  return models;
}
