#include "CKernels.h"
#include "kernel.h"

MT_CLONES
void mt_add(int64_t count, const float *x, float *y) {
  for (int64_t i = 0; i < count; i++) y[i] += x[i];
}

MT_CLONES
void mt_add_column_sums(int64_t rows, int64_t columns, const float *x, float *sums) {
  for (int64_t r = 0; r < rows; r++) {
    const float *restrict row = x + r * columns;
    for (int64_t c = 0; c < columns; c++) sums[c] += row[c];
  }
}

/// A hash of a counter (Wellons' "lowbias32"): every position of a mask is drawn by itself, so that the backward pass
/// draws the same mask again instead of keeping it.
MT_INLINE uint32_t mix(uint32_t x) {
  x ^= x >> 16;
  x *= 0x7feb352du;
  x ^= x >> 15;
  x *= 0x846ca68bu;
  x ^= x >> 16;
  return x;
}

MT_CLONES
void mt_dropout(int64_t first, int64_t count, const float *x, float *y, uint64_t key, float probability) {
  uint32_t low = (uint32_t)key, high = (uint32_t)(key >> 32);
  int32_t threshold = (int32_t)((double)probability * 16777216.0);
  float scale = 1.0f / (1.0f - probability);
  for (int64_t i = 0; i < count; i++) {
    int32_t draw = (int32_t)(mix(mix((uint32_t)(first + i) ^ low) + high) >> 8);
    y[i] = draw >= threshold ? x[i] * scale : 0.0f;
  }
}

void mt_gather(int64_t rows, int64_t columns, const float *table, const int32_t *ids, float *y) {
  for (int64_t r = 0; r < rows; r++)
    memcpy(y + r * columns, table + (int64_t)ids[r] * columns, (size_t)columns * sizeof(float));
}

MT_CLONES
void mt_scatter_add(int64_t rows, int64_t columns, const float *x, const int32_t *ids, float *table) {
  for (int64_t r = 0; r < rows; r++) {
    const float *restrict from = x + r * columns;
    float *restrict to = table + (int64_t)ids[r] * columns;
    for (int64_t c = 0; c < columns; c++) to[c] += from[c];
  }
}
