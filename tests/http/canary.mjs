// T16, T24: claims with a marker in every field where she says something, sent to a real server; some thousands of answers,
// pages and errors of every door, and all the server logged, hold no marker but where its reader needs it. The million
// outputs made in one process are tests/canary; here the way through HTTP, headers and the log is walked.
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call, check, claim, end, equal, journey, legalDay, letters, run, scratch, serve } from '../lib.mjs'

const openapi = JSON.parse(readFileSync(new URL('../../src/web/openapi.json', import.meta.url), 'utf8'))
const schemas = openapi.components.schemas
const resolved = s => s.$ref ? schemas[s.$ref.split('/').pop()] : s

// A word of the field's own, as in tests/canary/planted.c.
const invented = path => {
  let hash = 14695981039346656037n
  for (const c of Buffer.from(path)) hash = BigInt.asUintN(64, (hash ^ BigInt(c)) * 1099511628211n)
  let word = 'Zqé'
  for (let i = 0; i < 4; i++) {
    word += 'bcdfghjklmnpqrstvwxz'[Number(hash % 20n)] + 'aiou'[Number(hash / 20n % 4n)]
    hash /= 80n
  }
  return word
}
const markers = {}
const known = ['request.requested_on', 'request.completed_on', 'request.department']
function value(path, schema) {
  schema = resolved(schema)
  if (schema.oneOf) return value(path, schema.oneOf.at(-1))
  if (path === 'request.documents' || known.includes(path)) return undefined
  const type = [schema.type].flat()[0]
  if (type === 'object') {
    const object = {}
    for (const [key, below] of Object.entries(schema.properties)) {
      const found = value(path ? `${path}.${key}` : key, below)
      if (found !== undefined) object[key] = found
    }
    return object
  }
  if (type === 'array') return resolved(schema.items).enum ? [] : [value(`${path}.0`, schema.items)]
  if (type === 'boolean') return false
  if (type !== 'string') return undefined
  if (schema.enum) return schema.enum[0]
  const n = Object.keys(markers).length
  return markers[path] = schema.format === 'date' ? `19${71 + n}-0${1 + n % 9}-1${n % 10}`
    : path.endsWith('phone') ? '06 39 98 70 12' : path.endsWith('iban') ? 'FR7699999123459876543210925'
    : path.endsWith('email') ? `${invented(path).slice(3)}@exemple.test`
    : schema.maxLength < 11 ? `z${invented(path).slice(3)}` : invented(path)
}
const planted = value('', schemas.Claim)
planted.channel = 'online'
planted.safe_contact.channel = 'post'
Object.assign(planted.request, { requested_on: '2025-11-25', department: '59', resources_cents: 400000, documents: [{ kind: 'complaint', dated: '2025-11-20' }] })
planted.consents = { departement: true, association: true }
planted.undertakings = { repay_if_loan: true, report_proceedings: true }
check('T16: a marker in every field', Object.keys(markers).length >= 16 && markers['safe_contact.code_word'] && markers['person.address.lines.0'])

const plain = words => words.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
const spellings = Object.entries(markers).map(([path, said]) => [path, [plain(said), plain(encodeURIComponent(said)),
  Buffer.from(said).toString('base64').slice(0, 12).toLowerCase(), said.replace(/\D/g, '').length >= 8 ? said.replace(/\D/g, '') : plain(said)]])
// The paths of the markers in some words.
function seen(words) {
  const folded = plain(words), digits = words.replace(/(\d)[ .\-/\u00a0](?=\d)/g, '$1')
  return spellings.filter(([, ways]) => ways.some(way => folded.includes(way) || digits.includes(way))).map(([path]) => path)
}
equal('T16: a planted leak is seen', seen(`{"x": "${markers['person.address.lines.0'].toUpperCase()}", "y": "0639987012"}`).sort(),
  ['person.address.lines.0', 'person.phone'])

