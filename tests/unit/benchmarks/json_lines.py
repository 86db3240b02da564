"""Files of JSON lines as the data have them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path


def write(path: Path, rows: Sequence[object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
