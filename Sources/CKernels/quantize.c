#include "CKernels.h"
#include "kernel.h"

/// The largest magnitude of a row. NaN compares larger as an integer, so that it is found.
MT_INLINE float largest_magnitude(int64_t columns, const float *restrict row) {
  uint32_t largest = 0;
  for (int64_t c = 0; c < columns; c++) {
    uint32_t bits;
    memcpy(&bits, row + c, sizeof bits);
    bits &= 0x7fffffff;
    largest = bits > largest ? bits : largest;
  }
  float value;
  memcpy(&value, &largest, sizeof value);
  return value;
}

/// Adding and taking away 1.5 * 2^23 rounds to the nearest integer, ties to even. The product stands alone, so that no
/// compiler fuses it with the sum: that would round once instead of twice.
MT_INLINE int32_t quantized(float x, float inverse) {
  float scaled = x * inverse;
  scaled = scaled >= -127.0f ? scaled : -127.0f;
  scaled = scaled <= 127.0f ? scaled : 127.0f;
  float shifted = scaled + 12582912.0f;
  return (int32_t)(shifted - 12582912.0f);
}

/// A row whose largest magnitude is below 2^-100 counts as zeros: 127 over it might not be finite.
MT_INLINE float inverse_and_scale(int64_t columns, const float *row, float *scale) {
  float largest = largest_magnitude(columns, row);
  int is_zero = largest < 0x1p-100f;
  *scale = is_zero ? 0.0f : largest / 127.0f;
  return is_zero ? 0.0f : 127.0f / largest;
}

MT_CLONES
void mt_quantize_rows(int64_t rows, int64_t columns, const float *x, int8_t *y, float *scales) {
  for (int64_t r = 0; r < rows; r++) {
    const float *restrict row = x + r * columns;
    int8_t *restrict to = y + r * columns;
    float inverse = inverse_and_scale(columns, row, scales + r);
    for (int64_t c = 0; c < columns; c++) to[c] = (int8_t)quantized(row[c], inverse);
  }
}

MT_CLONES
void mt_quantize_rows_shifted(int64_t rows, int64_t columns, const float *x, uint8_t *y, float *scales) {
  for (int64_t r = 0; r < rows; r++) {
    const float *restrict row = x + r * columns;
    uint8_t *restrict to = y + r * columns;
    float inverse = inverse_and_scale(columns, row, scales + r);
    for (int64_t c = 0; c < columns; c++) to[c] = (uint8_t)(quantized(row[c], inverse) + 128);
  }
}

MT_CLONES
void mt_sum_quantized_rows(int64_t rows, int64_t columns, const int8_t *x, int32_t *sums) {
  for (int64_t r = 0; r < rows; r++) {
    const int8_t *restrict row = x + r * columns;
    int32_t sum = 0;
    for (int64_t c = 0; c < columns; c++) sum += row[c];
    sums[r] = sum;
  }
}

MT_CLONES
void mt_gather_quantized(int64_t rows, int64_t columns, const int8_t *table, const float *scales, const int32_t *ids,
                         float *y) {
  for (int64_t r = 0; r < rows; r++) {
    const int8_t *restrict from = table + (int64_t)ids[r] * columns;
    float *restrict to = y + r * columns;
    float scale = scales[ids[r]];
    for (int64_t c = 0; c < columns; c++) to[c] = (float)from[c] * scale;
  }
}

// As above, products are not fused with the sum, which would round differently on some processors.
MT_CLONES
void mt_scale_shifted_sums(int64_t rows, int64_t columns, const int32_t *sums, const float *row_scales,
                           const int32_t *weight_sums, const float *column_scales, float *y, int32_t accumulate) {
  for (int64_t r = 0; r < rows; r++) {
    const int32_t *restrict row = sums + r * columns;
    float *restrict to = y + r * columns;
    float scale = row_scales[r];
    if (accumulate) {
      MT_INDEPENDENT
      for (int64_t c = 0; c < columns; c++) {
        float factor = scale * column_scales[c];
        float product = (float)(row[c] - 128 * weight_sums[c]) * factor;
        to[c] = to[c] + product;
      }
    } else {
      MT_INDEPENDENT
      for (int64_t c = 0; c < columns; c++) {
        float factor = scale * column_scales[c];
        to[c] = (float)(row[c] - 128 * weight_sums[c]) * factor;
      }
    }
  }
}
