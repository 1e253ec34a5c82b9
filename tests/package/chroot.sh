#!/bin/bash
# The packages as who installs them meets them: built twice (another folder, umask, language, time zone, no network), the same bytes
# both times; lintian has nothing to say; in a clean Debian of its own they are installed, used, removed and purged.
# Needs root, and Debian's archive as this machine's apt knows it. Usage: tests/package/chroot.sh BUILD_DIR
# shellcheck disable=SC2319 # verdict is given the status of the condition just before it
set -u
build=$(cd "${1:?usage: tests/package/chroot.sh BUILD_DIR}" && pwd) || exit 1
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 1
tools/setup package || exit 1
[ "$(id -u)" = 0 ] || { echo "chroot.sh: expected root: it makes a Debian of its own"; exit 1; }
# What is mounted below ends with it.
[ "${2-}" = inside ] || exec unshare --mount --pid --fork --kill-child --mount-proc "$0" "$build" inside
# shellcheck source=tests/lib.sh
. tests/lib.sh
chmod 755 "$scratch"
clean=$scratch/debian
trap 'umount -R "$clean/proc" "$clean/dev" 2>/dev/null; rm -rf --one-file-system "$scratch"' EXIT

# ---- built twice
said=$(tools/package "$scratch/one" 2>&1)
verdict $? 'builds' "$said"
said=$(umask 027 && TZ=Asia/Tokyo LC_ALL=C HOME=/nonexistent unshare -n tools/package "$scratch/another place" 2>&1)
verdict $? 'builds without a network' "$said"
[ $failed = 0 ] || { finish; exit 1; }
(cd "$scratch/one" && sha256sum ./*.deb) >"$scratch/sums"
said=$(cd "$scratch/another place" && sha256sum --quiet -c "$scratch/sums" 2>&1)
verdict $? 'the same bytes both times' "$said"
[ "$(wc -l <"$scratch/sums")" = 7 ] # four, and the debug symbols of three
verdict $? 'all packages' "$(cat "$scratch/sums")"
said=$(lintian --allow-root --info --display-info --pedantic --fail-on error,warning,info,pedantic "$scratch"/one/*.changes 2>&1)
verdict $? 'lintian says nothing' "$said"
[ -z "$said" ]
verdict $? 'nothing at all' "$said"

# ---- a clean Debian, from where this machine's apt has its packages
mirror=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p' /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -n 1)
[ -n "$mirror" ] || mirror=$(sed -n 's/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p' /etc/apt/sources.list | head -n 1)
debootstrap --variant=minbase bookworm "$clean" "$mirror" >"$scratch/debootstrap" 2>&1
verdict $? 'a clean Debian' "$(tail -n 5 "$scratch/debootstrap")"
[ $failed = 0 ] || { finish; exit 1; }
cp -r /etc/apt/apt.conf.d/. "$clean/etc/apt/apt.conf.d/"
rm -f "$clean"/etc/apt/apt.conf.d/{50appstream,20packagekit,docker-*}
cp -r /etc/apt/sources.list.d "$clean/etc/apt/" && find "$clean/etc/apt/sources.list.d" -type f ! -name debian.sources -delete
[ ! -s "$clean/etc/apt/sources.list.d/debian.sources" ] || : >"$clean/etc/apt/sources.list"
cp /etc/resolv.conf /etc/hosts "$clean/etc/"
printf '#!/bin/sh\nexit 101\n' >"$clean/usr/sbin/policy-rc.d" && chmod 755 "$clean/usr/sbin/policy-rc.d" # nothing is started by an installation
mkdir "$clean/packages" && cp "$scratch"/one/*.deb "$clean/packages/"
mount -t proc none "$clean/proc"
mount --rbind /dev "$clean/dev"
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
inside() { chroot "$clean" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/root "$@"; }
files() { (cd "$clean" && find etc usr var/lib/abri lib -xdev \( -type f -o -type l \) 2>/dev/null | LC_ALL=C sort); }
said=$(inside apt-get -q update 2>&1)
verdict $? 'its lists' "$said"
# The files of these packages, as they are called in there.
debs() { local name path; for name; do for path in "$clean/packages/$name"_*.deb; do echo "${path#"$clean"}"; done; done; }
install() { inside apt-get -q -y install --no-install-recommends "$@" 2>&1; }
said=$(install curl gcc libc6-dev pkg-config systemd-sysv)
verdict $? 'what the uses below need' "$(tail -n 5 <<<"$said")"

# ---- the program
mapfile -t own < <(debs abri)
said=$(install "${own[@]}")
verdict $? 'abri is installed' "$(tail -n 20 <<<"$said")"
[ "$(inside abri --version)" = "abri $(sed -n '1s/^abri (\([^)]*\)).*/\1/p' deploy/debian/changelog)" ]
verdict $? 'its version' "$(inside abri --version 2>&1)"
said=$(echo '{"requested_on": "2025-11-25", "department": "59", "resources_cents": 71316, "children": 2,
    "documents": [{"kind": "complaint", "dated": "2025-11-20"}]}' | inside abri assess --text --lang en)
grep -q '^Amount: €930.99' <<<"$said"
verdict $? 'it decides' "$said"
said=$(inside getent passwd abri)
case $said in abri:*:/var/lib/abri:/usr/sbin/nologin) true ;; *) false ;; esac
verdict $? 'an account of its own, which nobody signs in to' "$said"
[ "$(inside stat -c '%a %U %G' /var/lib/abri)" = '700 abri abri' ]
verdict $? 'a folder of its own' "$(inside stat -c '%a %U %G' /var/lib/abri 2>&1)"
conffiles=$(inside dpkg-query -W -f "\${Conffiles}" abri)
[ "$(awk 'NF { print $1 }' <<<"$conffiles")" = /etc/abri/abri.conf ]
verdict $? 'its configuration is a conffile' "$conffiles"
[ ! -e "$clean/etc/systemd/system/multi-user.target.wants/abri.service" ]
verdict $? 'is not started before somebody says so' "$(ls "$clean/etc/systemd/system/multi-user.target.wants" 2>&1)"
said=$(inside systemd-analyze verify --man=no /lib/systemd/system/abri.service 2>&1)
[ -z "$said" ]
verdict $? 'the unit is sound' "$said"

