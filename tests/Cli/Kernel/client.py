"""A front end for tests: the real jupyter_client. It reads one command a line from stdin, as JSON, and prints one answer a line."""

import json
import subprocess
import sys
import time

from jupyter_client.manager import KernelManager

PATIENCE = 300
kernel = KernelManager(kernel_name=sys.argv[1])
client = None


def start():
    global client
    # Standard output is for the answers: what the kernel's process prints does not belong there.
    kernel.start_kernel(cwd=sys.argv[2], stdout=subprocess.DEVNULL)
    client = kernel.client()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE)


def until_idle(sent, text=None, then=None):
    """The messages on iopub for a request, until the kernel is idle again. At the first output that holds the text it calls `then`."""
    seen = []
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        message = client.get_iopub_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") != sent:
            continue
        content, kind = message["content"], message["msg_type"]
        if kind == "status":
            if content["execution_state"] == "idle":
                return seen
            continue
        seen.append({"type": kind, "content": content})
        if then and kind != "execute_input" and text in json.dumps(content):
            then()
            then = None
    raise TimeoutError("the kernel is not idle again")


def reply_to(sent):
    """The reply to this request. Others may come first: while a kernel starts slowly, wait_for_ready asks several times."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        message = client.get_shell_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") == sent:
            return message["content"]
    raise TimeoutError("the kernel does not reply")


def execute(code, interrupt_at=None, silent=False, store_history=True, user_expressions=None):
    sent = client.execute(code, silent=silent, store_history=store_history, user_expressions=user_expressions, allow_stdin=False)
    started = []

    def stop():
        started.append(time.monotonic())
        kernel.interrupt_kernel()

    outputs = until_idle(sent, interrupt_at, stop if interrupt_at else None)
    reply = reply_to(sent)
    took = time.monotonic() - started[0] if started else None
    return {"reply": reply, "outputs": outputs, "seconds_to_stop": took}


def execute_and_answer(code, answer):
    sent = client.execute(code, allow_stdin=True)
    asked = client.get_stdin_msg(timeout=PATIENCE)
    client.input(answer)
    outputs = until_idle(sent)
    return {"asked": asked["msg_type"], "reply": reply_to(sent), "outputs": outputs}


def execute_at_once(codes):
    """All sent before the first is answered, as Run All does."""
    sent = [client.execute(code) for code in codes]
    statuses = [reply_to(each)["status"] for each in sent]
    for each in sent:
        until_idle(each)
    return statuses


def ask(request, **arguments):
    sent = getattr(client, request)(**arguments)
    until_idle(sent)
    return reply_to(sent)


def restart():
    kernel.restart_kernel()
    client.wait_for_ready(timeout=PATIENCE)


def shut_down():
    client.shutdown()
    deadline = time.monotonic() + PATIENCE
    while kernel.is_alive() and time.monotonic() < deadline:
        time.sleep(0.02)
    return kernel.is_alive()


start()
print(json.dumps("ready"), flush=True)
try:
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(globals()[order.pop("do")](**order)), flush=True)
finally:
    client.stop_channels()
    if kernel.is_alive():
        kernel.shutdown_kernel(now=True)
    # Deleted now: at the interpreter's own end it has nothing to log to.
    del client
