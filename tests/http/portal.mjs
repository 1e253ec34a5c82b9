// T12, T02, T10, T18: her own file behind a code and a second secret. A code alone, and a code with any other word than her
// second secret, show the same bytes for every file and for none; behind both, what she does becomes lawful facts, once.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { browser as open, call, check, claim, csrfOf, end, equal, legalDay, run, scratch, serve, ticketOf, wordsOf as codeOf } from '../lib.mjs'

const db = join(scratch, 'portal.db'), store = `sqlite:${db}`
const typed = { 'content-type': 'application/x-www-form-urlencoded' }
const today = legalDay()
const password = 'essai-sans-valeur', secret = 'le chat de la voisine'
for (const [name, body] of [['guichet', 'CAF-59'], ['collegue', 'CAF-59'], ['ailleurs', 'CAF-13']]) {
  equal(`account ${name}`, run(['account', '--store', store, '--role', 'clerk', '--body', body, '--name', name, '--one-factor'], `${password}\n`).status, 0)
}
const token = (role, name, body = 'CAF-59') => ({ authorization: `Bearer ${run(['token', '--store', store, '--role', role, '--body', body, '--name', name]).out.trim()}` })
const clerk = { ...token('clerk', 'guichet'), 'abri-purpose': 'instruct' }, audit = { ...token('auditor', 'controle', '*'), 'abri-purpose': 'audit' }
let server = await serve(['--store', store])
const { url } = server
let keys = 0
const once = () => ({ 'idempotency-key': `k${++keys}` })
const sql = query => spawnSync('sqlite3', [db, query], { encoding: 'utf8' })
const later = (table, column, seconds) => equal(`later: ${table}`, sql(`UPDATE ${table} SET ${column} = ${column} - ${seconds}000000`).status, 0)

const browser = () => open(url)
const onceOf = page => page.text.match(/name="once" value="(\w+)"/)?.[1]

// ---- at a desk
const desk = browser()
await desk.post('/bureau/entrer', { name: 'guichet', password })
const renew = async (file, more = {}) => {
  const page = await desk.get(`/bureau/dossier/${file}`)
  return desk.post(`/bureau/dossier/${file}/code`, { csrf: csrfOf(page), word: '', seen: 'yes', ...more })
}
// Makes both secrets with a ticket, as she does on her own device; gives the code.
const make = async (ticket, word = secret) => {
  const her = browser()
  equal('a ticket leads to the choice', (await her.post('/suivi', { ticket })).status, 200)
  return codeOf(await her.post('/suivi', { ticket, faire: '1', secret: word, encore: word }))
}
const take = async n => {
  const made = await call(url, 'POST', '/api/v1/claims', n, once())
  equal('taken', (await call(url, 'POST', `/api/v1/files/${made.json.file}/assignment`, '', clerk)).status, 201)
  return made.json.file
}
const append = (file, fact) => run(['case', 'append', file, '--store', store], JSON.stringify(fact)).status
const enter = async (code, second) => {
  const her = browser()
  equal('a code is answered by the way to the page', (await her.post('/suivi', { code })).headers.get('location'), '/suivi')
  if (second !== undefined) await her.post('/suivi', { second })
  return her
}

// A page of hers, asked for as its button does.
const view = async (her, name) => {
  const home = await her.get('/suivi')
  return her.post('/suivi', { csrf: csrfOf(home), do: name })
}
const act = async (her, from, fields) => {
  const page = await view(her, from)
  return her.post('/suivi', { csrf: csrfOf(page), once: onceOf(page), ici: from, ...fields })
}
const main = page => page.text.slice(page.text.indexOf('<main'), page.text.indexOf('class="menu"')).replace(/<[^>]*>/g, ' ').replaceAll('&#39;', '’').replace(/\s+/g, ' ')
const factsOf = async file => (await call(url, 'GET', `/api/v1/files/${file}`, undefined, clerk)).json.facts

// Granted, paid out: each step as the console may record it.
function pay(file) {
  let bad = append(file, { kind: 'claim_granted', day: '2025-11-26' }) | append(file, { kind: 'payment_ordered', day: '2025-11-27' })
  const order = JSON.parse(run(['case', 'show', file, '--store', store]).out).facts.find(f => f.kind === 'payment_ordered').body
  bad |= append(file, { kind: 'payment_sent', day: order.execution_on, body: { reference: order.reference, batch: 1 } })
  return bad | append(file, { kind: 'payment_settled', day: order.execution_on, body: { reference: order.reference } })
}

