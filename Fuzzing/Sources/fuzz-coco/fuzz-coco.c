#include <stddef.h>
#include <stdint.h>

int32_t fuzz_coco(const uint8_t *data, ptrdiff_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return fuzz_coco(data, (ptrdiff_t)size); }
