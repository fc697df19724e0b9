"""A worker that waits, with a work horse in a process group of its own."""

import os
import signal

if os.fork() == 0:
    os.setpgrp()
signal.pause()
