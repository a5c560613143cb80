"""Runs cells as a notebook does: names live on from cell to cell, and the value of a last expression is shown."""

import ast
import asyncio
import base64
import builtins
import io
import json
import linecache
import os
import posix
import random
import sys
import time
import traceback
import types

AVAILABLE = "this Python has its standard library and the module charts; nothing can be installed"
UNAVAILABLE_MODULES = ("ctypes", "_ctypes", "js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core")

main = types.ModuleType("__main__")
shown = []
cells = 0


def run_cell(source):
    """Runs one cell; what came of it, as JSON: the error or null, and the images it displayed."""
    global cells
    cells += 1
    name = f"<cell {cells}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    shown.clear()
    error = None
    try:
        statements, expression = parse(source, name)
        exec(statements, main.__dict__)
        if expression is not None:
            display_result(eval(expression, main.__dict__))
    except SystemExit as end:
        if end.code not in (None, 0):
            error = describe(end)
    except BaseException as problem:
        error = describe(problem)
    return json.dumps({"error": error, "shown": shown})


def parse(source, name):
    """The compiled statements, and the compiled expression that ends the cell, if one does."""
    tree = ast.parse(source, name)
    expression = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        expression = compile(ast.Expression(tree.body.pop().value), name, "eval")
    return compile(tree, name, "exec"), expression


def display_result(value):
    if value is not None:
        main.__dict__["_"] = value
        display(value)


def display(*values):
    """Shows images as images and everything else as text."""
    for value in values:
        image = find_image(value)
        if image is None:
            print(value if isinstance(value, str) and len(values) > 1 else repr(value))
        else:
            media_type, data = image
            shown.append({"mediaType": media_type, "base64": base64.b64encode(data).decode()})


def find_image(value):
    for method, media_type in (("_repr_svg_", "image/svg+xml"), ("_repr_png_", "image/png")):
        draw = None if isinstance(value, type) else getattr(value, method, None)
        data = draw() if callable(draw) else None
        if data:
            return media_type, data.encode() if isinstance(data, str) else bytes(data)
    return None


def describe(problem):
    """Name, message and traceback of an exception, without the frames of this module."""
    if isinstance(problem, ModuleNotFoundError) and problem.name:
        problem.__notes__ = []
        problem.msg = f"{problem.name} is not available here: {AVAILABLE}"
    frames = problem.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename == __file__:
        frames = frames.tb_next
    text = "".join(traceback.format_exception(type(problem), problem, frames))
    return {"name": type(problem).__name__, "message": clip(str(problem)), "traceback": clip(text)}


def clip(text, most=8_000):
    """The text without its middle, where it is very long: what failed stands at the end, where it came from at the start."""
    return text if len(text) <= most else f"{text[: most // 2]}\n…\n{text[-most // 2 :]}"


def open_for_cells():
    """Makes the interpreter ready for code of unknown origin; the last step of every start."""
    for name in [name for name in sys.modules if name.partition(".")[0] in UNAVAILABLE_MODULES]:
        forget_javascript(sys.modules.pop(name))
    for name in UNAVAILABLE_MODULES:
        sys.modules[name] = None
    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "_pyodide._importhook"]
    sys.modules["__main__"] = main
    main.__builtins__ = builtins
    # What is in a pipe counts towards no limit, and there is no process to write to.
    for name in ("pipe", "pipe2"):
        for module in (os, posix):
            vars(module).pop(name, None)
    builtins.display = display
    use_blocking_event_loop()
    # A restored memory snapshot would give the same numbers every time.
    random.seed()
    sys.stdout = sys.__stdout__ = unbuffered(1)
    sys.stderr = sys.__stderr__ = unbuffered(2)


def forget_javascript(module):
    """Takes the JavaScript objects from a module: each of them is the end of a thread that could be pulled."""
    for name, value in list(vars(module).items() if isinstance(module, types.ModuleType) else ()):
        if any(base.__name__ == "JsProxy" for base in type(value).__mro__):
            setattr(module, name, None)


def unbuffered(descriptor):
    """A stream that holds nothing back: both keep their order, and what was printed is out when a cell is cut."""
    raw = open(descriptor, "wb", buffering=0, closefd=False)
    stream = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="\n", write_through=True)
    stream.mode = "w"
    return stream


class BlockingEventLoop(asyncio.BaseEventLoop):
    """An event loop that waits by sleeping: nothing of a cell may go on after the cell has ended."""

    def __init__(self):
        super().__init__()
        self._selector = self

    def select(self, timeout):
        if timeout:
            time.sleep(timeout)
        return []

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class BlockingPolicy(asyncio.events._AbstractEventLoopPolicy):
    def get_event_loop(self):
        return self.new_event_loop()

    def set_event_loop(self, loop):
        pass

    def new_event_loop(self):
        return BlockingEventLoop()


def use_blocking_event_loop():
    asyncio._set_running_loop(None)
    asyncio.events._set_event_loop_policy(BlockingPolicy())
    asyncio.run = getattr(asyncio.run, "__wrapped__", asyncio.run)
    time.sleep = getattr(time.sleep, "__wrapped__", time.sleep)
