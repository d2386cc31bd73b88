#ifndef CDETECTORS_H
#define CDETECTORS_H
#endif
