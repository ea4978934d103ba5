#include "CZlib.h"

#include <stdlib.h>
#include <zlib.h>

/// The largest window, and 16 for the header and trailer of gzip; below zero, neither is there.
enum { gzip_window = 15 + 16, raw_window = -15 };

struct mt_gzip_decompressor {
  z_stream stream;
  const char *reason;
};

const char *mt_zlib_version(void) { return zlibVersion(); }

static mt_gzip_decompressor *create(int window) {
  mt_gzip_decompressor *decompressor = calloc(1, sizeof *decompressor);
  if (decompressor == NULL) return NULL;
  decompressor->reason = "no error";
  if (inflateInit2(&decompressor->stream, window) != Z_OK) {
    free(decompressor);
    return NULL;
  }
  return decompressor;
}

mt_gzip_decompressor *mt_gzip_decompressor_create(void) { return create(gzip_window); }
mt_gzip_decompressor *mt_deflate_decompressor_create(void) { return create(raw_window); }

uint32_t mt_crc32(uint32_t sum, const void *bytes, size_t count) {
  return (uint32_t)crc32_z(sum, count > 0 ? bytes : (const void *)"", count);
}

void mt_gzip_decompressor_free(mt_gzip_decompressor *decompressor) {
  inflateEnd(&decompressor->stream);
  free(decompressor);
}

static uInt at_most(size_t count) { return count > (1u << 30) ? (1u << 30) : (uInt)count; }

int32_t mt_gzip_decompress_stream(mt_gzip_decompressor *decompressor, const void *input, size_t count,
                                  size_t *consumed, void *output, size_t capacity, size_t *produced) {
  z_stream *stream = &decompressor->stream;
  uInt available = at_most(count), room = at_most(capacity);
  // zlib refuses a null pointer even where nothing is to be read.
  stream->next_in = input != NULL ? (Bytef *)input : (Bytef *)"";
  stream->avail_in = available;
  stream->next_out = output;
  stream->avail_out = room;
  int status = inflate(stream, Z_NO_FLUSH);
  *consumed = available - stream->avail_in;
  *produced = room - stream->avail_out;
  switch (status) {
    case Z_OK:
    case Z_BUF_ERROR: return MT_GZIP_MORE;
    case Z_STREAM_END: inflateReset(stream); return MT_GZIP_MEMBER_COMPLETE;
    default: decompressor->reason = stream->msg != NULL ? stream->msg : zError(status); return MT_GZIP_FAILED;
  }
}

const char *mt_gzip_reason(const mt_gzip_decompressor *decompressor) { return decompressor->reason; }
