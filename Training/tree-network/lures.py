"""Where a network takes something in the drawn scenes for a lying stem or tree: crops look there more often."""
import torch
import torch.nn.functional as F

import networks_folder  # noqa: F401
from batches import KNOWN, LURES, STRIDE
from objects import FALLEN, RASTERS, STEM

MARGIN = 6  # cells around what lies that are no mistake
LEAST = 12  # cells of a picture: fewer are none


@torch.no_grad()
def seek(model, store, dice, share=1.0, at_once=16):
    """Sets the lures of a share of the store's drawn scenes: places of cells that are taken for what lies, and do not lie near anything that does.
    Returns how many there are in all."""
    lying = sum(1 << k for k, kind in enumerate(RASTERS) if kind in (STEM, FALLEN))
    sought = store.has_lures & dice.chance(share, store.count)
    for part in torch.nonzero(sought)[:, 0].split(at_once):
        with torch.autocast(torch.device(store.device).type, torch.bfloat16):
            maps = model((store.rgb[part].float() / 255).contiguous(memory_format=torch.channels_last))
        taken = (maps[:, STEM] > 0) | (maps[:, FALLEN] > 0)
        raster = store.raster[part, 0, 1::STRIDE, 1::STRIDE].long()
        doubtful = ((raster & lying) > 0) | ((raster & KNOWN) == 0)
        near = F.max_pool2d(doubtful.float()[:, None], 2 * MARGIN + 1, 1, MARGIN)[:, 0] > 0
        wrong = (taken & ~near).flatten(1)
        store.lure_counts[part] = torch.where(wrong.sum(1) >= LEAST, LURES, 0)
        index = torch.multinomial(wrong.float() + 1e-9, LURES, generator=dice.generator)
        store.lures[part] = torch.stack([index % taken.shape[2], index // taken.shape[2]], 2).float() * STRIDE + 1
    return int(store.lure_counts.sum())
