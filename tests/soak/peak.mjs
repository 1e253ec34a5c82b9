// T26: 54,000 requests a day (a hundred times the national peak of 540) for an hour on either store, while a hundred
// questions a second keep each server busy: every request acknowledged is there at the end, once, and its chain holds.
// They come by chance, as people do, and wait for nobody: what one waits is counted from when she came.
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { call, check, claim, end, equal, run, scratch, serve } from '../lib.mjs'

const [, , , postgresql, seconds] = process.argv
const perDay = 54000
const json = { 'content-type': 'application/json' }
const start = Date.now(), until = start + seconds * 1000

// When the people of one day's rate come, as milliseconds from the beginning: the same at every run.
function arrivals(seed) {
  const all = []
  for (let at = 0, state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    at -= Math.log((state + 1) / 4294967297) * 86400000 / perDay
    if (start + at >= until) return all
    all.push(at)
  }
}
async function soak(name, store, seed) {
  const server = await serve(['--store', store, '--workers', '2'])
  const acknowledged = [], took = [], refused = []
  let answered = 0

  async function ask(n, at) {
    await wait(Math.max(0, start + at - Date.now()))
    const answer = await call(server.url, 'POST', '/api/v1/claims', claim(n), { ...json, 'idempotency-key': `peak-${n}` })
      .catch(broken => ({ status: 0, text: String(broken) }))
    took.push(Date.now() - start - at)
    if (answer.status === 201) acknowledged.push(answer.json.file)
    else refused.push(`${answer.status} ${answer.text}`)
  }
  async function flood() {
    const body = { requested_on: '2025-11-25', department: '59', resources_cents: 71316 }
    while (Date.now() < until) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => call(server.url, 'POST', '/api/v1/assess', body, json).catch(() => null)))
      answered += answers.filter(a => a?.status === 200).length
      await wait(100)
    }
  }
  const people = arrivals(seed)
  await Promise.all([flood(), ...people.map((at, n) => ask(n, at))])
  await server.stop()

  took.sort((a, b) => a - b)
  const at = share => took[Math.min(took.length - 1, Math.floor(took.length * share))]?.toFixed(1)
  console.log(`${people.length} requests, ${name}: ${acknowledged.length} acknowledged amid ${answered} answers; ` +
    `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, p99.9 ${at(0.999)} ms, worst ${at(1)} ms`)
  check(`T26 ${name}: requests came`, acknowledged.length > 0)
  check(`T26 ${name}: questions were answered meanwhile`, answered > 0)
  equal(`T26 ${name}: none was refused`, refused.slice(0, 5), [])
  equal(`T26 ${name}: each has a file of its own`, new Set(acknowledged).size, people.length)
  const verified = run(['verify', '--store', store])
  equal(`T26 ${name}: all are there, once, and hold`, [verified.status, Number.parseInt(verified.out)], [0, people.length])
}
equal('the tables are made', run(['migrate', '--store', postgresql]).status, 0)
await Promise.all([soak('SQLite', `sqlite:${join(scratch, 'peak.db')}`, 1), soak('PostgreSQL', postgresql, 2)])
end()
