#include "cells.h"

// Elman's cell (ElmanKernel.swift). Gates: the sum, then the output. State: hidden. Vector 0: bias. What is no number
// stays none.

MT_INLINE void forward(const mt_cell_step *cell, int is_relu) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_carries_on(cell, b)) continue;
    float *restrict gate = cell->gates + b * hidden;
    float *restrict h1 = AFTER(0);
    const float *restrict bias = cell->vectors[0];
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float sum = gate[j] + bias[j];
      float h = is_relu ? (sum < 0.0f ? 0.0f : sum) : mt_tanh(sum);
      gate[j] = h;
      h1[j] = h;
    }
  }
}

MT_INLINE void backward(const mt_cell_step *cell, int is_relu) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_passes_through(cell, b)) continue;
    float *restrict gate = cell->gates + b * hidden;
    float *restrict dh = GRADIENT(0);
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float h = gate[j];
      gate[j] = is_relu ? (h <= 0.0f ? 0.0f : dh[j]) : dh[j] * (1.0f - h * h);
      dh[j] = 0.0f;
    }
  }
}

MT_CLONES
void mt_elman_tanh_forward(const mt_cell_step *cell) { forward(cell, 0); }
MT_CLONES
void mt_elman_tanh_backward(const mt_cell_step *cell) { backward(cell, 0); }
MT_CLONES
void mt_elman_relu_forward(const mt_cell_step *cell) { forward(cell, 1); }
MT_CLONES
void mt_elman_relu_backward(const mt_cell_step *cell) { backward(cell, 1); }
