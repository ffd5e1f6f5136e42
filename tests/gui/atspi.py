"""The window as assistive software sees it: atspi.py PROGRAM, under a session bus and an X server of its own."""
import os
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
try:
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi
except (ImportError, ValueError) as missing:
    print("skipped:", missing)
    sys.exit(SKIPPED)


def walk(node, depth=0):
    if node is None or depth > 30:
        return
    yield node
    for i in range(node.get_child_count()):
        yield from walk(node.get_child_at_index(i), depth + 1)


def application(pid):
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(i)
        if child is not None and child.get_process_id() == pid:
            return child
    return None


def find(pid, name, seconds=20):
    """The showing object of that name; all names that were there when it never came."""
    end = time.monotonic() + seconds
    seen = set()
    while time.monotonic() < end:
        try:
            for node in walk(application(pid)):
                seen.add(node.get_name())
                if node.get_name() == name and node.get_state_set().contains(Atspi.StateType.SHOWING):
                    return node
        except gi.repository.GLib.Error:
            pass
        time.sleep(0.1)
    raise SystemExit(f"no object is called {name!r}; there are: {sorted(seen)}")


ROLES = (("My Space", Atspi.Role.PAGE_TAB), ("Areas", Atspi.Role.PAGE_TAB_LIST), ("Status bar", Atspi.Role.STATUS_BAR),
         ("Edge of the side pane", Atspi.Role.SPLIT_PANE), ("Search and commands", Atspi.Role.PUSH_BUTTON))


def find_role(pid, name, role):
    node = find(pid, name)
    if node.get_role() != role and not any(n.get_name() == name and n.get_role() == role for n in walk(application(pid))):
        raise SystemExit(f"{name!r} is a {node.get_role_name()}, not a {role.value_nick}")


def press(node):
    for i in range(node.get_n_actions()):
        if node.get_action_name(i).lower() in ("press", "click"):
            node.do_action(i)
            return
    raise SystemExit(f"{node.get_name()!r} has no action to press it")


def main():
    with tempfile.TemporaryDirectory() as home:
        environment = dict(os.environ, HOME=home, AIOPS_HOME=home + "/aiops", XDG_RUNTIME_DIR=home)
        program = subprocess.Popen([sys.argv[1]], env=environment)
        try:
            for name in ("My Space", "Terminals", "Vault", "Audit", "Settings", "Add instance", "More to add"):
                find(program.pid, name)
            for name, role in ROLES:
                find_role(program.pid, name, role)
            press(find(program.pid, "Add an instance"))
            for name in ("Name", "Address", "Port", "User"):
                find(program.pid, name)
            print("every name and role was found")
        finally:
            program.terminate()
            program.wait(10)


main()