const store = `sqlite:${join(scratch, 'canary.db')}`
const token = (role, body) => ({ authorization: `Bearer ${run(['token', '--store', store, '--role', role, '--body', body, '--name', `${role} ${body}`]).out.trim()}` })
const clerk = { ...token('clerk', 'CAF-59'), 'abri-purpose': 'instruct' }, police = token('police', 'PN-59')
const payer = { ...token('accountant', 'CAF-59'), 'abri-purpose': 'pay' }
const server = await serve(['--store', store, '--workers', '1'])
let keys = 0, answers = 0
const leaks = []
// Each answer is looked through, its headers too.
async function ask(what, method, path, body, headers = {}, may = []) {
  const answer = await call(server.url, method, path, body, { 'idempotency-key': `c${++keys}`, ...headers })
  answers++
  const found = seen(`${[...answer.headers].join('\n')}\n${answer.text}`).filter(one => !may.includes(one))
  if (found.length) leaks.push(`${what}: ${found.join(' ')}`)
  return answer
}
const her = ['person.family_name', 'person.given_names'], children = Object.keys(markers).filter(path => path.startsWith('request.'))

// ---- refused claims: each place of the claim spoiled in several ways
const copy = value => JSON.parse(JSON.stringify(value))
function* places(object, path = []) {
  for (const [key, below] of Object.entries(object)) {
    yield [...path, key]
    if (below && typeof below === 'object') yield* places(below, [...path, key])
  }
}
const spoilers = [7, {}, [], null, true, said => `${said}\u0000`, said => `${said}`.repeat(60), said => ({ [said]: said })]
for (const path of places(planted)) {
  for (const spoil of spoilers) {
    const wrong = copy(planted)
    let at = wrong
    for (const key of path.slice(0, -1)) at = at[key]
    at[path.at(-1)] = typeof spoil === 'function' ? spoil(at[path.at(-1)]) : spoil
    await ask('a spoiled claim', 'POST', '/api/v1/claims', wrong)
    await ask('a spoiled form', 'POST', '/demande', new URLSearchParams(Object.entries(wrong.person ?? {}).map(([k, v]) => [k, String(v)])).toString(),
      { 'content-type': 'application/x-www-form-urlencoded' }, Object.keys(markers)) // shown again to who typed it
  }
}

// ---- markers where an address, a header or a cookie is read
for (const said of Object.values(markers)) {
  const written = encodeURIComponent(said)
  for (const path of [`/${written}`, `/bureau/dossier/${written}`, `/api/v1/files/${written}`, `/static/${written}`, `/simulateur?l=${written}`, `/api/v1/duties?max=${written}`]) {
    await ask('an address', 'GET', path, undefined, clerk)
    await ask('an address without a token', 'GET', path)
  }
  await ask('a token', 'GET', '/api/v1/duties', undefined, { authorization: `Bearer ${written}` })
  await ask('a cookie', 'GET', '/bureau', undefined, { cookie: `__Host-s=${written}` })
  await ask('a name to sign in', 'POST', '/bureau/entrer', `name=${written}&password=${written}`, { 'content-type': 'application/x-www-form-urlencoded' })
  await ask('a key', 'POST', '/api/v1/claims', claim(1), { 'idempotency-key': written })
  await ask('a fact', 'POST', '/api/v1/files/100000000009/facts', { kind: said, day: said, body: { [said]: said } }, clerk)
  await ask('a document', 'POST', '/api/v1/files/100000000009/documents', { kind: said, recipient: said }, clerk)
}

