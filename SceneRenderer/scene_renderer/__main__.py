"""The command line: python3 -m scene_renderer flight|crops|large."""

import argparse
import sys

from .flight import make_flight
from .street import Street


def main():
    parser = argparse.ArgumentParser(prog="scene_renderer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    flight = commands.add_parser("flight", help="render the bundled flight: photos, masks and truth.json")
    flight.add_argument("--output", required=True)
    flight.add_argument("--seed", type=int, default=7)
    flight.add_argument("--quality", type=int, default=90)
    flight.add_argument("--only", type=int, nargs="*", help="only these photos, counted from 0")
    options = parser.parse_args()
    if options.command == "flight":
        make_flight(Street(options.seed), options.output, options.seed, options.quality, options.only,
                    report=lambda line: print(line, file=sys.stderr))


if __name__ == "__main__":
    main()
