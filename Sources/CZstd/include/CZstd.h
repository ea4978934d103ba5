/// The few functions of libzstd that the corpus needs, behind handles, so that no zstd header is visible to Swift.
#ifndef MT_CZSTD_H
#define MT_CZSTD_H

#include <stddef.h>
#include <stdint.h>

/// The version of the library in use, as "1.5.4".
const char *_Nonnull mt_zstd_version(void);

/// Compresses whole frames. Not for use by two threads at once.
typedef struct mt_zstd_compressor mt_zstd_compressor;

/// A compressor that writes a content checksum (XXH64) into each frame; NULL when there is no memory.
mt_zstd_compressor *_Nullable mt_zstd_compressor_create(int32_t level);
void mt_zstd_compressor_free(mt_zstd_compressor *_Nonnull compressor);

/// An output of this many bytes holds the frame of any `count` bytes of input.
size_t mt_zstd_compress_bound(size_t count);

/// Compresses `count` bytes into one frame. Returns the frame's size, or 0 on failure (a frame is never empty).
size_t mt_zstd_compress_frame(mt_zstd_compressor *_Nonnull compressor, const void *_Nullable input, size_t count,
                              void *_Nonnull output, size_t capacity);

enum {
  /// The binary logarithm of the largest window that is read: that of `zstd --long=31`, 2 GiB.
  MT_ZSTD_WINDOW_LOG = 31
};

/// Decompresses frames, whole or as a stream. Not for use by two threads at once.
typedef struct mt_zstd_decompressor mt_zstd_decompressor;

mt_zstd_decompressor *_Nullable mt_zstd_decompressor_create(void);
void mt_zstd_decompressor_free(mt_zstd_decompressor *_Nonnull decompressor);

enum {
  /// The data cannot be decompressed: `mt_zstd_reason` says why.
  MT_ZSTD_FAILED = -1,
  /// A frame (skippable ones included) is complete, and all of it has been handed out.
  MT_ZSTD_FRAME_COMPLETE = 0,
  /// More input is needed, or more room for output.
  MT_ZSTD_MORE = 1
};

/// One step of a stream of frames: reads some of `input`, writes some of `output`, and says how much of each.
int32_t mt_zstd_decompress_stream(mt_zstd_decompressor *_Nonnull decompressor, const void *_Nullable input,
                                  size_t count, size_t *_Nonnull consumed, void *_Nonnull output, size_t capacity,
                                  size_t *_Nonnull produced);

/// Decompresses exactly one frame of `count` bytes, which must give exactly `expected` bytes of output.
/// Returns MT_ZSTD_FRAME_COMPLETE or MT_ZSTD_FAILED.
int32_t mt_zstd_decompress_frame(mt_zstd_decompressor *_Nonnull decompressor, const void *_Nonnull input,
                                 size_t count, void *_Nonnull output, size_t expected);

/// Why the last call failed. The text lives as long as the program.
const char *_Nonnull mt_zstd_reason(const mt_zstd_decompressor *_Nonnull decompressor);

#endif
