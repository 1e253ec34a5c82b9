#!/bin/bash
# Three machines of our own, as deploy/ha makes them, for failover.mjs; only inside what failover.sh made (namespaces of its own for
# network, mounts and processes).
#
#   cluster.sh make FOLDER             the network, the certificates, what each node has in /etc; starts nothing
#   cluster.sh start|kill FOLDER N     the machine N: etcd and Patroni started again whenever they end; all of it at once gone
#   cluster.sh crash FOLDER N          its PostgreSQL alone ended, without a word, by SIGKILL to its first process
#   cluster.sh cut|mend FOLDER N       its cable out, and in again
#   cluster.sh pause|resume FOLDER N   every process of it stopped where it is, and going on
#   cluster.sh fill|empty FOLDER N     the disk of its database full, and with room again
#   cluster.sh sql FOLDER N WORDS      asks its server as postgres, on its own socket
#   cluster.sh state FOLDER            what Patroni says of the cluster: JSON, from the first node that answers, or nothing
#
# Addresses: 10.77.0.1 to .3, and .9 where abri is. A machine has a process namespace, so that all of it can be killed or
# stopped; its own /etc/patroni, /var/lib/etcd, /var/lib/postgresql (700 MB in memory, which outlive it).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 2 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
what=$1 folder=$2 n=${3:-}
node=$folder/$n
as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups env HOME=/var/lib/postgresql)

make_network() {
    ip link set lo up
    mount -t tmpfs none /run/netns
    ip link add br0 type bridge
    ip addr add 10.77.0.9/24 dev br0
    ip link set br0 up
    local i
    for i in 1 2 3; do
        ip netns add "n$i"
        ip link add "p$i" type veth peer name eth0 netns "n$i"
        ip link set "p$i" master br0 up
        ip -n "n$i" link set lo up
        ip -n "n$i" addr add "10.77.0.$i/24" dev eth0
        ip -n "n$i" link set eth0 up
    done
}

# One authority, one certificate a node, good for its address.
make_certificates() {
    local i
    cd "$folder"
    openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=abri-test 2>/dev/null
    for i in 1 2 3; do
        mkdir -p "n$i/etc/patroni/tls"
        openssl req -newkey rsa:2048 -nodes -keyout "n$i/etc/patroni/tls/node.key" -out node.csr -subj "/CN=n$i" 2>/dev/null
        openssl x509 -req -in node.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -out "n$i/etc/patroni/tls/node.pem" \
            -extfile <(echo "subjectAltName=IP:10.77.0.$i") 2>/dev/null
        cp ca.pem "n$i/etc/patroni/tls/ca.pem"
        chgrp ssl-cert "n$i/etc/patroni/tls/node.key"
        chmod 640 "n$i/etc/patroni/tls/node.key"
    done
}

make_nodes() {
    local i
    for i in SUPERUSER REPLICATION REWIND; do echo "PATRONI_${i}_PASSWORD=$(openssl rand -hex 16)"; done >"$folder/secrets"
    for i in 1 2 3; do
        "$here/../../deploy/ha/make-node" "$folder/n$i/etc" "$folder/secrets" "n$i" n1=10.77.0.1 n2=10.77.0.2 n3=10.77.0.3
        mkdir -p "$folder/n$i"/{disk,etcd}
        mount -t tmpfs -o size=700m,mode=755 none "$folder/n$i/disk"
        chown postgres:postgres "$folder/n$i/disk"
        chown etcd:etcd "$folder/n$i/etcd"
    done
}

start() {
    ip netns exec "$n" unshare --mount --pid --uts --fork --kill-child --mount-proc "$0" be "$folder" "$n" >>"$node/log" 2>&1 &
    echo $! >"$node/pid"
}
# The first process of a machine: what systemd would do with Debian's units and those of deploy/ha.
be() {
    hostname "$n"
    mount --bind "$node/etc/patroni" /etc/patroni
    mount --bind "$node/disk" /var/lib/postgresql
    mount --bind "$node/etcd" /var/lib/etcd
    mount -t tmpfs -o mode=2775,uid="$(id -u postgres)",gid="$(id -g postgres)" none /run/postgresql
    set -a
    # shellcheck disable=SC1091
    (. "$node/etc/default/etcd"; always setpriv --reuid=etcd --regid=etcd --groups=ssl-cert etcd) &
    # shellcheck disable=SC1091
    (. "$node/etc/patroni_env.conf"; always "${as_postgres[@]}" patroni /etc/patroni/config.yml) &
    # shellcheck disable=SC1091
    (. "$node/etc/patroni_env.conf"; always "${as_postgres[@]}" "$here/../../deploy/ha/room") &
    wait
}
always() { cd /; while :; do "$@" || true; sleep 1; done; }

# Those of the machine, as they are seen from here.
processes() {
    local one space
    space=$(readlink "/proc/$(pgrep -P "$(cat "$node/pid")")/ns/pid")
    for one in /proc/[0-9]*; do
        [ "$(readlink "$one/ns/pid" 2>/dev/null)" != "$space" ] || echo "${one#/proc/}"
    done
}
inside() { nsenter -t "$(pgrep -P "$(cat "$node/pid")")" -m -n -p "$@"; }
state() {
    local i
    for i in 1 2 3; do
        curl -s -m 2 --cacert "$folder/ca.pem" --cert "$folder/n1/etc/patroni/tls/node.pem" --key "$folder/n1/etc/patroni/tls/node.key" \
            "https://10.77.0.$i:8008/cluster" && return
    done
    echo '{}'
}

case $what in
make) make_network && make_certificates && make_nodes ;;
start) start ;;
be) be ;;
crash) inside kill -KILL "$(head -n 1 "$node/disk/15/abri/postmaster.pid")" ;;
kill) kill -KILL "$(cat "$node/pid")" ;;
cut) ip link set "p${n#n}" down ;;
mend) ip link set "p${n#n}" up ;;
pause) processes | xargs kill -STOP ;;
resume) processes | xargs kill -CONT ;;
fill) dd if=/dev/zero of="$node/disk/filler" bs=1M 2>/dev/null || true ;;
empty) rm "$node/disk/filler" ;;
sql) inside "${as_postgres[@]}" psql -qXAt -v ON_ERROR_STOP=1 -d "${5:-postgres}" -c "$4" ;;
state) state ;;
*) echo "cluster.sh: $what: unknown" >&2; exit 2 ;;
esac
