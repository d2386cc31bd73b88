#include "CDetectors.h"
