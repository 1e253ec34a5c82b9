#!/bin/bash
# What a process of ours can still ask of the kernel once it is confined, one call at a time: tests/http/confined
# tries each, and is ended by the kernel where it must be. With and without root. `confined.sh BUILD`
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
program=$build/tests/confined
chmod 755 "$scratch"
skipped=0

# came KIND TRIAL: "done", an error's name, or "ended N" by the signal N (31: SIGSYS).
came() {
    local said code=0
    said=$("${as[@]}" "$program" "$1" "$2" "$scratch" 2>"$scratch/log") || code=$?
    if [ $code -gt 128 ]; then echo "ended $((code - 128))"; else echo "$said"; fi
}

# Landlock says EACCES where a call itself is lawful; a kernel without it cannot be asked that.
has_landlock() { came reader nothing >/dev/null; ! grep -q 'no Landlock' "$scratch/log"; }

forbidden='open make rename inet inet6 unix netlink raw connect listen bind execve execveat fork clone3 ptrace
    read_memory kill tgkill run_made run_written be_root dump mount namespace bpf ring handler ioctl limit'

trials() { # trials AS
    local trial
    for kind in worker helper; do
        is "$1 $kind: nothing" 'done' "$(came $kind nothing)"
        for trial in $forbidden; do
            is "$1 $kind: $trial" 'ended 31' "$(came $kind "$trial")"
        done
        is "$1 $kind: the log says which call" 1 "$(grep -c 'call [0-9]* is not among those of this process' "$scratch/log")"
        is "$1 $kind: answers on its channels" 'done' "$(came $kind send)"
        is "$1 $kind: has memory" 'done' "$(came $kind memory)"
        is "$1 $kind: a bug of ours ends it as a bug" 'ended 6' "$(came $kind abort)"
    done
    is "$1 worker: writes the store" 'done' "$(came worker write)"
    is "$1 helper: writes no store" 'ended 31' "$(came helper write)"
    is "$1 worker: SQLite's sync of a folder is refused softly" EACCES "$(came worker open_as_sqlite)"
    is "$1 worker: so is a removal" EPERM "$(came worker remove)"
    is "$1 helper: not from a helper" 'ended 31' "$(came helper remove)"
    is "$1 caller: connects" 'done' "$(came caller inet)"
    is "$1 caller: not to sockets of this machine" 'ended 31' "$(came caller unix)"
    is "$1 caller: is no netlink" EAFNOSUPPORT "$(came caller netlink)"
    is "$1 caller: starts no process" 'ended 31' "$(came caller fork)"
    is "$1 caller: runs nothing" 'ended 31' "$(came caller execve)"
    is "$1 caller: waits for no connection" 'ended 31' "$(came caller listen)"
    is "$1 caller: opens no file" 'ended 31' "$(came caller open)"
    is "$1 reader: reads what it was given" 'done' "$(came reader open_given)"
    is "$1 reader: writes nothing there" 'ended 31' "$(came reader write_given)"
    if has_landlock; then
        is "$1 reader: reads nothing else" EACCES "$(came reader open)"
    else
        skipped=$((skipped + 1)); echo 'skipped: a reader reads nothing else: this kernel has no Landlock'
    fi
}

if [ "$(id -u)" = 0 ]; then
    as=(env); trials root
    as=(setpriv --reuid 65534 --regid 65534 --clear-groups); trials nobody
else
    as=(env); trials account
fi
finish
