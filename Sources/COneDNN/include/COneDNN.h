#ifndef COneDNN_H
#define COneDNN_H

// Matrix products in bfloat16 and int8 by oneDNN, row-major, always on the calling thread alone. Numbers come and go as
// float32. In bfloat16 both operands are rounded to it (to nearest, ties to even), and the sums are of float32. In int8
// the caller quantizes, and products are exact sums of int32.
//
// Primitives are cached by shape, one cache a thread; the first call of a shape on a thread costs 0.1 to 0.3 ms.
// Every function that can fail returns NULL or a non-zero status; mt_onednn_error tells why.

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { MT_BFLOAT16 = 1, MT_INT8 = 2 };

/// Whether this processor has instructions for products of bfloat16.
int mt_onednn_has_bfloat16(void);

/// Whether this processor has instructions for products of int8 that do not saturate and are faster than
/// float32: AVX-512 with VNNI (its form for AVX2 is slower here than float32).
int mt_onednn_has_int8(void);

/// A weight matrix in the layout that oneDNN prefers. Threads may read one at the same time.
typedef struct mt_packed mt_packed;

/// Room for a matrix of `inputs` rows and `outputs` columns, used as y[rows, outputs] = x[rows, inputs] * packed.
mt_packed *_Nullable mt_packed_create(int64_t inputs, int64_t outputs, int precision);

/// Fills it from `weight`: [inputs, outputs], or with `transposed` [outputs, inputs], row-major.
int mt_packed_fill(mt_packed *_Nonnull packed, const float *_Nonnull weight, int transposed);

/// Fills one of MT_INT8 from `weight`: [outputs, inputs], row-major.
int mt_packed_fill_int8(mt_packed *_Nonnull packed, const int8_t *_Nonnull weight);

/// The memory that its numbers are in.
void *_Nonnull mt_packed_memory(const mt_packed *_Nonnull packed, int64_t *_Nonnull bytes);

void mt_packed_destroy(mt_packed *_Nullable packed);

/// y[rows, outputs] = x[rows, inputs] * packed, which is of bfloat16, added to y where `accumulate`.
int mt_multiply_bfloat16(const mt_packed *_Nonnull packed, int64_t rows, const float *_Nonnull x, float *_Nonnull y,
                         int accumulate);

/// w[m, n] = transpose(a[rows, m]) * b[rows, n] in bfloat16, added to w where `accumulate`. A row of a is `a_columns` long,
/// and m of them are used.
int mt_multiply_outer_bfloat16(int64_t rows, int64_t m, int64_t n, const float *_Nonnull a, int64_t a_columns,
                               const float *_Nonnull b, float *_Nonnull w, int accumulate);

/// Room for the operands of a product of int8, the calling thread's own: good until its next call.
typedef struct {
  /// [rows, inputs], to be filled.
  uint8_t *_Nullable x;
  /// [rows], for the caller's use.
  float *_Nullable scales;
  /// [rows, outputs], filled by mt_multiply_int8.
  int32_t *_Nullable sums;
} mt_int8_room;

int mt_int8_reserve(const mt_packed *_Nonnull packed, int64_t rows, mt_int8_room *_Nonnull room);

/// room.sums[rows, outputs] = room.x[rows, inputs] * packed, exactly.
int mt_multiply_int8(const mt_packed *_Nonnull packed, int64_t rows, const mt_int8_room *_Nonnull room);

/// Why the last call on this thread failed.
const char *_Nonnull mt_onednn_error(void);

/// The version of the oneDNN library, for example "2.6.3".
const char *_Nonnull mt_onednn_version(void);

/// The instruction set that oneDNN uses here, for example "avx512_core_bf16"; DNNL_MAX_CPU_ISA caps it.
const char *_Nonnull mt_onednn_instruction_set(void);

#ifdef __cplusplus
}
#endif
#endif
