"""Say that a past would be made up: the smallest product has no tables for it."""

import sys

sys.stdout.write("a past of the demo guild is made up\n")
