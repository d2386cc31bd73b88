#include <stddef.h>
#include <stdint.h>

int32_t fuzz_yolo(const uint8_t *data, ptrdiff_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return fuzz_yolo(data, (ptrdiff_t)size); }
