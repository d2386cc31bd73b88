"""The command line: python3 -m scene_renderer flight|later|typhoon|crops|large."""

import argparse
import sys

from .crops import make_crops
from .flight import make_flight, make_large
from .later_flight import make_later_flight
from .street import Street
from .typhoon_flight import make_typhoon_flight
from .typhoon_street import TyphoonStreet


def main():
    parser = argparse.ArgumentParser(prog="scene_renderer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    flight = commands.add_parser("flight", help="render the bundled flight: photos, masks and truth.json")
    flight.add_argument("--output", required=True)
    flight.add_argument("--seed", type=int, default=7)
    flight.add_argument("--quality", type=int, default=90)
    flight.add_argument("--only", type=int, nargs="*", help="only these photos, counted from 0")
    later = commands.add_parser("later", help="render the bundled flight over the same street months later")
    later.add_argument("--output", required=True)
    later.add_argument("--seed", type=int, default=7, help="that of the street")
    later.add_argument("--quality", type=int, default=78)
    later.add_argument("--only", type=int, nargs="*", help="only these photos, counted from 0")
    typhoon = commands.add_parser("typhoon", help="render the bundled typhoon flight: photos and truth.json")
    typhoon.add_argument("--output", required=True)
    typhoon.add_argument("--seed", type=int, default=11)
    typhoon.add_argument("--quality", type=int, default=62)
    typhoon.add_argument("--only", type=int, nargs="*", help="only these photos, counted from 0")
    large = commands.add_parser("large", help="render one photo of 5472 x 3648 pixels, for benchmarks")
    large.add_argument("--output", required=True, help="the JPEG to write")
    large.add_argument("--seed", type=int, default=7)
    large.add_argument("--quality", type=int, default=90)
    crops = commands.add_parser("crops", help="render small scenes with and without a crack, with masks")
    crops.add_argument("--output", required=True)
    crops.add_argument("--seed", type=int, default=1)
    crops.add_argument("--count", type=int, default=12, help="crops with a crack, and as many without")
    crops.add_argument("--size", type=int, default=384, help="side in pixels")
    options = parser.parse_args()

    def report(line):
        print(line, file=sys.stderr)

    if options.command == "flight":
        make_flight(Street(options.seed), options.output, options.seed, options.quality, options.only, report=report)
    elif options.command == "later":
        make_later_flight(options.output, options.seed, options.quality, options.only, report=report)
    elif options.command == "typhoon":
        street = TyphoonStreet(options.seed)
        make_typhoon_flight(street, options.output, options.seed, options.quality, options.only, report=report)
    elif options.command == "large":
        make_large(Street(options.seed), options.output, options.seed, options.quality)
    else:
        make_crops(options.output, options.seed, options.count, options.size, report)


if __name__ == "__main__":
    main()
