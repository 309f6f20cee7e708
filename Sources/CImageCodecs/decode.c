#include "image_decode.h"
