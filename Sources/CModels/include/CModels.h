/// Files of Models/ that are part of the program: it needs nothing beside it, and no copy of it can miss
/// them.
///
/// The bytes are constants of the program, valid as long as it runs. They are held against their hashes when
/// a model is read.
#ifndef CMODELS_H
#define CMODELS_H

#include <stddef.h>
#include <stdint.h>

/// A file's bytes.
typedef struct {
  const uint8_t *bytes;
  size_t count;
} cm_file;

/// model.json of the crack network.
cm_file cm_crack_manifest(void);
/// weights.int8 of the crack network.
cm_file cm_crack_weights(void);

/// model.json of the road network, whose weights have a licence of their own: CC BY-SA 4.0.
cm_file cm_road_manifest(void);
/// weights.int8 of the road network.
cm_file cm_road_weights(void);

/// model.json of the tree network.
cm_file cm_tree_manifest(void);
/// weights.int8 of the tree network.
cm_file cm_tree_weights(void);

#endif
