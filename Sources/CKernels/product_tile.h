// Products for one instruction set: product.c includes this once for each, with NAME, TARGET, and the shape of a tile:
// TILE_ROWS rows high and TILE_VECTORS vectors of LANES numbers wide.

#define PANEL (LANES * TILE_VECTORS)
#define vector NAME(vector)
typedef float vector __attribute__((vector_size(LANES * sizeof(float)), aligned(4), may_alias));

/// y[rows, columns] = a * panel, added to y where `accumulate`. a[r, k] is at r * a_row + k * a_step, and row r of y at
/// r * y_row. Meanwhile what is at the address `next`, and `pace` bytes further at each step, is fetched (see `ahead`).
TARGET MT_INLINE void NAME(tile)(int rows, int vectors, int64_t depth, const float *a, int64_t a_row, int64_t a_step,
                                 const float *panel, float *y, int64_t y_row, int64_t columns, int accumulate,
                                 uintptr_t next, int64_t pace) {
  vector sums[TILE_ROWS][TILE_VECTORS];
  for (int r = 0; r < rows; r++)
    for (int v = 0; v < vectors; v++) {
      sums[r][v] = (vector){0};
      __builtin_prefetch(y + r * y_row + v * LANES, 1, 3);
    }
  for (int64_t k = 0; k < depth; k++) {
    vector b[TILE_VECTORS];
    for (int v = 0; v < vectors; v++) b[v] = *(const vector *)(panel + k * PANEL + v * LANES);
    __builtin_prefetch((const void *)(next + k * pace), 0, 2);
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
      float factor = a[r * a_row + k * a_step];
      for (int v = 0; v < vectors; v++) sums[r][v] += factor * b[v];
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++)
    for (int v = 0; v < vectors; v++) {
      float *to = y + r * y_row + v * LANES;
      if ((v + 1) * LANES <= columns) {
        *(vector *)to = accumulate ? *(vector *)to + sums[r][v] : sums[r][v];
      } else {
        float last[LANES];
        memcpy(last, &sums[r][v], sizeof last);
        for (int64_t l = 0; l < columns - v * LANES; l++) to[l] = accumulate ? to[l] + last[l] : last[l];
      }
    }
}

/// Tile number t of rows and columns up to the full ones.
TARGET MT_INLINE void NAME(any_tile)(int64_t t, int64_t rows, int64_t columns, int64_t depth, const float *a,
                                     int64_t a_row, int64_t a_step, const float *panel, float *y, int64_t y_row,
                                     int accumulate, ahead coming) {
  int fetches = t < coming.tiles;
  uintptr_t next = fetches ? coming.from + t * coming.by_tile : (uintptr_t)panel;
  int64_t pace = fetches ? coming.by_step : 0;
#define TILE(r, v) NAME(tile)(r, v, depth, a, a_row, a_step, panel, y, y_row, columns, accumulate, next, pace)
#define TILES(r)                                                        \
  case r:                                                               \
    if (TILE_VECTORS > 2 && columns > 2 * LANES) TILE(r, TILE_VECTORS); \
    else if (columns > LANES) TILE(r, 2);                               \
    else TILE(r, 1);                                                    \
    break;
  switch (rows) {
    TILES(1) TILES(2) TILES(3) TILES(4)
#if TILE_ROWS > 4
    TILES(5) TILES(6) TILES(7) TILES(8)
#endif
  }
#undef TILES
#undef TILE
}

/// Rows of x, as they lie, by one panel.
TARGET MT_INLINE void NAME(rows_by_panel)(int64_t rows, int64_t columns, int64_t depth, const float *x, int64_t x_row,
                                          const float *panel, float *y, int64_t y_row, int accumulate, ahead coming) {
  for (int64_t r = 0; r < rows; r += TILE_ROWS)
    NAME(any_tile)(r / TILE_ROWS, least(TILE_ROWS, rows - r), columns, depth, x + r * x_row, x_row, 1, panel,
                   y + r * y_row, y_row, accumulate, coming);
}

