#include "cells.h"

// The cell that a search found (NASKernel.swift). Eight gates. State: hidden, cell. Saved 0: products with the state, eight parts.
// Vector 0: bias. What is no number stays none.

#define GATE(k) gates[(k) * hidden + j]
#define STATE(k) state[(k) * hidden + j]

MT_CLONES
void mt_nas_forward(const mt_cell_step *cell) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_carries_on(cell, b)) continue;
    float *gates = cell->gates + b * 8 * hidden, *state = SAVED(0), *h1 = AFTER(0), *c1 = AFTER(1);
    const float *bias = cell->vectors[0], *c0 = BEFORE(1);
#define SUM(k) (GATE(k) + STATE(k) + bias[(k) * hidden + j])
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float a0 = mt_sigmoid(SUM(0)), a1 = SUM(1), a2 = mt_sigmoid(SUM(2));
      float u3 = STATE(3) + bias[3 * hidden + j], a3 = GATE(3) * u3;
      float a4 = mt_tanh(SUM(4)), a5 = mt_sigmoid(SUM(5)), a6 = mt_tanh(SUM(6)), a7 = mt_sigmoid(SUM(7));
      a1 = a1 < 0.0f ? 0.0f : a1;
      a3 = a3 < 0.0f ? 0.0f : a3;
      float c = mt_tanh(mt_tanh(a0 * a1) + c0[j]) * mt_tanh(a2 + a3);
      float e = mt_tanh(mt_tanh(a4 * a5) + mt_sigmoid(a6 + a7));
      GATE(0) = a0;
      GATE(1) = a1;
      GATE(2) = a2;
      GATE(4) = a4;
      GATE(5) = a5;
      GATE(6) = a6;
      GATE(7) = a7;
      STATE(3) = u3;
      c1[j] = c;
      h1[j] = mt_tanh(c * e);
    }
  }
}

MT_CLONES
void mt_nas_backward(const mt_cell_step *cell) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_passes_through(cell, b)) continue;
    float *gates = cell->gates + b * 8 * hidden, *state = SAVED(0), *dh = GRADIENT(0), *dc = GRADIENT(1);
    const float *c0 = BEFORE(1), *h1 = AFTER(0), *c1 = AFTER(1);
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float a0 = GATE(0), a1 = GATE(1), a2 = GATE(2), x3 = GATE(3), u3 = STATE(3), a4 = GATE(4), a5 = GATE(5);
      float a6 = GATE(6), a7 = GATE(7), a3 = x3 * u3 < 0.0f ? 0.0f : x3 * u3;
      float s0 = mt_tanh(a0 * a1), s1 = mt_tanh(a2 + a3), s2 = mt_tanh(a4 * a5), s3 = mt_sigmoid(a6 + a7);
      float q = mt_tanh(s0 + c0[j]), e = mt_tanh(s2 + s3);
      float dp = dh[j] * (1.0f - h1[j] * h1[j]);
      float d = dc[j] + dp * e, de = dp * c1[j] * (1.0f - e * e);
      float dq = d * s1 * (1.0f - q * q), d1 = d * q * (1.0f - s1 * s1);
      float d0 = dq * (1.0f - s0 * s0), d2 = de * (1.0f - s2 * s2), d3 = de * s3 * (1.0f - s3);
      float d_product = a3 <= 0.0f ? 0.0f : d1;
      GATE(0) = STATE(0) = d0 * a1 * a0 * (1.0f - a0);
      GATE(1) = STATE(1) = a1 <= 0.0f ? 0.0f : d0 * a0;
      GATE(2) = STATE(2) = d1 * a2 * (1.0f - a2);
      GATE(3) = d_product * u3;
      STATE(3) = d_product * x3;
      GATE(4) = STATE(4) = d2 * a5 * (1.0f - a4 * a4);
      GATE(5) = STATE(5) = d2 * a4 * a5 * (1.0f - a5);
      GATE(6) = STATE(6) = d3 * (1.0f - a6 * a6);
      GATE(7) = STATE(7) = d3 * a7 * (1.0f - a7);
      dc[j] = dq;
      dh[j] = 0.0f;
    }
  }
}
