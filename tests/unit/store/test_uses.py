"""Each use of the store says what it does when the store is gone."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from types import ModuleType

import service.store

SAYS = re.compile(r"^\s*Fails (?:open|closed|to a share)\b")


def modules() -> list[ModuleType]:
    found = pkgutil.iter_modules(service.store.__path__, "service.store.")
    return [importlib.import_module(module.name) for module in found]


def uses() -> dict[str, ModuleType]:
    """By the name under which its failures are counted."""
    return {module._USE: module for module in modules() if hasattr(module, "_USE")}


def test_a_use_says_whether_it_fails_open_or_closed() -> None:
    silent = [
        use
        for use, module in uses().items()
        if not any(
            SAYS.match(known.__doc__ or "")
            for _, known in inspect.getmembers(module, inspect.isclass)
            if known.__module__ == module.__name__
        )
    ]
    assert uses()
    assert silent == []


def test_the_package_lists_all_of_them() -> None:
    listed = set(re.findall(r"\w+", (service.store.__doc__ or "").partition("\n\n- ")[2]))
    assert uses().keys() <= listed
