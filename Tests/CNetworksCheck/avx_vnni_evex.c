/* NN_AVX_VNNI's code with the same instructions in another encoding, for processors that have only that. */
#define NN_EVEX
#define nn_convolve_avx_vnni nn_convolve_avx_vnni_evex
#include "../../Sources/CNetworks/convolution_avx_vnni.c"
