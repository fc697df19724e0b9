"""Pickles that would run something if Python read them its own way: one of each known kind of gadget."""

import pickle
from collections.abc import Mapping
from pathlib import Path

TOUCH = "import pathlib; pathlib.Path({path!r}).touch()"
CALLS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "os.system": ("os system", ("touch {path}",)),
    "posix.system": ("posix system", ("touch {path}",)),
    "nt.system": ("nt system", ("touch {path}",)),
    "os.popen": ("os popen", ("touch {path}",)),
    "os.spawnlp": ("os spawnlp", ("touch", "{path}")),
    "os.execlp": ("os execlp", ("touch", "touch", "{path}")),
    "os.remove": ("os remove", ("{path}",)),
    "subprocess.Popen": ("subprocess Popen", ("touch {path}",)),
    "subprocess.check_output": ("subprocess check_output", ("touch {path}",)),
    "commands.getoutput": ("commands getoutput", ("touch {path}",)),
    "builtins.eval": ("builtins eval", ("__import__('os').system('touch {path}')",)),
    "builtins.exec": ("builtins exec", (TOUCH,)),
    "__builtin__.eval": ("__builtin__ eval", ("__import__('os').system('touch {path}')",)),
    "builtins.compile": ("builtins compile", (TOUCH, "x", "exec")),
    "builtins.open": ("builtins open", ("{path}", "w")),
    "builtins.__import__": ("builtins __import__", ("antigravity",)),
    "builtins.getattr": ("builtins getattr", ("os", "system")),
    "io.open": ("io open", ("{path}", "w")),
    "_io.FileIO": ("_io FileIO", ("{path}", "w")),
    "pathlib.Path.touch": ("pathlib Path.touch", ("{path}",)),
    "shutil.copy": ("shutil copy", ("/etc/passwd", "{path}")),
    "importlib.import_module": ("importlib import_module", ("antigravity",)),
    "runpy.run_path": ("runpy run_path", ("{path}",)),
    "runpy._run_code": ("runpy _run_code", (TOUCH,)),
    "pty.spawn": ("pty spawn", ("/bin/sh",)),
    "code.InteractiveInterpreter.runcode": ("code InteractiveInterpreter.runcode", (TOUCH,)),
    "timeit.timeit": ("timeit timeit", (TOUCH,)),
    "cProfile.run": ("cProfile run", (TOUCH,)),
    "pdb.run": ("pdb run", (TOUCH,)),
    "bdb.Bdb.run": ("bdb Bdb.run", (TOUCH,)),
    "ctypes.CDLL": ("ctypes CDLL", ("libc.so.6",)),
    "socket.create_connection": ("socket create_connection", ("127.0.0.1",)),
    "urllib.request.urlopen": ("urllib.request urlopen", ("file://{path}",)),
    "webbrowser.open": ("webbrowser open", ("file://{path}",)),
    "marshal.loads": ("marshal loads", ("c",)),
    "pickle.loads": ("pickle loads", ("cos\nsystem\n(S'touch {path}'\ntR.",)),
    "types.FunctionType": ("types FunctionType", (TOUCH,)),
    "functools.partial": ("functools partial", (TOUCH,)),
    "operator.methodcaller": ("operator methodcaller", ("system", "touch {path}")),
    "logging.config.dictConfig": ("logging.config dictConfig", ("{path}",)),
    "multiprocessing.util.spawnv_passfds": ("multiprocessing.util spawnv_passfds", ("touch", "{path}")),
    "asyncio.create_subprocess_shell": ("asyncio create_subprocess_shell", ("touch {path}",)),
    "numpy.load": ("numpy load", ("{path}",)),
    "torch.load": ("torch load", ("{path}",)),
    "pip.main": ("pip main", ("install",)),
    "copyreg._reconstructor": ("copyreg _reconstructor", ("os", "system")),
    "sys.exit": ("sys exit", ()),
    "os._exit": ("os _exit", ()),
}
"""Module and name, and what it would be called with."""


def corpus(sentinel: Path) -> dict[str, bytes]:
    """Return the files by the names of their gadgets; each would touch the sentinel, or do worse."""
    path = str(sentinel)
    files = {name: _called(*call, path=path) for name, call in CALLS.items()}
    shell = f"touch {path}"
    files["INST"] = f"(S'{shell}'\nios\nsystem\n.".encode()
    files["OBJ"] = f"(cos\nsystem\nS'{shell}'\no.".encode()
    files["BUILD"] = f"cos\nsystem\n)\x81}}S'{shell}'\nS'x'\nsb.".encode("latin-1")
    files["NEWOBJ_EX"] = b"\x80\x04cos\nsystem\nX" + _counted(shell) + b"\x85}\x92."
    files["STACK_GLOBAL"] = b"\x80\x04\x8c\x02os\x8c\x06system\x93X" + _counted(shell) + b"\x85R."
    files["PERSID"] = f"P{shell}\n.".encode()
    files["EXT1"] = b"\x80\x02\x82\x01."
    files["a global alone"] = b"cos\nsystem\n."
    files["setitem of a global"] = f"cos\nenviron\nS'PATH'\nS'{path}'\ns.".encode()
    files["append to a global"] = f"csys\npath\nS'{path}'\na.".encode()
    return files


def _called(named: str, arguments: tuple[str, ...], *, path: str) -> bytes:
    """Return a character in whose data a function is called, as ``__reduce__`` writes it."""
    module, name = named.split(" ")
    given = b"".join(
        b"X" + _counted(one.replace("{path!r}", repr(path)).replace("{path}", path)) for one in arguments
    )
    call = f"c{module}\n{name}\n(".encode() + given + b"tR"
    return b"\x80\x02}(X" + _counted("name") + b"X" + _counted("Thrall") + b"X" + _counted("x") + call + b"u."


def _counted(text: str) -> bytes:
    raw = text.encode()
    return len(raw).to_bytes(4, "little") + raw


def is_live(raw: bytes) -> bool:
    """Say whether Python's own tools see a call or a name in a file: the corpus tests nothing otherwise."""
    return any(
        one in raw for one in (pickle.REDUCE, pickle.GLOBAL, pickle.INST, pickle.OBJ, pickle.STACK_GLOBAL)
    )
