#ifndef CSentencePiece_H
#define CSentencePiece_H
#endif
