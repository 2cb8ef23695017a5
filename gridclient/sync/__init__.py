"""What the machine does with the server: rounds, schedule, transport, blobs."""
