#!/usr/bin/env bash
# Prices the same lines by `costspan price` and by genai-prices' JavaScript engine: time and memory of both as whole processes, in
# turn, and whether their amounts agree.
#
#   benchmarks/price-command/compare.sh [LINES] [ROUNDS]      100,000 lines and 5 rounds without
#
# Wants the packaged jar (./mvnw -pl cli -am package), Java, Node 18 or newer and npm; npm brings the engine.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
lines=${1:-100000}
rounds=${2:-5}
engine='@pydantic/genai-prices@0.1.8'
# What the command's help recommends for a batch: it is over before a second compiler and a large heap pay.
java_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms16m -Xmx256m)

jar=$(find "$here/../../cli/target" -maxdepth 1 -name 'costspan-cli-*.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar' 2>/dev/null | head -1)
if [[ -z "$jar" ]]; then
  echo "no packaged jar: run ./mvnw -pl cli -am package first" >&2
  exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/*.mjs "$work"
cd "$work"
npm install --silent --no-audit --no-fund "$engine" >/dev/null
node generate.mjs "$lines" cases.jsonl

# Runs a command over the cases and prints its seconds and the most memory it had, in MiB.
measure() {
  local name=$1 out=$2
  shift 2
  if [[ -x /usr/bin/time ]]; then
    /usr/bin/time -f '%e %M' -o figures "$@" <cases.jsonl >"$out" 2>messages || { head -5 messages >&2; exit 1; }
  else
    local start=$EPOCHREALTIME peak=0 now
    "$@" <cases.jsonl >"$out" 2>messages &
    while now=$(ps -o rss= -p $!); do
      ((now > peak)) && peak=$now
      sleep 0.01
    done
    wait $!
    echo "$(awk "BEGIN { print $EPOCHREALTIME - $start }") $peak" >figures
  fi
  awk -v name="$name" '{ printf "%-34s %6.2f s  %5.0f MiB\n", name, $1, $2 / 1024 }' figures
}

echo "$lines lines, $(java -version 2>&1 | head -1), node $(node --version), $(nproc) cores"
for ((round = 1; round <= rounds; round++)); do
  measure 'costspan price' ours.jsonl java "${java_options[@]}" -jar "$jar" price
  measure 'costspan price, plain java -jar' ours.jsonl java -jar "$jar" price
  measure 'genai-prices' theirs.jsonl node peer.mjs
done
node agree.mjs cases.jsonl ours.jsonl theirs.jsonl
