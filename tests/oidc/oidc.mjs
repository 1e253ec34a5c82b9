// Agents of a provider of identities: through the real one in a browser, and through one that does wrong.
import { check, call, end, equal } from '../lib.mjs'
import { open, plain, visit } from '../browser/browser.mjs'
import { door, house, refusals } from './house.mjs'
import { provider } from './provider.mjs'
import { wrongProvider } from './wrong.mjs'

const words = /entrée n(?:'|&#39;)a pas abouti/
const said = async page => plain(await page.locator('main').textContent())

// ---- the real provider, in a browser
const browser = await open()
const front = await door(), real = await provider(front), server = await house(front, real.issuer)

async function enter(page, who) {
  await page.goto(`${front.url}/bureau`)
  await page.getByRole('link', { name: 'Entrer avec le compte de votre administration' }).click()
  await page.locator('input[name=who]').fill(who)
  await page.getByRole('button', { name: 'Entrer' }).click()
  await page.waitForURL(url => url.href.startsWith(front.url) && !url.pathname.endsWith('/retour'), { waitUntil: 'load' }).catch(() => {})
}

const one = await visit(browser), { page } = one
const back = []
page.on('request', r => { if (r.url().includes('/bureau/retour')) back.push(r.url()) })
await enter(page, 'camille')
equal('in', new URL(page.url()).pathname, '/bureau')
check('by the name the provider gave', (await page.locator('header').textContent()).includes('Camille EXEMPLE'))
const [asked] = real.asked
equal('what was asked', [...asked.keys()].sort(), ['claims', 'client_id', 'code_challenge', 'code_challenge_method', 'nonce',
  'prompt', 'redirect_uri', 'response_type', 'scope', 'state'])
check('state and nonce nobody can guess', [asked.get('state'), asked.get('nonce')].every(w => /^[\w-]{43}$/.test(w)) && asked.get('state') !== asked.get('nonce'))
equal('two factors, asked again, PKCE', [asked.get('claims'), asked.get('prompt'), asked.get('code_challenge_method')],
  ['{"id_token":{"acr":{"essential":true,"values":["eidas2","eidas3"]}}}', 'login', 'S256'])
const cookies = await one.context.cookies(front.url)
equal('a session as any other, and nothing of the way', cookies.map(c => [c.name, c.sameSite, c.httpOnly, c.secure]), [['__Host-s', 'Strict', true, true]])
check('his role', await page.locator('.queue, main').first().isVisible() && !(await page.locator('a[href*=paiements]').count()))

// What came back, once more: by the same browser, by another, with another state.
equal('one way back', back.length, 1)
await page.goto(back[0])
check('replayed by the same browser', words.test(await said(page)))
const thief = await visit(browser)
await thief.page.goto(back[0])
check('replayed by another', words.test(await said(thief.page)))
await thief.page.goto(back[0].replace(/state=[^&]*/, `state=${'A'.repeat(43)}`))
check('with another state', words.test(await said(thief.page)))
equal('no session for it', await thief.context.cookies(front.url), [])

// Proving again asks the provider; going out ends its session too.
await page.goto(`${front.url}/bureau/preuve`)
equal('no password is asked here', await page.locator('input[type=password]').count(), 0)
await page.goto(`${front.url}/bureau`)
await page.getByRole('button', { name: 'Se déconnecter', exact: true }).click()
await page.getByRole('button', { name: 'Terminer' }).click()
await page.waitForURL(/\/bureau\/fin\?state=[0-9a-f]{64}$/)
check('out, there too', /Votre session est terminée/.test(await said(page)))
equal('nothing is left', (await one.context.cookies(front.url)).map(c => c.name), [])
await enter(page, 'dominique')
equal('a unit has its own role', await page.locator('a[href*=paiements]').count(), 1)
await one.close()

const stranger = await visit(browser)
await stranger.page.goto(`${front.url}/bureau/fournisseur`)
await stranger.page.locator('input[name=who]').fill('ailleurs')
await stranger.page.getByRole('button', { name: 'Entrer' }).click()
await stranger.page.waitForURL(/retour/)
check('an unknown siret', words.test(await said(stranger.page)))
equal('opens nothing', await stranger.context.cookies(front.url), [])
await stranger.close()
await thief.close()
await browser.close()

// A code once more, with a state of its own: the provider refuses it.
const jar = answer => answer.headers.getSetCookie().map(c => c.split(';')[0]).filter(c => !c.endsWith('=')).join('; ')
const begun = await call(front.url, 'GET', '/bureau/fournisseur')
const state = new URL(begun.headers.get('location')).searchParams.get('state')
const used = new URL(back[0]).searchParams.get('code')
const twice = await call(front.url, 'GET', `/bureau/retour?code=${used}&state=${state}`, undefined, { cookie: jar(begun) })
check('a code that served', twice.status === 401 && words.test(twice.text))
equal('each refusal is counted for what it was', refusals(server), ['not begun by this browser', 'not begun by this browser', 'not begun by this browser',
  'no body for that siret and unit', 'code refused by the provider'])
check('and names nobody', !/Camille|EXEMPLE|camille|99999999900017/.test(server.complained()), server.complained())
await server.stop()

// ---- a provider that does wrong
const other = await door(), wrong = await wrongProvider(), house2 = await house(other, wrong.issuer)
async function comes(does, change = p => p) {
  wrong.does = does
  const start = await call(other.url, 'GET', '/bureau/fournisseur')
  const cookie = jar(start), there = start.headers.get('location')
  if (!there?.startsWith(wrong.issuer)) return { ...start, cookie }
  const answer = await call(other.url, 'GET', `/bureau/retour?${change(wrong.comeBack(there))}`, undefined, { cookie })
  return { ...answer, cookie, set: answer.headers.getSetCookie() }
}
const isIn = answer => answer.set?.some(c => /^__Host-s=[\w-]{43};/.test(c)) ?? false
const good = await comes('')
equal('what it does right opens', [good.status, isIn(good)], [200, true])
equal('a token that names no key, where two would do', (await comes('no key named')).status, 401)

const pages = new Set(), expected = ['no such key']
async function refused(name, reason, answer) {
  equal(`${name}: refused`, [answer.status, isIn(answer)], [401, false])
  pages.add(answer.text)
  expected.push(reason)
}
for (const [does, reason] of [
  ['nonce', 'nonce'], ['no nonce', 'nonce'], ['expired', 'exp, iat or nbf'], ['no exp', 'exp, iat or nbf'], ['exp as text', 'exp, iat or nbf'],
  ['old', 'exp, iat or nbf'], ['to come', 'exp, iat or nbf'], ['not before', 'exp, iat or nbf'], ['issuer', 'iss'], ['audience', 'aud'],
  ['audience list', 'aud'], ['azp', 'aud'], ['no acr', 'acr'], ['weak acr', 'acr'], ['no sub', 'sub'], ['at_hash', 'at_hash'],
  ['nobody asked', 'auth_time: nobody was asked'], ['key', 'signature'], ['kid', 'no such key'], ['small key', 'no such key'], ['none', 'form of the token'],
  ['none with a signature', 'alg'], ['HS256 by the public key', 'alg'], ['HS256 by the secret', 'alg'], ['RS512', 'alg'], ['crit', 'form of the token'],
  ['key of its own', 'no such key'], ['changed', 'signature'], ['four parts', 'form of the token'], ['no token', 'code refused by the provider'],
  ['nonsense', 'form of the token'], ['oversized', 'code refused by the provider'], ['another person', 'sub'], ['unknown siret', 'no body for that siret and unit'],
  ['no siret', 'no body for that siret and unit'], ['userinfo of another', 'userinfo'], ['userinfo as JSON', 'userinfo'],
  ['userinfo by another key', 'userinfo'], ['an answer without end', 'the provider cannot be reached'], ['sent elsewhere', 'code refused by the provider'],
  ['broken', 'the provider cannot be reached'], ['no JSON', 'code refused by the provider'], ['hung up', 'the provider cannot be reached'],
]) await refused(does, reason, await comes(does))
equal('no key is looked for elsewhere', wrong.lookedElsewhere, undefined)

const set = (name, value) => p => { p.set(name, value); return p }
const more = (name, value) => p => { p.append(name, value); return p }
await refused('a state of nobody', 'state', await comes('', set('state', 'A'.repeat(43))))
await refused('no state', 'state', await comes('', set('state', '')))
await refused('two states', 'state', await comes('', more('state', 'x')))
await refused('two codes', 'the provider said no, or nothing', await comes('', more('code', 'x')))
await refused('an error', 'the provider said no, or nothing', await comes('', set('error', 'access_denied')))
await refused('no code', 'the provider said no, or nothing', await comes('', set('code', '')))
await refused('an oversized code', 'the provider said no, or nothing', await comes('', set('code', 'x'.repeat(3000))))
await refused('an answer of another issuer', 'issuer of the answer', await comes('', set('iss', 'https://ailleurs.exemple')))
for (const [name, cookie, reason] of [['no cookie', '', 'not begun by this browser'], ['nonsense for a cookie', '__Host-o=x', 'not begun by this browser'],
  ['an oversized cookie', `__Host-o=1.${'a'.repeat(3000)}`, 'not begun by this browser'], ['an old cookie', `__Host-o=1700000000.${'a'.repeat(64)}`, 'begun too long ago'],
  ['a cookie of somebody\'s own making', `__Host-o=${Math.floor(Date.now() / 1000)}.${'a'.repeat(64)}`, 'state']]) {
  await refused(name, reason, await call(other.url, 'GET', `/bureau/retour?code=x&state=${'A'.repeat(43)}`, undefined, { cookie }))
}
const replayed = await call(other.url, 'GET', '/bureau/fournisseur')
const params = wrong.comeBack(replayed.headers.get('location'))
wrong.does = ''
const firstBack = await call(other.url, 'GET', `/bureau/retour?${params}`, undefined, { cookie: jar(replayed) })
equal('a state serves', firstBack.status, 200)
await refused('a state that served', 'served before', await call(other.url, 'GET', `/bureau/retour?${params}`, undefined, { cookie: jar(replayed) }))
equal('all in the same words', pages.size, 1)
equal('each counted for what it was', refusals(house2), expected)
await house2.stop()

// ---- who says to be another, and who is not there
const elsewhere = await door(), house3 = await house(elsewhere, (wrong.does = 'another issuer', wrong.issuer))
const lost = await call(elsewhere.url, 'GET', '/bureau/fournisseur')
check('a provider of another name', lost.status === 401 && words.test(lost.text), lost.status)
await house3.stop()
const away = await door(), house4 = await house(away, 'http://localhost:9', { userinfo: 'json' })
const nobody = await call(away.url, 'GET', '/bureau/fournisseur')
check('a provider that is not there', nobody.status === 401 && words.test(nobody.text), nobody.status)
equal('the rest goes on', (await call(away.url, 'GET', '/simulateur')).status, 200)
check('counted', refusals(house4).includes('the provider cannot be reached'), house4.complained())
await house4.stop()
end()
