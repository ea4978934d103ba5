/// The few functions of zlib that reading gzip needs, behind a handle, so that no header of zlib is visible to Swift.
#ifndef MT_CZLIB_H
#define MT_CZLIB_H

#include <stddef.h>
#include <stdint.h>

/// The version of the library in use, as "1.2.13".
const char *_Nonnull mt_zlib_version(void);

/// Decompresses a stream of gzip members. Not for use by two threads at once.
typedef struct mt_gzip_decompressor mt_gzip_decompressor;

/// NULL when there is no memory.
mt_gzip_decompressor *_Nullable mt_gzip_decompressor_create(void);
/// One that reads what zip archives hold: a bare stream, without header and checksum, that is one member.
mt_gzip_decompressor *_Nullable mt_deflate_decompressor_create(void);
void mt_gzip_decompressor_free(mt_gzip_decompressor *_Nonnull decompressor);

enum {
  /// The data is no gzip, or its checksum or size is wrong: `mt_gzip_reason` says which. Nothing more can be decompressed.
  MT_GZIP_FAILED = -1,
  /// A member is complete, all of it has been handed out, and its checksum is right. The next byte begins another member.
  MT_GZIP_MEMBER_COMPLETE = 0,
  /// More input is needed, or more room for output.
  MT_GZIP_MORE = 1
};

/// One step of a stream of members: reads some of `input`, writes some of `output`, and says how much of each.
int32_t mt_gzip_decompress_stream(mt_gzip_decompressor *_Nonnull decompressor, const void *_Nullable input,
                                  size_t count, size_t *_Nonnull consumed, void *_Nonnull output, size_t capacity,
                                  size_t *_Nonnull produced);

/// Goes on with a CRC-32, that begins with 0, over more bytes.
uint32_t mt_crc32(uint32_t sum, const void *_Nullable bytes, size_t count);

/// Why the last call failed. The text lives as long as the program.
const char *_Nonnull mt_gzip_reason(const mt_gzip_decompressor *_Nonnull decompressor);

#endif
