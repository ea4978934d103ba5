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

// Reset before the product, also in MUT1 and MUT3. First part; saved 0: products of reset and update gate with the
// state, saved 1: the state behind the reset. Without `has_update` there is no product for the update gate; otherwise
// it is in `update_block`, the second part of saved 0 or one of its own. On the way back saved `room` is the gradient
// of the state behind the reset.

MT_INLINE void reset_gates_forward(const mt_cell_step *cell, int has_update, int update_block) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_carries_on(cell, b)) continue;
    float *restrict reset = cell->gates + b * 3 * hidden, *restrict update = reset + hidden;
    float *restrict behind = SAVED(1);
    const float *restrict ur = SAVED(0), *restrict h0 = BEFORE(0);
    const float *restrict uz = update_block ? SAVED(update_block) : has_update ? ur + hidden : ur;
    const float *br = cell->vectors[0], *bz = br + hidden;
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float r = mt_sigmoid(reset[j] + ur[j] + br[j]);
      reset[j] = r;
      update[j] = mt_sigmoid(update[j] + (has_update ? uz[j] : 0.0f) + bz[j]);
      behind[j] = r * h0[j];
    }
  }
}

MT_INLINE void reset_gates_backward(const mt_cell_step *cell, int has_update, int update_block, int room) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_passes_through(cell, b)) continue;
    float *restrict reset = cell->gates + b * 3 * hidden, *restrict update = reset + hidden, *restrict dh = GRADIENT(0);
    float *restrict ur = SAVED(0), *restrict uz = update_block ? SAVED(update_block) : has_update ? ur + hidden : ur;
    const float *restrict h0 = BEFORE(0), *restrict d = SAVED(room);
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float r = reset[j];
      float dr = d[j] * h0[j] * r * (1.0f - r);
      reset[j] = dr;
      ur[j] = dr;
      if (has_update) uz[j] = update[j];
      dh[j] += d[j] * r;
    }
  }
}

// Second part. Saved 2: the product with the state behind the reset. With `input_tanh` saved 3 becomes tanh of the
// product with the input, which takes its place, and vector 1 is the bias.

MT_INLINE void reset_candidate_forward(const mt_cell_step *cell, int input_tanh) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_carries_on(cell, b)) continue;
    float *restrict update = cell->gates + (b * 3 + 1) * hidden, *restrict candidate = update + hidden;
    const float *restrict un = SAVED(2), *restrict h0 = BEFORE(0);
    const float *bn = input_tanh ? cell->vectors[1] : cell->vectors[0] + 2 * hidden;
    float *restrict h1 = AFTER(0), *restrict tanh = input_tanh ? SAVED(3) : h1;
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float input = candidate[j];
      if (input_tanh) tanh[j] = input = mt_tanh(input);
      float n = mt_tanh(input + un[j] + bn[j]);
      candidate[j] = n;
      h1[j] = (1.0f - update[j]) * n + update[j] * h0[j];
    }
  }
}

MT_INLINE void reset_candidate_backward(const mt_cell_step *cell, int input_tanh) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_passes_through(cell, b)) continue;
    float *restrict update = cell->gates + (b * 3 + 1) * hidden, *restrict candidate = update + hidden;
    const float *restrict h0 = BEFORE(0), *restrict tanh = input_tanh ? SAVED(3) : h0;
    float *restrict un = SAVED(2), *restrict dh = GRADIENT(0);
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float z = update[j], n = candidate[j], d = dh[j];
      float dn = d * (1.0f - z) * (1.0f - n * n);
      update[j] = d * (h0[j] - n) * z * (1.0f - z);
      candidate[j] = input_tanh ? dn * (1.0f - tanh[j] * tanh[j]) : dn;
      un[j] = dn;
      dh[j] = d * z;
    }
  }
}

#define RESET_GATES(name, has_update, update_block, room)          \
  MT_CLONES                                                        \
  void name##_forward(const mt_cell_step *cell) {                  \
    reset_gates_forward(cell, has_update, update_block);           \
  }                                                                \
  MT_CLONES                                                        \
  void name##_backward(const mt_cell_step *cell) {                 \
    reset_gates_backward(cell, has_update, update_block, room);    \
  }
#define RESET_CANDIDATE(name, input_tanh)                                                         \
  MT_CLONES                                                                                       \
  void name##_forward(const mt_cell_step *cell) { reset_candidate_forward(cell, input_tanh); }    \
  MT_CLONES                                                                                       \
  void name##_backward(const mt_cell_step *cell) { reset_candidate_backward(cell, input_tanh); }

RESET_GATES(mt_reset_gates, 1, 0, 3)
RESET_CANDIDATE(mt_reset_candidate, 0)
RESET_GATES(mt_mut1_gates, 0, 0, 4)
RESET_CANDIDATE(mt_mut1_candidate, 1)
RESET_GATES(mt_mut3_gates, 1, 3, 5)
