"""What must be so before a test run imports anything: compiled code is kept, whatever was set."""

import os
import sys

# Else each process of the run, and each that a test starts, compiles the product and the tests anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
