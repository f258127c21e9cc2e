# Read by the drills of the database: runs a class of the end-to-end tests, with the PostgreSQL that the tests bring with them.

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

fail() {
  echo "$(basename "$0"): $1" >&2
  exit 1
}

# Runs one drill and prints what it has found: drill CLASS#METHOD [-Dname=value]...
drill() {
  what=$1
  shift
  if ! ./mvnw -B -Dquick -pl bootstrap -am test -Dtest="$what" -Dsurefire.failIfNoSpecifiedTests=false "$@" >"$work/log" 2>&1; then
    grep -v '^\s*at ' "$work/log" | tail -n 60 >&2
    fail "it failed"
  fi
  grep "^$(basename "$0")" "$work/log" || fail "it has found nothing"
}

# Sets "pgbouncer" to the program, fetched where it is not installed; to install it would start it.
find_pgbouncer() {
  pgbouncer=$(command -v pgbouncer || true)
  if [ -z "$pgbouncer" ]; then
    (cd "$work" && apt-get update -q >/dev/null && apt-get download -q pgbouncer libc-ares2 libevent-2.1-7 >/dev/null 2>&1 &&
      for package in *.deb; do dpkg -x "$package" .; done) || fail "there is no pgbouncer, and no package of it"
    pgbouncer=$work/usr/sbin/pgbouncer
    LD_LIBRARY_PATH=$(dirname "$(find "$work" -name 'libcares.so.2')")
    export LD_LIBRARY_PATH
    chmod -R a+rX "$work"
  fi
}

# Sets "commit" to that of an earlier build: what is given; else the last release, or, where there is none, the newest commit that has
# fewer migrations than this one, and none in another form; else nothing, as in a copy without a past.
find_commit() {
  tables=adapters-persistence/src/main/resources/db/migration
  commit=${1:-$(git describe --tags --abbrev=0 --match 'v*' 2>/dev/null || true)}
  for added in $(git log --diff-filter=A --format=%H -- "$tables"); do
    [ -z "$commit" ] || return 0
    if [ -z "$(git diff --name-only --diff-filter=a "$added~1" -- "$tables" 2>/dev/null || echo no earlier one)" ]; then
      commit=$(git rev-parse "$added~1")
    fi
  done
}

# Builds a commit and sets OLD_JAR to what came of it.
build() {
  git clone -q . "$work/old"
  (cd "$work/old" && git checkout -q "$1" &&
    ./mvnw -q -B -Dquick -Dmaven.test.skip=true -pl bootstrap -am package) >"$work/log" 2>&1 ||
    { tail -n 40 "$work/log" >&2; fail "the earlier build failed"; }
  OLD_JAR=$work/old/bootstrap/target/gladhand.jar
}
