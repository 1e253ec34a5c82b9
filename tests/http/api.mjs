// The interface from outside: a claim is received once, decided as the law says, paid once, answered by the bank;
// what is wrong is refused with a problem that repeats nothing; nobody does what his role may not.
import { writeFileSync, readdirSync, readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { call, check, claim, end, equal, legalDay, run, scratch, serve } from '../lib.mjs'

const db = join(scratch, 'api.db'), store = process.env.ABRI_STORE ?? `sqlite:${db}` // another: tests/postgres/journey.sh
const token = (role, body, name) => {
  const said = run(['token', '--store', store, '--role', role, '--body', body, '--name', name])
  equal(`token ${role}`, said.status, 0)
  const purpose = { clerk: 'instruct', accountant: 'pay', auditor: 'audit' }[role]
  return { authorization: `Bearer ${said.out.trim()}`, ...(purpose && { 'abri-purpose': purpose }) }
}
const clerk = token('clerk', 'CAF-59', 'instruction'), payer = token('accountant', 'CAF-59', 'paiement')
const elsewhere = token('clerk', 'CAF-13', 'ailleurs'), police = token('police', 'PN-59', 'accueil')
const auditor = token('auditor', '*', 'audit')
let server = await serve(['--store', store, '--workers', '2'])
const url = () => server.url
let keys = 0
const once = () => ({ 'idempotency-key': `k${++keys}` })

// ---- the simple answers
equal('healthz', (await call(url(), 'GET', '/healthz')).status, 200)
const ready = await call(url(), 'GET', '/readyz')
equal('readyz', [ready.status, ready.text], [200, 'ready\n'])
// ---- figures: numbers of the service, for who runs it and nobody else
const keeper = token('administrator', 'CAF-59', 'conduite')
const figures = async () => Object.fromEntries((await call(url(), 'GET', '/metrics', undefined, keeper)).text.split('\n')
  .filter(line => line && !line.startsWith('#')).map(line => line.split(' ')).map(([name, value]) => [name, Number(value)]))
equal('figures are not for everybody', (await call(url(), 'GET', '/metrics')).status, 401)
equal('nor for a clerk', (await call(url(), 'GET', '/metrics', undefined, clerk)).status, 403)
const [good, bad] = ['2xx', '4xx'].map(status => `abri_http_answers_total{status="${status}"}`), count = 'abri_http_answer_seconds_count'
const before = await figures()
equal('two were refused, and these openings were answered', [before[good], before[bad], before[count]], [2, 2, 4])
for (let n = 0; n < 10; n++) await call(url(), 'GET', n % 2 ? '/simulateur' : '/nulle-part/EXEMPLE')
const after = await figures()
equal('each answer is counted once, whichever worker gave it', [after[good] - before[good], after[bad] - before[bad], after[count] - before[count]], [6, 5, 11])
equal('the last place holds them all', after['abri_http_answer_seconds_bucket{le="+Inf"}'], after[count])
check('all are numbers', Object.keys(after).length > 15 && Object.values(after).every(Number.isFinite), JSON.stringify(after))
const openapi = await call(url(), 'GET', '/api/v1/openapi.json')
// What the tables of the rules name, the description names, no more and no less.
const names = (table, line) => [...readFileSync(new URL(`../../src/case/${table}`, import.meta.url), 'utf8')
  .matchAll(line)].map(match => match[1]).join(' ')
const schemas = openapi.json?.components?.schemas
const everyFact = names('facts.def', /^FACT\(\d+,\s*\w+,\s*(\w+),/gm), everyDuty = names('duties.def', /^DUTY\(\w+,\s*"(\w+)"/gm)
check('openapi names every fact', schemas?.Fact.properties.kind.enum.join(' ') === everyFact && everyFact.includes('loan_granted'))
check('openapi names every fact of a file', schemas?.File.properties.facts.items.properties.kind.enum.join(' ') === everyFact)
check('openapi names every duty', schemas?.Duty.properties.kind.enum.join(' ') === everyDuty && everyDuty.includes('revalue'))
check('openapi names every duty of a file', schemas?.File.properties.duties.items.properties.kind.enum.join(' ') === everyDuty)
const strands = names('strands.def', /^STRAND\(\w+,\s*"(\w+)"/gm)
check('openapi names every strand', Object.keys(schemas?.File.properties.stages.properties ?? {}).join(' ') === strands)
check('openapi', openapi.json?.openapi?.startsWith('3.1') && openapi.json.paths?.['/api/v1/claims'])
equal('no such address', (await call(url(), 'GET', '/api/v1/nothing')).status, 404)
equal('no such method', (await call(url(), 'DELETE', '/api/v1/assess')).status, 405)

// ---- a claim, once
const first = claim(1), key = once()
const made = await call(url(), 'POST', '/api/v1/claims', first, key)
equal('a claim', made.status, 201)
check('its number', /^\d{4}-\d{4}-\d{4}$/.test(made.json?.file), made.text)
equal('its receipt', [made.json?.receipt.pay_by, made.json?.receipt.fund.code, made.json?.receipt.missing],
  ['2025-11-28', 'CAF-59', []])
const again = await call(url(), 'POST', '/api/v1/claims', first, key)
equal('the same again', [again.status, again.json], [201, made.json])
equal('another body under the same key', (await call(url(), 'POST', '/api/v1/claims', claim(2), key)).status, 422)
const bare = await call(url(), 'POST', '/api/v1/claims', first)
equal('without a key', [bare.status, bare.json?.pointer ?? bare.json?.detail !== undefined], [400, bare.json?.pointer ?? true])
check('problem type', bare.headers.get('content-type')?.startsWith('application/problem+json'))
equal('another channel without a token', (await call(url(), 'POST', '/api/v1/claims', { ...first, channel: 'police' }, once())).status, 401)
equal('the police channel for a clerk', (await call(url(), 'POST', '/api/v1/claims', { ...first, channel: 'police' }, { ...once(), ...clerk })).status, 403)
const fromPolice = await call(url(), 'POST', '/api/v1/claims', { ...claim(3), channel: 'police' }, { ...once(), ...police })
equal('the police channel for the police', fromPolice.status, 201)
equal('T15: the police read "received" and nothing else', Object.keys(fromPolice.json).join(), 'received,received_on,reference')
check('T15: a number of theirs', /^\d{4}-\d{4}-\d{4}-\d{3}$/.test(fromPolice.json.reference), fromPolice.text)
equal('a wrong token', (await call(url(), 'POST', '/api/v1/claims', first, { ...once(), authorization: 'Bearer nonsense' })).status, 401)

// ---- wrong claims
for (const [name, change, pointer] of [
  ['a malformed IBAN', c => { c.payment.iban = 'FR7699999000010000000000116' }, '/payment/iban'],
  ['an unknown key', c => { c.SECRETSECRET = 1 }, '/SECRETSECRET'],
  ['earlier awards', c => { c.request.previous_awards = [] }, '/request/previous_awards'],
  ['no name', c => { delete c.person.family_name }, '/person/family_name'],
  ['born tomorrow', c => { c.person.born_on = '2100-01-01' }, '/person/born_on'],
  ['asked tomorrow', c => { c.request.requested_on = '2100-01-01' }, '/request/requested_on'],
  ['too many children', c => { c.request.children = 31 }, '/request/children'],
]) {
  const wrong = claim(9)
  change(wrong)
  const answer = await call(url(), 'POST', '/api/v1/claims', wrong, once())
  equal(`${name}: status`, answer.status, 400)
  check(`${name}: pointer`, pointer === '/SECRETSECRET' || answer.text.includes(pointer), answer.text)
  check(`${name}: repeats nothing`, !/FR76|EXEMPLE|2100-01-01/.test(answer.text), answer.text)
}
equal('too large', (await call(url(), 'POST', '/api/v1/claims', ' '.repeat(70000), once())).status, 413)
equal('broken UTF-8', (await fetch(url() + '/api/v1/assess', { method: 'POST', body: Buffer.from([0x7b, 0xff, 0x7d]) })).status, 400)

// ---- who may read
const file = made.json.file
equal('without a token', (await call(url(), 'GET', `/api/v1/files/${file}`)).status, 401)
equal('another fund', (await call(url(), 'GET', `/api/v1/files/${file}`, undefined, elsewhere)).status, 404)
equal('the police', (await call(url(), 'GET', `/api/v1/files/${file}`, undefined, police)).status, 403)
equal('no such file', (await call(url(), 'GET', '/api/v1/files/100000000000', undefined, clerk)).status, 404)
const take = (who, number = file) => call(url(), 'POST', `/api/v1/files/${number}/assignment`, '', who)
equal('a file of nobody', (await call(url(), 'GET', `/api/v1/files/${file}`, undefined, clerk)).status, 403)
equal('taken by the clerk', (await take(clerk)).status, 201)
const { 'abri-purpose': _, ...bareClerk } = clerk
const unsaid = await call(url(), 'GET', `/api/v1/files/${file}`, undefined, bareClerk)
equal('without a purpose', [unsaid.status, /Abri-Purpose/.test(unsaid.text)], [400, true])
const seen = await call(url(), 'GET', `/api/v1/files/${file}`, undefined, clerk)
equal('the clerk', [seen.status, seen.json?.stages?.claim], [200, 'complete'])
check('nothing of the vault', !/EXEMPLE|FR76|Camille/.test(seen.text))
const duties = await call(url(), 'GET', '/api/v1/duties', undefined, auditor)
{ // page by page, each after the last duty of the one before
  const all = duties.json?.duties.map(d => `${d.file} ${d.kind}`), seen = []
  let page
  for (let next = ''; next !== null && seen.length < 1000; next = page.json?.next ?? null) {
    page = await call(url(), 'GET', `/api/v1/duties?max=2${next && `&after=${next}`}`, undefined, auditor)
    seen.push(...page.json?.duties.map(d => `${d.file} ${d.kind}`) ?? [])
  }
  equal('the queue page by page', seen, all)
  const wrong = await call(url(), 'GET', '/api/v1/duties?max=2&after=2026-02-30.1.decide', undefined, auditor)
  equal('a place that is none is the first', wrong.json?.duties.map(d => `${d.file} ${d.kind}`), all?.slice(0, 2))
}
check('a duty to decide', duties.json?.duties.some(d => d.file === file && d.kind === 'decide' && d.due === '2025-11-28' && d.late_days > 0), duties.text.slice(0, 300))

// ---- decided, notified, ordered, sent, settled
const fact = (f, who, headers = once()) => call(url(), 'POST', `/api/v1/files/${file}/facts`, f, { ...headers, ...who })
const today = seen.json && legalDay()
equal('a refusal the law does not give', (await fact({ kind: 'claim_refused', day: '2025-11-26' }, clerk)).status, 409)
equal('a decision before the claim was complete', (await fact({ kind: 'claim_granted', day: '2025-11-24' }, clerk)).status, 400)
equal('a decision from tomorrow', (await fact({ kind: 'claim_granted', day: '2100-01-01' }, clerk)).status, 400)
equal('a payment before the decision', (await fact({ kind: 'payment_ordered', day: '2025-11-26' }, payer)).status, 403)
equal('a decision by the accountant', (await fact({ kind: 'claim_granted', day: '2025-11-26' }, payer)).status, 403)
const wrongSum = { full_cents: 116374, reduction_percent: 20, amount_cents: 93100, form: 'grant', earlier_award: null, settled_by_agent: false }
equal('one cent too much', (await fact({ kind: 'claim_granted', day: '2025-11-26', body: wrongSum }, clerk)).status, 409)
const decisionKey = once()
const granted = await fact({ kind: 'claim_granted', day: '2025-11-26' }, clerk, decisionKey)
equal('granted', [granted.status, granted.json?.stages?.claim, granted.json?.amount_cents], [201, 'granted', 93099])
equal('granted again under the same key', (await fact({ kind: 'claim_granted', day: '2025-11-26' }, clerk, decisionKey)).status, 201)
equal('granted twice', (await fact({ kind: 'claim_granted', day: '2025-11-26' }, clerk)).status, 409)
equal('notified, nobody says how', (await fact({ kind: 'decision_notified', day: '2025-11-26' }, clerk)).status, 400)
equal('T05: by a way she did not say is safe', (await fact({ kind: 'decision_notified', day: '2025-11-26', body: { sent_by: 'post' } }, clerk)).status, 409)
equal('notified', (await fact({ kind: 'decision_notified', day: '2025-11-26', body: { sent_by: 'in_person' } }, clerk)).status, 201)
equal('ordered by the clerk', (await fact({ kind: 'payment_ordered', day: '2025-11-27' }, clerk)).status, 403)
equal('taken by the accountant', (await take(payer)).status, 201)
const ordered = await fact({ kind: 'payment_ordered', day: '2025-11-27' }, payer)
equal('ordered', [ordered.status, ordered.json?.stages?.payment], [201, 'ordered'])
equal('exported by the clerk', (await call(url(), 'POST', '/api/v1/payments/export', '', { ...once(), ...clerk })).status, 403)
const sent = await call(url(), 'POST', '/api/v1/payments/export', '', { ...once(), ...payer })
equal('exported', [sent.status, sent.json?.messages.length, sent.json?.messages[0]?.total_cents], [200, 1, 93099])
const message = sent.json.messages[0]
for (const word of ['violen', 'urgence', 'conjug', 'victim', 'aide']) check(`no ${word} in the message`, !message.pain001.toLowerCase().includes(word))
const resent = await call(url(), 'POST', '/api/v1/payments/export', '', { ...once(), ...payer })
equal('exported again: the same bytes', resent.json, sent.json)
equal('these are all', sent.json.next, null)
const beyond = await call(url(), 'POST', '/api/v1/payments/export', { after: message.id }, { ...once(), ...payer })
equal('after it there is none', beyond.json, { messages: [], next: null })
const nowhere = await call(url(), 'POST', '/api/v1/payments/export', { after: 'B1' }, { ...once(), ...payer })
equal('after nothing of ours', [nowhere.status, nowhere.json?.pointer], [400, '/after'])

// the command line writes the same message, and takes the bank's answer
const out = join(scratch, 'out')
await import('node:fs').then(fs => fs.mkdirSync(out))
const exported = run(['pay', 'export', '--store', store, '-o', out])
equal('pay export', exported.status, 0)
equal('the same file', readFileSync(join(out, readdirSync(out)[0]), 'utf8'), message.pain001)
const reference = message.pain001.match(/<EndToEndId>(P\d{15})</)[1]
const bank = (status, reason) => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.11"><CstmrPmtStsRpt>
<GrpHdr><MsgId>R1</MsgId><CreDtTm>${today}T10:00:00Z</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${message.id}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>x</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>${reference}</OrgnlEndToEndId>
<TxSts>${status}</TxSts>${reason ? `<StsRsnInf><Rsn><Cd>${reason}</Cd></Rsn></StsRsnInf>` : ''}
</TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`
const answer = join(scratch, 'bank.xml')
writeFileSync(answer, bank('RJCT', 'AC04'))
const imported = run(['pay', 'import', answer, '--store', store])
equal('a return is taken', [imported.status, imported.out.trim(), imported.err], [0, '1 taken, 0 known already, 0 not ours, 0 not taken', ''])
equal('and known the second time', run(['pay', 'import', answer, '--store', store]).out.trim(), '0 taken, 1 known already, 0 not ours, 0 not taken')
equal('paid again at once', (await fact({ kind: 'payment_ordered', day: today }, payer)).status, 409)
// another account waits a day and a night: today the one she gave first is confirmed again, and paid
const account = { kind: 'change_asked', day: today, body: { change: 'account', door: 'desk' }, payment: { iban: 'FR7699999123459876543210925', holder: 'Camille EXEMPLE' } }
equal('an account nobody gives', (await fact({ ...account, payment: undefined }, clerk)).status, 400)
const asked = await fact(account, clerk)
equal('another account is asked for', [asked.status, asked.json?.stages?.contact], [201, 'asked'])
const place = asked.json.facts.length - 1
const confirm = { kind: 'change_confirmed', day: today, body: { change: 'account', place, how: 'in_person' } }
equal('and not confirmed the same day', (await fact(confirm, clerk)).status, 409)
equal('nor paid', (await fact({ kind: 'payment_ordered', day: today }, payer)).status, 409)
equal('the account in force, without saying how', (await fact({ kind: 'account_confirmed', day: today }, clerk)).status, 400)
equal('the account in force', (await fact({ kind: 'account_confirmed', day: today, body: { how: 'in_person' } }, clerk)).status, 201)
equal('paid again', (await fact({ kind: 'payment_ordered', day: today }, payer)).json?.stages?.payment, 'ordered')
const second = await call(url(), 'POST', '/api/v1/payments/export', { until: '2100-01-01' }, { ...once(), ...payer })
const newReference = second.json.messages[0].pain001.match(/<EndToEndId>(P\d{15})</)[1]
check('under another number', newReference !== reference && second.json.messages[0].pain001.includes(first.payment.iban) && !second.json.messages[0].pain001.includes('FR7699999123459876543210925'))
writeFileSync(answer, bank('ACSC').replace(reference, newReference))
equal('settled', run(['pay', 'import', answer, '--store', store]).out.trim(), '1 taken, 0 known already, 0 not ours, 0 not taken')
const paid = await call(url(), 'GET', `/api/v1/files/${file}`, undefined, clerk)
equal('paid, to the cent', [paid.json?.stages?.payment, paid.json?.paid_cents], ['settled', 93099])
check('six months of rights', paid.json?.rights_until > today, paid.json?.rights_until)
equal('her rights to tell, and her to call back', paid.json?.duties?.map(d => d.kind).sort(), ['call_back', 'review_contact', 'tell_rights', 'tell_rights_end'])

// ---- once per twelve months, for the same person
const other = await call(url(), 'POST', '/api/v1/claims', { ...first, request: { ...first.request, requested_on: '2026-01-05' } }, once())
equal('the same person asks again', other.status, 201)
equal('taken too', (await take(clerk, other.json.file)).status, 201)
const refused = await call(url(), 'POST', `/api/v1/files/${other.json.file}/facts`, { kind: 'claim_granted', day: '2026-01-06' }, { ...once(), ...clerk })
equal('granted within twelve months', refused.status, 409)
const lawful = await call(url(), 'POST', `/api/v1/files/${other.json.file}/facts`, { kind: 'claim_refused', day: '2026-01-06' }, { ...once(), ...clerk })
equal('refused within twelve months', [lawful.status, lawful.json?.stages?.claim], [201, 'refused'])

// ---- the pages' protections
for (const path of ['/simulateur', '/demande', '/aide', '/suivi', '/bureau']) {
  const page = await call(url(), 'GET', path)
  equal(`${path}: status`, page.status, 200)
  equal(`${path}: kept nowhere`, page.headers.get('cache-control'), 'no-store')
  check(`${path}: policy`, /default-src 'none'/.test(page.headers.get('content-security-policy')))
  const title = page.text.match(/<title>(.*?)<\/title>/)?.[1] ?? ''
  check(`${path}: neutral title`, title && !/aide d|violen|conjug|victim|urgence/i.test(title), title)
  check(`${path}: exit`, /href="\/quitter"/.test(page.text))
}
const left = await call(url(), 'GET', '/quitter')
equal('the exit', [left.status, left.headers.get('location')?.startsWith('https://'), /"cache"/.test(left.headers.get('clear-site-data'))], [303, true, true])

// ---- ends, and what is kept
equal('ended', (await server.stop()).code, 0)
equal('verify', run(['verify', '--store', store]).status, 0)
const rebuilt = run(['rebuild', '--store', store])
equal('rebuild', [rebuilt.status, /, 0 differed, 0 set aside/.test(rebuilt.out)], [0, true])
const shown = run(['case', 'show', file, '--store', store])
check('case show', shown.status === 0 && JSON.parse(shown.out).file === file)
const told = run(['case', 'show', file, '--store', store, '--text', '--lang', 'en'])
check('case show --text', told.status === 0 && told.out.startsWith('File ') && /\nFacts:\n/.test(told.out) && /\nTo be done:\n/.test(told.out), told.out)
equal('case duties', run(['case', 'duties', other.json.file, '--store', store]).status, 0)
if (!process.env.ABRI_STORE) {
  const bytes = readdirSync(scratch).filter(f => f.startsWith('api.db') && !f.endsWith('.key')).map(f => readFileSync(join(scratch, f), 'latin1')).join('')
  for (const secret of ['EXEMPLE', 'Camille', 'FR7699999', '1990-01-01']) check(`${secret} is not on the disk`, !bytes.includes(secret))
  writeFileSync(`${db}.key`, Buffer.alloc(32, 7))
  const locked = run(['verify', '--store', store])
  check('another key opens nothing', locked.status !== 0 && existsSync(db), locked.err)
}
end()
