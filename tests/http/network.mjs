// What stands between the program and its visitors: limits by address and class, proxies, TLS, crowds of silent
// connections, forms sent from elsewhere, and what a watcher of the line could read.
import { spawnSync } from 'node:child_process'
import { connect } from 'node:net'
import { request } from 'node:https'
import { connect as connectTls } from 'node:tls'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { call, check, claim, end, equal, run, scratch, serve } from '../lib.mjs'

let stores = 0
const store = () => `sqlite:${join(scratch, `network-${++stores}.db`)}`
const from = address => ({ 'x-forwarded-for': address })
const statuses = async (n, once) => {
  const found = []
  for (let i = 0; i < n; i++) found.push((await once(i)).status)
  return found
}
const json = { 'content-type': 'application/json' }
const assessed = { requested_on: '2025-11-25', department: '59', resources_cents: 71316 }

await limits()
await proxies()
await foreign()
await crowd()
await words()
await tls()
await refused()
end()

// A bucket for each class: one emptied leaves the others full, and what is refused is said in the visitor's own form.
async function limits() {
  const server = await serve(['--store', store(), '--proxies', '127.0.0.1'], ':', true)
  let others = 0 // a name tried too often waits by itself
  const wrong = () => `name=personne-${++others}&password=incorrect-mot`
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const tries = [], start = Date.now() // on a busy machine a password takes a while, and every three seconds give one more
  while (tries.at(-1)?.status !== 429 && tries.length < 60)
    tries.push(await call(server.url, 'POST', '/bureau/entrer', wrong(), { ...form, ...from('198.51.100.1') }))
  const again = tries.at(-1), looked = tries.filter(t => t.status === 403).length, more = Math.floor((Date.now() - start) / 3000)
  check('ten passwords, then no more', looked >= 10 && looked <= 10 + more && looked === tries.length - 1, `${looked} of ${tries.length}, ${more} more`)
  equal('and when to come back', [again.status, again.headers.get('retry-after'), again.headers.get('content-type')],
    [429, '5', 'text/html; charset=utf-8'])
  check('in two languages, with a way out', /attendez/.test(again.text) && /wait/.test(again.text) && /\/quitter/.test(again.text))
  equal('protected like any page', [again.headers.get('cache-control'), again.headers.get('x-content-type-options')], ['no-store', 'nosniff'])
  equal('another address is not counted with it',
    (await call(server.url, 'POST', '/bureau/entrer', wrong(), { ...form, ...from('198.51.100.2') })).status, 403)
  // T26: whoever floods the law's answers delays no request for the aid, and no page is refused.
  const ask = () => call(server.url, 'POST', '/api/v1/assess', assessed, { ...json, ...from('198.51.100.3') })
  let flood = []
  for (let i = 0; i < 100 && !flood.includes(429); i++) flood = (await Promise.all(Array.from({ length: 100 }, ask))).map(a => a.status)
  check('T26: the flood is stopped', flood.includes(429) && flood.every(s => s === 200 || s === 429), JSON.stringify(flood))
  const kept = await statuses(20, n => call(server.url, 'POST', '/api/v1/claims', claim(n),
    { ...json, ...from('198.51.100.3'), 'idempotency-key': `t26-${n}` }))
  equal('T26: requests from the same address are received', kept, Array(20).fill(201))
  equal('T26: pages answer', await statuses(50, () => call(server.url, 'GET', '/simulateur', undefined, from('198.51.100.3'))), Array(50).fill(200))
  let over = null
  for (let i = 0; i < 100 && over?.status !== 429; i++) over = (await Promise.all(Array.from({ length: 50 }, ask))).at(-1)
  equal('the interface is told as the interface', [over.status, over.headers.get('content-type'), over.json?.status], [429, 'application/problem+json', 429])
  await server.stop()
}

// Nobody chooses the address that is counted.
async function proxies() {
  const server = await serve(['--store', store()], ':', true)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const tries = await statuses(11, i => call(server.url, 'POST', '/bureau/entrer', 'name=a&password=b', { ...form, ...from(`198.51.100.${i}`) }))
  equal('without proxies of ours X-Forwarded-For is anybody\'s words', tries.at(-1), 429)
  await server.stop()
  const behind = await serve(['--store', store(), '--proxies', '127.0.0.1,192.0.2.0/24'], ':', true)
  const forged = await statuses(11, i => call(behind.url, 'POST', '/bureau/entrer', 'name=a&password=b',
    { ...form, ...from(`203.0.113.${i}, 198.51.100.9, 192.0.2.3`) }))
  equal('what stands before our proxies\' own words changes nothing', forged.at(-1), 429)
  await behind.stop()
}