# ---- served by systemd, which boots in there: the unit as it is, with all that it closes; no network but loopback
inside abri keys generate /etc/abri/abri.key >/dev/null
[ "$(inside stat -c '%a %U' /etc/abri/abri.key)" = '600 root' ]
verdict $? 'the key is the administrator'\''s alone' "$(inside stat -c '%a %U' /etc/abri/abri.key 2>&1)"
cat >"$clean/serve" <<'END'
#!/bin/sh
# Asks the service as an office would, and says what came of it, a line each.
exec >/said 2>&1
answer() { for turn in $(seq 300); do curl -sS -f "$@" 2>/dev/null && return; sleep 0.1; done; echo 'no answer'; }
mv /etc/abri/abri.key /etc/abri/away && systemctl start abri; echo "without a key: $(systemctl is-active abri)"
mv /etc/abri/away /etc/abri/abri.key && systemctl start abri; echo "started: $(systemctl is-active abri)"
answer http://127.0.0.1:8440/readyz
answer -o /run/page --data jour=2025-11-25 http://127.0.0.1:8440/simulateur; echo "page: $(grep -c '<h1' /run/page)"
answer -H 'content-type: application/json' --data '{"requested_on": "2025-11-25", "department": "59", "resources_cents": 71316, "children": 2,
    "documents": [{"kind": "complaint", "dated": "2025-11-20"}]}' http://127.0.0.1:8440/api/v1/assess | grep -o '"amount_cents": *93099'
systemctl reload abri; echo "reloaded: $?"
answer http://127.0.0.1:8440/readyz
echo "restarts: $(systemctl show -P NRestarts abri)"
systemctl stop abri; echo "ended: $(systemctl show -P Result abri) $(systemctl show -P ExecMainStatus abri)"
journalctl --no-pager -b -u abri >/words
END
printf '%s\n' '[Unit]' 'After=multi-user.target' '[Service]' 'Type=oneshot' 'ExecStart=/bin/sh /serve' 'ExecStopPost=systemctl --no-block poweroff' \
    'TimeoutStartSec=300' '[Install]' 'WantedBy=multi-user.target' >"$clean/etc/systemd/system/try.service"
inside systemctl enable -q try.service
umount -R "$clean/proc" "$clean/dev"
# What a container forbids and a machine does not: locked memory, Landlock.
timeout 400 systemd-nspawn -q --register=no --keep-unit --private-network --rlimit=MEMLOCK=infinity --console=pipe -b -D "$clean" \
    --system-call-filter='@memlock landlock_create_ruleset landlock_add_rule landlock_restrict_self' >"$scratch/boot" 2>&1
