"""Makes what every recipe shares, and the drawings of the crack network's recipe, importable."""
import sys
from pathlib import Path

sys.path[1:1] = [str(Path(__file__).parent.parent / "networks"), str(Path(__file__).parent.parent / "crack-network")]
