#ifndef COPENCV_H
#define COPENCV_H
#endif
