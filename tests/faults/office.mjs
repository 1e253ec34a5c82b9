// An office at work under tests/faults/preload.c: its day, step by step, for one person after another; a ledger of what was
// acknowledged; and the verifier, which holds the ledger against the store when it is opened again.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { abri, build, call, claim, journey, legalDay, letters, run, scratch, serve } from '../lib.mjs'

// ---- the switch that all processes of the program read: eight bytes each (struct control of preload.c)
const fields = ['counting', 'changes', 'messages', 'mode', 'at', 'hit', 'process', 'ended', 'unsynced', 'seconds', 'allocations', 'no_memory', 'lasting', 'starved']
export const modes = ['nothing', 'end_process', 'end_all', 'tear', 'io', 'full', 'full_from_here', 'forget_sync']
export const processes = ['first process', 'worker', 'vault', 'other helper']
export const calls = ['none', 'write', 'pwrite', 'writev', 'fsync', 'truncate', 'rename', 'link', 'unlink', 'send', 'take_message']
const path = join(scratch, 'faults')
writeFileSync(path, Buffer.alloc(4096))
const file = openSync(path, 'r+')
process.on('exit', () => closeSync(file))
const set = (name, value) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(BigInt(value))
  writeSync(file, bytes, 0, 8, 8 * fields.indexOf(name))
}
export function look() {
  const bytes = Buffer.alloc(8 * fields.length)
  readSync(file, bytes, 0, bytes.length, 0)
  return Object.fromEntries(fields.map((name, i) => [name, Number(bytes.readBigInt64LE(8 * i))]))
}
// A point: { mode, at }, or { memory: 'once' or 'lasting', at }; none: calls are counted.
export function arm(point = {}) {
  set('counting', 0)
  for (const name of ['changes', 'messages', 'hit', 'process', 'ended', 'allocations', 'starved']) set(name, 0)
  set('mode', point.mode ? modes.indexOf(point.mode) : 0)
  set('at', point.mode ? point.at : 0)
  set('no_memory', point.memory ? point.at : 0)
  set('lasting', point.memory === 'lasting' ? 1 : 0)
  set('counting', 1)
}
export function disarm() {
  set('counting', 0)
  const seen = look()
  for (const name of ['at', 'no_memory', 'ended']) set(name, 0)
  return seen
}
export const setClock = seconds => set('seconds', seconds)

const preload = join(build, 'tests/libfaults.so')
const watched = { LD_PRELOAD: preload, ABRI_FAULTS: path }

// ---- an office: a store, its agents, a server that may be gone
export class Office {
  constructor(name) {
    this.folder = join(scratch, name)
    mkdirSync(this.folder)
    this.path = join(this.folder, 'office.db')
    this.store = `sqlite:${this.path}`
    this.people = [] // the ledger: what each was promised
    this.sent = new Map() // reference of an order -> the message it left in
    this.days = 0 // how far the clock stands from the world's
    const token = role => run(['token', '--store', this.store, '--role', role, '--body', '*', '--name', role]).out.trim()
    this.clerk = { authorization: `Bearer ${token('clerk')}`, 'abri-purpose': 'instruct' }
    this.payer = { authorization: `Bearer ${token('accountant')}`, 'abri-purpose': 'pay' }
    this.auditor = { authorization: `Bearer ${token('auditor')}`, 'abri-purpose': 'audit' }
    this.server = null
  }
  today() { return legalDay(this.days) }
  async open() {
    this.server ??= await serve(['--store', this.store, '--workers', '1'], `export LD_PRELOAD='${preload}' ABRI_FAULTS='${path}'`)
    return this.server.url
  }
  async kill() { await this.server?.kill(); this.server = null }
  async stop() { await this.server?.stop(); this.server = null }
  // A call that may be answered by nobody: status 0.
  async ask(method, at, body, headers) {
    const patience = AbortSignal.timeout(20000)
    return call(await this.open(), method, at, body, headers, patience).catch(() => ({ status: 0, silent: patience.aborted }))
  }
  // A command under the eyes of the preload.
  command(args, input = '') {
    const r = spawnSync(abri, args, { input, encoding: 'utf8', maxBuffer: 1 << 26, env: { ...process.env, ...watched } })
    return { status: r.status ?? 137, out: r.stdout, err: r.stderr }
  }
  newcomer() {
    const person = { n: this.people.length, points: [] }
    this.people.push(person)
    return person
  }
}

