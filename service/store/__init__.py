"""Redis behind the ports that clients and service define: results, caches, single flight, budgets.

Every use says in its docstring whether it fails open (as if nothing were stored), closed (it says so) or
to a share (each process spends its part), and counts its failures through ``on_failure``:

- responses, stances, flights: open
- reports: closed (``put`` answers false, the others raise ``StoreGone``)
- budget: to a share
"""
