// A store copied while it is served, and put back: what was acknowledged before is there, whole; a backup that was damaged,
// cut short or changed is refused with the place; nothing half-made is left; what is there already is never replaced.
// That a backup shows nothing of anybody is looked for byte by byte in stolen.mjs.
import { spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { abri, call, check, claim, end, equal, run, scratch, serve } from '../lib.mjs'

const path = join(scratch, 'office.db'), store = `sqlite:${path}`, key = `${path}.key`
const sql = (where, query) => spawnSync('sqlite3', [where, query], { encoding: 'utf8' }).stdout.trim()
const backups = join(scratch, 'backups'), place = join(scratch, 'place')
mkdirSync(backups)
mkdirSync(place)
const target = join(place, 'back.db')
const restore = (backup, ...more) => run(['restore', backup, '--store', `sqlite:${target}`, ...more])
const verified = (backup, ...more) => restore(backup, '--verify', '--key', key, ...more)
const clear = () => { for (const name of readdirSync(place)) rmSync(join(place, name)) }
function refused(name, said, status, words) {
  equal(`${name}: exit`, said.status, status)
  check(`${name}: says why`, words.test(said.err), said.err)
  equal(`${name}: one sentence`, said.err.trim().split('\n').length, 1)
  equal(`${name}: leaves nothing`, readdirSync(place), [])
}

// ---- while claims stream in
const clerk = { authorization: `Bearer ${run(['token', '--store', store, '--role', 'clerk', '--body', '*', '--name', 'clerk']).out.trim()}`, 'abri-purpose': 'instruct' }
sql(path, "INSERT INTO directory VALUES (0, 'ZZ', 20250101, randomblob(2500000))") // so that it has several MiB
const server = await serve(['--store', store, '--workers', '2'])
const acknowledged = []
const send = async n => {
  const answer = await call(server.url, 'POST', '/api/v1/claims', claim(n), { 'idempotency-key': `b${n}` })
  if (answer.status === 201) acknowledged.push(answer.json.file)
}
for (let n = 0; n < 40; n++) await send(n)
const photo = readFileSync(new URL('../reference/uploads/plain.jpg', import.meta.url))
await call(server.url, 'POST', `/api/v1/files/${acknowledged[0]}/assignment`, '', clerk)
for (let n = 0; n < 3; n++)
  equal('a photograph', (await fetch(`${server.url}/api/v1/files/${acknowledged[0]}/attachments?kind=complaint`, { method: 'POST', body: photo, headers: clerk })).status, 201)
equal('a file is read', (await call(server.url, 'GET', `/api/v1/files/${acknowledged[0]}`, undefined, clerk)).status, 200)
const before = [...acknowledged]
let over = false
const stream = (async () => { for (let n = 1000; !over; n++) await send(n) })()
const online = spawnAsync(['backup', join(backups, 'online'), '--store', store])
equal('copied while it is served', (await online).status, 0)
over = true
await stream
check('claims came meanwhile', acknowledged.length > before.length, acknowledged.length)
equal('brought back', verified(join(backups, 'online')).status, 0)
const readable = file => run(['case', 'show', file, '--store', `sqlite:${target}`, '--key', key]).status === 0
equal('what was acknowledged before is there', before.filter(file => !readable(file)), [])
equal('only the store is there', readdirSync(place).sort(), ['back.db'])
equal('for its owner alone', [statSync(target).mode & 0o777, statSync(join(backups, 'online')).mode & 0o777], [0o600, 0o600])
function spawnAsync(args) { // beside our own requests
  return new Promise(done => import('node:child_process').then(({ spawn }) => {
    const child = spawn(abri, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('exit', status => done({ status }))
  }))
}

// ---- it serves again
const again = await serve(['--store', `sqlite:${target}`, '--key', key, '--workers', '1'])
equal('it takes claims', (await call(again.url, 'POST', '/api/v1/claims', claim(5000), { 'idempotency-key': 'after' })).status, 201)
equal('and knows those it had', (await call(again.url, 'POST', '/api/v1/claims', claim(3), { 'idempotency-key': 'b3' })).json?.file, acknowledged[3])
await again.stop()
const kept = readFileSync(target)
const there = readdirSync(place) // with the emptied log of the server
refusedThere('over a store', restore(join(backups, 'online')))
check('which is as it was', readFileSync(target).equals(kept))
clear()
writeFileSync(`${target}-wal`, 'of a store that was here')
there.splice(0, there.length, 'back.db-wal')
refusedThere('beside what is left of one', restore(join(backups, 'online')))
function refusedThere(name, said) {
  equal(`${name}: exit`, said.status, 2)
  check(`${name}: says why`, /a place where no store is/.test(said.err), said.err)
  equal(`${name}: adds nothing`, readdirSync(place), there)
}
clear()
await server.stop()

// ---- names
const named = run(['backup', backups, '--store', store])
check('in a folder, named after the moment', named.status === 0 && /abri-\d{4}-\d\d-\d\dT\d{6}Z\.backup: \d+ files, \d+ facts, \d+ readings, version \d+\n$/.test(named.out), named.out + named.err)
const over2 = run(['backup', join(backups, 'online'), '--store', store])
check('never over another', over2.status === 2 && /online: expected a file that is not there yet/.test(over2.err), over2.err)
equal('nothing beside', readdirSync(backups).length, 2)

// ---- damaged
const good = readFileSync(join(backups, 'online')), bad = join(scratch, 'bad')
const bytes = Number(/^bytes (\d+)$/m.exec(good.subarray(good.lastIndexOf('abri sums 1')).toString('latin1'))[1]), MiB = 1 << 20
check('several MiB of it', bytes > 2 * MiB, bytes)
const spots = [0, 100, 4096, MiB - 1, MiB, MiB + 1, bytes - 1, bytes, bytes + 20, good.length - 89, good.length - 30, good.length - 1]
for (let i = 1; i <= 20; i++) spots.push(Math.floor(i * bytes / 21))
for (const spot of spots) {
  const copy = Buffer.from(good)
  copy[spot] ^= 1 << spot % 8
  writeFileSync(bad, copy)
  const where = spot < bytes ? Math.floor(spot / MiB) * MiB : null
  refused(`a bit of byte ${spot}`, restore(bad), 2, where === null ? /bad: expected at byte \d+ / : new RegExp(`bad: expected at byte ${where} the MiB that was written there`))
}
for (const length of [0, 1, 89, 90, 4096, MiB, bytes, bytes + 1, good.length - 90, good.length - 1]) {
  writeFileSync(bad, good)
  truncateSync(bad, length)
  refused(`cut after ${length}`, restore(bad), 2, new RegExp(`bad: expected at byte ${length} the end of a whole backup`))
}
writeFileSync(bad, good)
appendFileSync(bad, '\n') // a line more
refused('with something behind', restore(bad), 2, /the end of a whole backup/)
copyFileSync(path, bad)
refused('a store that is no backup', restore(bad), 2, /the end of a whole backup/)
refused('a backup that is not there', restore(join(scratch, 'none')), 2, /a file that exists/)

// ---- changed by somebody who writes new sums
const changed = join(scratch, 'changed.db')
for (const [name, change] of [['a fact', "UPDATE journal SET day = day + 1 WHERE place = 0 AND file = (SELECT MIN(file) FROM journal)"],
  ['a fact that is gone', 'DELETE FROM journal WHERE place = 0 AND file = (SELECT MIN(file) FROM journal)'],
  ['a reading', "DROP TRIGGER reads_unchanged; UPDATE reads SET agent = 'x'"]]) {
  for (const end of ['', '-wal', '-shm']) rmSync(changed + end, { force: true })
  rmSync(bad)
  copyFileSync(path, changed)
  sql(changed, `PRAGMA foreign_keys = OFF; ${change}`)
  equal(`${name}: copied, for nobody has the key`, run(['backup', bad, '--store', `sqlite:${changed}`]).status, 0)
  const said = verified(bad)
  equal(`${name}: exit`, said.status, 1)
  check(`${name}: named`, /does not verify/.test(said.out) && /bad: expected chains and anchors that hold/.test(said.err), said.out + said.err)
  equal(`${name}: leaves nothing`, readdirSync(place), [])
}
const loose = restore(bad)
check('unverified is said to be', loose.status === 0 && /not verified/.test(loose.out), loose.out)
clear()

// ---- keys and anchors
refused('verified without a key', restore(join(backups, 'online'), '--verify'), 2, /--key: expected the store's key/)
equal('another key', run(['keys', 'generate', join(scratch, 'other.key')]).status, 0)
refused('verified with another key', restore(join(backups, 'online'), '--verify', '--key', join(scratch, 'other.key')), 2, /key/)
const anchor = join(scratch, 'anchor')
equal('read after the backup', run(['case', 'show', acknowledged[0], '--store', store]).status, 0)
writeFileSync(anchor, run(['reads', 'anchor', '--store', store]).out)
equal('an older copy than the anchor', verified(join(backups, 'online'), '--anchor', anchor).status, 1)
equal('it leaves nothing', readdirSync(place), [])
equal('a copy made after it', run(['backup', join(backups, 'later'), '--store', store]).status, 0)
equal('it has the anchor', verified(join(backups, 'later'), '--anchor', anchor).status, 0)
clear()
equal('an anchor alone', restore(join(backups, 'later'), '--anchor', anchor).status, 2)

// ---- a store that cannot be copied
const spoilt = join(scratch, 'spoilt.db')
copyFileSync(path, spoilt)
const pages = readFileSync(spoilt)
for (let page = 40; page < 60; page++) pages.fill(0xff, page * 4096, page * 4096 + 64)
writeFileSync(spoilt, pages)
const odd = run(['backup', join(backups, 'spoilt'), '--store', `sqlite:${spoilt}`])
check('pages that do not hold together', odd.status === 1 && /expected a database/.test(odd.err), odd.err)
copyFileSync(path, spoilt)
sql(spoilt, 'PRAGMA user_version = 99')
const newer = run(['backup', join(backups, 'spoilt'), '--store', `sqlite:${spoilt}`])
check('a newer store', newer.status === 1 && /a store not newer than this program/.test(newer.err), newer.err)
const small = spawnSync('bash', ['-c', `trap '' XFSZ; ulimit -f 500; exec "$0" "$@"`, abri, 'backup', join(backups, 'spoilt'), '--store', store], { encoding: 'utf8' })
equal('a full disk', small.status, 1)
equal('none of them left anything', readdirSync(backups).filter(name => !/^(online|later|abri-.*)$/.test(name)), [])

// ---- what was erased since is there again, and is erased again
const gone = before[1]
equal('erased', run(['keys', 'destroy', gone, '--store', store, '--reason', 'request', '--anyway']).status, 0)
equal('the older copy', verified(join(backups, 'later')).status, 0)
check('still has it', readable(gone))
equal('erased there too', run(['keys', 'destroy', gone, '--store', `sqlite:${target}`, '--key', key, '--reason', 'request', '--anyway']).status, 0)
check('and gone', !readable(gone) && existsSync(target))
end()
