"""Runs a command and prints its instructions: `instructions.py STATUS COMMAND...`.

User-space instructions of the whole process, loader included, by callgrind; of a program that goes on
as another one (exec), those of the last. What the command itself prints goes to standard error. It must end with
STATUS.
"""
import re
import subprocess
import sys

done = subprocess.run(
    ["valgrind", "--tool=callgrind", "--trace-children=yes", "--callgrind-out-file=/dev/null",
     *sys.argv[2:]],
    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=300)
sys.stderr.write(done.stdout)
if done.returncode != int(sys.argv[1]):
    sys.exit(f"{done.stderr}{sys.argv[2]} ended with status {done.returncode}")
print(int(re.search(r"Collected : (\d+)", done.stderr).group(1)))
