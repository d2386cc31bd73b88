"""Training crops: turned, scaled, recoloured, blurred and noisy pieces of the training pictures; cracks and confusers on them.

What is drawn depends on the set's role (sets.py): on `ground` and `wall` cracks of known width are drawn where the window holds no
label, `crack` and `ground` windows get joints, paint and shadows, all but `empty` ones now and then a side of something else, and
things that lie about. Everything follows one seed.
"""
import math

import cv2
import numpy as np

import confusers
import drawn_cracks
import surroundings
import walls
from labels import CRACK, ELSEWHERE, GROUND, UNKNOWN

SIZE = 256
CENTRED = 0.70  # part of the crops that are laid on a crack; the others show whatever is there, mostly ground
TRIES = 6  # windows looked at to find one without a label
CRACKS = {"ground": 0.70, "wall": 0.65}  # part of the windows that get cracks; the others stay sound
SEALS = {"crack": 0.05, "ground": 0.30, "wall": 0.15, "empty": 0.0}
LINES = {"crack": 0.12, "ground": 0.40, "wall": 0.10, "empty": 0.05}
SHADOWS = {"crack": 0.25, "ground": 0.40, "wall": 0.25, "empty": 0.30}
BESIDE = {"crack": 0.08, "ground": 0.25, "wall": 0.10, "empty": 0.0}
THINGS = {"crack": 0.05, "ground": 0.15, "wall": 0.08, "empty": 0.0}
JPEG = 0.35


def below_cracks(label):
    """The label without its cracks, which are scaled by themselves."""
    return np.where(label == CRACK, GROUND, label).astype(np.uint8)


class CropSource:
    """An endless, seeded stream of crops from weighted sets (sets.TrainingSet)."""

    def __init__(self, sets, seed):
        self.rng = np.random.default_rng(seed)
        self.sets = sets
        weights = np.array([one.weight for one in sets])
        self.weights = weights / weights.sum()
        self.cracks = [[np.argwhere(label == CRACK)[::7] for _, label in one.pictures] for one in sets]
        self.empty = [one for one in sets if one.role == "empty"]

    def batch(self, count):
        """float32 NCHW pictures in 0..1, and labels as bytes, N1HW."""
        crops = [self.crop() for _ in range(count)]
        return np.stack([picture for picture, _ in crops]), np.stack([label for _, label in crops])

    def crop(self):
        chosen = self.rng.choice(len(self.sets), p=self.weights)
        one = self.sets[chosen]
        index = self.rng.integers(len(one.pictures))
        if one.role in CRACKS:
            picture, label = self.sound_window(one, index)
        else:
            picture, label = self.place(*one.pictures[index], self.cracks[chosen][index], one.scales)
        picture, label = np.float32(picture) / 255, np.ascontiguousarray(label)
        self.draw(one.role, picture, label)
        return self.recolour(picture).transpose(2, 0, 1), label[None]

    def sound_window(self, one, index):
        """A window without cracks or unknown places; after TRIES failures one with them, and with their labels."""
        for _ in range(TRIES):
            picture, label = self.place(*one.pictures[index], (), one.scales)
            if one.role == "wall" or not np.isin(label, (CRACK, UNKNOWN)).any():
                break
        return picture, label

    def draw(self, role, picture, label):
        """Confusers that lie on the ground, then cracks, then what lies over both."""
        rng = self.rng
        if rng.random() < LINES[role]:
            confusers.add_lines(rng, picture)
        if rng.random() < SEALS[role]:
            walls.seal(rng, picture, label)
        if rng.random() < CRACKS.get(role, 0):
            for _ in range(rng.integers(1, 4)):
                label[drawn_cracks.add_crack(rng, picture)[0]] = CRACK
        if rng.random() < BESIDE[role]:
            self.lay_beside(picture, label)
        if rng.random() < THINGS[role]:
            covered = surroundings.THINGS[rng.integers(len(surroundings.THINGS))](rng, picture)
            label[covered > 0.5] = ELSEWHERE
        if rng.random() < SHADOWS[role]:
            confusers.add_shadow(rng, picture)

    def lay_beside(self, picture, label):
        """One side becomes vegetation, water, a roof; nothing below it is a crack any more, and the border is none."""
        if self.rng.random() < 0.5:
            confusers.overgrow(self.rng, picture, label, self.vegetation())
        else:
            label[surroundings.meet(self.rng, picture, self.vegetation())] = ELSEWHERE

    def vegetation(self):
        if not self.empty or self.rng.random() < 0.5:
            return confusers.lawn(self.rng, SIZE)
        one = self.empty[self.rng.integers(len(self.empty))]
        picture, _ = self.place(*one.pictures[self.rng.integers(len(one.pictures))], (), one.scales)
        return np.float32(picture) / 255

    def place(self, picture, label, cracks, scales):
        """Cuts a turned and scaled window. Scales reach down because photos show cracks thinner than the labels' sets."""
        rng = self.rng
        height, width = label.shape
        scale = math.exp(rng.uniform(math.log(scales[0]), math.log(scales[1])))
        turn = rng.uniform(-180, 180) if rng.random() < 0.5 else 90.0 * rng.integers(4)
        if len(cracks) and rng.random() < CENTRED:
            y, x = cracks[rng.integers(len(cracks))] + rng.integers(-90, 91, 2)
        else:
            y, x = rng.integers(height), rng.integers(width)
        matrix = cv2.getRotationMatrix2D((float(x), float(y)), turn, scale)
        matrix[:, 2] += [SIZE / 2 - x, SIZE / 2 - y]
        if scale < 0.8:  # bilinear sampling alone would alias when it shrinks
            picture, label, matrix = self.shrink(picture, label, matrix, scale)
        border = {"dsize": (SIZE, SIZE), "borderMode": cv2.BORDER_REFLECT_101}
        picture = cv2.warpAffine(picture, matrix, flags=cv2.INTER_LINEAR, **border)
        crack = cv2.warpAffine(np.where(label == CRACK, 255, 0).astype(np.uint8), matrix, flags=cv2.INTER_LINEAR, **border)
        label = cv2.warpAffine(below_cracks(label), matrix, flags=cv2.INTER_NEAREST, **border)
        label[crack > 110] = CRACK
        if rng.random() < 0.5:
            picture, label = picture[:, ::-1], label[:, ::-1]
        return picture, label

    @staticmethod
    def shrink(picture, label, matrix, scale):
        """The whole picture averaged down by `scale`; strokes that would fall below a pixel keep about one."""
        height, width = label.shape
        small = (max(2, round(width * scale)), max(2, round(height * scale)))
        crack = cv2.resize((label == CRACK).astype(np.float32), small, interpolation=cv2.INTER_AREA) > 0.34
        smaller = cv2.resize(below_cracks(label), small, interpolation=cv2.INTER_NEAREST)
        smaller[crack] = CRACK
        matrix = matrix.copy()
        matrix[:, :2] /= [small[0] / width, small[1] / height]
        return cv2.resize(picture, small, interpolation=cv2.INTER_AREA), smaller, matrix

    def recolour(self, picture):
        """Exposure, colour, the lens, the sensor and the file, in this order."""
        rng = self.rng
        x = picture * np.float32(rng.uniform(0.7, 1.3)) + np.float32(rng.uniform(-0.12, 0.12))
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
        if rng.random() < JPEG:
            quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(45, 96))]
            coded = cv2.imencode(".jpg", np.uint8(np.clip(x, 0, 1) * 255 + 0.5), quality)[1]
            x = np.float32(cv2.imdecode(coded, cv2.IMREAD_COLOR)) / 255
        return np.clip(x, 0, 1).astype(np.float32)
