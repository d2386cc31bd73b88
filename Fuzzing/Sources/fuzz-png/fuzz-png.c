#include <stddef.h>
#include <stdint.h>

int32_t fuzz_png(const uint8_t *data, ptrdiff_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return fuzz_png(data, (ptrdiff_t)size); }
