#include "CImageKit.h"
