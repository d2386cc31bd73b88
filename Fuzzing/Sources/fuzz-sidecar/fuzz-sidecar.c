#include <stddef.h>
#include <stdint.h>

int32_t fuzz_sidecar(const uint8_t *data, ptrdiff_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return fuzz_sidecar(data, (ptrdiff_t)size); }