// ---- files in every state, each with a code
const states = {}
states.granted = await take(claim(1))
states.refused = await take(claim(2, { documents: [{ kind: 'complaint', dated: '2020-01-01' }] }))
states.waiting = await take({ ...claim(3, { documents: [] }), payment: undefined })
states.paid = await take(claim(4))
states.loan = await take(claim(5, { resources_cents: 500000 }))
states.erased = await take(claim(6))
equal('granted', append(states.granted, { kind: 'claim_granted', day: '2025-11-26' }), 0)
equal('lent', pay(states.loan), 0)
equal('refused', append(states.refused, { kind: 'claim_refused', day: '2025-11-26' }), 0)
equal('paid', pay(states.paid), 0)
const codes = {}
for (const [state, file] of Object.entries(states)) codes[state] = await make(ticketOf(await renew(file)))
equal('erased', run(['keys', 'destroy', states.erased, '--store', store, '--reason', 'request', '--anyway']).status, 0)
codes.replaced = codes.granted
codes.granted = await make(ticketOf(await renew(states.granted)))
check('six words', Object.values(codes).every(code => /^([a-z]{4,12} ){5}[a-z]{4,12}$/.test(code)), JSON.stringify(codes))

await firstViews()
await words()
await doors()
await desks()
await waits()
await stands()
await acts()
await contested()
await idle()
await exits()
await reads()
equal('ended', (await server.stop()).code, 0)
equal('verify', run(['verify', '--store', store]).status, 0)
end()

// What is drawn anew for each visit is masked in the head of the answer; the page itself has nothing of the kind.
async function firstViews() {
  const head = answer => [answer.status, ...['location', 'content-type', 'content-length', 'cache-control', 'set-cookie', 'vary']
    .map(h => (answer.headers.get(h) ?? '').replace(/__Host-f=[\w-]{43}/, '__Host-f=…'))].join('|')
  let first = null
  for (const [state, code] of Object.entries(codes)) {
    const her = browser()
    const seen = []
    const note = answer => seen.push(head(answer) + answer.text)
    note(await her.post('/suivi', { code }))
    note(await her.get('/suivi'))
    note(await her.post('/suivi', { second: `${secret} non` }))
    note(await her.get('/suivi'))
    equal(`T12: ${state}: a wrong second secret shows the page of the code alone`, seen[3], seen[1])
    first ??= seen
    equal(`T12: ${state}: the same bytes as for every other file`, seen, first)
    check(`T12: ${state}: nothing of it`, !/aide|victim|violen|accord|refus|retir|montant|vers[ée]|\d{4}-\d{4}/i.test(seen[1].slice(seen[1].indexOf('<main'), seen[1].indexOf('</main'))), seen[1])
  }
  check('T02: the page is not kept', /no-store/.test(first[1]))
  // her second secret opens the files that are there, and no other
  for (const [state, code] of Object.entries(codes)) {
    const page = await (await enter(code, secret)).get('/suivi')
    equal(`both secrets: ${state}`, /class="menu"/.test(page.text), !['erased', 'replaced'].includes(state))
    if (/class="menu"/.test(page.text)) check(`her own file: ${state}`, page.text.includes(states[state]))
  }
  const shout = await (await enter(codes.granted.toUpperCase().replaceAll(' ', '-'), ` ${secret.toUpperCase()}  `)).get('/suivi')
  check('capitals and blanks are no other words', /class="menu"/.test(shout.text))
}

// What is badly copied is told, for it is told of every code: the words are public.
async function words() {
  for (const [name, code] of [['five words', codes.granted.split(' ').slice(1).join(' ')], ['a word that is none', codes.granted.replace(/^\w+/, 'zzzzzz')],
    ['two exchanged', codes.granted.split(' ').toReversed().join(' ')], ['something else', '<b>x']]) {
    const her = browser() // one time in sixteen the words exchanged are a code, which opens nothing
    const answer = await her.post('/suivi', { code })
    const told = answer.status === 400 && /class="errors"/.test(answer.text) && !answer.text.includes('<b>x')
    check(`${name}: told, or nobody's`, told || name === 'two exchanged' && answer.status === 303, answer.status)
    if (told) equal(`${name}: no session`, her.jar.size, 0)
  }
}

