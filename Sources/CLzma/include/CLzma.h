/// The few functions of liblzma that reading .xz needs, behind a handle, so that no header of liblzma is visible to Swift.
#ifndef MT_CLZMA_H
#define MT_CLZMA_H

#include <stddef.h>
#include <stdint.h>

/// The version of the library in use, as "5.4.1".
const char *_Nonnull mt_lzma_version(void);

/// Decompresses the streams of an .xz file. Not for use by two threads at once.
typedef struct mt_xz_decompressor mt_xz_decompressor;

/// NULL when there is no memory.
mt_xz_decompressor *_Nullable mt_xz_decompressor_create(void);
void mt_xz_decompressor_free(mt_xz_decompressor *_Nonnull decompressor);

enum {
  /// The data is not .xz, or its checksum or size is wrong: `mt_xz_reason` says which. Nothing more can be decompressed.
  MT_XZ_FAILED = -1,
  /// A stream is complete, all of it has been handed out, and its checksum is right. Zeros or another stream may follow.
  MT_XZ_STREAM_COMPLETE = 0,
  /// More input is needed, or more room for output.
  MT_XZ_MORE = 1
};

/// One step of a file of streams: reads some of `input`, writes some of `output`, and says how much of each.
int32_t mt_xz_decompress_stream(mt_xz_decompressor *_Nonnull decompressor, const void *_Nullable input, size_t count,
                                size_t *_Nonnull consumed, void *_Nonnull output, size_t capacity,
                                size_t *_Nonnull produced);

/// Why the last call failed. The text lives as long as the program.
const char *_Nonnull mt_xz_reason(const mt_xz_decompressor *_Nonnull decompressor);

#endif
