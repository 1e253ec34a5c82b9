// Each command that writes, on a copy of an office's store, once for each point at which something may go wrong (day.mjs). A
// command that says it is done has done all of it; one that says no, or says nothing, has done all or nothing; given again it
// ends well; and nothing half-made stands under a name that somebody would trust.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { check, end, equal, run, scratch } from '../lib.mjs'
import { Office, acknowledged, arm, calls, day, disarm } from './office.mjs'

const all = process.env.ABRI_FAULTS === 'all', only = process.env.ABRI_POINTS
let seed = Number(process.env.ABRI_SEED ?? (Date.now() % 1000000))
const first = seed
const chance = max => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor(seed / 4294967296 * max) }
const sample = Number(process.env.ABRI_SAMPLE ?? 6) // points of each command

// ---- an office in which somebody is paid, somebody is about to be, somebody has asked
const office = new Office('template')
for (const last of ['appeal_filed', 'payment_ordered', 'claim']) {
  const one = office.newcomer()
  for (const step of day) {
    await step.prepare?.(office, one)
    const answer = await step.run(office, one)
    if (!check(`the office: ${step.name}`, acknowledged(answer), answer.text)) break
    if (step.name === last) break
  }
}
await office.stop()
run(['verify', '--store', office.store]) // the log is emptied into the database
run(['keys', 'generate', join(office.folder, 'new.key')])
run(['backup', join(office.folder, 'copy.backup'), '--store', office.store])
const [paid, ordered] = office.people.map(one => one.file)

// ---- what each does, when it is done, and what holds whether it is or not
const work = join(scratch, 'work')
const at = name => join(work, name)
const store = `sqlite:${at('office.db')}`, there = `sqlite:${at('there.db')}`
const whole = (url, ...key) => run(['verify', '--store', url, ...key]).status === 0
const newKey = ['--key', at('new.key')]
const readable = file => run(['case', 'show', file, '--store', store]).status === 0
const held = () => readdirSync(at('out')).filter(name => name.endsWith('.xml')).map(name => readFileSync(join(at('out'), name), 'utf8'))
const commands = [
  { name: 'first start', args: ['token', '--store', there, '--role', 'clerk', '--body', '*', '--name', 'x'],
    holds: () => !existsSync(at('there.db')) || existsSync(at('there.db.key')), done: () => whole(there) },
  { name: 'backup', args: ['backup', at('new.backup'), '--store', store],
    holds: () => {
      rmSync(at('looked.db'), { force: true })
      return whole(store) && (!existsSync(at('new.backup')) || run(['restore', at('new.backup'), '--store', `sqlite:${at('looked.db')}`]).status === 0)
    },
    done: () => existsSync(at('new.backup')), again: () => rmSync(at('new.backup'), { force: true }) },
  { name: 'restore', args: ['restore', at('copy.backup'), '--store', there, '--verify', '--key', at('office.db.key')],
    holds: () => !existsSync(at('there.db')) || whole(there, '--key', at('office.db.key')), done: () => existsSync(at('there.db')),
    again: () => { for (const end of ['', '-wal', '-shm']) rmSync(at(`there.db${end}`), { force: true }) } },
  { name: 'keys destroy', args: ['keys', 'destroy', paid, '--store', store, '--reason', 'request', '--anyway'],
    holds: () => whole(store), done: () => !readable(paid) },
  { name: 'keys rotate', args: ['keys', 'rotate', '--store', store, '--new-key', at('new.key')],
    holds: () => whole(store) !== whole(store, ...newKey), done: () => whole(store, ...newKey),
    again: () => whole(store, ...newKey) ? 'done' : '' },
  { name: 'keys generate', args: ['keys', 'generate', at('made.key')],
    holds: () => !existsSync(at('made.key')) || /^[0-9a-f]{64}\n$/.test(readFileSync(at('made.key'), 'latin1')), done: () => existsSync(at('made.key')),
    again: () => existsSync(at('made.key')) ? 'done' : '' },
  { name: 'rebuild', args: ['rebuild', '--store', store],
    holds: () => whole(store), done: () => /, 0 differed, 0 set aside/.test(run(['rebuild', '--store', store]).out) },
  { name: 'reads anchor', args: ['reads', 'anchor', '--store', store], holds: () => whole(store), done: () => true },
  { name: 'reads export', args: ['reads', 'export', '--store', store, '-o', at('reads.jsonl')],
    holds: () => whole(store) && (!existsSync(at('reads.jsonl')) || /\n\{"end": true[^\n]*\}\n$/.test(readFileSync(at('reads.jsonl'), 'utf8'))),
    done: () => existsSync(at('reads.jsonl')) },
  { name: 'pay export', args: ['pay', 'export', '--until', '2100-01-01', '--store', store, '-o', at('out')],
    holds: () => whole(store) && held().every(text => /<\/Document>\s*$/.test(text)),
    done: () => held().join('').match(/<EndToEndId>/g)?.length === 1 && /"kind":\s*"payment_sent"/.test(run(['case', 'show', ordered, '--store', store]).out) },
]
const kinds = { end_process: 'changes', tear: 'changes', io: 'changes', full: 'changes', full_from_here: 'changes', once: 'allocations', lasting: 'allocations' }
const deadly = kind => kind === 'end_process' || kind === 'tear'