mount -t proc none "$clean/proc" && mount --rbind /dev "$clean/dev"
diff "$clean/said" - >"$scratch/difference" <<'END'
without a key: inactive
started: active
ready
page: 1
"amount_cents":93099
reloaded: 0
ready
restarts: 0
ended: success 0
END
verdict $? 'systemd starts, reloads and stops it, and it answers' "$(cat "$scratch/difference" "$clean/words" 2>&1; tail -n 5 "$scratch/boot")"
# Where this machine itself may not raise the limit of locked memory, neither may what boots in it.
complaints='expected|ended by signal|not among those'
if prlimit --memlock=unlimited:unlimited true 2>/dev/null; then complaints="$complaints|may be swapped"; fi
! grep -E "$complaints" "$clean/words" >"$scratch/difference"
verdict $? 'with nothing to complain of' "$(cat "$scratch/difference")"
[ "$(inside stat -c '%a %U' /var/lib/abri/office.db)" = '600 abri' ]
verdict $? 'the store is the account'\''s alone' "$(inside stat -c '%a %U' /var/lib/abri/office.db 2>&1)"
rm "$clean/etc/systemd/system/multi-user.target.wants/try.service" "$clean/etc/systemd/system/try.service"

# ---- the library
mapfile -t library < <(debs libabri1 libabri-dev)
said=$(install "${library[@]}")
verdict $? 'the library is installed' "$(tail -n 20 <<<"$said")"
# shellcheck disable=SC2016 # for the shell in there
said=$(inside sh -c 'cc -o /run/example /usr/share/doc/libabri-dev/examples/example.c $(pkg-config --cflags --libs libabri) && /run/example' 2>&1)
grep -q '^granted: 93099 cents as a grant' <<<"$said"
verdict $? 'its example compiles and decides' "$said"

# ---- inside PostgreSQL
said=$(install postgresql-15 "$(debs postgresql-15-abri)")
verdict $? 'the extension is installed' "$(tail -n 20 <<<"$said")"
cat >"$clean/ask" <<'END'
set -e
mkdir -p /run/postgresql && chown postgres:postgres /run/postgresql
pg_ctlcluster 15 main start
setpriv --reuid=postgres --regid=postgres --init-groups psql -qXAt -c 'CREATE EXTENSION abri' -c "SELECT abri_amount('2025-11-25', '59', 2, 71316)" || status=1
pg_ctlcluster 15 main stop
exit ${status:-0}
END
inside sh -c 'pg_lsclusters -h | grep -q . || pg_createcluster 15 main' >/dev/null 2>&1
said=$(inside sh /ask 2>&1)
[ "$said" = 93099 ]
verdict $? 'CREATE EXTENSION abri, and it decides' "$said"

# ---- removed, purged: what people are owed stays
echo '# changed here' >>"$clean/etc/abri/abri.conf"
said=$(inside dpkg --remove postgresql-15-abri libabri-dev libabri1 abri 2>&1)
verdict $? 'is removed' "$said"
[ ! -e "$clean/usr/bin/abri" ] && grep -q 'changed here' "$clean/etc/abri/abri.conf" && [ -s "$clean/var/lib/abri/office.db" ]
verdict $? 'and leaves configuration and store' "$(ls -l "$clean/etc/abri" "$clean/var/lib/abri" 2>&1)"
said=$(inside dpkg --purge postgresql-15-abri libabri-dev libabri1 abri 2>&1)
verdict $? 'is purged' "$said"
[ ! -e "$clean/etc/abri/abri.conf" ] && [ -s "$clean/etc/abri/abri.key" ] && [ -s "$clean/var/lib/abri/office.db" ]
verdict $? 'the store and its key stay' "$(ls -l "$clean/etc/abri" "$clean/var/lib/abri" 2>&1)"
grep -q 'abri: /var/lib/abri is not empty and stays' <<<"$said"
verdict $? 'which is said' "$said"
said=$(files | grep -i abri | grep -vE '^(etc/abri/abri\.key|var/lib/abri/office\.db.*|etc/(passwd|group|shadow|gshadow)-?)$')
[ -z "$said" ]
verdict $? 'nothing else of it is left' "$said"
rm -r "$clean/etc/abri" "$clean/var/lib/abri"
said=$(install "${own[@]}" && inside dpkg --purge abri 2>&1)
verdict $? 'installed and purged again' "$(tail -n 5 <<<"$said")"
[ ! -e "$clean/etc/abri" ] && [ ! -e "$clean/var/lib/abri" ]
verdict $? 'unused, it leaves nothing' "$(ls -d "$clean/etc/abri" "$clean/var/lib/abri" 2>&1)"

sed 's|  \./| |' "$scratch/sums" | while read -r sum name; do echo "package $name $(stat -c %s "$scratch/one/$name") bytes, sha256 ${sum:0:16}, whole $(dpkg-deb --contents "$scratch/one/$name" | grep -vc '/$') files"; done
finish
