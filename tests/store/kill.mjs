// A hundred times: while claims, decisions and orders stream in, the server is killed with SIGKILL in the middle. Then a
// verifier that kept its own log of what was acknowledged checks that nothing acknowledged is lost, that no key made
// two claims, that nothing was decided, ordered or sent twice, and that every chain is whole.
import { join } from 'node:path'
import { call, check, claim, end, equal, run, scratch, serve } from '../lib.mjs'

const rounds = Number(process.env.ABRI_KILLS ?? 100)
const store = `sqlite:${join(scratch, 'kill.db')}`
const token = role => run(['token', '--store', store, '--role', role, '--body', '*', '--name', role]).out.trim()
const clerk = { authorization: `Bearer ${token('clerk')}`, 'abri-purpose': 'instruct' }
const payer = { authorization: `Bearer ${token('accountant')}`, 'abri-purpose': 'pay' }
const auditor = { authorization: `Bearer ${token('auditor')}`, 'abri-purpose': 'audit' }
const take = (url, file, who) => call(url, 'POST', `/api/v1/files/${file}/assignment`, '', who)

const acknowledged = new Map() // key -> file number
const sentKeys = []            // every key ever sent
const granted = new Set(), ordered = new Set()
let n = 0

// A small generator with a fixed seed, so that a failing run can be had again.
let seed = Number(process.env.ABRI_SEED ?? 20260101)
const chance = max => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed % max }

async function claimOnce(url, key, i) {
  const answer = await call(url, 'POST', '/api/v1/claims', claim(i), { 'idempotency-key': key })
  if (answer.status !== 201) return
  if (acknowledged.has(key)) equal(`key ${key} answers the same`, answer.json.file, acknowledged.get(key))
  acknowledged.set(key, answer.json.file)
  return answer.json.file
}

async function work(url, stopped) {
  while (!stopped()) {
    const i = n++, key = `key-${i}`
    sentKeys.push([key, i])
    const file = await claimOnce(url, key, i)
    if (!file || stopped()) continue
    await take(url, file, clerk)
    const decided = await call(url, 'POST', `/api/v1/files/${file}/facts`, { kind: 'claim_granted', day: '2025-11-26' },
      { ...clerk, 'idempotency-key': `grant-${i}` })
    if (decided.status !== 201) continue
    granted.add(file)
    if (stopped()) continue
    await take(url, file, payer)
    const paid = await call(url, 'POST', `/api/v1/files/${file}/facts`, { kind: 'payment_ordered', day: '2025-11-27' },
      { ...payer, 'idempotency-key': `order-${i}` })
    if (paid.status === 201) ordered.add(file)
  }
}

let killed = 0
for (let round = 0; round < rounds; round++) {
  const server = await serve(['--store', store, '--workers', '2'])
  // What was sent before the last kill and never answered is sent again, as a client would.
  const open = sentKeys.filter(([key]) => !acknowledged.has(key))
  for (const [key, i] of open) await claimOnce(server.url, key, i).catch(() => {})
  let stop = false
  const target = acknowledged.size + 3 + chance(12)
  const clients = Array.from({ length: 4 }, () => work(server.url, () => stop).catch(() => {}))
  await new Promise(done => {
    const watch = () => acknowledged.size >= target ? done() : setImmediate(watch)
    watch()
  })
  const { signal } = await server.kill()
  killed += signal === 'SIGKILL'
  stop = true
  await Promise.all(clients)
}
equal('killed', killed, rounds)

// ---- the verifier
const server = await serve(['--store', store, '--workers', '2'])
for (const [key, i] of sentKeys) if (!acknowledged.has(key)) await claimOnce(server.url, key, i)
equal('every key has its claim in the end', acknowledged.size, sentKeys.length)
equal('no two keys share a claim', new Set(acknowledged.values()).size, acknowledged.size)
let lost = 0, doubled = 0, ungranted = 0, unordered = 0
const references = new Set()
for (const file of acknowledged.values()) {
  const answer = await call(server.url, 'GET', `/api/v1/files/${file}`, undefined, auditor)
  if (answer.status !== 200) { lost++; continue }
  const kinds = answer.json.facts.map(f => f.kind)
  const count = kind => kinds.filter(k => k === kind).length
  if (count('claim_received') !== 1 || count('claim_granted') > 1 || count('payment_ordered') > 1) doubled++
  if (granted.has(file) && count('claim_granted') !== 1) ungranted++
  if (ordered.has(file) && count('payment_ordered') !== 1) unordered++
  for (const f of answer.json.facts) {
    if (f.kind !== 'payment_ordered') continue
    if (references.has(f.body.reference)) doubled++
    references.add(f.body.reference)
  }
}
equal('claims lost', lost, 0)
equal('facts doubled', doubled, 0)
equal('acknowledged decisions lost', ungranted, 0)
equal('acknowledged orders lost', unordered, 0)
const exported = await call(server.url, 'POST', '/api/v1/payments/export', { until: '2100-01-01' }, { ...payer, 'idempotency-key': 'export' })
const ids = exported.json.messages.flatMap(m => [...m.pain001.matchAll(/<EndToEndId>(P\d{15})</g)].map(x => x[1]))
equal('every order leaves once', [ids.length, new Set(ids).size], [references.size, references.size])
await server.stop()
const verified = run(['verify', '--store', store])
const [, files] = verified.out.match(/^(\d+) files/) ?? []
equal('verify', verified.status, 0)
equal('as many files as claims', Number(files), acknowledged.size)
const rebuilt = run(['rebuild', '--store', store])
check('rebuild finds nothing different', /, 0 differed, 0 set aside/.test(rebuilt.out), rebuilt.out)
console.log(`${rounds} kills, ${acknowledged.size} claims, ${granted.size} decisions, ${ordered.size} orders, seed as given`)

// ---- the verifier itself can fail: a file that was never acknowledged is not there
equal('a claim nobody made is not found', (run(['case', 'show', '100000000009', '--store', store])).status === 0, false)
end()
