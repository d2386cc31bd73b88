/* `check [COUNT [VARIANT]]`: checks every variant this processor has, says which it lacks, and fails where one differs. */
#include "CNetworksCheck.h"

#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments) {
  static const char *const names[NN_VARIANTS] = {"scalar", "AVX2", "AVX-VNNI", "AVX512-VNNI", "AMX", "NEON"};
  const int32_t rows = count > 1 ? atoi(arguments[1]) : 1000;
  const int only = count > 2 ? atoi(arguments[2]) : -1;
  int failed = 0;
  for (int variant = NN_SCALAR + 1; variant < NN_VARIANTS; variant++) {
    if (only >= 0 && variant != only)
      continue;
    if (!nn_runs((nn_variant)variant)) {
      printf("%s: not on this processor\n", names[variant]);
      continue;
    }
    const nn_difference d = nn_check_rows((nn_variant)variant, 1, rows);
    if (d.differs) {
      printf("%s: row %d differs at byte %d: %d instead of %d%s\n", names[variant], d.shape, d.place, d.found, d.expected,
             d.differs == 2 ? " (outside the row)" : "");
      failed = 1;
    } else {
      printf("%s: %d random rows equal the scalar ones\n", names[variant], rows);
    }
  }
  return failed;
}
