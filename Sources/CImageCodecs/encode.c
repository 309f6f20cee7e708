#include "image_encode.h"
