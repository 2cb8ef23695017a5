"""Proof with real processes: killed clients and servers, a bad line between them, full disks, damaged files."""
