"""A loopback server that answers in every bad way an upstream was seen to."""

from tests.faults.kinds import Fault
from tests.faults.server import Faults, faults

__all__ = ["Fault", "Faults", "faults"]
