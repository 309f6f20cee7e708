// Engines, layouts, memories and compiled primitives.
#define _GNU_SOURCE // RTLD_DEFAULT
#include "internal.h"

#include <dlfcn.h>
#include <stdlib.h>

_Static_assert(sizeof(one_dnn_argument) == sizeof(dnnl_exec_arg_t), "arguments are passed on as they are");
_Static_assert(ONE_DNN_DESTINATION == DNNL_ARG_DST && ONE_DNN_WEIGHTS == DNNL_ARG_WEIGHTS, "roles are argument indices");
_Static_assert(ONE_DNN_SOURCE == DNNL_ARG_SRC_0 && ONE_DNN_OTHER_SOURCE == DNNL_ARG_SRC_1, "roles are argument indices");
_Static_assert(ONE_DNN_BIAS == DNNL_ARG_BIAS && ONE_DNN_MEAN == DNNL_ARG_MEAN, "roles are argument indices");
_Static_assert(ONE_DNN_SCALE == DNNL_ARG_SCALE && ONE_DNN_SHIFT == DNNL_ARG_SHIFT, "roles are argument indices");
_Static_assert(ONE_DNN_WORKSPACE == DNNL_ARG_WORKSPACE, "roles are argument indices");
_Static_assert(ONE_DNN_SCRATCHPAD == DNNL_ARG_SCRATCHPAD, "roles are argument indices");
_Static_assert(ONE_DNN_SOURCE_GRADIENT == DNNL_ARG_DIFF_SRC, "roles are argument indices");
_Static_assert(ONE_DNN_DESTINATION_GRADIENT == DNNL_ARG_DIFF_DST, "roles are argument indices");
_Static_assert(ONE_DNN_WEIGHTS_GRADIENT == DNNL_ARG_DIFF_WEIGHTS, "roles are argument indices");
_Static_assert(ONE_DNN_BIAS_GRADIENT == DNNL_ARG_DIFF_BIAS, "roles are argument indices");
_Static_assert(ONE_DNN_SCALE_GRADIENT == DNNL_ARG_DIFF_SCALE, "roles are argument indices");
_Static_assert(ONE_DNN_SHIFT_GRADIENT == DNNL_ARG_DIFF_SHIFT, "roles are argument indices");

// dlsym: oneDNN may be built on another threading runtime, and no OpenMP header or library need then be installed.
void one_dnn_use_one_thread(void) {
  static _Thread_local bool done = false;
  if (done) return;
  void (*set_team_size)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
  if (set_team_size) set_team_size(1);
  done = true;
}

// Of these values, alike in 2.x and 3.x, a later one has the bits of those that it includes.
static bool has(dnnl_cpu_isa_t instructions) {
  return (dnnl_get_effective_cpu_isa() & instructions) == instructions;
}

bool one_dnn_multiplies_bfloat16(void) { return has(dnnl_cpu_isa_avx512_core_bf16); }

const char *one_dnn_instructions(void) {
  if (has(dnnl_cpu_isa_avx512_core_bf16)) return "AVX-512 with BF16";
  if (has(dnnl_cpu_isa_avx512_core_vnni)) return "AVX-512 with VNNI";
  if (has(dnnl_cpu_isa_avx512_core)) return "AVX-512";
  if (has(dnnl_cpu_isa_avx2)) return "AVX2";
  return "less than AVX2";
}

one_dnn_release one_dnn_version(void) {
  const dnnl_version_t *version = dnnl_version();
  return (one_dnn_release){version->major, version->minor, version->patch};
}

int one_dnn_engine_create(one_dnn_engine **out) {
  one_dnn_use_one_thread();
  one_dnn_engine *engine = calloc(1, sizeof *engine);
  if (!engine) return dnnl_out_of_memory;
  dnnl_status_t status = dnnl_engine_create(&engine->engine, dnnl_cpu, 0);
  if (status == dnnl_success)
    status = dnnl_stream_create(&engine->stream, engine->engine, dnnl_stream_default_flags);
  if (status == dnnl_success) {
    *out = engine;
  } else {
    one_dnn_engine_destroy(engine);
  }
  return status;
}