// ---- files through their life, and every document of each
const documents = {}
const today = legalDay()
for (let n = 0; n < 40; n++) {
  const one = copy(planted)
  one.person.given_names += ` ${letters(n)}` // another person each time
  one.request.resources_cents = n % 2 ? 400000 : 60000
  const made = await ask('a claim', 'POST', '/api/v1/claims', one)
  if (!check('a claim is received', made.status === 201, made.text)) break
  const file = made.json.file, fact = (kind, who, body) => ask(kind, 'POST', `/api/v1/files/${file}/facts`, { kind, day: today, ...body }, who, children)
  for (const who of [clerk, payer]) await ask('the assignment', 'POST', `/api/v1/files/${file}/assignment`, '', who)
  // the same telephone and account in forty files is strange: the request is held until somebody has seen her
  await fact('held_released', clerk, { body: { checked_by: 'in_person' } })
  const granted = await fact('claim_granted', clerk)
  await fact('claim_refused', clerk)
  await fact('loan_granted', clerk, { body: { amount_cents: granted.json?.amount_cents ?? 1 } })
  await fact('payment_ordered', payer)
  await ask('the file', 'GET', `/api/v1/files/${file}`, undefined, clerk, children)
  await ask('the file for the police', 'GET', `/api/v1/files/${file}`, undefined, police)
  for (const kind of schemas.DocumentWish.properties.kind.enum) {
    for (const version of ['whole', 'party_safe']) {
      const named = ['attestation', 'departement', 'appeal', 'decision'].includes(kind) ? her : []
      const made = await ask(`document ${kind}`, 'POST', `/api/v1/files/${file}/documents`, { kind, version, recipient: 'ASSO-12' }, clerk, named)
      if (made.status === 200) documents[kind] = (documents[kind] ?? 0) + 1
    }
  }
  const sent = await ask('a claim of the police', 'POST', '/api/v1/claims', { ...one, channel: 'police' }, police)
  equal('T15: received', Object.keys(sent.json ?? {}).join(), 'received,received_on,reference')
  await ask('the queue', 'GET', '/api/v1/duties', undefined, clerk)
  await ask('the export', 'POST', '/api/v1/payments/export', '', payer, ['payment.iban', 'payment.holder'])
}
equal('documents were made', ['attestation', 'departement', 'association', 'decision'].filter(kind => !(documents[kind] >= 2)), [])
console.log(`compared with documents ${JSON.stringify(documents)}`)

// ---- T21: a doctor's report: nothing of it in an answer, a header, a name of a file or on the disk
const secret = join(scratch, 'court.secret')
const pair = run(['reports', 'pair', '-o', secret])
equal('T21: a pair of the court', [pair.status, /^[0-9a-f]{64}$/.test(pair.out.trim())], [0, true])
equal('T21: the key of the court', run(['reports', 'court', '--store', store, '--body', 'TJ-59350', '--key-hex', pair.out.trim()]).status, 0)
const doctor = token('doctor', 'RPPS-1'), prosecutor = token('prosecutor', 'TJ-59350'), elsewhere = token('prosecutor', 'TJ-13055')
const wrote = { court: 'TJ-59350', professional: { name: markers['person.address.city'], number: '10000000001' },
  patient: { family_name: markers['person.family_name'], given_names: markers['person.given_names'], born_on: markers['person.born_on'] },
  examined_on: '2025-11-20', findings: markers['safe_contact.words'], words: markers['safe_contact.code_word'], agreed: true }
const report = await ask('a report', 'POST', '/api/v1/reports', wrote, doctor)
equal('T21: the receipt', [report.status, Object.keys(report.json ?? {}).join()], [201, 'number,received_at,taken_at'])
await ask('a report the law does not allow', 'POST', '/api/v1/reports', { ...wrote, agreed: false }, doctor)
await ask('a spoiled report', 'POST', '/api/v1/reports', { ...wrote, patient: wrote.professional }, doctor)
equal('T21: not for another court', (await ask('a report elsewhere', 'GET', `/api/v1/reports/${report.json.number}`, undefined, elsewhere)).status, 404)
equal('T21: not for a clerk', (await ask('a report for a clerk', 'GET', `/api/v1/reports/${report.json.number}`, undefined, clerk)).status, 403)
equal('T21: not taken yet', (await ask('the receipt', 'GET', `/api/v1/reports/${report.json.number}`, undefined, doctor)).json.taken_at, null)
const taken = await fetch(`${server.url}/api/v1/reports/${report.json.number}`, { headers: prosecutor })
const bytes = Buffer.from(await taken.arrayBuffer())
equal('T21: a neutral name and type', [taken.headers.get('content-disposition'), taken.headers.get('content-type'), taken.headers.get('last-modified'), taken.headers.get('cache-control')],
  ['attachment; filename="document.bin"', 'application/octet-stream', null, 'no-store'])
equal('T21: sealed', [bytes.length % 4096, seen(bytes.toString('latin1') + [...taken.headers].join('\n'))], [48, []])
check('T21: the doctor knows it was taken', (await ask('the receipt', 'GET', `/api/v1/reports/${report.json.number}`, undefined, doctor)).json.taken_at)
const sealedFile = join(scratch, 'document.bin')
writeFileSync(sealedFile, bytes)
const read = run(['reports', 'open', '--key', secret, sealedFile])
check('T21: opened with the key of the court', read.status === 0 && JSON.parse(read.out).basis === 'code pénal, 226-14, 2°', read.err)

