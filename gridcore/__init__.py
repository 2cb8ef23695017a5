"""What client and server must agree on: pure rules over frozen data (standard library and msgspec only)."""
