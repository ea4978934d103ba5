/// The few functions of expat that the readers of XML need, so that no header of expat is visible to Swift.
#ifndef MT_CEXPAT_H
#define MT_CEXPAT_H

#include <stddef.h>
#include <stdint.h>

/// The version of the library in use, as "expat_2.5.0".
const char *_Nonnull mt_expat_version(void);

#endif
