#include "one_dnn.h"