// ---- T24, T16: a request being written: on the disk, at its address without its cookie, at a helper's, in what forgets it
const field = { family_name: 'person.family_name', given_names: 'person.given_names', born_on: 'person.born_on', line1: 'person.address.lines.0',
  city: 'person.address.city', contact_value: 'safe_contact.value', contact_hours: 'safe_contact.hours', contact_words: 'safe_contact.words', code_word: 'safe_contact.code_word',
  iban: 'payment.iban', holder: 'payment.holder', partner_family_name: 'partner.family_name', partner_given_names: 'partner.given_names', partner_born_on: 'partner.born_on' }
const writing = Object.fromEntries(Object.entries(field).map(([name, path]) => [name, markers[path]]))
check('T24: a marker in each field of a draft', Object.values(writing).every(Boolean), JSON.stringify(writing))
const marked = { ...writing, contact_channel: 'post', department: '59', postcode: '59000', resources: '600', children: '2', document_kind: 'complaint', document_dated: '2025-11-20', seen_by_others: 'no' }
const draft = journey(server.url), drafts = () => Number(spawnSync('sqlite3', [join(scratch, 'canary.db'), 'SELECT COUNT(*) FROM drafts'], { encoding: 'utf8' }).stdout)
await draft.walk(marked, 'relire', 'oui')
equal('T24: she reads them all again, days in words', Object.values(field).filter(path => !path.endsWith('born_on') && !seen(draft.last.text).includes(path)), [])
equal('T24: a row of it', drafts(), 1)
const form = { 'content-type': 'application/x-www-form-urlencoded' }
await draft.act({ etape: 'relire', aller: 'vous' })
await draft.post({ etape: 'vous', family_name: markers['person.address.city'], born_on: 'x', aller: 'suite' }) // refused, kept
const stolen = { cookie: draft.cookie.replace(/.{4}$/, 'zzzz') }
for (const headers of [{}, stolen]) {
  await ask('the request without its cookie', 'GET', '/demande', undefined, headers)
  for (const body of ['faire=rester', 'faire=arreter', 'etape=vous&aller=suite', 'etape=relire&aller=envoyer', 'langue=en', 'rester=1', `faire=reprendre&mots=${draft.code.toReversed().join('+')}`])
    await ask(`the request without its cookie: ${body.slice(0, 14)}`, 'POST', '/demande', body, { ...form, ...headers })
}
run(['account', '--store', store, '--role', 'association', '--body', 'ASSO-12', '--name', 'aide.exemple', '--one-factor'], 'essai-sans-valeur\n')
const entered = await call(server.url, 'POST', '/bureau/entrer', 'name=aide.exemple&password=essai-sans-valeur', form)
const helper = { cookie: `${entered.headers.getSetCookie().map(c => c.split(';')[0]).join('; ')}; ${draft.cookie}` }
await ask('the request at a helper without her tick', 'GET', '/bureau/demande', undefined, helper)
for (const path of ['/metrics', '/api/v1/duties']) await ask('what counts', 'GET', path, undefined, clerk)
const onDisk = () => readdirSync(scratch).filter(name => name.startsWith('canary.db')).map(name => readFileSync(join(scratch, name)))
for (const encoding of ['utf8', 'utf16le']) equal(`T24: no marker on the disk, ${encoding}`, seen(onDisk().map(bytes => bytes.toString(encoding)).join('\n')), [])
equal('T24: nor her code', onDisk().some(bytes => draft.code.some((word, i) => bytes.includes(draft.code.slice(i).concat(draft.code.slice(0, i)).slice(0, 2).join(' ')))), false)
await draft.act({ faire: 'arreter' })
equal('T24: stopped, nothing of hers is said', seen(draft.last.text), [])

await ask('figures', 'POST', '/api/v1/statistics', '', token('statistician', '*'))
await ask('figures as CSV', 'GET', '/api/v1/statistics?as=csv', undefined, token('auditor', '*'))
await server.stop()
equal('T16: no marker in any answer', leaks.slice(0, 10), [])
check('some thousands of answers', answers > 2000, String(answers))
equal('T24: no marker in the log', seen(server.complained()), [])
console.log(`compared with ${Object.keys(markers).length} markers: ${answers} answers`)
end()
