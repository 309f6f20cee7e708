#define _GNU_SOURCE // RTLD_DEFAULT
#include "one_dnn.h"

#include <dlfcn.h>
#include <oneapi/dnnl/dnnl.h>
#include <stdlib.h>

_Static_assert(sizeof(one_dnn_argument) == sizeof(dnnl_exec_arg_t), "arguments are passed on as they are");
_Static_assert(ONE_DNN_DESTINATION == DNNL_ARG_DST && ONE_DNN_WEIGHTS == DNNL_ARG_WEIGHTS, "roles are argument indices");
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
static layout_reference reference(const one_dnn_layout *layout) { return layout ? layout->descriptor : NULL; }
#else
typedef const dnnl_memory_desc_t *layout_reference;
static layout_reference reference(const one_dnn_layout *layout) { return layout ? &layout->descriptor : NULL; }
#endif

static const dnnl_dims_t ones = {1, 1};
static const dnnl_dims_t zeros = {0, 0};

// The team size belongs to the calling thread and must be one both when a primitive is created and when it runs.
// dlsym: oneDNN may be built on another threading runtime, and no OpenMP header or library need then be installed.
static void use_one_thread(void) {
  static _Thread_local bool done = false;
  if (done) return;
  void (*set_team_size)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
  if (set_team_size) set_team_size(1);
  done = true;
}

// Scratchpads are handed in by the caller: oneDNN's own belong to the thread that created the primitive.
static dnnl_status_t attributes_create(dnnl_primitive_attr_t *out, bool relu) {
  use_one_thread();
  dnnl_status_t status = dnnl_primitive_attr_create(out);
  if (status != dnnl_success) return status;
  status = dnnl_primitive_attr_set_scratchpad_mode(*out, dnnl_scratchpad_mode_user);
  if (status != dnnl_success || !relu) return status;
  dnnl_post_ops_t operations;
  status = dnnl_post_ops_create(&operations);
  if (status != dnnl_success) return status;
#if DNNL_VERSION_MAJOR >= 3
  status = dnnl_post_ops_append_eltwise(operations, dnnl_eltwise_relu, 0, 0);
#else
  status = dnnl_post_ops_append_eltwise(operations, 1, dnnl_eltwise_relu, 0, 0);
#endif
  if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(*out, operations);
  dnnl_post_ops_destroy(operations);
  return status;
}

// Takes `descriptor` over, whether it succeeds or not.
static dnnl_status_t wrap(one_dnn_primitive **out, dnnl_primitive_desc_t descriptor) {
  one_dnn_primitive *wrapped = calloc(1, sizeof *wrapped);
  dnnl_status_t status = wrapped ? dnnl_primitive_create(&wrapped->primitive, descriptor) : dnnl_out_of_memory;
  if (status != dnnl_success) {
    dnnl_primitive_desc_destroy(descriptor);
    free(wrapped);
    return status;
  }
  wrapped->descriptor = descriptor;
  *out = wrapped;
  return dnnl_success;
}

// How a primitive is described is where the two APIs differ: 3.x creates the descriptor in one call, 2.x fills an
// operation descriptor first. BUILD returns from the function that uses it.
#if DNNL_VERSION_MAJOR >= 3
#define BUILD(out, engine, relu, create, ...)                                                                          \
  do {                                                                                                                 \
    dnnl_primitive_attr_t attributes = NULL;                                                                           \
    dnnl_primitive_desc_t descriptor = NULL;                                                                           \
    dnnl_status_t status = attributes_create(&attributes, relu);                                                       \
    if (status == dnnl_success) status = create(&descriptor, (engine)->engine, __VA_ARGS__, attributes);               \
    dnnl_primitive_attr_destroy(attributes);                                                                           \
    return status == dnnl_success ? wrap(out, descriptor) : status;                                                    \
  } while (0)
#else
#define BUILD(out, engine, relu, hint, type, initialize, ...)                                                          \
  do {                                                                                                                 \
    type operation;                                                                                                    \
    dnnl_primitive_attr_t attributes = NULL;                                                                           \
    dnnl_primitive_desc_t descriptor = NULL;                                                                           \
    const one_dnn_primitive *forward_primitive = hint;                                                                 \
    dnnl_primitive_desc_t forward_descriptor = forward_primitive ? forward_primitive->descriptor : NULL;               \
    dnnl_status_t status = attributes_create(&attributes, relu);                                                       \
    if (status == dnnl_success) status = initialize(&operation, __VA_ARGS__);                                          \
    if (status == dnnl_success)                                                                                        \
      status =                                                                                                         \
          dnnl_primitive_desc_create(&descriptor, &operation, attributes, (engine)->engine, forward_descriptor);       \
    dnnl_primitive_attr_destroy(attributes);                                                                           \
    return status == dnnl_success ? wrap(out, descriptor) : status;                                                    \
  } while (0)
