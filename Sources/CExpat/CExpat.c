#include "CExpat.h"

#include <expat.h>

const char *mt_expat_version(void) { return XML_ExpatVersion(); }
