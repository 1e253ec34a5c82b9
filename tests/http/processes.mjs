// The processes of `abri serve`: who they are, what each can reach, what is in their memory, and what happens to
// requests when one of them is killed, silent or gone.
import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, readSync, readdirSync, readlinkSync, renameSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { build, call, check, claim, end, equal, run, scratch, serve, skip } from '../lib.mjs'

const root = process.getuid() === 0
const store = `sqlite:${join(scratch, 'processes.db')}`, keyFile = `${store.slice(7)}.key`
const token = role => run(['token', '--store', store, '--role', role, '--body', '*', '--name', role]).out.trim()
const clerk = { authorization: `Bearer ${token('clerk')}`, 'abri-purpose': 'instruct' }
const auditor = { authorization: `Bearer ${token('auditor')}`, 'abri-purpose': 'audit' }

const server = await serve(['--store', store, '--workers', '2'])
const { url } = server
if (process.env.ABRI_SAY) process.on('exit', () => console.log(server.complained()))
const first = server.child.pid

// ---- who they are
const read = path => { try { return readFileSync(path, 'latin1') } catch { return '' } }
const children = name => read(`/proc/${first}/task/${first}/children`).split(' ').filter(Boolean)
  .filter(pid => read(`/proc/${pid}/comm`).trim() === name)
// Never kill(undefined): that would be everybody.
const signal = (pid, what) => { if (check(`${what} finds its process`, Number(pid) > 1)) process.kill(Number(pid), what) }
const workers = () => children('abri-web'), vaults = () => children('abri-vault')
const field = (pid, name) => read(`/proc/${pid}/status`).match(new RegExp(`^${name}:[ \\t]*(.*)$`, 'm'))?.[1]

// Waits for what the program does, without a clock: each turn asks it something.
async function until(what) {
  for (let turn = 0; turn < 4000; turn++) {
    if (await what()) return true
    await call(url, 'GET', '/healthz').catch(() => {})
  }
  return false
}
const seccomp = pid => field(pid, 'Seccomp')
await until(() => workers().length === 2 && vaults().length === 1 && [...workers(), ...vaults()].every(p => seccomp(p) === '2'))
equal('two workers', workers().length, 2)
equal('one vault', vaults().length, 1)

for (const [name, pid] of [['worker', workers()[0]], ['other worker', workers()[1]], ['vault', vaults()[0]]]) {
  equal(`${name}: only the calls of its list`, seccomp(pid), '2')
  equal(`${name}: no new privileges`, field(pid, 'NoNewPrivs'), '1')
  equal(`${name}: no capability`, [field(pid, 'CapPrm'), field(pid, 'CapEff'), field(pid, 'CapAmb')],
    ['0000000000000000', '0000000000000000', '0000000000000000'])
  check(`${name}: no core dump`, /^Max core file size +0 +0 /m.test(read(`/proc/${pid}/limits`)))
  if (root) {
    check(`${name}: not root, in no group of root's`, field(pid, 'Uid').split('\t').every(id => id !== '0') &&
      field(pid, 'Gid').split('\t').every(id => id !== '0') && field(pid, 'Groups').trim() === '')
    equal(`${name}: nobody may look into it, not even its own account`, statSync(`/proc/${pid}/environ`).uid, 0)
  } else skip(`${name}: not root`, 'needs root')
}
if (root) check('the vault is of another account', field(workers()[0], 'Uid') !== field(vaults()[0], 'Uid'))

// ---- what is open
const channels = new Set(read('/proc/net/unix').split('\n').map(line => line.trim().split(/ +/))
  .filter(words => words[4] === '0005').map(words => `socket:[${words[6]}]`)) // SOCK_SEQPACKET
const files = pid => { try { return readdirSync(`/proc/${pid}/fd`).map(fd => {
  try { return readlinkSync(`/proc/${pid}/fd/${fd}`) } catch { return '' } }) } catch { return null } }
if (files(vaults()[0])) {
  equal('the vault: no file of the store, one channel a worker', [
    files(vaults()[0]).filter(f => f.includes('processes.db')).length,
    files(vaults()[0]).filter(f => channels.has(f)).length], [0, 2])
  for (const pid of workers()) {
    check('a worker: the store and no key', files(pid).some(f => f.endsWith('processes.db')) &&
      !files(pid).some(f => f.endsWith('.key')))
    equal('a worker: a channel to each helper and no other', files(pid).filter(f => channels.has(f)).length, 2)
  }
} else skip('what is open', 'needs root')

// ---- what is in memory
function hasInMemory(pid, bytes) {
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  try {
    for (const line of read(`/proc/${pid}/maps`).split('\n')) {
      const [, from, to] = line.match(/^([0-9a-f]+)-([0-9a-f]+) r/) ?? []
      if (!from || line.includes('[v')) continue // the kernel's own pages
      const start = parseInt(from, 16), length = parseInt(to, 16) - start
      for (let at = 0; at < length; at += 1 << 24) {
        const room = Buffer.alloc(Math.min((1 << 24) + 32, length - at))
        let got = 0
        try { got = readSync(memory, room, 0, room.length, start + at) } catch { continue } // a page not there
        if (room.subarray(0, got).includes(bytes)) return true
      }
    }
    return false
  } finally { closeSync(memory) }
}
const keysOf = () => Object.fromEntries(spawnSync(join(build, 'tests/keys_of'), [store], { encoding: 'utf8' })
  .stdout.trim().split('\n').map(line => line.split(' ')).map(([name, hex]) => [name, Buffer.from(hex, 'hex')]))

