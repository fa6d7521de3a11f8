"""A real mail server on this machine, as small as one can be."""

import socketserver


class Talk(socketserver.StreamRequestHandler):
    """Enough of SMTP for one message. The server's `answer` is what it says to a recipient."""

    server: "Post"

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ", maxsplit=1)[0].upper()
            if word == "QUIT":
                self.say("221 bye")
                return
            if word == "RCPT":
                self.say(self.server.answer)
            elif word == "DATA":
                self.say("354 go on")
                self.server.letters.append(self.letter())
                self.say("250 kept")
            else:
                self.say("250 well")

    def letter(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        return "\n".join(lines)

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class Post(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    answer = "250 known"

    def __init__(self) -> None:
        self.letters: list[str] = []
        super().__init__(("127.0.0.1", 0), Talk)