async function doors() {
  const her = browser()
  equal('nothing opens without a code', /name="code"/.test((await her.post('/suivi', { do: 'lettres' })).text), true)
  equal('nor a second secret alone', /name="code"/.test((await her.post('/suivi', { second: secret })).text), true)
  const both = await enter(codes.granted, secret)
  equal('a form of another page', (await both.post('/suivi', { do: 'expliquer', once: 'a' })).status, 403)
  const foreign = await call(url, 'POST', '/suivi', 'do=expliquer', { ...typed, 'sec-fetch-site': 'cross-site', cookie: [...both.jar].map(c => c.join('=')).join() })
  equal('a form of another site', foreign.status, 403)
  const set = (await browser().post('/suivi', { code: codes.granted })).headers.get('set-cookie')
  check('the cookie is of this host, of this site, read by no script', /^__Host-f=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/.test(set), set)
  const office = browser()
  office.jar.set('__Host-s', both.jar.get('__Host-f'))
  equal('her session is no agent\'s', (await office.get('/bureau/lectures')).headers.get('location'), '/bureau')
  const agent = browser()
  agent.jar.set('__Host-f', desk.jar.get('__Host-s'))
  check('nor an agent\'s hers', /name="code"/.test((await agent.get('/suivi')).text))
  const mine = browser()
  mine.jar.set('__Host-f', both.jar.get('__Host-f'))
  await mine.post('/suivi', { code: codes.loan })
  check('a new code ends the session before', /name="code"/.test((await both.get('/suivi')).text))
}

async function desks() {
  const named = await take({ ...claim(7), safe_contact: { channel: 'phone', value: '01 00 00 00 00', code_word: 'lilas' } })
  for (const [name, field, more] of [['a wrong word', 'word', { word: 'jasmin' }], ['no word', 'word', { word: '' }], ['nobody seen', 'seen', { word: 'lilas', seen: '' }]]) {
    const answer = await renew(named, more)
    equal(`T10: lost code, ${name}`, [answer.status, ticketOf(answer), answer.headers.get('cache-control')], [409, undefined, 'no-store'])
    check(`lost code, ${name}: the file says it at the top and beside the field`, answer.text.includes(`<a href="#${field}">`) &&
      new RegExp(`id="${field}"[^>]* aria-invalid="true" aria-describedby="faute_${field}"`).test(answer.text) && answer.text.includes(`id="faute_${field}"`), answer.text)
    check(`lost code, ${name}: what was typed is kept`, answer.text.includes(`id="word" name="word" value="${more.word}"`) &&
      /id="seen"[^>]* checked/.test(answer.text) === (field === 'word') && /<details open>\s*<summary>Son code de suivi/.test(answer.text), answer.text)
    check(`T10: lost code, ${name}: her own word is not said`, !answer.text.includes('lilas') || more.word === 'lilas')
  }
  const ticket = ticketOf(await renew(named, { word: ' Lilas ' }))
  check('a lost code: her word and her face', /^\d{5} \d{5}$/.test(ticket ?? ''), ticket)
  const again = ticketOf(await renew(named, { word: 'LILAS' }))
  const her = browser()
  equal('a second ticket ends the first', (await her.post('/suivi', { ticket })).status, 403)
  const short = await her.post('/suivi', { ticket: again, faire: '1', secret: 'court', encore: 'court' })
  equal('a short second secret', [short.status, /Huit caractères/.test(short.text)], [400, true])
  equal('two that differ', (await her.post('/suivi', { ticket: again, faire: '1', secret, encore: `${secret}s` })).status, 400)
  const code = await make(again)
  equal('it serves once', (await her.post('/suivi', { ticket: again })).status, 403)
  const inside = await enter(code, secret)
  check('the old code opened it', /class="menu"/.test((await inside.get('/suivi')).text))
  const third = ticketOf(await renew(named, { word: 'lilas' }))
  check('a code taken from her: its session ends at once', /name="code"/.test((await inside.get('/suivi')).text))
  check('and it opens nothing', !/class="menu"/.test((await (await enter(code, secret)).get('/suivi')).text))
  later('tickets', 'until', 1801)
  equal('a ticket lasts half an hour', (await browser().post('/suivi', { ticket: third })).status, 403)
  const other = browser()
  await other.post('/bureau/entrer', { name: 'ailleurs', password })
  equal('another fund renews nothing', (await other.post(`/bureau/dossier/${named}/code`, { csrf: csrfOf(await other.get('/bureau')), word: 'lilas', seen: 'yes' })).status, 404)
  const colleague = browser()
  await colleague.post('/bureau/entrer', { name: 'collegue', password })
  equal('nor a colleague without the file', (await colleague.post(`/bureau/dossier/${named}/code`, { csrf: csrfOf(await colleague.get('/bureau')), word: 'lilas', seen: 'yes' })).status, 403)
  later('sessions', 'proven_at', 400)
  const stale = await renew(named, { word: 'lilas' })
  equal('an agent proves again who they are', [stale.status, /\/bureau\/preuve/.test(stale.headers.get('location'))], [303, true])
  const facts = (await call(url, 'GET', `/api/v1/files/${named}`, undefined, clerk)).json.facts
  equal('each renewal is in the journal', facts.filter(f => f.kind === 'access_renewed').map(f => [f.actor, f.body.how]),
    Array(3).fill(['agent:guichet', 'in_person']))
  equal('by the desk alone', (await call(url, 'POST', `/api/v1/files/${named}/facts`, { kind: 'access_renewed', day: today, body: { how: 'in_person' } }, { ...once(), ...clerk })).status, 403)
}

