#include "cells.h"

// Gated recurrent units (GRUKernel.swift). Gates: reset, update, candidate. State: hidden. Vector 0: bias.

#define THREE_GATES                                              \
  float *restrict reset = cell->gates + b * 3 * hidden,          \
                  *restrict update = reset + hidden, *restrict candidate = update + hidden;

// Reset after the product. Saved 0: products with the state, three parts. Vector 1: the bias inside of the reset.

MT_CLONES
void mt_gru_forward(const mt_cell_step *cell) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_carries_on(cell, b)) continue;
    THREE_GATES
    float *restrict ur = SAVED(0), *restrict uz = ur + hidden, *restrict un = uz + hidden;
    const float *restrict h0 = BEFORE(0);
    float *restrict h1 = AFTER(0);
    const float *br = cell->vectors[0], *bz = br + hidden, *bn = bz + hidden, *inner = cell->vectors[1];
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float r = mt_sigmoid(reset[j] + ur[j] + br[j]);
      float z = mt_sigmoid(update[j] + uz[j] + bz[j]);
      float u = un[j] + inner[j];
      float n = mt_tanh(candidate[j] + bn[j] + r * u);
      reset[j] = r;
      update[j] = z;
      candidate[j] = n;
      un[j] = u;
      h1[j] = (1.0f - z) * n + z * h0[j];
    }
  }
}

MT_CLONES
void mt_gru_backward(const mt_cell_step *cell) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_passes_through(cell, b)) continue;
    THREE_GATES
    float *restrict ur = SAVED(0), *restrict uz = ur + hidden, *restrict un = uz + hidden;
    const float *restrict h0 = BEFORE(0);
    float *restrict dh = GRADIENT(0);
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float r = reset[j], z = update[j], n = candidate[j], d = dh[j];
      float dn = d * (1.0f - z) * (1.0f - n * n);
      float dz = d * (h0[j] - n) * z * (1.0f - z);
      float dr = dn * un[j] * r * (1.0f - r);
      reset[j] = dr;
      update[j] = dz;
      candidate[j] = dn;
      ur[j] = dr;
      uz[j] = dz;
      un[j] = dn * r;
      dh[j] = d * z;
    }
  }
}

// Reset before the product, first part. Saved 0: products of reset and update gate with the state; saved 1: the state behind
// the reset. On the way back saved 3 is the gradient of that.

MT_CLONES
void mt_reset_gates_forward(const mt_cell_step *cell) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_carries_on(cell, b)) continue;
    float *restrict reset = cell->gates + b * 3 * hidden, *restrict update = reset + hidden;
    const float *restrict ur = SAVED(0), *restrict uz = ur + hidden, *restrict h0 = BEFORE(0);
    float *restrict behind = SAVED(1);
    const float *br = cell->vectors[0], *bz = br + hidden;
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float r = mt_sigmoid(reset[j] + ur[j] + br[j]);
      reset[j] = r;
      update[j] = mt_sigmoid(update[j] + uz[j] + bz[j]);
      behind[j] = r * h0[j];
    }
  }
}

MT_CLONES
void mt_reset_gates_backward(const mt_cell_step *cell) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_passes_through(cell, b)) continue;
    float *restrict reset = cell->gates + b * 3 * hidden, *restrict update = reset + hidden;
    float *restrict ur = SAVED(0), *restrict uz = ur + hidden, *restrict dh = GRADIENT(0);
    const float *restrict h0 = BEFORE(0), *restrict d = SAVED(3);
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float r = reset[j];
      float dr = d[j] * h0[j] * r * (1.0f - r);
      reset[j] = dr;
      ur[j] = dr;
      uz[j] = update[j];
      dh[j] += d[j] * r;
    }
  }
}

// Second part. Saved 2: the product with the state behind the reset.

MT_CLONES
void mt_reset_candidate_forward(const mt_cell_step *cell) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_carries_on(cell, b)) continue;
    THREE_GATES
    (void)reset;
    const float *restrict un = SAVED(2), *restrict h0 = BEFORE(0), *bn = cell->vectors[0] + 2 * hidden;
    float *restrict h1 = AFTER(0);
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float n = mt_tanh(candidate[j] + un[j] + bn[j]);
      candidate[j] = n;
      h1[j] = (1.0f - update[j]) * n + update[j] * h0[j];
    }
  }
}

MT_CLONES
void mt_reset_candidate_backward(const mt_cell_step *cell) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_passes_through(cell, b)) continue;
    THREE_GATES
    (void)reset;
    const float *restrict h0 = BEFORE(0);
    float *restrict un = SAVED(2), *restrict dh = GRADIENT(0);
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float z = update[j], n = candidate[j], d = dh[j];
      float dn = d * (1.0f - z) * (1.0f - n * n);
      update[j] = d * (h0[j] - n) * z * (1.0f - z);
      candidate[j] = dn;
      un[j] = dn;
      dh[j] = d * z;
    }
  }
}
