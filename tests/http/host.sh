#!/bin/bash
# Talks to tests/http/echo_server as browsers, scanners and the unlucky do, and says what must come back.
#   host.sh BUILD
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
server=$build/tests/echo_server
process=
trap '[ -z "$process" ] || kill -9 "$process" 2>/dev/null; rm -rf "$scratch"' EXIT

# Waits at most ten seconds for a command to become true.
until_true() { local i; for i in {1..1000}; do "$@" 2>/dev/null && return 0; read -rt 0.01 <> <(:); done; return 1; }

start() { # start [WORD...]: sets process, port and url
    : > "$scratch/port"
    "$server" "$@" > "$scratch/port" 2> "$scratch/log" &
    process=$!
    until_true test -s "$scratch/port" || { echo "not ok: the server does not start: $(cat "$scratch/log")"; exit 1; }
    port=$(cat "$scratch/port")
    url=http://127.0.0.1:$port
}

stop() { # asks it to stop and sets code
    kill -TERM "$process"; wait "$process"; code=$?; process=
}

# Sends bytes as they are and gives back all that comes until the other end closes.
raw() { # in one write: bash would write line by line
    printf '%b' "$1" > "$scratch/raw"
    exec 3<>"/dev/tcp/127.0.0.1/$port"; cat "$scratch/raw" >&3; timeout 20 cat <&3; exec 3<&- 3>&-
}
status() { curl -s -o /dev/null -w '%{http_code}' --path-as-is "$@"; }
first_line() { raw "$1" | head -1 | tr -d '\r'; }
close='Host: a\r\nConnection: close\r\n\r\n'

requests() {
    is 'a path is decoded' '/été &+' "$(curl -s "$url/%c3%A9t%C3%A9%20&+")"
    is 'a header, a cookie, the raw query and the peer' 'w|c1|a=%20b&c|127.0.0.1' \
        "$(curl -s -H 'X-Word: w' -H 'Cookie: a=b; session=c1' "$url/headers?a=%20b&c")"
    is 'an absent header is empty' '|||127.0.0.1' "$(curl -s "$url/headers")"
    is 'a body comes back' 'bonjour' "$(curl -s -d bonjour "$url/")"
    is 'an empty body comes back' '200 0' "$(curl -s -o /dev/null -w '%{http_code} %{size_download}' -d '' "$url/")"
    head -c 100000 /dev/urandom > "$scratch/body"
    curl -s --data-binary "@$scratch/body" -o "$scratch/back" "$url/"
    is 'the largest body comes back' "$(md5sum < "$scratch/body")" "$(md5sum < "$scratch/back")"
    curl -s -H 'Transfer-Encoding: chunked' --data-binary "@$scratch/body" -o "$scratch/back" "$url/"
    is 'so does a chunked one' "$(md5sum < "$scratch/body")" "$(md5sum < "$scratch/back")"
    is 'a constant body is sent from where it is' 'for ever' "$(curl -s "$url/static")"
    is 'a large answer arrives whole' 2000000 "$(curl -s "$url/large" | wc -c)"
}