// ---- the day. Each step is one deed under one key: { status } says how it ended, 0 for no answer; 2xx acknowledges it.
const fact = (kind, who, body, day) => ({
  name: kind,
  fact: kind,
  http: true,
  run: (office, one) => office.ask('POST', `/api/v1/files/${one.file}/facts`,
    { kind, day: day ?? office.today(), ...body ? { body: typeof body === 'function' ? body(office) : body } : {} },
    { ...office[who], 'idempotency-key': `${kind}-${one.n}` }),
})
const take = who => ({ name: `assignment to the ${who}`, http: true,
  run: (office, one) => office.ask('POST', `/api/v1/files/${one.file}/assignment`, '', { ...office[who], 'idempotency-key': `${who}-${one.n}` }) })
async function orderOf(office, one) {
  const shown = await office.ask('GET', `/api/v1/files/${one.file}`, undefined, office.auditor)
  const number = shown.json?.facts.find(f => f.kind === 'payment_ordered')?.body.reference
  return `P${String(number).padStart(15, '0')}`
}
// On the pages, as she does it herself: everything is filled in, and then it is sent.
const hers = n => ({ contact_channel: 'phone', contact_value: `01 00 00 ${String(n).padStart(4, '0').replace(/..$/, ' $&')}`, code_word: 'hirondelle',
  family_name: `EXEMPLE ${letters(n)}`, given_names: 'Andrea', born_on: '1991-01-01', department: '59', beneficiary_of: 'caf', resources: '713,16', children: '2',
  document_kind: 'complaint', document_dated: '2025-11-20', iban: 'FR7699999000010000000000115', seen_by_others: 'no', repay_if_loan: 'yes', report_proceedings: 'yes' })
