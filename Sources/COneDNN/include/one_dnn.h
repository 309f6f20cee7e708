// The part of oneDNN that a small convolutional network needs, alike for its C APIs 2.x (Debian 12) and 3.x.
//
// Handles are made by *_create functions and by those that take `out`, and freed by *_destroy. Every int returned is a
// dnnl_status_t, 0 for success. Work happens on the calling thread alone: each function first sets the OpenMP team
// size of its thread to one.
#ifndef ONE_DNN_H
#define ONE_DNN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A CPU engine and a stream on it.
typedef struct one_dnn_engine one_dnn_engine;
/// Dimensions, element type and memory format of a tensor.
typedef struct one_dnn_layout one_dnn_layout;
/// A tensor: a layout and a pointer that the caller owns.
typedef struct dnnl_memory one_dnn_memory;
/// A compiled operation and its description.
typedef struct one_dnn_primitive one_dnn_primitive;

typedef enum { ONE_DNN_FLOAT32, ONE_DNN_BFLOAT16, ONE_DNN_UINT8 } one_dnn_type;

/// What a tensor is to a primitive; the values are those of DNNL_ARG_*.
typedef enum {
  ONE_DNN_SOURCE = 1,
  ONE_DNN_OTHER_SOURCE = 2,
  ONE_DNN_DESTINATION = 17,
  ONE_DNN_WEIGHTS = 33,
  ONE_DNN_BIAS = 41,
  ONE_DNN_MEAN = 49,
  ONE_DNN_VARIANCE = 50,
  ONE_DNN_SCALE = 51,
  ONE_DNN_SHIFT = 52,
  ONE_DNN_WORKSPACE = 64,
  ONE_DNN_SCRATCHPAD = 80,
  ONE_DNN_SOURCE_GRADIENT = 129,
  ONE_DNN_DESTINATION_GRADIENT = 145,
  ONE_DNN_WEIGHTS_GRADIENT = 161,
  ONE_DNN_BIAS_GRADIENT = 169,
  ONE_DNN_SCALE_GRADIENT = 255,
  ONE_DNN_SHIFT_GRADIENT = 256
} one_dnn_role;

typedef struct {
  int role;
  one_dnn_memory *memory;
} one_dnn_argument;

/// Whether a forward primitive keeps what its backward needs, and whether it ends in a ReLU.
typedef struct {
  bool training;
  bool relu;
} one_dnn_forward_mode;

/// The tensors of a convolution or inner product, or their gradients where the primitive works on those. The gradient of
/// the weights may be fp32 where source and destination are bfloat16.
typedef struct {
  const one_dnn_layout *source;
  const one_dnn_layout *weights;
  const one_dnn_layout *bias;
  const one_dnn_layout *destination;
} one_dnn_product_layouts;

/// Without overlap or padding; rows and columns left over are ignored.
typedef struct {
  bool maximum; // else the average
  int64_t rows;
  int64_t columns;
} one_dnn_pooling_window;

/// What is padded: rows above and below, and columns at the left and at the right, each so many.
typedef struct {
  int64_t rows;
  int64_t columns;
} one_dnn_margins;

/// Whether the CPU multiplies bfloat16 natively; DNNL_MAX_CPU_ISA can deny it.
bool one_dnn_multiplies_bfloat16(void);

/// The widest vector instructions that oneDNN uses on this CPU, for people.
const char *one_dnn_instructions(void);

typedef struct {
  int major, minor, patch;
} one_dnn_release;

/// Of the library that is loaded.
one_dnn_release one_dnn_version(void);

int one_dnn_engine_create(one_dnn_engine **out);
void one_dnn_engine_destroy(one_dnn_engine *engine);

/// `strides` in elements, or NULL to let the primitive choose the format ("any").
int one_dnn_layout_create(
    one_dnn_layout **out, int rank, const int64_t *dimensions, const int64_t *strides, one_dnn_type type);
void one_dnn_layout_destroy(one_dnn_layout *layout);
/// In bytes, padding of blocked formats included.
size_t one_dnn_layout_size(const one_dnn_layout *layout);
one_dnn_type one_dnn_layout_type(const one_dnn_layout *layout);
bool one_dnn_layout_equal(const one_dnn_layout *left, const one_dnn_layout *right);

int one_dnn_memory_create(
    one_dnn_memory **out, const one_dnn_engine *engine, const one_dnn_layout *layout, void *pointer);
int one_dnn_memory_set_pointer(one_dnn_memory *memory, void *pointer);
void one_dnn_memory_destroy(one_dnn_memory *memory);

int one_dnn_convolution_forward(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts, one_dnn_margins padding,
    one_dnn_forward_mode mode);
int one_dnn_convolution_backward_data(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts, one_dnn_margins padding,
    const one_dnn_primitive *forward);
int one_dnn_convolution_backward_weights(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts, one_dnn_margins padding,
    const one_dnn_primitive *forward);

int one_dnn_inner_product_forward(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts, one_dnn_forward_mode mode);
int one_dnn_inner_product_backward_data(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts,
    const one_dnn_primitive *forward);
int one_dnn_inner_product_backward_weights(
    one_dnn_primitive **out, const one_dnn_engine *engine, one_dnn_product_layouts layouts,
    const one_dnn_primitive *forward);

int one_dnn_pooling_forward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source,
    const one_dnn_layout *destination, one_dnn_pooling_window window, bool training);
int one_dnn_pooling_backward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source_gradient,
    const one_dnn_layout *destination_gradient, one_dnn_pooling_window window, const one_dnn_primitive *forward);

/// With scale and shift. Training computes mean and variance from the batch; inference reads them.
int one_dnn_batch_normalization_forward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source, float epsilon,
    one_dnn_forward_mode mode);
int one_dnn_batch_normalization_backward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source, float epsilon, bool relu,
    const one_dnn_primitive *forward);
/// 2.x insists on being given the shift for the backward pass, 3.x on not being given it.
bool one_dnn_batch_normalization_backward_takes_shift(void);

int one_dnn_relu_forward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source, bool training);
/// Takes the gate from the ReLU's destination, so the source need not be kept.
int one_dnn_relu_backward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *destination,
    const one_dnn_primitive *forward);

/// Nearest neighbour; the layouts' sizes tell the factor.
int one_dnn_upsampling_forward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source,
    const one_dnn_layout *destination, bool training);
int one_dnn_upsampling_backward(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source_gradient,
    const one_dnn_layout *destination_gradient, const one_dnn_primitive *forward);

/// Source plus other source, all of one layout.
int one_dnn_addition(one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *layout);

/// Converts, or with `adding` adds to what the destination holds.
int one_dnn_reorder(
    one_dnn_primitive **out, const one_dnn_engine *engine, const one_dnn_layout *source,
    const one_dnn_layout *destination, bool adding);

/// A copy of the layout that the primitive wants for `role`; NULL for one that it does not use, or without memory.
one_dnn_layout *one_dnn_primitive_layout(const one_dnn_primitive *primitive, one_dnn_role role);
int one_dnn_primitive_execute(
    const one_dnn_primitive *primitive, const one_dnn_engine *engine, int count, const one_dnn_argument *arguments);
void one_dnn_primitive_destroy(one_dnn_primitive *primitive);

#endif
