/*
 * The kernels that a variant makes, and which of them it takes for a row: for 3 x 3 kernels of stride 1 and 2,
 * for those of stride 1 that read a doubled map, and for all others, each with the channels as a constant where
 * networks have them, else 0. The including file defines the macros THREE and PAIRED, which make one kernel
 * each, plain_row, and the type row_function.
 */
THREE(1, 0)
THREE(1, 16)
THREE(1, 32)
THREE(1, 48)
THREE(1, 64)
THREE(2, 0)
THREE(2, 16)
THREE(2, 32)
THREE(2, 48)
THREE(2, 64)
PAIRED(0)
PAIRED(16)
PAIRED(32)
PAIRED(48)

static row_function chosen(const nn_row *row) {
  const int32_t channels = nn_common_channels(row);
  if (row->kernel != 3 || channels % 4 != 0)
    return plain_row;
  if (nn_has_pairs(row))
    return channels == 16 ? paired_16 : channels == 32 ? paired_32 : channels == 48 ? paired_48 : paired_0;
  switch (channels) {
  case 16:
    return row->stride == 1 ? three_1_16 : three_2_16;
  case 32:
    return row->stride == 1 ? three_1_32 : three_2_32;
  case 48:
    return row->stride == 1 ? three_1_48 : three_2_48;
  case 64:
    return row->stride == 1 ? three_1_64 : three_2_64;
  default:
    return row->stride == 1 ? three_1_0 : three_2_0;
  }
}
