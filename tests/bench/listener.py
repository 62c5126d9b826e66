"""Listens on 127.0.0.1, writes its port to standard output, and ends with its standard input."""
import socket
import sys
import threading

server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(64)
print(server.getsockname()[1], flush=True)


def serve():
    while True:
        server.accept()[0].close()


threading.Thread(target=serve, daemon=True).start()
sys.stdin.read()
