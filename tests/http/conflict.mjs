// T14, T17, from outside: for an agent who is a party, every page and every call answers for the file as for one that is
// not there, to the byte of the body and of the headers; and whoever asks what is held of somebody reads the same words.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { browser, call, check, claim, csrfOf, end, equal, letters, run, scratch, serve } from '../lib.mjs'

const source = name => readFileSync(new URL(`../../src/${name}`, import.meta.url), 'utf8')
const store = `sqlite:${join(scratch, 'conflict.db')}`
const password = 'essai-sans-valeur'
const him = { family_name: 'Fictif', given_names: 'Dominique', born_on: '1985-02-03', phones: ['06 12 34 56 78'] }

// The number of a file that this office does not have.
const elsewhere = await serve(['--store', 'memory:'])
const { file: absent } = (await call(elsewhere.url, 'POST', '/api/v1/claims', claim(7), { 'idempotency-key': 'k' })).json
await elsewhere.stop()

// Everybody who may ask for a file is in it, under one name for the pages and the interface.
const purposes = { CLERK: 'instruct', SUPERVISOR: 'supervise', ACCOUNTANT: 'pay', AUDITOR: 'audit',
  DATA_PROTECTION_OFFICER: 'data_protection', DEPARTEMENT: 'support', ASSOCIATION: 'support', STRUCTURE: 'support',
  COURT: 'proceedings', POLICE: '', PROSECUTOR: '', REFERENT: '' }