#endif

static dnnl_prop_kind_t propagation(bool training) {
  return training ? dnnl_forward_training : dnnl_forward_inference;
}

int one_dnn_engine_create(one_dnn_engine **out) {
  use_one_thread();
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

int one_dnn_convolution_forward(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts, int64_t padding,
    one_dnn_forward_mode mode) {
  const dnnl_dims_t margins = {padding, padding};
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, mode.relu, dnnl_convolution_forward_primitive_desc_create, propagation(mode.training),
      dnnl_convolution_direct, reference(layouts.source), reference(layouts.weights), reference(layouts.bias),
      reference(layouts.destination), ones, zeros, margins, margins);
#else
  BUILD(
      out, engine, mode.relu, NULL, dnnl_convolution_desc_t, dnnl_convolution_forward_desc_init,
      propagation(mode.training), dnnl_convolution_direct, reference(layouts.source), reference(layouts.weights),
      reference(layouts.bias), reference(layouts.destination), ones, margins, margins);
#endif
}

int one_dnn_convolution_backward_data(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts, int64_t padding,
    const one_dnn_primitive *forward) {
  const dnnl_dims_t margins = {padding, padding};
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_convolution_backward_data_primitive_desc_create, dnnl_convolution_direct,
      reference(layouts.source), reference(layouts.weights), reference(layouts.destination), ones, zeros, margins,
      margins, forward->descriptor);
#else
  BUILD(
      out, engine, false, forward, dnnl_convolution_desc_t, dnnl_convolution_backward_data_desc_init,
      dnnl_convolution_direct, reference(layouts.source), reference(layouts.weights), reference(layouts.destination),
      ones, margins, margins);
#endif
}

int one_dnn_convolution_backward_weights(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts, int64_t padding,
    const one_dnn_primitive *forward) {
  const dnnl_dims_t margins = {padding, padding};
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_convolution_backward_weights_primitive_desc_create, dnnl_convolution_direct,
      reference(layouts.source), reference(layouts.weights), reference(layouts.bias), reference(layouts.destination),
      ones, zeros, margins, margins, forward->descriptor);
#else
  BUILD(
      out, engine, false, forward, dnnl_convolution_desc_t, dnnl_convolution_backward_weights_desc_init,
      dnnl_convolution_direct, reference(layouts.source), reference(layouts.weights), reference(layouts.bias),
      reference(layouts.destination), ones, margins, margins);
#endif
}

int one_dnn_inner_product_forward(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts,
    one_dnn_forward_mode mode) {
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, mode.relu, dnnl_inner_product_forward_primitive_desc_create, propagation(mode.training),
      reference(layouts.source), reference(layouts.weights), reference(layouts.bias), reference(layouts.destination));
#else
  BUILD(
      out, engine, mode.relu, NULL, dnnl_inner_product_desc_t, dnnl_inner_product_forward_desc_init,
      propagation(mode.training), reference(layouts.source), reference(layouts.weights), reference(layouts.bias),
      reference(layouts.destination));
#endif
}

int one_dnn_inner_product_backward_data(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts,
    const one_dnn_primitive *forward) {
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_inner_product_backward_data_primitive_desc_create, reference(layouts.source),
      reference(layouts.weights), reference(layouts.destination), forward->descriptor);
#else
  BUILD(
      out, engine, false, forward, dnnl_inner_product_desc_t, dnnl_inner_product_backward_data_desc_init,
      reference(layouts.source), reference(layouts.weights), reference(layouts.destination));
#endif
}

int one_dnn_inner_product_backward_weights(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts,
    const one_dnn_primitive *forward) {
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_inner_product_backward_weights_primitive_desc_create, reference(layouts.source),
      reference(layouts.weights), reference(layouts.bias), reference(layouts.destination), forward->descriptor);
#else
  BUILD(
      out, engine, false, forward, dnnl_inner_product_desc_t, dnnl_inner_product_backward_weights_desc_init,
      reference(layouts.source), reference(layouts.weights), reference(layouts.bias), reference(layouts.destination));
#endif
}

static dnnl_alg_kind_t pooling_algorithm(one_dnn_pooling_window window) {
  return window.maximum ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding;
}

