/// The few functions of zlib that reading gzip needs, so that no header of zlib is visible to Swift.
#ifndef MT_CZLIB_H
#define MT_CZLIB_H

#include <stddef.h>
#include <stdint.h>

/// The version of the library in use, as "1.2.13".
const char *_Nonnull mt_zlib_version(void);

#endif
