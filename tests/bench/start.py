"""Exec to first painted window, and memory 3 s later, of this program and its peers on the same X server.

"Painted" is the first damage of a mapped top-level window that covers at least half of it. Medians of 15 warm runs.
"""
import os
import re
import signal
import statistics
import subprocess
import sys
import time

from Xlib import X, display
from Xlib.ext import damage

RUNS = 15


def start_x(work):
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    number = os.read(read, 16).decode().strip()
    return server, ":" + number


def kill_group(process):
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(3)
    except (ProcessLookupError, subprocess.TimeoutExpired):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    process.wait()


def first_paint(screen, command, env):
    root = screen.screen().root
    while screen.pending_events():
        screen.next_event()
    started = time.monotonic()
    process = subprocess.Popen(command, env=env, start_new_session=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    areas = {}
    try:
        while time.monotonic() - started < 20:
            if not screen.pending_events():
                time.sleep(0.0005)
                continue
            event = screen.next_event()
            if event.type == X.MapNotify and event.event == root and not event.override:
                window = event.window
                geometry = window.get_geometry()
                if geometry.width > 200 and geometry.height > 150:
                    areas[window.id] = geometry.width * geometry.height
                    window.damage_create(damage.DamageReportRawRectangles)
            elif event.type == screen.extension_event.DamageNotify:
                area = areas.get(event.drawable.id)
                if area and event.area.width * event.area.height * 2 >= area:
                    return (time.monotonic() - started) * 1000, process
    except Exception:
        kill_group(process)
        raise
    kill_group(process)
    return None, None


def pss_kib(pid):
    total = 0
    with open(f"/proc/{pid}/smaps_rollup") as file:
        match = re.search(r"^Pss:\s+(\d+)", file.read(), re.M)
        total += int(match.group(1))
    return total


def main():
    binaries, work = sys.argv[1:3]
    server, number = start_x(work)
    env = dict(os.environ, DISPLAY=number, QT_QPA_PLATFORM="xcb", AIOPS_HOME=os.path.join(work, "home"),
               NO_AT_BRIDGE="1")
    programs = {
        "empty Qt window": [f"{binaries}/bench_emptywindow"],
        "aiops-command-center": [f"{binaries}/aiops-command-center"],
        "qterminal": ["qterminal"],
        "konsole": ["konsole"],
        "keepassxc": ["keepassxc"],
    }
    screen = display.Display(number)
    screen.query_extension("DAMAGE")
    screen.damage_query_version()
    screen.screen().root.change_attributes(event_mask=X.SubstructureNotifyMask)
    screen.flush()
    rows = {}
    for name, command in programs.items():
        if "/" not in command[0] and not any(
                os.access(os.path.join(p, command[0]), os.X_OK) for p in os.environ["PATH"].split(":")):
            continue
        times, memory = [], 0
        for run in range(RUNS + 1):
            elapsed, process = first_paint(screen, command, env)
            if process is None:
                break
            if run == RUNS:
                time.sleep(3)
                memory = pss_kib(process.pid)
            if run > 0:
                times.append(elapsed)
            kill_group(process)
        if times:
            rows[name] = (statistics.median(times), memory)
        else:
            print(f"{name:24} no window within 20 s")
    peer = rows.get("qterminal", (0, 0))
    print(f"{'program':24} {'first paint':>12} {'to qterminal':>13} {'PSS after 3 s':>14}")
    for name, (median, memory) in rows.items():
        ratio = f"{median / peer[0]:.2f}" if peer[0] else "-"
        print(f"{name:24} {median:9.0f} ms {ratio:>13} {memory / 1024:10.1f} MiB")
    screen.close()
    server.terminate()
    server.wait()


main()