// A form of another site, sent by a browser that is signed in here or not.
async function foreign() {
  const server = await serve(['--store', store()])
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const host = server.url.replace('http://', '')
  const post = more => call(server.url, 'POST', '/simulateur', 'l=fr&resources=100', { ...form, ...more }).then(a => a.status)
  const ours = await post({})
  check('a form of ours is read', ours !== 403, ours)
  for (const [name, more, expected] of [
    ['sent by our page', { 'sec-fetch-site': 'same-origin' }, ours],
    ['typed or from a bookmark', { 'sec-fetch-site': 'none' }, ours],
    ['from another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['from a neighbour of ours', { 'sec-fetch-site': 'same-site' }, 403],
    ['an old browser, another origin', { origin: 'https://elsewhere.example' }, 403],
    ['an old browser, our origin', { origin: `http://${host}` }, ours],
    ['an old browser that hides it', { origin: 'null' }, ours],
    ['an origin that only begins like ours', { origin: `http://${host}.example` }, 403],
  ]) equal(`a form ${name}`, await post(more), expected)
  equal('a link from another site is followed', (await call(server.url, 'GET', '/simulateur', undefined, { 'sec-fetch-site': 'cross-site' })).status, 200)
  await server.stop()
}

// More silent connections than there is room for: whoever has something to say is heard.
async function crowd() {
  const server = await serve(['--store', store()], 'ulimit -n 8192')
  const { hostname, port } = new URL(server.url)
  let gone = 0
  const open = []
  for (let i = 0; i < 2400; i++) {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    socket.on('close', () => { gone++ })
    if (i % 2) socket.write('POST /api/v1/claims HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{')
    open.push(socket)
  }
  const heard = await statuses(50, () => call(server.url, 'GET', '/healthz'))
  equal('50 requests amid 2,400 silent connections', heard, Array(50).fill(200))
  check('the silent ones gave their places up', gone > 0)
  for (const socket of open) socket.destroy()
  await server.stop()
}

// T23: a name server, a certificate, a proxy's log see names and addresses of pages: none says what it is about.
async function words() {
  const server = await serve(['--store', store()])
  const about = /violen|conjug|victim|femme|abus|urgence|abri\b|domest|shelter|\bcaf\b/i
  for (const path of ['/', '/simulateur', '/demande', '/suivi', '/aide', '/bureau', '/quitter', '/static/s.css', '/static/i.svg', '/nulle-part']) {
    const answer = await call(server.url, 'GET', path)
    const seen = [path, ...answer.headers].flat().join(' ') + ' ' + (answer.text.match(/<title>[^<]*/)?.[0] ?? '')
    check(`T23: ${path} is neutral`, !about.test(seen), seen.match(about)?.[0])
    check(`T23: ${path} names no program`, !answer.headers.has('server') && !answer.headers.has('x-powered-by'))
  }
  const doc = readFileSync(new URL('../../doc/operations.md', import.meta.url), 'utf8')
  check('T23: whoever installs it is told to choose a general name', /## A name that says nothing/.test(doc))
  await server.stop()
}

// TLS of our own: what browsers are told, old versions refused, plain words refused.
async function tls() {
  const pem = join(scratch, 'tls')
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${pem}.key`, '-out', `${pem}.crt`,
    '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'], { encoding: 'utf8' })
  if (!check('a certificate for the test', made.status === 0, made.stderr)) return
  const server = await serve(['--store', store(), '--tls-cert', `${pem}.crt`, '--tls-key', `${pem}.key`])
  equal('it says so', server.url.slice(0, 6), 'https:')
  const ca = readFileSync(`${pem}.crt`)
  const { hostname, port } = new URL(server.url)
  const page = await new Promise((done, failed) => request({ hostname, port, path: '/simulateur', ca },
    answer => { answer.resume(); done(answer) }).on('error', failed).end())
  equal('a page over TLS', [page.statusCode, page.headers['strict-transport-security']], [200, 'max-age=63072000; includeSubDomains'])
  const version = (min, max) => new Promise(done => {
    const socket = connectTls({ host: hostname, port, ca, minVersion: min, maxVersion: max, ciphers: 'DEFAULT@SECLEVEL=0' },
      () => { done(socket.getProtocol()); socket.destroy() })
    socket.on('error', () => done('refused'))
  })
  equal('TLS 1.3, 1.2, and nothing older', [await version('TLSv1.3', 'TLSv1.3'), await version('TLSv1.2', 'TLSv1.2'),
    await version('TLSv1', 'TLSv1.1')], ['TLSv1.3', 'TLSv1.2', 'refused'])
  const plain = await new Promise(done => {
    let said = ''
    const socket = connect(Number(port), hostname, () => socket.write('GET /simulateur HTTP/1.1\r\nHost: a\r\n\r\n'))
    socket.on('data', d => { said += d })
    socket.on('error', () => {})
    socket.on('close', () => done(said))
  })
  check('plain words get no page', !/HTTP\/1\.1 200/.test(plain) && !/simul/i.test(plain))
  await server.stop()
  const behind = await serve(['--store', store(), '--https'])
  check('behind a proxy that does TLS browsers are told as well',
    (await call(behind.url, 'GET', '/simulateur')).headers.has('strict-transport-security'))
  await behind.stop()
  const bare = await serve(['--store', store()])
  check('without TLS nothing is promised', !(await call(bare.url, 'GET', '/simulateur')).headers.has('strict-transport-security'))
  await bare.stop()
}

// Options that cannot be meant are said, and nothing is served.
async function refused() {
  for (const [name, options, where] of [
    ['a certificate without its key', ['--tls-cert', '/dev/null'], '--tls-cert'],
    ['an empty certificate', ['--tls-cert', '/dev/null', '--tls-key', '/dev/null'], '/dev/null'],
    ['a certificate that is not there', ['--tls-cert', '/nowhere.crt', '--tls-key', '/nowhere.key'], '/nowhere.crt'],
    ['a proxy by name', ['--proxies', 'proxy.example'], '--proxies'],
    ['a network that is none', ['--proxies', '192.0.2.0/33'], '--proxies'],
  ]) {
    const said = run(['serve', '--store', store(), '--listen', '127.0.0.1:0', ...options])
    check(name, said.status > 0 && said.err.includes(where) && said.err.includes('expected'), JSON.stringify(said))
  }
}