function fresh() {
  rmSync(work, { recursive: true, force: true })
  cpSync(office.folder, work, { recursive: true })
  mkdirSync(at('out'))
}
const named = () => readdirSync(work).filter(name => !/-(wal|shm|journal)$/.test(name)).sort()
// What may be there when it is over, without and with its work.
let tried = 0, starved = 0, total = 0
const told = {}
for (const command of commands) {
  fresh()
  const before = named()
  arm()
  const plain = office.command(command.args)
  const counts = disarm()
  equal(`${command.name}: undisturbed`, [plain.status, command.holds(), command.done()], [0, true, true])
  const after = named()
  let points = Object.entries(kinds).flatMap(([kind, counted]) => {
    const pace = counted === 'allocations' ? 97 : 1 // those of a start, over and over
    return Array.from({ length: Math.floor(counts[counted] / pace) }, (_, n) => [kind, n * pace + 1])
  })
  total += points.length
  if (only) points = points.filter(([kind, n]) => RegExp(only).test(`${command.name} ${kind} ${n}`))
  else if (!all) points = Array.from({ length: Math.min(sample, points.length) }, () => points.splice(chance(points.length), 1)[0])
  console.log(`${command.name}: ${counts.changes} changes, ${counts.allocations} allocations, ${points.length} points`)
  for (const [kind, n] of points) {
    fresh()
    arm(kinds[kind] === 'allocations' ? { memory: kind, at: n } : { mode: kind, at: n })
    const said = office.command(command.args)
    const seen = disarm()
    if (!seen.hit && !seen.starved) continue
    if (seen.hit) tried++; else starved++
    const where = `${command.name} ${kind} ${n}: exit ${said.status}`
    told[`${kind} ${said.status}`] = (told[`${kind} ${said.status}`] ?? 0) + 1
    check(`${where}: an exit that is true`, [0, 1, 134, 137, 139].includes(said.status), said.err)
    const left = named().filter(name => !before.includes(name) && !after.includes(name))
    if (!deadly(kind) && calls[seen.hit] !== 'unlink') equal(`${where}: leaves nothing beside`, left, [])
    check(`${where}: holds`, command.holds(), said.err)
    if (said.status === 0) check(`${where}: said it was done`, command.done(), said.out + said.err)
    if (command.again?.() === 'done') continue
    const again = office.command(command.args)
    check(`${where}; given again it ends well`, again.status === 0 && command.holds() && command.done(), `${again.status} ${again.out} ${again.err}`)
  }
}
console.log(`${tried} points, ${starved} allocations, of ${total} points in all, seed ${first}`)
console.log(Object.entries(told).sort().map(([name, count]) => `${name}: ${count}`).join(', '))
end()
