#include "CModels.h"

// C23's #embed, which Swift's clang has in every mode of C.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t crack_manifest[] = {
#embed "../../Models/crack-unet-s/model.json"
};

static const uint8_t crack_weights[] = {
#embed "../../Models/crack-unet-s/weights.int8"
};

static const uint8_t road_manifest[] = {
#embed "../../Models/road-unet-s/model.json"
};

static const uint8_t road_weights[] = {
#embed "../../Models/road-unet-s/weights.int8"
};

static const uint8_t tree_manifest[] = {
#embed "../../Models/tree-unet-s/model.json"
};

static const uint8_t tree_weights[] = {
#embed "../../Models/tree-unet-s/weights.int8"
};

cm_file cm_crack_manifest(void) { return (cm_file){crack_manifest, sizeof crack_manifest}; }

cm_file cm_crack_weights(void) { return (cm_file){crack_weights, sizeof crack_weights}; }

cm_file cm_road_manifest(void) { return (cm_file){road_manifest, sizeof road_manifest}; }

cm_file cm_road_weights(void) { return (cm_file){road_weights, sizeof road_weights}; }

cm_file cm_tree_manifest(void) { return (cm_file){tree_manifest, sizeof tree_manifest}; }

cm_file cm_tree_weights(void) { return (cm_file){tree_weights, sizeof tree_weights}; }
