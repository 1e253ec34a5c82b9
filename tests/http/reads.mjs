// T13 from outside: every route that reads a case is exactly one entry more of the read log, one that is refused too, and
// the log that is exported holds before a stranger's own verifier, which finds whatever is planted in it.
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call, check, claim, end, equal, legalDay, run, scratch, serve } from '../lib.mjs'
import { blake2b, readLog } from './read_log.mjs'

equal('BLAKE2b is that of node', blake2b(Buffer.from('abc'.repeat(100)), 64).toString('hex'),
  createHash('blake2b512').update('abc'.repeat(100)).digest('hex'))

const db = join(scratch, 'reads.db'), store = `sqlite:${db}`, out = join(scratch, 'reads.jsonl')
const purposes = { clerk: 'instruct', accountant: 'pay', auditor: 'audit', supervisor: 'supervise', data_protection_officer: 'data_protection' }
const token = (role, name, body = 'CAF-59') => ({ 'abri-purpose': purposes[role] ?? '', authorization: `Bearer ${run(['token', '--store',
  store, '--role', role, '--body', body, '--name', name]).out.trim()}` })
// The same agents by token and by page: a file is one agent's.
const clerk = token('clerk', 'page-exemple'), payer = token('accountant', 'page-compte'), second = token('clerk', 'autre-exemple')
const boss = token('supervisor', 'cheffe-exemple')
const auditor = token('auditor', 'audit-exemple', '*'), officer = token('data_protection_officer', 'dpo-exemple', '*')
const stranger = token('clerk', 'ailleurs-exemple', 'CAF-13')
run(['account', '--store', store, '--role', 'clerk', '--body', 'CAF-59', '--name', 'page-exemple', '--one-factor'], 'essai-sans-valeur\n')
run(['account', '--store', store, '--role', 'auditor', '--body', '*', '--name', 'page-audit', '--one-factor'], 'essai-sans-valeur\n')
run(['account', '--store', store, '--role', 'accountant', '--body', 'CAF-59', '--name', 'page-compte', '--one-factor'], 'essai-sans-valeur\n')