void one_dnn_engine_destroy(one_dnn_engine *engine) {
  if (engine->stream) dnnl_stream_destroy(engine->stream);
  if (engine->engine) dnnl_engine_destroy(engine->engine);
  free(engine);
}

int one_dnn_layout_create(
    one_dnn_layout **out, int rank, const int64_t *dimensions, const int64_t *strides, one_dnn_type type) {
  dnnl_data_type_t data_type = type == ONE_DNN_UINT8 ? dnnl_u8 : type == ONE_DNN_BFLOAT16 ? dnnl_bf16 : dnnl_f32;
  one_dnn_layout *layout = calloc(1, sizeof *layout);
  if (!layout) return dnnl_out_of_memory;
  dnnl_status_t status;
#if DNNL_VERSION_MAJOR >= 3
  if (strides)
    status = dnnl_memory_desc_create_with_strides(&layout->descriptor, rank, dimensions, data_type, strides);
  else
    status = dnnl_memory_desc_create_with_tag(&layout->descriptor, rank, dimensions, data_type, dnnl_format_tag_any);
#else
  if (strides)
    status = dnnl_memory_desc_init_by_strides(&layout->descriptor, rank, dimensions, data_type, strides);
  else
    status = dnnl_memory_desc_init_by_tag(&layout->descriptor, rank, dimensions, data_type, dnnl_format_tag_any);
#endif
  if (status == dnnl_success) {
    *out = layout;
  } else {
    free(layout);
  }
  return status;
}

void one_dnn_layout_destroy(one_dnn_layout *layout) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_memory_desc_destroy(layout->descriptor);
#endif
  free(layout);
}

size_t one_dnn_layout_size(const one_dnn_layout *layout) { return dnnl_memory_desc_get_size(reference(layout)); }

one_dnn_type one_dnn_layout_type(const one_dnn_layout *layout) {
  dnnl_data_type_t type;
#if DNNL_VERSION_MAJOR >= 3
  if (dnnl_memory_desc_query(layout->descriptor, dnnl_query_data_type, &type) != dnnl_success) return ONE_DNN_FLOAT32;
#else
  type = layout->descriptor.data_type;
#endif
  return type == dnnl_u8 ? ONE_DNN_UINT8 : type == dnnl_bf16 ? ONE_DNN_BFLOAT16 : ONE_DNN_FLOAT32;
}

bool one_dnn_layout_equal(const one_dnn_layout *left, const one_dnn_layout *right) {
  return dnnl_memory_desc_equal(reference(left), reference(right)) != 0;
}

int one_dnn_memory_create(
    one_dnn_memory **out, const one_dnn_engine *engine, const one_dnn_layout *layout, void *pointer) {
  return dnnl_memory_create(out, reference(layout), engine->engine, pointer);
}

int one_dnn_memory_set_pointer(one_dnn_memory *memory, void *pointer) {
  return dnnl_memory_set_data_handle(memory, pointer);
}

void one_dnn_memory_destroy(one_dnn_memory *memory) { dnnl_memory_destroy(memory); }

one_dnn_layout *one_dnn_primitive_layout(const one_dnn_primitive *primitive, one_dnn_role role) {
  layout_reference found = dnnl_primitive_desc_query_md(primitive->descriptor, dnnl_query_exec_arg_md, role);
  if (!found || dnnl_memory_desc_get_size(found) == 0) return NULL;
  one_dnn_layout *copy = calloc(1, sizeof *copy);
  if (!copy) return NULL;
#if DNNL_VERSION_MAJOR >= 3
  if (dnnl_memory_desc_clone(&copy->descriptor, found) != dnnl_success) {
    free(copy);
    return NULL;
  }
#else
  copy->descriptor = *found;
#endif
  return copy;
}

int one_dnn_primitive_execute(
    const one_dnn_primitive *primitive, const one_dnn_engine *engine, int count, const one_dnn_argument *arguments) {
  one_dnn_use_one_thread();
  return dnnl_primitive_execute(
      primitive->primitive, engine->stream, count, (const dnnl_exec_arg_t *)arguments);
}

void one_dnn_primitive_destroy(one_dnn_primitive *primitive) {
  dnnl_primitive_destroy(primitive->primitive);
  dnnl_primitive_desc_destroy(primitive->descriptor);
  free(primitive);
}
