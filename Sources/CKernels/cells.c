#include "cells.h"

// One step of each recurrent cell, forward and back; CKernels.h says what the numbers of a step are. Here are the
// list of all kernels, which is in cells.h, and the plain LSTM.

// LSTM. Gates: input, forget, candidate, output. State: hidden, cell. Vector 0: bias.

MT_CLONES
void mt_lstm_forward(const mt_cell_step *cell) {
  const int64_t rows = cell->rows, hidden = cell->hidden;
  for (int64_t b = 0; b < rows; b++) {
    float *restrict i = cell->gates + b * 4 * hidden, *restrict f = i + hidden, *restrict g = f + hidden,
                    *restrict o = g + hidden;
    const float *h0 = SLOT(cell->before, cell->before_stride, 0), *c0 = SLOT(cell->before, cell->before_stride, 1);
    float *restrict h1 = SLOT(cell->after, cell->after_stride, 0);
    float *restrict c1 = SLOT(cell->after, cell->after_stride, 1);
    if (IS_PAST(cell)) {
      memcpy(c1, c0, (size_t)hidden * sizeof(float));
      memcpy(h1, h0, (size_t)hidden * sizeof(float));
      memset(i, 0, (size_t)hidden * 4 * sizeof(float));
      continue;
    }
    const float *bi = cell->vectors[0], *bf = bi + hidden, *bg = bf + hidden, *bo = bg + hidden;
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float input = mt_sigmoid(i[j] + bi[j]);
      float forget = mt_sigmoid(f[j] + bf[j]);
      float candidate = mt_tanh(g[j] + bg[j]);
      float output = mt_sigmoid(o[j] + bo[j]);
      float c = forget * c0[j] + input * candidate;
      i[j] = input;
      f[j] = forget;
      g[j] = candidate;
      o[j] = output;
      c1[j] = c;
      h1[j] = output * mt_tanh(c);
    }
  }
}

MT_CLONES
void mt_lstm_backward(const mt_cell_step *cell) {
  const int64_t rows = cell->rows, hidden = cell->hidden;
  for (int64_t b = 0; b < rows; b++) {
    float *restrict i = cell->gates + b * 4 * hidden, *restrict f = i + hidden, *restrict g = f + hidden,
                    *restrict o = g + hidden;
    const float *restrict c0 = SLOT(cell->before, cell->before_stride, 1);
    const float *restrict c1 = SLOT(cell->after, cell->after_stride, 1);
    float *restrict dh = SLOT(cell->gradient, cell->gradient_stride, 0);
    float *restrict dc = SLOT(cell->gradient, cell->gradient_stride, 1);
    if (cell->output_gradient) {
      const float *restrict dy = cell->output_gradient + b * hidden;
      for (int64_t j = 0; j < hidden; j++) dh[j] += dy[j];
    }
    if (IS_PAST(cell)) continue;  // the state passed through, and so does its gradient; gates are 0
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

static const struct {
  void (*forward)(const mt_cell_step *);
  void (*backward)(const mt_cell_step *);
} cells[] = {
#define ENTRY(name) {name##_forward, name##_backward},
    MT_CELLS(ENTRY)
};

void mt_cell_forward(int32_t number, const mt_cell_step *step) { cells[number].forward(step); }

void mt_cell_backward(int32_t number, const mt_cell_step *step) { cells[number].backward(step); }
