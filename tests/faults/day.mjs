// A scripted day of an office, once for each point at which something may go wrong: at every write, sync, cut, new name
// and message of the program the process ends, or all of them end, or half of the write is done and the process ends, or
// the disk has failed, or it is full; and at every allocation of a request there is no memory. Whoever asked asks again
// under the same key, as a client would. In the end nothing that was acknowledged is lost and nothing is there twice.
// ABRI_FAULTS=all: every point; else a sample, of which ABRI_SEED gives the beginning.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, claim, end, equal, scratch } from '../lib.mjs'
import { Office, acknowledged, arm, day, disarm, look, setClock, unknown, verify, calls, processes } from './office.mjs'

const all = process.env.ABRI_FAULTS === 'all'
const only = process.env.ABRI_POINTS // "^io 7 claim$": those that fit, for whoever looks for what a run found
let seed = Number(process.env.ABRI_SEED ?? (Date.now() % 1000000))
const first = seed
const chance = max => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor(seed / 4294967296 * max) }

const office = new Office('day')
const told = {}, ended = {}, wrong = []
const kinds = { end_process: 'messages', end_all: 'messages', tear: 'changes', io: 'changes', full: 'changes', full_from_here: 'changes',
  once: 'allocations', lasting: 'allocations' }
const asPoint = (kind, at) => kinds[kind] === 'allocations' ? { memory: kind, at } : { mode: kind, at }

// Asked again until it is acknowledged; the program is started again when it is gone.
async function insist(step, one) {
  for (let tries = 0, until = Date.now() + 60000; Date.now() < until; tries++) {
    if (step.http && tries % 50 === 49) await office.kill()
    const answer = await step.run(office, one)
    if (acknowledged(answer) || !unknown(answer)) return answer
  }
  return { status: 0, text: 'no answer in a minute' }
}

const promise = (step, one) => { if (step.fact) one.promised = [...one.promised ?? [], step.fact] }

async function doStep(step, one, kind, at) {
  await step.prepare?.(office, one)
  if (step.http) await office.open()
  arm(kind ? asPoint(kind, at) : {})
  let answer = await step.run(office, one)
  const seen = disarm()
  const hit = seen.hit > 0 || seen.starved > 0
  if (kind && hit) one.points.push(`${kind} ${at} ${step.name}, at ${seen.hit ? calls[seen.hit] : 'an allocation'}: ${answer.status}`)
  if (seen.hit && kind === 'end_process') ended[processes[seen.process]] = (ended[processes[seen.process]] ?? 0) + 1
  const name = `${kind ?? 'nothing'} ${answer.status}`
  told[name] = (told[name] ?? 0) + (hit || !kind)
  if (process.env.ABRI_SAY && hit) console.log(one.points.at(-1))
  if (answer.silent) wrong.push(`${one.points.at(-1)}: no answer in twenty seconds`)
  if (!acknowledged(answer) && !unknown(answer)) wrong.push(`${one.points.at(-1)}: ${answer.text}`)
  // One that has died is young when it is back, and the next death would be waited for: a new crew.
  if (seen.hit && (kind.startsWith('end') || kind === 'tear')) await office.kill()
  if (acknowledged(answer)) promise(step, one)
  else {
    answer = await insist(step, one)
    if (acknowledged(answer)) promise(step, one)
    else wrong.push(`${one.points.at(-1)}; then without it ${answer.status}: ${answer.text}`)
  }
  return { hit, seen, good: acknowledged(answer) }
}

// ---- how many points there are: a day without any
const counts = []
for (let turn = 0; turn < 3; turn++) { // the first is another than the rest: statements are made ready, the log grows
  const one = office.newcomer()
  for (const [i, step] of day.entries()) {
    const { seen } = await doStep(step, one)
    counts[i] = Object.fromEntries(['messages', 'changes', 'allocations'].map(name => [name, seen[name]]))
  }
}
console.log(day.map((step, i) => `${step.name} ${counts[i].messages}/${counts[i].changes}/${counts[i].allocations}`).join(', '))

// ---- the points, each of some step
// Allocations of a command are those of its start, over and over: some of them.
const pace = (step, counted) => counted === 'allocations' && !step.http ? 97 : 1
let points = day.map((step, i) => Object.entries(kinds).flatMap(([kind, counted]) =>
  Array.from({ length: Math.floor(counts[i][counted] / pace(step, counted)) }, (_, n) => [kind, n * pace(step, counted) + 1])))