refusals() {
    head -c 100001 /dev/zero > "$scratch/body"
    head -c 5000000 /dev/zero > "$scratch/huge"
    is 'one byte too many' 413 "$(status --data-binary "@$scratch/body" "$url/")"
    is 'told without waiting for the body' 413 "$(status -H 'Expect: 100-continue' --data-binary "@$scratch/huge" "$url/")"
    is 'told after a body sent unasked' 413 "$(status -H 'Expect:' --data-binary "@$scratch/huge" "$url/")"
    is 'chunked and too large' 413 "$(status -H 'Transfer-Encoding: chunked' --data-binary "@$scratch/huge" "$url/")"
    is 'the refusal is the program'"'"'s own' 'refused' "$(curl -s --data-binary "@$scratch/body" "$url/")"
    is 'and closes the connection' 1 "$(raw 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n' |
        grep -ci '^connection: close')"
    for path in /% /%4 /%zz /%4x /a%00b /%00 '/%%20' '/a%'; do
        is "the path $path" 400 "$(status "$url$path")"
    done
    is 'an escape in the query is the reader'"'"'s' 200 "$(status "$url/?a=%zz%00")"
    is 'a target that is no path' 'HTTP/1.1 400 Bad Request' "$(first_line "GET http://a/ HTTP/1.1\r\n$close")"
    is 'no host' 'HTTP/1.1 400 Bad Request' "$(first_line 'GET / HTTP/1.1\r\n\r\n')"
    is 'two hosts' 'HTTP/1.1 400 Bad Request' "$(first_line "GET / HTTP/1.1\r\nHost: b\r\n$close")"
    is 'two lengths' 'HTTP/1.1 400 Bad Request' \
        "$(first_line "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n${close}ab")"
    is 'a length and an encoding' 'HTTP/1.1 400 Bad Request' \
        "$(first_line "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n${close}0\r\n\r\n")"
    is 'an encoding we do not know' 'HTTP/1.1 400 Bad Request' \
        "$(first_line "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n${close}ab")"
    is 'a length that is no number' 'HTTP/1.1 400 Bad Request' \
        "$(first_line "POST / HTTP/1.1\r\nContent-Length: 1x\r\n${close}a")"
    is 'a head too long' 4 "$(status -H "X-Long: $(head -c 40000 /dev/zero | tr '\0' x)" "$url/" | cut -c1)"
    is 'a forged header is never sent' '' "$(curl -s -D - "$url/forged" | grep -i x-b)"
    is 'the service goes on' 200 "$(status "$url/")"
}

keeping() {
    is 'HEAD says the length and sends nothing' 'X-Method: GET Content-Length: 5 0' "$(
        curl -s -I "$url/abcd" | tr -d '\r' | awk '/^X-Method|^Content-Length/ { a = a $0 " " } END { printf "%s", a }'
        curl -s -I -o /dev/null -w '%{size_download}' "$url/abcd")"
    is 'HEAD ends its answer with the head' 2 "$(
        raw "HEAD /abcd HTTP/1.1\r\nHost: a\r\n\r\nGET /efgh HTTP/1.1\r\n$close" | grep -c '^HTTP/1.1 200')"
    is 'one connection, three requests' '1 0 0' "$(
        curl -s -w '%{num_connects} ' -o /dev/null "$url/1" -o /dev/null "$url/2" -o /dev/null "$url/3" | sed 's/ $//')"
    local many='' i
    for i in {1..199}; do many+="GET /n$i HTTP/1.1\r\nHost: a\r\n\r\n"; done
    raw "${many}GET /n200 HTTP/1.1\r\n$close" > "$scratch/many"
    is '200 requests in one write are all answered' 200 "$(grep -ao 'HTTP/1.1 200' "$scratch/many" | wc -l)"
    is 'in their order' "$(seq -s ' ' 200)" "$(grep -aoE '/n[0-9]+' "$scratch/many" | tr -d '/n' | tr '\n' ' ' | sed 's/ $//')"
}

slowness() { # the server has a time-out of one second
    local before=$SECONDS
    is 'who says nothing is sent away' '' "$(raw '')"
    is 'who stops in the head is sent away' '' "$(raw 'GET / HTTP/1.1\r\nHos')"
    is 'who stops in the body is sent away' '' "$(raw 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc' | grep 200)"
    exec 4<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET /drip HTTP/1.1\r\nX-Drip: ' >&4
    (until ! printf x >&4; do read -rt 0.2 <> <(:); done) 2>/dev/null &
    local dripping=$!
    is 'who drips a byte at a time is sent away' '' "$(timeout 20 cat <&4 2>/dev/null | grep 200)"
    kill "$dripping" 2>/dev/null; wait "$dripping" 2>/dev/null
    exec 4<&- 4>&-
    is 'all within some seconds' yes "$([ $((SECONDS - before)) -lt 15 ] && echo yes)"
    is 'others are served meanwhile' 200 "$(status "$url/")"
}

# A request half sent when the signal comes is still answered, and the process ends with 0.
stopping() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab' >&3
    curl -s -o /dev/null "$url/" # whatever worker has the half request has read it when this is answered
    until_true has_read_the_half || true
    kill -TERM "$process"
    until_true refuses_connections
    is 'it no longer listens' 000 "$(status "$url/")"
    printf 'cd' >&3
    is 'the request in hand is answered' 'abcd' "$(timeout 20 cat <&3 | tail -1)"
    exec 3<&- 3>&-
    wait "$process"; code=$?; process=
    is 'the code is 0' 0 "$code"
}
refuses_connections() { [ "$(status "$url/")" = 000 ]; }
# No byte waits unread in a socket of this port: the kernel's table says so.
has_read_the_half() { [ -z "$(awk -v p="$(printf ':%04X' "$port")" '$2 ~ p"$" && $4 == "01" && $5 !~ /:0+$/' /proc/net/tcp)" ]; }

