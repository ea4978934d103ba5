#ifndef CKernels_H
#define CKernels_H

// Kernels in float32. All matrices are row-major and contiguous.
//
// Each is plain C that the compiler vectorizes, built for several instruction sets and chosen at load time; products are
// told which to use. A row's result never depends on the other rows or on how many there are. The plain twin of each
// kernel is the Swift function of the same name in Tensors/ReferenceKernels.swift, which also states the equations; tests
// hold the two together.

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The instructions that products use: in order, each has those before it.
enum { MT_GENERIC = 0, MT_AVX2 = 1, MT_AVX512 = 2 };

/// The best that this processor has.
int mt_product_instructions(void);

/// The size of packed weights for `inputs` and `outputs`, in numbers.
int64_t mt_packed_count(int instructions, int64_t inputs, int64_t outputs);

/// Packs `weight`: [inputs, outputs], or with `transposed` [outputs, inputs].
void mt_pack(int instructions, int64_t inputs, int64_t outputs, const float *_Nonnull weight, int transposed,
             float *_Nonnull packed);

/// y[rows, outputs] = x[rows, inputs] * packed, added to y where `accumulate`; `inputs` is 1 or more.
void mt_multiply_packed(int instructions, int64_t rows, int64_t inputs, int64_t outputs, const float *_Nonnull x,
                        const float *_Nonnull packed, float *_Nonnull y, int accumulate);

/// The same with `weight` as it is: [inputs, outputs], or with `transposed` [outputs, inputs]. It is packed part by part,
/// which pays from some hundred rows on.
void mt_multiply(int instructions, int64_t rows, int64_t inputs, int64_t outputs, const float *_Nonnull x,
                 const float *_Nonnull weight, int transposed, float *_Nonnull y, int accumulate);

/// w[m, n] = transpose(a[rows, m]) * b[rows, n], added to w where `accumulate`. A row of a is `a_columns` long, and m of them
/// are used.
void mt_multiply_outer(int instructions, int64_t rows, int64_t m, int64_t n, const float *_Nonnull a, int64_t a_columns,
                       const float *_Nonnull b, float *_Nonnull w, int accumulate);

/// One step of a recurrent cell over `rows` rows. A state has one slot or more, each [rows, hidden]; a stride is the distance
/// from one slot to the next.
typedef struct {
  int64_t rows, hidden, slots, gate_columns;
  /// The step, and the length of each row: a row keeps its state at steps past its length. NULL: no row is past it.
  int32_t step;
  const int32_t *_Nullable lengths;
  /// [rows, gate_columns]. Forward: products in, activations out; back: activations in, gradients of the products out.
  float *_Nullable gates;
  /// [rows, saved_columns] each: what else the cell keeps for the way back, where it turns into gradients too.
  float *_Nullable saved[8];
  int64_t saved_columns[8];
  /// Biases and other vectors of the cell.
  const float *_Nullable vectors[8];
  const float *_Nullable before;
  float *_Nullable after;
  /// Back only. The gradient of the state after the step becomes that of the state before it, but for what comes through
  /// products. That of the output is added to slot 0 first.
  float *_Nullable gradient;
  const float *_Nullable output_gradient;
  int64_t before_stride, after_stride, gradient_stride;
} mt_cell_step;

void mt_cell_forward(int32_t number, const mt_cell_step *_Nonnull step);
void mt_cell_backward(int32_t number, const mt_cell_step *_Nonnull step);

/// Attention of rows over sources (Bahdanau et al. 2015; Luong et al. 2015): for row r of source b = sources[r] and each head,
///
///     score[s] = scale (query . key[s]), or with `vector` scale (vector . tanh(query + key[s]))
///     weights = softmax(score), context = sum of weights[s] value[s]         s < lengths[b]
///
/// `keys[b]` is the key of the first position of source b, and `key_stride` lies between positions; values likewise.
typedef struct {
  int64_t rows, heads, key_columns, value_columns, longest, key_stride, value_stride;
  const int32_t *_Nonnull sources;
  const int32_t *_Nonnull lengths;
  float *_Nonnull const *_Nonnull keys;
  float *_Nonnull const *_Nonnull values;
  const float *_Nullable vector;
  const float *_Nonnull query;
  /// [rows, heads, longest], out.
  float *_Nonnull weights;
  /// [rows, value_columns], out.
  float *_Nonnull context;
  float scale;
} mt_attention;

void mt_attention_forward(const mt_attention *_Nonnull attention);