const whole = points.flat().length
if (only) points = points.map((list, i) => list.filter(([kind, at]) => RegExp(only).test(`${kind} ${at} ${day[i].name}`)))
if (!all && !only) { // as many of each step, and of each kind, memory as one
  const share = (list, size) => Array.from({ length: Math.min(size, list.length) }, () => list.splice(chance(list.length), 1)[0])
  points = points.map(list => [...share(list.filter(([kind]) => kinds[kind] !== 'allocations'), 11), ...share(list.filter(([kind]) => kinds[kind] === 'allocations'), 6)])
}
let tried = 0, starved = 0
while (points.some(list => list.length)) {
  const one = office.newcomer()
  const last = points.findLastIndex((list, i) => list.length && !day[i].apart) // what comes after it has no points left
  for (const [i, step] of day.entries()) {
    if (step.apart ? !points[i].length : i > last) continue
    const [kind, at] = points[i].pop() ?? []
    const { hit, good } = await doStep(step, one, kind, at)
    if (kind && hit) kinds[kind] === 'allocations' ? starved++ : tried++
    if (!good) break
  }
}
equal('answered before it was on disk', look().unsynced, 0)

// ---- the clock jumps a day and back, before each step
const stand = days => { office.days = days; setClock(days * 86400) }
let jumps = 0
for (const days of [1, -1]) {
  for (const jump of day.keys()) {
    const one = office.newcomer()
    for (const [i, step] of day.entries()) {
      // What the law refuses, for a fact would come before the one it follows, waits until its day has come.
      let answer
      for (const today of [i === jump ? days : 0, 0, 1]) {
        stand(today)
        await step.prepare?.(office, one)
        answer = await step.run(office, one)
        if (acknowledged(answer)) break
      }
      stand(0)
      if (!check(`the clock ${days} day at ${step.name}`, acknowledged(answer), `${answer.status} ${answer.text}`)) break
      promise(step, one)
    }
    jumps++
  }
}

// ---- what is left of it
for (const words of wrong) check('an answer that is true', false, words)
const found = await verify(office)
for (const [name, list] of Object.entries(found)) equal(name, list, [])

// ---- the verifier can fail: a day is lost, a deed is done twice, a sync is left out
const sum = found => Object.values(found).map(list => list.length)
const older = join(scratch, 'older.db')
copyFileSync(office.path, older)
const late = office.newcomer()
await doStep(day[0], late)
equal('nothing is wrong yet', sum(await verify(office)), [0, 0, 0, 0])
const newer = join(scratch, 'newer.db')
copyFileSync(office.path, newer)
copyFileSync(older, office.path)
check('a store put back from yesterday: a claim lost', (await verify(office)).lost.some(words => words.startsWith(`person ${late.n} `)))
copyFileSync(newer, office.path)
const early = office.people[0]
const twice = await office.ask('POST', `/api/v1/files/${early.file}/facts`, { kind: 'instalment_received', day: office.today(), body: { amount_cents: 1000 } },
  { ...office.payer, 'idempotency-key': 'planted' })
equal('an instalment under another key', twice.status, 201)
early.n += 1 // somebody else's name for hers
check('another name than she gave', (await verify(office)).changed.length > 0)
early.n -= 1
equal('is a double', (await verify(office)).doubled, [`person ${early.n} (): instalment_received, 2 times`])
const more = await office.ask('POST', '/api/v1/claims', claim(late.n), { 'idempotency-key': 'planted-too' })
equal('her claim under another key', more.status, 201)
check('a claim nobody is known for is one too', (await verify(office)).doubled.some(words => / files for /.test(words)))
arm({ mode: 'forget_sync', at: 0 })
await office.ask('POST', '/api/v1/claims', claim(late.n), { 'idempotency-key': 'planted-again' })
check('an answer before the sync is seen', disarm().unsynced > 0)
await office.stop()

console.log(`${tried} points, ${starved} allocations, ${jumps} jumps of the clock, of ${whole} points in all, seed ${first}: ` +
  `${found.lost.length} lost, ${found.doubled.length} doubled`)
console.log(`ended at a call of theirs: ${Object.entries(ended).map(([name, count]) => `${name} ${count}`).join(', ') || 'none'}`)
console.log(Object.entries(told).sort().map(([name, count]) => `${name}: ${count}`).join(', '))
end()