/// Inputs first ..< first + depth of `columns` outputs, as a panel.
TARGET MT_INLINE void NAME(pack_panel)(const float *weight, int64_t stride, int transposed, int64_t depth,
                                       int64_t columns, float *panel) {
  if (!transposed) {
    for (int64_t k = 0; k < depth; k++) {
      float *to = panel + k * PANEL;
      if (columns == PANEL) memcpy(to, weight + k * stride, PANEL * sizeof(float));
      else
        for (int64_t c = 0; c < PANEL; c++) to[c] = c < columns ? weight[k * stride + c] : 0;
    }
    return;
  }
  typedef float four __attribute__((vector_size(16), aligned(4), may_alias));
  int64_t c = 0;
  for (; c + 4 <= columns; c += 4) {
    const float *w0 = weight + c * stride, *w1 = w0 + stride, *w2 = w1 + stride, *w3 = w2 + stride;
    float *to = panel + c;
    int64_t k = 0;
    for (; k + 4 <= depth; k += 4) {
      four a = *(const four *)(w0 + k), b = *(const four *)(w1 + k);
      four d = *(const four *)(w2 + k), e = *(const four *)(w3 + k);
      four ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), AB = __builtin_shufflevector(a, b, 2, 6, 3, 7);
      four de = __builtin_shufflevector(d, e, 0, 4, 1, 5), DE = __builtin_shufflevector(d, e, 2, 6, 3, 7);
      *(four *)(to + k * PANEL) = __builtin_shufflevector(ab, de, 0, 1, 4, 5);
      *(four *)(to + (k + 1) * PANEL) = __builtin_shufflevector(ab, de, 2, 3, 6, 7);
      *(four *)(to + (k + 2) * PANEL) = __builtin_shufflevector(AB, DE, 0, 1, 4, 5);
      *(four *)(to + (k + 3) * PANEL) = __builtin_shufflevector(AB, DE, 2, 3, 6, 7);
    }
    for (; k < depth; k++)
      for (int64_t i = 0; i < 4; i++) to[k * PANEL + i] = w0[i * stride + k];
  }
  for (; c < PANEL; c++)
    for (int64_t k = 0; k < depth; k++) panel[k * PANEL + c] = c < columns ? weight[c * stride + k] : 0;
}

static int64_t NAME(packed_count)(int64_t inputs, int64_t outputs) {
  return (outputs + PANEL - 1) / PANEL * PANEL * inputs;
}

TARGET static void NAME(pack)(int64_t inputs, int64_t outputs, const float *weight, int transposed, float *packed) {
  for (int64_t c = 0; c < outputs; c += PANEL)
    NAME(pack_panel)(transposed ? weight + c * inputs : weight + c, transposed ? inputs : outputs, transposed, inputs,
                     least(PANEL, outputs - c), packed + c * inputs);
}

TARGET static void NAME(multiply_packed)(int64_t rows, int64_t inputs, int64_t outputs, const float *x,
                                         const float *packed, float *y, int accumulate) {
  for (int64_t m = 0, height; m < rows; m += height) {
    height = block_length(rows, m, MOST_ROWS);
    int64_t tiles = (height + TILE_ROWS - 1) / TILE_ROWS, pace = PANEL * sizeof(float) / tiles;
    for (int64_t k = 0, depth; k < inputs; k += depth) {
      depth = block_length(inputs, k, MOST_INPUTS);
      for (int64_t c = 0; c < outputs; c += PANEL) {
        const float *panel = packed + c * inputs + k * PANEL;
        NAME(rows_by_panel)(height, least(PANEL, outputs - c), depth, x + m * inputs + k, inputs, panel,
                            y + m * outputs + c, outputs, accumulate || k > 0,
                            (ahead){(uintptr_t)panel + PANEL * inputs * sizeof(float), tiles, pace * depth, pace});
      }
    }
  }
}

