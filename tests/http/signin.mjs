// The door, from outside: tokens open what their scope says and while they stand; sessions turn with each sign-in, end
// here and everywhere; wrong proofs cost time to the pair of a device and a name, never to an account.
import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { call, check, claim, end, equal, legalDay, run, scratch, serve } from '../lib.mjs'

const db = join(scratch, 'signin.db'), store = `sqlite:${db}`
const token = (name, ...more) => run(['token', '--store', store, '--role', 'clerk', '--body', '*', '--name', name, ...more])
const bearer = said => ({ authorization: `Bearer ${said.out.trim()}`, 'abri-purpose': 'instruct' })
const today = legalDay()
const days = legalDay

// ---- accounts and tokens at the command line
const password = 'une phrase pour essayer'
const account = (name, typed, ...more) =>
  run(['account', '--store', store, '--role', 'clerk', '--body', 'CAF-59', '--name', name, ...more], `${typed}\n`)
equal('a short password', account('bref', 'onze signes').status, 2)
equal('the name as a password', account('le même nom que', 'le même nom que').status, 2)
const made = account('agente', password)
equal('an account', made.status, 0)
const [uri, ...codes] = made.out.trim().split('\n')
check('its second factor', /^otpauth:\/\/totp\/abri:agente\?secret=[A-Z2-7]{32}&issuer=abri&algorithm=SHA1&digits=6&period=30$/.test(uri), uri)
check('its recovery codes', codes.length === 8 && codes.every(c => /^([a-z2-7]{4}-){3}[a-z2-7]{4}$/.test(c)), codes.join(' '))
equal('without a second factor', account('simple', password, '--one-factor').out, '')
equal('taken', account('simple', password, '--one-factor').status, 1)
for (const [what, ...more] of [['an unknown scope', '--scope', 'files:all'], ['no scope', '--scope', ','],
  ['a day past', '--expires', days(-2)], ['a day too far', '--expires', days(400)]]) {
  equal(`a token with ${what}`, token('essai', ...more).status, 2)
}
const all = token('tout'), narrow = token('lecture', '--scope', 'files:read,duties:read', '--expires', today), gone = token('perdu')
equal('tokens', [all.status, narrow.status, gone.status], [0, 0, 0])
const listed = run(['token', 'list', '--store', store]).out.trim().split('\n')
equal('listed', listed.length, 3)
check('by handle, day and scope', listed.some(l => new RegExp(`^[0-9a-f]{16}  stands    until ${today}  clerk \\* lecture  files:read duties:read$`).test(l)), listed.join('\n'))
check('a listed token opens nothing', !listed.join().includes(all.out.trim()))

const server = await serve(['--store', store])
const { url } = server
const get = (path, headers) => call(url, 'GET', path, undefined, headers)

// ---- tokens
equal('within its scope', (await get('/api/v1/duties', bearer(narrow))).status, 200)
const asked = claim(1)
asked.payment.seen_by_others = true
const file = (await call(url, 'POST', '/api/v1/claims', asked, { 'idempotency-key': 'a' })).json.file
equal('taken', (await call(url, 'POST', `/api/v1/files/${file}/assignment`, '', bearer(all))).status, 201)
equal('a file within its scope, but another\'s', (await get(`/api/v1/files/${file}`, bearer(narrow))).status, 403)
equal('a file within its scope', (await get(`/api/v1/files/${file}`, bearer(all))).status, 200)
const outside = await call(url, 'POST', `/api/v1/files/${file}/facts`, { kind: 'claim_granted', day: today }, { ...bearer(narrow), 'idempotency-key': 'b' })
equal('outside its scope', [outside.status, outside.json?.title], [403, 'a token with the scope for this is needed'])
equal('a claim outside its scope', (await call(url, 'POST', '/api/v1/claims', claim(2), { ...bearer(narrow), 'idempotency-key': 'c' })).status, 403)
const handle = listed.find(l => l.includes('perdu')).slice(0, 16), revoke = () => run(['token', 'revoke', handle, '--store', store]).status
equal('it stands', (await get('/api/v1/duties', bearer(gone))).status, 200)
equal('revoked', revoke(), 0)
equal('once', revoke(), 2)
equal('the others stand', [(await get('/api/v1/duties', bearer(all))).status, (await get('/api/v1/duties', bearer(narrow))).status], [200, 200])
const bad = [['a revoked one', bearer(gone).authorization], ['nonsense', 'Bearer nonsense'], ['nothing', 'Bearer '], ['another scheme', 'Basic YTpi'],
  ['a foreign one', `Bearer ${'A'.repeat(43)}`], ['an oversized one', `Bearer ${'A'.repeat(8000)}`], ['signs', 'Bearer \u00e9\u00e8'],
  ['a cut one', `Bearer ${all.out.trim().slice(1)}`]]
