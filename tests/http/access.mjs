// Who may do what, from outside: every route is asked as every role and as nobody; who is not listed is refused, in words
// that tell nothing.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { call, check, claim, end, equal, legalDay, run, scratch, serve } from '../lib.mjs'

const source = name => readFileSync(new URL(`../../src/${name}`, import.meta.url), 'utf8')
const roles = [...source('store/roles.def').matchAll(/^ROLE\((\w+),\s*"(\w+)"/gm)].map(m => ({ name: m[1], word: m[2] }))
check('there are roles', roles.length === 16 && roles[0].word === 'clerk')

// ---- the table of the routes, read as a person reads it
const sets = { OFFICE: ['CLERK', 'SUPERVISOR'], SIGNED_IN: roles.map(r => r.name), PUBLIC: [...roles.map(r => r.name), ''], NOBODY: [] }
const routes = [...source('web/routes.def').matchAll(/^ROUTE\((\w+),\s*"([^"]+)",\s*([A-Z_ |]+),\s*(\w+),/gm)]
  .map(([, method, path, who, handler]) => ({ method, path, handler,
    open: new Set(who.split('|').flatMap(one => sets[one.trim()] ?? [one.trim()])) }))
const lines = source('web/routes.def').match(/^ROUTE\(/gm).length
equal('every route is read', routes.length, lines)
check('every set names known roles', routes.every(r => [...r.open].every(name => name === '' || roles.some(role => role.name === name))))
check('every route names somebody', routes.every(r => r.open.size > 0))

const db = join(scratch, 'access.db'), store = `sqlite:${db}`
const token = (role, body, name) => {
  const said = run(['token', '--store', store, '--role', role, '--body', body, '--name', name])
  equal(`token ${role}`, said.status, 0)
  return { authorization: `Bearer ${said.out.trim()}` }
}
const password = 'essai-sans-valeur'
const account = (role, body) => equal(`account ${role}`,
  run(['account', '--store', store, '--role', role, '--body', body, '--name', `page-${role}`, '--one-factor'], `${password}\n`).status, 0)
for (const role of roles) {
  role.token = token(role.word, 'CAF-59', `jeton-${role.word}`)
  account(role.word, 'CAF-59')
}
const server = await serve(['--store', store])
const { url } = server
let keys = 0
const once = () => ({ 'idempotency-key': `k${++keys}` })
const made = await call(url, 'POST', '/api/v1/claims', claim(1), once())
equal('a claim', made.status, 201)
const { file: probe } = made.json // asked by every role; the stories below have their own
for (const role of roles) {
  const entered = await call(url, 'POST', '/bureau/entrer', new URLSearchParams({ name: `page-${role.word}`, password }).toString(),
    { 'content-type': 'application/x-www-form-urlencoded' })
  role.session = { cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' }
  check(`a session for ${role.word}`, role.session.cookie.startsWith('__Host-'))
}

// ---- every route, as every role. What a listed role is told is the handler's; it is not who it is that is refused.
const secrets = /EXEMPLE|Camille|FR76|1990-01-01|granted|complete|accord/i
for (const route of routes) {
  const path = route.path.replace('{}', probe), api = path.startsWith('/api/') || path === '/metrics'
  const ask = headers => call(url, route.method, path, route.method === 'POST' ? '' : undefined, { ...once(), ...headers })
  const name = `${route.method} ${route.path}`
  if (!route.open.has('')) {
    const bare = await ask({})
    if (api) equal(`${name} as nobody`, bare.status, 401)
    else equal(`${name} as nobody`, [bare.status, bare.headers.get('location')], [303, '/bureau'])
    check(`${name} tells nobody nothing`, !secrets.test(bare.text), bare.text)
    if (api) equal(`${name} with a wrong token`, (await ask({ authorization: 'Bearer nonsense' })).status, 401)
  }
  for (const role of roles.filter(r => !route.open.has(r.name))) {
    const refused = await ask(api ? role.token : role.session)
    equal(`${name} as ${role.word}`, refused.status, 403)
    check(`${name} tells ${role.word} nothing`, !secrets.test(refused.text), refused.text)
  }
  for (const role of roles.filter(r => api && route.open.has(r.name))) {
    check(`${name} answers ${role.word}`, ![401, 405].includes((await ask(role.token)).status))
  }
}
// A token opens no page and a session opens no call: neither is what it is made for.
equal('a token on a page', (await call(url, 'GET', `/bureau/dossier/${probe}`, undefined, roles[0].token)).status, 303)
equal('a session on a call', (await call(url, 'GET', `/api/v1/files/${probe}`, undefined, roles[0].session)).status, 401)

// ---- the description names the routes of the interface, no more and no less
const described = Object.entries((await call(url, 'GET', '/api/v1/openapi.json')).json.paths)
  .flatMap(([path, by]) => Object.keys(by).map(method => `${method.toUpperCase()} ${path.replace(/\{\w+\}/, '{}')}`))
equal('the description and the table', described.filter(d => / \/api\//.test(d)).sort(),
  routes.filter(r => r.path.startsWith('/api/')).map(r => `${r.method} ${r.path}`).sort())
const purposes = [...source('desk/purposes.def').matchAll(/^PURPOSE\(\w+,\s*"(\w+)"/gm)].map(m => m[1])
equal('the description and the purposes',
  (await call(url, 'GET', '/api/v1/openapi.json')).json.components.parameters.Purpose.schema.enum, purposes)

// ---- a file is one agent's; a purpose is stated
const as = (role, name, purpose, body = 'CAF-59') => ({ ...token(role, body, name), ...(purpose && { 'abri-purpose': purpose }) })
const one = as('clerk', 'agent-un', 'instruct'), two = as('clerk', 'agent-deux', 'instruct'), payer = as('accountant', 'payeur', 'pay')
const other = as('accountant', 'autre-payeur', 'pay'), far = as('clerk', 'ailleurs', 'instruct', 'CAF-13')
const boss = as('supervisor', 'cheffe', 'supervise'), farBoss = as('supervisor', 'chef', 'supervise', 'CAF-13')
const get = (path, who) => call(url, 'GET', path, undefined, who)
const post = (path, body, who) => call(url, 'POST', path, body, { ...once(), ...who })
const its = (what = '', number = file) => `/api/v1/files/${number}${what && `/${what}`}`
const { file } = (await post('/api/v1/claims', claim(4), {})).json
const record = (who, kind, more = {}, query = '') => post(its('facts') + query, { kind, day: '2025-11-26', ...more }, who)
equal('nobody\'s file', (await get(its(), one)).status, 403)
equal('taken', [(await post(its('assignment'), '', one)).status, (await get(its(), one)).status], [201, 200])
equal('T13: not by another', [(await post(its('assignment'), '', two)).status, (await get(its(), two)).status], [403, 403])
equal('given by a clerk', (await post(its('assignment'), { to: 'agent-deux' }, one)).status, 403)
equal('given to nobody known', (await post(its('assignment'), { to: 'personne' }, boss)).status, 400)
equal('given by a supervisor', (await post(its('assignment'), { to: 'agent-deux' }, boss)).json?.to, 'agent-deux')
equal('and no longer the first one\'s', [(await get(its(), one)).status, (await get(its(), two)).status], [403, 200])
equal('given back', (await post(its('assignment'), { to: 'agent-un' }, boss)).status, 201)
for (const [purpose, status] of [[undefined, 400], ['', 400], ['curiosity', 400], ['pay', 403], ['audit', 403], ['answer_her', 200], ['instruct', 200]]) {
  const { 'abri-purpose': _, ...bare } = one
  equal(`for ${purpose}`, (await get(its(), { ...bare, ...(purpose !== undefined && { 'abri-purpose': purpose }) })).status, status)
}
equal('a supervisor sees it', (await get(its(), boss)).status, 200)
equal('another fund\'s does not', (await get(its(), farBoss)).status, 404)

// ---- masked until it is asked for
const show = (kind, who, number) => post(its('disclosures', number), { kind }, who)
check('the file names nobody', !/EXEMPLE|Camille|FR76|"0115"|0000115/.test((await get(its(), one)).text))
equal('her name', (await show('person', one)).json?.words?.given_names, 'Camille')
equal('T09: her account, its end alone', (await show('account', one)).json?.words, { iban_end: '0115', holder: 'Camille EXEMPLE' })
equal('not to another', (await show('person', two)).status, 403)
equal('not to another fund', (await show('person', far)).status, 404)
equal('not for any purpose', (await show('account', { ...one, 'abri-purpose': 'control' })).status, 403)
equal('not to who supervises', (await show('person', boss)).status, 403)
equal('no such part', (await show('everything', one)).status, 400)
const closed = await call(url, 'GET', `/bureau/dossier/${file}`, undefined, roles[0].session)
equal('a page for a file of another', closed.status, 403)
check('it names nobody', !/EXEMPLE|Camille|…0115|0000115|accord|complète/i.test(closed.text), closed.text)

// ---- against the rule: with a reason, once a day, and a supervisor knows
const reason = 'elle est au guichet et son agent est absent'
const secretReason = /guichet|absent/
for (const wrong of [{}, { reason: '' }, { reason: 'curieux' }, { reason: '          ' }, { reason: 'x'.repeat(1001) }, { reason, why: 1 }])
  equal(`a reason of ${JSON.stringify(wrong).length}`, (await post(its('opening'), wrong, two)).status, 400)
const opened = await post(its('opening'), { reason }, two)
equal('opened', [opened.status, secretReason.test(opened.text)], [201, false])
equal('it may be read', (await get(its(), two)).status, 200)
equal('and not recorded in', (await record(two, 'claim_granted')).status, 403)
const again = await post(its('opening'), { reason }, two)
equal('once a day', [again.status, secretReason.test(again.text)], [409, false])
equal('another fund opens', [(await post(its('opening'), { reason }, far)).status, (await get(its(), far)).status], [201, 200])
equal('no such file', (await post(its('opening', '100000000000'), { reason }, far)).status, 404)
// From the page of a file that is another's, elsewhere, or nobody's: what was typed stays, and tells nothing of the file.
const clerk = roles[0].session
for (const [name, number, here] of [['of another', file, true], ['of nobody', '8717-9701-0434', false]]) {
  const path = `/bureau/dossier/${number}`, page = await get(path, clerk)
  const fields = { csrf: page.text.match(/name="csrf" value="(\w+)"/)[1], ...(page.text.includes('name="here"') && { here: 1 }), purpose: page.text.match(/<option value="(\w+)">/)[1], reason: ' curieux ' }
  const wrong = await call(url, 'POST', `${path}/ouvrir`, new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded', ...clerk })
  equal(`a file ${name}: a short reason`, [wrong.status, wrong.headers.get('cache-control'), wrong.text.includes('<a href="#reason">')], [400, 'no-store', true])
  check(`a file ${name}: said beside the field, the reason and the purpose kept`, /id="faute_reason">[^<]{20,}</.test(wrong.text) && wrong.text.includes(`<option value="${fields.purpose}" selected>`) &&
    /<textarea id="reason"[^>]* aria-invalid="true" aria-describedby="faute_reason"> curieux <\/textarea>/.test(wrong.text), wrong.text)
  equal(`a file ${name}: the page is the one before`, [page, wrong].map(p => [/pas à vous/.test(p.text), /relève d/.test(p.text), /prendre/.test(p.text)]), Array(2).fill([here, !here, here]))
  equal(`a file ${name}: another language after that`, (await get(`${path}/ouvrir`, clerk)).status, page.status)
}
const list = async who => (await get('/api/v1/notices', who)).json?.notices.map(n => [n.number, n.agent, n.read, secretReason.test(JSON.stringify(n))])
equal('T13: the supervisor is told the same day', await list(boss), [[2, 'ailleurs', false, false], [1, 'agent-deux', false, false]])
equal('the other supervisor\'s', await list(farBoss), [[2, 'ailleurs', false, false]])
const due = (await get('/api/v1/duties', boss)).json?.notices
equal('a duty of that day', due.map(n => [n.due === legalDay() || n.due > '2025', n.late_days]), [[true, 0], [true, 0]])
equal('not another\'s duty', (await get('/api/v1/duties', one)).json?.notices, [])
equal('read with its reason', (await post('/api/v1/notices/1', '', boss)).json?.reason, reason)
equal('and read', await list(boss), [[2, 'ailleurs', false, false], [1, 'agent-deux', true, false]])
equal('no longer a duty', (await get('/api/v1/duties', boss)).json?.notices.map(n => n.number), [2])
equal('not by a supervisor it does not concern', (await post('/api/v1/notices/1', '', farBoss)).status, 404)
for (const number of ['0', '3', '-1', 'x', '99999999999999999999']) equal(`no notice ${number}`, (await post(`/api/v1/notices/${number}`, '', boss)).status, 404)

// ---- the same from the page
const chief = roles.find(r => r.word === 'supervisor').session
const supervised = await get(`/bureau/dossier/${file}`, chief)
check('a supervisor opens it, masked', supervised.status === 200 && !/EXEMPLE|Camille|…0115|0000115/.test(supervised.text))
const csrf = supervised.text.match(/name="csrf" value="(\w+)"/)?.[1]
const send = (path, form, who) => call(url, 'POST', path, new URLSearchParams({ csrf, ...form }).toString(), { 'content-type': 'application/x-www-form-urlencoded', ...who })
const unknown = await send(`/bureau/dossier/${file}/confier`, { to: 'personne' }, chief)
equal('given from the page to nobody known', unknown.status, 400)
check('it says so at the top and beside the field, and keeps the name', unknown.text.includes('<a href="#to">') && /id="faute_to">[^<]{20,}</.test(unknown.text) &&
  /<input id="to"[^>]* value="personne"[^>]* aria-invalid="true" aria-describedby="faute_to"/.test(unknown.text), unknown.text)
check('the file stays masked', !/EXEMPLE|Camille|…0115|0000115/.test(unknown.text))
equal('another language after that', (await get(`/bureau/dossier/${file}/confier`, chief)).status, 200)
equal('given from the page', (await send(`/bureau/dossier/${file}/confier`, { to: 'agent-deux' }, chief)).status, 303)
equal('theirs now', [(await get(its(), one)).status, (await record(two, 'claim_refused')).status], [403, 409])
equal('and back', (await send(`/bureau/dossier/${file}/confier`, { to: 'agent-un' }, chief)).status, 303)
check('read on the page', (await send('/bureau/avis/2', {}, chief)).text.includes(reason))
equal('then read', (await list(boss))[0], [2, 'ailleurs', true, false])

// ---- T15: the unit that brought the form learns that it was received, whatever its later life
const unit = as('police', 'brigade', 'transmit', 'PN-59'), elsewhere = as('police', 'brigade', 'transmit', 'PN-13')
const form = await post('/api/v1/claims', { ...claim(2), channel: 'police', consents: { departement: true, association: true } }, unit)
equal('T15: the form is received, under a number of theirs', [form.status, Object.keys(form.json ?? {})], [201, ['received', 'received_on', 'reference']])
const { reference } = form.json
const brought = (await get('/api/v1/duties?max=500', one)).json.duties.map(d => d.file).filter(f => ![file, probe].includes(f))[0]
check('T15: the office has it under another', /^\d{4}-\d{4}-\d{4}$/.test(brought) && reference !== brought, brought)
const answers = new Set()
const asks = async when => {
  const said = await get(its('reception', reference), unit)
  answers.add(`${said.status} ${said.text}`)
  equal(`T15: another unit, ${when}`, (await get(its('reception', reference), elsewhere)).status, 404)
  for (const wrong of ['100000000000', '1000-0000-0000-000', brought, `${brought}-000`, `${reference}0`])
    equal(`T15: a number that is not, ${when}`, (await get(its('reception', wrong), unit)).status, 404)
  for (const number of [reference, brought]) {
    for (const what of ['', 'extract']) equal(`T15: no more than that, ${when}`, (await get(its(what, number), unit)).status, 403)
    equal(`T15: nor a part, ${when}`, (await show('person', unit, number)).status, 403)
  }
}
await asks('received')
equal('taken', (await post(its('assignment', brought), '', one)).status, 201)
const facts = [['victim_informed', unit], ['claim_granted', one], ['decision_notified', one], ['sent_to_departement', one], ['referred_to_association', one, '?to=ASSO-59']]
for (const [kind, who, query = ''] of facts) {
  const told = await post(its('facts', who === unit ? reference : brought) + query, { kind, day: '2025-11-26', ...(kind === 'decision_notified' && { body: { sent_by: 'in_person' } }) }, who)
  equal(`T15: ${kind}`, told.status, 201)
  if (who === unit) equal('T15: what the police record tells them nothing', told.json, { reference, state: 'received' })
  await asks(`after ${kind}`)
}
equal('T15: one answer for the whole life of the file', [...answers], [`200 {"reference": "${reference}", "state": "received"}\n`])
equal('T15: another unit records nothing', (await post(its('facts', reference), { kind: 'victim_informed', day: '2025-11-26' }, elsewhere)).status, 404)

// ---- the département and the association: what was sent to them, and what they need
const north = as('departement', 'accueil', 'support', 'DEP-59'), south = as('departement', 'accueil', 'support', 'DEP-13')
const helps = as('association', 'ecoute', 'support', 'ASSO-59')
const printed = async (kind, more = {}) => (await post(its('documents', brought), { kind, ...more }, one)).text.match(/\d{4}-\d{4}-\d{4}-\d{3}/)?.[0]
const theirs = await printed('departement'), its59 = await printed('association', { recipient: 'ASSO-59' })
check('T20: each knows the file by a number of its own', theirs && its59 && new Set([theirs, its59, reference]).size === 3, `${theirs} ${its59}`)
const extract = await get(its('extract', theirs), north)
equal('the département', [extract.status, Object.keys(extract.json ?? {})], [200, ['reference', 'sent_on', 'children', 'rights_until', 'lent_cents']])
equal('what it needs', [extract.json?.children, extract.json?.lent_cents], [2, null])
equal('another one', (await get(its('extract', theirs), south)).status, 404)
for (const number of [file, brought, its59, reference]) equal('by no other number', (await get(its('extract', number), north)).status, 404)
equal('the association', (await get(its('extract', its59), helps)).json?.children, null)
equal('how to reach her', (await show('contact', helps, its59)).json?.words?.channel, 'desk')
equal('not her account', (await show('account', helps, its59)).status, 403)
equal('she takes it back', (await post(its('facts', brought), { kind: 'consents_changed', day: '2025-11-26', body: { consent_departement: false, consent_association: false } }, one)).status, 201)
equal('closed again', [(await get(its('extract', theirs), north)).status, (await show('contact', helps, its59)).status], [404, 404])

// ---- money leaves without a file being assigned for it, and by another than who decided
equal('granted', (await record(one, 'claim_granted')).status, 201)
equal('not by who decided', (await record(one, 'payment_ordered')).status, 403)
equal('taken to be paid', (await post(its('assignment'), '', payer)).status, 201)
equal('ordered', (await record(payer, 'payment_ordered')).status, 201)
const left = await post('/api/v1/payments/export', { until: '2100-01-01' }, other)
equal('sent by another accountant', [left.status, left.json?.messages.length], [200, 1])

// ---- T06: the household's own words and keys reach no file, whatever route or parameter they are given to
const keysOfHousehold = ['EXEMPLE', 'FICTIF', 'Camille', 'Dominique', '1990-01-01', '1985-02-02', '2018-03-03', '0100000000', '+33100000000',
  'FR7699999000010000000000115', '1 rue de l\'Exemple', '59000', '1850259350123', 'camille@exemple.invalid', 'Camille EXEMPLE', 'EXEMPLE|CAMILLE|1990-01-01', 'FICTIF|DOMINIQUE|1985-02-02']
const names = ['name', 'q', 'search', 'person', 'partner', 'child', 'family_name', 'given_names', 'born_on', 'iban', 'phone', 'email', 'address',
  'postcode', 'beneficiary', 'household', 'identity', 'file', 'number', 'reference', 'skip', 'max', 'to', 'l']
const couple = { ...claim(3), partner: { family_name: 'FICTIF', given_names: 'Dominique', born_on: '1985-02-02' },
  request: { ...claim(3).request, children: [{ born_on: '2018-03-03' }] },
  person: { family_name: 'EXEMPLE', given_names: 'Camille', born_on: '1990-01-01', phone: '0100000000', email: 'camille@exemple.invalid',
    address: { lines: ['1 rue de l\'Exemple'], postcode: '59000', city: 'Exempleville' } } }
const hers = (await post('/api/v1/claims', couple, {})).json
check('T06: a claim of a household', hers?.file)
const number = new RegExp(hers.file)
// Without what is made anew for each answer: its moment, the key of a form.
const same = html => html.replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, '').replace(/value="[\w-]{20,}"/g, '')
const seen = new Set()
for (const route of routes.filter(r => r.method === 'GET' && !r.path.startsWith('/static'))) {
  for (const role of [...roles, { name: '', word: 'nobody', token: {}, session: {} }]) {
    const who = route.path.startsWith('/api/') ? role.token : role.session
    const plain = await get(route.path.replace('{}', file), who)
    for (const value of keysOfHousehold) {
      const query = names.filter(n => !/^(skip|max)$/.test(n) || !/^\d+$/.test(value)).map(n => `${n}=${encodeURIComponent(value)}`).join('&')
      const asked = await get(`${route.path.replace('{}', file)}?${query}`, who)
      check(`T06: ${route.path} as ${role.word} is the same with ${value}`, asked.status === 400 || (asked.status === plain.status && same(asked.text) === same(plain.text)), `${asked.status}`)
      seen.add(asked.status)
    }
    if (!route.path.includes('{}')) continue
    for (const value of keysOfHousehold) {
      const asked = await get(route.path.replace('{}', encodeURIComponent(value)), who)
      check(`T06: ${route.path} as ${role.word} at ${value}`, ![200, 201, 500].includes(asked.status) && !number.test(asked.text), `${asked.status}`)
    }
  }
}
check('T06: some were answered, some refused', seen.has(200) && seen.has(401) && seen.has(403))

// ---- what was written in a reason is in no log and not on the disk
const said = await server.stop()
equal('ended', said.code, 0)
check('no reason in the log', !secretReason.test(server.said() + server.complained()))
const bytes = readdirSync(scratch).filter(f => f.startsWith('access.db') && !f.endsWith('.key')).map(f => readFileSync(join(scratch, f), 'latin1')).join('')
check('no reason on the disk', !secretReason.test(bytes) && bytes.length > 10000)
end()
