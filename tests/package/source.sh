#!/bin/bash
# What can be said of the packages without building them: one version, every file that is installed in one package, the
# unit and its score, licences the same in every list, the bill of materials against CycloneDX's schema.
# Usage: tests/package/source.sh BUILD_DIR
# shellcheck disable=SC2319 # verdict is given the status of the condition just before it
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
cd "$root" || exit 1

# ---- one version
version=$("$build/abri" --version | sed 's/^abri //')
[ "$(sed -n '1s/^abri (\([^)]*\)).*/\1/p' deploy/debian/changelog)" = "$version" ]
verdict $? 'the changelog begins with the version' "$(head -n 1 deploy/debian/changelog), abri $version"

# ---- each file that is installed belongs to one package
DESTDIR=$scratch/root meson install -C "$build" --no-rebuild >/dev/null 2>&1
verdict $? 'is installed'
(cd "$scratch/root" && find . \( -type f -o -type l \) -printf '%P\n' | sed 's|^usr/local/|usr/|') | LC_ALL=C sort >"$scratch/installed"
cat deploy/debian/*.install | sed 's/ .*//' >"$scratch/patterns"
while IFS= read -r file; do
    owners=0
    while IFS= read -r pattern; do
        # shellcheck disable=SC2254 # it is a pattern
        case $file in $pattern | $pattern/*) owners=$((owners + 1)) ;; esac
    done <"$scratch/patterns"
    [ $owners = 1 ]
    verdict $? "$file is in one package" "in $owners"
done <"$scratch/installed"
[ "$(wc -l <"$scratch/installed")" -gt 9 ]
verdict $? 'there are files' "$(cat "$scratch/installed")"

# ---- the unit: what it reads is shipped, what protects it stays
score=$(systemd-analyze security --offline=true --no-pager deploy/abri.service 2>/dev/null | sed -n 's/.*Overall exposure level for abri.service: \([0-9.]*\).*/\1/p')
awk -v score="${score:-10}" 'BEGIN { exit !(score <= 1.2) }'
verdict $? 'the unit is as closed as it was (1.2)' "${score:-none}"
for name in STORE LISTEN WORKERS OPTIONS; do
    grep -q "^ABRI_$name=" deploy/abri.conf && grep -q "ABRI_$name" deploy/abri.service
    verdict $? "ABRI_$name" 'expected in deploy/abri.conf and in deploy/abri.service'
done

# ---- licences: LICENSES/parts.csv, deploy/debian/copyright and the texts say the same
grep -v '^#' LICENSES/parts.csv | tail -n +2 | while IFS=, read -r name _ licence text _ files; do
    for file in $files; do
        [ -f "$file" ] || echo "$name: no file $file"
        awk -v file="$file" -v licence="$licence" '/^Files:/ { here = 0; for (i = 2; i <= NF; i++) here = here || $i == file }
            here && $1 == "License:" { found = $2 } END { exit found != licence }' deploy/debian/copyright || echo "$file: not $licence in deploy/debian/copyright"
    done
    [ -s "$text" ] || echo "$name: no text $text"
    grep -qx "License: $licence" deploy/debian/copyright || echo "no text of $licence"
done >"$scratch/licences"
[ ! -s "$scratch/licences" ]
verdict $? 'licences agree' "$(cat "$scratch/licences")"
# The text of ours is whole in the file that Debian reads.
words() { sed 's/^ \.$//' "$@" | tr -s '[:space:]' '\n' | grep .; }
diff <(words LICENSE) <(awk '/^License: EUPL-1.2$/ { n++ } n == 2 && /^License: MIT$/ { exit } n == 2 && !/^License:/' deploy/debian/copyright | words) >"$scratch/eupl"
verdict $? "our licence's text is whole" "$(head -n 5 "$scratch/eupl")"

# ---- the bill of materials
SOURCE_DATE_EPOCH=1767225600 tools/sbom "$build" >"$scratch/one" 2>"$scratch/said" && SOURCE_DATE_EPOCH=1767225600 tools/sbom "$build" >"$scratch/two" && cmp -s "$scratch/one" "$scratch/two"
verdict $? 'the bill of materials is made, twice the same' "$(cat "$scratch/said")"
said=$(cd "$root/tests/package" && {
    cmp -s package-lock.json node_modules/.lock-of-abri || { npm ci --no-audit --no-fund --ignore-scripts --loglevel=error && cp package-lock.json node_modules/.lock-of-abri; }
} 2>&1 && node sbom.mjs "$scratch/one" "$build/abri" 2>&1)
verdict $? 'it is what CycloneDX says it should be' "$said"
sed 's/"bomFormat": "CycloneDX"/"bomFormat": "another"/' "$scratch/one" >"$scratch/wrong"
! (cd "$root/tests/package" && node sbom.mjs "$scratch/wrong" "$build/abri" >/dev/null 2>&1)
verdict $? 'and another is not'

echo "the unit: exposure ${score:-unknown}; $(wc -l <"$scratch/installed") files installed"
finish
