"""An import that does not end, for what is measured beside it."""
import subprocess
import threading

from bench import ENV


class Import(threading.Thread):
    """Submits without end; counts the answers."""

    def __init__(self, store, path):
        super().__init__(daemon=True)
        self.path = path
        self.count = 0
        self.program = subprocess.Popen(
            store.command("ck-declare", "submit"), env=ENV,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self):
        feeder = threading.Thread(target=self.feed, daemon=True)
        feeder.start()
        for _ in self.program.stdout:
            self.count += 1

    def feed(self):
        try:
            with open(self.path, "rb") as source:
                for line in source:
                    self.program.stdin.write(line)
            self.program.stdin.close()
        except BrokenPipeError:
            pass

    def stop(self):
        self.program.kill()
        self.program.wait()
        return self.count
