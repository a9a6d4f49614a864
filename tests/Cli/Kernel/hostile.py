"""Sends a kernel what no front end sends, by ZeroMQ and by plain TCP, and asks after each whether it is still there.

Usage: hostile.py CONNECTION-FILE. Prints one JSON object: what was sent, and whether the kernel answered then.
"""

import hashlib
import hmac
import json
import socket
import struct
import sys
import uuid

import zmq

PATIENCE_MS = 60_000
with open(sys.argv[1]) as file:
    connection = json.load(file)
context = zmq.Context()


def open_socket(kind, port):
    opened = context.socket(kind)
    opened.linger = 0
    opened.rcvtimeo = PATIENCE_MS
    opened.connect(f"tcp://{connection['ip']}:{connection[port]}")
    return opened


shell = open_socket(zmq.DEALER, "shell_port")


def signed(*parts):
    digest = hmac.new(connection["key"].encode(), digestmod=hashlib.sha256)
    for part in parts:
        digest.update(part)
    return [b"<IDS|MSG>", digest.hexdigest().encode(), *parts]


def request(kind, content, header=None):
    header = header or {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "s", "username": "u", "date": "", "version": "5.3"}
    return signed(*(json.dumps(part).encode() for part in (header, {}, {}, content)))


def reply_to(sent):
    asked = json.loads(sent[2])["msg_id"]
    while True:
        frames = shell.recv_multipart()
        parts = frames[frames.index(b"<IDS|MSG>") + 2 :]
        if json.loads(parts[1]).get("msg_id") == asked:
            return json.loads(parts[3])


def is_there():
    """Whether shell and heartbeat still answer."""
    sent = request("kernel_info_request", {})
    shell.send_multipart(sent)
    heartbeat = open_socket(zmq.REQ, "hb_port")
    heartbeat.send(b"beat")
    try:
        return reply_to(sent)["status"] == "ok" and heartbeat.recv() == b"beat"
    except zmq.Again:
        return False
    finally:
        heartbeat.close()


def heartbeat_without_delimiter():
    hostile = open_socket(zmq.DEALER, "hb_port")
    hostile.send(b"no delimiter")
    hostile.send_multipart([b"", b"", b""])


def raw(port, *data):
    """Greets as ZMTP 3.0 does, without security, and then sends these bytes."""
    with socket.create_connection((connection["ip"], connection[port]), timeout=10) as plain:
        greeting = b"\xff" + b"\x00" * 8 + b"\x7f" + b"\x03\x00" + b"NULL".ljust(20, b"\x00") + b"\x00" + b"\x00" * 31
        plain.sendall(greeting)
        plain.recv(64)
        ready = b"\x05READY" + b"\x0bSocket-Type" + struct.pack(">I", 6) + b"DEALER"
        plain.sendall(b"\x04" + bytes([len(ready)]) + ready)
        for part in data:
            plain.sendall(part)
        plain.settimeout(1)
        try:
            while plain.recv(4096):
                pass
        except OSError:
            pass


def frame_of(size):
    return b"\x02" + struct.pack(">Q", size) + b"begin"


def replayed():
    sent = request("execute_request", {"code": "System.IO.File.AppendAllText(\"ran\", \"x\");", "silent": False})
    shell.send_multipart(sent)
    reply_to(sent)
    shell.send_multipart(sent)


def half_a_character_in_the_output():
    sent = request("execute_request", {"code": "\"half \\ud83d\".DisplayAs(\"text/html\"); Console.WriteLine(\"\\ud83d\"); \"\\ud83d\""})
    shell.send_multipart(sent)
    assert reply_to(sent)["status"] == "ok"


def half_a_character_in_a_header():
    header = {"msg_id": "\ud83d", "msg_type": "kernel_info_request", "session": "s", "username": "u", "date": "", "version": "5.3"}
    shell.send_multipart(request("", {}, header))


def not_json():
    shell.send_multipart(signed(b"{", b"{}", b"{}", b"{}"))
    shell.send_multipart(signed(b"[]", b"{}", b"{}", b"{}"))
    shell.send_multipart(signed(b'{"msg_type":7}', b"{}", b"{}", b"{}"))
    shell.send_multipart([b"x"] * 3)


answered = {}
for name, send in {
    "nothing yet": lambda: None,
    "a heartbeat without a delimiter": heartbeat_without_delimiter,
    "a frame of 2 GiB": lambda: raw("shell_port", frame_of(2**31)),
    "a frame of 2^62 bytes": lambda: raw("shell_port", frame_of(2**62)),
    "a frame of a negative size": lambda: raw("shell_port", frame_of(2**63 + 5)),
    "a frame of 2 GiB for the heartbeat": lambda: raw("hb_port", frame_of(2**31)),
    "a frame of 2 GiB for publications": lambda: raw("iopub_port", frame_of(2**31)),
    "no protocol": lambda: raw("control_port", b"\x00" * 100_000),
    "no JSON": not_json,
    "half of a character in an output": half_a_character_in_the_output,
    "half of a character in a header": half_a_character_in_a_header,
    "a message twice": replayed,
}.items():
    send()
    answered[name] = is_there()
    if not answered[name]:
        break
print(json.dumps(answered))
