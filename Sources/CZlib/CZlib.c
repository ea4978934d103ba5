#include "CZlib.h"

#include <zlib.h>

const char *mt_zlib_version(void) { return zlibVersion(); }
