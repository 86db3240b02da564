"""How inference fails."""

from __future__ import annotations

from service.domain.stance import JudgeFailed


class ArtifactError(Exception):
    """A model folder does not hold what its card says: nothing may be judged with it."""


class InferenceError(JudgeFailed):
    """The model failed on a pair, or answered with something that is not a number."""


class InferenceBusy(JudgeFailed):
    """Too many pairs wait already: ask again later."""


class InferenceClosed(JudgeFailed):
    """The judge is shut down, or was while the pair waited."""