int one_dnn_pooling_forward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source,
    const one_dnn_layout *destination, one_dnn_pooling_window window, bool training) {
  const dnnl_dims_t size = {window.size, window.size};
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_pooling_forward_primitive_desc_create, propagation(training), pooling_algorithm(window),
      reference(source), reference(destination), size, size, zeros, zeros, zeros);
#else
  BUILD(
      out, engine, false, NULL, dnnl_pooling_desc_t, dnnl_pooling_forward_desc_init, propagation(training),
      pooling_algorithm(window), reference(source), reference(destination), size, size, zeros, zeros);
#endif
}

int one_dnn_pooling_backward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source_gradient,
    const one_dnn_layout *destination_gradient, one_dnn_pooling_window window, const one_dnn_primitive *forward) {
  const dnnl_dims_t size = {window.size, window.size};
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_pooling_backward_primitive_desc_create, pooling_algorithm(window),
      reference(source_gradient), reference(destination_gradient), size, size, zeros, zeros, zeros,
      forward->descriptor);
#else
  BUILD(
      out, engine, false, forward, dnnl_pooling_desc_t, dnnl_pooling_backward_desc_init, pooling_algorithm(window),
      reference(source_gradient), reference(destination_gradient), size, size, zeros, zeros);
#endif
}

int one_dnn_batch_normalization_forward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source, float epsilon,
    one_dnn_forward_mode mode) {
  unsigned flags = dnnl_use_scale | dnnl_use_shift | (mode.relu ? dnnl_fuse_norm_relu : 0);
  if (!mode.training) flags |= dnnl_use_global_stats;
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_batch_normalization_forward_primitive_desc_create, propagation(mode.training),
      reference(source), reference(source), epsilon, flags);
#else
  BUILD(
      out, engine, false, NULL, dnnl_batch_normalization_desc_t, dnnl_batch_normalization_forward_desc_init,
      propagation(mode.training), reference(source), epsilon, flags);
#endif
}

int one_dnn_batch_normalization_backward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source, float epsilon, bool relu,
    const one_dnn_primitive *forward) {
  unsigned flags = dnnl_use_scale | dnnl_use_shift | (relu ? dnnl_fuse_norm_relu : 0);
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_batch_normalization_backward_primitive_desc_create, dnnl_backward, reference(source),
      reference(source), reference(source), epsilon, flags, forward->descriptor);
#else
  BUILD(
      out, engine, false, forward, dnnl_batch_normalization_desc_t, dnnl_batch_normalization_backward_desc_init,
      dnnl_backward, reference(source), reference(source), epsilon, flags);
#endif
}

int one_dnn_relu_forward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source, bool training) {
  dnnl_alg_kind_t algorithm = training ? dnnl_eltwise_relu_use_dst_for_bwd : dnnl_eltwise_relu;
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_eltwise_forward_primitive_desc_create, propagation(training), algorithm,
      reference(source), reference(source), 0, 0);
#else
  BUILD(
      out, engine, false, NULL, dnnl_eltwise_desc_t, dnnl_eltwise_forward_desc_init, propagation(training), algorithm,
      reference(source), 0, 0);
#endif
}

int one_dnn_relu_backward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *destination,
    const one_dnn_primitive *forward) {
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_eltwise_backward_primitive_desc_create, dnnl_eltwise_relu_use_dst_for_bwd,
      reference(destination), reference(destination), reference(destination), 0, 0, forward->descriptor);
#else
  BUILD(
      out, engine, false, forward, dnnl_eltwise_desc_t, dnnl_eltwise_backward_desc_init,
      dnnl_eltwise_relu_use_dst_for_bwd, reference(destination), reference(destination), 0, 0);
#endif
}

int one_dnn_reorder(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source,
    const one_dnn_layout *destination) {
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_primitive_desc_t descriptor = NULL;
  dnnl_status_t status = attributes_create(&attributes, false);
  if (status == dnnl_success)
    status = dnnl_reorder_primitive_desc_create(
        &descriptor, reference(source), engine->engine, reference(destination), engine->engine, attributes);
  dnnl_primitive_attr_destroy(attributes);
  return status == dnnl_success ? wrap(out, descriptor) : status;
}

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
  use_one_thread();
  return dnnl_primitive_execute(
      primitive->primitive, engine->stream, count, (const dnnl_exec_arg_t *)arguments);
}

void one_dnn_primitive_destroy(one_dnn_primitive *primitive) {
  dnnl_primitive_destroy(primitive->primitive);
  dnnl_primitive_desc_destroy(primitive->descriptor);
  free(primitive);
}