// T27, T18: wrong words cost time to who guesses at that code, whether or not it is anybody's; never to the file.
async function waits() {
  const tries = async code => {
    const her = await enter(code)
    const said = []
    for (let i = 0; i < 5; i++) {
      const answer = await her.post('/suivi', { second: `faux ${i}` })
      said.push([answer.status, answer.headers.get('retry-after') !== null])
    }
    return said
  }
  sql('DELETE FROM attempts')
  const real = await tries(codes.loan), nobody = await tries(codes.erased)
  equal('T27: some are free, then time', real, [[303, false], [303, false], [303, false], [303, false], [429, true]])
  equal('T18: the same for a code that is nobody\'s', nobody, real)
  later('attempts', 'last_at', 10)
  check('T27: her own word opens it a moment later', /class="menu"/.test((await (await enter(codes.loan, secret)).get('/suivi')).text))
}

// ---- behind both

async function stands() {
  const her = await enter(codes.granted, secret)
  const home = main(await her.get('/suivi'))
  for (const word of ['L’aide vous est accordée', 'Caf du Nord', '930,99', 'Reste à vous verser', 'L’argent est versé', 'au plus tard le'])
    check(`where it stands: ${word}`, home.includes(word), home)
  const waiting = main(await (await enter(codes.waiting, secret)).get('/suivi'))
  check('what is missing', /Il manque encore/.test(waiting) && /vous demande ce qui manque/.test(waiting), waiting)
  const letter = main(await view(her, 'lettres'))
  for (const word of ['Notification de décision', '930,99', 'CASF D. 214-14', 'recours'])
    check(`her letter: ${word}`, letter.includes(word), letter)
  check('her letter: no name of hers on the screen', !/EXEMPLE|Camille/.test(letter), letter)
  const loan = main(await view(await enter(codes.loan, secret), 'pret'))
  for (const word of ['Prêté', 'Payer plus tôt', 'CASF D. 214-21']) check(`her loan: ${word}`, loan.includes(word), loan)
  for (const name of ['accueil', 'lettres', 'pieces', 'recours', 'pret', 'procedure', 'joindre', 'droits', 'lectures', 'rien']) {
    const page = await view(her, name)
    equal(`${name}: a page, not kept, the exit first`, [page.status, page.headers.get('cache-control'), page.headers.get('content-encoding'), /<body>\s*<nav class="exit"/.test(page.text)], [200, 'no-store', null, true])
    equal(`${name}: the menu says where she is`, [...page.text.matchAll(/value="(\w+)" aria-current="page"/g)].map(m => m[1]), [name === 'rien' ? 'accueil' : name])
    check(`${name}: nothing of where she is`, !/FR7699999|rue de|01 00 00|1990-01-01|janvier 1990/.test(page.text), name)
  }
}

