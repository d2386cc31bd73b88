"""Training crops: turned, scaled, recoloured, blurred and noisy pieces of the training pictures."""
import math

import cv2
import numpy as np

from sets import CRACK, UNKNOWN

SIZE = 256
CENTRED = 0.70  # part of the crops that are laid on a crack; the others show whatever is there, mostly ground


class CropSource:
    """An endless, seeded stream of crops from weighted sets."""

    def __init__(self, sets, seed):
        self.rng = np.random.default_rng(seed)
        self.sets = [pictures for _, pictures in sets]
        weights = np.array([weight for weight, _ in sets])
        self.weights = weights / weights.sum()
        self.cracks = [[np.argwhere(label == CRACK)[::7] for _, label in pictures] for pictures in self.sets]

    def batch(self, count):
        """float32 NCHW pictures in 0..1, and labels as bytes, N1HW."""
        crops = [self.crop() for _ in range(count)]
        return np.stack([picture for picture, _ in crops]), np.stack([label for _, label in crops])

    def crop(self):
        chosen = self.rng.choice(len(self.sets), p=self.weights)
        index = self.rng.integers(len(self.sets[chosen]))
        picture, label = self.sets[chosen][index]
        picture, label = self.place(picture, label, self.cracks[chosen][index])
        return self.recolour(picture).transpose(2, 0, 1), np.ascontiguousarray(label[None])

    def place(self, picture, label, cracks):
        """Cuts a turned and scaled window. Scales reach down because photos show cracks thinner than the labels' sets."""
        rng = self.rng
        height, width = label.shape
        scale = math.exp(rng.uniform(math.log(0.5), math.log(1.6)))
        turn = rng.uniform(-180, 180) if rng.random() < 0.5 else 90.0 * rng.integers(4)
        if len(cracks) and rng.random() < CENTRED:
            y, x = cracks[rng.integers(len(cracks))] + rng.integers(-90, 91, 2)
        else:
            y, x = rng.integers(height), rng.integers(width)
        matrix = cv2.getRotationMatrix2D((float(x), float(y)), turn, scale)
        matrix[:, 2] += [SIZE / 2 - x, SIZE / 2 - y]
        if scale < 0.8:  # bilinear sampling alone would alias when it shrinks
            picture = cv2.GaussianBlur(picture, (0, 0), 0.4 / scale)
        border = {"dsize": (SIZE, SIZE), "borderMode": cv2.BORDER_REFLECT_101}
        picture = cv2.warpAffine(picture, matrix, flags=cv2.INTER_LINEAR, **border)
        crack = cv2.warpAffine(np.where(label == CRACK, 255, 0).astype(np.uint8), matrix, flags=cv2.INTER_LINEAR, **border)
        unknown = cv2.warpAffine((label == UNKNOWN).astype(np.uint8), matrix, flags=cv2.INTER_NEAREST, **border)
        label = np.where(unknown > 0, UNKNOWN, 0).astype(np.uint8)
        label[crack > 110] = CRACK
        if rng.random() < 0.5:
            picture, label = picture[:, ::-1], label[:, ::-1]
        return picture, label

    def recolour(self, picture):
        rng = self.rng
        x = picture.astype(np.float32) / 255
        x = x * np.float32(rng.uniform(0.7, 1.3)) + np.float32(rng.uniform(-0.12, 0.12))
        if rng.random() < 0.5:
            x = x * rng.uniform(0.9, 1.1, (1, 1, 3)).astype(np.float32)
        if rng.random() < 0.3:
            x = np.clip(x, 0, 1) ** np.float32(rng.uniform(0.6, 1.6))
        if rng.random() < 0.2:
            x = np.repeat(x.mean(2, keepdims=True), 3, 2)
        if rng.random() < 0.25:
            x = cv2.GaussianBlur(np.ascontiguousarray(x), (0, 0), rng.uniform(0.4, 1.5))
        if rng.random() < 0.4:
            x = x + rng.standard_normal(x.shape, dtype=np.float32) * np.float32(rng.uniform(0.005, 0.04))
        return np.clip(x, 0, 1).astype(np.float32)