const words = Object.fromEntries([...source('store/roles.def').matchAll(/^ROLE\((\w+),\s*"(\w+)"/gm)].map(m => [m[1], m[2]]))
const token = (role, body, name) => ({ authorization:
  `Bearer ${run(['token', '--store', store, '--role', words[role], '--body', body, '--name', name]).out.trim()}` })
const account = (role, body, name) => run(['account', '--store', store, '--role', words[role], '--body', body,
  '--name', name, '--one-factor'], `${password}\n`)
const profile = (agent, ...people) => run(['agent', 'profile', '--store', store], JSON.stringify({ agent, people }))
const agents = Object.keys(purposes).map(role => ({ role, name: `partie-${words[role]}`, token: token(role, 'CAF-59', `partie-${words[role]}`) }))
for (const agent of agents) equal(`account ${agent.role}`, account(agent.role, 'CAF-59', agent.name).status, 0)
const clerk = token('CLERK', 'CAF-59', 'autre-agent'), referent = token('REFERENT', '*', 'referent')
const officer = token('DATA_PROTECTION_OFFICER', '*', 'delegue'), administrator = token('ADMINISTRATOR', '*', 'admin')

const server = await serve(['--store', store])
const { url } = server
let keys = 0
const once = () => ({ 'idempotency-key': `k${++keys}` })
const made = await call(url, 'POST', '/api/v1/claims', { ...claim(1),
  partner: { family_name: 'FICTIV', given_names: 'Dominik', born_on: '1985-03-02' } }, once())
equal('a claim', made.status, 201)
const { file } = made.json
for (const agent of agents.slice(1)) equal(`profile of ${agent.role}`, profile(agent.name, him).status, 0)
equal('a profile by the interface', (await call(url, 'POST', '/api/v1/agents',
  { agent: agents[0].name, people: [him] }, { ...once(), ...administrator })).status, 201)
equal('a clerk knows no agent', (await call(url, 'POST', '/api/v1/agents', { agent: 'x', people: [him] }, { ...once(), ...clerk })).status, 403)
equal('a profile without a name', (await call(url, 'POST', '/api/v1/agents', { agent: 'x', people: [{}] }, { ...once(), ...administrator })).status, 400)
for (const agent of agents) {
  const entered = await call(url, 'POST', '/bureau/entrer', new URLSearchParams({ name: agent.name, password }).toString(),
    { 'content-type': 'application/x-www-form-urlencoded' })
  agent.session = { cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' }
  const page = await call(url, 'GET', '/bureau/veille', undefined, agent.session)
  agent.csrf = page.text.match(/name="csrf" value="(\w+)"/)?.[1] ?? ''
  check(`a session for ${agent.role}`, agent.session.cookie.startsWith('__Host-') && agent.csrf.length > 0)
}

// ---- every route that takes a file, as every role that may ask
const bodies = { '/facts': { kind: 'decision_notified', day: '2025-11-25' }, '/assignment': '', '/opening': { reason: "un motif d'exemple" },
  '/disclosures': { kind: 'person' }, '/documents': { kind: 'author' } }
const forms = { '': { do: 'notify', expected: '2' }, '/ouvrir': { reason: "un motif d'exemple" }, '/montrer': { person: 'on' },
  '/document': { kind: 'author' }, '/prendre': {}, '/code': { seen: 'on' } }
const wrongForms = { '': { do: 'ask', expected: '2', iban: 'FR00' }, '/ouvrir': { reason: 'x' }, '/confier': { to: '' }, '/document': { kind: 'none' }, '/code': {} }
const headersOf = answer => [...answer.headers].filter(([name]) => !['date', 'set-cookie'].includes(name)).sort()
// Without the number that was asked for, nor the second in which it was.
const blind = (text, number) => text.replaceAll(number, 'NUMBER').replaceAll(number.replaceAll('-', ''), 'NUMBER')
  .replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, 'MOMENT')
const routes = [...source('web/routes.def').matchAll(/^ROUTE\((\w+),\s*"([^"]+)",\s*([A-Z_ |]+),\s*(\w+),/gm)]
  .map(([, method, path, who]) => ({ method, path, who }))
  .filter(r => /^\/(api\/v1\/files|bureau\/dossier)\/\{\}/.test(r.path))
check('there are routes of files', routes.length > 12)
let compared = 0
for (const { method, path, who } of routes) {
  const api = path.startsWith('/api/'), open = who.replace('OFFICE', 'CLERK | SUPERVISOR').split('|').map(w => w.trim())
  const tail = path.slice(path.indexOf('{}') + 2)
  for (const agent of agents.filter(a => open.includes(a.role))) {
    const ask = (number, form) => call(url, method, path.replace('{}', number),
      method === 'GET' ? undefined : api ? bodies[tail] ?? {} : new URLSearchParams({ csrf: agent.csrf, ...form }).toString(),
      api ? { ...once(), ...agent.token, ...purposes[agent.role] ? { 'abri-purpose': purposes[agent.role] } : {} }
        : { ...agent.session, 'content-type': 'application/x-www-form-urlencoded' })
    const wrong = method === 'POST' && !api && wrongForms[tail] ? [wrongForms[tail]] : []
    for (const form of [forms[tail], ...wrong]) {
      const none = await ask(absent, form), kept = await ask(file, form), name = `T14: ${method} ${path} as ${words[agent.role]}${form === wrong[0] ? ', wrong' : ''}`
      check(`${name} is not found`, none.status === 404 || none.status === 400 || none.status === 403, `${none.status}`)
      equal(`${name}: the status`, kept.status, none.status)
      equal(`${name}: the headers`, headersOf(kept), headersOf(none))
      equal(`${name}: the body`, blind(kept.text, file), blind(none.text, absent))
      compared += none.status === 404
    }
  }
}
check('T14: most of them are of a file that is not found', compared > 20, `${compared}`)

// ---- lists
for (const agent of agents) {
  const session = await call(url, 'GET', '/bureau', undefined, agent.session)
  check(`T14: the queue of ${agent.role} has no such file`, !session.text.includes(file))
  for (const list of ['/api/v1/duties', '/api/v1/reads', '/api/v1/notices', '/api/v1/alerts'])
    check(`T14: ${list} of ${agent.role} has no such file`, !(await call(url, 'GET', list, undefined, agent.token)).text.includes(file))
}
check('the others have it', (await call(url, 'GET', '/api/v1/duties', undefined, clerk)).text.includes(file))
equal('another agent takes it', (await call(url, 'POST', `/api/v1/files/${file}/assignment`, '', { ...once(), ...clerk })).status, 201)

// ---- the referent
const alerts = await call(url, 'GET', '/api/v1/alerts', undefined, referent)
equal('the referent is told of each', alerts.json?.alerts?.length, agents.length)
check('by file and agent', alerts.json.alerts.every(a => a.kind === 'conflict' && a.file === file && a.words[0].startsWith('partie-')))
equal('an officer is not', (await call(url, 'GET', '/api/v1/alerts', undefined, officer)).json?.alerts, [])
equal('nor a clerk', (await call(url, 'GET', '/api/v1/alerts', undefined, clerk)).status, 403)
const settle = (alert, wish) => call(url, 'POST', `/api/v1/alerts/${alert}`, wish, { ...once(), ...referent })
equal('no such deed', (await settle(1, { deed: 'burn' })).status, 400)
equal('no such fund', (await settle(1, { deed: 'move', body: 'CAF-00' })).status, 400)
equal('no such alert', (await settle(999, { deed: 'close' })).status, 404)
equal('an account of the referent', account('REFERENT', '*', 'referent').status, 0)
const list = browser(url)
await list.post('/bureau/entrer', { name: 'referent', password })
const before = await list.get('/bureau/alertes'), numbers = [...before.text.matchAll(/id="body_(\d+)"/g)].map(m => m[1])
check('what is shared is told in words', before.text.includes('<li>un nom ou un prénom semblable et la même date de naissance</li>') && !/NAME|BIRTH|PHONE/.test(before.text))
check('and in English', (await list.get('/bureau/alertes?l=en')).text.includes('<li>a family or given name alike and the same date of birth</li>'))
equal('a field for each alert', [numbers.length > 1, new Set(numbers).size], [true, numbers.length])
const unknown = await list.post(`/bureau/alertes/${numbers[1]}`, { csrf: csrfOf(before), deed: 'move', body: 'CAF-00' })
equal('no such fund, from the page: said at the top and beside its own field, and kept there alone', [unknown.status, unknown.headers.get('cache-control'), unknown.text.includes(`<a href="#body_${numbers[1]}">`),
  [...unknown.text.matchAll(/id="faute_(\w+)"/g)].map(m => m[1]), [...unknown.text.matchAll(/<input id="(\w+)"[^>]* value="CAF-00"[^>]* aria-invalid="true" aria-describedby="(\w+)"/g)].map(m => [m[1], m[2]]),
  unknown.text.match(/CAF-00/g)?.length], [400, 'no-store', true, [`body_${numbers[1]}`], [[`body_${numbers[1]}`, `faute_body_${numbers[1]}`]], 1])
equal('another language after that', (await list.get(`/bureau/alertes/${numbers[1]}`)).status, 200)
equal('no such alert, from the page', (await list.post('/bureau/alertes/999', { csrf: csrfOf(before), deed: 'close' })).status, 404)
equal('the file moves', (await settle(1, { deed: 'move', body: 'CAF-62' })).status, 200)
check('the unit has it no more', !(await call(url, 'GET', '/api/v1/duties', undefined, clerk)).text.includes(file))
check('the other has', (await call(url, 'GET', '/api/v1/duties', undefined, token('CLERK', 'CAF-62', 'ailleurs'))).text.includes(file))

// ---- requests for access
const access = (who, more = {}) => call(url, 'POST', '/api/v1/access-requests', { capacity: 'self', person: who, ...more })
const answers = [await access({ ...him, phones: [] }), await access({ family_name: 'Inconnue', given_names: 'Personne' }),
  await access({ family_name: 'EXEMPLE B', given_names: 'Camille', born_on: '1990-01-01' }),
  await access({ family_name: 'Inconnue', given_names: 'Personne' }, { capacity: 'parent' })]
for (const answer of answers) {
  equal('T17: the same answer', [answer.status, answer.text], [202, '{"answer": "your request will be answered"}\n'])
  equal('T17: the same headers', headersOf(answer), headersOf(answers[0]))
}
equal('T17: not in its form', (await access({ given_names: 'Camille' })).status, 400)
equal('T17: no such capacity', (await access(him, { capacity: 'spy' })).status, 400)
const pages = []
for (const [family, given] of [['Fictif', 'Dominique'], ['Inconnue', 'Personne']]) pages.push(await call(url, 'POST', '/vos-donnees',
  new URLSearchParams({ capacity: 'self', family_name: family, given_names: given, born_on: '1985-02-03' }).toString(),
  { 'content-type': 'application/x-www-form-urlencoded' }))
equal('T17: the same page', [pages[0].status, pages[0].text], [200, pages[1].text])
check('T17: neutral words', !/violence|aide d'urgence|conjoint/i.test(pages[0].text.replace(/<head>[\s\S]*?<\/head>/, '')))
const request = { capacity: 'parent', family_name: 'Fictif', birth_name: 'Ancien', given_names: 'Dominique', born_on: '1985-02-03', code_word: 'rien', reach: '06 12 34 56 78', words: 'Tout.' }
for (const [field, value] of [['family_name', ' '], ['birth_name', 'x'.repeat(101)], ['given_names', ''], ['born_on', '1985-02-30'], ['code_word', 'x'.repeat(51)], ['reach', 'x'.repeat(255)], ['words', 'x'.repeat(1001)]]) {
  const typed = { ...request, [field]: value }
  const wrong = await call(url, 'POST', '/vos-donnees', new URLSearchParams(typed).toString(), { 'content-type': 'application/x-www-form-urlencoded' })
  equal(`a request with a wrong ${field}`, [wrong.status, wrong.headers.get('cache-control'), wrong.text.includes(`<a href="#${field}">`), [...wrong.text.matchAll(/id="faute_(\w+)">[^<]{10,}</g)].map(m => m[1]),
    [...wrong.text.matchAll(/aria-invalid="true" aria-describedby="faute_(\w+)"/g)].map(m => m[1]), /recevra une réponse/.test(wrong.text)], [400, 'no-store', true, [field], [field], false])
  const { capacity, words, ...others } = typed
  check(`a request with a wrong ${field}: all of it is kept`, Object.entries(others).every(([name, said]) => new RegExp(`id="${name}"[^>]* value="${said}"`).test(wrong.text)) &&
    wrong.text.includes(`>${words}</textarea>`) && wrong.text.includes(`value="${capacity}" checked`) && (wrong.text.match(/ checked/g) ?? []).length === 1, wrong.text)
}
const toReferent = (await call(url, 'GET', '/api/v1/alerts', undefined, referent)).json.alerts.filter(a => a.kind === 'access')
const toOfficer = (await call(url, 'GET', '/api/v1/alerts', undefined, officer)).json.alerts
equal('T17: who may be a perpetrator, and parents, to the referent', toReferent.length, 4)
equal('T17: the others to the officer', toOfficer.length, 2)

// ---- a list longer than a page
for (let n = 0; n < 60; n++)
  equal('another asks', (await access({ family_name: `Autre ${letters(n)}`, given_names: 'Personne', born_on: '1970-01-01' })).status, 202)
const listed = async after => (await call(url, 'GET', `/api/v1/alerts?after=${after}`, undefined, officer)).json
let pagesOf = []
for (let tries = 0; tries < 1000 && pagesOf.flat().length < 62; tries++) { // what was asked is looked into a little at each call
  pagesOf = []
  for (let after = 0; after !== null && pagesOf.length < 9;) {
    const one = await listed(after)
    pagesOf.push(one.alerts.map(a => a.number))
    after = one.next
  }
}
equal('fifty at a time, to the last', pagesOf.map(p => p.length), [50, 12])
equal('each once', new Set(pagesOf.flat()).size, 62)
equal('an account of the officer', account('DATA_PROTECTION_OFFICER', '*', 'delegue').status, 0)
const longer = browser(url), shownOn = page => [...page.text.matchAll(/action="\/bureau\/alertes\/(\d+)/g)].map(m => Number(m[1]))
await longer.post('/bureau/entrer', { name: 'delegue', password })
const firstPage = await longer.get('/bureau/alertes'), on = firstPage.text.match(/href="(\/bureau\/alertes\?after=\d+)&amp;l=fr"/)?.[1]
equal('the page as well', shownOn(firstPage), pagesOf[0])
const secondPage = await longer.get(on)
equal('goes on to the rest', shownOn(secondPage), pagesOf[1])
check('what was asked is told in words', firstPage.text.includes("<li>n'est dans aucun dossier</li>\n<li>Demande – pour elle-même ou lui-même</li>\n<li>Nom – Autre A</li>".replace("'", '&#39;')) &&
  !/NOBODY|PERSON|<li>. /.test(firstPage.text), firstPage.text.slice(0, 3000))
check('and there ends', !secondPage.text.includes('?after='))
const wrongDeed = await longer.post(`/bureau/alertes/${pagesOf[1][3]}`, { csrf: csrfOf(secondPage), deed: 'burn' })
equal('one that is refused comes back with its own page', [wrongDeed.status, shownOn(wrongDeed)[0]], [400, pagesOf[1][3]])
await server.stop()
end()
