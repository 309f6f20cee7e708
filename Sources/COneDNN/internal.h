// What the files of this target share; not part of its interface.
#ifndef ONE_DNN_INTERNAL_H
#define ONE_DNN_INTERNAL_H

#include "one_dnn.h"

#include <oneapi/dnnl/dnnl.h>

struct one_dnn_engine {
  dnnl_engine_t engine;
  dnnl_stream_t stream;
};

// 2.x has memory descriptors by value, 3.x by handle.
struct one_dnn_layout {
  dnnl_memory_desc_t descriptor;
};

struct one_dnn_primitive {
  dnnl_primitive_desc_t descriptor;
  dnnl_primitive_t primitive;
};

#if DNNL_VERSION_MAJOR >= 3
typedef const_dnnl_memory_desc_t layout_reference;
static inline layout_reference reference(const one_dnn_layout *layout) { return layout ? layout->descriptor : NULL; }
#else
typedef const dnnl_memory_desc_t *layout_reference;
static inline layout_reference reference(const one_dnn_layout *layout) { return layout ? &layout->descriptor : NULL; }
#endif

/// Sets the OpenMP team size of the calling thread to one: it counts both when a primitive is created and when it runs.
void one_dnn_use_one_thread(void);

#endif
