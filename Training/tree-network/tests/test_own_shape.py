"""Pictures and boxes come into another shape together."""
import json
import sys
import tempfile
import unittest
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import own_shape  # noqa: E402


class OwnShape(unittest.TestCase):
    def test_boxes_lie_where_they_lay(self):
        with tempfile.TemporaryDirectory() as folder:
            data, out = Path(folder) / "data", Path(folder) / "out"
            images = data / "trees/huoditang-dead-sick/images"
            images.mkdir(parents=True)
            rgb = np.zeros((100, 100, 3), np.uint8)
            rgb[20:40, 50:60] = 255
            cv2.imwrite(str(images / "one.png"), rgb)
            labels = {"images": [{"id": 7, "file_name": "one.png", "width": 100, "height": 100}],
                      "annotations": [{"id": 1, "image_id": 7, "category_id": 1, "bbox": [50, 20, 10, 20], "area": 200}],
                      "categories": [{"id": 1, "name": "dead_tree"}]}
            (images.parent / "labels.json").write_text(json.dumps(labels))
            own_shape.write(data, out, (160, 120))
            made = json.loads((out / "labels.json").read_text())
            x, y, width, height = made["annotations"][0]["bbox"]
            np.testing.assert_allclose([x, y, width, height], [80, 24, 16, 24])
            picture = cv2.imread(str(out / "images" / made["images"][0]["file_name"]))
            self.assertEqual(picture.shape[:2], (120, 160))
            bright = np.argwhere(picture[:, :, 0] > 127)
            np.testing.assert_allclose(bright.min(0), [24, 80], atol=1)
            np.testing.assert_allclose(bright.max(0), [47, 95], atol=1)
            self.assertEqual((out / "held-back.txt").read_text(), "one\n")


if __name__ == "__main__":
    unittest.main()
