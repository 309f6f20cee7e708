// How a primitive is described, which is where the C APIs 2.x and 3.x differ most.
#include "internal.h"

#include <stdlib.h>

static const dnnl_dims_t ones = {1, 1};
static const dnnl_dims_t zeros = {0, 0};

// Scratchpads are handed in by the caller: oneDNN's own belong to the thread that created the primitive.
static dnnl_status_t attributes_create(dnnl_primitive_attr_t *out, bool relu) {
  one_dnn_use_one_thread();
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

static int64_t channels(const one_dnn_layout *layout) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_dims_t *dimensions;
  return dnnl_memory_desc_query(layout->descriptor, dnnl_query_dims, &dimensions) == dnnl_success ? (*dimensions)[1] : 0;
#else
  return layout->descriptor.dims[1];
#endif
}

// Winograd's algorithm (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016) is twice as fast for
// 3x3 in fp32, but oneDNN's fills channels up to a vector of 16: for the one channel of an image it is ten times slower.
static bool suits_winograd(one_dnn_product_layouts layouts) { return channels(layouts.source) >= 16; }

static dnnl_alg_kind_t convolution_algorithm(one_dnn_product_layouts layouts) {
  return suits_winograd(layouts) ? dnnl_convolution_auto : dnnl_convolution_direct;
}

int one_dnn_convolution_forward(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts, one_dnn_margins padding,
    one_dnn_forward_mode mode) {
  const dnnl_dims_t margins = {padding.rows, padding.columns};
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, mode.relu, dnnl_convolution_forward_primitive_desc_create, propagation(mode.training),
      convolution_algorithm(layouts), reference(layouts.source), reference(layouts.weights), reference(layouts.bias),
      reference(layouts.destination), ones, zeros, margins, margins);
#else
  BUILD(
      out, engine, mode.relu, NULL, dnnl_convolution_desc_t, dnnl_convolution_forward_desc_init,
      propagation(mode.training), convolution_algorithm(layouts), reference(layouts.source), reference(layouts.weights),
      reference(layouts.bias), reference(layouts.destination), ones, margins, margins);
#endif
}

int one_dnn_convolution_backward_data(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts, one_dnn_margins padding,
    const one_dnn_primitive *forward) {
  const dnnl_dims_t margins = {padding.rows, padding.columns};
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_convolution_backward_data_primitive_desc_create, convolution_algorithm(layouts),
      reference(layouts.source), reference(layouts.weights), reference(layouts.destination), ones, zeros, margins,
      margins, forward->descriptor);
#else
  BUILD(
      out, engine, false, forward, dnnl_convolution_desc_t, dnnl_convolution_backward_data_desc_init,
      convolution_algorithm(layouts), reference(layouts.source), reference(layouts.weights), reference(layouts.destination),
      ones, margins, margins);
#endif
}

static int convolution_backward_weights(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts, one_dnn_margins padding,
    const one_dnn_primitive *forward, dnnl_alg_kind_t algorithm) {
  const dnnl_dims_t margins = {padding.rows, padding.columns};
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_convolution_backward_weights_primitive_desc_create, algorithm, reference(layouts.source),
      reference(layouts.weights), reference(layouts.bias), reference(layouts.destination), ones, zeros, margins,
      margins, forward->descriptor);
#else
  BUILD(
      out, engine, false, forward, dnnl_convolution_desc_t, dnnl_convolution_backward_weights_desc_init, algorithm,
      reference(layouts.source), reference(layouts.weights), reference(layouts.bias), reference(layouts.destination),
      ones, margins, margins);
#endif
}

int one_dnn_convolution_backward_weights(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts, one_dnn_margins padding,
    const one_dnn_primitive *forward) {
  // Left to choose, oneDNN would take the direct algorithm here.
  if (suits_winograd(layouts) &&
      convolution_backward_weights(out, engine, layouts, padding, forward, dnnl_convolution_winograd) == dnnl_success)
    return dnnl_success;
  return convolution_backward_weights(out, engine, layouts, padding, forward, dnnl_convolution_direct);
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
  const dnnl_dims_t size = {window.rows, window.columns};
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
  const dnnl_dims_t size = {window.rows, window.columns};
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

bool one_dnn_batch_normalization_backward_takes_shift(void) { return DNNL_VERSION_MAJOR < 3; }

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

int one_dnn_upsampling_forward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source,
    const one_dnn_layout *destination, bool training) {
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_resampling_forward_primitive_desc_create, propagation(training), dnnl_resampling_nearest,
      NULL, reference(source), reference(destination));
#else
  BUILD(
      out, engine, false, NULL, dnnl_resampling_desc_t, dnnl_resampling_forward_desc_init, propagation(training),
      dnnl_resampling_nearest, NULL, reference(source), reference(destination));
#endif
}

int one_dnn_upsampling_backward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source_gradient,
    const one_dnn_layout *destination_gradient, const one_dnn_primitive *forward) {
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_resampling_backward_primitive_desc_create, dnnl_resampling_nearest, NULL,
      reference(source_gradient), reference(destination_gradient), forward->descriptor);
#else
  BUILD(
      out, engine, false, forward, dnnl_resampling_desc_t, dnnl_resampling_backward_desc_init, dnnl_resampling_nearest,
      NULL, reference(source_gradient), reference(destination_gradient));
#endif
}

int one_dnn_addition(one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *layout) {
#if DNNL_VERSION_MAJOR >= 3
  BUILD(
      out, engine, false, dnnl_binary_primitive_desc_create, dnnl_binary_add, reference(layout), reference(layout),
      reference(layout));
#else
  BUILD(
      out, engine, false, NULL, dnnl_binary_desc_t, dnnl_binary_desc_init, dnnl_binary_add, reference(layout),
      reference(layout), reference(layout));
#endif
}

static dnnl_status_t append_sum(dnnl_primitive_attr_t attributes) {
  dnnl_post_ops_t operations;
  dnnl_status_t status = dnnl_post_ops_create(&operations);
  if (status != dnnl_success) return status;
#if DNNL_VERSION_MAJOR >= 3
  status = dnnl_post_ops_append_sum(operations, 1, 0, dnnl_data_type_undef);
#else
  status = dnnl_post_ops_append_sum(operations, 1);
#endif
  if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(attributes, operations);
  dnnl_post_ops_destroy(operations);
  return status;
}

int one_dnn_reorder(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source,
    const one_dnn_layout *destination, bool adding) {
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_primitive_desc_t descriptor = NULL;
  dnnl_status_t status = attributes_create(&attributes, false);
  if (status == dnnl_success && adding) status = append_sum(attributes);
  if (status == dnnl_success)
    status = dnnl_reorder_primitive_desc_create(
        &descriptor, reference(source), engine->engine, reference(destination), engine->engine, attributes);
  dnnl_primitive_attr_destroy(attributes);
  return status == dnnl_success ? wrap(out, descriptor) : status;
}
