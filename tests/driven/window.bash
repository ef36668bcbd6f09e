# A real window to drive: an X server of its own, the program in it, hands on mouse and keys, and pictures of
# what is seen. Sourced by `tests/driven/run` and `docs/make-picture`; callers use the functions, never X itself.
#
# Everything is waited for by looking, so that a slow machine is only slow. Whatever was started is ended by
# the process id that was noted when it started.

periplus_bin=
work=
xvfb_pid=
program_pid=
window=

# The picture that a failure leaves, where the caller names a file for it.
failed_picture=

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  if [ -n "$window" ] && [ -n "$failed_picture" ]; then
    screenshot "$failed_picture" &&
      printf "the window as it stood: %s\n" "$failed_picture" >&2
  fi
  exit 1
}

ok() { printf 'ok: %s\n' "$*"; }

# wait_for SECONDS COMMAND...: runs the command until it succeeds; fails after that many seconds.
wait_for() {
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.1
  done
}

# stop PID: asks a process that was started here to end, insists after five seconds, and waits for it.
stop() {
  kill "$1" 2>/dev/null || return 0
  wait_for 5 gone "$1" || kill -KILL "$1" 2>/dev/null
  wait "$1" 2>/dev/null || true
}

gone() { ! kill -0 "$1" 2>/dev/null; }

clean_up() {
  [ -z "$program_pid" ] || stop "$program_pid"
  [ -z "$xvfb_pid" ] || stop "$xvfb_pid"
  [ -z "$work" ] || rm -rf "$work"
}

# start_display WIDTH HEIGHT: a temp folder, and an X server on a display that is free, with OpenGL in software.
start_display() {
  work=$(mktemp -d)
  trap clean_up EXIT
  screen_width=$1 screen_height=$2
  : >"$work/display"
  Xvfb -r -displayfd 3 -screen 0 "$1x$2x24" -nolisten tcp -noreset +extension GLX 3>>"$work/display" 2>"$work/xvfb.log" &
  xvfb_pid=$!
  wait_for 20 grep -q '^[0-9]' "$work/display" || fail "no X server within 20 seconds: $(cat "$work/xvfb.log")"
  DISPLAY=:$(cat "$work/display")
  export DISPLAY LIBGL_ALWAYS_SOFTWARE=1
  unset WAYLAND_DISPLAY WAYLAND_SOCKET
}

# open_window CONFIG_FOLDER ARGUMENTS...: starts the program and waits for its picture to stand still.
open_window() {
  local config=$1
  shift
  PERIPLUS_CONFIG_DIR=$config "$periplus_bin" "$@" >"$work/program.log" 2>&1 &
  program_pid=$!
  wait_for 60 find_window || fail "no window within 60 seconds: $(cat "$work/program.log")"
  # The server has no window manager that would do it.
  xdotool windowfocus "$window"
  xdotool mousemove 5 5
  wait_for 60 has_colors "$work/opening.png" || fail "the window stayed blank for 60 seconds: $(cat "$work/program.log")"
  settle
}

find_window() {
  gone "$program_pid" && fail "the program ended: $(cat "$work/program.log")"
  window=$(xdotool search --onlyvisible --pid "$program_pid" 2>/dev/null | head -n 1)
  [ -n "$window" ]
}

# Whether the window shows more than the few colours of empty panels.
has_colors() {
  screenshot "$1"
  [ "$(identify -format %k "$1")" -gt 2000 ]
}

# screenshot FILE: the whole screen.
screenshot() { import -silent -window root "$1"; }

# settle [FILE]: waits until three pictures in a row are the same (but for a blinking caret), and leaves the last.
settle() {
  local now=${1:-$work/now.png} before=$work/before.png same=0 until=$((SECONDS + 60))
  screenshot "$now"
  while [ "$same" -lt 2 ]; do
    [ "$SECONDS" -lt "$until" ] || fail "the window did not come to rest within 60 seconds"
    mv "$now" "$before"
    sleep 0.15
    screenshot "$now"
    if [ "$(differing "$before" "$now")" -le 60 ]; then same=$((same + 1)); else same=0; fi
  done
}

# differing A B [GEOMETRY]: how many pixels differ between two pictures, or between a part of each.
differing() {
  local count crop=()
  [ -z "${3:-}" ] || crop=(-crop "$3" +repage)
  count=$(convert "$1" "$2" "${crop[@]}" -metric AE -compare -format '%[distortion]' info: 2>/dev/null)
  printf '%.0f\n' "$count"
}

# keys KEY...: pressed one after the other, each until the window has had time for a frame.
keys() {
  local key
  for key in "$@"; do
    xdotool key --clearmodifiers "$key"
    sleep 0.08
  done
}

# type_text TEXT: typed as a hand does.
type_text() { xdotool type --delay 40 "$1"; }

# click X Y: a click of the left button.
click() {
  xdotool mousemove "$1" "$2"
  sleep 0.1
  xdotool click 1
}

# drag X1 Y1 X2 Y2: with the left button held, in steps.
drag() {
  local step
  xdotool mousemove "$1" "$2"
  sleep 0.1
  xdotool mousedown 1
  for step in 1 2 3 4 5; do
    xdotool mousemove $(($1 + ($3 - $1) * step / 5)) $(($2 + ($4 - $2) * step / 5))
    sleep 0.05
  done
  xdotool mouseup 1
}

# wheel X Y CLICKS: turns the wheel over a point, towards the hand (out) if negative.
wheel() {
  local button=4 count=$3
  if [ "$count" -lt 0 ]; then button=5 count=$((-count)); fi
  xdotool mousemove "$1" "$2"
  sleep 0.1
  xdotool click --repeat "$count" --delay 60 "$button"
}

# close_window: as a reader does, by Ctrl+Q; the program must end by itself, without complaint.
close_window() {
  xdotool key --clearmodifiers ctrl+q
  wait_for 20 gone "$program_pid" || fail "Ctrl+Q did not close the program within 20 seconds"
  local code=0
  wait "$program_pid" || code=$?
  program_pid= window=
  [ "$code" -eq 0 ] || fail "the program ended with code $code: $(cat "$work/program.log")"
  ! grep -qi panicked "$work/program.log" || fail "the program panicked: $(cat "$work/program.log")"
}