TARGET static void NAME(multiply)(int64_t rows, int64_t inputs, int64_t outputs, const float *x, const float *weight,
                                  int transposed, float *y, int accumulate) {
  if (rows == 0) return;
  float *panel = room_for(least(inputs, MOST_INPUTS) * PANEL);
  int64_t tiles = (rows + TILE_ROWS - 1) / TILE_ROWS, turns = (PANEL + tiles - 1) / tiles;
  for (int64_t k = 0, depth; k < inputs; k += depth) {
    depth = block_length(inputs, k, MOST_INPUTS);
    for (int64_t c = 0; c < outputs; c += PANEL) {
      const float *part = transposed ? weight + c * inputs + k : weight + k * outputs + c;
      NAME(pack_panel)(part, transposed ? inputs : outputs, transposed, depth, least(PANEL, outputs - c), panel);
      // The next rows of the weight, `turns` a tile; or its next columns, a cache line of them a tile.
      ahead coming = {(uintptr_t)part + PANEL * sizeof(float), PANEL / 16, 16 * sizeof(float), outputs * sizeof(float)};
      if (transposed)
        coming = (ahead){(uintptr_t)part + PANEL * inputs * sizeof(float), PANEL / turns, turns * inputs * sizeof(float),
                         turns * sizeof(float)};
      NAME(rows_by_panel)(rows, least(PANEL, outputs - c), depth, x + k, inputs, panel, y + c, outputs,
                          accumulate || k > 0, coming);
    }
  }
}

_Static_assert(MOST_OUTER_COLUMNS % TILE_ROWS == 0, "room is for whole tiles");

/// Blocks of rows; of each, all of b in panels, and a in blocks of columns that are packed for tiles.
TARGET static void NAME(multiply_outer)(int64_t rows, int64_t m, int64_t n, const float *a, int64_t a_columns,
                                        const float *b, float *w, int accumulate) {
  if (rows == 0) {
    if (!accumulate) memset(w, 0, (size_t)(m * n) * sizeof(float));
    return;
  }
  int64_t most = least(rows, MOST_INPUTS), wide = (n + PANEL - 1) / PANEL * PANEL;
  float *tiles = room_for(most * (MOST_OUTER_COLUMNS + wide)), *panels = tiles + most * MOST_OUTER_COLUMNS;
  for (int64_t k = 0, depth; k < rows; k += depth) {
    depth = block_length(rows, k, MOST_INPUTS);
    for (int64_t c = 0; c < n; c += PANEL)
      NAME(pack_panel)(b + k * n + c, n, 0, depth, least(PANEL, n - c), panels + c * depth);
    for (int64_t i = 0, height; i < m; i += height) {
      height = least(MOST_OUTER_COLUMNS, m - i);
      for (int64_t r = 0; r < depth; r++) {
        const float *from = a + (k + r) * a_columns + i;
        float *to = tiles + r * TILE_ROWS;
        int64_t j = 0;
        for (; j + TILE_ROWS <= height; j += TILE_ROWS) memcpy(to + j * depth, from + j, TILE_ROWS * sizeof(float));
        for (int64_t l = 0; j + l < height; l++) to[j * depth + l] = from[j + l];
      }
      // Next come more columns of a, or the first ones of the next rows.
      const float *next =
          i + height < m ? a + k * a_columns + i + height : a + least(k + depth, rows - depth) * a_columns;
      ahead coming = {(uintptr_t)next, (height + 15) / 16, 16 * sizeof(float), a_columns * sizeof(float)};
      int64_t t = 0;
      for (int64_t c = 0; c < n; c += PANEL)
        for (int64_t j = 0; j < height; j += TILE_ROWS, t++)
          NAME(any_tile)(t, least(TILE_ROWS, height - j), least(PANEL, n - c), depth, tiles + j * depth, 1, TILE_ROWS,
                         panels + c * depth, w + (i + j) * n + c, n, accumulate || k > 0, coming);
    }
  }
}

#undef vector
#undef PANEL
#undef TILE_VECTORS
#undef TILE_ROWS
#undef LANES
#undef TARGET
#undef NAME
