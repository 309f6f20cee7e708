#include <stddef.h>
#include <stdint.h>

/// Of libFuzzer, as a library: calls `target` with one input after another.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*target)(const uint8_t *data, size_t size));
