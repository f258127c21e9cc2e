# Read by the drills: starts a program in a file system that has nothing but what it is given, and waits for a node to answer.

work=$(mktemp -d)
node=
cleanup() {
  if [ -n "$node" ]; then
    kill "$node" 2>/dev/null || true
    wait "$node" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

fail() {
  echo "$(basename "$0"): $1" >&2
  if [ -f "$work/log" ]; then tail -n 40 "$work/log" >&2; fi
  exit 1
}

# Copies the libraries of the system that files load to where the root folder $1 has them: libraries ROOT FILE...
libraries() {
  to=$1
  shift
  for file in "$@"; do
    for library in $(ldd "$file" | grep -o ' /lib[^ ]*\|^\s*/lib[^ ]*\| /usr/lib[^ ]*'); do
      mkdir -p "$to$(dirname "$library")"
      cp -L -n "$library" "$to$library"
    done
  done
}

# Copies programs with their libraries: programs ROOT PROGRAM...
programs() {
  into=$1
  shift
  mkdir -p "$into/bin"
  for program in "$@"; do
    path=$(readlink -f "$(command -v "$program")")
    cp "$path" "$into/bin/$program"
    libraries "$into" "$path"
  done
}

# Runs a program as user 10001 with the root folder $1, of which only /data and /tmp can be written: isolated ROOT PROGRAM...
# The environment is what the caller gives; nothing outside of the folder can be read.
isolated() {
  isolated_root=$1
  shift
  mkdir -p "$isolated_root/proc" "$isolated_root/dev" "$isolated_root/tmp" "$isolated_root/data" "$work/data"
  chown 10001:10001 "$work/data"
  chmod 755 "$work"
  exec unshare --mount sh -c '
    root=$1 data=$2
    shift 2
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/tmp"
    mount --bind "$data" "$root/data"
    mount -o remount,bind,ro "$root"
    exec unshare --root="$root" --wd=/data --setgid 10001 --setuid 10001 "$@"' isolated "$isolated_root" "$work/data" "$@"
}

# A port of this process for the node of the drill.
port=$((20000 + $$ % 10000))

# Waits until the node that was started is ready, for three minutes at most.
await_ready() {
  waited=0
  until curl -fsS --max-time 5 "http://127.0.0.1:$port/health/readiness" >/dev/null 2>&1; do
    waited=$((waited + 1))
    [ "$waited" -le 180 ] || fail "the node was not ready in time"
    kill -0 "$node" 2>/dev/null || fail "the node has ended"
    sleep 1
  done
}

# Asks the node for a token of the operator's client, and prints the status.
token_status() {
  curl -s --max-time 30 -o /dev/null -w '%{http_code}' -d grant_type=client_credentials -d client_id=operator \
    -d "client_secret=$secret" "http://127.0.0.1:$port/oauth2/token"
}

# Ends the node as an operator does. It has to end well.
stop_node() {
  kill "$node"
  status=0
  wait "$node" || status=$?
  node=
  [ "$status" = 0 ] || [ "$status" = 143 ] || fail "the node ended with $status"
}

master_key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
secret=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
