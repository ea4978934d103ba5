#include "cells.h"

// Variants of the LSTM (LSTMKernel.swift); the plain one is in cells.c. Gates: input, forget, candidate, output,
// without what a variant lacks. State: hidden, cell. Vector 0: bias.
//
// Peepholes: with DIAGONAL, vector 1 holds those of input, forget and output gate, and saved 0 their gradients in each
// row. With FULL a step comes in two parts; saved 0 holds the products of input and forget gate with the cell before
// the step, and saved 1 that of the output gate with the cell after it.

enum { WITHOUT_PEEPHOLES, DIAGONAL, FULL_CELL, FULL_OUTPUT };

/// The pointer of a gate that a variant lacks is to something that it does not use.
#define VARIANT_ROW                                                                                     \
  float *i = cell->gates + b * (own_input + own_forget + 2) * hidden, *f = i + own_input * hidden,      \
        *g = f + own_forget * hidden, *o = g + hidden;                                                  \
  const float *pi = cell->vectors[kind == DIAGONAL ? 1 : 0], *pf = pi + own_input * hidden,             \
              *po = pf + own_forget * hidden;                                                           \
  float *si = kind == WITHOUT_PEEPHOLES ? i : SAVED(0), *sf = si + own_input * hidden,                  \
        *so = kind == FULL_OUTPUT ? SAVED(1) : sf + own_forget * hidden;                                \
  (void)pi, (void)pf, (void)po, (void)si, (void)sf, (void)so, (void)i, (void)f, (void)g, (void)o;

MT_INLINE void forward(const mt_cell_step *cell, int own_input, int own_forget, int kind) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_carries_on(cell, b)) continue;
    VARIANT_ROW
    const float *bi = cell->vectors[0], *bf = bi + own_input * hidden, *bg = bf + own_forget * hidden;
    const float *bo = bg + hidden;
    const float *c0 = BEFORE(1);
    float *h1 = AFTER(0), *c1 = AFTER(1);
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float c = c1[j];
      if (kind != FULL_OUTPUT) {
        float forget = 1.0f, input = 0.0f;
        if (own_forget) {
          float sum = f[j] + bf[j];
          if (kind == DIAGONAL) sum += pf[j] * c0[j];
          if (kind == FULL_CELL) sum += sf[j];
          f[j] = forget = mt_sigmoid(sum);
          input = 1.0f - forget;
        }
        if (own_input) {
          float sum = i[j] + bi[j];
          if (kind == DIAGONAL) sum += pi[j] * c0[j];
          if (kind == FULL_CELL) sum += si[j];
          i[j] = input = mt_sigmoid(sum);
        }
        float candidate = mt_tanh(g[j] + bg[j]);
        g[j] = candidate;
        c = forget * c0[j] + input * candidate;
        c1[j] = c;
      }
      if (kind != FULL_CELL) {
        float sum = o[j] + bo[j];
        if (kind == DIAGONAL) sum += po[j] * c;
        if (kind == FULL_OUTPUT) sum += so[j];
        float output = mt_sigmoid(sum);
        o[j] = output;
        h1[j] = output * mt_tanh(c);
      }
    }
  }
}

MT_INLINE void backward(const mt_cell_step *cell, int own_input, int own_forget, int kind) {
  const int64_t hidden = cell->hidden;
  for (int64_t b = 0; b < cell->rows; b++) {
    if (mt_passes_through(cell, b)) continue;
    VARIANT_ROW
    const float *c0 = BEFORE(1), *c1 = AFTER(1);
    float *dh = GRADIENT(0), *dc = GRADIENT(1);
    MT_INDEPENDENT
    for (int64_t j = 0; j < hidden; j++) {
      float d = dc[j];
      if (kind != FULL_CELL) {
        float t = mt_tanh(c1[j]), output = o[j];
        float d_output = dh[j] * t * output * (1.0f - output);
        d += dh[j] * output * (1.0f - t * t);
        o[j] = d_output;
        dh[j] = 0.0f;
        if (kind == DIAGONAL) {
          so[j] = d_output * c1[j];
          d += d_output * po[j];
        }
        if (kind == FULL_OUTPUT) {
          so[j] = d_output;
          dc[j] = d;
        }
      }
      if (kind != FULL_OUTPUT) {
        float candidate = g[j], forget = own_forget ? f[j] : 1.0f, input = own_input ? i[j] : 1.0f - forget;
        float back = d * forget;
        if (own_input) {
          float d_input = d * candidate * input * (1.0f - input);
          i[j] = d_input;
          if (kind == DIAGONAL) {
            si[j] = d_input * c0[j];
            back += d_input * pi[j];
          }
          if (kind == FULL_CELL) si[j] = d_input;
        }
        if (own_forget) {
          float d_forget = d * (own_input ? c0[j] : c0[j] - candidate) * forget * (1.0f - forget);
          f[j] = d_forget;
          if (kind == DIAGONAL) {
            sf[j] = d_forget * c0[j];
            back += d_forget * pf[j];
          }
          if (kind == FULL_CELL) sf[j] = d_forget;
        }
        g[j] = d * input * (1.0f - candidate * candidate);
        dc[j] = back;
      }
    }
  }
}

#define VARIANT(name, own_input, own_forget, kind)                                                \
  MT_CLONES void name##_forward(const mt_cell_step *cell) { forward(cell, own_input, own_forget, kind); } \
  MT_CLONES void name##_backward(const mt_cell_step *cell) { backward(cell, own_input, own_forget, kind); }

VARIANT(mt_lstm_coupled, 0, 1, WITHOUT_PEEPHOLES)
VARIANT(mt_lstm_keeping, 1, 0, WITHOUT_PEEPHOLES)
VARIANT(mt_lstm_diagonal, 1, 1, DIAGONAL)
VARIANT(mt_lstm_coupled_diagonal, 0, 1, DIAGONAL)
VARIANT(mt_lstm_keeping_diagonal, 1, 0, DIAGONAL)
VARIANT(mt_lstm_full_cell, 1, 1, FULL_CELL)
VARIANT(mt_lstm_coupled_full_cell, 0, 1, FULL_CELL)
VARIANT(mt_lstm_keeping_full_cell, 1, 0, FULL_CELL)
VARIANT(mt_lstm_full_output, 1, 1, FULL_OUTPUT)
VARIANT(mt_lstm_coupled_full_output, 0, 1, FULL_OUTPUT)
VARIANT(mt_lstm_keeping_full_output, 1, 0, FULL_OUTPUT)
