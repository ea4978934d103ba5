#ifndef CZstd_H
#define CZstd_H
#endif
