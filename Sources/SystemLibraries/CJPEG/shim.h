/* jpeglib.h needs both of these before it. */
#include <stddef.h>
#include <stdio.h>
#include <jpeglib.h>
