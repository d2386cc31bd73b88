"""The small U-Net: a stem with stride 2, residual 3x3 blocks, and a decoder of nearest doubling and concatenation.

Every layer is something the int8 engine can run: 3x3 or 1x1 convolutions, ReLU, one residual addition before a ReLU,
concatenation of two maps, nearest x2. Batch normalisation exists during training only; `fold_batch_norm` takes it out.
Logits come at output stride 2: cracks of one pixel still fill a quarter of such a cell, and it costs a quarter.
"""
import copy

import torch
import torch.nn.functional as F
from torch import nn


class ConvNorm(nn.Module):
    """A convolution with batch normalisation, and ReLU unless the caller adds something before it."""

    def __init__(self, inputs, outputs, kernel=3, stride=1, relu=True):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        self.relu = relu

    def forward(self, x):
        x = self.norm(self.conv(x))
        return F.relu(x) if self.relu else x


class Residual(nn.Module):
    """Two 3x3 convolutions beside an identity."""

    def __init__(self, channels):
        super().__init__()
        self.first = ConvNorm(channels, channels)
        self.second = ConvNorm(channels, channels, relu=False)

    def forward(self, x):
        return F.relu(x + self.second(self.first(x)))


class UNet(nn.Module):
    """`channels` at strides 2, 4, 8, ... (multiples of 16); `blocks` residual blocks at each level below the first."""

    output_stride = 2

    def __init__(self, channels=(16, 32, 48, 64), blocks=(1, 1, 1), classes=1):
        super().__init__()
        if len(blocks) != len(channels) - 1:
            raise ValueError("one number of blocks for each level below the first")
        if any(c % 16 for c in channels) or not 1 <= classes <= 16:
            raise ValueError("channels must be multiples of 16, classes 1 to 16")
        self.settings = {"channels": tuple(channels), "blocks": tuple(blocks), "classes": classes}
        self.stem = ConvNorm(3, channels[0], stride=2)
        self.top = Residual(channels[0])
        self.down = nn.ModuleList(
            nn.Sequential(ConvNorm(above, here, stride=2), *(Residual(here) for _ in range(count)))
            for above, here, count in zip(channels, channels[1:], blocks))
        # Narrowed before it is doubled: a 1x1 convolution on the small map costs a quarter of one on the large map.
        self.narrow = nn.ModuleList(ConvNorm(below, here, kernel=1) for here, below in zip(channels, channels[1:]))
        self.join = nn.ModuleList(ConvNorm(2 * here, here) for here in channels[:-1])
        self.head = nn.Conv2d(channels[0], classes, 1)

    @property
    def input_multiple(self):
        return 2 ** len(self.settings["channels"])

    def forward(self, image):
        maps = [self.top(self.stem(image))]
        for level in self.down:
            maps.append(level(maps[-1]))
        x = maps.pop()
        for level in reversed(range(len(self.join))):
            x = F.interpolate(self.narrow[level](x), scale_factor=2, mode="nearest")
            x = self.join[level](torch.cat([x, maps[level]], 1))
        return self.head(x)


@torch.no_grad()
def deepened(model, channels, blocks, classes):
    """A network with one more level or more classes than `model`, whose first outputs are the same as before.

    The new level's decoder passes on the map it joins; what it adds starts near nothing. New classes start at zero."""
    grown = UNet(channels, blocks, classes)
    old, depth = model.settings, len(model.settings["channels"])
    if tuple(channels[:depth]) != old["channels"] or tuple(blocks[:depth - 1]) != old["blocks"] or classes < old["classes"]:
        raise ValueError("the first levels and classes must be those of the smaller network")
    state = grown.state_dict()
    for name, value in model.state_dict().items():
        if not name.startswith("head"):
            state[name].copy_(value)
    for head in ("head.weight", "head.bias"):
        state[head].zero_()
        state[head][:old["classes"]] = model.state_dict()[head]
    grown.load_state_dict(state)
    for level in range(depth - 1, len(channels) - 1):
        kernel = grown.join[level].conv.weight  # on (from below, skipped): the second half must come out as it went in
        kernel.normal_(0, 0.002)
        for c in range(channels[level]):
            kernel[c, channels[level] + c, 1, 1] += 1
    return grown


@torch.no_grad()
def begun_from(model, channels, blocks, classes):
    """A larger network for another task that begins with what `model` has learned to see.

    Its first levels are those of `model`; further blocks of a level begin as identities, the decoder of a new level passes on the map it joins.
    The head is new and says next to nothing."""
    grown, depth = UNet(channels, blocks, classes), len(model.settings["channels"])
    if tuple(channels[:depth]) != tuple(model.settings["channels"]):
        raise ValueError("the first levels must be as wide as those of the smaller network")
    own = grown.state_dict()
    for name, value in model.state_dict().items():
        if not name.startswith("head"):
            own[name].copy_(value)
    for level, (count, known) in enumerate(zip(blocks, model.settings["blocks"])):
        for block in list(grown.down[level])[1 + known:]:
            block.second.norm.weight.zero_()
    for level in range(depth - 1, len(channels) - 1):  # as in deepened
        kernel = own[f"join.{level}.conv.weight"]
        kernel.normal_(0, 0.01)
        for c in range(channels[level]):
            kernel[c, channels[level] + c, 1, 1] += 1
    own["head.weight"].normal_(0, 0.02)
    own["head.bias"].zero_()
    return grown


@torch.no_grad()
def widened(model, channels):
    """A network with more channels a level whose outputs are those of `model`: what old channels are made of takes nothing from new ones."""
    old = model.settings
    if len(channels) != len(old["channels"]) or any(new < was for new, was in zip(channels, old["channels"])):
        raise ValueError("as many levels as before, none of them narrower")
    grown = UNet(channels, old["blocks"], old["classes"])
    own = grown.state_dict()
    for name, value in model.state_dict().items():
        if value.dim() == 0:  # how many batches were seen
            continue
        if value.dim() == 1:
            own[name][:value.shape[0]] = value
            continue
        outputs, inputs = value.shape[:2]
        kernel = own[name]
        kernel[:outputs] = 0
        if name.startswith("join"):  # on (from below, skipped)
            half, wide = inputs // 2, kernel.shape[1] // 2
            kernel[:outputs, :half], kernel[:outputs, wide:wide + half] = value[:, :half], value[:, half:]
        else:
            kernel[:outputs, :inputs] = value
    grown.load_state_dict(own)
    return grown.train(model.training)


def fold_batch_norm(model):
    """A copy in evaluation mode whose convolutions carry the normalisation in their weights and biases."""
    model = copy.deepcopy(model).eval()
    for module in model.modules():
        if isinstance(module, ConvNorm) and isinstance(module.norm, nn.BatchNorm2d):
            module.conv = nn.utils.fusion.fuse_conv_bn_eval(module.conv, module.norm)
            module.norm = nn.Identity()
    return model


def settle_batch_norm(model, seed=0, rounds=20):
    """Gives a random network statistics that keep its activations near 1, as training would (tests, speed work)."""
    generator = torch.Generator().manual_seed(seed)
    model.train()
    with torch.no_grad():
        for _ in range(rounds):
            model(torch.rand(2, 3, 128, 128, generator=generator))
    return model.eval()


def save_checkpoint(path, model, **notes):
    torch.save({"settings": model.settings, "state": model.state_dict(), "notes": notes}, path)


def load_checkpoint(path):
    """The network, in evaluation mode, and the notes saved with it."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    model = UNet(**saved["settings"])
    model.load_state_dict(saved["state"])
    return model.eval(), saved["notes"]
