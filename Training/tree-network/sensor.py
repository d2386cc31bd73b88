"""What a camera does to a scene: haze, exposure, tint, blur, noise, sharpening, JPEG. RGB float 0..1 in, bytes out."""

import cv2
import numpy as np


def photograph(rng, rgb):
    out = rgb
    if rng.random() < 0.3:
        out = out + (np.float32([0.72, 0.76, 0.82]) - out) * rng.uniform(0.02, 0.22)
    middle = float(np.median(out[::4, ::4].mean(2)))  # the camera meters, not always well
    gain = np.clip(rng.normal(0.43, 0.06) / max(middle, 0.05), 0.7, 1.75)
    out = np.clip(out, 0, None) * gain * np.float32(1 + rng.normal(size=3) * 0.03)
    out = np.clip(out, 0, None) ** rng.uniform(0.9, 1.15)
    out = np.where(out > 0.85, 0.85 + 0.15 * np.tanh((out - 0.85) / 0.15), out)
    grey = out.mean(2, keepdims=True)
    out = grey + (out - grey) * rng.uniform(0.75, 1.25)
    out = cv2.GaussianBlur(out, (0, 0), rng.choice([rng.uniform(0.35, 0.7), rng.uniform(0.6, 1.3)], p=[0.75, 0.25]))
    if rng.random() < 0.4:
        out = out + rng.uniform(0.1, 0.7) * (out - cv2.GaussianBlur(out, (0, 0), 1.2))
    if rng.random() < 0.08:  # a little motion
        kernel = np.zeros((7, 7), np.float32)
        cv2.line(kernel, (int(rng.integers(7)), 0), (int(rng.integers(7)), 6), 1, 1)
        kernel = kernel if rng.random() < 0.5 else kernel.T
        out = cv2.filter2D(out, -1, kernel / kernel.sum())
    noise = rng.standard_normal(out.shape, dtype=np.float32)
    out = out + noise * rng.uniform(0.002, 0.016)
    bytes_ = np.clip(out * 255 + 0.5, 0, 255).astype(np.uint8)
    good, code = cv2.imencode(".jpg", cv2.cvtColor(bytes_, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(70, 96))])
    return cv2.cvtColor(cv2.imdecode(code, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
