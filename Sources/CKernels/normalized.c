#include "cells.h"

// Cells with layer normalization (Ba et al. 2016); NormalizedLSTMKernel.swift and NormalizedGRUKernel.swift say what is in which
// block and vector.

MT_INLINE float mean_of_lanes(const float *lanes, int64_t count) {
  double sum = 0;
  for (int l = 0; l < MT_LANES; l++) sum += lanes[l];
  return (float)(sum / (double)count);
}

/// y = (x - mean) / the standard deviation, which may be in place. Returns 1 / the standard deviation.
MT_INLINE float normalize(int64_t count, const float *x, float *y) {
  float lanes[MT_LANES] = {0};
  int64_t j = 0;
  for (; j + MT_LANES <= count; j += MT_LANES)
    for (int l = 0; l < MT_LANES; l++) lanes[l] += x[j + l];
  for (; j < count; j++) lanes[0] += x[j];
  const float mean = mean_of_lanes(lanes, count);
  float squares[MT_LANES] = {0};
  for (j = 0; j + MT_LANES <= count; j += MT_LANES)
    for (int l = 0; l < MT_LANES; l++) squares[l] += (x[j + l] - mean) * (x[j + l] - mean);
  for (; j < count; j++) squares[0] += (x[j] - mean) * (x[j] - mean);
  const float factor = 1.0f / sqrtf(mean_of_lanes(squares, count) + 1e-5f);
  MT_INDEPENDENT
  for (int64_t k = 0; k < count; k++) y[k] = (x[k] - mean) * factor;
  return factor;
}

/// From the gradient d of gain * y: `products` = d * y, whose sums are the gradient of the gain, and the gradient of x. It is
/// added to dx where `adds`. dx and products may be y.
MT_INLINE void normalize_back(int64_t count, const float *d, const float *gain, const float *y, float factor,
                              float *products, float *dx, int adds) {
  float sums[MT_LANES] = {0}, dots[MT_LANES] = {0};
  int64_t j = 0;
  for (; j + MT_LANES <= count; j += MT_LANES)
    for (int l = 0; l < MT_LANES; l++) {
      float u = d[j + l] * gain[j + l];
      sums[l] += u;
      dots[l] += u * y[j + l];
    }
  for (; j < count; j++) {
    float u = d[j] * gain[j];
    sums[0] += u;
    dots[0] += u * y[j];
  }
  const float mean = mean_of_lanes(sums, count), slope = mean_of_lanes(dots, count);
  MT_INDEPENDENT
  for (int64_t k = 0; k < count; k++) {
    float v = y[k], u = (d[k] * gain[k] - mean - v * slope) * factor, product = d[k] * v;
    dx[k] = adds ? dx[k] + u : u;
    products[k] = product;
  }
}

MT_CLONES
void mt_normalized_lstm_forward(const mt_cell_step *cell) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_carries_on(cell, b)) continue;
    float *gates = cell->gates + b * 4 * hidden, *state = SAVED(0), *input = SAVED(1), *normal = SAVED(4);
    float *factors = SAVED(6), *h1 = AFTER(0), *c1 = AFTER(1);
    const float *c0 = BEFORE(1), *bias = cell->vectors[0], *input_gain = cell->vectors[1];
    const float *state_gain = cell->vectors[2], *cell_gain = cell->vectors[3], *cell_bias = cell->vectors[4];
    factors[0] = normalize(4 * hidden, gates, input);
    factors[1] = normalize(4 * hidden, state, state);
    MT_INDEPENDENT
    for (int64_t j = 0; j < 4 * hidden; j++) gates[j] = input_gain[j] * input[j] + state_gain[j] * state[j] + bias[j];
    float *i = gates, *f = i + hidden, *g = f + hidden, *o = g + hidden;
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      i[j] = mt_sigmoid(i[j]);
      f[j] = mt_sigmoid(f[j]);
      g[j] = mt_tanh(g[j]);
      o[j] = mt_sigmoid(o[j]);
      c1[j] = f[j] * c0[j] + i[j] * g[j];
    }
    factors[2] = normalize(hidden, c1, normal);
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) h1[j] = o[j] * mt_tanh(cell_gain[j] * normal[j] + cell_bias[j]);
  }
}

