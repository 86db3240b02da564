"""Judges beside the embedded one, each behind ``StanceJudge`` (docs/judges.md, docs/decisions/0010)."""