async function acts() {
  const file = states.loan
  equal('no proceedings', append(file, { kind: 'no_proceedings', day: '2025-12-01' }), 0)
  const her = await enter(codes.loan, secret)
  const before = (await factsOf(file)).length
  const page = await view(her, 'pret')
  check('what she owes, to the cent', /Reste à rembourser par vous\s+465,\d\d|Reste à rembourser par vous\s+\d+,\d\d/.test(main(page)), main(page))
  const plan = { csrf: csrfOf(page), once: onceOf(page), ici: 'pret', do: 'echeancier', instalments: '6' }
  const [one, two] = [await her.post('/suivi', plan), await her.post('/suivi', plan)]
  equal('sent twice, noted once', [one.status, two.status, (await factsOf(file)).length], [200, 200, before + 1])
  check('and said', /C’est noté/.test(main(one)) && /C’est noté/.test(main(two)))
  for (const wrong of ['0', '25', 'six', '']) {
    const answer = await act(her, 'pret', { do: 'echeancier', instalments: wrong })
    equal(`a plan of "${wrong}"`, [answer.status, /class="errors"/.test(answer.text)], [400, true])
  }
  equal('a remission', (await act(her, 'pret', { do: 'remise' })).status, 200)
  const again = await act(her, 'pret', { do: 'remise' })
  equal('not twice', [again.status, /déjà demandée/.test(again.text)], [409, true])
  equal('proceedings', (await act(her, 'procedure', { do: 'ouverte', opened: '2026-01-10' })).status, 200)
  equal('not of tomorrow', (await act(her, 'procedure', { do: 'ouverte', opened: '2999-01-01' })).status, 400)
  const late = await act(her, 'procedure', { do: 'ouverte', opened: '2999-01-01', decided: '2026-02-10', outcome: 'acquittal', final: 'yes' })
  for (const [what, kept] of [['the day that is wrong', /id="faute_opened"/], ['and leads to it', /<a href="#opened">/], ['keeps it', /name="opened" type="date" value="2999-01-01"/],
    ['keeps the other day', /name="decided" type="date" value="2026-02-10"/], ['keeps the outcome', /value="acquittal" selected/], ['keeps the tick', /name="final" value="yes" autocomplete="off" checked/]])
    check(`a day of tomorrow: ${what}`, kept.test(late.text), late.text)
  equal('their outcome', (await act(her, 'procedure', { do: 'issue', decided: '2026-02-10', outcome: 'dismissal' })).status, 200)
  equal('her choices', (await act(her, 'droits', { do: 'accords', association: 'yes' })).status, 200)
  equal('an explanation', (await act(her, 'droits', { do: 'expliquer' })).status, 200)
  const twice = await act(her, 'droits', { do: 'expliquer' })
  equal('not twice, and her choices still show as they are', [twice.status, /name="association" value="yes" autocomplete="off" checked/.test(twice.text)], [409, true])
  const unticked = await act(her, 'droits', { choix: '1', departement: 'yes', langue: 'en' })
  equal('ticks that were changed go over', [/name="association" value="yes" autocomplete="off" checked/.test(unticked.text), /name="departement" value="yes" autocomplete="off" checked/.test(unticked.text)], [false, true])
  const rights = main(await view(her, 'droits'))
  check('her six months, and their end', /du 2\d|du \d+ \w+ 2025/.test(rights) || /ont pris fin le/.test(rights), rights)
  const facts = (await factsOf(file)).slice(before)
  equal('lawful facts of hers', facts.map(f => [f.kind, f.actor]), [['plan_chosen', 'victim'], ['remission_asked', 'victim'], ['proceedings_known', 'victim'],
    ['outcome_known', 'victim'], ['consents_changed', 'victim'], ['explanation_asked', 'victim']])
  // T10: what she asks to change waits like any other, and she confirms nothing there
  const account = { do: 'changer', change: 'account', iban: 'FR7699999123459876543210925', holder: 'Camille EXEMPLE' }
  equal('T10: an account asked for', (await act(her, 'joindre', account)).status, 200)
  equal('T10: another meanwhile is refused', (await act(her, 'joindre', account)).status, 409)
  equal('T10: a wrong one is told', (await act(her, 'joindre', { ...account, iban: 'FR00' })).status, 400)
  const wrong = await act(her, 'joindre', { change: 'account', iban: 'FR00', holder: 'Camille EXEMPLE', contact_hours: 'le soir' })
  check('T10: beside its field, the rest kept', /id="faute_iban"/.test(wrong.text) && /<a href="#iban">/.test(wrong.text) && /value="Camille EXEMPLE"/.test(wrong.text) && /value="le soir"/.test(wrong.text))
  const inEnglish = await act(her, 'joindre', { langue: 'en', change: 'account', iban: 'FR00', holder: 'Camille EXEMPLE', contact_channel: 'post' })
  check('another language asks for nothing and keeps what is typed', inEnglish.status === 200 && /<html lang="en"/.test(inEnglish.text) && /value="FR00"/.test(inEnglish.text) &&
    /value="post" selected/.test(inEnglish.text) && !/class="fault"/.test(inEnglish.text))
  const asked = (await factsOf(file)).at(-1)
  equal('T10: it waits', [asked.kind, asked.body.door, asked.actor], ['change_asked', 'online', 'victim'])
  const place = (await factsOf(file)).length - 1
  equal('T10: no button of hers confirms', (await act(her, 'joindre', { do: 'confirmer', change: 'account', place })).status, 200)
  equal('T10: nothing more was recorded', (await factsOf(file)).length, place + 1)
  equal('what she did not ask for she drops', (await act(her, 'joindre', { do: 'ecarter', change: 'account', place })).status, 200)
  equal('asked at a desk', append(file, { kind: 'change_asked', day: today, body: { change: 'withdrawal', door: 'desk' } }), 0)
  equal('T10: what was asked at a desk stays', (await act(her, 'joindre', { do: 'ecarter', change: 'withdrawal', place: place + 2 })).status, 409)
  const boundary = 'limite-exemple', home = await her.get('/suivi')
  const part = (name, value, more = '') => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
  const upload = async bytes => {
    const body = Buffer.concat([Buffer.from(part('csrf', csrfOf(home)) + part('kind', 'complaint')), Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="document"; filename="x.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
    return fetch(`${url}/suivi/pieces`, { method: 'POST', body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, cookie: [...her.jar].map(c => c.join('=')).join() } })
  }
  const page_ = await fetch(`${url}/suivi/pieces`, { method: 'POST', body: Buffer.from(part('csrf', csrfOf(home)) + part('ici', 'pieces') + part('kind', 'protection_order') + part('rester', '1') + `--${boundary}--\r\n`),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, cookie: [...her.jar].map(c => c.join('=')).join() } })
  equal('a page of documents goes on too', [page_.status, /value="protection_order" selected/.test(await page_.text())], [200, true])
  equal('a document', (await upload(readFileSync(new URL('../reference/uploads/told.jpg', import.meta.url)))).status, 200)
  const refused = await upload(Buffer.from('bonjour'))
  equal('what is none says what is accepted', [refused.status, /JPEG ou PNG/.test(await refused.text())], [400, true])
  equal('the office has it', (await call(url, 'GET', `/api/v1/files/${file}/attachments`, undefined, clerk)).json.attachments.map(a => a.kind), ['complaint'])
}