// Everything passes once through each: claims, a file's page, a decision.
const filed = []
for (let n = 0; n < 20; n++) {
  const answer = await call(url, 'POST', '/api/v1/claims', claim(n), { 'idempotency-key': `first-${n}` })
  equal('a claim', answer.status, 201)
  filed.push(answer.json.file)
}
let shows = 0
const show = file => call(url, 'POST', `/api/v1/files/${file}/disclosures`, { kind: 'person' },
  { ...clerk, 'idempotency-key': `show-${shows++}` })
equal('taken', (await call(url, 'POST', `/api/v1/files/${filed[0]}/assignment`, '', clerk)).status, 201)
const shown = await show(filed[0])
equal('who she is opens', shown.status, 200)
equal('with her name', shown.json?.words?.given_names, 'Camille')

if (root) {
  const keys = keysOf()
  check('the search finds what is there: the key of the journal in a worker',
    workers().every(pid => hasInMemory(pid, keys.body)))
  check('and what opens the vault, in the vault', hasInMemory(vaults()[0], keys.wrap))
  for (const name of ['master', 'wrap', 'blind', 'sign']) {
    for (const pid of workers()) check(`a worker has never had the ${name} key`, !hasInMemory(pid, keys[name]))
    check(`the first process has never had the ${name} key`, !hasInMemory(first, keys[name]))
  }
  check('the vault itself has wiped the master key', !hasInMemory(vaults()[0], keys.master))
} else skip('what is in memory', 'needs root')

// ---- the vault says what is opened
check('the log says which file, no word of it', server.complained().includes(`of ${filed[0]}`) &&
  !/EXEMPLE|Camille|FR76/.test(server.complained()), server.complained())

// ---- a worker killed in the middle
{
  const acknowledged = new Map(), failed = new Set()
  let sent = 0, kills = 0
  const client = async id => {
    for (let i = 0; i < 60; i++) {
      const key = `killed-${id}-${i}`, who = 1000 + id * 100 + i
      // As a client would: the same key again until it is answered.
      for (let tries = 0; tries < 200 && !acknowledged.has(key); tries++) {
        sent++
        try {
          const answer = await call(url, 'POST', '/api/v1/claims', claim(who), { 'idempotency-key': key })
          if (answer.status === 201) acknowledged.set(key, answer.json.file)
          else if (answer.status !== 503) failed.add(answer.status)
        } catch { /* the connection died with the worker: clean */ }
      }
      if (i % 15 === 7 && id === 0 && workers().length > 0) { signal(workers()[0], 'SIGKILL'); kills++ }
    }
  }
  await Promise.all([0, 1, 2, 3].map(client))
  equal('workers were killed', kills, 4)
  equal('every claim was acknowledged in the end', acknowledged.size, 240)
  equal('nothing but 503 or a closed connection meanwhile', [...failed], [])
  equal('no two keys share a file', new Set(acknowledged.values()).size, 240)
  let lost = 0
  for (const file of acknowledged.values()) lost += (await call(url, 'GET', `/api/v1/files/${file}`, undefined, auditor)).status !== 200
  equal('no acknowledged claim is lost', lost, 0)
  check('they are replaced', await until(() => workers().length === 2))
  check('the log says so', server.complained().includes('a worker was ended by signal 9'))
}

// ---- the vault killed: started again, as it was
{
  const before = vaults()[0]
  signal(before, 'SIGKILL')
  check('another vault', await until(() => vaults().length === 1 && vaults()[0] !== before && seccomp(vaults()[0]) === '2'))
  let again
  check('and files open again', await until(async () => { again = await show(filed[0]); return again.status === 200 }))
  check('with her name', again.text.includes('Camille'))
}

// ---- the vault gone: its key is not there when it starts again
const assess = () => call(url, 'POST', '/api/v1/assess', { requested_on: '2025-11-25', department: '59',
  resources_cents: 71316, children: 2, beneficiary_of: 'caf', documents: [{ kind: 'complaint', dated: '2025-11-20' }] })
