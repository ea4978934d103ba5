#include "CLzma.h"

#include <lzma.h>
#include <stdlib.h>

/// A file that asks for more is refused. `xz -9` asks for 65 MiB.
static const uint64_t memory_limit = UINT64_C(256) << 20;

struct mt_xz_decompressor {
  lzma_stream stream;
  /// No stream has begun, or the last one is complete.
  int is_between;
  const char *reason;
};

const char *mt_lzma_version(void) { return lzma_version_string(); }

mt_xz_decompressor *mt_xz_decompressor_create(void) {
  mt_xz_decompressor *decompressor = calloc(1, sizeof *decompressor);
  if (decompressor == NULL) return NULL;
  decompressor->stream = (lzma_stream)LZMA_STREAM_INIT;
  decompressor->is_between = 1;
  decompressor->reason = "no error";
  return decompressor;
}

void mt_xz_decompressor_free(mt_xz_decompressor *decompressor) {
  lzma_end(&decompressor->stream);
  free(decompressor);
}

static const char *reason_of(lzma_ret status) {
  switch (status) {
    case LZMA_MEM_ERROR: return "there is not enough memory";
    case LZMA_MEMLIMIT_ERROR: return "it needs more than 256 MiB of memory";
    case LZMA_FORMAT_ERROR: return "not an .xz stream";
    case LZMA_OPTIONS_ERROR: return "it uses options that this liblzma does not have";
    case LZMA_UNSUPPORTED_CHECK: return "its checksum is of an unknown kind";
    default: return "the data is damaged";
  }
}

static int32_t failed(mt_xz_decompressor *decompressor, lzma_ret status) {
  decompressor->reason = reason_of(status);
  return MT_XZ_FAILED;
}

int32_t mt_xz_decompress_stream(mt_xz_decompressor *decompressor, const void *input, size_t count, size_t *consumed,
                                void *output, size_t capacity, size_t *produced) {
  const uint8_t *bytes = input;
  size_t padding = 0;
  *produced = 0;
  if (decompressor->is_between) {
    while (padding < count && bytes[padding] == 0) padding++;
    *consumed = padding;
    if (padding == count) return MT_XZ_STREAM_COMPLETE;
    lzma_ret status = lzma_stream_decoder(&decompressor->stream, memory_limit, LZMA_TELL_UNSUPPORTED_CHECK);
    if (status != LZMA_OK) return failed(decompressor, status);
    decompressor->is_between = 0;
  }
  lzma_stream *stream = &decompressor->stream;
  stream->next_in = bytes + padding;
  stream->avail_in = count - padding;
  stream->next_out = output;
  stream->avail_out = capacity;
  lzma_ret status = lzma_code(stream, LZMA_RUN);
  *consumed = count - stream->avail_in;
  *produced = capacity - stream->avail_out;
  switch (status) {
    case LZMA_OK:
    case LZMA_BUF_ERROR: return MT_XZ_MORE;
    case LZMA_STREAM_END: decompressor->is_between = 1; return MT_XZ_STREAM_COMPLETE;
    default: return failed(decompressor, status);
  }
}

const char *mt_xz_reason(const mt_xz_decompressor *decompressor) { return decompressor->reason; }
