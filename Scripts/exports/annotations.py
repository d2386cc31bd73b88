"""The annotations in the programs that train with them."""
import pathlib
import shutil
import sys

from hostile import STEERING, flight_files


def coco():
    """pycocotools fills each outline to the area that is stated; each picture is one of the flight."""
    from pycocotools.coco import COCO
    data = COCO("e.coco")
    assert data.anns
    for note in data.anns.values():
        mask = int(data.annToMask(note).sum())
        assert abs(mask - note["area"]) <= 0.02 * note["area"] + 4, (mask, note["area"])
    names = {picture["file_name"].rsplit("/", 1)[-1] for picture in data.imgs.values()}
    # Here a name has to find its photo, so it is the photo's own; in the file what steers is written as an escape.
    assert len(names) == 6 and names <= {path.name for path in flight_files().values()}, names
    assert not STEERING.search(pathlib.Path("e.coco").read_text(encoding="utf-8"))


def datumaro():
    """datumaro reads as many boxes and outlines as were written, and finds the photo of each."""
    from datumaro.components.dataset import Dataset
    from pycocotools.coco import COCO
    expected = len(COCO("e.coco").anns)
    # The photos lie beside the annotations, as CVAT itself exports them; control characters cannot stand in XML.
    from lxml import etree
    images = etree.parse("e.cvat").findall(".//image")
    pathlib.Path("cvat/images").mkdir(parents=True)
    shutil.copy("e.cvat", "cvat/annotations.xml")
    files = flight_files()
    for image in images:
        name = image.get("name")
        assert name.rsplit("/", 1)[-1] in files and not STEERING.search(name), repr(name)
        place = pathlib.Path("cvat/images", name)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(files[name.rsplit("/", 1)[-1]], place)
    cvat = Dataset.import_from("cvat", "cvat")
    assert sum(len(item.annotations) for item in cvat) >= expected > 0
    labels = sorted(pathlib.Path("e-yolo/labels").rglob("*.txt"))
    assert len(labels) == 6
    train = pathlib.Path("yolo/images/train")
    train.mkdir(parents=True)
    pathlib.Path("yolo/labels/train").mkdir(parents=True)
    lines = 0
    for number, label in enumerate(labels):
        lines += len(label.read_text().splitlines())
        assert not STEERING.search(label.name), repr(label.name)
        shutil.copy(next(p for n, p in files.items() if n.endswith(".JPG")), train / f"{number}.JPG")
        shutil.copy(label, f"yolo/labels/train/{number}.txt")
    names = pathlib.Path("e-yolo/data.yaml").read_text().split("names:")[1]
    pathlib.Path("yolo/data.yaml").write_text("train: images/train\nval: images/train\nnames:" + names)
    yolo = Dataset.import_from("yolo", "yolo")
    assert sum(len(item.annotations) for item in yolo) == lines > 0


if __name__ == "__main__":
    globals()[sys.argv[1]]()
