// Shared by the kernels of recurrent cells.
#ifndef MT_CELLS_H
#define MT_CELLS_H

#include "CKernels.h"
#include "kernel.h"

/// Slot `slot` of row `b` in a state.
#define SLOT(base, stride, slot) ((base) + (slot) * (stride) + b * hidden)
#define BEFORE(slot) SLOT(cell->before, cell->before_stride, slot)
#define AFTER(slot) SLOT(cell->after, cell->after_stride, slot)
#define GRADIENT(slot) SLOT(cell->gradient, cell->gradient_stride, slot)

/// Row `b` of a block that is kept.
#define SAVED(number) (cell->saved[number] + b * cell->saved_columns[number])

/// Whether row `b` keeps its state at this step.
#define IS_PAST(cell) ((cell)->lengths && (cell)->step >= (cell)->lengths[b])

/// Whether row `b` keeps its state: it is carried on then, and gates and kept blocks become 0.
MT_INLINE int mt_carries_on(const mt_cell_step *cell, int64_t b) {
  if (!IS_PAST(cell)) return 0;
  const int64_t hidden = cell->hidden;
  for (int64_t slot = 0; slot < cell->slots; slot++)
    memcpy(AFTER(slot), BEFORE(slot), (size_t)hidden * sizeof(float));
  memset(cell->gates + b * cell->gate_columns, 0, (size_t)cell->gate_columns * sizeof(float));
  for (int number = 0; number < 8 && cell->saved[number]; number++)
    memset(SAVED(number), 0, (size_t)cell->saved_columns[number] * sizeof(float));
  return 1;
}

/// On the way back: adds the gradient of the output to row `b`. Returns whether the row kept its state: its gradient passes
/// through then, and gates are 0.
MT_INLINE int mt_passes_through(const mt_cell_step *cell, int64_t b) {
  const int64_t hidden = cell->hidden;
  if (cell->output_gradient) {
    float *restrict dh = GRADIENT(0);
    const float *restrict dy = cell->output_gradient + b * hidden;
    for (int64_t j = 0; j < hidden; j++) dh[j] += dy[j];
  }
  return IS_PAST(cell);
}

/// All kernels, in the order of their numbers (`CellKernel.number` in Swift).
#define MT_CELLS(CELL) \
  CELL(mt_lstm) CELL(mt_elman_tanh) CELL(mt_elman_relu) CELL(mt_gru) CELL(mt_reset_gates) CELL(mt_reset_candidate) \
  CELL(mt_lstm_coupled) CELL(mt_lstm_keeping) \
  CELL(mt_lstm_diagonal) CELL(mt_lstm_coupled_diagonal) CELL(mt_lstm_keeping_diagonal) \
  CELL(mt_lstm_full_cell) CELL(mt_lstm_coupled_full_cell) CELL(mt_lstm_keeping_full_cell) \
  CELL(mt_lstm_full_output) CELL(mt_lstm_coupled_full_output) CELL(mt_lstm_keeping_full_output) \
  CELL(mt_normalized_lstm) CELL(mt_normalized_gru) \
  CELL(mt_mut1_gates) CELL(mt_mut1_candidate) CELL(mt_mut3_gates) CELL(mt_nas)

#define MT_DECLARE_CELL(name)                    \
  void name##_forward(const mt_cell_step *cell); \
  void name##_backward(const mt_cell_step *cell);
MT_CELLS(MT_DECLARE_CELL)

#endif
