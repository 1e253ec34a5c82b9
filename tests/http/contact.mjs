// T10, T12, T07: who knows everything of her (name, birth, address, telephone, account, number of the file) asks every
// public address, and as another agent: nothing of the file changes, and no answer tells a file that is from one that is
// not. A withdrawal made in front of him is a page like any other, and waits. An account others see is not paid.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { browser, call, check, claim, csrfOf, end, equal, legalDay, run, scratch, serve } from '../lib.mjs'

const db = join(scratch, 'contact.db'), store = `sqlite:${db}`
const token = (role, body, name) => {
  const said = run(['token', '--store', store, '--role', role, '--body', body, '--name', name])
  equal(`token ${role}`, said.status, 0)
  return { authorization: `Bearer ${said.out.trim()}`, 'abri-purpose': { clerk: 'instruct', accountant: 'pay' }[role] }
}
const clerk = token('clerk', 'CAF-59', 'instruction'), payer = token('accountant', 'CAF-59', 'paiement')
const colleague = token('clerk', 'CAF-59', 'collegue'), elsewhere = token('clerk', 'CAF-13', 'ailleurs')
const server = await serve(['--store', store])
const { url } = server
let keys = 0
const once = () => ({ 'idempotency-key': `k${++keys}` })
const hers = { ...claim(1), safe_contact: { channel: 'phone', value: '01 00 00 00 00', code_word: 'lilas' },
  person: { ...claim(1).person, phone: '06 00 00 00 00', address: { lines: ['1 rue de l’Exemple'], postcode: '59000', city: 'Lille' } } }
const { file } = (await call(url, 'POST', '/api/v1/claims', hers, once())).json
equal('taken', (await call(url, 'POST', `/api/v1/files/${file}/assignment`, '', clerk)).status, 201)
// A good number of no file: its check digit by ISO 7064 MOD 11,10.
const good11 = digits => {
  let p = 10
  for (const d of digits) { p = (p + Number(d)) % 10 || 10; p = p * 2 % 11 }
  return digits + (11 - p) % 10
}
equal('a number of hers is good', good11(file.replaceAll('-', '').slice(0, 11)), file.replaceAll('-', ''))
const nobody = good11('10000000000').replace(/(....)(....)(....)/, '$1-$2-$3')
const seen = async () => (await call(url, 'GET', `/api/v1/files/${file}`, undefined, clerk)).json
const fact = (number, body, who) => call(url, 'POST', `/api/v1/files/${number}/facts`, body, { ...once(), ...who })
const today = legalDay()
const before = await seen()

// What an answer says, but for what is drawn anew for each page.
const said = answer => `${answer.status} ${answer.headers.get('location') ?? ''} ${answer.headers.get('content-type')} ${answer.text.replace(/value="[0-9A-Za-z_-]{20,}"/g, 'value=""')}`
const twice = async (name, ask) => {
  const real = said(await ask(file)), other = said(await ask(nobody))
  equal(`T10: ${name}: the same bytes`, real.replaceAll(file, 'N'), other.replaceAll(nobody, 'N'))
  check(`T10: ${name}: nothing of her`, !/lilas|FR7699999000010000000000115|rue de l|01 00 00 00 00/.test(real), real)
}

// ---- every public address, with all he knows
const form = number => ({ file: number, numero: number, number, family_name: 'EXEMPLE B', given_names: 'Camille', born_on: '1990-01-01', phone: '06 00 00 00 00',
  iban: 'FR7699999123459876543210925', holder: 'Dominique FICTIF', contact_channel: 'phone', contact_value: '06 99 99 99 99' })
