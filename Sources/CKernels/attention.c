#include "CKernels.h"
#include "kernel.h"

// Attention of single rows over the positions of their own source. All sums run over one source alone, in a fixed order, so
// that the result of a row depends on nothing else.

/// Sums in this many lanes: four vectors of 16, so that one addition does not wait for another.
#define DOT_LANES (4 * MT_LANES)

MT_INLINE float sum_of_lanes(float *lanes) {
  for (int width = DOT_LANES / 2; width > 0; width /= 2)
    for (int l = 0; l < width; l++) lanes[l] += lanes[l + width];
  return lanes[0];
}

MT_INLINE float dot(int64_t count, const float *restrict a, const float *restrict b) {
  float lanes[DOT_LANES] = {0};
  int64_t i = 0;
  for (; i + DOT_LANES <= count; i += DOT_LANES)
    for (int l = 0; l < DOT_LANES; l++) lanes[l] += a[i + l] * b[i + l];
  for (int l = 0; i < count; i++, l++) lanes[l] += a[i] * b[i];
  return sum_of_lanes(lanes);
}

/// vector . tanh(query + key)
MT_INLINE float dot_of_tanh(int64_t count, const float *restrict vector, const float *restrict query,
                            const float *restrict key) {
  float lanes[DOT_LANES] = {0};
  int64_t i = 0;
  for (; i + DOT_LANES <= count; i += DOT_LANES)
    for (int l = 0; l < DOT_LANES; l++) lanes[l] += vector[i + l] * mt_tanh(query[i + l] + key[i + l]);
  for (int l = 0; i < count; i++, l++) lanes[l] += vector[i] * mt_tanh(query[i] + key[i]);
  return sum_of_lanes(lanes);
}

MT_INLINE void add_scaled(int64_t count, float factor, const float *restrict x, float *restrict y) {
  for (int64_t i = 0; i < count; i++) y[i] += factor * x[i];
}

/// Numbers become their softmax.
MT_INLINE void softmax(int64_t count, float *x) {
  float largest = x[0], sum = 0.0f;
  for (int64_t s = 1; s < count; s++) largest = x[s] > largest ? x[s] : largest;
  for (int64_t s = 0; s < count; s++) x[s] = mt_exp(x[s] - largest);
  for (int64_t s = 0; s < count; s++) sum += x[s];
  for (int64_t s = 0; s < count; s++) x[s] /= sum;
}

MT_CLONES
void mt_attention_forward(const mt_attention *a) {
  const int64_t key_width = a->key_columns / a->heads, value_width = a->value_columns / a->heads;
  for (int64_t r = 0; r < a->rows; r++) {
    const int32_t source = a->sources[r];
    const int64_t length = a->lengths[source];
    for (int64_t head = 0; head < a->heads; head++) {
      const float *query = a->query + r * a->key_columns + head * key_width;
      const float *keys = a->keys[source] + head * key_width;
      const float *values = a->values[source] + head * value_width;
      float *weights = a->weights + (r * a->heads + head) * a->longest;
      float *context = a->context + r * a->value_columns + head * value_width;
      for (int64_t s = 0; s < length; s++)
        weights[s] = a->scale * (a->vector ? dot_of_tanh(key_width, a->vector + head * key_width, query,
                                                         keys + s * a->key_stride)
                                           : dot(key_width, query, keys + s * a->key_stride));
      softmax(length, weights);
      memset(context, 0, (size_t)value_width * sizeof(float));
      for (int64_t s = 0; s < length; s++) add_scaled(value_width, weights[s], values + s * a->value_stride, context);
    }
  }
}

MT_CLONES
void mt_attention_backward(const mt_attention *a, const float *d_context, float *d_query, float *const *d_keys,
                           float *const *d_values, float *d_vector) {
  const int64_t key_width = a->key_columns / a->heads, value_width = a->value_columns / a->heads;
  for (int64_t r = 0; r < a->rows; r++) {
    const int32_t source = a->sources[r];
    const int64_t length = a->lengths[source];
    for (int64_t head = 0; head < a->heads; head++) {
      const float *query = a->query + r * a->key_columns + head * key_width;
      float *weights = a->weights + (r * a->heads + head) * a->longest;
      const float *dc = d_context + r * a->value_columns + head * value_width;
      float *restrict dq = d_query + r * a->key_columns + head * key_width;
      memset(dq, 0, (size_t)key_width * sizeof(float));
      // The sum over positions of a weight times its gradient is the context times its own.
      float mean = 0.0f;
      const float *context = a->context + r * a->value_columns + head * value_width;
      mean = dot(value_width, dc, context);
      for (int64_t s = 0; s < length; s++) {
        const float *value = a->values[source] + s * a->value_stride + head * value_width;
        const float *key = a->keys[source] + s * a->key_stride + head * key_width;
        float *restrict dk = d_keys[source] + s * a->key_stride + head * key_width;
        float ds = a->scale * weights[s] * (dot(value_width, dc, value) - mean);
        add_scaled(value_width, weights[s], dc, d_values[source] + s * a->value_stride + head * value_width);
        if (a->vector) {
          const float *vector = a->vector + head * key_width;
          float *restrict dv = d_vector + head * key_width;
          MT_INDEPENDENT
          for (int64_t i = 0; i < key_width; i++) {
            float t = mt_tanh(query[i] + key[i]);
            float d = ds * vector[i] * (1.0f - t * t);
            dv[i] += ds * t;
            dq[i] += d;
            dk[i] += d;
          }
        } else {
          MT_INDEPENDENT
          for (int64_t i = 0; i < key_width; i++) {
            dq[i] += ds * key[i];
            dk[i] += ds * query[i];
          }
        }
      }
    }
  }
}

MT_CLONES
void mt_tanh_in_place(int64_t count, float *x) {
  for (int64_t i = 0; i < count; i++) x[i] = mt_tanh(x[i]);
}

MT_CLONES
void mt_tanh_backward(int64_t count, const float *y, float *d) {
  for (int64_t i = 0; i < count; i++) d[i] *= 1.0f - y[i] * y[i];
}
