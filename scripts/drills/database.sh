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