const words = new Set()
for (const [name, authorization] of bad) {
  const answer = await get('/api/v1/duties', { authorization })
  equal(`${name} is refused`, [answer.status, answer.headers.get('www-authenticate')], [401, 'Bearer'])
  words.add(answer.text)
}
equal('in the same words', words.size, 1)
check('and counted', Number(/refused: a token that opens nothing \((\d+)\)\n?$/m.exec(server.complained().trim().split('\n').filter(l => /token/.test(l)).at(-1))?.[1]) >= bad.length, server.complained())

// ---- the second factor
const secret = uri.match(/secret=(\w+)/)[1]
function code(step) {
  const bits = [...secret].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map(b => Number.parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = mac[19] & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0')
}
async function enter(fields, cookies = '') {
  const answer = await call(url, 'POST', '/bureau/entrer', new URLSearchParams(fields).toString(),
    { cookie: cookies, 'content-type': 'application/x-www-form-urlencoded' })
  const set = answer.headers.getSetCookie().map(c => c.split(';')[0])
  return { ...answer, set, session: set.find(c => c.startsWith('__Host-s=')), device: set.find(c => c.startsWith('__Host-d=')) }
}
const step = Math.floor(Date.now() / 30000)
equal('the password alone', (await enter({ name: 'agente', password })).status, 403)
const first = await enter({ name: 'agente', password, code: code(step) })
equal('with its code', [first.status, first.headers.get('location'), first.set.length], [303, '/bureau', 2])
equal('the code again', (await enter({ name: 'agente', password, code: code(step) }, first.device)).status, 403)
const second = await enter({ name: 'agente', password, code: codes[0] }, `${first.session}; ${first.device}`)
equal('a recovery code', second.status, 303)
equal('once', (await enter({ name: 'agente', password, code: codes[0] }, first.device)).status, 403)

// ---- sessions
const bureau = async cookie => (await call(url, 'GET', '/bureau', undefined, { cookie })).text
const isIn = async cookie => (await bureau(cookie)).includes('name="everywhere"')
check('a session turns with each sign-in', first.session !== second.session)
equal('the one before is over', [await isIn(first.session), await isIn(second.session)], [false, true])
check('and says so', (await bureau(first.session)).includes('Votre session est terminée'))
const page = await bureau(second.session)
check('the page says when it ends', /<noscript><meta http-equiv="refresh" content="840;url=\/bureau\/veille\?l=fr&amp;de=\/bureau"><\/noscript>/.test(page))
const warning = (await call(url, 'GET', '/bureau/veille?de=/bureau/dossier/1', undefined, { cookie: second.session })).text
check('a minute before', /se termine dans une minute/.test(warning) && warning.includes('href="/bureau/dossier/1?l=fr"'))
check('never elsewhere', !(await call(url, 'GET', '/bureau/veille?de=//ailleurs.exemple/', undefined, { cookie: second.session })).text.includes('ailleurs'))
const csrf = page.match(/name="csrf" value="(\w+)"/)[1]
const post = (path, cookie, fields) => call(url, 'POST', path, new URLSearchParams(fields).toString(), { cookie })
equal('going on', (await post('/bureau/veille', second.session, {})).status, 204)
equal('not for a stranger', (await post('/bureau/veille', '__Host-s=' + 'A'.repeat(43), {})).status, 303)
for (const wrong of ['', 'A', 'A'.repeat(43), 'A'.repeat(3000), '\u00e9', `${second.session.slice(9)}A`]) {
  equal(`a wrong session word (${wrong.length})`, await isIn(`__Host-s=${wrong}`), false)
}
equal('a forged way out', (await post('/bureau/sortir', second.session, { csrf: 'f'.repeat(64) })).status, 403)
const third = await enter({ name: 'agente', password, code: codes[1] }, first.device)
equal('out everywhere', (await post('/bureau/sortir', second.session, { csrf, everywhere: 'yes' })).status, 303)
equal('is everywhere', [await isIn(second.session), await isIn(third.session)], [false, false])
const fourth = await enter({ name: 'agente', password, code: codes[2] }, first.device)
equal('sign-out from the command line', run(['account', 'sign-out', '--store', store, '--name', 'agente']).status, 0)
equal('ends it', await isIn(fourth.session), false)

// ---- time, told to the store by hand
const later = (table, column, seconds) => spawnSync('sqlite3', [db, `UPDATE ${table} SET ${column} = ${column} - ${seconds}000000`]).status
const fifth = await enter({ name: 'agente', password, code: codes[3] }, first.device)
const secondFile = (await call(url, 'POST', '/api/v1/claims', claim(3), { 'idempotency-key': 'd' })).json.file
const csrf5 = (await bureau(fifth.session)).match(/name="csrf" value="(\w+)"/)[1]
equal('taken from the page', (await post(`/bureau/dossier/${secondFile}/prendre`, fifth.session, { csrf: csrf5 })).status, 303)
const form = (await call(url, 'GET', `/bureau/dossier/${secondFile}`, undefined, { cookie: fifth.session })).text
const account5 = { csrf: form.match(/name="csrf" value="(\w+)"/)[1], expected: form.match(/name="expected" value="(\d+)"/)[1],
  do: 'ask', change: 'account', door: 'desk', iban: 'FR7699999000010000000000115', holder: 'Camille EXEMPLE' }
equal('the proof grows old', later('sessions', 'proven_at', 301), 0)
const ask = await post(`/bureau/dossier/${secondFile}`, fifth.session, account5)
equal('it is asked again before an account changes', [ask.status, ask.headers.get('location')], [303, `/bureau/preuve?l=fr&de=/bureau/dossier/${secondFile}`])
const prove = (typed, code) => post(`/bureau/preuve?de=/bureau/dossier/${secondFile}`, `${fifth.session}; ${first.device}`, { csrf: account5.csrf, password: typed, code })
equal('a wrong proof', (await prove('pas celle-là', codes[4])).status, 403)
equal('still asked', (await post(`/bureau/dossier/${secondFile}`, fifth.session, account5)).headers.get('location'), ask.headers.get('location'))
const proven = await prove(password, codes[4])
equal('a right one leads back', [proven.status, proven.headers.get('location')], [303, `/bureau/dossier/${secondFile}`])
const changed = await post(`/bureau/dossier/${secondFile}`, fifth.session, account5)
equal('then it is noted, to be confirmed', [changed.status, changed.headers.get('location')], [303, `/bureau/dossier/${secondFile}`])
equal('unused a quarter of an hour', [await isIn(fifth.session), later('sessions', 'used_at', 901), await isIn(fifth.session)], [true, 0, false])
equal('half a day old', [later('sessions', 'used_at', -901), await isIn(fifth.session), later('sessions', 'started_at', 43201), await isIn(fifth.session)], [0, true, 0, false])
const over = (await get('/api/v1/duties', bearer(narrow))).status
equal('a token past its day', [over, later('tokens', 'expires_at', 200000), (await get('/api/v1/duties', bearer(narrow))).status], [200, 0, 401])

// ---- T27: nobody locks another out
const wrong = { name: 'simple', password: 'pas cette phrase-là' }
const right = { name: 'simple', password }
const come = await enter(right)
equal('T27: the agent came in from her device before', come.status, 303)
for (let i = 0; i < 4; i++) equal(`T27: a wrong guess (${i + 1})`, (await enter(wrong)).status, 403)
const late = await enter(wrong)
equal('T27: then guesses wait', [late.status, Number(late.headers.get('retry-after')) >= 1], [429, true])
equal('T27: even a right one, unlooked at', (await enter(right)).status, 429)
const forged = come.device.replace(/.$/, c => c === 'A' ? 'B' : 'A')
equal('T27: a forged device is a place like another', (await enter(right, forged)).status, 429)
equal('T27: the agent on her own device does not', (await enter(right, come.device)).status, 303)
equal('T27: another name from the same place does not', (await enter({ name: 'autre', password: 'x' })).status, 403)
for (let i = 0; i < 4; i++) await enter({ name: 'personne', password: 'x' })
const nobody = await enter({ name: 'personne', password: 'x' })
const plain = t => t.replace(/ \d+</g, ' N<')
equal('T18: a name that is nobody\'s waits in the same words', [nobody.status, plain(nobody.text)], [late.status, plain(late.text)])
check('counted', /refused: a proof before its time/.test(server.complained()) && /refused: a name, a password or a code/.test(server.complained()))
check('nothing of it in the log', !/agente|simple|personne|phrase/.test(server.complained()))
await server.stop()

end()