MT_CLONES
void mt_normalized_lstm_backward(const mt_cell_step *cell) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_passes_through(cell, b)) continue;
    float *gates = cell->gates + b * 4 * hidden, *state = SAVED(0), *input = SAVED(1), *sums = SAVED(2);
    float *normal = SAVED(4), *d_normal = SAVED(5), *factors = SAVED(6), *dh = GRADIENT(0), *dc = GRADIENT(1);
    const float *c0 = BEFORE(1), *cell_gain = cell->vectors[3], *cell_bias = cell->vectors[4];
    const float *i = gates, *f = i + hidden, *g = f + hidden, *o = g + hidden;
    float *di = sums, *df = di + hidden, *dg = df + hidden, *d_o = dg + hidden;
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float t = mt_tanh(cell_gain[j] * normal[j] + cell_bias[j]);
      d_o[j] = dh[j] * t * o[j] * (1.0f - o[j]);
      d_normal[j] = dh[j] * o[j] * (1.0f - t * t);
      dh[j] = 0.0f;
    }
    normalize_back(hidden, d_normal, cell_gain, normal, factors[2], normal, dc, 1);
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      di[j] = dc[j] * g[j] * i[j] * (1.0f - i[j]);
      df[j] = dc[j] * c0[j] * f[j] * (1.0f - f[j]);
      dg[j] = dc[j] * i[j] * (1.0f - g[j] * g[j]);
      dc[j] *= f[j];
    }
    normalize_back(4 * hidden, sums, cell->vectors[1], input, factors[0], input, gates, 0);
    normalize_back(4 * hidden, sums, cell->vectors[2], state, factors[1], SAVED(3), state, 0);
  }
}

MT_CLONES
void mt_normalized_gru_forward(const mt_cell_step *cell) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_carries_on(cell, b)) continue;
    float *gates = cell->gates + b * 3 * hidden, *state = SAVED(0), *input = SAVED(1), *factors = SAVED(5);
    float *h1 = AFTER(0);
    const float *h0 = BEFORE(0), *bias = cell->vectors[0], *input_gain = cell->vectors[1];
    const float *state_gain = cell->vectors[2], *inner = cell->vectors[3];
    const int64_t n = 2 * hidden;
    factors[0] = normalize(n, gates, input);
    factors[1] = normalize(hidden, gates + n, input + n);
    factors[2] = normalize(n, state, state);
    factors[3] = normalize(hidden, state + n, state + n);
    MT_INDEPENDENT
    for (int64_t j = 0; j < n; j++)
      gates[j] = mt_sigmoid(input_gain[j] * input[j] + state_gain[j] * state[j] + bias[j]);
    const float *r = gates, *z = r + hidden;
    float *candidate = gates + n;
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float u = state_gain[n + j] * state[n + j] + inner[j];
      float value = mt_tanh(input_gain[n + j] * input[n + j] + bias[n + j] + r[j] * u);
      candidate[j] = value;
      h1[j] = (1.0f - z[j]) * value + z[j] * h0[j];
    }
  }
}

MT_CLONES
void mt_normalized_gru_backward(const mt_cell_step *cell) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_passes_through(cell, b)) continue;
    float *gates = cell->gates + b * 3 * hidden, *state = SAVED(0), *input = SAVED(1), *sums = SAVED(2);
    float *inner_sums = SAVED(4), *factors = SAVED(5), *dh = GRADIENT(0);
    const float *h0 = BEFORE(0), *input_gain = cell->vectors[1], *state_gain = cell->vectors[2];
    const float *inner = cell->vectors[3], *reset = gates, *update = reset + hidden, *candidate = update + hidden;
    const int64_t n = 2 * hidden;
    float *dr = sums, *dz = dr + hidden, *dn = dz + hidden;
    float *inner_r = inner_sums, *inner_z = inner_r + hidden, *inner_n = inner_z + hidden;
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float r = reset[j], z = update[j], value = candidate[j], d = dh[j];
      float u = state_gain[n + j] * state[n + j] + inner[j];
      float d_candidate = d * (1.0f - z) * (1.0f - value * value);
      float d_reset = d_candidate * u * r * (1.0f - r), d_update = d * (h0[j] - value) * z * (1.0f - z);
      dr[j] = d_reset;
      dz[j] = d_update;
      dn[j] = d_candidate;
      inner_r[j] = d_reset;
      inner_z[j] = d_update;
      inner_n[j] = d_candidate * r;
      dh[j] = d * z;
    }
    normalize_back(n, sums, input_gain, input, factors[0], input, gates, 0);
    normalize_back(hidden, sums + n, input_gain + n, input + n, factors[1], input + n, gates + n, 0);
    normalize_back(n, inner_sums, state_gain, state, factors[2], SAVED(3), state, 0);
    normalize_back(hidden, inner_sums + n, state_gain + n, state + n, factors[3], SAVED(3) + n, state + n, 0);
  }
}
