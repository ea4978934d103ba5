#include "CKernels.h"
#include "kernel.h"

#include <pthread.h>
#include <stdlib.h>

// A product goes over y in tiles of few rows and columns, whose sums stay in registers (Goto and van de Geijn 2008,
// "Anatomy of high-performance matrix multiplication"). The weights lie in panels that are as wide as a tile,
// row after row, so that a tile reads a panel from front to back.
//
// Inputs are divided into blocks. A number of y is the sum of its products in the order of the inputs, block by block. The order
// does not depend on the number of rows, the shape of a tile or the length of vectors, so fused multiply-adds give the same bits.

/// Inputs of a block: few enough that a panel of them leaves room in the second-level cache.
#define MOST_INPUTS 512
/// Rows that meet one panel after another: few enough that a block of their inputs stays in the second-level cache.
#define MOST_ROWS 192
/// Columns of a that an outer product packs at a time.
#define MOST_OUTER_COLUMNS 96

MT_INLINE int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/// The length of a block at `first` of `count`, all as even as can be.
MT_INLINE int64_t block_length(int64_t count, int64_t first, int64_t most) {
  int64_t blocks = (count + most - 1) / most;
  int64_t length = (count + blocks - 1) / blocks;
  return least(length, count - first);
}

/// The data that is read next, which is fetched into the second-level cache while tiles are computed: in its step k, tile t < tiles
/// fetches the line that is t * by_tile + k * by_step bytes after `from`. It may be after the end of the numbers.
typedef struct {
  uintptr_t from;
  int64_t tiles, by_tile, by_step;
} ahead;

// Room for panels that are made for one product: each thread's own, freed with it.

typedef struct {
  int64_t count;
  float *numbers;
} room;

static pthread_key_t rooms;
static pthread_once_t rooms_made = PTHREAD_ONCE_INIT;

static void free_room(void *pointer) {
  free(((room *)pointer)->numbers);
  free(pointer);
}

static void make_rooms(void) {
  if (pthread_key_create(&rooms, free_room)) abort();
}

static float *room_for(int64_t count) {
  pthread_once(&rooms_made, make_rooms);
  room *own = pthread_getspecific(rooms);
  if (!own) {
    own = calloc(1, sizeof *own);
    if (!own || pthread_setspecific(rooms, own)) abort();
  }
  if (own->count < count) {
    free(own->numbers);
    own->numbers = aligned_alloc(64, ((size_t)count * sizeof(float) + 63) / 64 * 64);
    if (!own->numbers) abort();
    own->count = count;
  }
  return own->numbers;
}

#if defined(__x86_64__)
#define NAME(name) name##_avx512
#define TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define LANES 16
#define TILE_ROWS 8
#define TILE_VECTORS 3
#include "product_tile.h"

#define NAME(name) name##_avx2
#define TARGET __attribute__((target("arch=x86-64-v3")))
#define LANES 8
#define TILE_ROWS 4
#define TILE_VECTORS 3
#include "product_tile.h"
#endif

#define NAME(name) name##_generic
#define TARGET
#define LANES 4
#if defined(__aarch64__)
#define TILE_ROWS 8
#define TILE_VECTORS 3
#else
#define TILE_ROWS 4
#define TILE_VECTORS 2
#endif
#include "product_tile.h"

#if defined(__x86_64__)
#define CHOOSE(instructions, call)        \
  switch (instructions) {                 \
    case MT_AVX512: return call(_avx512); \
    case MT_AVX2: return call(_avx2);     \
    default: return call(_generic);       \
  }
#else
#define CHOOSE(instructions, call) return call(_generic);
#endif

int mt_product_instructions(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4")) return MT_AVX512;
  if (__builtin_cpu_supports("x86-64-v3")) return MT_AVX2;
#endif
  return MT_GENERIC;
}

int64_t mt_packed_count(int instructions, int64_t inputs, int64_t outputs) {
#define CALL(suffix) packed_count##suffix(inputs, outputs)
  CHOOSE(instructions, CALL)
#undef CALL
}

void mt_pack(int instructions, int64_t inputs, int64_t outputs, const float *weight, int transposed, float *packed) {
#define CALL(suffix) pack##suffix(inputs, outputs, weight, transposed, packed)
  CHOOSE(instructions, CALL)
#undef CALL
}

void mt_multiply_packed(int instructions, int64_t rows, int64_t inputs, int64_t outputs, const float *x,
                        const float *packed, float *y, int accumulate) {
#define CALL(suffix) multiply_packed##suffix(rows, inputs, outputs, x, packed, y, accumulate)
  CHOOSE(instructions, CALL)
#undef CALL
}

void mt_multiply(int instructions, int64_t rows, int64_t inputs, int64_t outputs, const float *x, const float *weight,
                 int transposed, float *y, int accumulate) {
#define CALL(suffix) multiply##suffix(rows, inputs, outputs, x, weight, transposed, y, accumulate)
  CHOOSE(instructions, CALL)
#undef CALL
}

void mt_multiply_outer(int instructions, int64_t rows, int64_t m, int64_t n, const float *a, int64_t a_columns,
                       const float *b, float *w, int accumulate) {
#define CALL(suffix) multiply_outer##suffix(rows, m, n, a, a_columns, b, w, accumulate)
  CHOOSE(instructions, CALL)
#undef CALL
}
