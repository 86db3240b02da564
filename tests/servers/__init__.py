"""Real servers and stand-ins for upstreams, on loopback."""
