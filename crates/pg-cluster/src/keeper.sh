# Makes one throwaway PostgreSQL server, and keeps it for as long as somebody uses it.
#
#   sh keeper.sh BIN DIR PORT LINGER OWNER INITDB-ARGUMENT…
#
# Users hold a shared lock on DIR/users. The kernel lets go of a lock whenever its
# holder ends, also by SIGKILL, so the server cannot outlive its users: once the
# exclusive lock is granted here, nobody is left. LINGER seconds of grace let one
# server carry a whole run of short test processes.
bin=$1 dir=$2 port=$3 linger=$4 owner=$5
shift 5

# The role is made in single-user mode: a server's package may bring no client.
serve() {
    "$bin/initdb" --pgdata "$dir/data" "$@" &&
    echo "CREATE ROLE $owner LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB CREATEROLE" |
        "$bin/postgres" --single -D "$dir/data" postgres &&
    "$bin/postgres" -D "$dir/data" -p "$port" -k "$dir" \
        -c listen_addresses=127.0.0.1 \
        -c max_connections=200 \
        -c fsync=off \
        -c synchronous_commit=off \
        -c full_page_writes=off
    : >"$dir/ended"
}
serve "$@" </dev/null >"$dir/log" 2>&1 &

exec 9<"$dir/users"
while :; do
    flock -x 9
    last=$(cat "$dir/last-user")
    [ "$linger" = 0 ] && break
    flock -u 9
    sleep "$linger"
    flock -x -n 9 || continue
    # The same last user as before the pause: nobody has come and gone meanwhile.
    [ "$(cat "$dir/last-user")" = "$last" ] && break
    flock -u 9
done

# To the whole group, whichever of the programs is running; to the server it means to stop at
# once, for the data is thrown away.
trap '' QUIT
until [ -e "$dir/ended" ]; do
    kill -QUIT 0
    sleep 0.05
done
rm -rf "$dir"
