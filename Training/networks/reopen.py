"""Model folder -> checkpoint: training goes on from what is shipped, without the run that it came from.

    python reopen.py ../../Models/crack-unet-s --output crack.pt
    python reopen.py ../../Models/road-unet-s --pictures CALIBRATION --output road.pt

network.onnx holds each convolution with its normalisation folded in. The checkpoint's answers are the same; PICTURES, such as those an export
is calibrated with, tell what each map's mean and spread are, so that training goes on where it stood. A network that is only looked
through, and not trained, needs none.
"""
import argparse
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import photos
from float_network import as_input, cut
from unet import ConvNorm, UNet, save_checkpoint


class ReopenError(ValueError):
    """The file holds something else than a U-Net of this recipe."""


def constants_of(path):
    """Weights and biases by the names of the modules that they were."""
    graph = onnx.load(str(path)).graph
    return {constant.name.removesuffix(".half"): torch.from_numpy(numpy_helper.to_array(constant).astype(np.float32))
            for constant in graph.initializer}


def settings_of(constants):
    """Channels, blocks and classes, from the shapes of the weights."""
    levels = sorted({int(found[1]) for found in (re.fullmatch(r"down\.(\d+)\.0\.conv\.weight", name) for name in constants) if found})
    if "stem.conv.weight" not in constants or "logits.weight" not in constants or levels != list(range(len(levels))):
        raise ReopenError("no U-Net of this recipe: the stem, a level or the head is missing")
    channels = [constants["stem.conv.weight"].shape[0]] + [constants[f"down.{level}.0.conv.weight"].shape[0] for level in levels]
    blocks = [sum(bool(re.fullmatch(rf"down\.{level}\.\d+\.first\.conv\.weight", name)) for name in constants) for level in levels]
    return {"channels": tuple(channels), "blocks": tuple(blocks), "classes": constants["logits.weight"].shape[0]}


@torch.no_grad()
def reopened(path):
    """The network of network.onnx at `path`, in evaluation mode, each normalisation adding the bias and nothing else."""
    constants = constants_of(path)
    model = UNet(**settings_of(constants))
    for name, module in model.named_modules():
        if isinstance(module, ConvNorm):
            try:
                module.conv.weight.copy_(constants[f"{name}.conv.weight"])
                module.norm.bias.copy_(constants[f"{name}.conv.bias"])
            except (KeyError, RuntimeError) as error:
                raise ReopenError(f"{path}: {name}: {error}") from error
            module.norm.running_mean.zero_()
            module.norm.running_var.fill_(1 - module.norm.eps)
    model.head.weight.copy_(constants["logits.weight"])
    model.head.bias.copy_(constants["logits.bias"])
    return model.eval()


@torch.no_grad()
def settle(model, pictures):
    """Gives every normalisation the mean and the spread that its map has over `pictures` (RGB bytes); what the network answers stays as it is."""
    sums = {}

    def count(module, _, values):
        here = values.double().transpose(0, 1).flatten(1)
        total = sums.setdefault(module, [0, 0, 0])
        for k, part in enumerate((here.shape[1], here.sum(1), (here ** 2).sum(1))):
            total[k] = total[k] + part

    layers = [module for module in model.modules() if isinstance(module, ConvNorm)]
    hooks = [layer.conv.register_forward_hook(count) for layer in layers]
    for picture in pictures:
        model(as_input(cut(picture, model.input_multiple)))
    for hook in hooks:
        hook.remove()
    for layer in layers:
        places, total, squares = sums[layer.conv]
        mean = total / places
        spread = (squares / places - mean ** 2).clamp(min=0)
        norm = layer.norm
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        bias = norm.bias - scale * norm.running_mean
        norm.weight.copy_(scale * torch.sqrt(spread + norm.eps))
        norm.bias.copy_(bias + scale * mean)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(spread)
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path, help="folder of the model")
    parser.add_argument("--pictures", type=Path, help="folder of pictures as the network looks at them")
    parser.add_argument("--output", required=True, help="checkpoint")
    options = parser.parse_args()
    model = reopened(options.model / "network.onnx")
    if options.pictures:
        settle(model, [photo for _, photo in photos.folder(options.pictures, largest=512)])
    save_checkpoint(options.output, model, reopened=options.model.name)


if __name__ == "__main__":
    main()