async function contested() {
  const file = states.refused
  equal('notified', append(file, { kind: 'decision_notified', day: today, body: { sent_by: 'in_person' } }), 0)
  const her = await enter(codes.refused, secret)
  const page = await view(her, 'recours')
  check('the last day is computed', /jusqu’au \d+(er)? \S+ 20\d\d/.test(main(page)), main(page))
  const kept = await her.post('/suivi', { csrf: csrfOf(page), ici: 'recours', rester: '1', raisons: 'La plainte est du <20>' })
  check('what is typed stays when she stays', kept.text.includes('La plainte est du &lt;20&gt;'))
  const unsaid = await act(her, 'recours', { do: 'contester', raisons: 'La plainte est du vingt.' })
  equal('what is contested is said first', [unsaid.status, /id="faute_subject"/.test(unsaid.text), unsaid.text.includes('La plainte est du vingt.')], [400, true, true])
  const form = { csrf: csrfOf(page), once: onceOf(page), ici: 'recours', do: 'contester', subject: 'decision', raisons: 'La plainte est du vingt.' }
  const [one, two] = [await her.post('/suivi', form), await her.post('/suivi', form)]
  equal('one appeal, once', [one.status, two.status, (await factsOf(file)).filter(f => f.kind === 'appeal_filed').length], [200, 200, 1])
  check('and until when it is answered', /Sans réponse, rejeté le/.test(main(one)), main(one))
  equal('another is refused, and why', /déjà en cours/.test((await act(her, 'recours', { do: 'contester', subject: 'decision' })).text), true)
  const list = (await call(url, 'GET', `/api/v1/files/${file}/attachments`, undefined, clerk)).json.attachments
  equal('her reasons are with the file', list.map(a => [a.kind, a.type]), [['appeal', 'text']])
  const words = await call(url, 'GET', `/api/v1/files/${file}/attachments?n=0`, undefined, clerk)
  equal('word for word', [words.text, words.headers.get('content-type')], ['La plainte est du vingt.', 'text/plain; charset=utf-8'])
}

