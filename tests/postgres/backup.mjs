// A server's backup by its own tools, as doc/operations.md says: a base backup while claims stream in, the log archived, both
// brought back in another place; then nothing acknowledged is lost and `abri verify` holds, an anchor with it.
import { execFileSync, spawn } from 'node:child_process'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call, check, claim, end, equal, run, scratch, serve } from '../lib.mjs'

const [, , , folder, ...owner] = process.argv // who may run the server's tools: a prefix of their command
const store = `postgresql://keeper@/office?host=${folder}`, back = `postgresql://keeper@/office?host=${folder}/place`
const tools = '/usr/lib/postgresql/15/bin'
const command = (name, ...args) => [...owner, join(tools, name), ...args]
function tool(name, ...args) {
  const [first, ...rest] = command(name, ...args)
  try { return { status: 0, out: execFileSync(first, rest, { encoding: 'utf8', cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }) } } catch (e) { return { status: e.status, out: `${e.stdout}${e.stderr}` } }
}
const sql = (words, host = folder) => execFileSync('psql', ['-qXAt', '-v', 'ON_ERROR_STOP=1', '-h', host, '-U', 'keeper', '-d', 'office', '-c', words], { encoding: 'utf8' }).trim()

const server = await serve(['--store', store, '--workers', '2'])
const acknowledged = []
async function send(n) {
  const answer = await call(server.url, 'POST', '/api/v1/claims', claim(n), { 'idempotency-key': `k${n}` })
  if (answer.status === 201) acknowledged.push(answer.json.file)
}
for (let n = 0; n < 20; n++) await send(n)
const anchor = join(scratch, 'anchor')
equal('a reading', run(['case', 'show', acknowledged[0], '--store', store]).status, 0)
writeFileSync(anchor, run(['reads', 'anchor', '--store', store]).out)

// ---- the base backup, claims coming meanwhile and after it
const base = join(folder, 'base')
const [first, ...rest] = command('pg_basebackup', '-h', folder, '-U', 'abri_backup', '-D', base, '--checkpoint=fast')
let over = false
const copying = new Promise(done => spawn(first, rest, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] }).on('exit', code => { over = true; done(code) }))
for (let n = 1000; !over; n++) await send(n)
equal('pg_basebackup', await copying, 0)
const during = acknowledged.length
check('claims came meanwhile', during > 20, during)
equal('pg_verifybackup', tool('pg_verifybackup', base).status, 0)
for (let n = 5000; n < 5020; n++) await send(n)
equal('nothing is refused', acknowledged.length, during + 20)
await server.stop()
const last = sql('SELECT pg_walfile_name(pg_switch_wal())')
for (let turn = 0; turn < 3000 && sql('SELECT last_archived_wal FROM pg_stat_archiver') < last; turn++);
check('the log is archived', readdirSync(join(folder, 'wal')).includes(last))

// ---- nothing of anybody in either
const filesIn = where => readdirSync(where, { withFileTypes: true, recursive: true }).filter(f => f.isFile()).map(f => join(f.path ?? f.parentPath, f.name))
const both = [...filesIn(base), ...filesIn(join(folder, 'wal'))]
const shows = word => both.filter(f => readFileSync(f).includes(word))
check('the search finds', shows('ring_vault').length > 0)
for (const word of ['EXEMPLE', 'Camille', 'FR76999990', '71316', readFileSync(`${folder}/credentials/abri.key`, 'latin1').trim()])
  equal(`no ${word.slice(0, 10)}`, shows(word), [])

// ---- brought back
execFileSync(owner[0] ?? 'cp', owner.length ? [...owner.slice(1), 'cp', '-a', base, join(folder, 'back')] : ['-a', base, join(folder, 'back')], { cwd: folder })
const write = (name, words) => {
  const path = join(folder, 'back', name), { uid, gid } = statSync(join(folder, 'back', 'PG_VERSION'))
  writeFileSync(path, words)
  execFileSync('chown', [`${uid}:${gid}`, path])
}
write('postgresql.auto.conf', `unix_socket_directories = '${folder}/place'\nrestore_command = 'cp ${folder}/wal/%f %p'\narchive_mode = off\n`)
write('recovery.signal', '')
equal('it starts', tool('pg_ctl', '-D', join(folder, 'back'), '-s', '-w', '-l', join(folder, 'place', 'log'), 'start').status, 0)
const recovering = () => { try { return sql('SELECT pg_is_in_recovery()', join(folder, 'place')) !== 'f' } catch { return true } }
for (let turn = 0; turn < 3000 && recovering(); turn++); // it may be read before the whole log is in
const verified = run(['verify', '--store', back, '--anchor', anchor])
equal('verified, the anchor too', verified.status, 0)
equal('all that was acknowledged', Number(verified.out.match(/^(\d+) files/)?.[1]), acknowledged.length)
check('nothing derived is missing', /, 0 differed, 0 set aside/.test(run(['rebuild', '--store', back]).out))
const again = await serve(['--store', back, '--workers', '1'])
equal('it knows what was asked after the copy', (await call(again.url, 'POST', '/api/v1/claims', claim(5019), { 'idempotency-key': 'k5019' })).json?.file, acknowledged.at(-1))
await again.stop()
tool('pg_ctl', '-D', join(folder, 'back'), '-s', '-m', 'fast', 'stop')

// ---- damaged
const page = both.find(f => /\/base\/\d+\/\d+$/.test(f) && statSync(f).size > 100000)
const bytes = readFileSync(page)
bytes[50000] ^= 1
writeFileSync(page, bytes)
const odd = tool('pg_verifybackup', base)
check('a bit that changed is named', odd.status === 1 && odd.out.includes(page.slice(base.length + 1)), odd.out)

// ---- what is not ours says so
for (const args of [['backup', join(scratch, 'x'), '--store', store], ['restore', anchor, '--store', store]]) {
  const said = run(args)
  check(`abri ${args[0]} leaves it to the server's tools`, said.status === 2 && /own tools \(doc\/operations.md\)/.test(said.err), said.err)
}
end()
