"""How long a reader of these notebooks waits, as a front end sees it; nbconvert's own time beside the report's.

Usage: /usr/bin/python3 tests/Cli/Kernel/latency.py, with jupyter-client and nbconvert as Debian packages them.
"""

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from jupyter_client.manager import KernelManager

STARTS, CELLS, REPORTS = 5, 200, 3
MANY = int(os.environ.get("CELLS", "2000"))
REPOSITORY = pathlib.Path(__file__).resolve().parents[3]


def seconds(action):
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def complete(client, code):
    """Completes at the code's end; gives how many matches there are."""
    sent = client.complete(code)
    while True:
        message = client.get_shell_msg(timeout=60)
        if message["parent_header"].get("msg_id") == sent:
            return len(message["content"]["matches"])


def execute(client, code):
    sent = client.execute(code)
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") == sent and message["msg_type"] == "execute_result":
            return


class Kernel:
    """Started when made; ready when it has answered once."""

    def __init__(self, name):
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def one_cell(self):
        execute(self.client, "1 + 1")

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel()


def quietly(*command):
    subprocess.run(command, check=True, capture_output=True, cwd=REPOSITORY)


def main(name):
    starts, firsts = [], []
    for _ in range(STARTS):
        kernel = None

        def start():
            nonlocal kernel
            kernel = Kernel(name)
            kernel.one_cell()

        starts.append(seconds(start))
        kernel.stop()
        # The first Tab of a reader who writes at once, before any cell has run.
        kernel = Kernel(name)
        firsts.append(seconds(lambda: complete(kernel.client, "Console.Wri")))
        if len(firsts) < STARTS:
            kernel.stop()
    cells = [seconds(kernel.one_cell) for _ in range(CELLS)]
    print(f"kernel, start to first result:      median {statistics.median(starts):.2f} s of {STARTS}")
    print(f"first completion after it is ready: median {1000 * statistics.median(firsts):.0f} ms of {STARTS}")
    print(f"1 + 1, sent to result:              median {1000 * statistics.median(cells):.1f} ms of {CELLS}")
    ending(kernel)


def ending(kernel):
    """What cells and completion take after many cells: half of them declare a variable."""
    for number in range(MANY // 2):
        execute(kernel.client, f"var x{number} = {number}; x{number}")
        kernel.one_cell()
    cells = [seconds(kernel.one_cell) for _ in range(CELLS)]
    helps = [seconds(lambda: complete(kernel.client, "Console.Wri")) for _ in range(10)]
    with open(f"/proc/{kernel.manager.provisioner.pid}/status") as status:
        memory = next(line.split()[1] for line in status if line.startswith("VmRSS"))
    kernel.stop()
    print(f"after {MANY} cells, 1 + 1:              median {1000 * statistics.median(cells):.1f} ms of {CELLS}")
    print(f"after {MANY} cells, a completion:       median {1000 * statistics.median(helps):.0f} ms of {len(helps)}")
    print(f"after {MANY} cells, memory:             {int(memory) // 1024} MiB")


def reports(name):
    notebooks = [str(path) for path in sorted((REPOSITORY / "notebooks").glob("*.ipynb"))]
    with tempfile.TemporaryDirectory() as folder:
        report = ["./analysis", "report", "--force", "--out", f"{folder}/report"]
        convert = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", "--output-dir", folder, *notebooks]
        convert.append(f"--ExecutePreprocessor.kernel_name={name}")
        quietly(*report)
        # Both run in turn, one after the other, so that both see the same machine.
        times = [(seconds(lambda: quietly(*report)), seconds(lambda: quietly(*convert))) for _ in range(REPORTS)]
    for name, taken in zip(("./analysis report --force", "nbconvert --execute"), zip(*times)):
        print(f"{len(notebooks)} notebooks to HTML, {name}: median {statistics.median(taken):.1f} s of {REPORTS}")


with tempfile.TemporaryDirectory() as prefix:
    quietly("./analysis", "kernel", "install", "--prefix", prefix)
    os.environ["JUPYTER_PATH"] = f"{prefix}/share/jupyter"
    # Where another kernel has the shared name, ours has a name of its own.
    (installed,) = os.listdir(f"{prefix}/share/jupyter/kernels")
    main(installed)
    reports(installed)
