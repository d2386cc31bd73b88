"""Makes the modules of `Training/networks` importable: these recipes are scripts, not an installed package."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "networks"))
