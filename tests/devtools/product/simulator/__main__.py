"""Listen until told to stop."""

import socket
import sys

with socket.create_server(("127.0.0.1", int(sys.argv[2]))) as listening:
    while True:
        listening.accept()[0].close()