async function idle() {
  const her = await enter(codes.granted, secret)
  const page = await her.get('/suivi')
  check('it says that it closes, and goes to the door without script', /data-closing="180"/.test(page.text) && /<noscript><meta http-equiv="refresh" content="181;url=\/suivi/.test(page.text))
  equal('going on', (await her.post('/suivi', { csrf: csrfOf(page), do: 'rester' })).status, 204)
  later('sessions', 'used_at', 170)
  check('before three minutes it is open', /class="menu"/.test((await her.get('/suivi')).text))
  later('sessions', 'used_at', 181)
  const over = await her.post('/suivi', { csrf: csrfOf(page), do: 'expliquer', once: 'x' })
  check('after them it is closed, and says so', /name="code"/.test(over.text) && /fermée d&#39;elle-même/.test(over.text))
  const alone = await enter(codes.granted)
  later('sessions', 'used_at', 181)
  check('the first page too', /name="code"/.test((await alone.get('/suivi')).text))
}

async function exits() {
  const her = await enter(codes.granted, secret), word = her.jar.get('__Host-f')
  const gone = await her.get('/quitter')
  equal('T02: the exit takes everything away', [gone.status, gone.headers.get('clear-site-data'), her.jar.has('__Host-f')], [303, '"cache", "cookies", "storage"', false])
  her.jar.set('__Host-f', word)
  check('T02: and the session with it', /name="code"/.test((await her.get('/suivi')).text))
  const closed = await enter(codes.granted, secret), before = closed.jar.get('__Host-f')
  await closed.post('/suivi', { csrf: csrfOf(await closed.get('/suivi')), do: 'fermer' })
  closed.jar.set('__Host-f', before)
  check('so does closing', /name="code"/.test((await closed.get('/suivi')).text))
}

// T13: who opened it, for her; that she did, for the auditor and no other agent.
async function reads() {
  const file = states.granted
  await call(url, 'GET', `/api/v1/files/${file}`, undefined, clerk)
  const list = main(await view(await enter(codes.granted, secret), 'lectures'))
  for (const word of ['agent instructeur', 'Caf du Nord', 'personne n°', 'instruire le dossier', 'vous']) check(`T13: she sees ${word}`, list.includes(word), list)
  check('T13: and no name of an agent', !/guichet\b(?!,)/.test(list.replaceAll('au guichet', '')), list)
  const log = (await call(url, 'GET', `/api/v1/reads?file=${file}`, undefined, audit)).json.reads
  check('T13: each opening of hers is an entry', log.some(r => r.role === 'victim' && r.agent === 'victim' && r.what === 'file_opened' && r.purpose === 'follow'), JSON.stringify(log.slice(0, 3)))
  const page = await desk.get(`/bureau/dossier/${file}`)
  check('T12: an agent does not see that she looked', page.status === 303 || !/personne victime|>victim</.test(page.text.slice(page.text.indexOf('<main'))))
}
