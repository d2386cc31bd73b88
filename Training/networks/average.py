"""The mean of two checkpoints of one run: often better than either on pictures of another place.

    python average.py FIRST.pt SECOND.pt --second 0.6 --output MEAN.pt

The first may be the narrower network that the second's run began with, and is then made as wide; `--seed` is that run's.
"""
import argparse

import torch

from unet import UNet, load_checkpoint, save_checkpoint, widened


def averaged(first, second, share):
    """A network whose weights are those of `first`, moved by `share` (0..1) towards those of `second`."""
    if first.settings != second.settings:
        raise ValueError(f"networks of unlike size: {first.settings} and {second.settings}")
    mean, other = UNet(**first.settings), second.state_dict()
    mean.load_state_dict({name: (1 - share) * own + share * other[name] if own.dtype.is_floating_point else other[name]
                          for name, own in first.state_dict().items()})
    return mean.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("first")
    parser.add_argument("second")
    parser.add_argument("--second", dest="share", type=float, default=0.5, help="how much the second counts, 0 to 1")
    parser.add_argument("--seed", type=int, default=1, help="of the run that made a narrower first one wider")
    parser.add_argument("--output", required=True)
    options = parser.parse_args()
    second, notes = load_checkpoint(options.second)
    torch.manual_seed(options.seed)  # in the order of a run: it loads its start, then makes it wider
    first = load_checkpoint(options.first)[0]
    if first.settings["channels"] != second.settings["channels"]:
        first = widened(first, second.settings["channels"])
    save_checkpoint(options.output, averaged(first, second, options.share), **notes)


if __name__ == "__main__":
    main()
