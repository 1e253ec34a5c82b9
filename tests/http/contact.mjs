// T10, T12, T07: who knows everything of her (name, birth, address, telephone, account, number of the file) asks every
// public address, and as another agent: nothing of the file changes, and no answer tells a file that is from one that is
// not. A withdrawal made in front of him is a page like any other, and waits. An account others see is not paid.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { call, check, claim, end, equal, legalDay, run, scratch, serve } from '../lib.mjs'

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

equal('ended', (await server.stop()).code, 0)
equal('verify', run(['verify', '--store', store]).status, 0)
end()
