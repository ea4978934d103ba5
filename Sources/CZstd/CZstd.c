#include "CZstd.h"

#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

struct mt_zstd_compressor {
  ZSTD_CCtx *context;
};

struct mt_zstd_decompressor {
  ZSTD_DCtx *context;
  const char *reason;
};

const char *mt_zstd_version(void) { return ZSTD_versionString(); }

mt_zstd_compressor *mt_zstd_compressor_create(int32_t level) {
  mt_zstd_compressor *compressor = malloc(sizeof *compressor);
  if (compressor == NULL) return NULL;
  compressor->context = ZSTD_createCCtx();
  if (compressor->context == NULL ||
      ZSTD_isError(ZSTD_CCtx_setParameter(compressor->context, ZSTD_c_compressionLevel, level)) ||
      ZSTD_isError(ZSTD_CCtx_setParameter(compressor->context, ZSTD_c_checksumFlag, 1))) {
    mt_zstd_compressor_free(compressor);
    return NULL;
  }
  return compressor;
}

void mt_zstd_compressor_free(mt_zstd_compressor *compressor) {
  ZSTD_freeCCtx(compressor->context);
  free(compressor);
}

size_t mt_zstd_compress_bound(size_t count) { return ZSTD_compressBound(count); }

size_t mt_zstd_compress_frame(mt_zstd_compressor *compressor, const void *input, size_t count, void *output,
                              size_t capacity) {
  size_t size = ZSTD_compress2(compressor->context, output, capacity, input, count);
  return ZSTD_isError(size) ? 0 : size;
}

mt_zstd_decompressor *mt_zstd_decompressor_create(void) {
  mt_zstd_decompressor *decompressor = malloc(sizeof *decompressor);
  if (decompressor == NULL) return NULL;
  decompressor->reason = "no error";
  decompressor->context = ZSTD_createDCtx();
  if (decompressor->context == NULL) {
    free(decompressor);
    return NULL;
  }
  // The largest window that `zstd --long` writes. Its memory is taken as text fills it: no more than a frame has text.
  if (ZSTD_isError(ZSTD_DCtx_setParameter(decompressor->context, ZSTD_d_windowLogMax, MT_ZSTD_WINDOW_LOG))) {
    mt_zstd_decompressor_free(decompressor);
    return NULL;
  }
  return decompressor;
}

void mt_zstd_decompressor_free(mt_zstd_decompressor *decompressor) {
  ZSTD_freeDCtx(decompressor->context);
  free(decompressor);
}

int32_t mt_zstd_decompress_stream(mt_zstd_decompressor *decompressor, const void *input, size_t count,
                                  size_t *consumed, void *output, size_t capacity, size_t *produced) {
  ZSTD_inBuffer in = {input, count, 0};
  ZSTD_outBuffer out = {output, capacity, 0};
  size_t hint = ZSTD_decompressStream(decompressor->context, &out, &in);
  *consumed = in.pos;
  *produced = out.pos;
  if (ZSTD_isError(hint)) {
    ZSTD_ErrorCode error = ZSTD_getErrorCode(hint);
    decompressor->reason = error == ZSTD_error_frameParameter_windowTooLarge
                               ? "its window is larger than 2 GiB, that of zstd --long=31"
                           : error == ZSTD_error_memory_allocation
                               ? "there is not enough memory for its window, which zstd --long made large"
                               : ZSTD_getErrorName(hint);
    return MT_ZSTD_FAILED;
  }
  return hint == 0 ? MT_ZSTD_FRAME_COMPLETE : MT_ZSTD_MORE;
}

int32_t mt_zstd_decompress_frame(mt_zstd_decompressor *decompressor, const void *input, size_t count, void *output,
                                 size_t expected) {
  size_t frame = ZSTD_findFrameCompressedSize(input, count);
  if (ZSTD_isError(frame)) {
    decompressor->reason = ZSTD_getErrorName(frame);
    return MT_ZSTD_FAILED;
  }
  if (frame != count) {
    decompressor->reason = "the frame has another size than the index says";
    return MT_ZSTD_FAILED;
  }
  size_t size = ZSTD_decompressDCtx(decompressor->context, output, expected, input, count);
  if (ZSTD_isError(size)) {
    decompressor->reason = ZSTD_getErrorName(size);
    return MT_ZSTD_FAILED;
  }
  if (size != expected) {
    decompressor->reason = "the text has another size than the index says";
    return MT_ZSTD_FAILED;
  }
  return MT_ZSTD_FRAME_COMPLETE;
}

const char *mt_zstd_reason(const mt_zstd_decompressor *decompressor) { return decompressor->reason; }
