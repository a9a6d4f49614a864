"""How long a kernel takes, as a front end sees it; nbconvert's time for a notebook beside it.

Usage: /usr/bin/python3 latency.py KERNEL NOTEBOOK, with JUPYTER_PATH naming the folder that the kernel is installed in.
"""

import statistics
import subprocess
import sys
import time

from jupyter_client.manager import KernelManager

STARTS, CELLS = 5, 200


def execute(client, code):
    began = time.perf_counter()
    sent = client.execute(code)
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") == sent and message["msg_type"] == "execute_result":
            return time.perf_counter() - began


def first_result(name):
    began = time.perf_counter()
    kernel = KernelManager(kernel_name=name)
    kernel.start_kernel()
    client = kernel.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    execute(client, "1 + 1")
    return time.perf_counter() - began, kernel, client


name, notebook = sys.argv[1:]
starts = []
for _ in range(STARTS):
    took, kernel, client = first_result(name)
    starts.append(took)
    cells = [execute(client, "1 + 1") for _ in range(CELLS)]
    kernel.shutdown_kernel()
print(f"start to first result: median {statistics.median(starts):.2f} s of {STARTS}")
print(f"1 + 1, sent to result: median {1000 * statistics.median(cells):.1f} ms of {CELLS}")
began = time.perf_counter()
convert = ["-m", "nbconvert", "--to", "html", "--execute", notebook, "--stdout"]
subprocess.run([sys.executable, *convert], check=True, capture_output=True)
print(f"nbconvert of {notebook}: {time.perf_counter() - began:.1f} s")
