"""Makes the modules beside the tests' folder importable."""
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
FIXTURES = HERE.parents[2] / "Fixtures" / "Networks"
