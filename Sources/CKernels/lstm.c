#include "CKernels.h"
#include "kernel.h"

// Gates of a row stand as input, forget, candidate, output, `hidden` wide each.

MT_CLONES
void mt_lstm_forward(int64_t rows, int64_t hidden, float *gates, const float *bias, const float *cell_before,
                     const float *hidden_before, float *cell_after, float *hidden_after, int32_t step,
                     const int32_t *lengths) {
  for (int64_t b = 0; b < rows; b++) {
    float *restrict i = gates + b * 4 * hidden, *restrict f = i + hidden, *restrict g = f + hidden,
                    *restrict o = g + hidden;
    const float *c0 = cell_before + b * hidden, *h0 = hidden_before + b * hidden;
    float *restrict c1 = cell_after + b * hidden, *restrict h1 = hidden_after + b * hidden;
    if (lengths && step >= lengths[b]) {
      memcpy(c1, c0, (size_t)hidden * sizeof(float));
      memcpy(h1, h0, (size_t)hidden * sizeof(float));
      memset(i, 0, (size_t)hidden * 4 * sizeof(float));
      continue;
    }
    const float *bi = bias, *bf = bi + hidden, *bg = bf + hidden, *bo = bg + hidden;
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float input = mt_sigmoid(i[j] + bi[j]);
      float forget = mt_sigmoid(f[j] + bf[j]);
      float candidate = mt_tanh(g[j] + bg[j]);
      float output = mt_sigmoid(o[j] + bo[j]);
      float cell = forget * c0[j] + input * candidate;
      i[j] = input;
      f[j] = forget;
      g[j] = candidate;
      o[j] = output;
      c1[j] = cell;
      h1[j] = output * mt_tanh(cell);
    }
  }
}

MT_CLONES
void mt_lstm_backward(int64_t rows, int64_t hidden, float *gates, const float *cell_before, const float *cell_after,
                      const float *d_output, float *d_hidden, float *d_cell, int32_t step, const int32_t *lengths) {
  for (int64_t b = 0; b < rows; b++) {
    float *restrict i = gates + b * 4 * hidden, *restrict f = i + hidden, *restrict g = f + hidden,
                    *restrict o = g + hidden;
    const float *restrict c0 = cell_before + b * hidden, *restrict c1 = cell_after + b * hidden;
    float *restrict dh = d_hidden + b * hidden, *restrict dc = d_cell + b * hidden;
    if (d_output) {
      const float *restrict dy = d_output + b * hidden;
      for (int64_t j = 0; j < hidden; j++) dh[j] += dy[j];
    }
    if (lengths && step >= lengths[b]) continue;  // the state passed through, and so does its gradient; gates are 0
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float t = mt_tanh(c1[j]);
      float output = o[j], input = i[j], forget = f[j], candidate = g[j];
      float d = dc[j] + dh[j] * output * (1.0f - t * t);
      o[j] = dh[j] * t * output * (1.0f - output);
      i[j] = d * candidate * input * (1.0f - input);
      f[j] = d * c0[j] * forget * (1.0f - forget);
      g[j] = d * input * (1.0f - candidate * candidate);
      dc[j] = d * forget;
      dh[j] = 0.0f;
    }
  }
}