const form = {
  name: 'form', http: true, apart: true, // it needs nothing of the day before it
  prepare: async (office, one) => {
    if (one.cookie) return
    const her = journey(await office.open())
    await her.walk(hers(one.n), 'relire')
    one.cookie = her.cookie
  },
  run: async (office, one) => {
    const her = journey(await office.open())
    her.cookie = one.cookie
    const sent = await her.post({ etape: 'relire', aller: 'envoyer' }).catch(() => ({ status: 0 }))
    if (sent.status !== 303) return sent
    const receipt = await her.look().catch(() => ({ status: 0 }))
    const [number] = receipt.text?.match(/\d{4}-\d{4}-\d{4}/) ?? []
    if (!number) return { status: receipt.status === 200 ? 0 : receipt.status, text: receipt.text }
    if (one.form && one.form !== number) one.renumbered = true
    one.form = number
    return { status: 201 }
  },
}
const bankSays = (office, one) => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.11"><CstmrPmtStsRpt>
<GrpHdr><MsgId>R${one.n}</MsgId><CreDtTm>${office.today()}T10:00:00Z</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${office.sent.get(one.order)}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>x</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>${one.order}</OrgnlEndToEndId>
<TxSts>ACSC</TxSts></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`

export const day = [
  { name: 'claim', fact: 'claim_received', http: true,
    run: async (office, one) => {
      const answer = await office.ask('POST', '/api/v1/claims', claim(one.n, { resources_cents: 400000 }), { 'idempotency-key': `claim-${one.n}` })
      if (answer.status === 201) {
        if (one.file && one.file !== answer.json.file) one.renumbered = true
        one.file = answer.json.file
      }
      return answer
    } },
  take('clerk'),
  fact('claim_granted', 'clerk', null, '2025-11-26'),
  fact('decision_notified', 'clerk', { sent_by: 'in_person' }, '2025-11-26'),
  take('payer'),
  fact('payment_ordered', 'payer', null, '2025-11-27'),
  { name: 'batch', fact: 'payment_sent', http: true,
    run: async (office, one) => {
      const answer = await office.ask('POST', '/api/v1/payments/export', { until: '2100-01-01' }, { ...office.payer, 'idempotency-key': `batch-${one.n}` })
      for (const message of answer.status === 200 ? answer.json.messages : [])
        for (const [, reference] of message.pain001.matchAll(/<EndToEndId>(P\d{15})</g)) office.sent.set(reference, message.id)
      return answer
    } },
  { name: 'bank', fact: 'payment_settled',
    prepare: async (office, one) => { one.order = await orderOf(office, one) },
    run: (office, one) => {
      const answer = join(office.folder, 'bank.xml')
      writeFileSync(answer, bankSays(office, one))
      return said(office.command(['pay', 'import', answer, '--store', office.store]))
    } },
  fact('plan_chosen', 'clerk', { instalments: 10 }),
  fact('instalment_received', 'payer', { amount_cents: 1000 }),
  fact('appeal_filed', 'clerk', office => ({ subject: 'loan', received_on: office.today() })),
  form,
]
// A command acknowledges by its exit code.
const said = ({ status, out, err }) => ({ status: status === 0 ? 200 : status === 137 ? 0 : status === 1 ? 503 : 400, exit: status, text: out + err })
export { said }

export const acknowledged = answer => answer.status >= 200 && answer.status < 300
// An answer that says it was not done, or that nobody knows; none is one of these.
export const unknown = answer => answer.status === 0 || answer.status === 503

// What she said is what is kept: her name, and where to pay her.
async function lookInside(office, number, name, where, found) {
  await office.ask('POST', `/api/v1/files/${number}/assignment`, '', office.clerk)
  const show = async kind => (await office.ask('POST', `/api/v1/files/${number}/disclosures`, { kind },
    { ...office.clerk, 'idempotency-key': `${kind}-${number}` })).json?.words
  const person = await show('person'), account = await show('account')
  const said = [person?.family_name, person?.given_names, account?.iban_end, account?.holder]
  const meant = [`EXEMPLE ${letters(name.n)}`, name.given, '0115', name.holder ?? account?.holder]
  if (!account?.holder?.includes('EXEMPLE') || JSON.stringify(said) !== JSON.stringify(meant))
    found.changed.push(`${where}: ${JSON.stringify(said)} for ${JSON.stringify(meant)}`)
}
async function lookAtForm(office, one, where, owners, found) {
  const answer = await office.ask('GET', `/api/v1/files/${one.form}`, undefined, office.auditor)
  const claims = answer.status === 200 ? answer.json.facts.filter(f => f.kind === 'claim_received').length : 0
  if (claims === 0) found.lost.push(`${where}: what she sent on the pages`)
  if (claims > 1 || owners.has(one.form)) found.doubled.push(`${where}: what she sent on the pages`)
  owners.set(one.form, one.n)
  if (claims) await lookInside(office, one.form, { n: one.n, given: 'Andrea' }, where, found)
}

// ---- the verifier: every promise is kept, once, with what was said. Gives what it found, in words.
export async function verify(office, people = office.people) {
  const found = { lost: [], doubled: [], changed: [], chains: [] }
  await office.stop()
  const chains = run(['verify', '--store', office.store])
  if (chains.status !== 0) found.chains.push(chains.out + chains.err)
  const owners = new Map(), references = new Map()
  for (const one of people) {
    const where = `person ${one.n} (${one.points.join('; ')})`
    if (one.renumbered) found.doubled.push(`${where}: her claim has two numbers`)
    if (one.form) await lookAtForm(office, one, where, owners, found)
    if (!one.file) continue
    if (owners.has(one.file)) found.doubled.push(`${where}: has the file of person ${owners.get(one.file)}`)
    owners.set(one.file, one.n)
    const answer = await office.ask('GET', `/api/v1/files/${one.file}`, undefined, office.auditor)
    const kinds = answer.status === 200 ? answer.json.facts.map(f => f.kind) : []
    for (const promised of one.promised ?? [])
      if (!kinds.includes(promised)) found.lost.push(`${where}: ${promised}`)
    for (const step of day) {
      if (!step.fact) continue
      const count = kinds.filter(kind => kind === step.fact).length
      if (count > 1) found.doubled.push(`${where}: ${step.fact}, ${count} times`)
    }
    if (answer.status === 200) await lookInside(office, one.file, { n: one.n, given: 'Camille', holder: 'Camille EXEMPLE' }, where, found)
    for (const f of answer.status === 200 ? answer.json.facts : []) {
      if (f.kind !== 'payment_ordered') continue
      if (references.has(f.body.reference)) found.doubled.push(`${where}: the order of person ${references.get(f.body.reference)}`)
      references.set(f.body.reference, one.n)
    }
  }
  // Files beyond those of the ledger were made by a key that never got an answer, or twice by one that did.
  const [, count] = chains.out.match(/^(\d+) files/) ?? []
  if (people === office.people && Number(count) > owners.size) found.doubled.push(`${count} files for ${owners.size} people`)
  if (people === office.people && Number(count) < owners.size) found.lost.push(`${count} files for ${owners.size} people`)
  await office.stop()
  const rebuilt = run(['rebuild', '--store', office.store])
  if (!/, 0 differed, 0 set aside/.test(rebuilt.out)) found.chains.push(rebuilt.out + rebuilt.err)
  return found
}