let asked = 5000
const ask = () => call(url, 'POST', '/api/v1/claims', claim(asked++), { 'idempotency-key': `without-${asked}` })
const without = async name => {
  const opened = await show(filed[0])
  equal(`${name}: who she is`, opened.status, 503)
  check(`${name}: shows nothing of her`, !/EXEMPLE|Camille|1990-01-01|janvier 1990/.test(opened.text), opened.text)
  const refused = await ask()
  equal(`${name}: a claim`, refused.status, 503)
  check(`${name}: says when to come again`, Number(refused.headers.get('retry-after')) > 0)
  equal(`${name}: not ready`, (await call(url, 'GET', '/readyz')).status, 503)
  equal(`${name}: a decision is computed`, (await assess()).status, 200)
  equal(`${name}: the simulator`, (await call(url, 'GET', '/simulateur')).status, 200)
}
const withIt = async name => {
  check(`${name}: ready`, await until(async () => (await call(url, 'GET', '/readyz')).status === 200))
  check(`${name}: files open`, await until(async () => (await show(filed[0])).status === 200))
  check(`${name}: claims are taken`, await until(async () => (await ask()).status === 201)) // by each worker when it dares again
}
{
  renameSync(keyFile, `${keyFile}.away`)
  const before = vaults()[0]
  signal(before, 'SIGKILL')
  await until(() => server.complained().includes('the vault does not open'))
  await without('no vault')
  renameSync(`${keyFile}.away`, keyFile)
  await withIt('the vault is back')
}

// ---- the vault silent
{
  const silent = vaults()[0]
  signal(silent, 'SIGSTOP')
  await without('a silent vault')
  signal(silent, 'SIGCONT')
  await withIt('it speaks again')
  equal('the same one', vaults()[0], silent)
}

// ---- told to start afresh, while claims come in: none is refused, and who has just come is listened to
{
  // Connections that have said nothing yet, and some that were answered once and stay: the first process takes none of them.
  const said = socket => new Promise(done => { let words = ''; socket.on('data', d => { words += d; if (words.includes('ok\n')) done(words) })
    socket.on('close', () => done(`closed after: ${words}`)); socket.on('error', () => done('broken')) })
  const ask = socket => { const answer = said(socket); socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'); return answer }
  const knock = () => new Promise(done => { const socket = connect(Number(new URL(url).port), '127.0.0.1', () => done(socket)); socket.on('error', () => {}) })
  const silent = await Promise.all(Array.from({ length: 8 }, knock)), kept = await Promise.all(Array.from({ length: 8 }, knock))
  equal('answered, and kept', (await Promise.all(kept.map(ask))).filter(words => / 200 /.test(words)).length, 8)
  const before = new Set([...workers(), ...vaults()]), statuses = new Map()
  let stop = false
  const client = async id => {
    for (let i = 0; !stop; i++) {
      const status = await call(url, 'POST', '/api/v1/claims', claim(6000 + id * 1000 + i % 1000), { 'idempotency-key': `afresh-${id}-${i}` })
        .then(answer => answer.status, () => 'closed')
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  const clients = [0, 1].map(client)
  const mark = server.complained().length
  signal(first, 'SIGUSR1')
  while (!server.complained().slice(mark).includes('told to start afresh')) await new Promise(done => server.child.stderr.once('data', done))
  const heard = await Promise.all([...silent, ...kept].map(ask))
  equal('who had come is answered', heard.filter(words => !/^HTTP\/1.1 200 /.test(words)), [])
  for (const socket of [...silent, ...kept]) socket.destroy()
  check('all are others', await until(() => workers().length === 2 && vaults().length === 1 &&
    [...workers(), ...vaults()].every(pid => !before.has(pid))))
  stop = true
  await Promise.all(clients)
  equal('no claim was refused', [...statuses.keys()].filter(s => s !== 201), [])
  check('and some were taken', statuses.get(201) > 0)
  await withIt('afresh')
}

// ---- told to stop: the vault outlives the workers, then ends
{
  signal(vaults()[0], 'SIGTERM')
  equal('a vault told to stop alone goes on', (await show(filed[0])).status, 200)
  for (const pid of workers()) {
    const kib = Number(field(pid, 'VmHWM')?.match(/\d+/)?.[0])
    check('a worker stays below 32 MiB', kib > 0 && kib < 32768, `${kib} KiB`)
  }
  const left = [...workers(), ...vaults()]
  equal('ends in order', (await server.stop()).code, 0)
  equal('and leaves nobody', left.filter(pid => field(pid, 'State') && !field(pid, 'State').startsWith('Z')), [])
  check('every chain is whole', /, 0 files do not verify/.test(run(['verify', '--store', store]).out))
}

// ---- memory: no vault, and a worker that dies takes the service with it: its files cannot be had again
{
  const memory = await serve(['--store', 'memory:', '--demo'])
  await call(memory.url, 'GET', '/simulateur') // answered by the worker, which is there then
  const only = read(`/proc/${memory.child.pid}/task/${memory.child.pid}/children`).trim().split(' ')
  equal('memory: one worker', only.length, 1)
  signal(Number(only[0]), 'SIGKILL')
  equal('memory: the service ends, and says that it failed', (await memory.ended).code, 1)
}

// ---- not for others: without its protections only this machine may come
equal('--sandbox off beyond this machine', run(['serve', '--store', store, '--listen', '0.0.0.0:0', '--sandbox', 'off']).status, 2)
equal('--sandbox on', run(['serve', '--store', store, '--listen', '127.0.0.1:0', '--sandbox', 'on']).status, 2)
end()