/// Sets the gradient of the queries, and adds to those of keys, values and vector.
void mt_attention_backward(const mt_attention *_Nonnull attention, const float *_Nonnull d_context,
                           float *_Nonnull d_query, float *_Nonnull const *_Nonnull d_keys,
                           float *_Nonnull const *_Nonnull d_values, float *_Nullable d_vector);

void mt_tanh_in_place(int64_t count, float *_Nonnull x);
/// d *= 1 - y * y, for y = tanh(x).
void mt_tanh_backward(int64_t count, const float *_Nonnull y, float *_Nonnull d);

void mt_softmax_cross_entropy(int64_t rows, int64_t columns, float *_Nonnull logits, const float *_Nonnull bias,
                              const int32_t *_Nonnull targets, float smoothing, float scale,
                              double *_Nonnull negative_log_likelihood, double *_Nonnull smoothed_loss);

void mt_top_candidates(int64_t rows, int64_t columns, float *_Nonnull logits, const float *_Nonnull bias, int64_t count,
                       int32_t *_Nonnull ids, float *_Nonnull log_probabilities);

void mt_add(int64_t count, const float *_Nonnull x, float *_Nonnull y);
void mt_add_column_sums(int64_t rows, int64_t columns, const float *_Nonnull x, float *_Nonnull sums);
/// The mask of positions `first` on.
void mt_dropout(int64_t first, int64_t count, const float *_Nonnull x, float *_Nonnull y, uint64_t key, float probability);
void mt_gather(int64_t rows, int64_t columns, const float *_Nonnull table, const int32_t *_Nonnull ids,
               float *_Nonnull y);
void mt_scatter_add(int64_t rows, int64_t columns, const float *_Nonnull x, const int32_t *_Nonnull ids,
                    float *_Nonnull table);

void mt_quantize_rows(int64_t rows, int64_t columns, const float *_Nonnull x, int8_t *_Nonnull y,
                      float *_Nonnull scales);

/// Like mt_quantize_rows, with 128 added to every number: oneDNN multiplies this form by int8 fastest.
void mt_quantize_rows_shifted(int64_t rows, int64_t columns, const float *_Nonnull x, uint8_t *_Nonnull y,
                              float *_Nonnull scales);

/// The sum of each row.
void mt_sum_quantized_rows(int64_t rows, int64_t columns, const int8_t *_Nonnull x, int32_t *_Nonnull sums);

void mt_gather_quantized(int64_t rows, int64_t columns, const int8_t *_Nonnull table, const float *_Nonnull scales,
                         const int32_t *_Nonnull ids, float *_Nonnull y);

/// The end of a product of int8, from `sums` [rows, columns] of shifted rows times weights whose own sums are
/// `weight_sums`: y = (accumulate ? y : 0) + (sums - 128 weight_sums) (row_scales column_scales).
void mt_scale_shifted_sums(int64_t rows, int64_t columns, const int32_t *_Nonnull sums,
                           const float *_Nonnull row_scales, const int32_t *_Nonnull weight_sums,
                           const float *_Nonnull column_scales, float *_Nonnull y, int32_t accumulate);

double mt_sum_of_squares(int64_t count, const float *_Nonnull x);
/// The steps of optimizers; `l2` times a value is added to its gradient, `shrink` times a value taken from it.
void mt_sgd(int64_t count, float *_Nonnull values, const float *_Nonnull gradients, float factor, float shrink);
void mt_momentum(int64_t count, float *_Nonnull values, const float *_Nonnull gradients, float *_Nonnull velocity,
                 float gradient_factor, float momentum, float learning_rate, float l2);
void mt_scaled_descent(int64_t count, float *_Nonnull values, const float *_Nonnull gradients,
                       float *_Nonnull squares, float gradient_factor, float keep, float add, float learning_rate,
                       float epsilon, float l2);
void mt_adam(int64_t count, float *_Nonnull values, const float *_Nonnull gradients, float *_Nonnull first,
             float *_Nonnull second, float gradient_factor, float beta1, float beta2, float step_size, float epsilon,
             float second_correction, float l2, float shrink);
/// Numbers beyond `limit` or its negative become these; what is no number stays.
void mt_clamp(int64_t count, float *_Nonnull x, float limit);

/// A register-resident multiply-add loop; returns the floating-point operations of `iterations` rounds.
/// `mt benchmark` measures the peak of a core with it.
double mt_peak_loop(int64_t iterations, float *_Nonnull sink);

#ifdef __cplusplus
}
#endif
#endif
