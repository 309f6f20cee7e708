// zlib inflates the .gz files in which MNIST is distributed; it comes with libpng.
#include <zlib.h>
