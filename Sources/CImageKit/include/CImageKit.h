#ifndef CIMAGEKIT_H
#define CIMAGEKIT_H
#endif
