#include "variants.h"

#if NN_X86 && defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif
#if NN_ARM && defined(__linux__)
#include <sys/auxv.h>
#endif

#if NN_X86
/* Linux lets a process use tiles only after it has asked: their 8 kB would else be saved at every switch of
 * threads. */
static int may_use_tiles(void) {
#if defined(__linux__)
  enum { requestPermission = 0x1023, tileData = 18 };
  return syscall(SYS_arch_prctl, requestPermission, tileData) == 0;
#else
  return 0;
#endif
}
#endif

int nn_runs(nn_variant variant) {
  switch (variant) {
  case NN_SCALAR:
    return 1;
#if NN_X86
  case NN_AVX2:
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  case NN_AVX_VNNI:
    return nn_runs(NN_AVX2) && __builtin_cpu_supports("avxvnni");
  case NN_AVX512_VNNI:
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
  case NN_AMX:
    return nn_runs(NN_AVX512_VNNI) && __builtin_cpu_supports("amx-int8") && may_use_tiles();
#endif
#if NN_ARM && defined(__linux__)
  case NN_NEON: {
    enum { byteProducts = 1 << 13 /* HWCAP2_I8MM */ };
    return (getauxval(AT_HWCAP2) & byteProducts) != 0;
  }
#endif
  default:
    return 0;
  }
}

nn_variant nn_best_variant(void) {
  for (int variant = NN_VARIANTS - 1; variant > NN_SCALAR; variant--)
    if (nn_runs((nn_variant)variant))
      return (nn_variant)variant;
  return NN_SCALAR;
}

int32_t nn_tap_groups(int32_t kernel, int32_t channels) {
  const int32_t groups = (kernel * channels + 3) / 4;
  return (groups + NN_TILE_GROUPS - 1) / NN_TILE_GROUPS * NN_TILE_GROUPS;
}

void nn_convolve_row(const nn_row *row, nn_variant variant) {
  if (row->columns < NN_MINIMUM_COLUMNS)
    variant = NN_SCALAR;
  switch (variant) {
#if NN_X86
  case NN_AVX2:
    nn_convolve_avx2(row);
    return;
  case NN_AVX_VNNI:
    nn_convolve_avx_vnni(row);
    return;
  case NN_AVX512_VNNI:
    nn_convolve_avx512_vnni(row);
    return;
  case NN_AMX:
    nn_convolve_amx(row);
    return;
#endif
#if NN_ARM
  case NN_NEON:
    nn_convolve_neon(row);
    return;
#endif
  default:
    nn_convolve_scalar(row);
  }
}
