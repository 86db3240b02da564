"""Whether papers may have something to say about a statement."""

from __future__ import annotations

import re

# A false alarm costs a call or two to free APIs; a miss costs what the papers say.
_BEGINNINGS = """
    albedo antarct antibiot antibod archaeolog arctic astronom astrophys atmospher bacteri biochem biolog
    cancer carcin cardiac cardio chemi chromosom climat clinic cognit cyclon dementia diabet disease
    drought ecolog ecosystem embryo emission enzym epidemi evolution extinct fossil fung galax genetic
    genom geolog glaci hormon hurricane hypothes immun infect insulin isotop laborator mammal metabol
    methan microb molecul mutat neur nutri obes organism ozone pandemic parasit patholog pesticid pharma
    photosynth placebo planet plastic pollut prescri protein psych quantum radiat randomi renewab
    research respirat satellit scien sediment seismolog solar symptom therap toxi tumo vaccin viral virus
    vitamin volcan wildlife
"""
_WORDS = """
    acid acidity alcohol asthma autism blood bone bones brain carbon cell cells cellular co2 covid diet
    diets dna dose doses drug drugs eating experiment experiments gene genes greenhouse health
    heart heatwave heatwaves hiv influenza journal liver lung lungs malaria masks medicine medicines
    ocean oceans patients physics pregnancy pregnant reef reefs rna sleep smoking soil species statins
    stroke studies study sugar temperature temperatures tobacco treatment treatments warming
"""
_SCIENCE = re.compile(
    rf"\b(?:(?:{'|'.join(_BEGINNINGS.split())})\w*|(?:{'|'.join(_WORDS.split())})\b)", re.IGNORECASE
)


def looks_like_science(statement: str) -> bool:
    """By its words alone: the subjects of research, and the work of it."""
    return _SCIENCE.search(statement) is not None