const routes = [...readFileSync(new URL('../../src/web/routes.def', import.meta.url), 'utf8').matchAll(/^ROUTE\((\w+),\s*"([^"]+)",\s*([A-Z_ |]+),/gm)]
const open = routes.filter(([, , , who]) => who.includes('PUBLIC'))
check('T10: there are public addresses', open.length > 10)
for (const [, method, path] of open) {
  if (path.endsWith('/claims') || path === '/demande' && method === 'POST') continue // asks for a new file: T11
  const query = method === 'GET' ? number => `?${new URLSearchParams(form(number))}` : () => ''
  await twice(`${method} ${path}`, number => call(url, method, path.replace('{}', number) + query(number),
    method === 'POST' ? new URLSearchParams(form(number)).toString() : undefined, once()))
}
for (const change of ['account', 'contact', 'withdrawal', 'nothing']) {
  const ask = number => call(url, 'POST', '/suivi/changer', new URLSearchParams({ ...form(number), change }).toString())
  await twice(`asking for ${change}`, ask)
  await twice(`asking for ${change} again`, ask)
}
for (const [wrong, fields] of [['file', { file: '12' }], ['iban', { iban: 'FR00' }], ['holder', { holder: '' }]]) {
  const answer = await call(url, 'POST', '/suivi/changer', new URLSearchParams({ ...form(file), change: 'account', ...fields }).toString())
  equal(`a wrong ${wrong}`, [answer.status, answer.text.includes(`id="faute_${wrong}"`), answer.text.includes(`<a href="#${wrong}">`)], [400, true, true])
  check(`a wrong ${wrong}: the rest is kept`, answer.text.includes('value="06 99 99 99 99"') && /<details open>\s*<summary>Demander un changement ici/.test(answer.text))
}
const asked = await seen()
equal('T10: three changes wait, and nothing else', asked.facts.slice(before.facts.length).map(f => [f.kind, f.body.door]), [
  ['change_asked', 'online'], ['change_asked', 'online'], ['change_asked', 'online']])
equal('T12: the withdrawal shows nowhere and waits to be called back', [asked.stages.claim, asked.stages.contact,
  asked.duties.some(d => d.kind === 'call_back')], [before.stages.claim, 'asked', true])

// ---- as another agent: of another fund, and of hers without the file
for (const [name, who, status] of [['of another fund', elsewhere, 404], ['with a wrong token', { authorization: 'Bearer nonsense' }, 401]]) {
  await twice(`an agent ${name} reads`, number => call(url, 'GET', `/api/v1/files/${number}`, undefined, who))
  for (const body of [
    { kind: 'change_asked', day: today, body: { change: 'account', door: 'desk' }, payment: { iban: 'FR7699999123459876543210925', holder: 'Dominique FICTIF' } },
    { kind: 'change_confirmed', day: today, body: { change: 'account', place: 2, how: 'in_person' } },
    { kind: 'account_confirmed', day: today, body: { how: 'in_person' } },
    { kind: 'claim_withdrawn', day: today }]) {
    await twice(`an agent ${name} records ${body.kind}`, number => fact(number, body, who))
    equal(`T10: an agent ${name}: refused`, (await fact(file, body, who)).status, status)
  }
}
equal('T10: a colleague without the file', (await fact(file, { kind: 'change_confirmed', day: today, body: { change: 'account', place: 2, how: 'in_person' } }, colleague)).status, 403)
equal('T10: nor her own agent the same day', (await fact(file, { kind: 'change_confirmed', day: today, body: { change: 'withdrawal', place: asked.facts.findLast(f => f.body.change === 'withdrawal').place, how: 'in_person' } }, clerk)).status, 409)
equal('T12: nor without her word', (await fact(file, { kind: 'claim_withdrawn', day: today }, clerk)).status, 409)

// ---- her aid goes on, to the account that was safe
equal('granted', (await fact(file, { kind: 'claim_granted', day: '2025-11-26' }, clerk)).status, 201)
equal('ordered', (await call(url, 'POST', `/api/v1/files/${file}/assignment`, '', payer)).status, 201)
equal('ordered', (await fact(file, { kind: 'payment_ordered', day: '2025-11-27' }, payer)).status, 201)
const sent = await call(url, 'POST', '/api/v1/payments/export', { until: '2100-01-01' }, { ...once(), ...payer })
const paid = sent.json?.messages.map(m => m.pain001).join('') ?? ''
check('T10: the account that was safe is paid', paid.includes(hers.payment.iban))
check('T10: his is not', !paid.includes('FR7699999123459876543210925'))

// ---- T07
const watched = { ...claim(2), payment: { ...claim(2).payment, seen_by_others: true } }
const other = (await call(url, 'POST', '/api/v1/claims', watched, once())).json.file
equal('taken', (await call(url, 'POST', `/api/v1/files/${other}/assignment`, '', clerk)).status, 201)
equal('T07: granted', (await fact(other, { kind: 'claim_granted', day: '2025-11-26' }, clerk)).status, 201)
const console = body => run(['case', 'append', other, '--store', store], JSON.stringify(body)).status // the machine's keeper, who may record anything
equal('T07: an account others see is not ordered', console({ kind: 'payment_ordered', day: '2025-11-27' }) === 0, false)
equal('T07: not by the word agreed', (await fact(other, { kind: 'account_confirmed', day: '2025-11-27', body: { how: 'code_word' } }, clerk)).status, 409)
equal('T07: she says it is safe', (await fact(other, { kind: 'account_confirmed', day: '2025-11-27', body: { how: 'in_person' } }, clerk)).status, 201)
equal('T07: to be paid', (await call(url, 'POST', `/api/v1/files/${other}/assignment`, '', payer)).status, 201)
equal('T07: then it is', (await fact(other, { kind: 'payment_ordered', day: '2025-11-27' }, payer)).status, 201)

// ---- T11: a claim in her name, to an account of his
const bad = await call(url, 'POST', '/api/v1/claims', { ...claim(3), payment: { iban: 'FR7699999123459876543210925', holder: 'Dominique FICTIF' } }, once())
const good = await call(url, 'POST', '/api/v1/claims', claim(4), once())
equal('T11: the receipt of a held claim is that of any other', { ...bad.json, file: '' }, { ...good.json, file: '' })
equal('T11: taken', (await call(url, 'POST', `/api/v1/files/${bad.json.file}/assignment`, '', clerk)).status, 201)
const held = (await call(url, 'GET', `/api/v1/files/${bad.json.file}`, undefined, clerk)).json
equal('T11: held', [held.stages.hold, held.duties.some(d => d.kind === 'resolve_hold')], ['held', true])
equal('T11: not granted', (await fact(bad.json.file, { kind: 'claim_granted', day: '2025-11-26' }, clerk)).status, 409)

await fromThePage()

equal('ended', (await server.stop()).code, 0)
equal('verify', run(['verify', '--store', store]).status, 0)
end()

// ---- at a desk: what a form is refused for stands beside its field and at the top, and what was typed stays, in that answer alone
async function fromThePage() {
  const password = 'essai-sans-valeur'
  equal('an account', run(['account', '--store', store, '--role', 'clerk', '--body', 'CAF-59', '--name', 'instruction', '--one-factor'], `${password}\n`).status, 0)
  const desk = browser(url)
  await desk.post('/bureau/entrer', { name: 'instruction', password })
  const { file: own } = (await call(url, 'POST', '/api/v1/claims', { ...claim(5), consents: { departement: true, association: true }, safe_contact: { channel: 'phone', value: '01 00 00 00 00', code_word: 'lilas' } }, once())).json
  equal('taken', (await call(url, 'POST', `/api/v1/files/${own}/assignment`, '', clerk)).status, 201)
  const path = `/bureau/dossier/${own}`
  const factsOf = async () => (await call(url, 'GET', `/api/v1/files/${own}`, undefined, clerk)).json.facts
  const send = async fields => {
    const page = await desk.get(path)
    return desk.post(path, { csrf: csrfOf(page), expected: page.text.match(/name="expected" value="(\d+)"/)[1], ...fields })
  }
  const count = (await factsOf()).length
  const asks = { do: 'ask', door: 'association', iban: 'FR7699999123459876543210925', holder: 'Dominique FICTIF', contact_channel: 'email',
    contact_value: 'essai@exemple.fr', contact_hours: '9h-12h' }
  const kept = (name, page, but) => {
    for (const field of ['iban', 'holder', 'contact_value', 'contact_hours'].filter(f => f !== but))
      check(`${name}: ${field} is kept`, page.text.includes(`name="${field}" type="text" dir="${field === 'holder' ? 'auto' : 'ltr'}" value="${asks[field]}"`), page.text)
    for (const choice of ['association', 'email']) check(`${name}: ${choice} is still chosen`, page.text.includes(`<option value="${choice}" selected>`))
    check(`${name}: the form is open`, /<details open>\s*<summary>Noter un changement/.test(page.text))
  }
  // A field that is wrong: its page again.
  const wrong = async (name, field, fields, place = field) => {
    const page = await send(fields)
    equal(`${name}: refused, and not kept`, [page.status, page.headers.get('cache-control')], [400, 'no-store'])
    check(`${name}: said at the top, with the way to the field`, page.text.includes(`<a href="#${place}">`), page.text)
    check(`${name}: said beside the field`, new RegExp(`<p class="fault" id="faute_${place}">[^<]{20,}</p>\\s*<(input|select) id="${place}"[^>]* aria-invalid="true" aria-describedby="faute_${place}"`).test(page.text), page.text)
    equal(`${name}: nowhere else`, [(page.text.match(/class="fault"/g) ?? []).length, (page.text.match(/aria-invalid/g) ?? []).length], [1, 1])
    check(`${name}: her contact stays masked`, !/01 00 00 00 00|lilas|EXEMPLE|…0115|0000115/.test(page.text))
    return page
  }
  for (const [field, fields] of [['iban', { change: 'account', iban: 'FR00' }], ['holder', { change: 'account', holder: '' }], ['contact_value', { change: 'contact', contact_value: 'nulle part' }],
    ['contact_hours', { change: 'contact', contact_hours: 'h'.repeat(101) }]]) {
    const page = await wrong(`a wrong ${field}`, field, { ...asks, ...fields })
    kept(`a wrong ${field}`, page, field)
    check(`a wrong ${field} too`, page.text.includes(`value="${fields[field]}"`))
  }
  const said = await wrong('no door', 'door', { ...asks, change: 'account', door: 'x' })
  check('no door: the account is kept', said.text.includes(`value="${asks.iban}"`))
  await wrong('no way to confirm', 'review', { do: 'review' })
  await wrong('nothing strange', 'hold', { do: 'hold', anomaly: '' })
  check('the page asked for anew holds nothing of it', !/FICTIF|essai@exemple|class="fault"|selected|<details open/.test((await desk.get(path)).text))
  const none = await send({ do: 'dance' })
  equal('a button there is not', [none.status, /role="alert"/.test(none.text), none.text.includes('href="#'), /faute_/.test(none.text)], [400, true, true, false])
  equal('nothing was recorded', (await factsOf()).length, count)

  // A document to somebody outside, without the code it needs.
  for (const recipient of ['', 'ASSO-59-'.repeat(3)]) {
    const page = await desk.post(`${path}/document`, { csrf: csrfOf(none), kind: 'association', recipient, party_safe: '1' })
    equal(`a document to "${recipient}"`, [page.status, page.text.includes('<a href="#recipient">'), page.text.includes('id="faute_recipient"')], [400, true, true])
    check(`a document to "${recipient}": what was typed is kept`, new RegExp(`id="recipient"[^>]* value="${recipient}"[^>]* aria-invalid="true" aria-describedby="faute_recipient"`).test(page.text) &&
      /name="party_safe"[^>]* checked/.test(page.text), page.text)
  }
  equal('another language after that', (await desk.get(`${path}/document?l=en`)).status, 200)

  // The file has changed meanwhile, or does not allow it: the file as it is now, and what was typed.
  const stale = { expected: String(count - 1), ...asks, change: 'account' }
  const conflict = await send(stale)
  equal('changed meanwhile', [conflict.status, /Le dossier a changé entre-temps/.test(conflict.text), conflict.headers.get('cache-control')], [409, true, 'no-store'])
  kept('changed meanwhile', conflict)
  equal('with the number of the file as it is', conflict.text.match(/name="expected" value="(\d+)"/)?.[1], String(count))
  equal('so that it may be sent again', (await desk.post(path, { csrf: csrfOf(conflict), ...stale, expected: String(count) })).status, 303)
  const place = (await factsOf()).findLast(f => f.kind === 'change_asked').place
  const confirmed = await wrong('confirmed in no way', 'how', { do: 'confirm', change: 'account', place: String(place), how: 'x' }, `how_${place}`)
  check('as many facts as before', confirmed.text.includes(`name="expected" value="${count + 1}"`))
  const today = await send({ do: 'confirm', change: 'account', place: String(place), how: 'association' })
  check('confirmed the same day: not lawful', /Ce n(&#39;|’)est pas possible dans l/.test(today.text))
  equal('confirmed the same day', [today.status, new RegExp(`id="how_${place}"[^>]*>\\s*(<option value="\\w+">[^<]*</option>\\s*)*<option value="association" selected>`).test(today.text)], [409, true])
  equal('chosen there alone', (today.text.match(/ selected/g) ?? []).length, 1)

  // Each showing is a reading; who may not see the file is shown nothing of it.
  const stranger = browser(url)
  equal('an account', run(['account', '--store', store, '--role', 'clerk', '--body', 'CAF-59', '--name', 'collegue', '--one-factor'], `${password}\n`).status, 0)
  await stranger.post('/bureau/entrer', { name: 'collegue', password })
  const elsewhere = await stranger.post(path, { csrf: csrfOf(await stranger.get('/bureau')), expected: '0', ...asks, change: 'account', iban: 'FR00' })
  equal('a colleague without the file', [elsewhere.status, /Journal|FICTIF|FR00/.test(elsewhere.text)], [403, false])
}
