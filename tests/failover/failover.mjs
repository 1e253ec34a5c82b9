// Three PostgreSQL nodes under Patroni (deploy/ha), abri before them, and a stream of claims, decisions and payment orders. The
// primary is killed, cut off, its disk filled, stopped for 30 s; everything is restarted. Whatever was acknowledged is there once
// at the end, and every chain holds. Says for how long nothing could be written. failover.mjs BUILD FOLDER
import { execFileSync } from 'node:child_process'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { call, check, claim, end, equal, run, serve } from '../lib.mjs'
import { verify } from './verify.mjs'

const folder = process.argv[3], script = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, 'cluster.sh')
const cluster = (what, ...more) => execFileSync(script, [what, folder, ...more], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()
const launch = node => execFileSync(script, ['start', folder, node], { stdio: 'ignore' })
const nodes = ['n1', 'n2', 'n3']

// ---- the cluster
const members = () => { try { return JSON.parse(cluster('state')).members ?? [] } catch { return [] } }
const leaderOf = all => all.find(one => one.role === 'leader' && one.state === 'running')?.name
const isWhole = all => leaderOf(all) && all.length === 3 && all.every(one => one.role === 'leader' || (one.state === 'running' && one.lag < 1 << 20)) &&
  all.some(one => one.role === 'sync_standby')
// Asks until it is so; what never comes is a failure, after ten minutes.
async function until(name, what, turns = 1200) {
  for (let turn = 0; turn < turns; turn++) {
    const found = await what()
    if (found) return found
    await wait(500)
  }
  check(name, false, JSON.stringify(members()))
  console.log(`the machines' own words: ${folder}/n*/log`)
  end()
}
const whole = name => until(`${name}: three nodes, one waited for`, () => { const all = members(); return isWhole(all) && leaderOf(all) })

cluster('make')
nodes.forEach(launch)
let primary = await whole('at first')
const secret = name => readFileSync(join(folder, name), 'utf8').trim()
const sql = (words, database) => cluster('sql', primary, words, ...database ? [database] : [])
for (const role of ['abri_owner', 'abri_web']) {
  writeFileSync(join(folder, role), execFileSync('openssl', ['rand', '-hex', '16']))
  sql(`CREATE ROLE ${role} LOGIN PASSWORD '${secret(role)}'`)
}
sql("CREATE DATABASE abri OWNER abri_owner ENCODING 'UTF8' TEMPLATE template0")
writeFileSync(join(folder, 'pgpass'), ['abri_owner', 'abri_web'].map(role => `*:*:*:${role}:${secret(role)}\n`).join(''), { mode: 0o600 })
process.env.PGPASSFILE = join(folder, 'pgpass')
mkdirSync(join(folder, 'credentials'))
process.env.CREDENTIALS_DIRECTORY = join(folder, 'credentials')
equal('a key', run(['keys', 'generate', join(folder, 'credentials', 'abri.key')]).status, 0)
const store = role => `postgresql://${role}@10.77.0.1,10.77.0.2,10.77.0.3/abri?sslmode=verify-full&sslrootcert=${folder}/ca.pem`
const made = run(['migrate', '--store', store('abri_owner')])
equal('the tables', [made.status, made.err], [0, ''])
sql(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO abri_web; REVOKE UPDATE, DELETE ON journal, anchors, releases FROM abri_web;
  REVOKE DELETE ON lanes, reads, heads, file_keys FROM abri_web`, 'abri')

// ---- the office
const token = (role, body, name, purpose) => {
  const said = run(['token', '--store', store('abri_web'), '--role', role, '--body', body, '--name', name])
  equal(`token ${role}`, [said.status, said.err], [0, ''])
  return { authorization: `Bearer ${said.out.trim()}`, 'abri-purpose': purpose }
}
const clerk = token('clerk', 'CAF-59', 'instruction', 'instruct'), payer = token('accountant', 'CAF-59', 'paiement', 'pay')
const auditor = token('auditor', '*', 'audit', 'audit')
const server = await serve(['--store', store('abri_web'), '--workers', '2'])

// ---- the stream, and the log of what it was told
const logFile = openSync(join(folder, 'acknowledged'), 'a'), acks = []
function acknowledged(ack) {
  writeSync(logFile, `${JSON.stringify(ack)}\n`)
  fsyncSync(logFile)
  acks.push({ ...ack, at: Date.now() })
}
const refusals = new Map()
let running = true, unanswered = 0, notNow = 0
// Asked with the same key until it is answered otherwise than "not now".
async function persist(path, body, headers) {
  for (;;) {
    const answer = await fetch(server.url + path, { method: 'POST', headers: { ...headers, connection: 'close' }, body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(60000) }).then(async a => ({ status: a.status, json: await a.json().catch(() => null) }), () => ({ status: 0 }))
    if (answer.status === 0) unanswered++
    else if (answer.status === 503) notNow++
    else return answer
    await wait(100)
  }
}
async function step(what, key, path, body, headers) {
  const answer = await persist(path, body, { ...headers, 'idempotency-key': key })
  if (answer.status !== 201) refusals.set(`${what}: ${answer.status} ${answer.json?.detail ?? ''}`, key)
  return answer.status === 201 ? answer : null
}
let people = 0
async function stream() {
  while (running) {
    const n = people++
    const took = await step('claim', `claim-${n}`, '/api/v1/claims', claim(n), {})
    if (!took) continue
    const file = took.json.file, facts = `/api/v1/files/${file}/facts`
    acknowledged({ what: 'claim', key: `claim-${n}`, file })
    await step('taken', `clerk-${n}`, `/api/v1/files/${file}/assignment`, null, clerk)
    if (!await step('decision', `decision-${n}`, facts, { kind: 'claim_granted', day: '2025-11-26' }, clerk)) continue
    acknowledged({ what: 'decision', key: `decision-${n}`, file })
    await step('notified', `notice-${n}`, facts, { kind: 'decision_notified', day: '2025-11-26', body: { sent_by: 'in_person' } }, clerk)
    await step('taken', `payer-${n}`, `/api/v1/files/${file}/assignment`, null, payer)
    if (!await step('order', `order-${n}`, facts, { kind: 'payment_ordered', day: '2025-11-27' }, payer)) continue
    acknowledged({ what: 'order', key: `order-${n}`, file })
  }
}
const streams = Array.from({ length: 3 }, stream)
const more = (name, count) => { const from = acks.length; return until(`${name}: ${count} more acknowledged`, () => acks.length >= from + count) }
await more('before', 30)

// ---- what is done to it. `after`: what ends the fault, once others serve.
const others = () => nodes.filter(node => node !== primary)
const movesOn = name => until(`${name}: another leads`, () => { const leader = leaderOf(members()); return leader && leader !== primary })
const faults = [
  { name: 'the primary killed', begin: () => cluster('kill', primary), goesOn: movesOn, after: launch },
  { name: 'the primary cut off', begin: () => cluster('cut', primary), goesOn: movesOn, after: node => cluster('mend', node) },
  { name: 'the disk of the primary full', begin: () => cluster('fill', primary), goesOn: movesOn, after: node => cluster('empty', node) },
  { name: 'the primary stopped for 30 s', begin: async () => { cluster('pause', primary); await wait(30000); cluster('resume', primary) } },
  { name: 'the standby that is waited for killed', on: () => members().find(one => one.role === 'sync_standby').name,
    begin: node => cluster('kill', node), after: launch },
  { name: 'the server of the primary killed', begin: () => cluster('crash', primary) },
  { name: 'all restarted', begin: () => { nodes.forEach(node => cluster('kill', node)); nodes.forEach(launch) } },
]
const chosen = process.argv[4] ? [faults[Number(process.argv[4])]] : faults
for (const { name, on, begin, goesOn, after } of chosen) {
  const node = on ? on() : primary, start = Date.now(), first = acks.length
  unanswered = notNow = 0
  await begin(node)
  if (goesOn) await goesOn(name)
  await more(name, 30)
  if (after) after(node)
  primary = await whole(name)
  await more(name, 30)
  const moments = [start, ...acks.slice(first).map(ack => ack.at)]
  const longest = Math.max(...moments.slice(1).map((at, i) => at - moments[i]))
  console.log(`${name}: ${(longest / 1000).toFixed(1)} s without service, ${acks.length - first} acknowledged, ${notNow} times "not now", ${unanswered} unanswered`)
  check(`${name}: none refused`, refusals.size === 0, [...refusals].join('; '))
}
running = false
await Promise.all(streams)
closeSync(logFile)

// ---- the verifier, with the log alone
const told = () => readFileSync(join(folder, 'acknowledged'), 'utf8').trim().split('\n').map(line => JSON.parse(line))
const read = async file => {
  const answer = await call(server.url, 'GET', `/api/v1/files/${file}`, undefined, auditor)
  return answer.status === 200 ? answer.json.facts.map(fact => fact.kind) : null
}
const chains = () => { const said = run(['verify', '--store', store('abri_web')]); return { status: said.status, out: said.out.trim(), files: Number(sql('SELECT COUNT(*) FROM heads', 'abri')) } }
const held = chains()
const found = await verify(told(), read, held.files)
equal('0 lost', found.lost, [])
equal('0 doubled', found.doubled, [])
check('every chain holds', held.status === 0 && /, 0 files do not verify/.test(held.out), held.out)
check('something was acknowledged of each kind', found.claim > 0 && found.decision > 0 && found.order > 0)
console.log(`${found.claim} claims, ${found.decision} decisions, ${found.order} payment orders acknowledged: ${found.lost.length} lost, ${found.doubled.length} doubled; ${held.out.split('\n')[0]}`)

// ---- the verifier sees a loss and a double when there is one
const victim = told().filter(ack => ack.what === 'order').at(-1), twin = told().find(ack => ack.what === 'claim')
const number = Number(victim.file.replaceAll('-', ''))
sql(`DELETE FROM journal WHERE file = ${number} AND place = (SELECT MAX(place) FROM journal WHERE file = ${number})`, 'abri')
const again = await call(server.url, 'POST', '/api/v1/claims', claim(Number(twin.key.split('-')[1])), { 'idempotency-key': 'planted' })
equal('a claim planted twice', again.status, 201)
const planted = chains(), seen = await verify(told(), read, planted.files)
check('the verifier sees what was taken out', seen.lost.includes(`${victim.key}: order of ${victim.file}`), seen.lost.join('; '))
equal('and no other file of it', seen.lost.filter(line => !line.endsWith(victim.file)), [])
equal('the verifier sees the double', seen.doubled, ['a file no acknowledgement speaks of'])
check('and the chain says so too', planted.status !== 0 && / 1 files? do(es)? not verify/.test(planted.out), planted.out)
equal('a fact told twice', (await verify([{ what: 'order', key: 'k', file: 'f' }], async () => ['payment_ordered', 'payment_ordered'], 0)).doubled.length, 1)
await server.stop()
end()
