"""How long a verification waits: the service before upstreams that each take their time, call by call."""
