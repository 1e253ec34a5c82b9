// T26: 5,400 requests a day (ten times the national peak) for an hour, while two hundred questions a second keep the
// server busy: every request acknowledged is there at the end, once, and its chain holds. Prints how long they took.
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { call, check, claim, end, equal, run, scratch, serve } from '../lib.mjs'

const seconds = Number(process.argv[3] ?? 3600)
const store = `sqlite:${join(scratch, 'peak.db')}`
const server = await serve(['--store', store, '--workers', '2'])
const json = { 'content-type': 'application/json' }
const until = Date.now() + seconds * 1000
const acknowledged = [], took = []
let refused = 0, answered = 0

async function ask(n) {
  const start = Date.now()
  const answer = await call(server.url, 'POST', '/api/v1/claims', claim(n), { ...json, 'idempotency-key': `peak-${n}` }).catch(() => null)
  took.push(Date.now() - start)
  if (answer?.status === 201) acknowledged.push(answer.json.file)
  else refused++
}
async function claims() {
  for (let n = 0; Date.now() < until; n++) {
    await ask(n)
    await wait(16000 * Math.min(1, seconds / 600)) // a short run asks more often
  }
}
async function flood() {
  const body = { requested_on: '2025-11-25', department: '59', resources_cents: 71316 }
  while (Date.now() < until) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => call(server.url, 'POST', '/api/v1/assess', body, json).catch(() => null)))
    answered += answers.filter(a => a?.status === 200).length
    await wait(100)
  }
}
await Promise.all([claims(), flood()])
await server.stop()
took.sort((a, b) => a - b)
console.log(`${acknowledged.length} requests, ${answered} answers; p50 ${took[took.length >> 1]} ms, p99 ${took[Math.floor(took.length * 0.99)]} ms, worst ${took.at(-1)} ms`)
check('T26: requests came', acknowledged.length > 0)
equal('T26: none was refused', refused, 0)
equal('T26: each has a file of its own', new Set(acknowledged).size, acknowledged.length)
const verified = run(['verify', '--store', store])
check('T26: all are there, and hold', verified.status === 0 && Number.parseInt(verified.out) === acknowledged.length, verified.out)
end()
