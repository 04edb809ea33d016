#!/usr/bin/env bash
# Takes docs/images/jconsole.png: JConsole on the running demo, under Xvfb.
# First, in another terminal: ./mvnw -Pdemo -Dkeep=true. Needs Xvfb, xdotool and ImageMagick's import.
# Usage: docs/images/jconsole.sh PID
set -euo pipefail
pid=${1:?usage: $0 PID of the serving JVM (the demo prints it)}
out=$(cd "$(dirname "$0")" && pwd)/jconsole.png
export DISPLAY=${DISPLAY_FOR_PICTURE:-:78}
pause() { read -r -t "$1" < <(tail -f /dev/null) || true; }
click() { xdotool mousemove "$1" "$2" click 1; pause 1; }
Xvfb "$DISPLAY" -screen 0 1280x640x24 >/dev/null 2>&1 & server=$!
trap 'kill $server $console 2>/dev/null || true' EXIT
pause 2
jconsole -interval=1 "$pid" & console=$!
pause 25
window=$(xdotool search --name 'Java Monitoring' | head -n 1)
xdotool windowsize "$window" 1280 640 windowmove "$window" 0 0; pause 2
click 363 202                                             # a local connection has no TLS: say yes to JConsole's question
pause 10
click 472 58                                              # MBeans
xdotool mousemove 170 400 mousedown 1 mousemove 250 400 mousemove 290 400 mouseup 1; pause 1
click 17 189; click 37 275; click 57 293; click 107 308   # signalbox, Route, chat, Attributes
pause 1
import -window root "$out"
echo "$out"
