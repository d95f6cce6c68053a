# Shared by packaging/install-deps, packaging/demo and packaging/test; sourced, never run.
# shellcheck shell=bash

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target_dir=${CARGO_TARGET_DIR:-$top/target}
# Cargo takes a relative CARGO_TARGET_DIR from where it runs, which is always the top of the project here.
[[ $target_dir == /* ]] || target_dir=$top/$target_dir
# shellcheck disable=SC2034 # read by the scripts that source this file
referee_python=$target_dir/referees/bin/python

# The screen most benches have.
SCREEN=1920x1080x24
display_pid=
window_manager_pid=
display_log=

say() { printf '%s\n' "$*"; }
warn() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# Says how to get Rust when cargo is missing.
require_cargo() {
    command -v cargo >/dev/null && return 0
    # rustup may be installed without this shell having been opened again since.
    if [[ -x ${CARGO_HOME:-$HOME/.cargo}/bin/cargo ]]; then
        PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
        export PATH
        return 0
    fi
    warn "Rust is missing. Install it with"
    warn "    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
    warn "then open a new terminal and run this again."
    return 1
}

# Whether the headers are there that the feature 'audio' is built with.
audio_can_be_built() {
    command -v pkg-config >/dev/null && pkg-config --exists alsa
}

# Starts a screen of our own on a free display number and a window manager on it; sets DISPLAY.
start_display() {
    local answer number='' tenths=0
    if ! command -v Xvfb >/dev/null; then
        warn "Xvfb is missing: packaging/install-deps demo"
        return 1
    fi
    answer=$(mktemp)
    display_log=$(mktemp)
    Xvfb -displayfd 3 -screen 0 "$SCREEN" -nolisten tcp 3>"$answer" >"$display_log" 2>&1 &
    display_pid=$!
    while ((tenths < 150)); do
        number=$(<"$answer")
        [[ -n $number ]] && break
        kill -0 "$display_pid" 2>/dev/null || break
        sleep 0.1
        tenths=$((tenths + 1))
    done
    rm -f "$answer"
    if [[ -z $number ]]; then
        warn "the virtual screen did not start:"
        cat "$display_log" >&2
        stop_display
        return 1
    fi
    export DISPLAY=:$number LIBGL_ALWAYS_SOFTWARE=1
    # Else the window would open on the Wayland desktop of whoever runs this.
    unset WAYLAND_DISPLAY WAYLAND_SOCKET
    start_window_manager
}

# A window manager gives the window its focus and its full size; without one the screen still works.
start_window_manager() {
    local tenths=0
    command -v openbox >/dev/null || return 0
    openbox --sm-disable >>"$display_log" 2>&1 &
    window_manager_pid=$!
    command -v xprop >/dev/null || { sleep 1; return 0; }
    while ((tenths < 50)); do
        xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id' && return 0
        sleep 0.1
        tenths=$((tenths + 1))
    done
    warn "openbox did not answer within 5 s; going on without it"
}

# Ends the screen that start_display started, and nothing else.
stop_display() {
    local pid
    for pid in $window_manager_pid $display_pid; do
        kill "$pid" 2>/dev/null
        wait "$pid" 2>/dev/null
    done
    [[ -z $display_log ]] || rm -f "$display_log"
    window_manager_pid=
    display_pid=
    display_log=
    return 0
}

# Runs the scripted tour of the demo on the screen in DISPLAY; its pictures go to folder $1.
run_tour() {
    local folder=$1 code=0 pictures
    mkdir -p "$folder"
    # Ten minutes are many times what the tour needs, and less than a hung window would take.
    timeout --foreground --kill-after=10 600 "$target_dir/release/pakownia" demo --tour "$folder" || code=$?
    pictures=$(find "$folder" -maxdepth 1 -name '*.png' -size +0 | wc -l)
    say "$pictures screenshots in $folder"
    if ((code == 124)); then
        warn "the tour did not end within ten minutes"
    elif ((code == 0 && pictures == 0)); then
        warn "the tour ended without a screenshot"
        code=1
    fi
    return "$code"
}
