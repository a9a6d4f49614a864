"""Speaks to a kernel as VS Code's Jupyter extension does, by its connection file; prints what came back as one JSON object."""

import json
import socket
import sys
import time

import zmq
from jupyter_client.session import Session

connection = json.load(open(sys.argv[1]))
ours = Session(key=connection["key"].encode(), signature_scheme=connection["signature_scheme"])
strangers = Session(key=b"not the key", signature_scheme=connection["signature_scheme"])
context = zmq.Context()


def address(port):
    return f"tcp://{connection['ip']}:{connection[port]}"


def probe(port):
    """Connects and closes again, before any message."""
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection((connection["ip"], connection[port])).close()
            return
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def dealer(port):
    made = context.socket(zmq.DEALER)
    made.connect(address(port))
    return made


def receive(sock, seconds=20):
    if not sock.poll(int(seconds * 1000)):
        return None
    _, frames = ours.feed_identities(sock.recv_multipart())
    return ours.deserialize(frames)


def published(wanted, parent=None, seconds=20):
    """All publications up to the wanted state."""
    seen = []
    while message := receive(iopub, seconds):
        if parent and message["parent_header"].get("msg_id") != parent:
            continue
        seen.append(message)
        if message["msg_type"] == "status" and message["content"]["execution_state"] == wanted:
            break
    return seen


for port in ("shell_port", "iopub_port"):
    probe(port)
shell, control, heartbeat = dealer("shell_port"), dealer("control_port"), context.socket(zmq.REQ)
iopub = context.socket(zmq.SUB)
iopub.connect(address("iopub_port"))
iopub.subscribe(b"")
facts = {"status_after_subscribing": [each["content"] for each in published("idle")]}

sent = [ours.send(sock, "kernel_info_request", {})["header"]["msg_id"] for sock in (control, shell, control)]
replies = [receive(control), receive(shell), receive(control)]
facts["kernel_info_replies"] = [reply["msg_type"] for reply in replies]
facts["language_info"] = replies[0]["content"]["language_info"]
facts["protocol_version"] = replies[0]["content"]["protocol_version"]
facts["states_of_a_request"] = [each["content"]["execution_state"] for each in published("idle", sent[1])]

busy = ours.send(shell, "execute_request", {"code": "System.Threading.Thread.Sleep(60000)", "stop_on_error": False, "allow_stdin": True})
published("busy", busy["header"]["msg_id"])
ours.send(control, "kernel_info_request", {})
facts["control_answers_while_busy"] = receive(control)["msg_type"]
heartbeat.connect(address("hb_port"))
heartbeat.send(b"still there?")
facts["heartbeat"] = heartbeat.recv().decode() if heartbeat.poll(5000) else None
asked = time.monotonic()
ours.send(control, "interrupt_request", {})
facts["interrupt_reply"] = receive(control)["content"]["status"]
stopped = receive(shell)
facts["stopped"] = stopped["content"]["status"]
facts["seconds_to_stop"] = time.monotonic() - asked
errors = [each["content"] for each in published("idle", busy["header"]["msg_id"]) if each["msg_type"] == "error"]
facts["error"] = errors[0] if errors else None

strangers.send(shell, "execute_request", {"code": "1"})
facts["answer_to_a_stranger"] = receive(shell, seconds=1)
after = ours.send(shell, "execute_request", {"code": "1 + 1"})
last = receive(shell)
facts["after_a_stranger"] = last["content"]["status"]
sessions = {message["header"]["session"] for message in replies + [stopped, last] + published("idle", after["header"]["msg_id"])}
facts["sessions"] = len(sessions)
facts["date_ends_in"] = last["header"]["date"].isoformat()[-6:]
print(json.dumps(facts))
context.destroy(linger=0)