let server = await serve(['--store', store])
const ask = (method, path, headers, body) => call(server.url, method, path, body, { ...headers, 'idempotency-key': `k${Math.random()}` })
const session = async name => {
  const entered = await ask('POST', '/bureau/entrer', { 'content-type': 'application/x-www-form-urlencoded' },
    new URLSearchParams({ name, password: 'essai-sans-valeur' }).toString())
  return { cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' }
}
const desk = await session('page-exemple'), audit = await session('page-audit'), till = await session('page-compte')
check('T22: a page of an office says for whom it was made, and when',
  /<p class="hint">\d{4}-\d{4}-\d{4}-\d{3} 20\d\d-\d\d-\d\dT[\d:]+Z</.test((await ask('GET', '/bureau/veille', desk)).text))
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const act = (path, who, fields) => ask('POST', path, { ...who, ...form }, new URLSearchParams(fields).toString())
const csrf = async (path, who) => (await ask('GET', path, who)).text.match(/name="csrf" value="(\w+)"/)[1]

// The lines since the last time, without that of the export itself.
let seen = 0, key = ''
const exported = () => {
  const said = run(['reads', 'export', '--store', store, '-o', out])
  check('export', said.status === 0, said.err)
  const text = readFileSync(out, 'utf8')
  key ||= JSON.parse(text.split('\n')[0]).key
  return text
}
const added = () => {
  const { lines, faults } = readLog(exported(), key)
  equal('the log holds', faults, [])
  const all = lines.sort((a, b) => a.moment - b.moment || a.lane - b.lane || a.place - b.place)
  const fresh = all.slice(seen).filter(line => line.what !== 'log_exported')
  seen = all.length
  return fresh
}
const digits = file => Number(file.replaceAll('-', ''))
const one = (name, lines, what, file) => {
  equal(`T13: ${name} is one entry`, lines.map(line => line.what), [what])
  if (file) equal(`T13: ${name} is of the file`, lines[0]?.file, digits(file))
}

const made = await ask('POST', '/api/v1/claims', {}, { ...claim(1), consents: { departement: true, association: true } })
const { file } = made.json
equal('a claim', made.status, 201)
equal('T13: a claim is written, not read', added(), [])

// ---- every route of the table is here: a new one must say what it reads
const api = `/api/v1/files/${file}`, page = `/bureau/dossier/${file}`
const nothing = new Set(`GET /healthz|GET /readyz|GET /metrics|GET /api/v1/openapi.json|POST /api/v1/assess|POST /api/v1/explain|POST /api/v1/claims|GET /|
  GET /static/{}|GET /simulateur|POST /simulateur|GET /demande|POST /demande|GET /bureau/demande|POST /bureau/demande|GET /suivi|GET /aide|POST /aide|GET /aide/carte.svg|GET /securite|GET /accessibilite|GET /facile|GET /quitter|POST /quitter|
  GET /bureau/entrer|POST /bureau/entrer|GET /bureau/veille|POST /bureau/veille|GET /bureau/preuve|POST /bureau/preuve|
  POST /bureau/sortir|GET /api/v1/files/{}/reception|GET /suivi/changer|
  GET /bureau/fournisseur|GET /bureau/retour|GET /bureau/fin|GET /api/v1/statistics|GET /vos-donnees`.split('|').map(s => s.trim()))
const grant = { kind: 'claim_granted', day: '2025-11-25' }
const reason = 'elle est au guichet et son agent est absent'
const sent = () => fetch(`${server.url}${api}/attachments?kind=complaint`, { method: 'POST', headers: clerk,
  body: readFileSync(new URL('../reference/uploads/plain.jpg', import.meta.url)) })
const reading = {
  'POST /api/v1/files/{}/assignment': [() => ask('POST', `${api}/assignment`, clerk, ''), 201, 'file_assigned', file],
  'POST /api/v1/files/{}/opening': [() => ask('POST', `${api}/opening`, second, { reason }), 201, 'opened_with_reason', file],
  'POST /api/v1/files/{}/disclosures': [() => ask('POST', `${api}/disclosures`, clerk, { kind: 'contact' }), 200, 'vault_opened', file],
  'GET /api/v1/notices': [() => ask('GET', '/api/v1/notices', boss), 200, 'notices_listed'],
  'POST /api/v1/notices/{}': [() => ask('POST', '/api/v1/notices/1', boss, ''), 200, 'notice_read', file],
  'GET /api/v1/files/{}': [() => ask('GET', api, clerk), 200, 'file_opened', file],
  'POST /api/v1/files/{}/facts': [() => ask('POST', `${api}/facts`, clerk, grant), 201, 'fact_recorded', file],
  'GET /api/v1/files/{}/reads': [() => ask('GET', `${api}/reads`, officer), 200, 'readers_listed', file],
  'GET /api/v1/reads': [() => ask('GET', '/api/v1/reads', auditor), 200, 'log_read'],
  'POST /api/v1/files/{}/attachments': [() => sent(), 201, 'fact_recorded', file],
  'GET /api/v1/files/{}/attachments': [() => ask('GET', `${api}/attachments?n=0`, clerk), 200, 'document_downloaded', file],
  'GET /bureau/dossier/{}/pieces': [() => ask('GET', `${page}/pieces`, desk), 200, 'file_opened', file],
  'GET /bureau/dossier/{}/piece': [() => ask('GET', `${page}/piece?n=0`, desk), 200, 'document_downloaded', file],
  'GET /api/v1/alerts': [() => ask('GET', '/api/v1/alerts', token('referent', 'referente-exemple', '*')), 200, 'alerts_read'],
  'GET /api/v1/duties': [() => ask('GET', '/api/v1/duties', clerk), 200, 'queue_listed'],
  'GET /api/v1/reports': [() => ask('GET', '/api/v1/reports', token('prosecutor', 'parquet-exemple', 'TJ-59')), 200, 'reports_listed'],
  'POST /api/v1/statistics': [() => ask('POST', '/api/v1/statistics', token('statistician', 'chiffres-exemple', '*'), ''), 200, 'statistics_exported'],
  'GET /bureau': [() => ask('GET', '/bureau', desk), 200, 'queue_listed'],
  'GET /bureau/dossier/{}': [() => ask('GET', page, desk), 200, 'file_opened', file],
  'GET /bureau/lectures': [() => ask('GET', '/bureau/lectures', audit), 200, 'log_read'],
  'GET /bureau/paiements': [() => ask('GET', '/bureau/paiements', till), 200, 'payments_listed'],
}
const elsewhere = new Set(['GET /api/v1/files/{}/extract', 'POST /bureau/dossier/{}', 'POST /bureau/lectures', 'POST /bureau/paiements', 'POST /api/v1/payments/export',
  'POST /api/v1/files/{}/documents', 'POST /bureau/dossier/{}/document', 'POST /bureau/dossier/{}/prendre',
  'POST /bureau/dossier/{}/ouvrir', 'POST /bureau/dossier/{}/montrer', 'GET /bureau/dossier/{}/montrer', 'GET /bureau/dossier/{}/confier', 'GET /bureau/dossier/{}/ouvrir', 'GET /bureau/dossier/{}/document', 'POST /bureau/avis/{}',
  'POST /suivi', 'POST /suivi/pieces', 'GET /suivi/pieces', 'POST /bureau/dossier/{}/code', 'GET /bureau/dossier/{}/code', // portal.mjs
  'POST /suivi/changer', 'POST /bureau/dossier/{}/pieces', 'POST /bureau/dossier/{}/confier', 'POST /api/v1/alerts/{}', 'GET /bureau/alertes',
  'POST /bureau/alertes/{}', 'GET /bureau/alertes/{}', 'POST /api/v1/agents', 'POST /api/v1/access-requests', 'POST /vos-donnees', 'POST /api/v1/reports', 'GET /api/v1/reports/{}'])
const table = readFileSync(new URL('../../src/web/routes.def', import.meta.url), 'utf8')
const routes = [...table.matchAll(/^ROUTE\((\w+),\s*"([^"]+)"/gm)].map(m => `${m[1]} ${m[2]}`)
for (const route of routes) {
  check(`T13: ${route} says what it reads`, nothing.has(route) || elsewhere.has(route) || reading[route])
}
for (const [route, [request, status, what, of]] of Object.entries(reading)) {
  const answer = await request()
  equal(`${route} answers`, answer.status, status)
  one(route, added(), what, of)
}
for (const route of nothing) {
  const [method, path] = route.split(' ')
  await ask(method, path.replace('{}', 's.css'), method === 'POST' ? form : {}, method === 'POST' ? 'l=fr' : undefined)
}
equal('T13: what reads no case is no entry', added(), [])

// ---- what the page of a file opens of the vault, and for whom
const token1 = await csrf(page, desk)
one('POST /bureau/dossier/{}/prendre', [...added(), ...(await act(`${page}/prendre`, desk, { csrf: token1 }), added())].slice(1), 'file_assigned', file)
await act(`${page}/montrer`, desk, { csrf: token1, person: 1, contact: 1, account: 1, purpose: 'instruct' })
const [opened] = added()
await ask('GET', `${page}/montrer`, desk)
one('GET /bureau/dossier/{}/montrer', added(), 'file_opened', file)
await ask('GET', `${page}/document`, desk)
one('GET /bureau/dossier/{}/document', added(), 'file_opened', file)
equal('T13: the entry says who, for what, and what was opened', [opened.agent, opened.role, opened.body, opened.purpose, opened.kinds],
  ['page-exemple', 'clerk', 'CAF-59', 'instruct', 7])
const audited = await ask('GET', page, audit)
check('an auditor reads the file', audited.status === 200)
check('but nothing of the vault', !/EXEMPLE/.test(audited.text))
equal('T13: and the entry says so', added().map(line => [line.what, line.kinds]), [['file_opened', 0]])

// ---- refused: an entry too, the same for a file of another fund and for none
const absent = await ask('GET', '/api/v1/files/871797010434', stranger), foreign = await ask('GET', api, stranger)
equal('refused alike', [absent.status, absent.text], [foreign.status, foreign.text])
equal('T13: each is an entry', added().map(line => [line.what, line.agent, line.kinds]),
  [['refused', 'ailleurs-exemple', 0], ['refused', 'ailleurs-exemple', 0]])
await ask('GET', api, stranger)
one('refused again', added(), 'refused', file)
await ask('POST', `${api}/facts`, clerk, grant)
one('what the law refuses', added(), 'refused', file)

// ---- forms
const expected = (await ask('GET', page, desk)).text.match(/name="expected" value="(\d+)"/)[1]
added()
equal('notify', (await act(page, desk, { csrf: token1, do: 'notify', sent_by: 'in_person', expected })).status, 303)
one('POST /bureau/dossier/{}', added(), 'fact_recorded', file)
equal('a form that is wrong', (await act(page, desk, { csrf: token1, do: 'notify', sent_by: '', expected })).status, 400)
one('the file that comes back with it', added(), 'file_opened', file)
equal('one that is late', (await act(page, desk, { csrf: token1, do: 'notify', sent_by: 'in_person', expected })).status, 409)
equal('T13: refused, then the file that comes back', added().map(line => [line.what, line.file]), [['refused', digits(file)], ['file_opened', digits(file)]])
const token2 = await csrf('/bureau/lectures', audit)
added()
const found = await act('/bureau/lectures', audit, { csrf: token2, file, reader: '', day: '' })
equal('POST /bureau/lectures', found.status, 200)
check('the page shows who opened the file', found.text.includes('page-exemple') && found.text.includes('ailleurs-exemple'))
one('POST /bureau/lectures', added(), 'log_read')
const search = { file, reader: 'page-exemple', day: '2025-11-25' }
for (const [field, value] of [['file', '12'], ['reader', 'x'.repeat(65)], ['day', '2025-13-01']]) {
  const wrong = await act('/bureau/lectures', audit, { csrf: token2, ...search, [field]: value })
  equal(`a search by a wrong ${field}`, [wrong.status, wrong.text.includes(`<a href="#${field}">`), /id="faute_(\w+)">[^<]{20,}</.exec(wrong.text)?.[1]], [400, true, field])
  for (const [name, typed] of Object.entries({ ...search, [field]: value }))
    check(`a search by a wrong ${field}: ${name} is kept`, new RegExp(`id="${name}"[^>]* value="${typed}"[^>]*>`).exec(wrong.text)?.[0].includes('aria-invalid="true"') === (name === field), wrong.text)
  check(`a search by a wrong ${field} answers nothing`, !/Aucune lecture|<table/.test(wrong.text))
}
equal('T13: a search that was not made is no entry', added(), [])

// ---- payments: the run, the order that is sent, the list, each message, each account in it
equal('taken to be paid', (await ask('POST', `${api}/assignment`, payer, '')).status, 201)
equal('ordered', (await ask('POST', `${api}/facts`, payer, { kind: 'payment_ordered', day: '2025-11-26' })).status, 201)
added()
const message = await ask('POST', '/api/v1/payments/export', payer, '{"until": "2030-01-01"}')
equal('exported', message.json.messages.length, 1)
const payment = added()
equal('T13: a payment export is an entry for each of its readings', payment.map(line => line.what).sort(),
  ['account_paid', 'order_sent', 'payments_exported', 'payments_exported', 'payments_listed'])
equal('T13: the account that was read', payment.filter(l => l.what === 'account_paid').map(l => [l.file, l.kinds]), [[digits(file), 4]])
const token3 = await csrf('/bureau/paiements', till)
added()
const { id } = message.json.messages[0]
check('the message is downloaded', (await act('/bureau/paiements', till, { csrf: token3, id })).text.includes('pain.001'))
equal('T13: a message downloaded', added().map(line => line.what).sort(), ['account_paid', 'payments_exported'])
for (const [after, there] of [[id, false], ['rien', true]])
  equal(`the messages after ${there ? 'nothing of ours: all' : 'the last: none'}`, (await ask('GET', `/bureau/paiements?after=${after}`, till)).text.includes(id), there)
equal('T13: lists of them', added().map(line => line.what), ['payments_listed', 'payments_listed'])

// ---- a withdrawal asked by whoever: the same answer and one entry, whether there is such a file or not
const withdraw = number => act('/suivi/changer', {}, { file: number, change: 'withdrawal' })
const [there, nowhere] = [await withdraw(file), await withdraw('871797010434')]
equal('T18: the same answer', [there.status, there.text], [nowhere.status, nowhere.text])
equal('T13: each is an entry, of the public', added().map(line => [line.what, line.agent, line.file === digits(file)]),
  [['fact_recorded', 'public', true], ['refused', 'public', false]])

// ---- documents: the file leaves, and her name when the document tells it
const papers = (await ask('GET', '/api/v1/openapi.json', {})).json.components.schemas.DocumentWish.properties.kind.enum
let papersMade = 0
for (const kind of papers) {
  const paper = await ask('POST', `${api}/documents`, clerk, { kind, recipient: 'ASSO-12' })
  if (paper.status === 400) { equal(`T13: ${kind}, asked wrongly, reads nothing`, added(), []); continue }
  const lines = added().map(line => line.what).filter(what => what !== 'vault_opened')
  equal(`T13: a document ${kind} is one entry`, lines, [paper.status === 200 ? 'file_exported' : 'refused'])
  papersMade += paper.status === 200
}
check('some document was made', papersMade > 0)

// ---- who sees it
const readers = (await ask('GET', `${api}/reads`, officer)).json.reads
check('the officer sees who opened the file', readers.length > 5 && readers.every(r => (r.role || r.what === 'fact_recorded') && r.what !== 'refused'))
check('by a number, never the name', !JSON.stringify(readers).includes('exemple') && readers.every(r => Number.isInteger(r.reader)))
const her = token('victim', 'personne-exemple', file), other = token('victim', 'autre-exemple', '871797010434')
const seenByHer = await ask('GET', `${api}/reads`, her)
equal('she sees who opened her file', [seenByHer.status, seenByHer.json.reads.length], [200, readers.length])
equal('and nobody else sees it', (await ask('GET', `${api}/reads`, other)).status, 404)
equal('nor does a clerk', (await ask('GET', `${api}/reads`, clerk)).status, 403)
const listed = async query => (await ask('GET', `/api/v1/reads?${query}`, auditor)).json
check('by file', (await listed(`file=${file}`)).reads.every(r => r.file.replaceAll('-', '') === file.replaceAll('-', '')))
equal('by agent', (await listed('agent=ailleurs-exemple')).reads.length, 3)
check('by a day without any', (await listed('day=2020-01-01')).reads.length === 0)
let pages = 0, total = 0
for (let next = ''; next !== null; pages++) {
  const got = await listed(next ? `after=${next}` : '')
  total += got.reads.length
  next = got.next
}
const atLeast = seen
check('cursor pages give all of it', pages > 1 && total >= atLeast, `${pages} pages, ${total} of ${atLeast}`)
for (const bad of ['file=1', 'day=x', 'after=1', `agent=${'a'.repeat(65)}`]) {
  equal(`refuses ${bad.slice(0, 9)}`, (await ask('GET', `/api/v1/reads?${bad}`, auditor)).status, 400)
}
await server.stop()

// ---- the stranger's verifier finds whatever is planted
const text = exported(), rows = text.trimEnd().split('\n'), good = readLog(text, key)
equal('the export holds', good.faults, [])
equal('nobody else reads the export', statSync(out).mode & 0o777, 0o600)
check('the export says nothing of her', !/EXEMPLE|Camille|FR76|1990-01-01/.test(text))
const of = what => rows.findIndex(row => row.includes(`"what": "${what}"`))
const flip = r => r.replace(/[0-9a-f]{64}/, h => (h[0] === '0' ? '1' : '0') + h.slice(1))
const without = i => rows.filter((_, k) => k !== i)
const planted = {
  'an agent changed': rows.map(r => r.replace('"page-exemple"', '"page-autre"')),
  'a file changed': rows.map((r, i) => i === of('file_opened') ? r.replace(/"file": (\d+)/, (_, n) => `"file": ${Number(n) + 16}`) : r),
  'an entry taken out': without(of('file_opened')),
  'the last entry of a lane taken out': without(of('log_exported') + good.lines.filter(l => l.what === 'log_exported').length - 1),
  'two entries in another order': (() => { const i = of('queue_listed'), r = [...rows]; [r[i], r[i + 1]] = [r[i + 1], r[i]]; return r })(),
  'an anchor taken out': without(rows.findIndex(r => r.startsWith('{"anchor"'))),
  'an anchor changed': rows.map(r => r.startsWith('{"anchor"') ? flip(r) : r),
  'an anchor with the signature of another': (() => {
    const a = rows.filter(r => r.startsWith('{"anchor"')), first = a[0].match(/"signature": "(\w+)"/)[1]
    return rows.map(r => r === a[a.length - 1] ? r.replace(/"signature": "\w+"/, `"signature": "${first}"`) : r) })(),
  'the end cut off': rows.slice(0, -1),
  'a lane cut off': rows.filter(r => !r.startsWith('{"lane": 0,')),
}
for (const [name, changed] of Object.entries(planted)) {
  const { faults } = readLog(`${changed.join('\n')}\n`, key)
  check(`${name} is found`, faults.length > 0 && changed.join() !== rows.join())
}
check('another key is found', readLog(text, `00${key.slice(2)}`).faults.length > 0)
const since = join(scratch, 'since.jsonl')
equal('export --since', run(['reads', 'export', '--store', store, '-o', since, '--since', '2020-01-01']).status, 0)
equal('holds too', readLog(readFileSync(since, 'utf8'), key).faults, [])
equal('tomorrow, nothing but where the lanes end', run(['reads', 'export', '--store', store, '-o', since, '--since', '2099-01-01']).status, 0)
const none = readLog(readFileSync(since, 'utf8'), key)
equal('and that holds', [none.lines.length, none.faults], [0, []])

// ---- the program's own: verify, anchors, an older copy
equal('verify', run(['verify', '--store', store]).status, 0)
const older = join(scratch, 'older.db')
copyFileSync(db, older)
copyFileSync(`${db}.key`, `${older}.key`)
if (existsSync(`${db}-wal`)) copyFileSync(`${db}-wal`, `${older}-wal`)
const anchor = join(scratch, 'anchor.jsonl'), anchored = run(['reads', 'anchor', '--store', store])
equal('anchor', anchored.status, 0)
writeFileSync(anchor, anchored.out)
const compared = run(['verify', '--store', store, '--anchor', anchor])
equal('the anchor is this store\'s', compared.status, 0)
check('and was compared', compared.out.includes('1 anchors compared, 0 not found'))
equal('the export is this store\'s', run(['verify', '--store', store, '--anchor', out]).status, 0)
const replayed = run(['verify', '--store', `sqlite:${older}`, '--anchor', anchor])
equal('an older copy is found', [replayed.status, /older copy/.test(replayed.out)], [1, true])
equal('though by itself it is whole', run(['verify', '--store', `sqlite:${older}`]).status, 0)
writeFileSync(anchor, anchored.out.split('\n').map((r, i) => i ? flip(r) : r).join('\n'))
equal('an anchor that was changed', run(['verify', '--store', store, '--anchor', anchor]).status, 1)
writeFileSync(anchor, 'nothing\n')
equal('a file without an anchor', run(['verify', '--store', store, '--anchor', anchor]).status, 2)

// ---- trimming keeps three years
const year = legalDay().slice(0, 4)
equal('trim what is recent', run(['reads', 'trim', '--store', store, '--before', `${year - 1}-01-01`]).status, 2)
const trimmed = run(['reads', 'trim', '--store', store, '--before', `${year - 4}-01-01`])
equal('trim what is old', [trimmed.status, trimmed.out], [0, '0 readings taken out\n'])
equal('verify after', run(['verify', '--store', store]).status, 0)
equal('export after', readLog(exported(), key).faults, [])
for (const bad of [['reads'], ['reads', 'export', '--store', store], ['reads', 'trim', '--store', store], ['reads', 'burn', '--store', store]]) {
  equal(`refuses ${bad.slice(0, 2).join(' ')}`, run(bad).status, 2)
}
const review = run(['reads', 'review', '--store', store, '--lang', 'en'])
equal('review', review.status, 0)
check('names who was refused again and again', /^\d{4}-\d\d-\d\d {2}ailleurs-exemple {2}readings refused: 3$/m.test(review.out), review.out)
end()
