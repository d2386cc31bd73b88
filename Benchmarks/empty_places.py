#!/usr/bin/env python3
"""Cuts 40 places without pavement out of four photos of the Brighton Beach flight: woods, lawn, shore, water, a roof.

usage: empty_places.py FLIGHT FOLDER

FLIGHT is the folder with the flight's photos, FOLDER gets a PNG a place, 500 x 562 pixels, to be scored as empty:
`inspect evaluate FOLDER --empty --detectors crack`. Places were chosen by what the photos show, not by what was found in them; the
two digits of a name are its row and column in a grid of four by eight. Needs opencv-python.
"""
import sys
from pathlib import Path

import cv2

WIDTH, HEIGHT = 500, 562
PLACES = {
    "DJI_0018": "00 04 07 11 13 20 22 24 33 34",
    "DJI_0020": "02 12 14 24 32 34 37",
    "DJI_0024": "04 10 14 17 20 21 31",
    "DJI_0030": "02 04 06 07 12 16 17 22 25 26 27 32 33 35 36 37",
}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.split("\n\n")[1])
    flight, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, places in PLACES.items():
        photo = cv2.imread(str(flight / f"{name}.JPG"))
        if photo is None:
            sys.exit(f"{flight}/{name}.JPG is missing or no photo")
        for place in places.split():
            y, x = int(place[0]) * HEIGHT, int(place[1]) * WIDTH
            cv2.imwrite(str(folder / f"{name}-{place}.png"), photo[y:y + HEIGHT, x:x + WIDTH])


if __name__ == "__main__":
    main()