children() { ps -o pid= --ppid "$process" | tr -d ' ' | sort; }
two_children() { [ "$(children | wc -l)" = 2 ]; }
other_children() { two_children && [ "$(children)" != "$before" ]; }
all_gone() { local p; for p in $left; do [ ! -d "/proc/$p" ] || return 1; done; }

workers() {
    until_true two_children
    is 'two workers' 2 "$(children | wc -l)"
    local before lost served=0 i
    before=$(children)
    lost=$(head -1 <<< "$before")
    kill -9 "$lost"
    for i in {1..50}; do [ "$(status "$url/")" = 200 ] && served=$((served + 1)); done
    is 'the service goes on when a worker is killed' 50 "$served"
    is 'it is replaced' yes "$(until_true other_children && echo yes)"
    before=$(children)
    curl -s -o /dev/null "$url/die"
    is 'so is one that met a bug' yes "$(until_true other_children && echo yes)"
    is 'and the service goes on' 200 "$(status "$url/")"
    left=$(children)
    stopping
    is 'no worker is left' yes "$(all_gone && echo yes)"
}

# A worker whose first process was killed must not go on serving.
orphans() {
    until_true two_children
    left=$(children)
    kill -9 "$process"; wait "$process" 2>/dev/null; process=
    is 'workers end with their parent' yes "$(until_true all_gone && echo yes)"
}

# A worker asks a helper, and goes on without it.
comm() { ps -o pid=,comm= --ppid "$process" | awk -v name="abri-$1" '$2 == name { print $1 }'; }
other_helper() { [ -n "$(comm echo)" ] && [ "$(comm echo)" != "$before" ]; }
answers() { [ "$(curl -s "$url/ask/again")" = again ]; }
helpers() {
    local before
    until_true answers
    is 'a helper answers' bonjour "$(curl -s "$url/ask/bonjour")"
    before=$(comm echo)
    is 'one that dies in the middle: a clean failure' 503 "$(status "$url/ask/die")"
    is 'what needs no helper is answered' 200 "$(status "$url/a")"
    is 'it is replaced' yes "$(until_true other_helper && echo yes)"
    is 'and answers again' yes "$(until_true answers && echo yes)"
    before=$(comm echo)
    is 'one that hangs: a clean failure' 503 "$(status "$url/ask/hang")"
    is 'the others are answered at once' '503 200' "$(status "$url/ask/a") $(status "$url/a")"
    is 'it is ended by its clock' yes "$(until_true other_helper && echo yes)"
    is 'the log says so' 1 "$(grep -c 'echo was ended by signal 14' "$scratch/log")"
    is 'and answers again after' yes "$(until_true answers && echo yes)"
    before=$(comm web)
    is 'a worker shuts its channel for good' 200 "$(status "$url/shut")"
    is 'who takes its place finds a helper' yes "$(until_true answers && echo yes)"
    is 'it is another worker' yes "$([ "$(comm web)" != "$before" ] && echo yes)"
    is 'the channel was made again' 1 "$(grep -c 'was shut: made again' "$scratch/log")"
}

start; requests; refusals; keeping; stopping
is 'the worker ended in order' 'worker ended in order' "$(tail -1 "$scratch/log")"
start timeout=1; slowness; stop; is 'and stops' 0 "$code"
start workers=2; workers
start workers=2; orphans
start workers=2 address=0.0.0.0 limits=on; is 'limits on' 200 "$(status "$url/")"; stop; is 'stops' 0 "$code"
start helper=on timeout=1; helpers; stop; is 'with a helper: stops' 0 "$code"
"$server" cannot=start > /dev/null 2> "$scratch/log"; is 'a worker that cannot start ends it' 1 $?
"$server" cannot=start workers=2 > /dev/null 2> "$scratch/log"; is 'even among two' 1 $?
"$server" address=nowhere 2> "$scratch/log"; is 'an address that is a name' 1 $?
finish
