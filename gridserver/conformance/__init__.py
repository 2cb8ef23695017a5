"""`gridserver conformance URL`: plays the contract (SYNC 4-16) against any server, as a black box over HTTP."""
